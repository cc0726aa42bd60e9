"""What follows the noun of a phrase: based in, from, outside, with users in, that makes, in the trade of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from convenor.rules.attribution.lexicon import Lexicon
from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.marks import Mark
from convenor.rules.attribution.noun_ends import ends_noun
from convenor.rules.attribution.terms import Term, Topic
from convenor.rules.attribution.text import Joint

_MOST_TAILS = 4
_MOST_BETWEEN = 4
_PLACES = frozenset({Role.IN, Role.FROM, Role.OUTSIDE})

_MORE = frozenset({Role.MEMBER, Role.BODY, Role.AGENT, Role.TRADE, Role.USERS, Role.SEAT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Tail:
    """The terms behind a noun, and the last mark that belongs to them."""

    terms: tuple[Term, ...]
    last: int


def tail_at(marks: Sequence[Mark], head: int, lexicon: Lexicon, *, plural_bare: bool, definite: bool) -> Tail:
    """Read what follows the noun at a mark, as long as it tells something of members.

    Of bare plurals "in Kenya" tells too little: companies in Kenya are a topic. Of one already known, "the company
    is European" tells something new, and is no part of the phrase.
    """
    reader, terms, last = _Tails(marks, lexicon), [], head
    for _ in range(_MOST_TAILS):
        found = reader.one(last, plural_bare=plural_bare, definite=definite)
        if not found:
            break
        terms.append(found[0])
        last = found[1]
    return Tail(terms=tuple(terms), last=last)


Found = tuple[Term, int]


class _Tails:
    def __init__(self, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self.marks = marks
        self.lexicon = lexicon

    def one(self, last: int, *, plural_bare: bool, definite: bool) -> Found | None:
        """Read one restriction behind a mark; a comma and "which is" may lead to it."""
        at, clause = last + 1, False
        if not self._follows(last, comma=True):
            return None
        while self._leads(at):
            clause = clause or self._has(at, Role.WHO, Role.BE)
            if not self._follows(at):
                return None
            at += 1
        if (
            not clause
            and self.marks[last].follows is Joint.COMMA
            and not self._has(at, Role.BASED, Role.WITH, Role.FROM)
        ):
            return None
        relative = self._has(last + 1, Role.WHO) or not definite
        if clause and relative and self._has(at - 1, Role.BE):
            found = self._quality(at)
            if found:
                return found
        return self._restriction(at, last, only_from=plural_bare and not clause)

    def _restriction(self, at: int, last: int, *, only_from: bool) -> Found | None:
        if self._has(at, Role.NOT) and self._has(at + 1, Role.BASED, Role.FROM, Role.IN):
            found = self._based(at + 1) or self._placed(at + 1, only_from=False)
            return (
                (replace(found[0], shown="", bits=self.lexicon.everybody & ~found[0].bits), found[1]) if found else None
            )
        return (
            self._based(at)
            or self._placed(at, only_from=only_from)
            or self._seated(at)
            or self._used(at)
            or self._makes(at)
            or self._trades(at, of=self._has(last, Role.AGENT, Role.BODY))
        )

    def _leads(self, at: int) -> bool:
        """Say whether a mark only leads to what is told: which, and, is, mainly."""
        leads = self._has(at, Role.WHO, Role.AND, Role.BE) and not self._has(at, Role.WITH, *_PLACES)
        return leads or (self._has(at, Role.EACH) and self._has(at + 1, Role.FROM, Role.BASED, Role.OUTSIDE))

    def _quality(self, at: int) -> Found | None:
        """Read "that are not European", "which is large", "that are neither small nor medium-sized"."""
        outside, found = self._has(at, Role.NOT), None
        at += outside
        while at < len(self.marks):
            term = self.marks[at].term
            if not term or term.topic is Topic.USERS:
                break
            bits = found[0].bits | term.bits if found else term.bits
            found = replace(term, shown="", bits=bits, noun=False), at
            if not self._has(at + 1, Role.AND, Role.NOT):
                break
            at += 2
        if not found or (self.marks[found[1]].follows is Joint.SPACE and self._has(found[1] + 1, *_MORE)):
            return None
        return (replace(found[0], bits=self.lexicon.everybody & ~found[0].bits), found[1]) if outside else found

    def _based(self, at: int) -> Found | None:
        """Read "based in Madrid", "headquartered outside Europe", "based there or in Spain"."""
        if not self._has(at, Role.BASED):
            return None
        at += 1
        if self._fold(at) == "out" and self._fold(at + 1) == "of":
            at += 1
        return self._among(at) if self._has(at, *_PLACES, Role.OF, Role.NOT) else None

    def _among(self, at: int) -> Found | None:
        """Read places behind "in", "from outside", "neither in … nor in", "in neither"."""
        outside = False
        while self._has(at, *_PLACES, Role.OF, Role.NOT) and not self._place(at):
            outside = outside or self._has(at, Role.OUTSIDE, Role.NOT)
            if not self._follows(at):
                return None
            at += 1
        return self._list(at, outside=outside)

    def _placed(self, at: int, *, only_from: bool) -> Found | None:
        """Read "from Kenya", "outside Asia", "in Spain", "of Dutch origin"."""
        if self._has(at, Role.OF) and self._has(at + 2, Role.ORIGIN):
            found = self._list(at + 1, outside=False)
            return (found[0], at + 2) if found else None
        if not self._has(at, *_PLACES) or (only_from and not self._has(at, Role.FROM, Role.OUTSIDE)):
            return None
        return self._among(at)

    def _seated(self, at: int) -> Found | None:
        """Read "with its head office in Nairobi", "whose headquarters are in Oslo"."""
        seat = self._ahead(at + 1, Role.SEAT) if self._has(at, Role.WITH) else None
        if seat is None:
            return None
        before = self.marks[seat - 1].term
        if before and before.topic is Topic.PLACE:
            return replace(before, noun=False), seat
        place = seat + 1
        while self._has(place, Role.BE, Role.SEAT):
            place += 1
        return self._list(place + 1, outside=self._has(place, Role.OUTSIDE)) if self._has(place, *_PLACES) else None

    def _used(self, at: int) -> Found | None:
        """Read "with users in Africa", "with African customers", "serving Asia", "operating in Kenya"."""
        if self._has(at, Role.WITH):
            users = self._ahead(at + 1, Role.USERS)
            if users is None:
                return None
            if self._user_term(users - 1):
                return self._user_term(users - 1), users  # type: ignore[return-value]
            place = users + 1
            while self._has(place, Role.BE):
                place += 1
        elif self._has(at, Role.SERVE):
            place = self._ahead(at + 1, Role.USERS, upto=3) or at
            named = self._users(place if place > at and self._user_term(place - 1) else at + 1)
            if named or self._user_term(place - 1):
                return named or (self._user_term(place - 1), place)  # type: ignore[return-value]
            place += 1
        else:
            return None
        return self._users(place + 1) if self._has(place, *_PLACES) else None

    def _makes(self, at: int) -> Found | None:
        """Read "that makes chips", "running a marketplace"."""
        if not self._has(at, Role.MAKE) or not self._follows(at):
            return None
        found = self._sector(at + 1, _MOST_BETWEEN)
        return self._sectors(found) if found and self._is_product(found[1]) else None

    def _sectors(self, found: Found) -> Found:
        """Read further trades behind "and", where they end the list: network equipment and chips."""
        while self._has(found[1] + 1, Role.AND) and self._follows(found[1]) and self._follows(found[1] + 1):
            more = self._sector(found[1] + 2, 1)
            if not more or not self._is_product(more[1]):
                break
            found = replace(more[0], shown="", bits=found[0].bits | more[0].bits), more[1]
        return found

    def _is_product(self, at: int) -> bool:
        """Say whether the words of a trade are what is made, and not just in front of it: a financial contribution."""
        follows = at + 1 < len(self.marks) and self.marks[at].follows is Joint.SPACE
        wide = follows and self.marks[at + 1].fold in self.lexicon.language.generic
        return wide or ends_noun(self.marks, at, strict=False) or self._has(at + 1, *_MORE)

    def _trades(self, at: int, *, of: bool) -> Found | None:
        """Read "in the payments business", "from the banking sector", "in telecoms"."""
        business = self._ahead(at + 1, Role.TRADE) if self._has(at, Role.WITH) else None
        if business is not None:
            return self._sector(business + 2, 1) if self._has(business + 1, Role.BE) else None
        if self._has(at, Role.SERVE) and self._has(at + 1, Role.IN):
            at += 1
        if not self._has(at, Role.IN, Role.FROM, Role.OF):
            return None
        place = at + 1
        if self._has(place, Role.DEFINITE):
            place += 1
        found = self._sector(place, 1)
        if not found:
            return None
        ends = self._has(found[1] + 1, Role.TRADE) and self.marks[found[1]].follows is Joint.SPACE
        if ends:
            return found[0], found[1] + 1
        return self._sectors(found) if of or not self._has(at, Role.OF) else None

    def _sector(self, at: int, most: int) -> Found | None:
        for place in range(at, min(at + most, len(self.marks))):
            term = self.marks[place].term
            if term and term.topic is Topic.SECTOR:
                return replace(term, noun=False), place
            if self.marks[place].follows is not Joint.SPACE or self._has(place, Role.STOP, Role.WHO, Role.AND):
                return None
        return None

    def _list(self, at: int, *, outside: bool) -> Found | None:
        """Read one place or several: Kenya, Spain or Portugal."""
        found: Found | None = None
        while at < len(self.marks):
            at = self._land(at)
            term = self.marks[at].term if at < len(self.marks) else None
            if not term or term.topic is not Topic.PLACE or self._is_in_front(at):
                break
            bits = found[0].bits | term.bits if found else term.bits
            at += self._has(at + 1, Role.LAND) and self.marks[at].follows is Joint.SPACE
            found = (replace(term, shown=term.shown if not found else "", bits=bits, noun=False), at)
            if self._has(at + 1, Role.AND, Role.NOT) and self._place(at + 2 + self._has(at + 2, *_PLACES)):
                at += 2 + self._has(at + 2, *_PLACES)
            elif self.marks[at].follows is Joint.COMMA and self._has(at + 1, Role.AND) and self._place(at + 2):
                at += 2
            elif self.marks[at].follows is Joint.COMMA and self._place(at + 1):
                at += 1
            else:
                break
        if found and outside:
            return replace(found[0], shown="", bits=self.lexicon.everybody & ~found[0].bits), found[1]
        return found

    def _is_in_front(self, at: int) -> bool:
        """Say whether a place belongs to another noun: at a Nordic provider, from a Madrid-based carrier."""
        if self._has(at + 1, Role.BASED) and not self._has(at + 2, *_PLACES):
            return True
        if not self._follows(at) or self._has(at + 1, Role.LAND):
            return False
        term = self.marks[at + 1].term
        return bool(term and term.topic is not Topic.PLACE) or self._has(at + 1, *_MORE - {Role.USERS, Role.TRADE})

    def _land(self, at: int) -> int:
        """Give where the place itself stands: behind "the", behind "a country in"."""
        articles = Role.DEFINITE, Role.INDEFINITE, Role.ONE
        while self._has(at, *articles) and not self.marks[at].term:
            at += 1
        return self._land(at + 2) if self._has(at, Role.LAND) and self._has(at + 1, Role.IN, Role.OF) else at

    def _place(self, at: int) -> bool:
        at += self._has(at, Role.DEFINITE)
        term = self.marks[at].term if at < len(self.marks) else None
        return bool(term and term.topic is Topic.PLACE)

    def _users(self, at: int) -> Found | None:
        """Read one place of users or several; of those that the roster does not know, nothing is said."""
        found: Found | None = None
        both = self._fold(at) == "both"
        while at < len(self.marks):
            at += self._has(at, Role.DEFINITE)
            term = self._user_term(at)
            if term and found:
                # In both of two places is in each of them.
                bits = found[0].bits & term.bits if both else found[0].bits | term.bits
                found = replace(term, shown="", bits=bits), at
            elif term:
                found = term, at
            if not self._has(at + 1, Role.AND) or not (self._place(at) and self._place(at + 2)):
                return found
            at += 2
        return found

    def _user_term(self, at: int) -> Term | None:
        """Give the place of users that a mark names."""
        if not 0 <= at < len(self.marks) or not self.marks[at].term:
            return None
        words = self.marks[at].term.words  # type: ignore[union-attr]
        return next((term for term in self.lexicon.users.get(words[0], ()) if term.words == words), None)

    def _ahead(self, at: int, role: Role, upto: int = _MOST_BETWEEN + 1) -> int | None:
        for place in range(at, min(at + upto, len(self.marks))):
            if self._has(place, role):
                return place
            if self.marks[place].follows is not Joint.SPACE:
                return None
        return None

    def _follows(self, at: int, *, comma: bool = False) -> bool:
        if at + 1 >= len(self.marks):
            return False
        return self.marks[at].follows is Joint.SPACE or (comma and self.marks[at].follows is Joint.COMMA)

    def _has(self, at: int, *roles: Role) -> bool:
        return 0 <= at < len(self.marks) and not self.marks[at].roles.isdisjoint(roles)

    def _fold(self, at: int) -> str:
        return self.marks[at].fold if at < len(self.marks) else ""
