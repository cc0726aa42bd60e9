"""Names that an organisation agreed to, and that would name somebody else who did not (docs/adr/0021)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from convenor.people.models import OrganisationName
from convenor.room.cohorts.queries import roster_of_all
from convenor.rules.attribution import Kind, Roster, RosterError, check, parse_roster
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
    facts = roster_of_all(day=day, secret=True)
    own = [one["people"] for one in facts["members"] if one["id"] in called]
    people = {bare(person["name"]) for found in own for person in found}
    try:
        roster = _of_others(facts, called)
    except RosterError:
        return frozenset(called.values())
    return frozenset(
        name
        for name in called.values()
        # A company may be called as one of its people is by surname; by the whole name it would tell of that person.
        if bare(name) in taken or any(one in bare(name) for one in people) or (roster and _points(name, roster))
    )


def _of_others(facts: dict[str, Any], agreed: Mapping[str, str]) -> Roster | None:
    """Everybody but the organisations that agreed; None where there is nobody.

    Raises RosterError where what is on record cannot be checked.
    """
    members = [one for one in facts["members"] if one["id"] not in agreed]
    experts = [{"name": one["name"]} for one in facts["experts"] if one["organisation"] not in agreed.values()]
    # A roster has a member; where only experts are left, one of them stands for it, too.
    members = members or [{"id": "-", **one} for one in experts[:1]]
    return parse_roster({**facts, "members": members, "experts": experts}) if members else None


def _points(name: str, roster: Roster) -> bool:
    blocked = [one for one in check(name, roster).findings if one.level is Level.BLOCKED]
    return any(one.members or one.kind is Kind.PERSON for one in blocked)
