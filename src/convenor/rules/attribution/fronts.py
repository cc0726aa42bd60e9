"""The front of a noun phrase: articles, numbers, attribute words in any order, and the noun that they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.marks import Mark
from convenor.rules.attribution.noun_ends import NOUNS, OPENING, ends_noun
from convenor.rules.attribution.superlatives import EXTREMES
from convenor.rules.attribution.terms import Term, Topic
from convenor.rules.attribution.text import Joint

_MOST_MARKS = 14
_MOST_UNKNOWN = 3
_OPENS = OPENING | EXTREMES | {Role.NON}
_STARTS = _OPENS | NOUNS | {Role.AGENT}
_LINKS = frozenset({Role.OF, Role.AND, Role.BASED})
_NAMING = NOUNS | {Role.AGENT, Role.OUTSIDER}
# Words that may stand between an opening and the noun, whatever else they can do.
_PASSED = EXTREMES | {Role.AGENT, Role.OUTSIDER, Role.TRADE, Role.USERS, Role.SEAT, Role.MAKE, Role.SERVE}
# Words before "of the": two of the three operators.
_PARTS = frozenset({Role.EACH, Role.NEGATIVE, Role.ONE, Role.MANY, Role.INDEFINITE, Role.OTHER})
_CHECKED = frozenset({Role.MEMBER, Role.BODY, Role.PERSON})

_THERE = frozenset("in on at around of among".split())
_ROOM = frozenset("room call table platform meeting group session line circle cohort panel".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """What stands up to the noun: marks from `first` to `head`, and what they say.

    `bare` without any article or number; `may_be_known` when the noun may mean one that was spoken of.
    """

    first: int
    head: int
    terms: tuple[Term, ...]
    plural: bool
    bare: bool
    definite: bool
    another: bool
    negative: bool
    extreme: Role | None
    may_be_known: bool


@dataclass(kw_only=True, slots=True)
class _Seen:
    """What has been read of a phrase so far."""

    terms: list[tuple[int, Term]] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)
    outer: Role | None = None
    extreme: Role | None = None
    head: int | None = None
    unknown: int = 0
    non: bool = False
    joins: bool = False


def front_at(marks: Sequence[Mark], at: int, *, bare: bool) -> Front | None:
    """Read the phrase that begins at a mark where one may; a bare singular is one only after "or" and "and"."""
    seen = _Seen()
    for place in range(at, min(at + _MOST_MARKS, len(marks))):
        if not _take(marks, place, seen) or not _goes_on(marks, place, seen):
            break
    if seen.head is None:
        return None
    head = marks[seen.head]
    plural = head.plural
    if plural and Role.SINGULAR in seen.roles and not seen.roles & {Role.MANY, Role.DEFINITE}:
        return None
    determined = bool(seen.roles & OPENING) or seen.extreme is not None
    if not (plural or determined or bare) or not _is_about_members(marks, at, seen):
        return None
    if not plural and not ends_noun(marks, seen.head, strict=_is_people(head)):
        return None
    if not plural and Role.DEFINITE in seen.roles:
        _compare(marks, seen)
    return Front(
        first=at,
        head=seen.head,
        terms=_settled(seen, head),
        plural=seen.outer is not Role.ONE and (plural or seen.outer is Role.MANY),
        bare=not determined,
        definite=Role.DEFINITE in seen.roles,
        another=Role.OTHER in seen.roles,
        negative=Role.NEGATIVE in seen.roles,
        extreme=seen.extreme,
        may_be_known=bool(head.roles & _CHECKED),
    )


def _compare(marks: Sequence[Mark], seen: _Seen) -> None:
    """Read "the larger Kenyan company" as the largest of them, and not as a size class."""
    for number, (at, term) in enumerate(seen.terms):
        if term.topic is Topic.SIZE and marks[at].roles & EXTREMES and len(seen.terms) > 1:
            seen.extreme = next(iter(marks[at].roles & EXTREMES))
            del seen.terms[number]
            return


def may_start(mark: Mark) -> bool:
    """Say whether a phrase may begin at a mark; where it may not, none is to be looked for."""
    return bool(mark.term) or not mark.roles.isdisjoint(_STARTS) or mark.fold.isdigit()


def _opens(mark: Mark) -> bool:
    return not mark.roles.isdisjoint(_OPENS) or mark.fold.isdigit()


def _take(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Read one mark; false when the phrase ended before it."""
    mark = marks[at]
    if mark.term and (seen.head is None or _is_noun(marks, at, seen)):
        return _take_term(marks, at, seen)
    if _is_only_one(marks, at, seen):
        seen.head = at
        return True
    if _opens(mark) and seen.head is None:
        return _take_opening(mark, seen)
    if not mark.roles.isdisjoint(_LINKS):
        return _take_link(marks, at, seen)
    if not mark.roles.isdisjoint(_NAMING):
        return _take_noun(marks, at, seen)
    return _take_unknown(mark, seen)


def _is_only_one(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Read "the only one from Kenya": here "one" is the noun."""
    if marks[at].fold != "one" or seen.extreme is not Role.ONLY:
        return False
    return at + 1 < len(marks) and bool(marks[at + 1].roles & {Role.FROM, Role.BASED, Role.OUTSIDE})


def _take_opening(mark: Mark, seen: _Seen) -> bool:
    if mark.roles & EXTREMES and mark.fold.endswith("er") and Role.DEFINITE not in seen.roles:
        return _take_unknown(mark, seen)
    if mark.roles & EXTREMES:
        seen.extreme = next(iter(mark.roles & EXTREMES))
    elif Role.NON in mark.roles:
        seen.non = True
    elif seen.terms or seen.unknown:
        return False
    else:
        seen.roles |= (mark.roles & OPENING) or {Role.MANY}
    return True


def _take_link(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    if Role.OF in marks[at].roles:
        return _take_of(marks, at, seen)
    if Role.AND in marks[at].roles:
        return _joins(marks, at, seen)
    return seen.head is None and bool(seen.terms)


def _take_term(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    mark = marks[at]
    term = mark.term
    if term is None:
        return False
    if seen.non:
        term = replace(term, shown="", bits=~term.bits, near=0, noun=False)
        seen.non = False
    last = seen.terms[-1] if seen.terms else None
    if seen.joins and last and last[1].topic is term.topic:
        both = last[1].bits & term.bits if last[1].bits < 0 else last[1].bits | term.bits
        seen.terms[-1] = (at, replace(term, shown="", bits=both, near=last[1].near | term.near))
    else:
        seen.terms.append((at, term))
    seen.joins = False
    if _is_noun(marks, at, seen):
        seen.head = at
    return True


def _is_noun(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Say whether a known word may be the noun of the phrase."""
    mark = marks[at]
    if mark.roles & NOUNS:
        return True
    if mark.term and not mark.term.noun and len(mark.term.words) > 1 and not _is_in_place(seen):
        return False
    if not mark.term or not mark.term.noun or seen.non:
        return Role.AGENT in mark.roles and _may_be_agent(seen)
    if mark.term.topic is Topic.PLACE:
        several = bool(seen.roles & {Role.DEFINITE, Role.MANY, Role.ONE}) and ends_noun(marks, at, strict=True)
        return several or (mark.term.plural and _is_in_room(marks, at))
    return True


def _is_in_room(marks: Sequence[Mark], at: int) -> bool:
    """Say whether people of a place were there: Europeans in the room, Asians on the call."""
    behind = tuple(mark.fold for mark in marks[at + 1 : at + 4])
    return len(behind) == 3 and behind[0] in _THERE and behind[1] in {"the", "our", "this"} and behind[2] in _ROOM


def _take_noun(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    mark = marks[at]
    agent = Role.AGENT in mark.roles and (_may_be_agent(seen) or _is_told_of(marks, at, seen))
    if mark.roles & NOUNS or agent:
        if seen.head is not None and marks[seen.head].plural and not _is_trade(marks[seen.head]):
            return False
        seen.head = at
        return True
    return seen.head is None and _take_unknown(mark, seen)


def _is_told_of(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Say whether "maker" is followed by what it makes, or by what it did: of games, that opened a plant."""
    follows = marks[at + 1] if at + 1 < len(marks) else None
    if not follows:
        return False
    of_trade = follows.fold == "of" and at + 2 < len(marks) and _is_trade(marks[at + 2])
    return of_trade or (Role.WHO in follows.roles and bool(seen.roles & OPENING))


def _is_trade(mark: Mark) -> bool:
    return bool(mark.term and mark.term.topic is Topic.SECTOR)


def _may_be_agent(seen: _Seen) -> bool:
    """Say whether "app" or "maker" means a member here: with its sector, or determined and with its place."""
    return any(term.topic is Topic.SECTOR for _, term in seen.terms) or _is_in_place(seen)


def _is_in_place(seen: _Seen) -> bool:
    determined = seen.roles & {Role.DEFINITE, Role.INDEFINITE, Role.ONE, Role.MANY, Role.OTHER}
    return bool(determined) and any(term.topic is Topic.PLACE for _, term in seen.terms)


def _take_of(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Read "two of the": the number before it says how many are meant."""
    before = seen.roles & _PARTS
    follows = marks[at + 1].roles if at + 1 < len(marks) else frozenset()
    if seen.terms or seen.head is not None or not before or Role.DEFINITE not in follows:
        return False
    if before & {Role.MANY, Role.OTHER} or marks[at - 1].fold == "both":
        seen.outer = Role.MANY
    elif marks[at - 1].fold in {"one", "each", "neither", "none", "any"}:
        seen.outer = Role.ONE
    return True


def _joins(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Say whether "and" joins two words in front of the same noun: Spanish and Portuguese firms."""
    if seen.head is not None or not seen.terms or at + 1 >= len(marks):
        return False
    follows = marks[at + 1]
    seen.joins = True
    return follows.term is not None or Role.NON in follows.roles


def _take_unknown(mark: Mark, seen: _Seen) -> bool:
    if mark.roles - _PASSED or seen.head is not None or seen.unknown >= _MOST_UNKNOWN:
        return False
    seen.unknown += 1
    return bool(seen.terms or seen.roles or seen.extreme)


def _goes_on(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Say whether the next mark may belong to the same phrase."""
    mark = marks[at]
    if mark.follows is Joint.SPACE:
        return True
    follows = marks[at + 1] if at + 1 < len(marks) else None
    if mark.follows is not Joint.COMMA or seen.head is not None or not seen.terms or not follows:
        return False
    alike = follows.term is not None and follows.term.topic is seen.terms[-1][1].topic
    seen.joins = alike
    return alike or Role.AND in follows.roles or (follows.term is not None and bool(seen.roles & OPENING))


def _is_about_members(marks: Sequence[Mark], at: int, seen: _Seen) -> bool:
    """Say whether the noun is not one of somebody else: a law firm, civil society organisations."""
    before = marks[seen.head - 1] if seen.head else None
    if before and seen.head == at and before.follows is not Joint.SPACE:
        return True
    return not (before and Role.OUTSIDER in before.roles and not (before.term and before.term.bits))


def _is_people(head: Mark) -> bool:
    return bool(head.term and head.term.topic is Topic.PLACE)


def _settled(seen: _Seen, head: Mark) -> tuple[Term, ...]:
    """Give the terms up to the noun; a noun such as vendor says nothing of its own behind another sector."""
    terms = [term for at, term in seen.terms if seen.head is not None and at <= seen.head]
    own = head.term
    if own and Role.AGENT in head.roles and own.topic is Topic.SECTOR and terms and terms[-1] is own:
        others = [term for term in terms[:-1] if term.topic is Topic.SECTOR]
        if any(not term.bits & own.bits for term in others):
            terms.pop()
    if own and head.roles & NOUNS and terms and terms[-1] is own and own.topic is Topic.SECTOR and not own.noun:
        terms.pop()
    return tuple(terms)
