"""What people do with asks, offers, introductions and their own actions."""
