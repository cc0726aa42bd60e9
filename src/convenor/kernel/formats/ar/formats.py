"""Arabic: no comma within a date, which could not be told from the one between two dates."""

DATE_FORMAT = "j F Y"
