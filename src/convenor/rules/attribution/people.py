"""Find what is likely the name of somebody who is not on the roster: a person must decide about it."""

import re
from collections.abc import Iterator

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.geography import PLACE_WORDS
from convenor.rules.attribution.index import TITLES
from convenor.rules.attribution.ordinary import ACTS, is_everyday, starts_sentence
from convenor.rules.attribution.text import Reading, Word
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

_NOT_PEOPLE = frozenset(
    """
    institute university foundation association commission committee council initiative network alliance fund bank
    ministry court act law convention protocol declaration treaty party union group project programme program forum
    conference summit principles street road avenue square river lake mountain island islands bay city county inc ltd
    rights human international nations watch civil society centre center general guiding framework carta charter
    constitution accord accords agreement pact compact directive regulation resolution report guidance guidelines
    guide handbook manual toolkit code rule rules standard standards plan strategy agenda index prize award cup games
    war crisis genocide uprising spring revolution day week month year rio ciudad san santa saint puerto lago monte
    costa fort port cape los las mount gulf strait valley desert region district province state bridge airport hotel
    hall house palace park plaza tower station church temple mosque cathedral museum press times post news daily agency
    bureau board office department division article annex chapter table figure sea ocean delta peninsula forest
    ocean magna habeas corpus de facto pro bono ad hoc status quo vis avis per capita prima facie alma mater
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
# First names that are also ordinary words.
_GIVEN = frozenset(
    """
    abby amber april basil bill bob carol chase clay cliff dale dawn dean dick drew earl eve faith fern frank gene
    ginger glen grace grant guy harry hazel heath heather holly hope iris ivy jack jane jay jean jenny jimmy joe john
    josh joy june kelvin kit lance laurel lily louis mark maria mario martin matt max may melody mike miles miranda
    molly nick norm olive opal pat patience patsy pearl penny peter poppy prudence ray reed rob robin rocky rod rose
    ruby rusty sally sandy sky sterling sue summer terry tony tracy trinity verity victor violet ward will
    """.split()
)
_BETWEEN = frozenset({" ", "-", "\u00a0", "'", "’"})
_SHAPE = re.compile(r"[^\W\d_]+\Z")
_LOOKS_LIKE_ONE = said(
    "looks like the name of a person who is not on the roster; keep it only if it is meant to be public"
)


def others(reading: Reading) -> Iterator[Finding]:
    """Find a title with a name, and two or three capitalised words that are no ordinary words."""
    words, at = reading.words, 0
    while at < len(words):
        after = _named_with_title(reading, at) or _named_in_full(reading, at) or _named_by_initial(reading, at)
        if after:
            yield _finding(reading, words[at].start, words[after - 1].end)
        at = after or at + 1


def _named_with_title(reading: Reading, at: int) -> int | None:
    words = reading.words
    if words[at].fold not in TITLES or not words[at].raw[0].isupper() or at + 1 == len(words):
        return None
    if reading.gap(words[at], words[at + 1]) not in {" ", ". ", "\u00a0", ".\u00a0"}:
        return None
    after = at + 1
    while after < min(at + 4, len(words)) and _is_capitalised(words[after]):
        if after > at + 1 and not _belong(reading, after):
            break
        after += 1
    return after if after > at + 1 else None


def _named_by_initial(reading: Reading, at: int) -> int | None:
    """Read H. K. Surname; a single letter also numbers sections, so the surname must be no ordinary word."""
    words, after = reading.words, at
    while after < min(at + 3, len(words) - 1) and _is_initial(words[after]):
        if reading.gap(words[after], words[after + 1]) not in {". ", ".\u00a0", "."}:
            return None
        after += 1
    if after == at or not _is_name_like(words[after]) or is_everyday(words[after].fold) or len(words[after].fold) < 4:
        return None
    return after + 1


def _is_initial(word: Word) -> bool:
    return len(word.raw) == 1 and word.raw.isupper()


def _belong(reading: Reading, after: int) -> bool:
    """Say whether a word goes on with the name before it: K. Surname, O'Surname, Given Surname."""
    gap = reading.gap(reading.words[after - 1], reading.words[after])
    return gap in _BETWEEN or (gap in {". ", ".\u00a0", "."} and _is_initial(reading.words[after - 1]))


def _named_in_full(reading: Reading, at: int) -> int | None:
    words, after = reading.words, at
    while after < min(at + 4, len(words)) and _is_name_like(words[after]):
        if after > at and not _belong(reading, after):
            break
        after += 1
    if not 1 < after - at < 4:
        return None
    follows = words[after] if after < len(words) and reading.gap(words[after - 1], words[after]) in _BETWEEN else None
    if follows and (follows.fold in _NOT_PEOPLE or follows.raw[0].isupper()):
        return None
    unknown = sum(not _is_ordinary(word) for word in words[at:after])
    if unknown < after - at and not (unknown and _acts(reading, at, follows)):
        return None
    return after


def _acts(reading: Reading, at: int, follows: Word | None) -> bool:
    """Say whether the words around speak of somebody who does something."""
    if starts_sentence(reading, reading.words[at]) and _is_ordinary(reading.words[at]):
        return False
    before = reading.words[at - 1].fold if at else ""
    return bool(follows and (follows.fold in ACTS or follows.fold == "s")) or before in {
        "by",
        "from",
        "with",
        "thanked",
        "told",
        "asked",
    }


def _is_ordinary(word: Word) -> bool:
    return is_everyday(word.fold) and word.fold not in _GIVEN


def _is_capitalised(word: Word) -> bool:
    return word.raw[0].isupper() and bool(_SHAPE.match(word.fold))


def _is_name_like(word: Word) -> bool:
    if word.raw in {"O", "D"}:
        return True
    if not _is_capitalised(word) or word.raw.isupper() or len(word.fold) < 3:
        return False
    return not any(word.fold in known for known in (_NOT_PEOPLE, PLACE_WORDS, ACTS))


def _finding(reading: Reading, start: int, end: int) -> Finding:
    return Finding(
        start=start,
        end=end,
        text=reading.note[start:end],
        kind=Kind.PERSON,
        level=Level.REVIEW,
        members=(),
        reason=_LOOKS_LIKE_ONE,
    )
