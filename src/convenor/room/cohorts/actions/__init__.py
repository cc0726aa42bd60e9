"""What can be done to a cohort; each file is one page of the list."""
