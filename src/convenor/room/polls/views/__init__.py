"""The pages of polls; each shows, or makes one call to an action."""
