"""A note as marks: from the left, always the longest words that the lexicon knows, or one word that it does not."""

from collections.abc import Iterator
from typing import NamedTuple

from convenor.rules.attribution.lexicon import Function, Lexicon
from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.terms import Term
from convenor.rules.attribution.text import Joint, Reading, joint

_NOTHING: frozenset[Role] = frozenset()
_AGENT = frozenset({Role.AGENT})
_NEAR = frozenset({Joint.SPACE, Joint.HYPHEN, Joint.LINE, Joint.HYPHENATED})
_SHORT = 4
_SPELLED = frozenset({Joint.DOT, Joint.SPACED_DOT})


class Mark(NamedTuple):
    """One or more words of a note: the numbers of the first and last, what they mean, and what follows them.

    `follows` is the kind of gap to the next word: near (one phrase), a comma, or anything else.
    """

    first: int
    last: int
    fold: str
    roles: frozenset[Role]
    plural: bool
    term: Term | None
    follows: Joint


def marks(reading: Reading, lexicon: Lexicon) -> tuple[Mark, ...]:
    """Cut a note into marks."""
    return tuple(_marks(reading, lexicon))


def _marks(reading: Reading, lexicon: Lexicon) -> Iterator[Mark]:
    words, at = reading.words, 0
    while at < len(words):
        fold = words[at].fold
        if fold not in lexicon.by_first and fold not in lexicon.functions:
            # Most words: nothing is known of them.
            yield Mark(at, at, fold, _NOTHING, False, None, _follows(reading, at))
            at += 1
            continue
        term, function = _known(reading, lexicon, at)
        last = at + len(term.words if term else function.words if function else (fold,)) - 1
        yield Mark(
            first=at,
            last=last,
            fold=words[last].fold,
            roles=function.roles if function else _roles_of_last(lexicon, term),
            plural=function.plural if function else bool(term and term.plural),
            term=term,
            follows=_follows(reading, last),
        )
        at = last + 1


def _roles_of_last(lexicon: Lexicon, term: Term | None) -> frozenset[Role]:
    """Say whether words of a trade end in a noun that may mean a member: a mobile network, a payment service."""
    if term is None or term.noun or len(term.words) < 2:
        return _NOTHING
    alone = next((one for one in lexicon.functions.get(term.words[-1], ()) if len(one.words) == 1), None)
    return alone.roles & _AGENT if alone else _NOTHING


def _known(reading: Reading, lexicon: Lexicon, at: int) -> tuple[Term | None, Function | None]:
    """Give the longest term and the longest function that begin at a word, or both where they are as long."""
    fold = reading.words[at].fold
    term = _term(reading, lexicon.by_first.get(fold, ()), at)
    functions = lexicon.functions.get(fold, ())
    function = _function(reading, functions, at) if functions and not _is_short_name(reading, at) else None
    if term and function and len(term.words) != len(function.words):
        return (term, None) if len(term.words) > len(function.words) else (None, function)
    return term, function


def _follows(reading: Reading, at: int) -> Joint:
    if at + 1 >= len(reading.words):
        return Joint.FAR
    gap = reading.gap(reading.words[at], reading.words[at + 1])
    if gap == " ":
        return Joint.SPACE
    kind = joint(gap)
    if kind is Joint.FAR and gap.strip("_*") == " ":
        return Joint.SPACE
    initial = kind is Joint.SPACED_DOT and len(reading.words[at].raw) == 1 and reading.words[at].raw.isupper()
    return Joint.SPACE if kind in _NEAR or initial else kind


def _is_short_name(reading: Reading, at: int) -> bool:
    """Say whether a word is an abbreviation that reads like another: IT, WHO, US."""
    raw = reading.words[at].raw
    if not 1 < len(raw) < _SHORT or not raw.isupper():
        return False
    around = (*reading.words[max(0, at - 1) : at], *reading.words[at + 1 : at + 2])
    return not any(word.raw.isupper() and len(word.raw) > 1 for word in around)


def _function(reading: Reading, functions: tuple[Function, ...], at: int) -> Function | None:
    for one in functions:
        if _stands(reading, at, one.words):
            return one
    return None


def _term(reading: Reading, terms: tuple[Term, ...], at: int) -> Term | None:
    for term in terms:
        if _stands(reading, at, term.words) and not (term.proper and not _has_capital(reading, at, term)):
            return term
    return None


def _has_capital(reading: Reading, at: int, term: Term) -> bool:
    raw = reading.words[at].raw
    return raw.isupper() if len(term.words[0]) < 3 else raw[0].isupper()


def _stands(reading: Reading, at: int, wanted: tuple[str, ...]) -> bool:
    if len(wanted) == 1:
        return reading.words[at].fold == wanted[0]
    for number, word in enumerate(wanted):
        place = at + number
        if place >= len(reading.words) or reading.words[place].fold != word:
            return False
        if number and not _is_joined(reading, place - 1):
            return False
    return True


def _is_joined(reading: Reading, at: int) -> bool:
    left, right = reading.words[at], reading.words[at + 1]
    kind = joint(reading.gap(left, right))
    return kind in _NEAR or (kind in _SPELLED and len(left.raw) == 1 and len(right.raw) == 1)
