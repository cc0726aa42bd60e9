"""Judge what reads as a name: is it surely meant as one, maybe, or not at all?

By where it is cut, by its capitals, and, for names that are ordinary words, by its neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from convenor.rules.attribution.index import Entry, Sort, glued, joints
from convenor.rules.attribution.ordinary import is_everyday, is_ordinary, weight
from convenor.rules.attribution.text import Joint, Reading, Word, is_look_alike
from convenor.rules.vocabulary import Level

_DETERMINERS = frozenset("a an the this that these those each every any no some".split())


@dataclass(frozen=True)
class Match:
    """Pieces of the note that read as one entry."""

    reading: Reading
    entry: Entry
    first: int
    after: int
    in_link: bool

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
    def before(self) -> str:
        start = self.pieces[0].start
        return self.reading.note[max(0, start - 1) : start]

    @property
    def has_capital(self) -> bool:
        return any(sign.isupper() for piece in self.pieces for sign in piece.raw)

    @property
    def spelled_out(self) -> bool:
        """Whether the name is spelled out letter by letter."""
        return len(self.pieces) > 2 and all(len(piece.key) == 1 for piece in self.pieces)

    @cached_property
    def disguised(self) -> bool:
        """Whether letters were exchanged or hidden, which nobody does to an ordinary word."""
        if self.spelled_out or Joint.SIGN in self.joints:
            return True
        borrowed = any(is_look_alike(piece.raw) for piece in self.pieces)
        return (borrowed and self.entry.written.isascii()) or self.glued[0] != self.entry.fold

    def split_joints(self) -> Iterator[tuple[Joint, str, str]]:
        """Give each gap where the name itself has none, with what stands on both sides of it."""
        length = 0
        for at, kind in enumerate(self.joints):
            length += len(self.pieces[at].fold) + (kind is Joint.SIGN)
            if not self.entry.cuts & {length, length - 1}:
                yield kind, self.pieces[at].fold, self.pieces[at + 1].fold


def level_of(match: Match) -> Level | None:
    """Say how surely pieces that read as a name are meant as one; None where they are not."""
    entry = match.entry
    if not _letters_agree(match) or not _joints_agree(match):
        return None
    if entry.sort in {Sort.INITIALS, Sort.GIVEN, Sort.SHORT}:
        return _level_of_part(match)
    if match.before == "@" and not match.in_link:
        return Level.BLOCKED
    split = None if match.spelled_out else _level_of_split(match)
    if split is False:
        return None
    level = _level_whole(match)
    return Level.REVIEW if split is Level.REVIEW and level else level


def _level_whole(match: Match) -> Level | None:
    entry = match.entry
    if len(entry.fold) < 4 and entry.fold.isascii() and not match.in_link:
        return _level_of_short(match)
    if entry.everyday and not match.disguised:
        return _level_of_everyday(match)
    return Level.BLOCKED


def _letters_agree(match: Match) -> bool:
    """Refuse keys that agree only because i and l share a sign: all is not ail."""
    raw = "".join(piece.raw for piece in match.pieces)
    for read, wanted in zip(match.glued[0], match.entry.fold, strict=False):
        if (
            read != wanted
            and read.isalpha()
            and not (read == "i" and "I" in raw)
            and not (read == "l" and raw.isupper())
        ):
            return False
    return True


def _joints_agree(match: Match) -> bool:
    """Refuse what a comma or a full stop keeps apart; a domain wants its dots."""
    kinds = set(match.joints)
    if match.entry.sort is Sort.DOMAIN:
        return kinds <= {Joint.DOT, Joint.HYPHEN, Joint.NOTHING} and Joint.DOT in kinds
    if match.entry.sort is Sort.INITIALS:
        return kinds <= {Joint.DOT, Joint.SPACED_DOT, Joint.HYPHEN}
    if match.entry.sort is not Sort.REVERSED and Joint.COMMA in kinds:
        return False
    return all(
        kind is not Joint.SPACED_DOT or len(piece.fold) == 1
        for kind, piece in zip(match.joints, match.pieces, strict=False)
    )


def _level_of_split(match: Match) -> Level | bool | None:
    """Judge gaps inside a word of the name: None for no matter, False for another meaning."""
    worst: Level | None = None
    for kind, left, right in match.split_joints():
        if kind in {Joint.HYPHENATED, Joint.NOTHING, Joint.SIGN, Joint.DOT}:
            continue
        ordinary = is_ordinary(left) and is_ordinary(right)
        if ordinary and not all(piece.raw[0].isupper() for piece in match.pieces):
            return False
        if kind is Joint.LINE and not ordinary:
            continue
        worst = Level.REVIEW
    return worst


def _level_of_short(match: Match) -> Level | None:
    """Judge a name of one to three letters, which must be written as the roster writes it."""
    raw = "".join(piece.raw for piece in match.pieces)
    letters = "".join(sign for sign in match.entry.written if sign.isalnum())
    as_written = raw in {letters, letters.upper()} and match.has_capital
    if len(letters) == 1 or (as_written and match.entry.everyday):
        return Level.REVIEW if as_written and weight(match.reading, match.first, match.after) > 2 else None
    if as_written:
        return Level.BLOCKED
    return Level.REVIEW if len(match.pieces) == 1 and not match.entry.everyday else None


def _level_of_everyday(match: Match) -> Level | None:
    """Judge a name whose words are ordinary ones."""
    if match.in_link:
        return Level.REVIEW if _is_whole_segment(match) else None
    if match.before == "#":
        return Level.BLOCKED if match.entry.cuts else Level.REVIEW
    points = weight(match.reading, match.first, match.after)
    if len(match.entry.words) > 1:
        return _level_of_phrase(match, points)
    alone = _stands_alone(match)
    if not alone and match.pieces[0].raw[0].islower():
        return None
    if points >= 3 and alone:
        return Level.BLOCKED
    return Level.REVIEW if points >= 1 else None


def _level_of_phrase(match: Match, points: int) -> Level:
    """Judge a name of several ordinary words: an app store is one in small letters after an article."""
    if match.has_capital or points > 0:
        return Level.BLOCKED
    first = match.first
    before = match.reading.pieces[first - 1].fold if first else ""
    return Level.REVIEW if before in _DETERMINERS or points < 0 else Level.BLOCKED


def _level_of_part(match: Match) -> Level | None:
    """Judge initials, a first name alone, or the short form of a long name: they want a capital."""
    if not match.pieces[0].raw[0].isupper() and not match.in_link:
        return None
    if match.entry.sort is Sort.INITIALS:
        return Level.REVIEW if all(piece.raw.isupper() for piece in match.pieces) else None
    if match.entry.written.isupper() and match.entry.sort is Sort.SHORT:
        raw = "".join(piece.raw for piece in match.pieces)
        return Level.REVIEW if raw == match.entry.written and len(match.pieces) == 1 else None
    if match.entry.sort is Sort.GIVEN and is_everyday(match.entry.fold):
        return Level.REVIEW if weight(match.reading, match.first, match.after) > 2 else None
    return Level.REVIEW


def compound_level(match: Match) -> Level | None:
    """Judge a word made from a name: a plural, somebody of it, or a word joined to it."""
    entry = match.entry
    if entry.everyday and len(entry.words) == 1:
        if match.in_link or not match.has_capital or not _stands_alone(match):
            return None
        return Level.REVIEW if weight(match.reading, match.first, match.after) > 0 else None
    return Level.BLOCKED if match.before in {"#", "@"} else Level.REVIEW


def _stands_alone(match: Match) -> bool:
    """Say whether the pieces are whole words, not part of a longer CamelCase word."""
    pieces, first, after = match.reading.pieces, match.first, match.after
    joined_before = first > 0 and pieces[first - 1].end == pieces[first].start
    joined_behind = after < len(pieces) and pieces[after].start == pieces[after - 1].end
    return not joined_before and not joined_behind


def _is_whole_segment(match: Match) -> bool:
    """Say whether the pieces fill a part of an address between slashes."""
    end = match.pieces[-1].end
    return match.before == "/" and match.reading.note[end : end + 1] in {"", "/", " ", ")", ".", ",", "\n", "?"}
