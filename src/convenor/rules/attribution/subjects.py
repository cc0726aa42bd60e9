"""Who is spoken of where: a light, deterministic reading of what "it", "the same company" and "another" mean.

A subject is opened by a company or participant that is new in the note, continued by pronouns, by "the
company" and by a fact told again, and never shared with "another". Nobody's are the courts, charities and
unnamed groups that a note also speaks of: what is said of them is said of no member.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from convenor.rules.attribution.phrases import phrases
from convenor.rules.attribution.references import PEOPLE, PLAIN, POSSESSIVES, THINGS, VERBS, Reference, Sort, references
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.telling import telling
from convenor.rules.attribution.text import Reading, read
from convenor.rules.attribution.traits import Trait, traits

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_FAR_SENTENCES, _FAR_PARAGRAPHS = 8, 2
# A fact told again ties one subject to another by so many telling words that only they share.
SOUGHT, TOLD_AGAIN = 1, 3
_BEGINNING = 12
_IS = re.compile(r"(?:\b(?:is|are|was|were|being|remains?|became|as|namely)|’s|'s)\s+(?:\w+ly |also |itself )*$")
_RUN_BY = re.compile(r"\b(?:run|owned|operated|provided|offered|made|managed|built|published|led) by\s+$")
_WORKS_FOR = re.compile(
    r"^\W*(?:who |that )?(?:\w+ly )?(?:(?:works?|worked|working|speaks?|spoke|speaking|came|comes|coming|sent"
    r"|representing|represents|employed|nominated) ?(?:for|from|at|by|in|on behalf of)?|for|from|of|at"
    r"|on behalf of)\s+$"
)
_JOINED = re.compile(
    r"(?:,|;|\band\b|\bbut\b|\bor\b)\s*(?:(?:and|but|also|then|which|that|who|it|is|are|was|were|has|have|both)\s+)*$"
)
_TAIL = re.compile(r"(?:,?\s*(?:\b(?:which|that|who|is|are|was|were|also|now|both|itself|has|have|had)\b)\s*)+$")
_COPULA = re.compile(r"(?<!which )(?<!that )(?<!who )\b(?:is|are|was|were|,)\s+$")
_AS = re.compile(r"(?:^|[,;:–]\s)as\s+$", re.IGNORECASE)
# What somebody does to a thing of his own; to praise or to ask for something tells nothing about whose it is.
_DONE_BY = re.compile(
    r"\b(?:(?:was|were|is|are|been|being) (?:\w+ )?|[a-z]+(?:ed|en) )?(?!(?:prais|lik|welcom|critici|question|support"
    r"|discuss|rais|ask|nam|us|join|attend|mention|not|reject|oppos|debat|read|seen|heard|taken up|chair|follow|quot"
    r"|endors|doubt|request|want|need)\w*\s+by)[a-z]+\s+by\s+$"
)
_CAME_FROM = re.compile(r"\b(?:c[ao]mes?|came|stems|originated) from\s+$|\b(?:belongs?|belonged) to\s+$")
_THERE = re.compile(r"\bthere\s+\w+\s+$", re.IGNORECASE)
_IT = frozenset("it them this these those".split())
_OF_ITS_OWN = POSSESSIVES | {"headquarters", "head", "home", "seat", "base"}
_MODIFIER = re.compile(r"[^,;:.!?\n]{0,120}")


@dataclass(kw_only=True, slots=True)
class Subject:
    """One of whom a note speaks, or several together, with all that it says of them.

    `known` is false for what may be no member at all; `sought` are the telling words by which it was
    called again; `tied` are the traits that only a fact told again ties to it.
    """

    number: int
    plural: bool
    known: bool = True
    nouns: set[str] = field(default_factory=set)
    traits: list[Trait] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    sought: set[str] = field(default_factory=set)
    not_these: set[int] = field(default_factory=set)
    tied: set[Trait] = field(default_factory=set)
    first: tuple[int, int] = (0, 0)
    bits: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A note with its subjects, and in which sentences each telling word stands."""

    note: str
    title: str
    subjects: tuple[Subject, ...]
    told: dict[str, frozenset[int]]

    def own(self, subject: Subject) -> frozenset[str]:
        """Give the telling words that the note has only where it speaks of this subject."""
        return frozenset(stem for stem in subject.stems if self.told[stem] <= subject.sentences)


def story_of(reading: Reading, roster: Roster) -> Story:
    """Read whom a note speaks of, and what it says of each."""
    return _Telling(reading, roster).story()


@lru_cache(maxsize=128)
def released(note: str, roster: Roster) -> Story:
    """Read an earlier note; released notes do not change, so each is read once."""
    return story_of(read(note), roster)


class _Telling:
    """One pass over the sentences of a note."""

    def __init__(self, reading: Reading, roster: Roster) -> None:
        self.reading = reading
        found = tuple(phrases(reading, roster))
        self.references: dict[int, list[Reference]] = defaultdict(list)
        for reference in references(reading, found):
            self.references[self._number(reference.start)].append(reference)
        self.traits: dict[int, list[Trait]] = defaultdict(list)
        for trait in traits(reading, roster, found):
            self.traits[self._number(trait.start)].append(trait)
        self.paragraphs = [0, *(gap.end() for gap in _PARAGRAPH.finditer(reading.note))]
        self.stems = self._stems()
        self.told: dict[str, set[int]] = defaultdict(set)
        self.owner: dict[str, Subject | None] = {}
        self.subjects: list[Subject] = []
        self.recent: list[tuple[int, Subject]] = []
        self.here: list[tuple[Reference, Subject]] = []
        self.now = 0

    def story(self) -> Story:
        """Read the note sentence by sentence."""
        for number, start in enumerate(self.reading.sentences):
            self.now, self.here = number, []
            if self.reading.note.startswith("#", start):
                self.recent = []
            for reference in self._in_turn(self.references.get(number, [])):
                subject = self._resolved(reference)
                if subject:
                    self._mentioned(reference, subject)
            self.here.sort(key=lambda pair: pair[0].start)
            self._sentence_of()
            for trait in self.traits.get(number, ()):
                owner = self._owner(trait)
                if owner:
                    _learn(owner, trait)
            self._remember()
        title = next((line.strip("# ") for line in self.reading.note.splitlines() if line.strip("# ")), "")
        told = {stem: frozenset(numbers) for stem, numbers in self.told.items()}
        return Story(note=self.reading.note, title=title[:60], subjects=tuple(self.subjects), told=told)

    def _in_turn(self, found: list[Reference]) -> list[Reference]:
        """Put "as an operator, it …" behind the one that it is said of."""
        for at, one in enumerate(found[:-1]):
            start = self.reading.sentences[self.now]
            if one.sort is Sort.NEW and _AS.search(self.reading.note[max(start, one.start - 6) : one.start]):
                found[at], found[at + 1] = found[at + 1], one
                break
        return found

    def _number(self, place: int) -> int:
        return bisect_right(self.reading.sentences, place) - 1

    def _stems(self) -> dict[int, set[str]]:
        """Give the telling words of every sentence, without those that describe somebody."""
        found: dict[int, set[str]] = defaultdict(set)
        hidden = iter(sorted((one.start, one.end) for traits_ in self.traits.values() for one in traits_))
        start, end = next(hidden, (len(self.reading.note), 0))
        number, ends = 0, [*self.reading.sentences[1:], len(self.reading.note) + 1]
        for word in self.reading.words:
            while word.start >= end and start < len(self.reading.note) and word.start > start:
                start, end = next(hidden, (len(self.reading.note), 0))
            while word.start >= ends[number]:
                number += 1
            if not start <= word.start < end:
                stem = telling(word.fold)
                if stem:
                    found[number].add(stem)
        return found

    def _mentioned(self, reference: Reference, subject: Subject) -> None:
        self.here.append((reference, subject))
        if subject.first == (0, 0):
            subject.first = (reference.start, reference.end)
        if reference.sort is not Sort.PRONOUN:
            subject.nouns.add(reference.noun)

    def _remember(self) -> None:
        """Keep whom the sentence spoke of, the one that it is about last, and give that one its words."""
        about = self._about()
        for _, subject in reversed(self.here):
            self.recent.append((self.now, subject))
        for stem in self.stems.get(self.now, ()):
            self.told[stem].add(self.now)
            mine = self.owner.setdefault(stem, about)
            if mine is not about:
                self.owner[stem] = None
        if about:
            about.sentences.add(self.now)
            about.stems |= self.stems.get(self.now, set())

    def _about(self) -> Subject | None:
        """Say whom the sentence is about: who stands first in it, or the first that may be a member."""
        start = self.reading.sentences[self.now]
        first = self.here[0] if self.here else None
        if first and not first[1].known and first[0].start - start > _BEGINNING:
            return next((subject for _, subject in self.here if subject.known), first[1])
        return first[1] if first else None

    def _topic(self, end: int) -> set[str]:
        """Give the telling words of the sentence up to a place."""
        words = self.reading.words
        found = set()
        at = bisect_right(words, self.reading.sentences[self.now] - 1, key=lambda word: word.start)
        while at < len(words) and words[at].start < end:
            found.add(telling(words[at].fold))
            at += 1
        return found & self.stems.get(self.now, set())

    def _sentence_of(self) -> None:
        """Tie a sentence without a company to the subject whose fact it tells on: the pilot was run from Kenya."""
        if self.here or not self.stems.get(self.now):
            return
        subject = self._told_again(self.stems[self.now], 1, near=True) or self._told_again(self.stems[self.now], 2)
        if not subject and self.traits.get(self.now):
            subject = self._open(plural=False, known=False)
            subject.sought = set(self.stems[self.now])
        if subject:
            start = self.reading.sentences[self.now]
            none = Reference(start=start, end=start, first=0, last=0, sort=Sort.KNOWN, noun="", plural=False)
            self.here.append((none, subject))

    def _open(self, *, plural: bool, known: bool = True) -> Subject:
        subject = Subject(number=len(self.subjects), plural=plural, known=known)
        self.subjects.append(subject)
        return subject

    # Whom a reference means.

    def _resolved(self, one: Reference) -> Subject | None:
        read_by = {
            Sort.NOBODY: self._nobody,
            Sort.PRONOUN: self._meant_by_pronoun,
            Sort.RANKED: self._ranked,
            Sort.OTHER: self._other,
            Sort.NEW: self._new,
            Sort.KNOWN: self._known,
            Sort.SAME: self._known,
        }
        return read_by[one.sort](one)

    def _nobody(self, one: Reference) -> Subject:
        return self._open(plural=one.plural, known=False)

    def _other(self, one: Reference) -> Subject:
        others = {subject.number for _, subject in (*self._near(), *self.here)}
        other = self._open(plural=one.plural)
        other.not_these = others
        return other

    def _known(self, one: Reference) -> Subject | None:
        found = self._same_as(one) or (self._sought(one) if one.sought else self._called_again(one))
        if found or one.noun in THINGS:
            return found
        return self._open(plural=one.plural)

    def _new(self, one: Reference) -> Subject:
        same = self._same_as(one)
        if same:
            return same
        if one.noun == "one":
            several = next((subject for _, subject in self._near(2) if subject.plural), None)
            subject = self._open(plural=False)
            for trait in several.traits if several else ():
                _learn(subject, trait)
            return subject
        again = self._told_again(self.stems.get(self.now, set()), TOLD_AGAIN)
        if again and not one.plural and not self.here and not again.plural:
            again.tied |= {trait for trait in self.traits.get(self.now, ()) if again.traits}
            return again
        return self._open(plural=one.plural)

    def _near(self, sentences: int = _FAR_SENTENCES) -> list[tuple[int, Subject]]:
        """Give the subjects of the last sentences, the nearest first, not beyond two paragraphs."""
        place = self.reading.sentences[self.now]
        paragraph = bisect_right(self.paragraphs, place) - 1
        start = self.paragraphs[max(0, paragraph - _FAR_PARAGRAPHS)]
        least = max(self.now - sentences, self._number(start))
        found = []
        for number, subject in reversed(self.recent):
            if number < least:
                break
            found.append((number, subject))
        return found

    def _meant_by_pronoun(self, one: Reference) -> Subject | None:
        here = [subject for reference, subject in self.here if reference.noun]
        before = [subject for _, subject in self._near(2)]
        for subject in (*here, *before):
            if subject.plural == one.plural:
                return subject
        if one.plural and one.noun != "both":
            return next(iter((*here, *before)), None)
        return None

    def _ranked(self, one: Reference) -> Subject:
        opened = [subject for subject in self.subjects if subject.known and not subject.plural]
        near = {subject.number for _, subject in (*self._near(), *self.here)}
        opened = [subject for subject in opened if subject.number in near]
        place = one.rank - 1 if one.rank > 0 else one.rank
        if not -len(opened) <= place < len(opened) or len(opened) < 2:
            return self._open(plural=False)
        return opened[place]

    def _sought(self, one: Reference) -> Subject:
        """Find the subject that the words behind a noun recall: the company with the checklist, the one behind it."""
        found = _MODIFIER.match(self.reading.note, one.end)
        words = read(found.group()).words if found else ()
        stems = {telling(word.fold) for word in words} & self.stems.get(self.now, set())
        if any(word.fold in _IT for word in words):
            topic = self._topic(one.start)
            stems |= topic
            if not stems and self.recent and self.recent[-1][0] == self.now - 1:
                return self._made_known(self.recent[-1][1])
            if not stems:
                return self._told_before(one)
        return self._recalled(stems, SOUGHT, plural=one.plural)

    def _told_before(self, one: Reference) -> Subject:
        """Take the sentence before as the story of "the company behind it"."""
        stems = self.stems.get(self.now - 1, set())
        subject = self._recalled(stems, SOUGHT, plural=one.plural)
        subject.sentences.add(self.now - 1)
        subject.stems |= stems
        return subject

    def _made_known(self, subject: Subject) -> Subject:
        subject.known = True
        return subject

    def _recalled(self, stems: set[str], least: int, *, plural: bool) -> Subject:
        subject = self._told_again(stems, least) or self._open(plural=plural)
        subject.sought |= stems
        return subject

    def _told_again(self, stems: set[str], least: int, *, near: bool = False) -> Subject | None:
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

    def _called_again(self, one: Reference) -> Subject | None:
        """Find the subject that "the company", "the same speaker" or "that operator" means."""
        spoken = [*(subject for _, subject in reversed(self.here)), *(subject for _, subject in self._near())]
        near = [subject for subject in spoken if subject.known and subject.plural == one.plural]
        if one.is_person and one.sort is Sort.KNOWN:
            near = [subject for subject in near if subject.nouns & PEOPLE or self._in_paragraph(subject)]
        if one.phrase:
            bits = one.phrase.bits
            near = [subject for subject in near if subject.bits & bits]
        if not near:
            return None
        called = [subject for subject in near if one.noun in subject.nouns]
        plain = one.noun in PLAIN or one.sort is Sort.SAME
        if plain:
            latest = [subject for number, subject in self._near() if number == self._latest()]
            named = [subject for subject in called if subject in latest]
            return (named or near)[0]
        return next(iter(called), near[0] if one.phrase and near[0].nouns <= PLAIN else None)

    def _in_paragraph(self, subject: Subject) -> bool:
        """Say whether this paragraph has spoken of a subject."""
        start = self.paragraphs[bisect_right(self.paragraphs, self.reading.sentences[self.now]) - 1]
        last = max((number for number, other in self.recent if other is subject), default=self.now)
        return self.reading.sentences[last] >= start

    def _latest(self) -> int:
        return next((number for number, subject in self._near() if subject.known), -1)

    def _same_as(self, one: Reference) -> Subject | None:
        """Find the subject that a noun phrase is said to be: it is a carrier; another, a studio, said."""
        start = self.reading.sentences[self.now]
        before = self.reading.note[max(start, one.start - 40) : one.start]
        refs = [(reference, subject) for reference, subject in self.here if reference.noun not in POSSESSIVES]
        late = refs and not refs[0][1].known and refs[0][0].start - start > _BEGINNING
        topic = self._topic(one.start) if not refs or late else set()
        if topic and (_DONE_BY.search(before) or _CAME_FROM.search(before)):
            return self._recalled(topic, SOUGHT, plural=one.plural)
        if _IS.search(before) and not _THERE.search(before):
            if not refs:
                return self._told_again(topic, 2)
            return refs[0][1] if _has_verb(_IS.sub("", self._gap(refs[-1][0], one))) else refs[-1][1]
        if _RUN_BY.search(before) and refs:
            return refs[0][1] if _has_verb(_RUN_BY.sub("", self._gap(refs[-1][0], one))) else refs[-1][1]
        if _AS.search(before) and refs and refs[0][0].start > one.end:
            return refs[0][1]
        return self._beside(one, *refs[-1]) if refs else None

    def _gap(self, left: Reference, right: Reference) -> str:
        return self.reading.note[left.end : right.start]

    def _beside(self, one: Reference, last: Reference, subject: Subject) -> Subject | None:
        """Read an apposition, and "a speaker from" a company."""
        gap, after = self._gap(last, one), self.reading.note[one.end : one.end + 20]
        beside = gap in {", ", " (", " – ", " — ", ": "} or (last.sought and gap.endswith(", "))
        if beside and re.match(r"[,.;:)–—]| –| —| that | which |$", after):
            return None if re.match(r",? (?:and|or) |, (?:an?|one|two|the) ", after) else subject
        works = last.is_person or last.noun in {"participant", "member"}
        return subject if works and _WORKS_FOR.match(gap) else None

    # Whom a predicate is said of.

    def _owner(self, trait: Trait) -> Subject | None:
        if trait.phrase:
            return next((subject for reference, subject in self.here if reference.phrase is trait.phrase), None)
        before = [(one, subject) for one, subject in self.here if one.start <= trait.start]
        if not before:
            return None
        own = trait.lead.split()[0].lower() in _OF_ITS_OWN
        if own and before[-1][0].noun in POSSESSIVES:
            return before[-1][1]
        others = [(one, subject) for one, subject in before if one.noun not in POSSESSIVES]
        return self._governing(trait, others) if others else None

    def _governing(self, trait: Trait, before: list[tuple[Reference, Subject]]) -> Subject | None:
        """Find the subject of a predicate: the noun before it, or the first of the sentence over "and"."""
        one, subject = before[-1]
        gap = self.reading.note[one.end : trait.start]
        bare = _TAIL.sub("", gap)
        if not _has_verb(bare):
            return subject if _may_follow(trait, gap, bare) else None
        goes_on = (one.sought and _COPULA.search(gap)) or _JOINED.search(gap)
        return before[0][1] if goes_on else None


def _learn(subject: Subject, trait: Trait) -> None:
    """Add what is said of a subject, unless it cannot be true together with the rest."""
    if subject.bits & trait.bits:
        subject.bits &= trait.bits
        subject.traits.append(trait)


def _may_follow(trait: Trait, gap: str, bare: str) -> bool:
    """Say whether a predicate may belong to the noun before it over the words between them."""
    first = trait.lead.split()[0].lower()
    participle = first.endswith(("ed", "ing")) or first in {"run", "led", "made", "built", "born", "at"}
    return not (participle and gap == bare and bare.strip() and not gap.rstrip().endswith(","))


def _has_verb(words: str) -> bool:
    folds = re.findall(r"[^\W\d_]+", words.lower())
    return any(fold in VERBS or (len(fold) > 4 and fold.endswith("ed")) for fold in folds)
