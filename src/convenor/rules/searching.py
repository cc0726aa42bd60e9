"""How words are found again: without case, accents and marks, with a slip of the hand, in scripts without spaces.

Words are compared folded. What is written without spaces between words (Chinese, Japanese, Korean, Thai and their
neighbours) counts by signs and by pairs of signs, so that any part of it can be found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import OSA

from convenor.rules.signs import in_one_line

LONGEST_QUESTION = 200
MOST_WORDS = 20
LONGEST_WORD = 40
MOST_INSTEAD = 3
# From so many letters on, so many of them may be wrong. A word with a figure in it is never taken for another.
SLIPS = ((8, 2), (4, 1))
_SPOKEN_TO_SIGNS = LONGEST_QUESTION * 5

# A word as it begins matches less well than a whole one; a word said often counts more, and less each time.
_BEGINNING = 0.5
_ENOUGH, _USUAL_LENGTH = 0.5, 4_000

_TOGETHER = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9d\uffa0-\uffdc\U00020000-\U0003ffff"
)
# Signs within a word that are no letter: marks of all scripts, joiners, soft hyphens, signs of direction.
_MARKS = "".join(sign for sign in map(chr, range(0x300, 0x20000)) if unicodedata.category(sign)[0] == "M")
_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
# The stroke that makes another kana is a letter of its own where kana are half as wide.
_WITHIN = f"{re.escape(_MARKS)}{_UNSEEN}\uff9e\uff9f"
_A_LETTER = rf"(?![{_TOGETHER}])[^\W_]"
_PIECE = re.compile(rf"(?P<sign>(?=[{_TOGETHER}])[^\W_])[{_WITHIN}]*|{_A_LETTER}(?:{_A_LETTER}|[{_WITHIN}])*")

# Letters without their strokes; forms of one Arabic letter; and, dropped, the stroke that only stretches a word.
_ALIKE = str.maketrans("ıøłđðħŧٱىیکةہھ", "iolddhtاييكههه", "ـ") | str.maketrans({"þ": "th", "æ": "ae", "œ": "oe"})
# A vowel of an Indic or Thai word, the sign that takes one away, and the stroke that makes another kana are no accents.
_PART_OF_THE_WORD = frozenset({0, 8, 9})


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A word, or a sign or two of a script without spaces: folded, and where it stands in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One word that is looked for; `begins` matches what begins with it, `instead` is looked for in its place."""

    said: str
    word: str
    begins: bool = False
    instead: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of which one has to be there."""
        return self.instead or (self.word,)

    @property
    def may_be_a_slip(self) -> bool:
        """Whether it can be taken for another word at all."""
        return bool(slips_in(self.word))

    def fits(self, word: str) -> bool:
        """Whether a word of a text is meant."""
        return word in self.words or (self.begins and word.startswith(self.word))


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What somebody looks for: as it can be shown again, whether it was cut, and its words, each of them needed."""

    asked: str
    cut: bool
    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of a text as it is written; `hit` says that it is what was looked for."""

    text: str
    hit: bool


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word for comparing: “Größe” is “grosse”; empty where nothing of it is a letter or a figure."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKD", word).casefold().translate(_ALIKE)
    kept = "".join(map(_plain, unicodedata.normalize("NFKD", plain)))
    folded = unicodedata.normalize("NFC", kept)[:LONGEST_WORD]
    return folded if any(map(str.isalnum, folded)) else ""


def _plain(sign: str) -> str:
    """A letter as it is, any script's figure as ours, a mark where the word would be another one without it."""
    if sign.isalnum():
        figure = unicodedata.decimal(sign, None)
        return sign if figure is None else str(figure)
    of_the_word = unicodedata.category(sign) in {"Mn", "Mc"} and unicodedata.combining(sign) in _PART_OF_THE_WORD
    return sign if of_the_word and not "\ufe00" <= sign <= "\ufe0f" else ""


def pieces_of(text: str) -> Iterator[Piece]:
    """The words of a text in their order; each sign of a script without spaces alone, and with the one before it."""
    before = Piece(word="", start=-1, end=-1)
    for found in _PIECE.finditer(text):
        word = fold(found[0])
        if not word:
            continue
        piece = Piece(word=word, start=found.start(), end=found.end())
        yield piece
        if found["sign"] is None:
            continue
        if before.end == piece.start:
            yield Piece(word=before.word + word, start=before.start, end=piece.end)
        before = piece


def folded(text: str) -> str:
    """The folded words of a text, one space between them."""
    return " ".join(piece.word for piece in pieces_of(text))


def whole(text: str) -> str:
    """A text as it is kept for searching: its letters composed, every gap one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def vocabulary_of(words: Iterable[str]) -> set[str]:
    """Of folded words those for which a slip of the hand can be taken."""
    return {word for word in words if not without_spaces(word)}


def without_spaces(word: str) -> bool:
    """Whether a word is of a script that writes none between its words."""
    found = _PIECE.match(word)
    return found is not None and found["sign"] is not None


def question_from(text: str) -> Question:
    """Read what somebody typed, whatever it is; nothing in it has a meaning but its words."""
    asked = unicodedata.normalize("NFC", in_one_line(text[:_SPOKEN_TO_SIGNS]))
    cut = len(asked) > LONGEST_QUESTION or len(text) > _SPOKEN_TO_SIGNS
    asked = asked[:LONGEST_QUESTION].rstrip()
    terms = _needed(asked)
    if terms and not without_spaces(terms[-1].word):
        terms[-1] = replace(terms[-1], begins=True)
    # The last word may stand at the front, too: then it is looked for as a beginning there.
    needed = {term.word: term for term in terms}
    cut = cut or len(needed) > MOST_WORDS
    return Question(asked=asked, cut=cut, terms=tuple(islice(needed.values(), MOST_WORDS)))


def _needed(asked: str) -> list[Term]:
    """The words of a question; a letter alone (of “company's”, of “l'entreprise”) is one only where nothing else is."""
    pieces = list(pieces_of(asked))
    pairs = [(one.start, one.end) for one in pieces if without_spaces(one.word) and len(one.word) > 1]
    terms = [
        Term(said=asked[one.start : one.end], word=one.word)
        for one in pieces
        if (one.start, one.end) in pairs or not any(start <= one.start and one.end <= end for start, end in pairs)
    ]
    return [term for term in terms if not _is_a_letter(term.word)] or terms


def _is_a_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not without_spaces(word)


def slips_in(word: str) -> int:
    """How many letters of a word may be wrong."""
    if without_spaces(word) or any(sign.isdigit() for sign in word):
        return 0
    return next((slips for letters, slips in SLIPS if len(word) >= letters), 0)


def lengths_around(question: Question) -> tuple[int, int] | None:
    """How short and how long a word can be that one of these was meant for; None where none can be a slip."""
    found = [(len(term.word), slips_in(term.word)) for term in question.terms if term.may_be_a_slip]
    if not found:
        return None
    return min(length - slips for length, slips in found), max(length + slips for length, slips in found)


def with_nearest_words(question: Question, known: Mapping[str, int]) -> Question:
    """The question with the nearest known words for those that are in no text; `known` counts texts by word."""
    return replace(question, terms=tuple(_known_or_nearest(term, known) for term in question.terms))


def _known_or_nearest(term: Term, known: Mapping[str, int]) -> Term:
    if not term.may_be_a_slip or is_known(term, known):
        return term
    slips = slips_in(term.word)
    away = {word: OSA.distance(term.word, word, score_cutoff=slips) for word in known}
    least = min(away.values(), default=slips + 1)
    if least > slips:
        return term
    near = sorted((word for word in away if away[word] == least), key=lambda word: (-known[word], word))
    return replace(term, instead=tuple(near[:MOST_INSTEAD]), begins=False)


def is_known(term: Term, known: Mapping[str, int]) -> bool:
    """Whether a word is in any text."""
    return term.word in known or (term.begins and any(word.startswith(term.word) for word in known))


def missing_from(question: Question, known: Mapping[str, int]) -> tuple[Term, ...]:
    """The words that are in no text, and like none that is; of scripts without spaces that is not known."""
    lost = (term for term in question.terms if not term.instead and not without_spaces(term.word))
    return tuple(term for term in lost if not is_known(term, known))


def rank(question: Question, title: str, text: str) -> tuple[float, float]:
    """How well a document answers, more is better: first its folded title, then how often its folded text says it."""
    in_title = sum(min(1.0, _times(term, title)) for term in question.terms)
    length = len(text) / _USUAL_LENGTH
    counts = [_times(term, text) for term in question.terms]
    return in_title, sum(count / (count + _ENOUGH + length) for count in counts)


def _times(term: Term, words: str) -> float:
    """How often a folded text says a word; where it only begins with it, by half."""
    padded = f" {words} "
    exactly = sum(padded.count(f" {word} ") for word in term.words)
    if not term.begins:
        return exactly
    return exactly + _BEGINNING * (padded.count(f" {term.word}") - exactly)
