"""Plain descriptions: a noun for a member with words of its attributes, and whom they fit together.

A first, conservative layer: the attribute words of one noun phrase are intersected. Superlatives and
definite phrases that the roster cannot resolve are left to a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.lexicon import Lexicon, Term, Topic, lexicon_of
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import Joint, Reading, joint
from convenor.rules.vocabulary import Level

_NOUNS = frozenset(
    """
    company firm member participant business organisation organization provider platform app service studio developer
    maker seller supplier manufacturer corporation enterprise startup conglomerate publisher speaker representative
    nominee delegate attendee player
    """.split()
)
# Nouns that a sector or stack may end in when it stands for a member: a game studio, a content delivery network.
_AGENTS = frozenset(
    """
    operator carrier telco vendor maker supplier studio developer publisher app service platform network provider
    company manufacturer seller
    """.split()
)
_SUPERLATIVES = frozenset(
    """
    only sole single largest biggest smallest newest oldest youngest first latest last leading main dominant richest
    """.split()
)
_DETERMINERS = frozenset("a an the this that these those one another each every our its their both".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten several some many few most other".split())
_LINKS = frozenset("based headquartered owned".split())
_STOPS = frozenset(
    """
    and or but of in on at by for to from with as than is are was were be been has have had do does did will would
    should may can could must that which who whose said told asked when while if because where how what
    """.split()
)
_ATTACHED = re.compile(
    r",? (?:(?:which|that|who)? ?(?:is|are|was|were)? ?(?P<how>(?:based|headquartered|located|registered|founded)"
    r" (?:in|outside(?: of)?)|from|outside(?: of)?|in)|with (?P<users>users|customers|subscribers|a market|markets) in"
    r"|(?P<serving>serving)) (?:the )?"
)
_CLAUSE = re.compile(r"(?:,)? (?P<clause>(?:that|which|who|whose)\b[^.!?;\n]{0,160})")
_CLAUSE_END = re.compile(
    r"\b(?:spoke|said|asked|described|had stopped|about|reported|explained|noted|has|shared|told|added)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A noun phrase about members: its place, its terms, and the members they fit as bits."""

    start: int
    end: int
    last: int
    noun: str
    plural: bool
    article: str
    terms: tuple[Term, ...]
    bits: int
    superlative: bool
    clause: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """The roster's members as bits, and those who were in the room."""

    roster: Roster
    present: int
    k: int

    def smaller(self, bits: int) -> int:
        """Give those of the set who were in the room, unless nobody was."""
        return bits & self.present or bits

    def ids(self, bits: int) -> tuple[str, ...]:
        """Give the ids of a set, in roster order."""
        return tuple(member.id for at, member in enumerate(self.roster.members) if bits >> at & 1)


def descriptions(reading: Reading, room: Room) -> Iterator[Finding]:
    """Find noun phrases that fit fewer than k members, or only one whom the roster does not know."""
    for group in _unions(reading, tuple(_phrases(reading, room.roster))):
        finding = _judged(reading, room, group)
        if finding:
            yield finding


def _judged(reading: Reading, room: Room, group: tuple[Phrase, ...]) -> Finding | None:
    bits = 0
    for phrase in group:
        bits |= phrase.bits
    fits = room.smaller(bits)
    known = any(phrase.terms or phrase.clause for phrase in group)
    place = _Place(start=group[0].start, end=group[-1].end, note=reading.note)
    if known and 0 < fits.bit_count() < room.k:
        return _blocked(place, room, group, fits)
    if any(phrase.superlative for phrase in group) and not (known and not fits):
        return place.finding(Level.REVIEW, (), "may mean one member, and the roster cannot tell; say it more widely")
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    start: int
    end: int
    note: str

    def finding(
        self, level: Level, members: tuple[str, ...], reason: str, wider: tuple[str, int] | None = None
    ) -> Finding:
        wording, size = wider or (None, None)
        return Finding(
            start=self.start,
            end=self.end,
            text=self.note[self.start : self.end],
            kind=Kind.DESCRIPTION,
            level=level,
            members=members,
            reason=reason,
            suggestion=wording,
            suggestion_size=size,
        )


def _blocked(place: _Place, room: Room, group: tuple[Phrase, ...], fits: int) -> Finding:
    everybody = len(room.roster.members)
    whole = room.present.bit_count() if fits & room.present == fits else everybody
    among = f"{whole} members" + (" in the room" if whole < everybody else "")
    reason = f"fits {fits.bit_count()} of {among}; at least {room.k} are needed"
    return place.finding(Level.BLOCKED, room.ids(fits), reason, _wider(group, room))


def _unions(reading: Reading, phrases: tuple[Phrase, ...]) -> Iterator[tuple[Phrase, ...]]:
    """Join phrases with "and" between them: operators and vendors are one group."""
    group: tuple[Phrase, ...] = ()
    for phrase in phrases:
        between = reading.note[group[-1].end : phrase.start] if group else ""
        if group and group[-1].plural and phrase.plural and between in {" and ", " or ", ", ", ", and "}:
            group = (*group, phrase)
            continue
        if group:
            yield group
        group = (phrase,)
    if group:
        yield group


def _phrases(reading: Reading, roster: Roster) -> Iterator[Phrase]:
    lexicon, free = lexicon_of(roster), 0
    for at in range(len(reading.words)):
        phrase = _phrase_at(reading, roster, lexicon, at, free)
        if phrase:
            free = phrase.last + 1
            yield phrase


def _phrase_at(reading: Reading, roster: Roster, lexicon: Lexicon, at: int, free: int) -> Phrase | None:
    """Read the noun phrase whose noun is the word at `at`, if that is a noun for members."""
    fold = reading.words[at].fold
    noun = _singular(fold)
    own = _ending_at(reading, lexicon, at, free, (fold, noun), nominal=True) if noun in _AGENTS else None
    if noun not in _NOUNS and not own:
        return None
    terms, first, superlative = _before(reading, lexicon, at - len(own.words) if own else at - 1, free)
    determined = _determiner(reading, first - 1, free)
    plural = noun != fold or fold.endswith("s")
    if not (plural or determined is not None or superlative):
        return None
    if own:
        terms = (*terms, own)
    bits = (1 << len(roster.members)) - 1
    end, last, more = _behind(reading, lexicon, at, bits)
    terms = (*terms, *more)
    for term in terms:
        bits &= term.bits
    article = reading.words[determined].fold if determined is not None else ""
    start = reading.words[determined if determined is not None else first].start
    found, clause_end = _event(reading, roster, end) if not more else (None, end)
    if found is not None:
        bits, end = bits & found, clause_end
    unresolved = superlative or (article in {"the", "that"} and not plural and found is None and clause_end > end)
    if not terms and found is None and not unresolved:
        return None
    return Phrase(
        start=start,
        end=max(end, clause_end) if unresolved else end,
        last=last,
        noun=noun,
        plural=plural,
        article=article,
        terms=terms,
        bits=bits,
        superlative=unresolved,
        clause=found is not None,
    )


def _before(reading: Reading, lexicon: Lexicon, at: int, free: int) -> tuple[tuple[Term, ...], int, bool]:
    """Read the attribute words in front of a noun; at most two unknown words may stand among them."""
    terms: list[Term] = []
    first, unknown, superlative = at + 1, 0, False
    while at >= free and _is_near(reading, at) and unknown < 3:
        fold = reading.words[at].fold
        term = _ending_at(reading, lexicon, at, free, (fold,))
        if term:
            terms.insert(0, term)
            at -= len(term.words)
        elif fold in _DETERMINERS or fold in _STOPS:
            break
        else:
            superlative = superlative or fold in _SUPERLATIVES
            known = fold in _SUPERLATIVES or fold in _LINKS or fold in _NUMBERS
            unknown += 0 if known else 1
            at -= 1
            if not known:
                continue
        first = at + 1
    return tuple(terms), first, superlative


def _determiner(reading: Reading, at: int, free: int) -> int | None:
    """Find the article of a phrase that begins behind `at`, over at most two other words."""
    for place in range(at, max(at - 3, free - 1), -1):
        if place < 0 or not _is_near(reading, place):
            return None
        if reading.words[place].fold in _DETERMINERS:
            return place
        if reading.words[place].fold in _STOPS:
            return None
    return None


def _behind(reading: Reading, lexicon: Lexicon, at: int, everybody: int) -> tuple[int, int, tuple[Term, ...]]:
    """Read "based in Madrid", "from Kenya", "with users in Africa", "outside Europe" behind a noun."""
    end = reading.words[at].end
    found = _ATTACHED.match(reading.note, end)
    if not found:
        return end, at, ()
    words = range(at + 1, min(at + 9, len(reading.words)))
    place = next((number for number in words if reading.words[number].start >= found.end()), 0)
    users = bool(found.group("users") or found.group("serving"))
    term = _starting_at(reading, lexicon.users if users else lexicon.by_first, place) if place else None
    if not term:
        return end, at, ()
    last = place + len(term.words) - 1
    if "outside" in (found.group("how") or ""):
        term = replace(term, shown="", bits=everybody & ~term.bits)
    return reading.words[last].end, last, (term,)


def _ending_at(
    reading: Reading, lexicon: Lexicon, at: int, free: int, folds: tuple[str, ...], *, nominal: bool = False
) -> Term | None:
    for fold in folds:
        for term in lexicon.by_last.get(fold, ()):
            first = at - len(term.words) + 1
            if first >= free and _reads(reading, first, term) and not (nominal and term.topic is not Topic.SECTOR):
                return term
    return None


def _starting_at(reading: Reading, terms: dict[str, tuple[Term, ...]], at: int) -> Term | None:
    for term in terms.get(reading.words[at].fold, ()):
        if (
            term.topic in {Topic.PLACE, Topic.USERS}
            and _reads(reading, at, term)
            and reading.words[at + len(term.words) - 1].fold == term.words[-1]
        ):
            return term
    return None


def _reads(reading: Reading, first: int, term: Term) -> bool:
    """Say whether a term stands at a word; its last word may be a plural, which the caller has seen to."""
    words = reading.words[first : first + len(term.words)]
    if len(words) < len(term.words) or tuple(word.fold for word in words[:-1]) != term.words[:-1]:
        return False
    if term.proper and not (words[0].raw[0].isupper() and (len(words[0].raw) > 3 or words[0].raw.isupper())):
        return False
    return all(_is_near(reading, at) for at in range(first, first + len(words) - 1))


def _is_near(reading: Reading, at: int) -> bool:
    """Say whether the word at `at` and the next stand in one phrase."""
    if at + 1 >= len(reading.words):
        return True
    return joint(reading.gap(reading.words[at], reading.words[at + 1])) in {Joint.SPACE, Joint.HYPHEN, Joint.LINE}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _event(reading: Reading, roster: Roster, at: int) -> tuple[int | None, int]:
    """Find whose event the clause behind a phrase tells, and where the clause ends."""
    found = _CLAUSE.match(reading.note, at)
    if not found:
        return None, at
    whole = found.group("clause")
    cut = _CLAUSE_END.search(whole, len(whole.split(" ", 1)[0]))
    text = (whole[: cut.start()] if cut else whole).rstrip()
    bits = 0
    for number, member in enumerate(roster.members):
        if any(_tells(text, f"{event.date} {event.text}") for event in member.events):
            bits |= 1 << number
    return bits or None, found.start("clause") + len(text)


def _tells(clause: str, event: str) -> bool:
    """Say whether a clause tells an event: no other year, and most of the event's telling words."""
    told, known = _stems(clause), _stems(event)
    years = {stem for stem in told if stem.isdigit() and len(stem) == 4}
    return years <= known and len((told & known) - {"commun", "platfo", "member"}) >= 2


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in re.findall(r"\w+", text))
    return frozenset(re.sub(r"(?:ed|ing|s)$", "", word)[:6] for word in words if len(word) > 3)


def _wider(group: tuple[Phrase, ...], room: Room) -> tuple[str, int]:
    """Word the phrase more widely: with the most of its terms that still fit k members, or with none."""
    first = group[0]
    everybody = room.smaller((1 << len(room.roster.members)) - 1)
    if len(group) == 1:
        kept_terms = tuple(term for term in first.terms if term.shown)
        for count in range(len(kept_terms), 0, -1):
            best: tuple[int, tuple[Term, ...]] | None = None
            for kept in combinations(kept_terms, count):
                bits = everybody
                for term in kept:
                    bits &= term.bits
                size = bits.bit_count()
                if size >= room.k and (best is None or size < best[0]):
                    best = size, kept
            if best:
                return _worded(first, best[1]), best[0]
    return _worded(first, ()), everybody.bit_count()


def _worded(phrase: Phrase, kept: tuple[Term, ...]) -> str:
    if not kept:
        words = "participants" if phrase.plural else "a participant"
    else:
        places = [term.shown for term in kept if term.topic is Topic.PLACE]
        others = " ".join(" ".join(term.words) for term in kept if term.topic is not Topic.PLACE)
        noun = "companies" if phrase.plural else "company"
        article = "" if phrase.plural else "an " if others[:1] in set("aeiou") else "a "
        words = f"{article}{others + ' ' if others else ''}{noun}{' from ' + places[0] if places else ''}"
    return words


def members_bits(roster: Roster, ids: frozenset[str]) -> int:
    """Give members by id as bits in roster order."""
    return sum(1 << at for at, member in enumerate(roster.members) if member.id in ids)
