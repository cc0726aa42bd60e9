"""Read noun phrases about members: what stands in front, a noun for a member or its sector, and what follows.

One pass from the left over the marks of a note. Words in front and behind are constraints; together they give
the members that the phrase fits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from convenor.rules.attribution.fronts import Front, front_at, may_start
from convenor.rules.attribution.happenings import Telling, told_behind
from convenor.rules.attribution.lexicon import Lexicon, lexicon_of
from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.marks import Mark, marks
from convenor.rules.attribution.ordinary import in_title, starts_sentence
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.superlatives import extreme
from convenor.rules.attribution.tails import tail_at
from convenor.rules.attribution.terms import Term, Topic
from convenor.rules.attribution.text import Joint, Reading

# An adverb that tells how often, before what is done now: it speaks of any, seldom of one.
_OF_ANY = re.compile(
    r"[^.,;:!?\n]{0,60}?\s(?:seldom|rarely|usually|typically|normally|generally|hardly ever)\s(?!\w+(?:ed|ght)\b)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A noun phrase about members: its place, its terms, and the members they fit as bits.

    `opens` when it begins a sentence; `definite` when it means ones already known or the only ones, `another` when
    somebody else; `unresolved` when it means one whom the roster cannot tell; `event` when a clause behind it tells
    an event of the roster; `guess` when its words fit nobody for certain, `any_such` when they are said of any such
    company; `negative` when it is about none of them; `excepted` when it stands behind "all but"; `joined` when it
    goes on after "and" or "or" without a word of its own.
    """

    start: int
    end: int
    last: int
    plural: bool
    opens: bool
    terms: tuple[Term, ...]
    bits: int
    unresolved: bool
    event: bool
    noun: str = ""
    definite: bool = False
    another: bool = False
    guess: bool = False
    any_such: bool = False
    negative: bool = False
    excepted: bool = False
    joined: bool = False
    resolved: bool = False


def phrases(reading: Reading, roster: Roster) -> Iterator[Phrase]:
    """Find every noun phrase that says more of members than that they are members."""
    yield from read_phrases(reading, lexicon_of(roster))


def read_phrases(reading: Reading, lexicon: Lexicon) -> Iterator[Phrase]:
    """Find the same with a lexicon at hand."""
    yield from _Reader(reading, lexicon).phrases()


class _Reader:
    """One note with a roster's lexicon."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.marks = marks(reading, lexicon)

    def phrases(self) -> Iterator[Phrase]:
        """Read from the left; what one phrase has taken, no other takes."""
        at, end = 0, -1
        while at < len(self.marks):
            if not may_start(self.marks[at]):
                at += 1
                continue
            joins = 0 <= end == at - 2 and Role.AND in self.marks[at - 1].roles
            cell = self._opens_cell(at)
            front = front_at(self.marks, at, bare=joins or cell)
            if not front or (cell and front.bare and front.head == front.first and not front.plural):
                at += 1
                continue
            phrase, end = (None, -1) if self._is_name(front) else self._phrase(front, joins=joins)
            if phrase:
                yield phrase
            else:
                end = -1
            at = max(front.head, end) + 1

    def _opens_cell(self, at: int) -> bool:
        """Say whether a mark opens the cell of a table, where a phrase needs no article."""
        start = self.reading.words[self.marks[at].first].start
        return self.reading.note[max(0, start - 4) : start].rstrip(" *_").endswith("|")

    def _phrase(self, front: Front, *, joins: bool) -> tuple[Phrase | None, int]:
        everybody = self.lexicon.everybody
        tail = tail_at(
            self.marks,
            front.head,
            self.lexicon,
            plural_bare=front.bare and front.plural,
            definite=front.definite or self._is_governed(front),
        )
        terms = _of_members((*front.terms, *tail.terms), self.marks[front.head])
        bits, guess = _fitting(terms, self.marks[front.head], everybody)
        words = self.reading.words
        end = words[self.marks[tail.last].last].end
        telling = self._telling(front, tail.last, bits)
        if telling.bits:
            bits, end = telling.bits, max(end, telling.end)
        resolved = extreme(front.extreme, bits, self.lexicon.roster) if front.extreme else None
        bits = bits if resolved is None else resolved
        unresolved = self._is_unresolved(front, telling)
        known = bool(terms) or bool(telling.bits) or resolved is not None
        if (not known and not unresolved) or (self._is_topic(front, terms) and not telling.bits):
            return None, tail.last
        first = words[self.marks[front.first].first]
        phrase = Phrase(
            start=first.start,
            end=max(end, telling.clause_end) if unresolved else end,
            last=self.marks[tail.last].last,
            plural=front.plural,
            opens=starts_sentence(self.reading, first),
            terms=terms,
            bits=bits,
            unresolved=unresolved,
            event=bool(telling.bits),
            noun=self.marks[front.head].fold if not self.marks[front.head].term else "",
            definite=front.definite,
            another=front.another,
            guess=guess,
            any_such=self._is_any(front, end),
            negative=front.negative,
            excepted=self._is_excepted(front),
            joined=joins and front.bare,
            resolved=resolved is not None,
        )
        return phrase, tail.last

    def _is_governed(self, front: Front) -> bool:
        """Say whether the phrase only tells more of a noun before it: teams at most members are small."""
        before = self.marks[front.first - 1] if front.first > 1 else None
        return before is not None and before.follows is Joint.SPACE and bool(before.roles & {Role.OF, Role.IN})

    def _is_name(self, front: Front) -> bool:
        """Say whether the noun has a capital of its own, as in the Lima Group."""
        head = self.marks[front.head]
        word = self.reading.words[head.last]
        proper = head.term is not None and (head.term.topic is Topic.PLACE or not head.term.shown.islower())
        mixed = word.raw[0].isupper() and not word.raw.isupper()
        return mixed and not proper and front.head > front.first and not in_title(self.reading, word)

    def _telling(self, front: Front, last: int, bits: int) -> Telling:
        between = tuple(mark.fold for mark in self.marks[front.first : front.head] if not mark.term)
        subject = not front.negative
        return told_behind(self.reading, self.lexicon.happenings, self.marks[last].last, bits, between, subject=subject)

    def _is_unresolved(self, front: Front, telling: Telling) -> bool:
        """Say whether a phrase means exactly one whom the roster cannot tell."""
        head = self.marks[front.head]
        if front.plural or telling.bits or head.plural or head.fold == "one":
            return False
        if front.extreme and not (front.extreme is Role.BEST and not front.definite):
            return True
        return front.definite and front.may_be_known and telling.clause_end > 0 and not telling.normative

    def _is_topic(self, front: Front, terms: tuple[Term, ...]) -> bool:
        """Say whether a bare plural speaks of a line of business and not of members: vendors, start-ups."""
        head = self.marks[front.head]
        if not front.bare or len(terms) != 1 or not head.term or self._is_excepted(front):
            return False
        term = head.term
        if front.head + 1 < len(self.marks) and Role.MODAL in self.marks[front.head + 1].roles:
            return True
        opens = starts_sentence(self.reading, self.reading.words[head.first])
        return term.topic is Topic.SIZE or (term.weak and not opens)

    def _is_any(self, front: Front, end: int) -> bool:
        """Say whether what follows is true of any such company: a start-up seldom has a lawyer."""
        indefinite = not front.plural and not front.definite and self.marks[front.first].fold in {"a", "an", "any"}
        return indefinite and bool(_OF_ANY.match(self.reading.note, end))

    def _is_excepted(self, front: Front) -> bool:
        """Say whether "all but", "except" and the like stand in front."""
        return front.first > 0 and Role.EXCEPT in self.marks[front.first - 1].roles


def _of_members(terms: tuple[Term, ...], head: Mark) -> tuple[Term, ...]:
    """Leave out what is said of people who work for a member: a small team tells nothing of its company."""
    staff = Role.STAFF in head.roles and not head.term
    return tuple(term for term in terms if term.topic is not Topic.SIZE) if staff else terms


def _fitting(terms: tuple[Term, ...], head: Mark, everybody: int) -> tuple[int, bool]:
    """Intersect what terms fit; say whether a trade that fits nobody had to be guessed at or left aside."""
    sure = guessed = everybody
    for term in terms:
        sure &= term.bits
        guessed &= term.bits or (_guessed(term, head, everybody) if term.topic is Topic.SECTOR else 0)
    return (sure, False) if sure or not guessed else (guessed, True)


def _guessed(term: Term, head: Mark, everybody: int) -> int:
    """Give whom a trade may mean that is nobody's: the trades around it, or anybody unless it is the noun itself."""
    return term.near or (0 if term is head.term and Role.AGENT not in head.roles else everybody)
