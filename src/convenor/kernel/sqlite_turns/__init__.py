"""The embedded database for whoever writes: all wait alike for their turn."""
