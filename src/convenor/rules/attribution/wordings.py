"""Wider wordings of a phrase: the ones that are true of all whom it fits and fit enough, the most telling first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from convenor.rules.attribution.lexicon import Lexicon
from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.phrases import Phrase
from convenor.rules.attribution.terms import Term, Topic, plural_of

_VOWELS = tuple("aeioAEIO")
# Letters and beginnings that are spoken otherwise than they are written.
_SPOKEN_AS_VOWEL = ("SME", "LMS", "ISP", "MENA-", "HR", "hour", "F", "N", "unin")
_SPOKEN_AS_CONSONANT = ("US", "UK", "Eu", "eu", "uni", "one", "UAE", "U.")
_KEPT = frozenset({Role.MEMBER, Role.BODY, Role.PERSON, Role.STAFF})
_ANYBODY = "participant"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A wording and how many in the room it fits."""

    text: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Choice:
    """One word of a wording: how it is written, whom it fits, and how much it tells."""

    shown: str
    bits: int
    tells: int
    noun: str = ""


def wordings(group: tuple[Phrase, ...], lexicon: Lexicon, everybody: int, k: int) -> Iterator[Wording]:
    """Give wordings that fit at least k of `everybody`: the smallest set first, and two trades last."""
    first, whole = group[0], everybody.bit_count()
    if whole < k or any(phrase.negative for phrase in group):
        return
    if first.excepted:
        text = "a few participants" if first.plural or len(group) > 1 else "one participant"
        yield Wording(text=text, size=whole)
        return
    plural = first.plural or len(group) > 1
    choices = (
        _choices(group, lexicon) if len(group) == 1 and not first.guess else [(_NOTHING,), (_NOTHING,), (_NOTHING,)]
    )
    ways: dict[tuple[bool, int, int, int], tuple[_Choice, _Choice, _Choice]] = {}
    for way in product(*choices):
        bits = everybody & way[0].bits & way[1].bits & way[2].bits
        if k <= bits.bit_count() < whole:
            # Two trades come last; of wordings for the same members the one with the fewest, most telling words wins.
            words = sum(bool(one.tells) for one in way)
            rank = "|" in way[2].noun, bits.bit_count(), words, -sum(one.tells for one in way)
            ways.setdefault(rank, way)
    for rank in sorted(ways):
        yield Wording(text=_worded(first, *ways[rank], lexicon, plural=plural), size=rank[1])
    yield Wording(text=_article(_generic(first, lexicon, plural), plural, first.opens), size=whole)


_NOTHING = _Choice(shown="", bits=-1, tells=0)


def _choices(group: tuple[Phrase, ...], lexicon: Lexicon) -> list[tuple[_Choice, ...]]:
    terms = [term for term in group[0].terms if term.shown]
    return [
        (_NOTHING, *_of(terms, Topic.SIZE)),
        (_NOTHING, *_wider_places(terms, lexicon)),
        (_NOTHING, *_wider_sectors(terms, lexicon)),
    ]


def _of(terms: list[Term], topic: Topic) -> Iterator[_Choice]:
    for term in terms:
        if term.topic is topic:
            yield _Choice(
                shown="" if term.noun else term.shown, bits=term.bits, tells=2, noun=term.shown if term.noun else ""
            )


def _wider_places(terms: list[Term], lexicon: Lexicon) -> Iterator[_Choice]:
    for term in terms:
        if term.topic is Topic.PLACE and term.bits:
            yield _Choice(shown=term.shown, bits=term.bits, tells=4)
            for place in lexicon.places:
                wider = place.bits & term.bits == term.bits and place.bits != term.bits
                # A pan-American company is one that works all over, and not one from somewhere there.
                if wider and not place.shown.startswith("pan-"):
                    yield _Choice(shown=place.shown, bits=place.bits, tells=3)


def _wider_sectors(terms: list[Term], lexicon: Lexicon) -> Iterator[_Choice]:
    for term in terms:
        if term.topic is Topic.SECTOR and term.bits:
            own = _Choice(shown=term.shown, bits=term.bits, tells=4, noun=term.shown if term.noun else "")
            yield own
            named = _named(own.noun, term.bits, lexicon)
            for other in _nearest(term, lexicon.nouns):
                if named and other.bits & ~term.bits and not other.bits & term.bits:
                    yield _Choice(shown="", bits=term.bits | other.bits, tells=3, noun=f"{named}|{other.shown}")


def _nearest(term: Term, nouns: tuple[Term, ...]) -> list[Term]:
    """Give the nouns of other trades, the nearest first: the lexicon lists trades beside those they are like."""
    here = next((at for at, noun in enumerate(nouns) if noun.bits == term.bits), 0)
    return [noun for _, noun in sorted(enumerate(nouns), key=lambda one: abs(one[0] - here))]


def _named(noun: str, bits: int, lexicon: Lexicon) -> str:
    """Name a trade beside another one: the roster's own word says best which is meant."""
    own = lexicon.sectors.get(bits, "")
    return f"{own} company" if own and noun != own else noun


def _generic(phrase: Phrase, lexicon: Lexicon, plural: bool) -> str:
    """Give a noun for anybody: that of the phrase for people at work, else participant."""
    known = lexicon.functions.get(phrase.noun, ())
    if any(Role.STAFF in one.roles for one in known):
        one = _member_noun(phrase, lexicon)
        return plural_of(one) if plural else one
    return plural_of(_ANYBODY) if plural else _ANYBODY


def _worded(phrase: Phrase, size: _Choice, place: _Choice, sector: _Choice, lexicon: Lexicon, *, plural: bool) -> str:
    nouns = (sector.noun or ("" if sector.shown else size.noun) or _member_noun(phrase, lexicon)).split("|")
    joint = " and " if plural else " or "
    noun = joint.join(plural_of(one) if plural else one for one in nouns)
    front = [size.shown, place.shown, "" if sector.noun else sector.shown]
    return _article(" ".join([*(word for word in front if word), noun]), plural, phrase.opens)


def _member_noun(phrase: Phrase, lexicon: Lexicon) -> str:
    """Give the phrase's own noun for a member in the singular: firm, representative, engineer."""
    known = lexicon.functions.get(phrase.noun, ())
    if not known or not known[0].roles & _KEPT:
        return "company"
    ones = (one for role in _KEPT for one in lexicon.language.roles[role])
    return next((one for one in ones if phrase.noun in {one, plural_of(one)}), "company")


def _article(text: str, plural: bool, opens: bool) -> str:
    if not plural:
        vowel = text.startswith(_SPOKEN_AS_VOWEL) or (
            text.startswith((*_VOWELS, "u")) and not text.startswith(_SPOKEN_AS_CONSONANT)
        )
        text = f"{'an' if vowel else 'a'} {text}"
    return text[0].upper() + text[1:] if opens else text
