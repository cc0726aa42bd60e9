"""The sentences of a note: whom each speaks of, what it says of somebody, and which story it tells."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from convenor.rules.attribution.phrases import Phrase
from convenor.rules.attribution.references import Reference, references
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.telling import telling
from convenor.rules.attribution.text import Reading
from convenor.rules.attribution.traits import Trait, traits

_LONGEST_TOPIC = 60
_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


class Sentences:
    """References, traits and telling words by the number of their sentence."""

    def __init__(self, reading: Reading, phrases: Sequence[Phrase], roster: Roster) -> None:
        self.reading = reading
        self.references: dict[int, list[Reference]] = defaultdict(list)
        self.traits: dict[int, list[Trait]] = defaultdict(list)
        for reference in references(reading, phrases):
            self.references[self._number(reference.start)].append(reference)
        for trait in traits(reading, roster, phrases):
            self.traits[self._number(trait.start)].append(trait)
        self._paragraphs = [0, *(gap.end() for gap in _PARAGRAPH.finditer(reading.note))]
        self._stems = self._read_stems()

    def stems_of(self, number: int) -> set[str]:
        """Give the telling words of a sentence, without those that describe somebody."""
        return self._stems.get(number, set())

    def words_of(self, numbers: Iterable[int]) -> set[str]:
        """Give all words of some sentences."""
        places = (self.reading.sentence(self.reading.sentences[number]) for number in numbers)
        texts = (self.reading.note[start:end] for start, end in places)
        return set(_WORD.findall(" ".join(texts).lower()))

    def topic(self, number: int, end: int) -> set[str]:
        """Give the telling words of a sentence up to a place of the note."""
        words, found = self.reading.words, set()
        at = bisect_right(words, self.reading.sentences[number] - 1, key=lambda word: word.start)
        last = min(at + _LONGEST_TOPIC, len(words))
        while at < last and words[at].start < end:
            found.add(telling(words[at].fold))
            at += 1
        return found & self.stems_of(number)

    def first_of_paragraph(self, number: int, back: int = 0) -> int:
        """Give the first sentence of a sentence's paragraph, or of one so many paragraphs before."""
        paragraph = bisect_right(self._paragraphs, self.reading.sentences[number]) - 1
        return self._number(self._paragraphs[max(0, paragraph - back)])

    def _number(self, place: int) -> int:
        return bisect_right(self.reading.sentences, place) - 1

    def _read_stems(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        note = self.reading.note
        hidden = iter(sorted((one.start, one.end) for several in self.traits.values() for one in several))
        start, end = next(hidden, (len(note), 0))
        number, ends = 0, [*self.reading.sentences[1:], len(note) + 1]
        for word in self.reading.words:
            while start < word.start and word.start >= end and start < len(note):
                start, end = next(hidden, (len(note), 0))
            while word.start >= ends[number]:
                number += 1
            stem = "" if start <= word.start < end else telling(word.fold)
            if stem:
                found[number].add(stem)
        return found
