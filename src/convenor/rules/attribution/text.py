"""Read a note as words, seen through disguises, each with its exact place in the note.

A word is folded: decomposed, without accents, case, invisible characters and markup, and with letters
of other scripts that look like Latin ones replaced. Because a word keeps its own start and end, no
folding can shift a finding.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from convenor.rules.attribution.veil import Veil, unveil

# Marks that belong to the letter before them: accents, vowel signs, strokes.
_MARKS = "".join(chr(code) for code in range(0x300, 0x2100) if unicodedata.category(chr(code))[0] == "M")
_MARKS = f"{_MARKS}\u20d0-\u20f0\ufe20-\ufe2f"
# Scripts written without spaces: every sign is a word of its own, and names are runs of signs.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"
# Letters in circles and squares.
_FRAMED = "\u249c-\u24e9\U0001f110-\U0001f189"
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_FRAMED}])"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_MARKS}])*|[{_UNSPACED}]")

# Letters that other scripts share with Latin by their looks: small ones after the colon's case folding.
_LOOK_ALIKE_SMALL = str.maketrans(
    "авеѕіјкмнорстухһԁԛԝѵгпьҽ" + "αβεικνορτυχωγη" + "ɑɡıȷɩʟʀɴɪʙɢʜøłđħƒŋƙȼ" + "ᴀᴄᴅᴇᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢꜰ" + "օսոհցⅼ",
    "abesijkmhopctyxhdqwvrnbe" + "abeikvoptuxwyn" + "agijilrnibgholdhfnkc" + "acdejkmopstuvwzf" + "ounhgl",
)
_LOOK_ALIKE_LARGE = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃՕՍ", "ABEZHIKMNOPTYXABCEHJKLMPRSTVWZOU")
_WRITTEN_OUT = {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th", ord("ð"): "d", ord("ـ"): ""}
_LOOKS_LATIN = re.compile(rf"[{_FRAMED}ɑɡıɩᴀ-ᴢʀɴɪʙɢʜʟΑ-ωЀ-ӿԀ-ԯՕ-օᎠ-Ᏼ]")
_UNFRAMED = {
    first + number: chr(number + (97 if first in {0x249C, 0x24D0} else 65))
    for first in (0x249C, 0x24B6, 0x24D0, 0x1F110, 0x1F130, 0x1F150, 0x1F170)
    for number in range(26)
}
_DIGIT_LETTERS = str.maketrans("01345789", "oleastbg")


class Word(NamedTuple):
    """One word of the note: its place, how it is written, and how it reads.

    `fold` is what the eye reads, in small letters; `key` is the same with digits read as letters and
    i, l and 1 as one sign, so that all disguises of a name share one key.
    """

    start: int
    end: int
    raw: str
    fold: str
    key: str


class Joint(IntEnum):
    """What stands between two neighbouring words."""

    NOTHING = auto()
    SPACE = auto()
    HYPHEN = auto()
    HYPHENATED = auto()
    LINE = auto()
    DOT = auto()
    SPACED_DOT = auto()
    SIGN = auto()
    COMMA = auto()
    FAR = auto()

    # Asked for between any two words: the hash of a name would be a call each time.
    __hash__ = int.__hash__


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A note as words, as pieces (words cut where small letters meet capitals), and as sentences."""

    veil: Veil
    words: tuple[Word, ...]
    pieces: tuple[Word, ...]
    sentences: tuple[int, ...]

    @property
    def note(self) -> str:
        """Give the note as it is written."""
        return self.veil.note

    def sentence(self, at: int) -> tuple[int, int]:
        """Give the start and end of the sentence at a place of the note."""
        number = bisect_right(self.sentences, at)
        start = self.sentences[number - 1] if number else 0
        return start, self.sentences[number] if number < len(self.sentences) else len(self.note)

    def gap(self, left: Word, right: Word) -> str:
        """Give what a reader sees between two words."""
        if right.start - left.end == 1 and self.veil.note[left.end] == " ":
            return " "
        return self.veil.seen(left.end, right.start)

    def asides(self) -> Iterator["Reading"]:
        """Give readings of what stands in the note unseen: targets and titles inside a word."""
        plain = replace(self.veil, text=self.note, spots=())
        for start, end in self.veil.asides():
            words, pieces = _words(plain, start, end)
            yield replace(self, words=words, pieces=pieces)


def read(note: str) -> Reading:
    """Read a note; every word has its true place, and is written as a reader sees it."""
    veil = unveil(note)
    words, pieces = _words(veil, 0, len(veil.text))
    return Reading(veil=veil, words=words, pieces=pieces, sentences=tuple(_sentence_starts(note)))


def _words(veil: Veil, first: int, after: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Give the words of a text and their pieces: MicrosoftLabs is cut into Microsoft and Labs."""
    words: list[Word] = []
    pieces: list[Word] = []
    plain, end, moved = veil.plain(first)
    for found in _WORD.finditer(veil.text, first, after):
        start, raw = found.start(), found.group()
        if start >= end:
            plain, end, moved = veil.plain(start)
        if plain <= start and found.end() <= end:
            word = Word(start + moved, found.end() + moved, raw, *fold(raw))
        else:
            word = _word(veil, start, raw)
        words.append(word)
        if raw.islower() or raw.istitle() or raw.isupper():
            pieces.append(word)
        else:
            cuts = pairwise((0, *_humps(raw), len(raw)))
            pieces += [_word(veil, start + left, raw[left:right]) for left, right in cuts]
    return tuple(words), tuple(pieces)


def _word(veil: Veil, start: int, raw: str) -> Word:
    return Word(*veil.place(start, start + len(raw)), raw, *fold(raw))


@lru_cache(maxsize=1 << 16)
def fold(raw: str) -> tuple[str, str]:
    """Give how a word reads, and its key (see `Word`)."""
    if raw.isascii():
        reads = raw.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", raw.translate(_UNFRAMED).translate(_LOOK_ALIKE_LARGE))
        letters = "".join(sign for sign in decomposed if unicodedata.category(sign) not in {"Mn", "Me", "Cf"})
        reads = letters.casefold().translate(_LOOK_ALIKE_SMALL).translate(_WRITTEN_OUT)
    mixed = not reads.isalpha() and not reads.isdigit()
    return reads, (reads.translate(_DIGIT_LETTERS) if mixed else reads).replace("i", "l")


def _humps(raw: str) -> Iterator[int]:
    letters = [(at, sign) for at, sign in enumerate(raw) if sign.isalnum()]
    for number in range(1, len(letters)):
        before, (at, sign) = letters[number - 1][1], letters[number]
        if not sign.isupper():
            continue
        after = "".join(sign for _, sign in letters[number + 1 : number + 3])
        if before.islower() or (before.isupper() and number > 1 and len(after) == 2 and after.islower()):
            yield at


_SENTENCE = re.compile(
    r"(?<=[.!?…])(?<!\b(?:Mr|Ms|Dr|St|vs)\.)(?<!\bMrs\.)(?<!\bProf\.)[\"'”’)\]*_]*(?:\[\^?\w{1,20}\])*\s+(?=[^\sa-z])"
    r"|\n\s*\n\s*|\n(?=\s*(?:[-*+#>|•]|\d+[.)]))"
)


def _sentence_starts(note: str) -> Iterator[int]:
    yield 0
    for found in _SENTENCE.finditer(note):
        yield found.end()


_SIMPLE_JOINTS = {"": Joint.NOTHING, " ": Joint.SPACE, ".": Joint.DOT, ", ": Joint.COMMA, ". ": Joint.SPACED_DOT}
_HYPHENS = "-\u2010\u2011\u2012\u2013_/+&·•.'’´\u00ad"
_JOINTS = (
    (re.compile("_{1,3}"), Joint.NOTHING),
    (re.compile(r"[^\S\n]+"), Joint.SPACE),
    (re.compile(r"[^\S\n]?[@$!|€][^\S\n]?"), Joint.SIGN),
    (re.compile(rf"[{_HYPHENS}]{{1,3}}|[^\S\n]?[&+'’´][^\S\n]?"), Joint.HYPHEN),
    (re.compile(r"[-\u2010\u2011\u00ad][^\S\n]*\r?\n[^\S\n]*(?:>[^\S\n]*)?"), Joint.HYPHENATED),
    (re.compile(r"[^\S\n]*\n[^\S\n]*(?:>[^\S\n]*)?"), Joint.LINE),
    (re.compile(r"\[?(?:\.|dot)\]?|[^\S\n](?:\.|\(dot\)|\[dot\])[^\S\n]"), Joint.DOT),
    (re.compile(r",[^\S\n]*"), Joint.COMMA),
)
_GAP_MARKUP = re.compile(rf"[{_MARKS}]|</?[A-Za-z][^<>\n]*>|^[\])}}]+|[\[({{]+$")
_SIGN_LETTERS = {"@": "a", "$": "s", "!": "l", "|": "l", "€": "e"}


def sign_letter(gap: str) -> str:
    """Give the letter that a sign between two words may stand for, as in Ci$co; nothing for other gaps."""
    return _SIGN_LETTERS.get(gap, "")


@lru_cache(maxsize=1 << 12)
def joint(gap: str) -> Joint:
    """Say what kind of gap stands between two words, markup and invisible characters aside."""
    if gap in _SIMPLE_JOINTS:
        return _SIMPLE_JOINTS[gap]
    if len(gap) > 40:
        return Joint.FAR
    bare = _GAP_MARKUP.sub("", gap if gap.isascii() else unicodedata.normalize("NFKC", gap))
    if bare in _SIMPLE_JOINTS:
        return _SIMPLE_JOINTS[bare]
    return next((kind for shape, kind in _JOINTS if shape.fullmatch(bare)), Joint.FAR)


def is_look_alike(raw: str) -> bool:
    """Say whether a word borrows letters from another script."""
    return not raw.isascii() and bool(_LOOKS_LATIN.search(raw))
