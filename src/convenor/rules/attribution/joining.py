"""When somebody joined, told as a predicate: it joined in 2023, a member since March 2024."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.superlatives import JOINED

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?:(?P<month>{'|'.join(_MONTHS)}) )?"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_US = (
    r"(?: (?:us|(?:the|this|our) (?:community|group|circle|platform|network|programme|program|project|cohort|forum"
    r"|exchange|consortium|initiative|membership|round ?table)))?"
)
_TOLD = re.compile(
    rf"\b(?:(?:joined|has been with|signed up(?: to| with)?|came on board(?: with)?|came aboard|enrolled(?: in)?"
    rf"|became a (?:member|participant)(?: of)?|(?:was|were) admitted(?: to)?){_US}"
    rf"|(?:(?:has|had) been |is |was )?(?:an? |one )?(?:member|participant|signatory)(?: of{_US})?)"
    rf" (?:only |back |as recently as )?(?:in|since) (?:early |late |mid-)?{_MONTH}(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


class Joining(NamedTuple):
    """Words that tell when somebody joined, and the members who did."""

    start: int
    end: int
    bits: int


def joinings(note: str, roster: Roster) -> Iterator[Joining]:
    """Find what says of somebody when it joined, where the roster knows anybody who did then."""
    for found in _TOLD.finditer(note):
        month = found["month"]
        date = found["year"] + (f"-{_MONTHS.index(month.lower()) + 1:02}" if month else "")
        bits = _joined(roster, date)
        if bits:
            yield Joining(found.start(), found.end(), bits)


def _joined(roster: Roster, date: str) -> int:
    """Give the members who joined in a year or a month; of one whose month is not known, its year is enough."""
    bits = 0
    for at, member in enumerate(roster.members):
        told = (event for event in member.events if any(word in event.text for word in JOINED))
        dates = (event.date or " ".join(_YEAR.findall(event.text)[:1]) for event in told)
        if any(one and (one.startswith(date) or date.startswith(one)) for one in dates):
            bits |= 1 << at
    return bits
