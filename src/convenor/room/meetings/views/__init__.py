"""The pages of sessions; each shows, or makes one call to an action."""
