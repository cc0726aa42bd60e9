"""How much is read, and the two ways of not reading it."""

LARGEST = 1_000_000
PARTS = 20
EDGES = 1_000
LINES = 40_000
HEADER = 4_000
LINE = 10_000
ATTENDEES = 500
EVENTS = 500
DATES = 5_000
DEPTH = 8


class Unreadable(Exception):  # noqa: N818 - it is the input that cannot be read
    """This is no answer that could be read; the message is one sentence that says why and what to do."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """This can be read and is none of what comes in; the message is one sentence that says so."""
