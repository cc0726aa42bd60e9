"""The pages of invitations, answers and calendars."""
