"""What can be done with answers, with votes, and with what they have in common; each file is one noun."""
