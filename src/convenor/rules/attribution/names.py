"""Find where a note names a member or one of its people, in any disguise, and say how sure that is.

A name is looked for by its key, over one or more neighbouring pieces run together, so that spacing,
hyphens, capitals inside a word, line breaks and markup need no rules of their own. `sureness` judges
what was found.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from convenor.rules.attribution.index import LEAST_TYPO, PERSONAL, TITLES, Entry, Index, glued, remains, sound
from convenor.rules.attribution.ordinary import is_everyday, is_ordinary, starts_sentence, weight
from convenor.rules.attribution.scripts import foreign
from convenor.rules.attribution.sureness import ENDINGS, Match, compound_level, level_of
from convenor.rules.attribution.text import Joint, Reading, Word, joint
from convenor.rules.vocabulary import Level

_MOST_PIECES = 60
_LONGEST_WORD = 60
_ARTICLES = frozenset("ال و ف ب ل ك وال بال فال لل كال".split())
# What hashtags and accounts put before a name.
_CALLING = frozenset(
    "ask team my we the at go hey dear stop boycott thanks love save join via inside meet hello".split()
)
# So many neighbours in a list are asked whether they are names.
_MOST_LISTED = 6
_LISTING = re.compile(r"[\s,;/|&+*-]{1,6}(?:(?:and|or)\s{1,3})?")
_SPELLED_SIGN = re.compile(r"[^\S\n]{0,3}[-&+'’.][^\S\n]{0,3}")
_STRETCHED = re.compile(r"(.)\1{2,}")
# How it does, as the reason says it.
_EXACT = "“{written}”"
_COMPOUND = "a word made from “{written}”"
_TYPO = "reads or sounds almost as “{written}”"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place where a note names somebody, and how it does."""

    start: int
    end: int
    level: Level
    entries: tuple[Entry, ...]
    how: str


def mentions(reading: Reading, index: Index, links: tuple[tuple[int, int], ...]) -> Iterator[Mention]:
    """Find every mention, in the order of the note; `links` are the places of web and mail addresses."""
    for text in (reading, *reading.asides()):
        search = _Search(text, index, links)
        exact = tuple(search.exact())
        yield from exact
        taken = [(mention.start, mention.end) for mention in exact]
        yield from search.mistyped(taken)
        if text is reading:
            yield from search.transcribed(taken)


class _Search:
    """One pass over a note with a roster's index."""

    def __init__(self, reading: Reading, index: Index, links: tuple[tuple[int, int], ...]) -> None:
        self.reading = reading
        self.index = index
        self.links = links
        self.compounds: dict[str, tuple[Entry, ...]] = {}

    def exact(self) -> Iterator[Mention]:
        """Find names letter by letter, and words made from them."""
        at, pieces = 0, self.reading.pieces
        while at < len(pieces):
            mention, after = self._at(at)
            if mention:
                yield mention
            at = after

    def _at(self, first: int) -> tuple[Mention | None, int]:
        key = self.reading.pieces[first].key
        starts = key in self.index.starts
        if starts or key in self.index.by_key:
            for after, entries, how in reversed(tuple(self._runs(first))):
                mention = self._judged(first, after, entries, how)
                if mention:
                    return mention, after
        entries = self._compound(self.reading.pieces[first].fold)
        return self._judged(first, first + 1, entries, _COMPOUND), first + 1

    def _runs(self, first: int) -> Iterator[tuple[int, tuple[Entry, ...], str]]:
        """Give every run of pieces from `first` that reads as a name, or as a word made from one."""
        pieces, run = self.reading.pieces, ""
        for at in range(first, min(first + _MOST_PIECES, len(pieces))):
            if at > first:
                gap = self.reading.gap(pieces[at - 1], pieces[at])
                if joint(gap) is Joint.FAR and not _is_spelled(pieces[at - 1], gap, pieces[at]):
                    return
                run = glued(self.reading, first, at + 1)[1] if joint(gap) is Joint.SIGN else run + pieces[at].key
            else:
                run = pieces[at].key
            if run in self.index.by_key:
                yield at + 1, self.index.by_key[run], _EXACT
            if run not in self.index.starts:
                if at > first and run not in self.index.by_key:
                    yield at + 1, tuple(self._inflected(first, at)), _COMPOUND
                return

    def _inflected(self, first: int, last: int) -> Iterator[Entry]:
        """Give the names of several pieces of which the last has an ending: the Zamani Telecoms."""
        fold = glued(self.reading, first, last + 1)[0]
        reach = len(fold) - len(self.reading.pieces[last].fold)
        for entry in _begun_with(fold, self.index):
            rest = fold[len(entry.fold) :]
            if len(entry.fold) > reach and (rest in ENDINGS or rest.isdigit()):
                yield entry

    def _judged(self, first: int, after: int, entries: tuple[Entry, ...], how: str) -> Mention | None:
        if not entries:
            return None
        found: dict[Entry, Level] = {}
        in_link, beside_name = self._in_link(first), self._beside_name(first, after)
        titled = _title_before(self.reading, first)
        for entry in entries:
            match = Match(self.reading, entry, first, after, in_link, beside_name, titled)
            level = compound_level(match) if how == _COMPOUND else level_of(match)
            if level:
                found[entry] = level
        return self._mention(first, after, found, how) if found else None

    def _beside_name(self, first: int, after: int) -> bool:
        """Say whether the next or the last word of a list is surely a name: Apple, Cisco and others."""
        return self._lists(first, -1) or self._lists(after - 1, 1)

    def _lists(self, at: int, step: int) -> bool:
        """Walk a list from one name to the next, until one of them is surely a name."""
        pieces = self.reading.pieces
        for _ in range(_MOST_LISTED):
            beside = at + step
            if 0 <= beside < len(pieces) and pieces[beside].fold in {"and", "or"}:
                beside += step
            if not 0 <= beside < len(pieces):
                return False
            left, right = sorted((pieces[at], pieces[beside]))
            entries = self.index.by_key.get(pieces[beside].key, ())
            if not entries or not _LISTING.fullmatch(self.reading.note[left.end : right.start]):
                return False
            if any(not entry.everyday for entry in entries):
                return True
            at = beside
        return False

    def _mention(self, first: int, after: int, found: dict[Entry, Level], how: str) -> Mention:
        level = Level.BLOCKED if Level.BLOCKED in found.values() else Level.REVIEW
        titled = any(entry.sort in PERSONAL for entry in found) and _title_before(self.reading, first)
        start = self.reading.pieces[first - titled].start
        start -= self.reading.note[start - 1 : start] == "@" and not self._in_link(first)
        return Mention(start=start, end=self._end(after), level=level, entries=tuple(found), how=how)

    def _end(self, after: int) -> int:
        """Give where a mention ends: after a possessive s, too."""
        pieces = self.reading.pieces
        if (
            after < len(pieces)
            and pieces[after].fold == "s"
            and self.reading.gap(pieces[after - 1], pieces[after]) in {"'", "’", "ʼ", "´", "`"}
        ):
            return pieces[after].end
        return pieces[after - 1].end

    def _compound(self, fold: str) -> tuple[Entry, ...]:
        """Give the entries that a word is made from: the Vodafoners, my-vodafone in one word."""
        if fold not in self.compounds:
            self.compounds[fold] = tuple(_made_from(fold, self.index))
        return self.compounds[fold]

    def _in_link(self, piece: int) -> bool:
        start = self.reading.pieces[piece].start
        at = bisect_left(self.links, (start + 1, 0)) - 1
        return at >= 0 and start < self.links[at][1]

    def mistyped(self, taken: list[tuple[int, int]]) -> Iterator[Mention]:
        """Find names with one typing error among the words that no exact name takes."""
        known: dict[str, tuple[tuple[Entry, int], ...]] = {}
        for at, word in enumerate(self.reading.words):
            if word.fold not in known:
                known[word.fold] = tuple(_one_error_from(word.fold, self.index))
            if not known[word.fold] or _overlaps(word.start, word.end, taken):
                continue
            whole = {entry: place for entry, place in known[word.fold] if self._rest_fits(at, entry, place)}
            if whole:
                yield from self._typo(at, whole)

    def transcribed(self, taken: list[tuple[int, int]]) -> Iterator[Mention]:
        """Find names written as they sound in another script."""
        for start, end, bones in foreign(self.reading.note):
            entries = self.index.by_skeleton.get(bones, ())
            if entries and not _overlaps(start, end, taken):
                yield Mention(start=start, end=end, level=Level.REVIEW, entries=entries, how=_TYPO)

    def _rest_fits(self, at: int, entry: Entry, place: int) -> bool:
        first = at - place
        words = self.reading.words[max(0, first) : first + len(entry.words)]
        if first < 0 or len(words) != len(entry.words):
            return False
        alike = all(
            word.fold == wanted for number, (word, wanted) in enumerate(zip(words, entry.words, strict=True))
            if number != place
        )  # fmt: skip
        near = all(
            joint(self.reading.gap(left, right)) not in {Joint.FAR, Joint.COMMA, Joint.SPACED_DOT}
            for left, right in pairwise(words)
        )
        return alike and near and self._may_be_typo(words[place], entry)

    def _may_be_typo(self, word: Word, entry: Entry) -> bool:
        everyday = len(entry.words) > 1 and is_everyday(word.fold)
        if (len(word.fold) < LEAST_TYPO or everyday) and not word.raw[0].isupper():
            return False
        if not entry.everyday or len(entry.words) > 1:
            return True
        first = self._piece_at(word)
        capital = word.raw[0].isupper() and not starts_sentence(self.reading, word)
        return capital and weight(self.reading, first, first + 1) > 0

    def _piece_at(self, word: Word) -> int:
        return bisect_left(self.reading.pieces, word.start, key=lambda piece: piece.start)

    def _typo(self, at: int, whole: dict[Entry, int]) -> Iterator[Mention]:
        most = max(len(entry.words) for entry in whole)
        entries = tuple(entry for entry in whole if len(entry.words) == most)
        first = at - whole[entries[0]]
        words = self.reading.words[first : first + most]
        yield Mention(start=words[0].start, end=words[-1].end, level=Level.REVIEW, entries=entries, how=_TYPO)


def _is_spelled(left: Word, gap: str, right: Word) -> bool:
    """Say whether a sign with spaces stands between single letters: T - M o b i l e."""
    return len(left.fold) == len(right.fold) == 1 and bool(_SPELLED_SIGN.fullmatch(gap))


def _made_from(fold: str, index: Index) -> Iterator[Entry]:
    """Find the longest name that a word begins or ends with, where the rest could be added to it."""
    begun = tuple(_begun_with(fold, index))
    yield from begun or _ended_with(fold, index)


def _begun_with(fold: str, index: Index) -> Iterator[Entry]:
    for end in range(min(len(fold) - 1, _LONGEST_WORD), 1, -1):
        entries = [entry for entry in index.by_fold.get(fold[:end], ()) if _may_follow(entry, fold, fold[end:])]
        if entries:
            yield from entries
            return


def _ended_with(fold: str, index: Index) -> Iterator[Entry]:
    for start in range(1, min(len(fold) - 2, 24) if len(fold) <= _LONGEST_WORD else 1):
        for entry in index.by_fold.get(fold[start:], ()):
            long_enough = len(entry.fold) > LEAST_TYPO and not entry.everyday and not is_ordinary(fold)
            if long_enough or fold[:start] in _ARTICLES or (fold[:start] in _CALLING and not is_ordinary(fold)):
                yield entry


def _may_follow(entry: Entry, fold: str, rest: str) -> bool:
    if len(entry.fold) < 3:
        return rest == "s"
    if rest in ENDINGS or rest.isdigit():
        return entry.everyday or not is_ordinary(fold)
    return len(entry.fold) >= LEAST_TYPO - entry.everyday and not is_ordinary(fold)


def _one_error_from(fold: str, index: Index) -> Iterator[tuple[Entry, int]]:
    if not LEAST_TYPO - 3 < len(fold) <= _LONGEST_WORD:
        return
    everyday = is_everyday(fold)
    for read in _unstretched(fold) if not everyday else (fold,):
        for entry, at in {found: None for rest in remains(read) for found in index.by_remains.get(rest, ())}:
            wanted = entry.words[at]
            one_error = wanted != fold and DamerauLevenshtein.distance(read, wanted, score_cutoff=1) < 2
            if one_error and (not everyday or len(entry.words) > 1):
                yield entry, at
    if not everyday and len(fold) >= LEAST_TYPO:
        yield from (found for found in index.by_sound.get(sound(fold), ()) if found[0].words[found[1]] != fold)


def _unstretched(fold: str) -> tuple[str, ...]:
    """Give a word without drawn out letters: Voooodafone."""
    if not _STRETCHED.search(fold):
        return (fold,)
    return _STRETCHED.sub(r"\1", fold), _STRETCHED.sub(r"\1\1", fold)


def _title_before(reading: Reading, first: int) -> bool:
    if not first or reading.pieces[first - 1].fold not in TITLES:
        return False
    return reading.gap(reading.pieces[first - 1], reading.pieces[first]) in {" ", ". ", "\u00a0", ".\u00a0"}


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (end, 0)) - 1
    return at >= 0 and start < taken[at][1]
