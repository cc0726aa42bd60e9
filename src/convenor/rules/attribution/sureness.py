"""Judge what reads as a name: is it surely meant as one, maybe, or not at all?

By where it is cut, by its capitals, and, for names that are ordinary words, by its neighbours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from convenor.rules.attribution.index import PERSONAL, Entry, Sort, glued, joints
from convenor.rules.attribution.ordinary import is_always_capital, is_everyday, is_ordinary, shouts, weight
from convenor.rules.attribution.small_letters import (
    has_article,
    is_rare,
    may_mean_somebody,
    means_somebody,
    opens_as_word,
)
from convenor.rules.attribution.text import Joint, Reading, Word, is_look_alike
from convenor.rules.vocabulary import Level

# What may be added to a name to speak of its people, its things or several of it.
ENDINGS = frozenset(
    """
    s es er ers r rs ian ians an ans ite ites ish esque like ism ist ists ness ed ing ise ised ising ize ized izing
    isation ization ification wide hq corp labs led
    """.split()
)
_WITHIN_WORDS = frozenset({Joint.HYPHENATED, Joint.NOTHING, Joint.SIGN, Joint.DOT})
# A name of so many letters is no part of another word by chance.
_LONG = 8
_SIGNS = " /.@:?=&#+,;()[]<>\"'\n|%"
_PLAIN = re.compile(r"[\w\s.,'’-]*")
_TOLD_AS_WORD = re.compile(
    r"[\"”’'*_]{0,3}\s(?:(?:brothers|sisters|siblings|family)\b"
    r"|(?:is|was) (?:\w+ )?(?:an?|the) (?:\w+ ){0,2}(?:word|term|expression|noun|verb|proverb|saying)\b)"
)
_DETERMINERS = frozenset("a an the this that these those each every any no some".split())


@dataclass(frozen=True)
class Match:
    """Pieces of the note that read as one entry.

    They may stand in an address, next in a list to what is surely a name, or behind Ms, Mr or Dr.
    """

    reading: Reading
    entry: Entry
    first: int
    after: int
    in_link: bool
    beside_name: bool
    titled: bool

    @cached_property
    def pieces(self) -> tuple[Word, ...]:
        return self.reading.pieces[self.first : self.after]

    @cached_property
    def joints(self) -> tuple[Joint, ...]:
        return joints(self.reading, self.first, self.after)

    @cached_property
    def glued(self) -> tuple[str, str, frozenset[int]]:
        return glued(self.reading, self.first, self.after)

    @property
    def where(self) -> tuple[Reading, int, int]:
        return self.reading, self.first, self.after

    @property
    def before(self) -> str:
        start = self.pieces[0].start
        return self.reading.note[max(0, start - 1) : start]

    @property
    def has_capital(self) -> bool:
        return any(sign.isupper() for piece in self.pieces for sign in piece.raw)

    @property
    def text(self) -> str:
        return self.reading.note[self.pieces[0].start : self.pieces[-1].end]

    @property
    def is_acronym(self) -> bool:
        """Whether the name and what stands in the note are both in capitals, in a line that is not."""
        both = self.entry.written.isupper() and all(piece.raw.isupper() or piece.raw.isdigit() for piece in self.pieces)
        always = is_always_capital(self.entry.fold)
        return both and len(self.entry.fold) > 1 and not always and not shouts(self.reading, self.pieces[0])

    @property
    def shares_a_sign(self) -> bool:
        """Whether the name has a sign inside, as AT&T has, and stands so in the note."""
        text, written = (re.sub(r"\s", "", one).casefold() for one in (self.text, self.entry.written))
        return text == written and not _PLAIN.fullmatch(text)

    @property
    def keeps_accents(self) -> bool:
        """Whether the name has accents, and the note writes it with them."""
        return not self.entry.written.isascii() and self.text.casefold() == self.entry.written.casefold()

    @property
    def spelled_out(self) -> bool:
        """Whether the name is spelled out letter by letter."""
        return len(self.pieces) > 2 and all(len(piece.key) == 1 for piece in self.pieces)

    @cached_property
    def disguised(self) -> bool:
        """Whether letters were exchanged or hidden, which nobody does to an ordinary word."""
        if self.spelled_out or Joint.SIGN in self.joints:
            return True
        if self.reading.veil.deceives(self.pieces[0].start, self.pieces[-1].end):
            return True
        if any(kind is Joint.NOTHING and cut not in self.entry.cuts for kind, cut in self.cuts):
            return True
        borrowed = any(is_look_alike(piece.raw) for piece in self.pieces)
        return (borrowed and self.entry.written.isascii()) or self.glued[0] != self.entry.fold

    @property
    def cuts(self) -> Iterator[tuple[Joint, int]]:
        """Give each gap with the number of letters before it."""
        length = 0
        for at, kind in enumerate(self.joints):
            length += len(self.pieces[at].fold)
            yield kind, length
            length += kind is Joint.SIGN

    def splits(self) -> Iterator[tuple[Joint, bool]]:
        """Give each doubtful gap where the name itself has none, and whether both sides are ordinary words."""
        for at, (kind, length) in enumerate(self.cuts):
            if length not in self.entry.cuts and kind not in _WITHIN_WORDS:
                yield kind, is_ordinary(self.pieces[at].fold) and is_ordinary(self.pieces[at + 1].fold)


def level_of(match: Match) -> Level | None:
    """Say how surely pieces that read as a name are meant as one; None where they are not."""
    entry = match.entry
    if not _letters_agree(match) or not _joints_agree(match):
        return None
    if match.titled and entry.sort in PERSONAL:
        return Level.BLOCKED
    if entry.sort in {Sort.INITIALS, Sort.GIVEN, Sort.SHORT}:
        return _level_of_part(match)
    if match.before == "@" and not match.in_link:
        return Level.BLOCKED
    splits = () if match.spelled_out else tuple(match.splits())
    capitals = all(piece.raw[0].isupper() for piece in match.pieces)
    if any(ordinary for _, ordinary in splits) and not capitals:
        return None
    level = _level_whole(match)
    doubtful = any(ordinary or kind is not Joint.LINE for kind, ordinary in splits)
    return Level.REVIEW if level and (doubtful or _is_used_as_word(match)) else level


def _is_used_as_word(match: Match) -> bool:
    """Say whether a note speaks of a word, or of a family that bears the name."""
    if match.in_link or match.disguised or match.entry.sort in PERSONAL:
        return False
    return bool(_TOLD_AS_WORD.match(match.reading.note, match.pieces[-1].end))


def _level_whole(match: Match) -> Level | None:
    entry = match.entry
    if entry.fold.isdigit() and not match.shares_a_sign:
        plain = bool(_PLAIN.fullmatch(entry.written))
        return Level.REVIEW if plain and weight(match.reading, match.first, match.after) > 1 else None
    if entry.everyday and entry.sort in PERSONAL and not match.has_capital and not match.in_link:
        return None
    if entry.everyday and not match.disguised and not match.is_acronym and not match.shares_a_sign:
        return _level_of_everyday(match)
    if len(entry.fold) < 4 and entry.fold.isascii() and not match.in_link:
        return _level_of_short(match)
    if _may_be_rare_word(match) and not match.beside_name and not means_somebody(*match.where):
        rare = is_rare(entry.fold) or has_article(match.reading, match.first)
        return Level.REVIEW if rare else Level.BLOCKED
    return Level.BLOCKED


def _may_be_rare_word(match: Match) -> bool:
    """Say whether a name of one word stands in small letters in running text, or opens a sentence as any word does."""
    entry, word = match.entry, match.pieces[0].raw
    small = (word.islower() and not entry.written.islower()) or opens_as_word(*match.where)
    small = small and len(match.pieces) == 1
    named = entry.sort is Sort.DOMAIN or entry.sort in PERSONAL or match.before in {"#", "$"} or match.keeps_accents
    return small and entry.fold.isascii() and not (named or match.in_link or match.disguised)


def _letters_agree(match: Match) -> bool:
    """Refuse keys that agree only because i and l share a sign: all is not ail."""
    raw = "".join(piece.raw for piece in match.pieces)
    alike = {"i": "I" in raw, "l": raw.isupper()}
    pairs = zip(match.glued[0], match.entry.fold, strict=False)
    return all(read == wanted or not read.isalpha() or alike.get(read, False) for read, wanted in pairs)


def _joints_agree(match: Match) -> bool:
    """Refuse what a comma or a full stop keeps apart; a domain wants its dots."""
    kinds = set(match.joints)
    if match.entry.sort is Sort.DOMAIN:
        return kinds <= {Joint.DOT, Joint.HYPHEN, Joint.NOTHING} and Joint.DOT in kinds
    if match.entry.sort is Sort.INITIALS:
        return kinds <= {Joint.DOT, Joint.SPACED_DOT, Joint.HYPHEN}
    if match.entry.sort is not Sort.REVERSED and Joint.COMMA in kinds and "," not in match.entry.written:
        return False
    return all(
        kind is not Joint.SPACED_DOT or len(piece.fold) == 1
        for kind, piece in zip(match.joints, match.pieces, strict=False)
    )


def _level_of_short(match: Match) -> Level | None:
    """Judge a name of one to three letters, which must be written as the roster writes it."""
    entry = match.entry
    if match.disguised and len(entry.fold) > 1:
        return Level.BLOCKED if len(entry.fold) > 2 else Level.REVIEW
    if match.is_acronym or match.shares_a_sign:
        return Level.BLOCKED
    if "".join(piece.raw for piece in match.pieces) == "".join(sign for sign in entry.written if sign.isalnum()):
        return Level.BLOCKED
    doubtful = len(entry.fold) < 3 and weight(match.reading, match.first, match.after) < 1
    return None if doubtful or len(match.pieces) > 1 else Level.REVIEW


def _level_of_everyday(match: Match) -> Level | None:
    """Judge a name whose words are ordinary ones."""
    several = len(match.entry.words) > 1
    if match.in_link:
        whole = _is_whole_segment(match)
        return Level.BLOCKED if several and whole else Level.REVIEW if several or whole else None
    if match.before == "#" or (match.before == "$" and match.entry.fold[0].isalpha()):
        return Level.BLOCKED if match.entry.cuts else Level.REVIEW
    points = weight(match.reading, match.first, match.after)
    if not is_always_capital(match.entry.fold):
        points += 2 * (match.has_capital and (match.beside_name + match.keeps_accents))
    if several:
        return _level_of_phrase(match, points)
    alone = _stands_alone(match)
    if points < 1 and alone and not match.has_capital:
        return Level.REVIEW if may_mean_somebody(*match.where, beside_name=match.beside_name) else None
    if points < 1 or (match.pieces[0].raw[0].islower() and not alone):
        return None
    return Level.BLOCKED if points > 2 and alone and len(match.entry.fold) > 1 else Level.REVIEW


def _level_of_phrase(match: Match, points: int) -> Level:
    """Judge a name of several ordinary words: an app store is one in small letters after an article."""
    begins = (True, *(cut in match.entry.cuts for _, cut in match.cuts))
    words = (piece for piece, begin in zip(match.pieces, begins, strict=True) if begin)
    capitals = [not piece.raw[0].islower() for piece in words]
    if any(capitals):
        return Level.BLOCKED if all(capitals) else Level.REVIEW
    first = match.first
    before = match.reading.pieces[first - 1].fold if first else ""
    by_chance = points < 0 or (points < 1 and before in _DETERMINERS)
    return Level.REVIEW if by_chance else Level.BLOCKED


def _level_of_part(match: Match) -> Level | None:
    """Judge initials, a first name alone, or the short form of a long name: they want a capital."""
    if not match.pieces[0].raw[0].isupper() and not match.in_link:
        return None
    if match.entry.sort is Sort.INITIALS:
        raw = ".".join(piece.raw for piece in match.pieces)
        return Level.REVIEW if raw in {match.entry.written, match.entry.written.upper()} else None
    if match.entry.written.isupper() and match.entry.sort is Sort.SHORT:
        return Level.REVIEW if _is_abbreviation(match) else None
    if match.entry.sort is Sort.GIVEN and is_everyday(match.entry.fold):
        return Level.REVIEW if weight(match.reading, match.first, match.after) > 2 else None
    return Level.REVIEW


def _is_abbreviation(match: Match) -> bool:
    """Say whether the first letters of a name stand for it: two of them want a place where names stand."""
    whole = "".join(piece.raw for piece in match.pieces) == match.entry.written
    dotted = len(match.pieces) > 1
    if not whole or (dotted and set(match.joints) != {Joint.DOT}):
        return False
    return dotted or len(match.entry.fold) > 2 or weight(match.reading, match.first, match.after) > 2


def compound_level(match: Match) -> Level | None:
    """Judge a word made from a name: a plural, somebody of it, or a word joined to it."""
    entry = match.entry
    tagged = match.before in {"#", "@"}
    if not entry.everyday:
        sure = tagged or _is_numbered(match) or (len(entry.fold) >= _LONG and not _is_plural_word(match))
        return Level.BLOCKED if sure else Level.REVIEW
    if tagged and not match.in_link:
        return Level.REVIEW
    if len(entry.words) > 1:
        return Level.REVIEW if match.has_capital else None
    if match.in_link or not match.has_capital or not _stands_alone(match):
        return None
    inflected = match.glued[0].removeprefix(entry.fold) in ENDINGS
    return Level.REVIEW if inflected and weight(match.reading, match.first, match.after) > 1 else None


def _is_plural_word(match: Match) -> bool:
    """Say whether several of a thing may be meant: two tamarisks; pangolins are small."""
    inflected = match.glued[0].removeprefix(match.entry.fold) in ENDINGS
    return inflected and (match.pieces[0].raw.islower() or is_rare(match.entry.fold)) and not match.in_link


def _is_numbered(match: Match) -> bool:
    """Say whether a number is all that is added to the name."""
    return len(match.entry.fold) > 3 and match.glued[0].removeprefix(match.entry.fold).isdigit()


def _stands_alone(match: Match) -> bool:
    """Say whether the pieces are whole words, not part of a longer CamelCase word."""
    pieces, first, after = match.reading.pieces, match.first, match.after
    joined_before = first > 0 and pieces[first - 1].end == pieces[first].start
    joined_behind = after < len(pieces) and pieces[after].start == pieces[after - 1].end
    return not joined_before and not joined_behind


def _is_whole_segment(match: Match) -> bool:
    """Say whether the pieces fill a part of an address between its signs."""
    end = match.pieces[-1].end
    return not (match.before + match.reading.note[end : end + 1]).replace("-", "a").replace("_", "a").strip(_SIGNS)
