"""Phrases that are harmless alone and identify somebody together, in a note and with notes released before.

Everything said of one subject is intersected, in the order of the note; where the set first falls below k,
the phrase that closes the ring is found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convenor.rules.attribution.descriptions import Room, fits_of, needed
from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.phrases import Phrase
from convenor.rules.attribution.stories import TOLD_AGAIN, Story, Subject
from convenor.rules.attribution.subjects import released, story_of
from convenor.rules.attribution.text import Reading
from convenor.rules.attribution.traits import Trait
from convenor.rules.attribution.widening import wider
from convenor.rules.vocabulary import Level
from convenor.rules.wording import Said, beside, said

# A word told in more notes than this is a topic of the room, not one company's story.
_MOST_NOTES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A trait with the words that a reason quotes, and the earlier note that they stand in.

    `sure` is false where only a fact told again says that it is the same subject.
    """

    start: int
    end: int
    words: str
    bits: int
    sure: bool = True
    title: str | None = None


def combinations(
    reading: Reading, phrases: Sequence[Phrase], room: Room, earlier: Sequence[str] = ()
) -> Iterator[Finding]:
    """Find the phrases that close a ring; `earlier` are the texts released about the same room, in any order."""
    story = story_of(reading, phrases, room.roster)
    ledger = tuple(released(text, room.roster) for text in sorted(set(earlier)))
    ties = _ties(story, ledger)
    for subject in story.subjects:
        before = [one for tie in ties.get(subject.number, ()) for one in _released(tie)]
        if subject.known or before:
            yield from _Ring(story, subject, room).closed(before)


class _Ring:
    """The set of one subject, made smaller by everything said of it."""

    def __init__(self, story: Story, subject: Subject, room: Room) -> None:
        self.story = story
        self.subject = subject
        self.room = room
        self.bits = (1 << len(room.roster.members)) - 1
        self.said: list[_Told] = []

    def closed(self, before: Sequence[_Told]) -> Iterator[Finding]:
        """Find where the set falls below k, after what earlier notes said."""
        for one in before:
            if self.bits & one.bits:
                self._add(one)
        if before and self._is_small(self.bits):
            start, end = self.subject.first
            yield self._finding(start, end, self.said, (None, None))
        for trait in self.subject.traits:
            if not self.bits & trait.bits:
                continue
            others, whole = self.bits, self.room.smaller(self.bits)
            alone, told = self.room.smaller(trait.bits), len(self.said)
            self._add(_told(self.story, trait, sure=trait not in self.subject.tied))
            fits = self.room.smaller(self.bits)
            if not self._is_small(self.bits) or fits == whole or (fits == alone and trait.phrase):
                continue
            others_told = [one for one in self.said[:told] if fits != alone and alone & ~self.room.smaller(one.bits)]
            wording = wider(trait, others, self.room, self.story.note) or (None, None)
            yield self._finding(trait.start, trait.end, others_told, wording)

    def _add(self, one: _Told) -> None:
        """Make the set smaller; what leaves it as it is does not count."""
        if self.bits & ~one.bits:
            self.bits &= one.bits
            self.said.append(one)

    def _is_small(self, bits: int) -> bool:
        return self.room.smaller(bits).bit_count() < self.room.k

    def _finding(self, start: int, end: int, told: Sequence[_Told], wording: tuple[str | None, int | None]) -> Finding:
        room, fits = self.room, self.room.smaller(self.bits)
        sure = all(one.sure for one in self.said)
        return Finding(
            start=start,
            end=end,
            text=self.story.note[start:end],
            kind=Kind.COMBINATION if told else Kind.DESCRIPTION,
            level=Level.BLOCKED if sure else Level.REVIEW,
            members=room.ids(fits),
            reason=needed(room, _together(told, fits_of(room, fits), sure=sure)),
            suggestion=wording[0],
            suggestion_size=wording[1],
        )


def _told(story: Story, trait: Trait, *, sure: bool, title: str | None = None) -> _Told:
    words = " ".join(story.note[trait.start : trait.end].split())
    return _Told(start=trait.start, end=trait.end, words=words, bits=trait.bits, sure=sure, title=title)


def _released(tie: "_Tie") -> Iterator[_Told]:
    for trait in tie.subject.traits:
        sure = tie.sure and trait not in tie.subject.tied
        yield _told(tie.story, trait, sure=sure, title=tie.story.title)


def _together(told: Sequence[_Told], fits: str, *, sure: bool) -> str:
    """Say with what it fits so few, and whether both may be others."""
    if not told:
        clause = said("said of somebody in this note, it {fits}", fits=fits)
    else:
        phrases = beside(" and ", [_quoted(one) for one in told[:3]])
        clause = said("with {phrases} it {fits}", phrases=phrases, fits=fits)
    return clause if sure else said("{clause}, if both speak of the same one", clause=clause)


def _quoted(one: _Told) -> Said:
    """Quote another phrase, and say where it stands."""
    words = " ".join(one.words.split())
    if one.title is None:
        return said("“{words}” in this note", words=words)
    if not one.title:
        return said("“{words}” in an earlier note", words=words)
    return said("“{words}” in an earlier note ({title})", words=words, title=one.title)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tie:
    """An earlier subject that may be the same, and whether the note says so."""

    story: Story
    subject: Subject
    sure: bool


def _ties(story: Story, ledger: Sequence[Story]) -> dict[int, list[_Tie]]:
    """Find the earlier subjects that the note's subjects continue, directly or over another earlier note."""
    if not ledger:
        return {}
    stories = (*ledger, story)
    links, last = _links(stories), len(ledger)
    found: dict[int, list[_Tie]] = {}
    for subject in story.subjects:
        reached = _reached(links, (last, subject.number))
        found[subject.number] = [
            _Tie(story=stories[at], subject=stories[at].subjects[number], sure=reached[at, number])
            for at, number in sorted(reached)
            if at != last
        ]
    return found


def _reached(links: dict["_Node", dict["_Node", bool]], start: "_Node") -> dict["_Node", bool]:
    """Follow the ties from a subject, the sure ones first; say of each whether only sure ones lead to it."""
    reached = {start: True}
    for sure in (True, False):
        queue = sorted(reached)
        while queue:
            for other, is_sure in sorted(links.get(queue.pop(), {}).items()):
                if other not in reached and (is_sure or not sure):
                    reached[other] = sure
                    queue.append(other)
    return reached


_Node = tuple[int, int]


def _links(stories: Sequence[Story]) -> dict[_Node, dict[_Node, bool]]:
    """Tie subjects of different notes by the telling words that only they share, and say which ties are sure."""
    shared, sought = _shared(stories)
    links: dict[_Node, dict[_Node, bool]] = defaultdict(dict)
    for node, counts in shared.items():
        for other, count in counts.items():
            least = stories[node[0]].subjects[node[1]].least
            seeks = sought[node][other] >= least and _is_best(other, sought[node])
            again = count >= TOLD_AGAIN and _is_best(other, counts) and _is_best(node, shared[other])
            if seeks or again:
                links[node][other] = links[other][node] = seeks or links[node].get(other, False)
    return links


def _shared(stories: Sequence[Story]) -> tuple[dict[_Node, Counter[_Node]], dict[_Node, Counter[_Node]]]:
    """Count the telling words that two subjects share: all, and those by which the first recalls the second."""
    shared: dict[_Node, Counter[_Node]] = defaultdict(Counter)
    sought: dict[_Node, Counter[_Node]] = defaultdict(Counter)
    for stem, nodes in _owners(stories).items():
        for node in nodes:
            seeks = stem in stories[node[0]].subjects[node[1]].sought
            for other in nodes:
                if other[0] != node[0]:
                    shared[node][other] += 1
                    sought[node][other] += int(seeks)
    return shared, sought


def _owners(stories: Sequence[Story]) -> dict[str, list[_Node]]:
    """Give the subjects of whom alone a note tells a word, for words that few notes tell."""
    notes = Counter(stem for story in stories for stem in story.told)
    owners: dict[str, list[_Node]] = defaultdict(list)
    for at, story in enumerate(stories):
        for subject in story.subjects:
            for stem in sorted(story.own(subject)):
                if notes[stem] <= _MOST_NOTES:
                    owners[stem].append((at, subject.number))
    return owners


def _is_best(node: _Node, counts: Counter[_Node]) -> bool:
    """Say whether no other subject of the same note shares as much."""
    return all(count < counts[node] for other, count in counts.items() if other[0] == node[0] and other != node)
