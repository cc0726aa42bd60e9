"""Look through what hides or splits letters without a reader noticing, and keep every true place.

Markup, invisible signs, entities and escapes are taken away or replaced, so that the rules read what a
reader sees; whatever they find is led back to its place in the note.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# Drawn as nothing: soft hyphens, zero-width marks, direction marks, variation selectors, tags, fillers.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_SUSPECT = re.compile(rf"[{UNSEEN}*~`\\&%<\]\[]")
_INLINE = "abbr|a|bdi|bdo|big|b|cite|code|del|em|font|ins|i|kbd|mark|q|small|span|strong|sub|sup|s|tt|u|var|wbr"
# Where a link leads, with its title; or the name of a reference.
_ADDRESS = r"(?:[^()\s]|\([^()\s]{0,80}\)){0,300}(?:[^\S\n]{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?"
_TARGET = rf"(?:\({_ADDRESS}\)|\[[^\[\]\n]{{0,40}}\])"
# What may stand on either side of something that splits a word: a letter, or more that is hidden.
_BEFORE, _BEHIND = rf"[\w*~`\\>;)\-{UNSEEN}\u0300-\u036f]", rf"[\w*~`\\&<\[\-{UNSEEN}\u0300-\u036f]"
# What stands in a link target, a tag or a comment that splits a word is read on its own, as an aside.
_SPOT = re.compile(
    rf"(?P<unseen>[{UNSEEN}]+)|(?P<markup>[*`\\]+|~~)"
    r"|(?P<letter>&(?:#\d{2,7};?|#[xX][0-9a-fA-F]{2,6};?|[A-Za-z]\w{1,30};)"
    r"|%(?:(?<!\d%)|(?<=%[0-9A-Fa-f]\d%))(?:[2-7][0-9A-Fa-f]|[C-Fc-f][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f])+))"
    r"|(?P<line><br ?/?>)"
    rf"|(?P<aside><(?!su[bp]>\d)/?(?:{_INLINE})(?:\s[^<>]{{0,200}})?/?>"
    rf"|<!--(?<={_BEFORE}<!--)[^>]{{0,200}}-->(?={_BEHIND})"
    rf"|\[\](?<={_BEFORE}\[\]){_TARGET}?(?={_BEHIND})"
    rf"|\](?<=[\w-]\]){_TARGET}\[?(?=\w)|\]\({_ADDRESS}\)|\](?=[^\]]{{0,42}}\][^\S\n]\w)\[[^\[\]\n]{{1,40}}\]"
    rf"|\[(?=[^\[\]\n]{{1,300}}\](?:\({_ADDRESS}\)|\[[^\[\]\n]{{1,40}}\]))|\[\^(?<=\w\[\^)\w{{1,20}}\](?!:))"
)


class Spot(NamedTuple):
    """A place of the note that a reader does not see as it is written: what shows there, and from where."""

    start: int
    end: int
    shown: int
    letters: str
    deceives: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Veil:
    """A note, the text that a reader sees, and the spots where the two differ."""

    note: str
    text: str
    spots: tuple[Spot, ...]
    starts: tuple[int, ...]
    shown: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Lead a stretch of the text that is seen back to the note."""
        if not self.spots:
            return start, end
        return self._true(start)[0], self._true(end - 1)[1]

    def plain(self, at: int) -> tuple[int, int, int]:
        """Give the stretch of the text around a place in which nothing is hidden, and how far it moved."""
        if not self.spots:
            return 0, len(self.text), 0
        number = bisect_right(self.shown, at) - 1
        end = self.shown[number + 1] if number + 1 < len(self.shown) else len(self.text)
        if number < 0:
            return 0, end, 0
        spot = self.spots[number]
        start = spot.shown + len(spot.letters)
        return start, end, spot.end - start

    def _true(self, at: int) -> tuple[int, int]:
        number = bisect_right(self.shown, at) - 1
        if number < 0:
            return at, at + 1
        spot = self.spots[number]
        behind = at - spot.shown - len(spot.letters)
        return (spot.start, spot.end) if behind < 0 else (spot.end + behind, spot.end + behind + 1)

    def seen(self, start: int, end: int) -> str:
        """Give what a reader sees of a stretch of the note."""
        first, after = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if first == after:
            return self.note[start:end]
        parts, at = [], start
        for spot in self.spots[first:after]:
            parts += [self.note[at : spot.start], spot.letters]
            at = spot.end
        return "".join(parts) + self.note[at:end]

    def deceives(self, start: int, end: int) -> bool:
        """Say whether a stretch of the note hides signs or writes its letters as codes."""
        return any(
            spot.deceives for spot in self.spots[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        )

    def asides(self) -> Iterator[tuple[int, int]]:
        """Give the stretches that are not seen but say something."""
        for spot in self.spots:
            if spot.end - spot.start > 5 and not spot.letters and not spot.deceives:
                yield spot.start, spot.end


def unveil(note: str) -> Veil:
    """Take away what splits and hides letters in a note."""
    spots = tuple(_spots(note))
    parts, at = [], 0
    for spot in spots:
        parts += [note[at : spot.start], spot.letters]
        at = spot.end
    return Veil(
        note=note,
        text="".join(parts) + note[at:],
        spots=spots,
        starts=tuple(spot.start for spot in spots),
        shown=tuple(spot.shown for spot in spots),
    )


def _spots(note: str) -> Iterator[Spot]:
    at = gone = 0
    while suspect := _SUSPECT.search(note, at):
        at = suspect.end()
        found = _SPOT.match(note, suspect.start())
        if found is None:
            continue
        raw = found.group()
        letters = _shown(raw, found.lastgroup, note[found.end() : found.end() + 2])
        if letters == raw:
            continue
        deceives = found.lastgroup == "letter" or (found.lastgroup == "unseen" and raw != "\u00ad")
        yield Spot(found.start(), found.end(), found.start() - gone, letters, deceives)
        gone += len(raw) - len(letters)
        at = found.end()


def _shown(raw: str, sort: str | None, behind: str) -> str:
    """Give what a reader sees of a spot; a soft hyphen shows at the end of a line only."""
    if sort == "letter":
        return _letters(raw)
    if raw == "\u00ad" and behind.lstrip("\r").startswith("\n"):
        return "-"
    return "\n" if sort == "line" else ""


def _letters(code: str) -> str:
    """Give the letters that an entity or an escape stands for; itself where it stands for none."""
    letters = html.unescape(code) if code[0] == "&" else _escaped(code)
    return code if "\ufffd" in letters or "\x00" in letters else re.sub(rf"[{UNSEEN}]", "", letters)


def _escaped(code: str) -> str:
    return bytes.fromhex(code.replace("%", "")).decode("utf-8", "replace")
