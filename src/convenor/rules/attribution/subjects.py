"""Who is spoken of where: a light, deterministic reading of what "it", "the same company" and "another" mean.

A subject is opened by a company or participant that is new in the note, continued by pronouns, by "the
company" and by a fact told again, and never shared with "another". Nobody's are the courts, charities and
unnamed groups that a note also speaks of: what is said of them is said of no member.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from convenor.rules.attribution.cues import (
    AS,
    BEFORE,
    BESIDE,
    CAME_FROM,
    DONE_BY,
    HE,
    IS,
    IT,
    LIKE_SELF,
    LISTED,
    MODIFIER,
    OPENS,
    OWN_DOING,
    POINTS,
    PRODUCTS,
    RUN_BY,
    RUNS,
    SELF,
    SEVERAL,
    SINCE_BEFORE,
    STANDS_ALONE,
    THERE,
    WORKS_FOR,
    has_verb,
)
from convenor.rules.attribution.owners import Said, owner_of, place_of
from convenor.rules.attribution.phrases import Phrase, phrases
from convenor.rules.attribution.references import (
    HUMANS,
    PEOPLE,
    PLAIN,
    POSSESSIVES,
    THINGS,
    Reference,
    Sort,
)
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.sentences import Sentences
from convenor.rules.attribution.stories import SOUGHT, TOLD_AGAIN, TOLD_BEFORE, Story, Subject, learn
from convenor.rules.attribution.telling import telling
from convenor.rules.attribution.text import Reading, read

_FAR_SENTENCES, _FAR_PARAGRAPHS = 8, 2
_BEGINNING = 12
_SHORT = 3
# Of a sentence that speaks of very many, only the first and the last are remembered.
_MOST_HERE = 12


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
        self.told: dict[str, set[int]] = defaultdict(set)
        self.owner: dict[str, Subject | None] = {}
        self.subjects: list[Subject] = []
        self.recent: list[tuple[int, Subject]] = []
        self.here: list[Said] = []
        self.all_here: list[Said] = []
        self.described: dict[int, Subject] = {}
        self.now = 0

    def story(self) -> Story:
        """Read the note sentence by sentence."""
        for number, start in enumerate(self.reading.sentences):
            self.now, self.here, self.all_here = number, [], []
            if self.reading.note.startswith("#", start):
                self.recent = []
            for reference in self._in_turn(self.sentences.references.get(number, [])):
                subject = self._resolved(reference)
                if subject:
                    self._mentioned(reference, subject)
            self.here.sort(key=place_of)
            self.all_here.sort(key=place_of)
            self._sentence_of()
            for trait in self.sentences.traits.get(number, ()):
                described = trait.phrase and self.described.get(trait.start)
                owner = described if trait.phrase else owner_of(trait, self.all_here, self.reading, start)
                if owner:
                    learn(owner, trait)
            self._remember()
        title = next((line.strip("# ") for line in self.reading.note.splitlines() if line.strip("# ")), "")
        told = {stem: frozenset(numbers) for stem, numbers in self.told.items()}
        return Story(note=self.reading.note, title=title[:60], subjects=tuple(self.subjects), told=told)

    def _in_turn(self, found: list[Reference]) -> list[Reference]:
        """Put "as an operator, it …" behind the one that it is said of."""
        for at, one in enumerate(found[:-1]):
            if self._is_said_of_next(one) or (at == 0 and self._is_named_next(one, found[1])):
                found[at], found[at + 1] = found[at + 1], one
                break
        return found

    def _is_said_of_next(self, one: Reference) -> bool:
        """Read "as an operator, it", "for an operator like itself, it said"."""
        start = self.reading.sentences[self.now]
        before = self.reading.note[max(start, one.start - 20) : one.start]
        if one.sort is not Sort.NEW or self._is_one_of_many(one):
            return False
        return bool(AS.search(before) or LIKE_SELF.match(self.reading.note, one.end))

    def _is_named_next(self, one: Reference, follows: Reference) -> bool:
        """Read "after the raid on its offices, the company that …": the pronoun stands before its noun."""
        opening = self.reading.note[self.reading.sentences[self.now] : follows.start]
        named = follows.sort in {Sort.KNOWN, Sort.SAME} and follows.plural == one.plural
        return one.sort is Sort.PRONOUN and named and bool(OPENS.fullmatch(opening))

    def _mentioned(self, reference: Reference, subject: Subject) -> None:
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

    def _remember(self) -> None:
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
        if first and not first[1].known and first[0].start - start > _BEGINNING:
            return next((subject for _, subject in self.here if subject.known), first[1])
        return first[1] if first else None

    def _sentence_of(self) -> None:
        """Tie a sentence without a company to the subject whose fact it tells on: the pilot was run from Kenya."""
        stems = self.sentences.stems_of(self.now)
        if self.here or not stems:
            return
        subject = self._told_again(stems, 1, near=True) or self._told_again(stems, 2)
        if not subject and self.sentences.traits.get(self.now):
            subject = self._open(plural=False, known=False)
            subject.sought = set(stems)
        if subject:
            start = self.reading.sentences[self.now]
            none = Reference(start=start, end=start, first=0, last=0, sort=Sort.KNOWN, noun="", plural=False)
            self._mentioned(none, subject)
            subject.nouns.discard("")

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
        topic = self.sentences.topic(self.now, one.start) if one.phrase else set()
        return self._recalled(topic, SOUGHT, plural=one.plural) if topic else self._open(plural=one.plural)

    def _new(self, one: Reference) -> Subject:
        same = self._same_as(one)
        if same:
            return same
        if one.noun == "one":
            several = next((subject for _, subject in self._near(2) if subject.plural), None)
            subject = self._open(plural=False)
            for trait in several.traits if several else ():
                learn(subject, trait)
            return subject
        stems = self.sentences.stems_of(self.now)
        cue = not self.here and BEFORE.search(
            self.reading.note, *self.reading.sentence(self.reading.sentences[self.now])
        )
        if cue:
            subject = self._recalled(stems, TOLD_BEFORE, plural=one.plural)
            subject.least = TOLD_BEFORE
            return subject
        again = None if self.here else self._told_again(stems, TOLD_AGAIN)
        if again and not one.plural and not again.plural:
            again.tied |= {trait for trait in self.sentences.traits.get(self.now, ()) if again.traits}
            return again
        return self._open(plural=one.plural)

    def _near(self, sentences: int = _FAR_SENTENCES) -> list[tuple[int, Subject]]:
        """Give the subjects of the last sentences, the nearest first, not beyond two paragraphs."""
        least = max(self.now - sentences, self.sentences.first_of_paragraph(self.now, _FAR_PARAGRAPHS))
        found = []
        for number, subject in reversed(self.recent):
            if number < least:
                break
            found.append((number, subject))
        return found

    def _meant_by_pronoun(self, one: Reference) -> Subject | None:
        here = [subject for reference, subject in self.here if reference.noun]
        before = [subject for _, subject in self._near(2)]
        if one.noun in HE:
            here, before = (sorted(them, key=lambda who: not who.nouns & HUMANS) for them in (here, before))
        for subject in (*here, *before):
            if subject.plural == one.plural:
                return subject
        if one.plural and one.noun != "both" and not self._spoke_of_several(here):
            return next(iter((*here, *before)), None)
        return None

    def _spoke_of_several(self, here: list[Subject]) -> bool:
        """Say whether "they" may mean things of the sentence before: its users, two offices."""
        start = self.reading.sentences[max(0, self.now - 1)]
        return not here and bool(SEVERAL.search(self.reading.note, start, self.reading.sentences[self.now]))

    def _ranked(self, one: Reference) -> Subject:
        near = {subject.number: subject for _, subject in (*self._near(), *self.here)}
        opened = [near[number] for number in sorted(near) if near[number].known and not near[number].plural]
        place = one.rank - 1 if one.rank > 0 else one.rank
        if not -len(opened) <= place < len(opened) or len(opened) < 2:
            return self._open(plural=False)
        return opened[place]

    def _sought(self, one: Reference) -> Subject:
        """Find the subject that the words behind a noun recall: the company with the checklist, the one behind it."""
        found = MODIFIER.match(self.reading.note, one.end)
        words = read(found.group()).words if found else ()
        stems = {telling(word.fold) for word in words} & self.sentences.stems_of(self.now)
        if any(word.fold in IT for word in words):
            topic = self.sentences.topic(self.now, one.start)
            stems |= topic
            if not stems and self.recent and self.recent[-1][0] == self.now - 1:
                return self._made_known(self.recent[-1][1])
            if not stems:
                return self._told_before(one)
        everyday = None if stems else self._told_in_everyday_words({word.fold for word in words})
        return everyday or self._recalled(stems, SOUGHT, plural=one.plural)

    def _told_in_everyday_words(self, folds: set[str]) -> Subject | None:
        """Find the one subject whose sentences have all these words, though none of them tells a story alone."""
        wanted = {fold for fold in folds - POINTS if len(fold) > _SHORT}
        if len(wanted) < TOLD_BEFORE:
            return None
        near = {subject.number: subject for _, subject in self._near() if subject.known and not subject.plural}
        late = range(self.now - _FAR_SENTENCES, self.now)
        found = [one for one in near.values() if wanted <= self.sentences.words_of(one.sentences.intersection(late))]
        return found[0] if len(found) == 1 else None

    def _told_before(self, one: Reference) -> Subject:
        """Take the sentence before as the story of "the company behind it"."""
        stems = self.sentences.stems_of(self.now - 1)
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
        last = next((number for number, other in reversed(self.recent) if other is subject), self.now)
        return last >= self.sentences.first_of_paragraph(self.now)

    def _latest(self) -> int:
        return next((number for number, subject in self._near() if subject.known), -1)

    def _same_as(self, one: Reference) -> Subject | None:
        """Find the subject that a noun phrase is said to be: it is a carrier; another, a studio, said."""
        start = self.reading.sentences[self.now]
        before = self.reading.note[max(start, one.start - 40) : one.start]
        refs = [(reference, subject) for reference, subject in self.here if reference.noun not in POSSESSIVES]
        late = refs and not refs[0][1].known and refs[0][0].start - start > _BEGINNING
        topic = self.sentences.topic(self.now, one.start) if not refs or late else set()
        if topic and (DONE_BY.search(before) or CAME_FROM.search(before)):
            sure = OWN_DOING.search(before) or CAME_FROM.search(before)
            return self._recalled(topic, SOUGHT if sure else TOLD_BEFORE, plural=one.plural)
        is_one = IS.search(before) and not THERE.search(before) and not self._is_one_of_many(one)
        if not refs:
            return self._is_before(one, topic) if is_one else None
        if one.noun in PRODUCTS and RUNS.search(before):
            return refs[-1][1]
        if is_one or RUN_BY.search(before):
            gap = (IS if is_one else RUN_BY).sub("", self._gap(refs[-1][0], one))
            return refs[0 if has_verb(gap) else -1][1]
        ahead = (AS.search(before) or LIKE_SELF.match(self.reading.note, one.end)) and refs[0][0].start > one.end
        return refs[0][1] if ahead else self._beside(one, *refs[-1])

    def _is_one_of_many(self, one: Reference) -> bool:
        """Say whether "as one company put it" speaks of some company."""
        return self.reading.words[one.first].fold == "one" and self.reading.words[one.first - 1].fold == "as"

    def _is_before(self, one: Reference, topic: set[str]) -> Subject | None:
        """Read "its author is a company", where the sentence before told of what."""
        if SINCE_BEFORE.match(self.reading.note, self.reading.sentences[self.now]) and self.now:
            return self._told_before(one)
        return self._told_again(topic, 2)

    def _gap(self, left: Reference, right: Reference) -> str:
        return self.reading.note[left.end : right.start]

    def _beside(self, one: Reference, last: Reference, subject: Subject) -> Subject | None:
        """Read an apposition, and "a speaker from" a company."""
        gap, after = self._gap(last, one), self.reading.note[one.end : one.end + 20]
        beside = SELF.sub("", gap) in BESIDE or (last.sought and gap.endswith(", "))
        if beside and STANDS_ALONE.match(after):
            return None if LISTED.match(after) else subject
        works = last.is_person or last.noun in {"participant", "member", *HE}
        return subject if works and WORKS_FOR.match(gap) else None
