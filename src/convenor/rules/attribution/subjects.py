"""Who is spoken of where: a light, deterministic reading of what "it", "the same company" and "another" mean.

A subject is opened by a company or participant that is new in the note, continued by pronouns, by "the
company" and by a fact told again, and never shared with "another". Nobody's are the courts, charities and
unnamed groups that a note also speaks of: what is said of them is said of no member.
"""

from collections.abc import Sequence
from functools import lru_cache

from convenor.rules.attribution.cues import AS, LIKE_SELF, OPENS
from convenor.rules.attribution.meaning import Meaning, is_one_of_many
from convenor.rules.attribution.memory import Memory
from convenor.rules.attribution.owners import owner_of, place_of
from convenor.rules.attribution.phrases import Phrase, phrases
from convenor.rules.attribution.references import Reference, Sort
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.sentences import Sentences
from convenor.rules.attribution.stories import Story, learn
from convenor.rules.attribution.text import Reading, read


def story_of(reading: Reading, found: Sequence[Phrase], roster: Roster) -> Story:
    """Read whom a note speaks of, and what it says of each; `found` are its phrases about members."""
    return _Telling(reading, Sentences(reading, found, roster)).story()


@lru_cache(maxsize=128)
def released(note: str, roster: Roster) -> Story:
    """Read an earlier note; released notes do not change, so each is read once."""
    reading = read(note)
    return story_of(reading, tuple(phrases(reading, roster)), roster)


class _Telling:
    """One pass over the sentences of a note."""

    def __init__(self, reading: Reading, sentences: Sentences) -> None:
        self.reading = reading
        self.sentences = sentences
        self.memory = Memory(reading, sentences)
        self.meaning = Meaning(self.memory)

    def story(self) -> Story:
        """Read the note sentence by sentence."""
        for number, start in enumerate(self.reading.sentences):
            self.memory.now, self.memory.here, self.memory.all_here = number, [], []
            if self.reading.note.startswith("#", start):
                self.memory.recent = []
            for reference in self._in_turn(self.sentences.references.get(number, [])):
                subject = self.meaning.of(reference)
                if subject:
                    self.memory.mentioned(reference, subject)
            self.memory.here.sort(key=place_of)
            self.memory.all_here.sort(key=place_of)
            self._sentence_of()
            for trait in self.sentences.traits.get(number, ()):
                described = trait.phrase and self.memory.described.get(trait.start)
                owner = described if trait.phrase else owner_of(trait, self.memory.all_here, self.reading, start)
                if owner:
                    learn(owner, trait)
            self.memory.remember()
        title = next((line.strip("# ") for line in self.reading.note.splitlines() if line.strip("# ")), "")
        told = {stem: frozenset(numbers) for stem, numbers in self.memory.told.items()}
        return Story(note=self.reading.note, title=title[:60], subjects=tuple(self.memory.subjects), told=told)

    def _in_turn(self, found: list[Reference]) -> list[Reference]:
        """Put "as an operator, it …" behind the one that it is said of."""
        for at, one in enumerate(found[:-1]):
            if self._is_said_of_next(one) or (at == 0 and self._is_named_next(one, found[1])):
                found[at], found[at + 1] = found[at + 1], one
                break
        return found

    def _is_said_of_next(self, one: Reference) -> bool:
        """Read "as an operator, it", "for an operator like itself, it said"."""
        start = self.reading.sentences[self.memory.now]
        before = self.reading.note[max(start, one.start - 20) : one.start]
        if one.sort is not Sort.NEW or is_one_of_many(self.reading, one):
            return False
        return bool(AS.search(before) or LIKE_SELF.match(self.reading.note, one.end))

    def _is_named_next(self, one: Reference, follows: Reference) -> bool:
        """Read "after the raid on its offices, the company that …": the pronoun stands before its noun."""
        opening = self.reading.note[self.reading.sentences[self.memory.now] : follows.start]
        named = follows.sort in {Sort.KNOWN, Sort.SAME} and follows.plural == one.plural
        return one.sort is Sort.PRONOUN and named and bool(OPENS.fullmatch(opening))

    def _sentence_of(self) -> None:
        """Tie a sentence without a company to the subject whose fact it tells on: the pilot was run from Kenya."""
        stems = self.sentences.stems_of(self.memory.now)
        if self.memory.here or not stems:
            return
        subject = self.memory.told_again(stems, 1, near=True) or self.memory.told_again(stems, 2)
        if not subject and self.sentences.traits.get(self.memory.now):
            subject = self.memory.opened(plural=False, known=False)
            subject.sought = set(stems)
        if subject:
            start = self.reading.sentences[self.memory.now]
            none = Reference(start=start, end=start, first=0, last=0, sort=Sort.KNOWN, noun="", plural=False)
            self.memory.mentioned(none, subject)
            subject.nouns.discard("")
