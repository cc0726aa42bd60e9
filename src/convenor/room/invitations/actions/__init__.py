"""What people do with invitations; one function is one thing a person, or a mail of theirs, does."""
