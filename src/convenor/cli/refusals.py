"""Input that cannot be used: one sentence that says what, where and how to mend it, and exit status 2."""

import sys
from datetime import date
from pathlib import Path


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


def content_of(file: str, at_most: int) -> bytes:
    """The first bytes of a file, or of standard input for "-". Raises Unusable where it cannot be opened."""
    if file == "-":
        return sys.stdin.buffer.read(at_most)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(at_most)
    except FileNotFoundError:
        raise Unusable(f"{file}: there is no such file; check the name and the folder.") from None
    except IsADirectoryError:
        raise Unusable(f"{file}: this is a folder; name the file in it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unusable(f"{file}: the file cannot be opened ({reason}); check its name and your rights.") from None
