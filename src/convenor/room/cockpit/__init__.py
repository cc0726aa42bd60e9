"""The pages of the hour: the officer's cockpit, everybody's floor, the shared screen. It stores nothing."""
