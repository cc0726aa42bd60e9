"""Words of a language for the description engine, as data; `docs/lexicon.md` explains the format.

A language is one module here that makes a `Language`. Nothing in it knows a roster.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto


class Role(IntEnum):
    """What a word does in a phrase about members."""

    DEFINITE = auto()
    INDEFINITE = auto()
    OTHER = auto()
    NEGATIVE = auto()
    ONE = auto()
    MANY = auto()
    ONLY = auto()
    SINGLE = auto()
    SINGULAR = auto()
    LARGEST = auto()
    SMALLEST = auto()
    NEWEST = auto()
    OLDEST = auto()
    BEST = auto()
    NON = auto()
    EXCEPT = auto()
    AND = auto()
    OF = auto()
    BASED = auto()
    FROM = auto()
    IN = auto()
    OUTSIDE = auto()
    WITH = auto()
    SEAT = auto()
    USERS = auto()
    SERVE = auto()
    MAKE = auto()
    TRADE = auto()
    LAND = auto()
    ORIGIN = auto()
    EACH = auto()
    NOT = auto()
    WHO = auto()
    BE = auto()
    MEMBER = auto()
    BODY = auto()
    PERSON = auto()
    STAFF = auto()
    AGENT = auto()
    OUTSIDER = auto()
    MODAL = auto()
    STOP = auto()
    TERM = auto()

    # Roles are looked up in sets for every word of a note; the hash of a name would be a call each time.
    __hash__ = int.__hash__


@dataclass(frozen=True, kw_only=True, slots=True)
class Trade:
    """A line of business: `describing` words need a noun, `nouns` stand for a member, `weak` ones only with company.

    A member of a trade is also of every trade in `within`.
    """

    name: str
    within: tuple[str, ...]
    describing: tuple[str, ...]
    nouns: tuple[str, ...]
    weak: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Language:
    """One language: the words of each role, trades, sizes, and words that tell the same happening."""

    code: str
    roles: Mapping[Role, frozenset[str]]
    trades: tuple[Trade, ...]
    sizes: Mapping[str, tuple[str, ...]]
    size_nouns: Mapping[str, str]
    generic: frozenset[str]
    happenings: Mapping[str, str]
    untelling: frozenset[str]


def words(text: str) -> frozenset[str]:
    """Read words with blanks between them; an underscore stands for a blank inside one."""
    return frozenset(word.replace("_", " ") for word in text.split())


def read_trades(table: str) -> tuple[Trade, ...]:
    """Read one trade a line: `name < wider, wider: describing, words | nouns, weak noun?`."""
    return tuple(_trade(line) for line in table.splitlines() if line.strip())


def _trade(line: str) -> Trade:
    head, _, rest = line.partition(":")
    name, _, within = head.partition("<")
    describing, _, nouns = rest.partition("|")
    listed = _list(nouns)
    return Trade(
        name=name.strip(),
        within=_list(within),
        describing=(name.strip(), *_list(describing)),
        nouns=tuple(noun.rstrip("?") for noun in listed),
        weak=frozenset(noun.rstrip("?") for noun in listed if noun.endswith("?")),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def read_same(table: str) -> dict[str, str]:
    """Read words of one meaning, a line each; every word points to the first of its line."""
    return {word: line.split()[0] for line in table.splitlines() for word in line.split()}
