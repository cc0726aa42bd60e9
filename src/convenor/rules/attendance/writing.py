"""How words and names are compared: without case, accents, punctuation and marks that nobody sees."""

import re
import unicodedata
from functools import lru_cache

# Marks of direction, zero-width spaces and the soft hyphen. The joiners stay between letters beyond ASCII, where
# Persian and the Indic scripts need them.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
SPACES = re.compile(r"\s+")
NO_WORD = re.compile(r"[\W_]+")
NOTHING = frozenset({"", "-", "--", "---", "–", "—", ".", "n/a", "N/A"})
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def visible(text: str) -> str:
    """Drop the marks that nobody sees and write each gap as one space."""
    if not text.isascii():
        text = INVISIBLE.sub("", text)
    return SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Write a text for comparing: "Durée (minutes)" is "duree minutes"."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", INVISIBLE.sub("", text).casefold().translate(PLAIN))
        bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
        text = unicodedata.normalize("NFC", bare)
    return NO_WORD.sub(" ", text.casefold()).strip()


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return text in NOTHING
