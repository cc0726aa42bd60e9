"""What tables are called that nobody gave a title: kept in English whoever makes them, told where they are shown."""

from convenor.rules.wording import said, said_again

_IN_A_YEAR = "Who took part in {year}"
_WHO_REGISTERED = "Who registered: session {number}"
IN_A_SESSION = said("Who took part in a session")


def in_a_year(year: int) -> str:
    """What a table of a year's attendance is called."""
    return said(_IN_A_YEAR, year=year)


def who_registered(number: int) -> str:
    """What a table of those is called who had registered for a session of a series."""
    return said(_WHO_REGISTERED, number=number)


def titled(kept: str) -> str:
    """A kept title in the form that it was said in, where it is one of ours."""
    return said_again(kept, _IN_A_YEAR, _WHO_REGISTERED, IN_A_SESSION)
