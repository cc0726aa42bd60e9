"""The pages of asks, offers, introductions, own actions and the take-home pack."""
