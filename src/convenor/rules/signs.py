"""Signs in a name or a title that nobody sees: those that turn what stands beside them, and those that hide there.

With them a name looks like another one, or like somebody else's address; without them it reads as it was typed. Nobody
is asked about them, because programs put them around what is copied. What Arabic, Persian or Hindi cannot be written
without, a joiner within a word, stays.
"""

import unicodedata

_JOINERS = frozenset("\u200c\u200d")


def in_one_line(text: str) -> str:
    """A text in one line without signs that nobody sees."""
    seen = [sign for at, sign in enumerate(text) if _stays(text, at, sign)]
    return " ".join("".join(seen).split())


def _stays(text: str, at: int, sign: str) -> bool:
    if sign in _JOINERS:
        return 0 < at < len(text) - 1 and _is_joined(text[at - 1]) and _is_joined(text[at + 1])
    return sign.isspace() or unicodedata.category(sign)[0] != "C"


def _is_joined(sign: str) -> bool:
    """Letters and marks of scripts that join; of Latin letters a joiner only hides something."""
    return ord(sign) > 0x5FF and unicodedata.category(sign)[0] in "LM"
