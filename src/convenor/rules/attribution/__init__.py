"""Does this text point to somebody? The attribution check (A-06, AC-13).

`check` reads a note against a roster and says where it names, describes or places a member, and how
strongly each finding binds. What this version does not decide is listed in the verdict.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from convenor.rules.attribution.combinations import combinations
from convenor.rules.attribution.contacts import Link, links, unknown_contacts
from convenor.rules.attribution.descriptions import Room, descriptions, members_bits
from convenor.rules.attribution.findings import Finding, Kind, Verdict, merge
from convenor.rules.attribution.index import PERSONAL, index_of
from convenor.rules.attribution.languages import unread_languages
from convenor.rules.attribution.names import Mention, mentions
from convenor.rules.attribution.people import others
from convenor.rules.attribution.phrases import phrases
from convenor.rules.attribution.presence import presences
from convenor.rules.attribution.roster import (
    Event,
    Member,
    Person,
    PublicSource,
    Roster,
    RosterError,
    Visibility,
    parse_roster,
    smallest_set,
)
from convenor.rules.attribution.sources import citations, cited_links, excused
from convenor.rules.attribution.text import Reading, read
from convenor.rules.attribution.turning import turned
from convenor.rules.attribution.unanimity import unanimities
from convenor.rules.wording import said

__all__ = [
    "Event",
    "Finding",
    "Kind",
    "Member",
    "Person",
    "PublicSource",
    "Roster",
    "RosterError",
    "Verdict",
    "Visibility",
    "check",
    "parse_roster",
]


def check(
    note: str,
    roster: Roster,
    *,
    present: Collection[str] | None = None,
    k: int | None = None,
    earlier: Sequence[str] = (),
) -> Verdict:
    """Check a note against a roster; `present` are the ids of those in the room, `earlier` the notes released before.

    Raises `RosterError` for a k below 3, for an id in `present` that no member has, and where it names nobody.
    """
    size = smallest_set(roster.k if k is None else k)
    room = Room(roster=roster, present=_present(roster, present), k=size)
    findings = list(_findings(note, roster, room, earlier))
    other = turned(note)
    if other:
        findings += other.led_back(_findings(other.shown, roster, room, earlier))
    return Verdict(k=size, findings=merge(findings))


def _findings(note: str, roster: Roster, room: Room, earlier: Sequence[str]) -> Iterator[Finding]:
    reading, found = read(note), links(note)
    named = list(_named(reading, roster, found))
    cited = citations(roster, found)
    if roster.visibility is Visibility.SECRET:
        named = list(presences(named, reading))
    yield from excused(named, cited, reading)
    yield from cited_links(cited, reading)
    yield from unknown_contacts(note, found)
    described = tuple(phrases(reading, roster))
    yield from descriptions(reading, described, room)
    for aside in reading.asides():
        yield from descriptions(aside, tuple(phrases(aside, roster)), room)
    yield from combinations(reading, described, room, earlier)
    yield from others(reading)
    yield from unread_languages(note)
    if roster.visibility is Visibility.PUBLIC:
        yield from unanimities(reading, room)


def _present(roster: Roster, present: Collection[str] | None) -> int:
    ids = frozenset(member.id for member in roster.members)
    if present is None:
        return members_bits(roster, ids)
    if not present:
        raise RosterError(said("present: it names nobody; give the ids of those who were in the room, or leave it out"))
    for one in present:
        if one not in ids:
            raise RosterError(said('present: "{id}" is not the id of a member; correct it or leave it out', id=one))
    return members_bits(roster, frozenset(present))


def _named(reading: Reading, roster: Roster, found: tuple[Link, ...]) -> Iterator[Finding]:
    places = tuple((link.start, link.end) for link in found)
    order = {member.id: at for at, member in enumerate(roster.members)}
    names = {member.id: member.name for member in roster.members}
    for mention in mentions(reading, index_of(roster), places):
        at = bisect_right(places, (mention.start, len(reading.note))) - 1
        inside = found[at] if at >= 0 and mention.start < found[at].end else None
        yield _finding(reading, mention, inside, order, names)


def _finding(
    reading: Reading, mention: Mention, inside: Link | None, order: dict[str, int], names: dict[str, str]
) -> Finding:
    start, end, kind = mention.start, mention.end, Kind.DIRECT
    if all(entry.sort in PERSONAL for entry in mention.entries):
        kind = Kind.PERSON
    if inside:
        start, end = inside.start, max(inside.end, end)
        kind = kind if inside.is_bare else Kind.CONTACT
    ids = {entry.member for entry in mention.entries if entry.member}
    return Finding(
        start=start,
        end=end,
        text=reading.note[start:end],
        kind=kind,
        level=mention.level,
        members=tuple(sorted(ids, key=order.__getitem__)),
        reason=_reason(mention, names),
    )


def _reason(mention: Mention, names: dict[str, str]) -> str:
    entry = mention.entries[0]
    owner = names[entry.member] if entry.member else said("the experts")
    clause = said(entry.sort.value, name=said(mention.how, written=entry.written), owner=owner)
    sure = mention.level == "blocked"
    return clause if sure else said("{clause}; a person must decide whether it is meant", clause=clause)
