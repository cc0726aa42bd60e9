"""The pages of the desk; each shows, or makes one call to an action."""
