"""Read a note as words, seen through disguises, each with its exact place in the note.

A word is folded: decomposed, without accents, case, invisible characters and markup, and with letters
of other scripts that look like Latin ones replaced. Because a word keeps its own start and end, no
folding can shift a finding.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# Drawn as nothing: soft hyphens, zero-width marks, direction marks, variation selectors, combining marks.
_UNSEEN = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u061c\u064b-\u065f\u0670\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0"
)
# Scripts written without spaces: every sign is a word of its own, and names are runs of signs.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_UNSPACED}]"
_ENTITY = r"&(?:shy|zwn?j|\#x?[0-9a-fA-F]{2,6});"
_INSIDE = rf"(?:[{_UNSEEN}]|\*{{1,3}}|~~|`{{1,2}}|\\|</?[A-Za-z][^<>\n]{{0,60}}>|{_ENTITY})"
_WORD = re.compile(rf"{_LETTER}+(?:{_INSIDE}{{1,8}}{_LETTER}+)*|[{_UNSPACED}]")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|[*~`\\]")
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]|&zwn?j;")

# Letters that other scripts share with Latin by their looks: small ones after the colon's case folding.
_LOOK_ALIKE_SMALL = str.maketrans(
    "авеѕіјкмнорстухһԁԛԝѵгпьҽ" + "αβεικνορτυχωγη" + "ɑɡıȷɩʟʀɴɪʙɢʜøłđħƒŋƙȼ" + "ᴀᴄᴅᴇᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢꜰ" + "օսոհցⅼ",
    "abesijkmhopctyxhdqwvrnbe" + "abeikvoptuxwyn" + "agijilrnibgholdhfnkc" + "acdejkmopstuvwzf" + "ounhgl",
)
_LOOK_ALIKE_LARGE = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧᎪᏴᏟᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃՕՍ", "ABEZHIKMNOPTYXABCEHJKLMPRSTVWZOU")
_WRITTEN_OUT = {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th", ord("ð"): "d", ord("ـ"): ""}
_LOOKS_LATIN = re.compile("[ɑɡıɩᴀ-ᴢʀɴɪʙɢʜʟΑ-ωЀ-ӿԀ-ԯՕ-օᎠ-Ᏼ]")
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


class Joint(Enum):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A note as words, as pieces (words cut where small letters meet capitals), and as sentences."""

    note: str
    words: tuple[Word, ...]
    pieces: tuple[Word, ...]
    sentences: tuple[int, ...]

    def sentence(self, at: int) -> tuple[int, int]:
        """Give the start and end of the sentence at a place of the note."""
        number = bisect_right(self.sentences, at)
        start = self.sentences[number - 1] if number else 0
        return start, self.sentences[number] if number < len(self.sentences) else len(self.note)

    def gap(self, left: Word, right: Word) -> str:
        """Give what stands in the note between two words."""
        return self.note[left.end : right.start]


def read(note: str) -> Reading:
    """Read a note; every word's `raw` is exactly the note from its start to its end."""
    words = tuple(_words(note))
    pieces = tuple(piece for word in words for piece in _pieces(word))
    return Reading(note=note, words=words, pieces=pieces, sentences=tuple(_sentence_starts(note)))


def _words(note: str) -> Iterator[Word]:
    for found in _WORD.finditer(note):
        raw = found.group()
        yield Word(found.start(), found.end(), raw, *fold(raw))


@lru_cache(maxsize=1 << 16)
def fold(raw: str) -> tuple[str, str]:
    """Give how a word reads, and its key (see `Word`)."""
    if not (raw.isascii() and raw.isalnum()):
        shown = _MARKUP.sub("", html.unescape(raw) if "&" in raw else raw)
        decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", shown).translate(_LOOK_ALIKE_LARGE))
        letters = "".join(sign for sign in decomposed if unicodedata.category(sign) not in {"Mn", "Cf"})
        reads = letters.casefold().translate(_LOOK_ALIKE_SMALL).translate(_WRITTEN_OUT)
    else:
        reads = raw.lower()
    mixed = not reads.isalpha() and not reads.isdigit()
    return reads, (reads.translate(_DIGIT_LETTERS) if mixed else reads).replace("i", "l")


def _pieces(word: Word) -> Iterator[Word]:
    """Cut CamelCase: MicrosoftLabs into Microsoft and Labs, HPELabs into HPE and Labs."""
    raw = word.raw
    if raw.islower() or raw.istitle() or raw.isupper():
        yield word
        return
    cuts = [0, *_humps(raw), len(raw)]
    for start, end in pairwise(cuts):
        part = raw[start:end]
        yield Word(word.start + start, word.start + end, part, *fold(part))


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
    r"(?<=[.!?…])(?<!\b(?:Mr|Ms|Dr|St|vs)\.)(?<!\bMrs\.)(?<!\bProf\.)[\"'”’)\]*_]*\s+(?=[^\sa-z])"
    r"|\n\s*\n\s*|\n(?=\s*(?:[-*+#>|•]|\d+[.)]))"
)


def _sentence_starts(note: str) -> Iterator[int]:
    yield 0
    for found in _SENTENCE.finditer(note):
        yield found.end()


_SIMPLE_JOINTS = {"": Joint.NOTHING, " ": Joint.SPACE, ".": Joint.DOT, ", ": Joint.COMMA, ". ": Joint.SPACED_DOT}
_HYPHENS = "-\u2010\u2011\u2012\u2013_/+&·•.'’´\u00ad"
_JOINTS = (
    (re.compile(r"[^\S\n]+"), Joint.SPACE),
    (re.compile(r"[^\S\n]?[@$!|€][^\S\n]?"), Joint.SIGN),
    (re.compile(rf"[{_HYPHENS}]{{1,3}}|[^\S\n]?[&+'’´][^\S\n]?"), Joint.HYPHEN),
    (re.compile(r"[-\u2010\u2011\u00ad][^\S\n]*\r?\n[^\S\n]*(?:>[^\S\n]*)?"), Joint.HYPHENATED),
    (re.compile(r"[^\S\n]*\n[^\S\n]*(?:>[^\S\n]*)?"), Joint.LINE),
    (re.compile(r"\[?(?:\.|dot)\]?|[^\S\n](?:\.|\(dot\)|\[dot\])[^\S\n]"), Joint.DOT),
    (re.compile(r",[^\S\n]*"), Joint.COMMA),
)
_GAP_MARKUP = re.compile(rf"[{_UNSEEN}*~`\\]|</?[A-Za-z][^<>\n]*>|^[\])}}]+|[\[({{]+$")
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
    """Say whether a word borrows letters from another script, or hides invisible ones."""
    return not raw.isascii() and bool(_LOOKS_LATIN.search(raw) or _ZERO_WIDTH.search(raw))
