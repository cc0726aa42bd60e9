"""What is said of somebody: the noun phrases that describe members, and predicates such as "is based in Kenya".

A predicate alone fits nobody in particular; `subjects` ties it to whom the sentence speaks of.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from convenor.rules.attribution.joining import joinings
from convenor.rules.attribution.lexicon import Lexicon, Term, Topic, lexicon_of
from convenor.rules.attribution.phrases import Phrase
from convenor.rules.attribution.references import VERBS
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import Joint, Reading, joint


@dataclass(frozen=True, kw_only=True, slots=True)
class Trait:
    """One thing said of a subject, with the members that it fits as bits.

    `lead` are the words of a predicate in front of its place or sector; `phrase` is the noun phrase otherwise.
    """

    start: int
    end: int
    bits: int
    terms: tuple[Term, ...]
    lead: str = ""
    phrase: Phrase | None = None


_AND_ALSO = r"(?:also |now |both |each |all |mainly |mostly |largely |itself |originally |today |still |currently )*"
_FRAMES = re.compile(
    r"\b(?:"
    r"(?P<place>(?:based|headquartered|located|registered|incorporated|domiciled|founded|established|situated|rooted"
    r"|seated|sits?|at home|run|led|managed|made|built|started|born|listed)(?: out)? (?:in|from|of)"
    r"|(?:works?|working|operat(?:es|ing)) (?:out of|from)"
    r"|(?:comes?|came|coming|hails?|hailing|hailed|stems?|calling|joined|joining|dialled in|dialed in) from"
    r"|(?:is|are|was|were)(?: not)? from"
    r"|(?:ha[sd]|have|with|keeps?|whose|its|their)(?: \w+){0,2}? (?:headquarters|head offices?|main offices?|seat|base)"
    r"(?: \w+){0,2}? (?:in|at)"
    r"|(?:headquarters|head offices?|main offices?|seat|home market|home country|home region|home base|home|base)"
    r"(?: is| are| was| lies| sits| stands?|,)?(?: in|:| of)?)"
    r"|(?P<users>(?:ha[sd]|have|with|whose|its|their|counts|reach(?:es|ing))(?: [\w-]+){0,3}? (?:users|customers"
    r"|subscribers|clients|consumers|audience|markets?)(?: \w+){0,3}? (?:in|across|from|throughout)"
    r"|serv(?:es|ing)(?: [\w-]+){0,2}? (?:in|across|throughout)|serv(?:es|ing)"
    r"|(?:users|customers|subscribers|clients|markets?) (?:\w+ )?(?:is|are|live|lie)(?: \w+)? in"
    r"|(?:active|present|(?:sell|operat)(?:s|es|ing)(?: \w+)?) (?:in|across|throughout))"
    r"|(?P<field>(?:works?|worked|working|trades?|deals?|invests?|speciali[sz](?:es|ing)|is|are|was|were|being) in"
    r"|focus(?:es|ing) on|known for|(?:business|activity|product|trade) is)"
    r"|(?P<sector>makes?|making|sell(?:s|ing)|build(?:s|ing)|develop(?:s|ing)|publish(?:es|ing)|design(?:s|ing)"
    r"|produc(?:es|ing)|run(?:s|ning)|operat(?:es|ing)|provid(?:es|ing)|offer(?:s|ing)|suppl(?:ies|y|ying)"
    r"|manufactur(?:es|ing)|owns?|host(?:s|ing)|maintain(?:s|ing)|distribut(?:es|ing)|tak(?:es|ing)|handl(?:es|ing)|mov(?:es|ing)|transfer(?:s|ring)"
    r"|process(?:es|ing)|stream(?:s|ing)|connect(?:s|ing)|deliver(?:s|ing)|teach(?:es|ing)|secur(?:es|ing)|rents?"
    r"|(?:maker|seller|provider|supplier|developer|publisher|manufacturer|operator|vendor|producer|builder)s? of"
    r"|(?:in|from|part of|belongs to|business of)(?= [^.;\n]{3,40}\b(?:sector|industry|business|trade|field|branch)\b))"
    r"|(?P<owned>its|their|whose|his|her)"
    r"|(?P<one>an?(?= [\w-]+(?: [\w-]+)? one\b))"
    r"|(?P<size>of(?= [\w-]+ size\b))"
    r"|(?P<being>(?:is|are|was|were|being|remains?)(?: not)?))(?![^\s])",
    re.IGNORECASE,
)
# How the first word of a frame begins: a quick look before the pattern is tried.
_BEGINNINGS = tuple(
    """
    based head locat registered incorporated domiciled founded established situated rooted seated at run rent led
    manag made mak built build start born listed work operat come came coming hail stem calling join diall dialed is
    are was were being remain sit has had have with keep whose its their his her main seat home base count reach serv
    user customer subscriber client market active present sell trad deal invest speciali focus known business activity
    product sell develop publish design produc provi offer suppl manufactur own host maintain distribut tak handl
    mov transfer process stream connect deliver teach secur seller supplier vendor in from part belong a an of
    """.split()
)


@lru_cache(maxsize=1 << 14)
def _may_begin(fold: str) -> bool:
    return fold.startswith(_BEGINNINGS)


_SKIPPED = re.compile(rf"\s+(?:{_AND_ALSO})(?:(?:the|a|an|its|some|of|mainly|in) )*", re.IGNORECASE)
# What may stand behind the words of a sector without changing what they say of a company.
_HEADS = frozenset(
    """
    company companies business businesses market markets app apps platform platforms service services network networks
    product products equipment software technology technologies division arm unit subsidiary users customers players
    titles title store stores sector industry trade gear systems games devices field branch tools brand brands
    """.split()
)
_OWN_HEADS = frozenset(
    "business division arm unit subsidiary players subscribers titles title store stores app apps platform network "
    "networks service services games products equipment brand customers users".split()
)
_ENDS = frozenset(
    """
    and but or for in to with on at as by of from that which who is are was were has had where while than across about
    it its so when since because after before under only too itself there here worldwide not
    """.split()
)
_PRODUCTS = frozenset("game games app apps equipment system systems software devices network networks".split())
# Everyday words for what a company does, with a word of the lexicon for such a company.
_ACTIVITIES = {
    **dict.fromkeys(
        (
            *("mobile network", "mobile networks", "phone network", "phone networks", "telephone network"),
            *("telecom network", "telecom networks", "mobile service", "mobile services", "phone service"),
            *("phone services", "mobile phone network", "mobile subscribers", "phone lines", "mobile connections"),
        ),
        "operator",
    ),
    **dict.fromkeys(
        ("network gear", "network equipment", "antennas", "base stations", "routers", "switches", "telecom equipment"),
        "vendor",
    ),
    **dict.fromkeys(("social networks", "social platforms", "social apps"), "social network"),
    **dict.fromkeys(("games", "mobile games", "video games", "online games", "titles for players"), "games"),
    **dict.fromkeys(("dating apps", "dating services", "matchmaking apps", "matches for singles"), "dating app"),
    **dict.fromkeys(("business software", "software for businesses", "enterprise tools"), "enterprise software"),
}


_ALIKE = 5
# Frames of users that may tell a line of business as well: active in games, serving the mobile network market.
_FIELD_TOO = re.compile(r"serv|active|present|sell|operat", re.IGNORECASE)
# What ends an adjective that stands alone between commas.
_ALONE = re.compile(r"(?: (?:by any (?:standard|measure|count)s?|itself|though it is))?, (?!(?:and|or|but)\b)")
_NOT = re.compile(r"(?:\b(?:not|never|nor|longer|neither)|n['’]t)\s+(?:\w+ly )?$")


def traits(reading: Reading, roster: Roster, phrases: Sequence[Phrase]) -> tuple[Trait, ...]:
    """Read everything said of somebody, in the order of the note."""
    found = [
        Trait(start=one.start, end=_end(reading, one), bits=one.bits, terms=one.terms, phrase=one)
        for one in phrases
        if one.terms or one.event
    ]
    taken = [(trait.start, trait.end) for trait in found]
    frames = _Frames(reading, lexicon_of(roster), (1 << len(roster.members)) - 1)
    for word in reading.words:
        frame = _FRAMES.match(reading.note, word.start) if _may_begin(word.fold) else None
        one = frames.trait(frame) if frame else None
        if one and not _within(taken, one):
            found.append(one)
    found += frames.beside()
    for told in joinings(reading.note, roster):
        one = Trait(start=told.start, end=told.end, bits=told.bits, terms=(), lead=reading.note[told.start : told.end])
        if not _within(taken, one):
            found.append(one)
    return tuple(sorted(found, key=lambda trait: (trait.start, trait.end)))


def _end(reading: Reading, phrase: Phrase) -> int:
    """Give where the words of a phrase end that describe somebody: before a clause that only recalls it."""
    return min(phrase.end, reading.words[phrase.last].end) if phrase.unresolved and not phrase.event else phrase.end


def _within(taken: Sequence[tuple[int, int]], one: Trait) -> bool:
    """Say whether a noun phrase already covers the words at the end of a predicate."""
    at = bisect_left(taken, (one.end, 0)) - 1
    return at >= 0 and taken[at][1] >= one.end


class _Frames:
    """Predicates of one note, by a roster's words."""

    def __init__(self, reading: Reading, lexicon: Lexicon, everybody: int) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.everybody = everybody
        self.begun: dict[str, Term] = {}
        self.starts = [word.start for word in reading.words]

    def beside(self) -> Iterator[Trait]:
        """Read what stands between commas behind a noun: a firm, medium-sized, …; a member, large by any standard."""
        for at, word in enumerate(self.reading.words[1:], 1):
            if word.fold not in self.lexicon.by_first:
                continue
            term = self._term(at, Topic.SIZE)
            if not term or self.reading.gap(self.reading.words[at - 1], word) != ", ":
                continue
            end = self.reading.words[at + len(term.words) - 1].end
            if _ALONE.match(self.reading.note, end) and term.bits:
                yield Trait(start=word.start, end=end, bits=term.bits, terms=(), lead="being ")

    def trait(self, frame: re.Match[str]) -> Trait | None:
        """Read the place, market, sector or quality that follows a frame."""
        skipped = _SKIPPED.match(self.reading.note, frame.end())
        at = bisect_left(self.starts, skipped.end() if skipped else frame.end())
        if at >= len(self.starts) or self.starts[at] - frame.end() > 40:
            return None
        return self._read(frame, frame.lastgroup or "", at)

    def _read(self, frame: re.Match[str], kind: str, at: int) -> Trait | None:
        refused, place = _refused(self.reading.note, frame), self._term(at, Topic.PLACE)
        if kind == "place":
            return self._made(frame, at, place, refused=refused)
        if kind in {"being", "one"}:
            return self._quality(frame, at, refused=refused)
        if refused:
            return None
        if kind == "size":
            return self._made(frame, at, self._term(at, Topic.SIZE))
        users = self._users(at) if kind == "users" else place if kind == "field" else None
        if users or (kind == "users" and not _FIELD_TOO.match(frame.group())):
            return self._made(frame, at, users)
        return self._sector(frame, at, most=4 if kind == "sector" else 1, owned=kind == "owned")

    def _made(
        self, frame: re.Match[str], at: int, term: Term | None, length: int = 0, *, refused: bool = False
    ) -> Trait | None:
        """Make a trait of a term; what is refused ("is not from Africa") fits everybody else."""
        if not term or not term.bits:
            return None
        last = at + (length or len(term.words)) - 1
        lead = self.reading.note[frame.start() : self.starts[at]]
        bits = ~term.bits & self.everybody if refused else term.bits
        return Trait(start=frame.start(), end=self.reading.words[last].end, bits=bits, terms=(term,), lead=lead)

    def _reads(self, at: int, term: Term) -> bool:
        words = self.reading.words[at : at + len(term.words)]
        folds = tuple(word.fold for word in words)
        if folds[:-1] != term.words[:-1] or not folds or len(folds) < len(term.words):
            return False
        if folds[-1] != term.words[-1] and folds[-1].removesuffix("s") != term.words[-1]:
            return False
        near = all(self._near(place) for place in range(at, at + len(folds) - 1))
        return near and not (term.proper and not words[0].raw[0].isupper())

    def _near(self, at: int) -> bool:
        if at + 1 >= len(self.reading.words):
            return False
        gap = self.reading.gap(self.reading.words[at], self.reading.words[at + 1])
        return joint(gap) in {Joint.SPACE, Joint.HYPHEN, Joint.LINE}

    def _term(self, at: int, topic: Topic) -> Term | None:
        fold = self.reading.words[at].fold
        for form in (fold, fold.removesuffix("s")):
            for term in self.lexicon.by_first.get(form, ()):
                if term.topic is topic and self._reads(at, term):
                    return term
        return None

    def _users(self, at: int) -> Term | None:
        terms = self.lexicon.users.get(self.reading.words[at].fold, ())
        return next((term for term in terms if self._reads(at, term)), None)

    def _quality(self, frame: re.Match[str], at: int, *, refused: bool) -> Trait | None:
        """Read "is European", "was large": an adjective with no noun behind it."""
        term = self._term(at, Topic.PLACE) or self._term(at, Topic.SIZE)
        if not term:
            return None
        last = at + len(term.words) - 1
        stands = not self._near(last) or self.reading.words[last + 1].fold in _ENDS | {"one", "ones"}
        return self._made(frame, at, term, refused=refused) if stands else None

    def _sector(self, frame: re.Match[str], at: int, *, most: int, owned: bool = False) -> Trait | None:
        """Read "makes games", "its dating app", "runs a large mobile network": some words may stand between."""
        for place in range(at, min(at + most, len(self.starts))):
            if place > at and not self._near(place - 1):
                return None
            for term, length in self._activities(place):
                last = place + length - 1
                if self._ends(last, owned=owned):
                    return self._made(frame, place, term, length)
        return None

    def _activities(self, at: int) -> Iterator[tuple[Term, int]]:
        words = [word.fold for word in self.reading.words[at : at + 3]]
        for length in (3, 2, 1):
            meant = _ACTIVITIES.get(" ".join(words[:length])) if len(words) >= length else None
            named = self._named(meant) if meant else None
            if named:
                yield named, length
        term = self._term(at, Topic.SECTOR)
        if term:
            yield term, len(term.words)
        alike = self._alike(words[0]) if words else None
        if alike:
            yield alike, 1

    def _alike(self, fold: str) -> Term | None:
        """Find the sector that begins like a thing made: who makes robots is in robotics."""
        if len(fold) < _ALIKE:
            return None
        terms = self.lexicon.by_first.values()
        begun = self.begun
        if not begun:
            for found in terms:
                for term in found:
                    if term.topic is Topic.SECTOR and len(term.words) == 1 and len(term.words[0]) >= _ALIKE:
                        begun.setdefault(term.words[0][:_ALIKE], term)
        return begun.get(fold[:_ALIKE])

    def _named(self, words: str) -> Term | None:
        last = words.rsplit(" ", 1)[-1]
        wanted = tuple(words.split())
        terms = self.lexicon.by_last.get(last, ())
        return next((term for term in terms if term.words == wanted and term.topic is Topic.SECTOR), None)

    def _ends(self, last: int, *, owned: bool) -> bool:
        """Say whether the words of a sector end there: "social support" says nothing of social media."""
        fold = self.reading.words[last].fold
        after = self.reading.words[last + 1].fold if self._near(last) else ""
        if owned:
            return after in _OWN_HEADS or fold in _PRODUCTS
        return not after or after in _ENDS or after in _HEADS or _is_verb(after)


def _refused(note: str, frame: re.Match[str]) -> bool:
    """Say whether "not" stands before a predicate, or behind its verb."""
    return bool(_NOT.search(note[max(0, frame.start() - 24) : frame.start()])) or " not " in f"{frame.group()} "


def _is_verb(fold: str) -> bool:
    return fold in VERBS or (len(fold) > 4 and fold.endswith("ed"))
