"""Names written in another script as they sound: Vodafone is found as Водафон, فودافون or ボーダフォン.

Letters are turned into the Latin consonants that they stand for; vowels are dropped, because scripts
differ most in them. What is found so is always in doubt.
"""

import re
import unicodedata
from collections.abc import Iterator

# The letters of Cyrillic, Greek, Hebrew, Arabic and Katakana that stand for each Latin consonant.
_LETTERS = {
    "b": "бבبバビブベボ",
    "d": "дδדدضダデド",
    "f": "фφפףفフ",
    "g": "гґγגجغگガギグゲゴ",
    "k": "кκקכךقكカキクケコ",
    "l": "лλלل",
    "m": "мμמםمマミムメモ",
    "n": "нνנןنナニヌネノン",
    "p": "пπپパピプペポ",
    "r": "рρרرラリルレロ",
    "s": "сзжцчшщσςζזסצץשسصزظشثذچサシスセソザジズゼゾチヂツヅ",
    "t": "тτθטתتطタテト",
    "v": "вβڤヴ",
    "ks": "ξ",
    "ps": "ψ",
}
_LATIN = {letter: consonant for consonant, letters in _LETTERS.items() for letter in letters}
_RUN = re.compile(
    r"(?<!\w)(?:[\u0370-\u03ff\u0400-\u052f]{4,40}|[\u0590-\u05ff]{4,40}|[\u0620-\u06ff]{4,40})(?!\w)"
    r"|[\u30a1-\u30fc]{3,40}"
)
_ARTICLE = re.compile("^(?:ال|وال|بال|لل|و|ب|ל|ב|ה|מ|ו)")
# Sounds that one script tells apart and another does not.
_SAME = str.maketrans({"p": "b", "v": "f", "r": "l", "z": "s", "c": "k", "q": "k", "j": "s", "x": "s"})
_SILENT = re.compile("[aeiouwhy]")
_LEAST = 4


def skeleton(sound: str) -> str:
    """Give the consonants of a word that is written as it sounds, similar ones as one."""
    return re.sub(r"(.)\1+", r"\1", _SILENT.sub("", sound.translate(_SAME)).replace("b", "f"))


def foreign(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the place and the skeletons of each word in another script that may be a name."""
    for found in _RUN.finditer(text):
        word = unicodedata.normalize("NFC", found.group()).casefold()
        for one in dict.fromkeys((word, _ARTICLE.sub("", word))):
            bones = skeleton("".join(_LATIN.get(sign, "") for sign in one))
            if len(bones) >= _LEAST:
                yield found.start(), found.end(), bones
