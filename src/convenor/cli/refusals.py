"""Input that cannot be used: one sentence that says what, where and how to mend it, and exit status 2."""

from datetime import date


class Unusable(Exception):  # noqa: N818 - it is the input that is unusable
    """The input cannot be used; the message is one sentence for the person who called."""


def a_date(text: str, *, option: str) -> date:
    """Read a day. Raises Unusable with the way to write it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python also reads other spellings of a day, such as 20220314 and 2022-W11-1; one is enough.
    if day is None or day.isoformat() != text:
        raise Unusable(f'{option} "{text}" is not a day; write it as YYYY-MM-DD, for example 2022-03-14.')
    return day


def a_year(text: str, *, option: str) -> int:
    """Read a year. Raises Unusable with the way to write it."""
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    raise Unusable(f'{option} "{text}" is not a year; write it with four digits, for example 2022.')
