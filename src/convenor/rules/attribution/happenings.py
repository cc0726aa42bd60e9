"""What happened to a member: whether the words behind a phrase tell, in other words, an event of the roster.

Words are compared by their beginnings, and words of one meaning count as the same. Two that tell something must be
shared, one of them more than a date, and no other year may be named.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.lexicons.english import ENGLISH
from convenor.rules.attribution.ordinary import ACTS
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import Joint, Reading, joint

_MOST_WORDS = 26
_MOST_APART = 6
_STEM = 6
_LEAST_WORD = 4
_LEAST_IN_SENTENCE = 3
_DEEDS = frozenset(ENGLISH.happenings.values())
_LEADS = frozenset("having recently newly previously formerly once since after whose who which that where".split())
_BEING = frozenset("is was were are has had have been being".split())
_WHO = frozenset("that which who whose".split())
_NORMATIVE = re.compile(rf"[^.!?\n]{{0,200}}?\b(?:{'|'.join(sorted(ENGLISH.roles[Role.MODAL]))}|ha(?:s|ve) to)\b")
_NO_NOUN = _BEING | _WHO | frozenset("it he she they we you and but or then not never also there this".split())
# What somebody did in the room tells nothing of who it is.
_IN_ROOM = re.compile(
    r"(?:,? (?:who|that|which)) (?:had |has )?(?:just |then |also )?(?:replied|answered|responded|spoke|asked|commented"
    r"|disagreed|agreed|objected|volunteered|presented|intervened|went|took the floor|had the floor|raised)"
    r"(?: (?:first|last|next|then|before|after|earlier|it|this|the (?:question|point|issue|matter)))*(?=[,.;:)]|$)"
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """Whose event is told, where its telling and its clause end; `normative` when it says what should be."""

    bits: int = 0
    end: int = 0
    clause_end: int = 0
    normative: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """The beginnings of the words that tell an event, and the years among them."""

    stems: frozenset[str]
    words: frozenset[str]
    years: frozenset[str]


Happenings = dict[Happening, int]


def happenings_of(roster: Roster) -> Happenings:
    """Give what happened to whom, as the roster tells it."""
    found: dict[Happening, int] = defaultdict(int)
    for at, member in enumerate(roster.members):
        for event in member.events:
            words = re.findall(r"\w+", f"{event.date} {event.text}".lower())
            stems = frozenset(stem for word in words if (stem := _stem(word))) | _months(words)
            written = frozenset(word for word in words if len(word) >= _LEAST_WORD)
            found[Happening(stems=stems, words=written, years=frozenset(filter(_is_year, words)))] |= 1 << at
    return dict(found)


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    """Give what a word tells in short; nothing for words that tell no event from another."""
    if word in ENGLISH.untelling:
        return ""
    meant = ENGLISH.happenings.get(word)
    if meant:
        return meant
    stem = re.sub(r"(?:ed|ing|s)$", "", word) if len(word) > 4 else word
    return stem[:_STEM] if len(word) > 3 else ""


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _months(words: Sequence[str]) -> frozenset[str]:
    """Give the months among words as their stems; May is one before a year or behind "in"."""
    found = set()
    for at, word in enumerate(words):
        dated = words[at - 1] == "in" or _is_year("".join(words[at + 1 : at + 2])) if at else False
        if word in _MONTHS and (word != "may" or dated):
            found.add(_month_stem(word))
    return frozenset(found)


def _month_stem(word: str) -> str:
    return _stem(word) or word


def told_behind(
    reading: Reading, happenings: Happenings, last: int, bits: int, between: tuple[str, ...], *, subject: bool
) -> Telling:
    """Read the clause behind the word at `last`, and the words in front of the noun: the recently acquired firm."""
    clause = _clause(reading, last)
    in_room = _IN_ROOM.match(reading.note, reading.words[last].end)
    clause_end = clause[-1][2] if clause and clause[0][1] in _WHO and not in_room else 0
    normative = bool(clause_end and _NORMATIVE.match(reading.note, reading.words[last].end))
    told, end = 0, 0
    if happenings and clause and subject:
        told, end = _told(clause, happenings, bits, _least(clause))
    if not told and happenings and between:
        told = _named(between, happenings) & bits
    return Telling(bits=told, end=end, clause_end=clause_end, normative=normative)


Clause = tuple[tuple[Joint, str, int], ...]


def _clause(reading: Reading, last: int) -> Clause:
    """Give the words behind a noun up to the end of their clause: their gap, how they read, and where they end."""
    return tuple(_clause_words(reading, last))


def _clause_words(reading: Reading, last: int) -> Iterator[tuple[Joint, str, int]]:
    words = reading.words
    relative = acted = False
    for at in range(last + 1, min(last + 1 + _MOST_WORDS, len(words))):
        gap = joint(reading.gap(words[at - 1], words[at]))
        number, fold = at - last - 1, words[at].fold
        if gap in {Joint.FAR, Joint.SPACED_DOT} or (gap is Joint.COMMA and number > 1):
            return
        relative = relative or (number == 0 and fold in _LEADS)
        speaks = fold in ACTS and fold not in _BEING and words[at - 1].fold not in _BEING
        ends = relative and number > 2 and speaks and fold not in ENGLISH.happenings
        # A second verb is the main one: the firm that was bought in June has kept its name.
        ends = ends or (relative and acted and fold in _BEING and words[at - 1].fold not in _NO_NOUN)
        deed = number == 1 and fold in ENGLISH.happenings and words[at - 1].fold != "whose"
        acted = acted or deed or fold in _BEING or fold.endswith("ed")
        if ends or (not relative and number == 0 and fold not in ENGLISH.happenings and not _may_lead(fold)):
            return
        yield gap, fold, words[at].end


def _may_lead(fold: str) -> bool:
    return (
        fold in {"had", "was", "were", "has", "have", "is", "laid", "with", "whose"}
        or fold.endswith("ed")
        or fold in ACTS
    )


def _least(clause: Clause) -> int:
    """Give how many words must be shared: two in a clause of its own, three in what the sentence says."""
    gap, first, _ = clause[0]
    by = len(clause) > 1 and clause[1][1] == "by"
    return 2 if first in _LEADS or gap is Joint.COMMA or by else _LEAST_IN_SENTENCE


def _told(clause: Clause, happenings: Happenings, bits: int, least: int) -> tuple[int, int]:
    told, reach = 0, 0
    years = {fold for _, fold, _ in clause if _is_year(fold)}
    folds = [fold for _, fold, _ in clause]
    months = _months(folds)
    for happening, fits in happenings.items():
        other_month = months and happening.stems & _MONTH_STEMS and not months & happening.stems
        if not fits & bits or not years <= (happening.years or years) or other_month:
            continue
        shared, end, apart = set(), 0, 0
        for _, fold, place in clause:
            stem = _stem(fold) or (fold if fold in months else "")
            if stem and stem in happening.stems:
                shared.add(stem)
                end, apart = place, 0
            elif end and not apart and fold in happening.words:
                end = place
            elif (apart := apart + 1) > _MOST_APART:
                break
        # What a whole sentence says is an event only when its deed or its date is told, too.
        dated = least < _LEAST_IN_SENTENCE or shared & (_DEEDS | _MONTH_STEMS | years)
        if len(shared) >= least and shared - _MONTH_STEMS - years and dated:
            told |= fits & bits
            reach = max(reach, end)
    return told, reach


_MONTH_STEMS = frozenset(_month_stem(month) for month in _MONTHS)


def _named(between: tuple[str, ...], happenings: Happenings) -> int:
    """Give whose event a participle in front of the noun names, when it tells more than joining."""
    meant = {ENGLISH.happenings.get(word, "") for word in between if word.endswith("ed")} - {"", "join", "found"}
    fits = 0
    for happening, members in happenings.items():
        fits |= members if meant & happening.stems else 0
    return fits
