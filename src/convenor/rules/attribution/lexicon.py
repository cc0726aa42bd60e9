"""The words of a language for what is known of a roster's members, laid out for reading."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from convenor.rules.attribution.happenings import Happenings, happenings_of
from convenor.rules.attribution.lexicons import Language, Role
from convenor.rules.attribution.lexicons.english import ENGLISH
from convenor.rules.attribution.places import Whereabouts
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.terms import Term, Topic, fits_by_value, plural_of, words_of
from convenor.rules.attribution.trades import size_terms, trade_terms

__all__ = ["Function", "Lexicon", "Term", "Topic", "lexicon_of"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Function:
    """Words of a language that say how others belong together, or that stand for anybody."""

    words: tuple[str, ...]
    roles: frozenset[Role]
    plural: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """A roster's terms by their first and last words, longest first; `users` are places of users and markets.

    `places` and `nouns` are wordings for a wider set, `sectors` the roster's own name for a set of members.
    """

    by_last: dict[str, tuple[Term, ...]]
    by_first: dict[str, tuple[Term, ...]]
    users: dict[str, tuple[Term, ...]]
    functions: dict[str, tuple[Function, ...]]
    language: Language
    everybody: int
    places: tuple[Term, ...]
    nouns: tuple[Term, ...]
    sectors: dict[int, str]
    happenings: Happenings
    roster: Roster


@lru_cache(maxsize=16)
def lexicon_of(roster: Roster) -> Lexicon:
    """Lay out the words for a roster's attributes; the same roster is laid out once."""
    where = Whereabouts(roster)
    trades = tuple(_first_wins(trade_terms(roster, ENGLISH)))
    places = tuple(_joined(chain(where.own(roster), where.terms())))
    users = tuple(_joined(where.user_terms()))
    others = (*places, *trades, *_joined(size_terms(roster, ENGLISH)))
    return Lexicon(
        by_last=_by(others, -1),
        by_first=_by(others, 0),
        users=_by(users, 0),
        functions=_functions(ENGLISH),
        language=ENGLISH,
        everybody=(1 << len(roster.members)) - 1,
        places=_one_each(places),
        sectors=_sectors(roster),
        happenings=happenings_of(roster),
        roster=roster,
        nouns=_one_each(term for term in trades if term.noun and not term.plural and not term.weak and term.known),
    )


def _sectors(roster: Roster) -> dict[int, str]:
    """Give the roster's own name for the sector of each set of members."""
    fits = fits_by_value(roster, "sector")
    return {fits[words_of(value)]: value for member in roster.members for value in member.values("sector")}


def _by(terms: tuple[Term, ...], at: int) -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: -len(term.words)):
        found[term.words[at]].append(term)
    return {word: tuple(ranked) for word, ranked in found.items()}


def _joined(terms: Iterable[Term]) -> Iterable[Term]:
    """Join what several attributes say of the same words: Singapore is a country and a city."""
    found: dict[tuple[str, ...], Term] = {}
    for term in terms:
        same = found.get(term.words)
        found[term.words] = replace(same, bits=same.bits | term.bits) if same else term
    return found.values()


def _first_wins(terms: Iterable[Term]) -> Iterable[Term]:
    found: dict[tuple[str, ...], Term] = {}
    for term in terms:
        found.setdefault(term.words, term)
    return found.values()


def _one_each(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Give the first wording for each set of members that anybody is in."""
    return tuple({term.bits: term for term in reversed(tuple(terms)) if term.bits}.values())


@lru_cache(maxsize=4)
def _functions(language: Language) -> dict[str, tuple[Function, ...]]:
    roles: dict[tuple[str, ...], set[Role]] = defaultdict(set)
    plurals: set[tuple[str, ...]] = set()
    for role, written in language.roles.items():
        for one in written:
            roles[words_of(one)].add(role)
            if role in {Role.MEMBER, Role.BODY, Role.PERSON, Role.STAFF, Role.AGENT, Role.OUTSIDER}:
                many = words_of(plural_of(one))
                roles[many].add(role)
                plurals.add(many)
    found: dict[str, list[Function]] = defaultdict(list)
    for words in sorted(roles, key=lambda words: (-len(words), words)):
        found[words[0]].append(Function(words=words, roles=frozenset(roles[words]), plural=words in plurals))
    return {word: tuple(ranked) for word, ranked in found.items()}
