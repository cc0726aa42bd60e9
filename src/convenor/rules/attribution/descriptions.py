"""Descriptions: phrases about members that fit too few of them, or one whom the roster cannot tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.lexicon import Lexicon, lexicon_of
from convenor.rules.attribution.phrases import Phrase, read_phrases
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.terms import Topic
from convenor.rules.attribution.text import Reading, read
from convenor.rules.attribution.wordings import Wording, wordings
from convenor.rules.vocabulary import Level
from convenor.rules.wording import Said, said, said_of

_BETWEEN = frozenset({" and ", " or ", ", ", ", and ", ", or ", " and the ", " and/or ", " as well as ", " & "})
# How much of the note around a phrase is read again with a suggestion in its place, and how many are tried.
_AROUND = 60
_MOST_TRIED = 6
_GUESSED = said("may mean these, though the roster does not say so of them; say it more widely")
_LINK_END = re.compile(r"\](?:\([^()\s]{0,300}\)|\[[^\[\]\n]{0,40}\])")
_UNKNOWN = said("may mean one member, and the roster cannot tell; say it more widely")


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


def descriptions(reading: Reading, phrases: Sequence[Phrase], room: Room) -> Iterator[Finding]:
    """Find those of a note's noun phrases that fit fewer than k members, or only one whom the roster does not know."""
    lexicon = lexicon_of(room.roster)
    for union in unions(reading, phrases):
        for group in _apart(reading, room, union):
            finding = _judged(reading, room, group)
            if finding:
                yield _with_suggestion(finding, reading, room, group, lexicon)


def _apart(reading: Reading, room: Room, union: tuple[Phrase, ...]) -> tuple[tuple[Phrase, ...], ...]:
    """Judge two definite ones each alone where both together are enough: the Irish and the Kenyan company."""
    pair = len(union) > 1 and any(_is_pair(*two) for two in pairwise(union))
    return tuple((one,) for one in union) if pair and not _judged(reading, room, union) else (union,)


def unions(reading: Reading, found: Sequence[Phrase]) -> Iterator[tuple[Phrase, ...]]:
    """Join phrases with "and" between them: operators and vendors are one group."""
    group: tuple[Phrase, ...] = ()
    for phrase in found:
        if group and _goes_on(reading.note[group[-1].end : phrase.start], group[-1], phrase):
            group = (*group, phrase)
            continue
        if group:
            yield group
        group = (phrase,)
    if group:
        yield group


def _goes_on(between: str, last: Phrase, phrase: Phrase) -> bool:
    if phrase.joined:
        return True
    if between == " and the " or (between == " and " and phrase.definite):
        return _is_pair(last, phrase) or (last.plural and phrase.plural and not last.unresolved)
    return last.plural and phrase.plural and between in _BETWEEN and not last.unresolved


def _is_pair(last: Phrase, phrase: Phrase) -> bool:
    """Say whether the first lacks its noun: the Irish and the Canadian representative."""
    places = bool(last.terms) and all(term.topic is Topic.PLACE for term in last.terms)
    return last.definite and phrase.definite and not phrase.plural and places and not last.noun


def _judged(reading: Reading, room: Room, group: tuple[Phrase, ...]) -> Finding | None:
    bits = 0
    for phrase in group:
        bits |= phrase.bits
    fits = room.smaller(bits)
    known = any(phrase.terms or phrase.event or phrase.resolved for phrase in group)
    start, end = _with_links(reading.note, group[0].start, group[-1].end)
    finding = Finding(
        start=start,
        end=end,
        text=reading.note[start:end],
        kind=Kind.DESCRIPTION,
        level=Level.REVIEW,
        members=(),
        reason=_UNKNOWN,
    )
    if known and 0 < fits.bit_count() < room.k:
        if any(phrase.guess for phrase in group):
            return replace(finding, members=room.ids(fits), reason=_GUESSED)
        any_such = all(phrase.any_such for phrase in group)
        level = Level.REVIEW if any_such else Level.BLOCKED
        return replace(finding, level=level, members=room.ids(fits), reason=_reason(room, fits, any_such=any_such))
    return finding if any(phrase.unresolved for phrase in group) and not (known and not fits) else None


def _with_links(note: str, start: int, end: int) -> tuple[int, int]:
    """Take in both ends of a link that begins or ends among the words, so that other words can stand in their place."""
    brackets = [sign for sign in note[start:end] if sign in "[]"]
    if brackets[:1] == ["]"] and note[start - 1 : start] == "[":
        start -= 1
    closed = _LINK_END.match(note, end) if brackets[-1:] == ["["] else None
    return start, closed.end() if closed else end


def _reason(room: Room, fits: int, *, any_such: bool) -> Said:
    clause = needed(room, fits_of(room, fits))
    if any_such:
        return said("{clause}; it may be said of any such company, and a person must decide", clause=clause)
    return clause


def needed(room: Room, clause: str) -> Said:
    """Say after whom it fits how many it would have to fit."""
    return said("{clause}; at least {least} are needed", clause=clause, least=room.k)


def fits_of(room: Room, fits: int) -> Said:
    """Say how many of the members a set is, or of those in the room where it lies in there."""
    everybody = len(room.roster.members)
    whole = room.present.bit_count() if fits & room.present == fits else everybody
    if whole < everybody:
        return said_of(
            whole,
            "fits {fits} of {number} member in the room",
            "fits {fits} of {number} members in the room",
            fits=fits.bit_count(),
        )
    return said_of(whole, "fits {fits} of {number} member", "fits {fits} of {number} members", fits=fits.bit_count())


def _with_suggestion(
    finding: Finding, reading: Reading, room: Room, group: tuple[Phrase, ...], lexicon: Lexicon
) -> Finding:
    """Give the most telling wider wording that clears the place when it stands there instead."""
    everybody = room.smaller((1 << len(room.roster.members)) - 1)
    for tried, wording in enumerate(wordings(group, lexicon, everybody, room.k)):
        worth = tried < _MOST_TRIED or wording.size == everybody.bit_count()
        if worth and _clears(wording, finding, reading, room, lexicon):
            return replace(finding, suggestion=wording.text, suggestion_size=wording.size)
    return finding


def _clears(wording: Wording, finding: Finding, reading: Reading, room: Room, lexicon: Lexicon) -> bool:
    before = reading.note[max(0, finding.start - _AROUND) : finding.start]
    after = reading.note[finding.end : finding.end + _AROUND]
    again = read(before + wording.text + after)
    start, end = len(before), len(before) + len(wording.text)
    for group in unions(again, tuple(read_phrases(again, lexicon))):
        if group[0].start < end and group[-1].end > start and _judged(again, room, group):
            return False
    return True


def members_bits(roster: Roster, ids: frozenset[str]) -> int:
    """Give members by id as bits in roster order."""
    return sum(1 << at for at, member in enumerate(roster.members) if member.id in ids)
