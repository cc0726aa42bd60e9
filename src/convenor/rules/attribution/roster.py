"""The roster: who the members are and what is known of them, as facts for the attribution check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from convenor.rules.wording import said

DEFAULT_K = 5
LEAST_K = 3
_A_LIST = "{place}: {value} has the wrong shape; write a list of texts"
_ONE_OR_MORE = "{place}: {value} has the wrong shape; write a text or a list of texts"


class RosterError(ValueError):
    """A roster that cannot be used: where in it, what is wrong and how to mend it."""


class Visibility(StrEnum):
    """Whether the list of members is published, or taking part is itself confidential."""

    PUBLIC = "public"
    SECRET = "secret"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody of a member, or an expert, by name."""

    name: str
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something dated that is known of a member."""

    date: str = ""
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A member with all its names, its people and what is known of it; `extra` is kept and ignored."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    events: tuple[Event, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict, compare=False)

    def values(self, key: str) -> tuple[str, ...]:
        """Give the values of an attribute; none when the attribute is not known."""
        return next((values for name, values in self.attributes if name == key), ())


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicSource:
    """A public document that names members itself."""

    url: str
    title: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """Everybody whom a note may point to; where nothing is said of visibility, it is secret."""

    members: tuple[Member, ...]
    visibility: Visibility = Visibility.SECRET
    k: int = DEFAULT_K
    experts: tuple[Person, ...] = ()
    public_sources: tuple[PublicSource, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict, compare=False)


Part = TypeVar("Part")


def parse_roster(facts: object) -> Roster:
    """Read a roster from its JSON object; `RosterError` says where it cannot be used."""
    top = _object(facts, said("the roster"))
    members = _each(top, "members", "", _member)
    if not members:
        raise RosterError(said("members: there are none; list at least one, with an id and a name"))
    _all_different([member.id for member in members])
    visibility = top.get("visibility", Visibility.SECRET)
    if visibility not in list(Visibility):
        raise RosterError(
            said('visibility: {value} is not known; write "public" or "secret"', value=_shown(visibility))
        )
    roster = Roster(
        members=members,
        visibility=Visibility(str(visibility)),
        k=smallest_set(top.get("k", DEFAULT_K)),
        experts=_each(top, "experts", "", _person),
        public_sources=_each(top, "public_sources", "", _source),
        extra=_rest(top, {"members", "visibility", "k", "experts", "public_sources"}),
    )
    _sources_name_members(roster)
    return roster


def smallest_set(k: object) -> int:
    """Check k, the smallest number of members that a description may fit: a whole number from 3."""
    if not isinstance(k, int) or isinstance(k, bool):
        raise RosterError(
            said(
                "k: {value} is not a whole number; write a number of members, at least {least}",
                value=_shown(k),
                least=LEAST_K,
            )
        )
    if k < LEAST_K:
        raise RosterError(
            said("k: {value} is too small to protect anybody; it must be at least {least}", value=k, least=LEAST_K)
        )
    return k


def _member(facts: Mapping[str, object], where: str) -> Member:
    known = {"id", "name", "aliases", "products", "domains", "handles", "people", "attributes", "events"}
    return Member(
        id=_text(facts, "id", where),
        name=_name(facts, "name", where),
        aliases=_names(facts, "aliases", where),
        products=_names(facts, "products", where),
        domains=_names(facts, "domains", where),
        handles=_names(facts, "handles", where),
        people=_each(facts, "people", where, _person),
        attributes=_attributes(facts, where),
        events=_each(facts, "events", where, _event),
        extra=_rest(facts, known),
    )


def _person(facts: Mapping[str, object], where: str) -> Person:
    return Person(
        name=_name(facts, "name", where),
        role=_optional_text(facts, "role", where),
        organisation=_optional_text(facts, "organisation", where),
    )


def _event(facts: Mapping[str, object], where: str) -> Event:
    return Event(date=_optional_text(facts, "date", where), text=_text(facts, "text", where))


def _source(facts: Mapping[str, object], where: str) -> PublicSource:
    members = _texts(facts.get("members", []), f"{where}.members")
    return PublicSource(url=_text(facts, "url", where), title=_optional_text(facts, "title", where), members=members)


def _attributes(facts: Mapping[str, object], where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    place = f"{where}.attributes"
    attributes = _object(facts.get("attributes", {}), place)
    return tuple((key, _values(value, f"{place}.{key}")) for key, value in attributes.items())


def _values(value: object, where: str) -> tuple[str, ...]:
    return _texts([value] if isinstance(value, str) else value, where, _ONE_OR_MORE)


def _each(
    facts: Mapping[str, object], key: str, where: str, make: Callable[[Mapping[str, object], str], Part]
) -> tuple[Part, ...]:
    place = f"{where}.{key}" if where else key
    parts = facts.get(key, [])
    if not isinstance(parts, list):
        raise RosterError(
            said(
                "{place}: {value} is not a list; write a list of objects in square brackets",
                place=place,
                value=_shown(parts),
            )
        )
    return tuple(make(_object(part, f"{place}[{at}]"), f"{place}[{at}]") for at, part in enumerate(parts))


def _names(facts: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    names = _texts(facts.get(key, []), f"{where}.{key}")
    for at, name in enumerate(names):
        _is_readable(name, f"{where}.{key}[{at}]")
    return names


def _texts(value: object, where: str, wanted: str = _A_LIST) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise RosterError(said(wanted, place=where, value=_shown(value)))
    if not all(part.strip() for part in value):
        raise RosterError(said("{place}: one of the texts is empty; fill it in or leave it out", place=where))
    return tuple(value)


def _name(facts: Mapping[str, object], key: str, where: str) -> str:
    name = _text(facts, key, where)
    _is_readable(name, f"{where}.{key}")
    return name


def _is_readable(name: str, where: str) -> None:
    if not any(sign.isalnum() for sign in name):
        raise RosterError(
            said(
                "{place}: {value} has no letter or digit, so it cannot be looked for; write it out",
                place=where,
                value=_shown(name),
            )
        )


def _text(facts: Mapping[str, object], key: str, where: str) -> str:
    text = _optional_text(facts, key, where)
    if not text.strip():
        raise RosterError(said("{place}: it is missing or empty; fill it in", place=f"{where}.{key}"))
    return text


def _optional_text(facts: Mapping[str, object], key: str, where: str) -> str:
    text = facts.get(key, "")
    if not isinstance(text, str):
        raise RosterError(
            said(
                "{place}: {value} is not a text; put it in quotation marks",
                place=f"{where}.{key}",
                value=_shown(text),
            )
        )
    return text


def _object(facts: object, where: str) -> Mapping[str, object]:
    if not isinstance(facts, Mapping):
        raise RosterError(
            said(
                "{place}: {value} is not an object; write its keys and values in braces",
                place=where,
                value=_shown(facts),
            )
        )
    return facts


def _rest(facts: Mapping[str, object], known: set[str]) -> Mapping[str, object]:
    return {key: value for key, value in facts.items() if key not in known}


def _all_different(ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for at, one in enumerate(ids):
        if one in seen:
            raise RosterError(
                said(
                    "{place}: {value} is used twice; give every member an id of its own",
                    place=f"members[{at}].id",
                    value=_shown(one),
                )
            )
        seen.add(one)


def _sources_name_members(roster: Roster) -> None:
    ids = {member.id for member in roster.members}
    for at, source in enumerate(roster.public_sources):
        for one in source.members:
            if one not in ids:
                raise RosterError(
                    said(
                        "{place}: {value} is not the id of a member; correct it or leave it out",
                        place=f"public_sources[{at}].members",
                        value=_shown(one),
                    )
                )


def _shown(value: object) -> str:
    """Show a value in a message, short and on one line."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:37] + "…"
