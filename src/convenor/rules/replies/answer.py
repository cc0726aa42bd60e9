"""An answer as it is read, and how an address is."""

import re
from dataclasses import dataclass
from enum import StrEnum

# No spaces, brackets or marks that turn the direction of a text.
_PART = r"[^\s@<>\"(),;:\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+"
_ADDRESS = re.compile(f"{_PART}@{_PART}")
_MAILTO = re.compile(r"mailto:(.*)", re.IGNORECASE | re.DOTALL)
_PERCENT = re.compile(r"%([2-7][0-9a-f])", re.IGNORECASE)
LONGEST_ADDRESS = 254


class Method(StrEnum):
    """What a calendar object that comes in asks for."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


class PartStat(StrEnum):
    """What somebody answers; any other word is no answer (RFC 5545, 3.2.12)."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"
    NEEDS_ACTION = "NEEDS-ACTION"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One answer to one invitation.

    `recurrence_id` and `dtstamp` stand as they are written; `sender` is None where no mail names one, and `delegates`
    are all whom the answer names to come instead.
    """

    method: Method
    uid: str
    recurrence_id: str | None
    sequence: int
    attendee: str
    partstat: PartStat
    delegates: tuple[str, ...]
    delegated_from: str | None
    comment: str | None
    dtstamp: str | None
    sender: str | None
    sender_differs: bool

    @property
    def delegated_to(self) -> str | None:
        """The first whom the answer names to come instead."""
        return self.delegates[0] if self.delegates else None


def address_in(text: str) -> str:
    """The mail address in a calendar address, in lower case; empty where there is none."""
    named = _MAILTO.search(text, max(text.lower().rfind("mailto:"), 0))
    bare = (_without_percents(named[1].partition("?")[0]) if named else text).strip().strip("<>'\"").strip().lower()
    return bare if len(bare) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(bare) else ""


def _without_percents(text: str) -> str:
    return _PERCENT.sub(lambda found: chr(int(found[1], 16)), text)
