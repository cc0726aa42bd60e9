"""Plain descriptions: a noun for a member with words of its attributes, and whom they fit together.

A first, conservative layer: the attribute words of one noun phrase are intersected. Superlatives and
definite phrases that the roster cannot resolve are left to a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.lexicon import Term, Topic
from convenor.rules.attribution.phrases import AGENTS, Phrase, phrases
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import Reading
from convenor.rules.vocabulary import Level

# How the words of a wider wording follow each other.
_ORDER = (Topic.SIZE, Topic.PLACE, Topic.SECTOR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """The roster's members as bits, and those who were in the room."""

    roster: Roster
    present: int
    k: int

    def smaller(self, bits: int) -> int:
        """Give those of the set who were in the room, unless nobody was."""
        return bits & self.present or bits

    def ids(self, bits: int) -> tuple[str, ...]:
        """Give the ids of a set, in roster order."""
        return tuple(member.id for at, member in enumerate(self.roster.members) if bits >> at & 1)


def descriptions(reading: Reading, room: Room) -> Iterator[Finding]:
    """Find noun phrases that fit fewer than k members, or only one whom the roster does not know."""
    for group in _unions(reading, tuple(phrases(reading, room.roster))):
        finding = _judged(reading, room, group)
        if finding:
            yield finding


def _judged(reading: Reading, room: Room, group: tuple[Phrase, ...]) -> Finding | None:
    bits = 0
    for phrase in group:
        bits |= phrase.bits
    fits = room.smaller(bits)
    known = any(phrase.terms or phrase.event for phrase in group)
    place = _Place(start=group[0].start, end=group[-1].end, note=reading.note)
    if known and 0 < fits.bit_count() < room.k:
        return _blocked(place, room, group, fits)
    if any(phrase.unresolved for phrase in group) and not (known and not fits):
        return place.finding(Level.REVIEW, (), "may mean one member, and the roster cannot tell; say it more widely")
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    start: int
    end: int
    note: str

    def finding(
        self, level: Level, members: tuple[str, ...], reason: str, wider: tuple[str, int] | None = None
    ) -> Finding:
        wording, size = wider or (None, None)
        return Finding(
            start=self.start,
            end=self.end,
            text=self.note[self.start : self.end],
            kind=Kind.DESCRIPTION,
            level=level,
            members=members,
            reason=reason,
            suggestion=wording,
            suggestion_size=size,
        )


def _blocked(place: _Place, room: Room, group: tuple[Phrase, ...], fits: int) -> Finding:
    everybody = len(room.roster.members)
    whole = room.present.bit_count() if fits & room.present == fits else everybody
    among = f"{whole} members" + (" in the room" if whole < everybody else "")
    reason = f"fits {fits.bit_count()} of {among}; at least {room.k} are needed"
    return place.finding(Level.BLOCKED, room.ids(fits), reason, _wider(group, room))


def _unions(reading: Reading, found: tuple[Phrase, ...]) -> Iterator[tuple[Phrase, ...]]:
    """Join phrases with "and" between them: operators and vendors are one group."""
    group: tuple[Phrase, ...] = ()
    for phrase in found:
        between = reading.note[group[-1].end : phrase.start] if group else ""
        if group and group[-1].plural and phrase.plural and between in {" and ", " or ", ", ", ", and "}:
            group = (*group, phrase)
            continue
        if group:
            yield group
        group = (phrase,)
    if group:
        yield group


def _wider(group: tuple[Phrase, ...], room: Room) -> tuple[str, int]:
    """Word the phrase more widely: with the most of its terms that still fit k members, or with none."""
    first = group[0]
    everybody = room.smaller((1 << len(room.roster.members)) - 1)
    if len(group) == 1:
        kept_terms = tuple(term for term in first.terms if term.shown and term.topic in _ORDER)
        for count in range(len(kept_terms), 0, -1):
            best: tuple[int, tuple[Term, ...]] | None = None
            for kept in combinations(kept_terms, count):
                bits = everybody
                for term in kept:
                    bits &= term.bits
                size = bits.bit_count()
                if size >= room.k and (best is None or size < best[0]):
                    best = size, kept
            if best:
                return _worded(first, best[1]), best[0]
    return _worded(first, ()), everybody.bit_count()


def _worded(phrase: Phrase, kept: tuple[Term, ...]) -> str:
    """Write the kept terms with a noun, in the number of the phrase; without any it is a participant."""
    ranked = sorted(kept, key=lambda term: _ORDER.index(term.topic))
    words = [term.shown if term.proper else " ".join(term.words) for term in ranked]
    if not words:
        words = ["participant"]
    elif ranked[-1].words[-1] not in AGENTS:
        words.append("companies" if phrase.plural else "company")
    text = " ".join(words)
    if phrase.plural and not text.endswith("s"):
        text += "s"
    elif not phrase.plural:
        text = f"{'an' if text[0] in 'aeioAIO' else 'a'} {text}"
    return text[0].upper() + text[1:] if phrase.opens else text


def members_bits(roster: Roster, ids: frozenset[str]) -> int:
    """Give members by id as bits in roster order."""
    return sum(1 << at for at, member in enumerate(roster.members) if member.id in ids)
