"""Whether what somebody wrote in a poll points to a member of the room, by the same check as at the desk (AC-13)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from convenor.kernel import clock
from convenor.room.cohorts.queries import roster, roster_of_all
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import represented_at
from convenor.rules.attribution import Finding, RosterError, check, parse_roster
from convenor.rules.wording import said

Check = Callable[[str], Sequence[Finding]]
NOBODY_TO_CHECK = said("There is nobody yet to check it against, so read it yourself.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a text; `level` is that of the strongest finding over them, or empty."""

    text: str
    level: str


def check_for(session: Session) -> Check | None:
    """The check against everybody whom words from this session may point to; None where nobody is known.

    Whoever was in the room is told by who is recorded as represented; before that, all members are meant.
    """
    day = max(session.starts_at.date(), clock.today())
    facts = roster(session.year.cohort, day=day) if session.year else roster_of_all(day=day, secret=True)
    try:
        known = parse_roster(facts)
    except RosterError:
        return None
    members = {member.id for member in known.members}
    if not members:
        return None
    present = sorted(members.intersection(represented_at(session)))
    return lambda text: check(text, known, present=present or None).findings


def of_a_word(checked: Check, word: str) -> Sequence[Finding]:
    """What a single word points to, however it is written: a name in small letters is a name."""
    written = dict.fromkeys((word, word.title(), word.upper()))
    return next((found for one in written if (found := checked(one))), ())


def stretches(text: str, findings: Sequence[Finding]) -> list[Stretch]:
    """The text cut where findings begin and end, to be marked on a page."""
    edges = sorted({0, len(text), *(edge for one in findings for edge in (one.start, one.end))})
    return [Stretch(text[start:end], _strongest(findings, start, end)) for start, end in pairwise(edges)]


def _strongest(findings: Sequence[Finding], start: int, end: int) -> str:
    over = [str(one.level) for one in findings if one.start <= start and one.end >= end]
    return min(over, default="")
