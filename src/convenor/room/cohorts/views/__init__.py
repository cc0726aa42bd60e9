"""The pages of cohorts; each shows, or makes one call to an action."""
