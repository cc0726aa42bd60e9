"""Whether words of a member point to somebody, by the same check as at the desk, against everybody in the cohort.

What a writer is told must not depend on who takes part: see `docs/adr/0015-asks-and-offers.md`.
"""

from typing import Any

from convenor.kernel import clock
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import roster
from convenor.rules import scope
from convenor.rules.attribution import Finding, Kind, Roster, RosterError, check, parse_roster
from convenor.rules.attribution.outsiders import fitting_nobody, likely_names
from convenor.rules.exchange import Doubt, Mending
from convenor.rules.vocabulary import Level

_NAMING = frozenset({Kind.DIRECT, Kind.PERSON, Kind.CONTACT, Kind.PRESENCE})


def naming_oneself(cohort: Cohort, organisation: str, text: str) -> tuple[Doubt, ...]:
    """Where an organisation's words name itself or its own people; nobody else is known to this."""
    known = _parsed(_of_one(roster(cohort, day=clock.today()), organisation))
    found = check(text, known).findings if known else ()
    return tuple(_of_a_finding(one) for one in found if one.level == Level.BLOCKED and one.kind in _NAMING)


def doubts_about(cohort: Cohort, text: str) -> tuple[Doubt, ...]:
    """What a person has to look at before other members read this; for the secretariat's eyes."""
    known = known_in(cohort)
    if known is None:
        return (Doubt(text=text, mending=Mending.UNSURE, blocked=False),)
    found = check(text, known).findings
    # Whoever is not known is found as well: that something waits must not tell that somebody takes part.
    unknown = [*likely_names(text), *fitting_nobody(text, known)]
    more = [one for one in unknown if not any(each.start <= one.start and one.end <= each.end for each in found)]
    return (*(_of_a_finding(one) for one in [*found, *more]), *scope_doubts(text))


def names_in(text: str) -> int:
    """How many words may be names, whoever bears them."""
    return len(likely_names(text))


def scope_doubts(text: str) -> tuple[Doubt, ...]:
    """What may be out of scope in a text."""
    return tuple(Doubt(text=one.text, mending=Mending.SCOPE, blocked=False) for one in scope.look_at(text))


def known_in(cohort: Cohort) -> Roster | None:
    """Everybody whom words may point to; None where nobody is known, so that nothing can be checked."""
    return _parsed(roster(cohort, day=clock.today()))


def _of_one(everybody: dict[str, Any], organisation: str) -> dict[str, Any]:
    own = [member for member in everybody["members"] if member["id"] == organisation]
    return {**everybody, "members": own, "experts": []}


def _parsed(everybody: dict[str, Any]) -> Roster | None:
    try:
        known = parse_roster(everybody)
    except RosterError:
        return None
    return known if known.members else None


def _of_a_finding(finding: Finding) -> Doubt:
    if finding.level != Level.BLOCKED or finding.kind is Kind.UNANIMOUS:
        return Doubt(text=finding.text, mending=Mending.UNSURE, blocked=False)
    mending = Mending.NAMES if finding.kind in _NAMING else Mending.FITS_FEW
    return Doubt(text=finding.text, mending=mending, blocked=True)
