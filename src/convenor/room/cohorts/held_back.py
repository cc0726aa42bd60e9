"""Names that an organisation agreed to, and that would name somebody else who did not (docs/adr/0021)."""

from collections.abc import Iterable, Mapping
from datetime import date

from convenor.people.models import OrganisationName
from convenor.room.cohorts.queries import roster_of_all
from convenor.rules.attribution import Finding, Kind, Roster, RosterError, check, parse_roster
from convenor.rules.participants import bare
from convenor.rules.vocabulary import Level, NameKind


def names_of_others(called: Mapping[str, str], day: date) -> frozenset[str]:
    """Which of these names, by the slug of who agreed to it, are also names of somebody else, or point to somebody.

    Two who both agreed may share a name. Where nothing can be checked, no name passes.
    """
    if not called:
        return frozenset()
    kinds = (NameKind.NAME, NameKind.ALIAS)
    others = OrganisationName.objects.filter(kind__in=kinds).exclude(organisation__in=list(called))
    taken = {bare(text) for text in others.values_list("text", flat=True)}
    try:
        without, everybody = _rosters(called, day)
    except RosterError:
        return frozenset(called.values())
    return frozenset(
        name
        for name in called.values()
        if bare(name) in taken or _points_to_others(name, without) or _names_a_person(name, everybody)
    )


def _rosters(agreed: Iterable[str], day: date) -> tuple[Roster | None, Roster | None]:
    """Everybody without those who agreed, and everybody; None for one of nobody."""
    facts, named = roster_of_all(day=day, secret=True), set(agreed)
    without = {**facts, "members": [one for one in facts["members"] if one["id"] not in named]}
    first, second = (parse_roster(one) if one["members"] else None for one in (without, facts))
    return first, second


def _points_to_others(name: str, without: Roster | None) -> bool:
    return any(one.members or one.kind is Kind.PERSON for one in _blocked(name, without))


def _names_a_person(name: str, everybody: Roster | None) -> bool:
    """Also where the person belongs to an organisation that agreed, which said nothing of its people."""
    return any(one.kind is Kind.PERSON for one in _blocked(name, everybody))


def _blocked(name: str, roster: Roster | None) -> list[Finding]:
    return [one for one in check(name, roster).findings if one.level is Level.BLOCKED] if roster else []
