"""What a reader remembers of a note so far: whom it spoke of, where, and which words it told of whom."""

from collections import defaultdict

from convenor.rules.attribution.owners import Said
from convenor.rules.attribution.references import Reference, Sort
from convenor.rules.attribution.sentences import Sentences
from convenor.rules.attribution.stories import SOUGHT, Subject
from convenor.rules.attribution.text import Reading

# Whoever is named so many signs into a sentence does not stand at its beginning.
BEGINNING = 12
FAR_SENTENCES, _FAR_PARAGRAPHS = 8, 2
# Of a sentence that speaks of very many, only the first and the last are remembered.
_MOST_HERE = 12


class Memory:
    """The subjects of a note up to the sentence `now`; `here` and `all_here` are those of this sentence."""

    def __init__(self, reading: Reading, sentences: Sentences) -> None:
        self.reading = reading
        self.sentences = sentences
        self.told: dict[str, set[int]] = defaultdict(set)
        self.owner: dict[str, Subject | None] = {}
        self.subjects: list[Subject] = []
        self.recent: list[tuple[int, Subject]] = []
        self.here: list[Said] = []
        self.all_here: list[Said] = []
        self.described: dict[int, Subject] = {}
        self.now = 0

    def mentioned(self, reference: Reference, subject: Subject) -> None:
        """Keep that the sentence speaks of a subject, and what it calls it."""
        self.all_here.append((reference, subject))
        self.here.append((reference, subject))
        if len(self.here) > _MOST_HERE:
            del self.here[_MOST_HERE // 2]
        if subject.first == (0, 0):
            subject.first = (reference.start, reference.end)
        if reference.phrase:
            self.described[reference.phrase.start] = subject
        if reference.sort is not Sort.PRONOUN:
            subject.nouns.add(reference.noun)

    def remember(self) -> None:
        """Keep whom the sentence spoke of, the one that it is about last, and give that one its words."""
        about = self._about()
        for _, subject in reversed(self.here):
            self.recent.append((self.now, subject))
        for stem in self.sentences.stems_of(self.now):
            self.told[stem].add(self.now)
            mine = self.owner.setdefault(stem, about)
            if mine is not about:
                self.owner[stem] = None
        if about:
            about.sentences.add(self.now)
            about.stems |= self.sentences.stems_of(self.now)

    def _about(self) -> Subject | None:
        """Say whom the sentence is about: who stands first in it, or the first that may be a member."""
        start = self.reading.sentences[self.now]
        first = self.here[0] if self.here else None
        if first and not first[1].known and first[0].start - start > BEGINNING:
            return next((subject for _, subject in self.here if subject.known), first[1])
        return first[1] if first else None

    def opened(self, *, plural: bool, known: bool = True) -> Subject:
        """Begin a subject that is new in the note."""
        subject = Subject(number=len(self.subjects), plural=plural, known=known)
        self.subjects.append(subject)
        return subject

    def near(self, sentences: int = FAR_SENTENCES) -> list[tuple[int, Subject]]:
        """Give the subjects of the last sentences, the nearest first, not beyond two paragraphs."""
        least = max(self.now - sentences, self.sentences.first_of_paragraph(self.now, _FAR_PARAGRAPHS))
        found = []
        for number, subject in reversed(self.recent):
            if number < least:
                break
            found.append((number, subject))
        return found

    def recalled(self, stems: set[str], least: int, *, plural: bool) -> Subject:
        """Find the subject of which these words were told, here or in an earlier note."""
        subject = self.told_again(stems, least) or self.opened(plural=plural)
        subject.sought |= stems
        return subject

    def told_again(self, stems: set[str], least: int, *, near: bool = False) -> Subject | None:
        """Find the one subject of which alone the note has told these words, at least so many of them."""
        counts: dict[int, int] = defaultdict(int)
        for stem in stems:
            subject = self.owner.get(stem)
            if subject:
                counts[subject.number] += 1
        most = max(counts.values(), default=0)
        best = [number for number, count in counts.items() if count == most]
        if most < least or len(best) > 1:
            return None
        subject = self.subjects[best[0]]
        return subject if not near or self.now - 1 in subject.sentences else None

    def told_before(self, one: Reference) -> Subject:
        """Take the sentence before as the story of "the company behind it"."""
        stems = self.sentences.stems_of(self.now - 1)
        subject = self.recalled(stems, SOUGHT, plural=one.plural)
        subject.sentences.add(self.now - 1)
        subject.stems |= stems
        return subject

    def latest(self) -> int:
        """Give the last sentence that spoke of anybody who may be a member; -1 for none."""
        return next((number for number, subject in self.near() if subject.known), -1)

    def in_paragraph(self, subject: Subject) -> bool:
        """Say whether this paragraph has spoken of a subject."""
        last = next((number for number, other in reversed(self.recent) if other is subject), self.now)
        return last >= self.sentences.first_of_paragraph(self.now)
