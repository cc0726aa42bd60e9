"""Words for what is known of a member: places, sectors and sizes, each with the members that it fits."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from convenor.rules.attribution.geography import COUNTRIES, GROUPS, REGION_ADJECTIVES
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import read

# Everyday words for values of sector and stack; each line's first words are the values that it stands for.
_SECTORS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("telecommunications", "network operator"), "operator, carrier, telco, telecom, telecoms, mobile operator"),
    (
        ("telecommunications", "network operator"),
        "telecom operator, telecommunication, network operator, phone company",
    ),
    (("network equipment",), "vendor, equipment vendor, equipment maker, equipment supplier, network vendor"),
    (("social media",), "social network, social platform, social networking, social"),
    (("gaming", "game studio"), "game, games, video game, studio, game studio, games studio, game developer"),
    (("gaming", "game studio"), "game maker, game publisher, gaming"),
    (("dating",), "matchmaking, dating app, dating service, dating platform"),
    (("enterprise", "enterprise technology", "enterprise software"), "business software, business technology"),
    (("enterprise", "enterprise technology", "enterprise software"), "enterprise, enterprise software"),
    (("operating system",), "operating systems"),
)
_SIZES = {
    "large": "large, larger, big, bigger, sizeable",
    "medium": "medium-sized, medium-size, mid-sized, midsize, smaller",
    "small": "small, smaller",
}


class Topic(Enum):
    """What a word is about; the order says which word is best kept in a wider wording."""

    SECTOR = "sector"
    PLACE = "place"
    SIZE = "size"
    USERS = "users"


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """Words of a phrase, in small letters, with the members that they fit as bits in roster order."""

    topic: Topic
    words: tuple[str, ...]
    shown: str
    bits: int
    proper: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """A roster's terms by their last word, longest first; `users` are places of users, customers and markets."""

    by_last: dict[str, tuple[Term, ...]]
    by_first: dict[str, tuple[Term, ...]]
    users: dict[str, tuple[Term, ...]]


@lru_cache(maxsize=16)
def lexicon_of(roster: Roster) -> Lexicon:
    """Lay out the words for a roster's attributes; the same roster is laid out once."""
    terms = tuple(_terms(roster))
    users = tuple(term for term in terms if term.topic is Topic.USERS)
    others = tuple(term for term in terms if term.topic is not Topic.USERS)
    return Lexicon(by_last=_by(others, -1), by_first=_by(others, 0), users=_by(users, 0))


def _by(terms: tuple[Term, ...], at: int) -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: -len(term.words)):
        found[term.words[at]].append(term)
    return {word: tuple(ranked) for word, ranked in found.items()}


def _terms(roster: Roster) -> Iterator[Term]:
    """Join what several attributes say of the same words: Singapore is a country and a city."""
    bits: dict[tuple[Topic, tuple[str, ...]], int] = defaultdict(int)
    written: dict[tuple[Topic, tuple[str, ...]], str] = {}
    for topic, shown, fits in _meanings(roster):
        words = tuple(word.fold for word in read(shown).words)
        if words:
            bits[topic, words] |= fits
            written.setdefault((topic, words), shown)
    for (topic, words), fits in bits.items():
        shown = written[topic, words]
        yield Term(topic=topic, words=words, shown=shown, bits=fits, proper=topic in {Topic.PLACE, Topic.USERS})


def _meanings(roster: Roster) -> Iterator[tuple[Topic, str, int]]:
    for key in ("country", "city", "region"):
        for value, fits in _bits(roster, key).items():
            yield Topic.PLACE, value, fits
            for adjective in _adjectives(value):
                yield Topic.PLACE, adjective, fits
    countries = {name.casefold(): fits for name, fits in _bits(roster, "country").items()}
    for group, names in GROUPS.items():
        fits = 0
        for name in names:
            for other in COUNTRIES[name][0]:
                fits |= countries.get(other.casefold(), 0)
        yield Topic.PLACE, group, fits
    yield from _sectors(roster)
    for size, words in _SIZES.items():
        for word in words.split(", "):
            yield Topic.SIZE, word, _bits(roster, "size").get(size, 0)
    for value, fits in _bits(roster, "user_regions").items():
        yield Topic.USERS, value, fits


def _sectors(roster: Roster) -> Iterator[tuple[Topic, str, int]]:
    values = defaultdict(int, _bits(roster, "sector"))
    for value, fits in _bits(roster, "stack").items():
        values[value] |= fits
    folded = {value.casefold(): fits for value, fits in values.items()}
    for value, fits in values.items():
        yield Topic.SECTOR, value, fits
    for meant, words in _SECTORS:
        fits = 0
        for value in meant:
            fits |= folded.get(value, 0)
        for word in words.split(", "):
            yield Topic.SECTOR, word, fits


def _bits(roster: Roster, key: str) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for at, member in enumerate(roster.members):
        for value in member.values(key):
            found[value] |= 1 << at
    return found


def _adjectives(place: str) -> Iterator[str]:
    for name, (names, demonyms) in COUNTRIES.items():
        if place == name or place in names:
            yield from names
            yield from demonyms
            if name == "United States":
                yield "U.S."
    if place in REGION_ADJECTIVES:
        yield REGION_ADJECTIVES[place]
