"""A term: words of a note for what is known of members, with the members that they fit."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import read


class Topic(Enum):
    """What a word is about; the order says which word is best kept in a wider wording."""

    SECTOR = "sector"
    PLACE = "place"
    SIZE = "size"
    USERS = "users"


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """Words of a phrase, in small letters, with the members that they fit as bits in roster order.

    `shown` is how a wider wording writes them in front of a noun; `proper` words need a capital. A `noun` may stand
    for a member by itself, a `weak` one only with a number, an article or another term. `near` are members whom the
    words may mean where they fit nobody for certain; `known` words are of the language, not only of the roster.
    """

    topic: Topic
    words: tuple[str, ...]
    shown: str
    bits: int
    proper: bool = False
    noun: bool = False
    plural: bool = False
    weak: bool = False
    near: int = 0
    known: bool = False


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text as they read."""
    return tuple(word.fold for word in read(text).words)


def fits_by_value(roster: Roster, key: str) -> dict[tuple[str, ...], int]:
    """Give the members of each value of an attribute, by the words of the value."""
    found: dict[tuple[str, ...], int] = defaultdict(int)
    for at, member in enumerate(roster.members):
        for value in member.values(key):
            found[words_of(value)] |= 1 << at
    return found


@lru_cache(maxsize=1 << 14)
def plural_of(noun: str) -> str:
    """Give the plural of an English noun, of its last word where there are several."""
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")) and not noun.endswith("tech"):
        return noun + "es"
    return noun[:-6] + "people" if noun.endswith("person") else noun + "s"
