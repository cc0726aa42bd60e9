"""Whether words of a member point to somebody, by the same check as at the desk, against everybody in the cohort."""

from convenor.kernel import clock
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import roster
from convenor.rules import scope
from convenor.rules.attribution import Finding, Kind, Roster, RosterError, check, parse_roster
from convenor.rules.exchange import Doubt, Mending
from convenor.rules.vocabulary import Level

_NAMING = frozenset({Kind.DIRECT, Kind.PERSON, Kind.CONTACT, Kind.PRESENCE})


def doubts_about(cohort: Cohort, text: str) -> tuple[Doubt, ...]:
    """What has to be reworded, and what a person has to look at, before other members read this."""
    known = known_in(cohort)
    if known is None:
        return (Doubt(text=text, mending=Mending.UNSURE, blocked=False),)
    found = [_of_a_finding(finding) for finding in check(text, known).findings]
    return (*found, *scope_doubts(text))


def scope_doubts(text: str) -> tuple[Doubt, ...]:
    """What may be out of scope in a text."""
    return tuple(Doubt(text=one.text, mending=Mending.SCOPE, blocked=False) for one in scope.look_at(text))


def known_in(cohort: Cohort) -> Roster | None:
    """Everybody whom words may point to; None where nobody is known, so that nothing can be checked."""
    try:
        known = parse_roster(roster(cohort, day=clock.today()))
    except RosterError:
        return None
    return known if known.members else None


def _of_a_finding(finding: Finding) -> Doubt:
    if finding.level != Level.BLOCKED or finding.kind is Kind.UNANIMOUS:
        return Doubt(text=finding.text, mending=Mending.UNSURE, blocked=False)
    mending = Mending.NAMES if finding.kind in _NAMING else Mending.FITS_FEW
    return Doubt(text=finding.text, mending=mending, blocked=True)
