"""Read noun phrases about members: a noun for a member, the words of its attributes, and what follows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from convenor.rules.attribution.lexicon import Lexicon, Term, Topic, lexicon_of
from convenor.rules.attribution.ordinary import starts_sentence
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import Joint, Reading, joint

_NOUNS = frozenset(
    """
    company firm member participant business organisation organization provider platform app service studio developer
    maker seller supplier manufacturer corporation enterprise startup conglomerate publisher speaker representative
    nominee delegate attendee player
    """.split()
)
# Nouns that a sector or stack may end in when it stands for a member: a game studio, a content delivery network.
AGENTS = frozenset(
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
# Beginnings of words that tell no event from another.
_UNTELLING = frozenset("commun platfo member about which whose their after with that this from were have been".split())
_CLAUSE = re.compile(r"(?:,)? (?P<clause>(?:that|which|who|whose)\b[^.!?;\n]{0,160})")
_CLAUSE_END = re.compile(
    r"\b(?:spoke|said|asked|described|had stopped|about|reported|explained|noted|has|shared|told|added)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A noun phrase about members: its place, its terms, and the members they fit as bits.

    `opens` when it begins a sentence, `unresolved` when it means one whom the roster may not know,
    `event` when a clause behind it tells an event of the roster.
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


def phrases(reading: Reading, roster: Roster) -> Iterator[Phrase]:
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
    own = _ending_at(reading, lexicon, at, free, (fold, noun), nominal=True) if noun in AGENTS else None
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
    begins = reading.words[first if determined is None else determined]
    found, clause_end = _event(reading, roster, end) if not more else (None, end)
    if found is not None:
        bits, end = bits & found, clause_end
    unresolved = superlative or (begins.fold in {"the", "that"} and not plural and found is None and clause_end > end)
    if not terms and found is None and not unresolved:
        return None
    return Phrase(
        start=begins.start,
        end=max(end, clause_end) if unresolved else end,
        last=last,
        plural=plural,
        opens=starts_sentence(reading, begins),
        terms=terms,
        bits=bits,
        unresolved=unresolved,
        event=found is not None,
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
        elif fold == "non" and terms and first == at + 1:
            terms[0] = replace(terms[0], shown="", bits=~terms[0].bits)
            at -= 1
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
    if term.proper and not (words[0].raw.isupper() if term.shown.isupper() else words[0].raw[0].isupper()):
        return False
    return all(_is_near(reading, at) for at in range(first, first + len(words) - 1))


def _is_near(reading: Reading, at: int) -> bool:
    """Say whether the word at `at` and the next stand in one phrase."""
    if at + 1 >= len(reading.words):
        return True
    word, follows = reading.words[at], reading.words[at + 1]
    kind = joint(reading.gap(word, follows))
    initial = len(word.raw) == 1 and word.raw.isupper()
    return kind in {Joint.SPACE, Joint.HYPHEN, Joint.LINE} or (initial and kind in {Joint.DOT, Joint.SPACED_DOT})


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _event(reading: Reading, roster: Roster, at: int) -> tuple[int | None, int]:
    """Find whose event the clause behind a phrase tells, and where its telling ends."""
    found = _CLAUSE.match(reading.note, at)
    if not found:
        return None, at
    clause, start = found.group("clause"), found.start("clause")
    cut = _CLAUSE_END.search(clause, len(clause.split(" ", 1)[0]))
    clause = (clause[: cut.start()] if cut else clause).rstrip()
    bits, told = 0, 0
    for number, member in enumerate(roster.members):
        for event in member.events:
            reach = _told(clause, f"{event.date} {event.text}")
            bits |= (reach > 0) << number
            told = max(told, reach)
    return bits or None, start + (told or len(clause))


def _told(clause: str, event: str) -> int:
    """Say up to where a clause tells an event, by two telling words of it and no other year; 0 when it does not."""
    known = _stems(event)
    words = [(found.end(), _stems(found.group())) for found in re.finditer(r"\w+", clause)]
    years = {stem for _, stems in words for stem in stems if stem.isdigit() and len(stem) == 4}
    shared = {end: stem for end, stems in words for stem in (stems & known) - _UNTELLING}
    return max(shared) if years <= known and len(set(shared.values())) > 1 else 0


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in re.findall(r"\w+", text))
    return frozenset(re.sub(r"(?:ed|ing|s)$", "", word)[:6] for word in words if len(word) > 3)
