"""Read whom a sentence speaks of: a company, the same company, another, it, both, the participant with …"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from convenor.rules.attribution.phrases import Phrase
from convenor.rules.attribution.text import Joint, Reading, Word, joint


class Sort(Enum):
    """How a reference is tied to what was said before."""

    NEW = auto()
    OTHER = auto()
    KNOWN = auto()
    SAME = auto()
    RANKED = auto()
    PRONOUN = auto()
    NOBODY = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A place that speaks of one or several; `rank` counts from the first, or from the last when below 0.

    `phrase` is what it says of them, `sought` whether words behind it tell which one is meant.
    """

    start: int
    end: int
    first: int
    last: int
    sort: Sort
    noun: str
    plural: bool
    rank: int = 0
    phrase: Phrase | None = None
    sought: bool = False

    @property
    def is_person(self) -> bool:
        return self.noun in PEOPLE


PEOPLE = frozenset("speaker representative nominee delegate attendee colleague person someone somebody lead".split())
# Words for any member; a subject called one of them may be called another later.
PLAIN = PEOPLE | frozenset(
    "company firm member participant business corporation enterprise startup conglomerate employer one".split()
)
_EMPLOYERS = frozenset("company firm employer business corporation".split())
_KINDS = frozenset(
    """
    operator carrier telco vendor maker supplier manufacturer seller studio developer publisher provider
    """.split()
)
# Words that mean a member only beside a word of its attributes, or when it was called so before.
THINGS = frozenset("platform app service network organisation organization group team site".split())
_OUTSIDERS = frozenset(
    """
    ngo regulator court government authority university agency ministry state investor union charity school bank
    lawyer academic expert journalist researcher secretariat community tribunal parliament foundation auditor
    consultant activist defender chair partner customer client competitor rival reseller distributor contractor
    """.split()
)
HUMANS = PEOPLE | frozenset(
    "participant lawyer academic expert journalist researcher auditor consultant activist defender chair".split()
)
_OUTSIDE = frozenset("society governmental ngo rights international rapporteur un nations state press".split())
_NOUNS = {
    form: (noun, form != noun)
    for noun in PLAIN | _KINDS | THINGS | _OUTSIDERS
    for form in (noun, noun[:-1] + "ies" if noun.endswith("y") else noun + ("es" if noun.endswith("s") else "s"))
    if form != "ones"
}
_PRONOUNS = {"it": False, "its": False, "he": False, "she": False, "his": False, "her": False}
_PRONOUNS |= {"they": True, "their": True, "them": True, "theirs": True, "both": True}
_OWN_WORDS = frozenset("we i our my us".split())
POSSESSIVES = frozenset("its his her their theirs whose our my".split())
_DETERMINERS = frozenset(
    """
    a an one another the this that these those each every any no neither either its our their his her whose both
    """.split()
)
_COUNTS = frozenset("two three four five six seven eight nine ten several some many few most other all".split())
_DIFFERENT = frozenset("second third fourth different further separate new other fellow distinct additional".split())
_VERY = frozenset("same very particular latter".split())
_AS_SAID = frozenset("same said aforesaid aforementioned abovementioned".split())
_NEXT = frozenset("next following remaining".split())
_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "former": -2, "latter": -1, "last": -1, "other": -1}
_SOMEBODYS = frozenset("his her their owner".split())
_TIED_BY = {
    "the": Sort.KNOWN,
    "another": Sort.OTHER,
    "other": Sort.OTHER,
    **dict.fromkeys(("this", "that", "these", "those", "both"), Sort.SAME),
    **dict.fromkeys(POSSESSIVES | frozenset("each every any no neither either all most owner".split()), Sort.NOBODY),
}
# Words that end the look for an article to the left of a noun.
_STOPS = frozenset(
    """
    and or but of in on at by for to from with as than is are was were be been has have had do does did will would
    should may can could must who which said told asked when while if because where how what that
    """.split()
)
VERBS = frozenset(
    """
    is are was were be has have had do does did will would can could may might shall should must said says spoke
    speaks told tells asked asks ran runs made makes gave gives took takes saw sees went goes came comes found finds
    kept keeps held holds brought brings built builds sold sells bought buys thought thinks felt feels knew knows
    wrote writes led leads met meets paid pays put puts sent sends set sets began begins chose chooses grew won lost
    wants needs uses works plans offers serves reports describes explains notes adds shares argues replies agrees
    operates employs lets cannot publishes provides
    """.split()
)
_OF_THEM = {("of", "the", "two"), ("of", "the", "three"), ("of", "these", "two"), ("of", "those", "two")}
_SEEKING = frozenset("behind with whose who that which responsible".split())


# Only these words, and descriptions, speak of anybody.
_TOLD_BY = frozenset({*_NOUNS, *_PRONOUNS, *_OWN_WORDS, *_RANKS, "one", "another", "others", "somebody", "someone"})


def references(reading: Reading, phrases: Sequence[Phrase]) -> Iterator[Reference]:
    """Read every reference in the order of the note; `phrases` are those that describe members."""
    phrases = [phrase for phrase in phrases if phrase.terms or phrase.event]
    starts = {phrase.start: phrase for phrase in phrases}
    inside: Phrase | None = None
    free = 0
    for at, word in enumerate(reading.words):
        inside = starts.get(word.start, inside)
        if at < free or (word.fold not in _TOLD_BY and word.start not in starts):
            continue
        one = _at(reading, at, word, inside if inside and at <= inside.last else None)
        if one:
            free = one.last + 1
            yield one


def _at(reading: Reading, at: int, word: Word, phrase: Phrase | None) -> Reference | None:
    if phrase and phrase.start == word.start:
        head = _head_of(reading, at, phrase)
        return _noun_phrase(reading, head, phrase, at)
    if phrase:
        return None
    if word.fold in {"somebody", "someone"}:
        other = reading.words[at + 1].fold == "else" if at + 1 < len(reading.words) else False
        return _one(reading, at, at, Sort.OTHER if other else Sort.NEW, word.fold, plural=False)
    known = _NOUNS.get(word.fold)
    if known and not _goes_on(reading, at, kind=known[0] not in PLAIN):
        return _noun_phrase(reading, at, None, None)
    if word.fold in _PRONOUNS or (word.fold in _OWN_WORDS and _quoted(reading.note, word.start)):
        return _one(reading, at, at, Sort.PRONOUN, word.fold, plural=_PRONOUNS.get(word.fold, False))
    return _standing_alone(reading, at, word.fold)


def _quoted(note: str, place: int) -> bool:
    """Say whether a quotation was opened shortly before, in which "we" means whoever speaks."""
    before = note[max(0, place - 200) : place].rsplit("\n", 1)[-1]
    opened = max(before.rfind("“"), before.rfind("«"), before.rfind("„"))
    return opened > max(before.rfind("”"), before.rfind("»")) or before.count('"') % 2 == 1


def _standing_alone(reading: Reading, at: int, fold: str) -> Reference | None:
    """Read "one said", "another was", "others had", "the former", "the other is": words without a noun."""
    after = reading.words[at + 1].fold if at + 1 < len(reading.words) else ""
    says = after in VERBS or _folds(reading, at + 4, 3) in _OF_THEM or (after.endswith("ed") and len(after) > 4)
    says = says or _folds(reading, at + 3, 2) == ("of", "them")
    before = reading.words[at - 1].fold if at else ""
    if fold in {"one", "another"} and says and before not in {"the", "this", "that", "no"}:
        return _one(reading, at, at, Sort.NEW if fold == "one" else Sort.OTHER, "one", plural=False)
    if fold == "others":
        return _one(reading, at, at, Sort.OTHER, "one", plural=True)
    if fold in _RANKS and before == "the" and (says or (fold in {"former", "latter"} and after not in _NOUNS)):
        return _one(reading, at - 1, at, Sort.RANKED, "one", plural=False, rank=_RANKS[fold])
    return None


def _one(reading: Reading, first: int, last: int, sort: Sort, noun: str, *, plural: bool, rank: int = 0) -> Reference:
    start, end = reading.words[first].start, reading.words[last].end
    return Reference(start=start, end=end, first=first, last=last, sort=sort, noun=noun, plural=plural, rank=rank)


def _head_of(reading: Reading, at: int, phrase: Phrase) -> int:
    """Find the noun of a phrase: the last noun for members before what is attached to it."""
    head, reached = at, at
    while reached <= min(phrase.last, len(reading.words) - 1):
        fold = reading.words[reached].fold
        if fold in _NOUNS:
            head = reached
        elif head > at and fold in _STOPS | {"based", "headquartered", "serving", "outside"}:
            break
        reached += 1
    return head if head > at or reading.words[at].fold in _NOUNS else min(phrase.last, len(reading.words) - 1)


def _goes_on(reading: Reading, at: int, *, kind: bool) -> bool:
    """Say whether a noun only stands in front of another one: a member company, the network market."""
    if at + 1 >= len(reading.words):
        return False
    word, after = reading.words[at], reading.words[at + 1]
    if joint(reading.gap(word, after)) not in {Joint.SPACE, Joint.HYPHEN, Joint.LINE}:
        return False
    ends = after.fold in VERBS or after.fold in _STOPS or after.fold.endswith("ed")
    return after.fold in _NOUNS or (kind and not ends)


def _noun_phrase(reading: Reading, at: int, phrase: Phrase | None, first: int | None) -> Reference | None:
    words = reading.words
    noun, plural = _NOUNS.get(words[at].fold, (words[at].fold.removesuffix("s"), False))
    plural = phrase.plural if phrase else plural
    place = _determiner(reading, at)
    if first is not None and (place is None or place < first):
        place = first
    begins = at if place is None else place
    owner = at > 0 and words[at - 1].fold == "s" and reading.note[words[at - 1].start - 1] in "'’"
    determiner = "owner" if owner else words[begins].fold if begins < at else ""
    begins = at if owner else begins
    following = words[begins + 1].fold if begins + 1 < at else ""
    sort, rank = _sort(determiner, following, plural=plural, noun=noun)
    if plural and determiner in {"the", "these", "those"} and _folds(reading, begins, 2) == ("one", "of"):
        sort, plural, begins = Sort.NEW, False, begins - 2
    outside = any(word.fold in _OUTSIDE for word in words[max(0, at - 2) : at])
    if not phrase and not determiner and (noun not in PLAIN or not plural):
        return None
    if noun == "business" and determiner in POSSESSIVES:
        return None
    if noun in _OUTSIDERS or (not phrase and outside):
        sort = Sort.NOBODY
    elif not phrase and noun in THINGS and sort not in {Sort.KNOWN, Sort.SAME}:
        return None
    last = max(at, min(phrase.last, len(words) - 1)) if phrase else at
    after = words[last + 1].fold if last + 1 < len(words) else ""
    if sort is Sort.KNOWN and noun in PEOPLE and after in {"from", "for", "of"}:
        sort = Sort.NEW
    gap = reading.note[words[last].end : words[last + 1].start] if after else "."
    return Reference(
        start=words[begins].start,
        end=words[last].end,
        first=begins,
        last=last,
        sort=sort,
        noun=noun,
        plural=plural,
        rank=rank,
        phrase=phrase,
        sought=sort is Sort.KNOWN and after in _SEEKING and gap in {" ", "\n"},
    )


def _folds(reading: Reading, at: int, count: int) -> tuple[str, ...]:
    return tuple(word.fold for word in reading.words[max(0, at - count) : at])


def _determiner(reading: Reading, at: int) -> int | None:
    """Find the article of a noun, over at most four other words."""
    found = None
    for place in range(at - 1, max(at - 6, -1), -1):
        word, after = reading.words[place], reading.words[place + 1]
        if joint(reading.gap(word, after)) not in {Joint.SPACE, Joint.HYPHEN, Joint.LINE}:
            return found
        if word.fold in _COUNTS or word.fold.isdigit():
            found = place
            continue
        if word.fold in _DETERMINERS and (word.fold != "that" or place == at - 1 or after.fold in _VERY):
            return place
        if word.fold == "said" and place and reading.words[place - 1].fold == "the":
            continue
        if word.fold in _STOPS or found is not None or word.fold in VERBS:
            return found
    return found


def _sort(determiner: str, following: str, *, plural: bool, noun: str) -> tuple[Sort, int]:
    """Say how a noun with this article, and the word behind the article, is tied to what went before."""
    if (determiner in {"a", "an", "one"} and following in _DIFFERENT) or (determiner == "the" and following in _NEXT):
        return Sort.OTHER, 0
    if determiner == "the" and following in _AS_SAID:
        return Sort.SAME, 0
    if determiner == "the" and following in _RANKS and not plural:
        return Sort.RANKED, _RANKS[following]
    if (determiner in POSSESSIVES and noun in PEOPLE) or (determiner in _SOMEBODYS and noun in _EMPLOYERS):
        return Sort.SAME, 0
    return (Sort.OTHER if following == "other" else _TIED_BY.get(determiner, Sort.NEW)), 0
