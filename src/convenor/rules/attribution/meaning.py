"""Whom a reference means: "it", "the company", "the same speaker", "another", "the one behind it"."""

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
from convenor.rules.attribution.memory import BEGINNING, FAR_SENTENCES, Memory
from convenor.rules.attribution.references import HUMANS, PEOPLE, PLAIN, POSSESSIVES, THINGS, Reference, Sort
from convenor.rules.attribution.stories import SOUGHT, TOLD_AGAIN, TOLD_BEFORE, Subject, learn
from convenor.rules.attribution.telling import telling
from convenor.rules.attribution.text import Reading, read

_SHORT = 3


class Meaning:
    """What references mean in the light of what the note has told so far."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.reading = memory.reading
        self.sentences = memory.sentences

    def of(self, one: Reference) -> Subject | None:
        """Give the subject that a reference means, a new one where it opens it; None where it means nobody."""
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
        return self.memory.opened(plural=one.plural, known=False)

    def _other(self, one: Reference) -> Subject:
        others = {subject.number for _, subject in (*self.memory.near(), *self.memory.here)}
        other = self.memory.opened(plural=one.plural)
        other.not_these = others
        return other

    def _known(self, one: Reference) -> Subject | None:
        found = self._same_as(one) or (self._sought(one) if one.sought else self._called_again(one))
        if found or one.noun in THINGS:
            return found
        topic = self.sentences.topic(self.memory.now, one.start) if one.phrase else set()
        return (
            self.memory.recalled(topic, SOUGHT, plural=one.plural) if topic else self.memory.opened(plural=one.plural)
        )

    def _new(self, one: Reference) -> Subject:
        same = self._same_as(one)
        if same:
            return same
        if one.noun == "one":
            several = next((subject for _, subject in self.memory.near(2) if subject.plural), None)
            subject = self.memory.opened(plural=False)
            for trait in several.traits if several else ():
                learn(subject, trait)
            return subject
        stems = self.sentences.stems_of(self.memory.now)
        cue = not self.memory.here and BEFORE.search(
            self.reading.note, *self.reading.sentence(self.reading.sentences[self.memory.now])
        )
        if cue:
            subject = self.memory.recalled(stems, TOLD_BEFORE, plural=one.plural)
            subject.least = TOLD_BEFORE
            return subject
        again = None if self.memory.here else self.memory.told_again(stems, TOLD_AGAIN)
        if again and not one.plural and not again.plural:
            again.tied |= {trait for trait in self.sentences.traits.get(self.memory.now, ()) if again.traits}
            return again
        return self.memory.opened(plural=one.plural)

    def _meant_by_pronoun(self, one: Reference) -> Subject | None:
        here = [subject for reference, subject in self.memory.here if reference.noun]
        before = [subject for _, subject in self.memory.near(2)]
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
        start = self.reading.sentences[max(0, self.memory.now - 1)]
        return not here and bool(SEVERAL.search(self.reading.note, start, self.reading.sentences[self.memory.now]))

    def _ranked(self, one: Reference) -> Subject:
        near = {subject.number: subject for _, subject in (*self.memory.near(), *self.memory.here)}
        opened = [near[number] for number in sorted(near) if near[number].known and not near[number].plural]
        place = one.rank - 1 if one.rank > 0 else one.rank
        if not -len(opened) <= place < len(opened) or len(opened) < 2:
            return self.memory.opened(plural=False)
        return opened[place]

    def _sought(self, one: Reference) -> Subject:
        """Find the subject that the words behind a noun recall: the company with the checklist, the one behind it."""
        found = MODIFIER.match(self.reading.note, one.end)
        words = read(found.group()).words if found else ()
        stems = {telling(word.fold) for word in words} & self.sentences.stems_of(self.memory.now)
        if any(word.fold in IT for word in words):
            topic = self.sentences.topic(self.memory.now, one.start)
            stems |= topic
            if not stems and self.memory.recent and self.memory.recent[-1][0] == self.memory.now - 1:
                return self._made_known(self.memory.recent[-1][1])
            if not stems:
                return self.memory.told_before(one)
        everyday = None if stems else self._told_in_everyday_words({word.fold for word in words})
        return everyday or self.memory.recalled(stems, SOUGHT, plural=one.plural)

    def _told_in_everyday_words(self, folds: set[str]) -> Subject | None:
        """Find the one subject whose sentences have all these words, though none of them tells a story alone."""
        wanted = {fold for fold in folds - POINTS if len(fold) > _SHORT}
        if len(wanted) < TOLD_BEFORE:
            return None
        near = {subject.number: subject for _, subject in self.memory.near() if subject.known and not subject.plural}
        late = range(self.memory.now - FAR_SENTENCES, self.memory.now)
        found = [one for one in near.values() if wanted <= self.sentences.words_of(one.sentences.intersection(late))]
        return found[0] if len(found) == 1 else None

    def _made_known(self, subject: Subject) -> Subject:
        subject.known = True
        return subject

    def _called_again(self, one: Reference) -> Subject | None:
        """Find the subject that "the company", "the same speaker" or "that operator" means."""
        spoken = [
            *(subject for _, subject in reversed(self.memory.here)),
            *(subject for _, subject in self.memory.near()),
        ]
        near = [subject for subject in spoken if subject.known and subject.plural == one.plural]
        if one.is_person and one.sort is Sort.KNOWN:
            near = [subject for subject in near if subject.nouns & PEOPLE or self.memory.in_paragraph(subject)]
        if one.phrase:
            bits = one.phrase.bits
            near = [subject for subject in near if subject.bits & bits]
        if not near:
            return None
        called = [subject for subject in near if one.noun in subject.nouns]
        plain = one.noun in PLAIN or one.sort is Sort.SAME
        if plain:
            latest = [subject for number, subject in self.memory.near() if number == self.memory.latest()]
            named = [subject for subject in called if subject in latest]
            return (named or near)[0]
        return next(iter(called), near[0] if one.phrase and near[0].nouns <= PLAIN else None)

    def _same_as(self, one: Reference) -> Subject | None:
        """Find the subject that a noun phrase is said to be: it is a carrier; another, a studio, said."""
        start = self.reading.sentences[self.memory.now]
        before = self.reading.note[max(start, one.start - 40) : one.start]
        refs = [(reference, subject) for reference, subject in self.memory.here if reference.noun not in POSSESSIVES]
        late = refs and not refs[0][1].known and refs[0][0].start - start > BEGINNING
        topic = self.sentences.topic(self.memory.now, one.start) if not refs or late else set()
        if topic and (DONE_BY.search(before) or CAME_FROM.search(before)):
            sure = OWN_DOING.search(before) or CAME_FROM.search(before)
            return self.memory.recalled(topic, SOUGHT if sure else TOLD_BEFORE, plural=one.plural)
        is_one = IS.search(before) and not THERE.search(before) and not is_one_of_many(self.reading, one)
        if not refs:
            return self._is_before(one, topic) if is_one else None
        if one.noun in PRODUCTS and RUNS.search(before):
            return refs[-1][1]
        if is_one or RUN_BY.search(before):
            gap = (IS if is_one else RUN_BY).sub("", self._gap(refs[-1][0], one))
            return refs[0 if has_verb(gap) else -1][1]
        ahead = (AS.search(before) or LIKE_SELF.match(self.reading.note, one.end)) and refs[0][0].start > one.end
        return refs[0][1] if ahead else self._beside(one, *refs[-1])

    def _is_before(self, one: Reference, topic: set[str]) -> Subject | None:
        """Read "its author is a company", where the sentence before told of what."""
        if SINCE_BEFORE.match(self.reading.note, self.reading.sentences[self.memory.now]) and self.memory.now:
            return self.memory.told_before(one)
        return self.memory.told_again(topic, 2)

    def _gap(self, left: Reference, right: Reference) -> str:
        return self.reading.note[left.end : right.start]

    def _beside(self, one: Reference, last: Reference, subject: Subject) -> Subject | None:
        """Read an apposition, and "a speaker from" a company."""
        gap, after = self._gap(last, one), self.reading.note[one.end : one.end + 20]
        beside = SELF.sub("", gap) in BESIDE or (last.sought and gap.endswith((", ", ": ", " – ", " — ")))
        if beside and STANDS_ALONE.match(after):
            return None if LISTED.match(after) else subject
        works = last.is_person or last.noun in {"participant", "member", *HE}
        return subject if works and WORKS_FOR.match(gap) else None


def is_one_of_many(reading: Reading, one: Reference) -> bool:
    """Say whether "as one company put it" speaks of some company."""
    return reading.words[one.first].fold == "one" and reading.words[one.first - 1].fold == "as"
