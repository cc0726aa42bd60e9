"""The words of a draft as they would leave: one text for the check, cut back into its fields for the page."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Protocol

FIELDS = ("title", "body", "applies_to", "provenance", "correction")
BETWEEN = "\n\n"
# Where a paragraph or a point of a list begins.
_EDGE = re.compile(r"\n(?=[ \t]*\n|[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t])")
_POINT = re.compile(r"([ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class HasWords(Protocol):
    """Whatever carries the fields of a wording: a draft, for instance."""

    title: str
    body: str
    applies_to: str
    provenance: str
    correction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place within one field of a wording; `start` and `end` count from the field's beginning."""

    field: str
    start: int
    end: int

    def in_units_of(self, text: str) -> tuple[int, int]:
        """Start and end as a browser counts them, where a sign beyond the first plane counts twice."""
        start = _units(text[: self.start])
        return start, start + _units(text[self.start : self.end])


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Every word that readers would see. A change of any of them is another wording, with another digest."""

    title: str
    body: str = ""
    applies_to: str = ""
    provenance: str = ""
    correction: str = ""

    @property
    def whole(self) -> str:
        """All fields as one text, so that the check sees what they say together."""
        return BETWEEN.join(text for _, text, _ in self._fields())

    @property
    def digest(self) -> str:
        """What an approval, or a click on a finding, is bound to."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False).encode()).hexdigest()

    def place(self, start: int, end: int) -> Place | None:
        """Where a place of the whole is; None if it reaches over the edge of a field."""
        for field, text, begins in self._fields():
            if begins <= start and end <= begins + len(text):
                return Place(field=field, start=start - begins, end=end - begins)
        return None

    def offset(self, wanted: str) -> int:
        """Where a field begins in the whole."""
        return next(begins for field, _, begins in self._fields() if field == wanted)

    def replaced(self, place: Place, by: str) -> "Wording":
        """The wording with other words at a place."""
        text: str = getattr(self, place.field)
        return replace(self, **{place.field: text[: place.start] + by + text[place.end :]})

    def fitted(self, place: Place, words: str) -> str:
        """Words for a place, with a capital where they begin a sentence, a point or a heading."""
        before = getattr(self, place.field)[: place.start].rstrip(" \t*_")
        begins = not before or before[-1] in ".!?\n#" or before.rpartition("\n")[2].strip() in {"-", "+"}
        return words[:1].upper() + words[1:] if begins else words

    def paragraph(self, start: int, end: int) -> str:
        """The paragraph, or the point of a list, around a place of the whole; nothing for a place beside it."""
        begins, ends = self.edges(start, end)
        return self.whole[begins:ends].strip()

    def around(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The places of the whole that somebody has to read to know how words are meant, the paragraph last.

        These are the title, the heading over the words, the lead-in where they stand in a list, and their paragraph.
        """
        begins, ends = self.edges(start, end)
        begins += len(self.whole[begins:ends]) - len(self.whole[begins:ends].lstrip("\n"))
        offset = self.offset("body")
        found = [(0, len(self.title))] if self.title and start > len(self.title) else []
        if offset <= start < offset + len(self.body):
            lines = _leading(self.body, max(begins - offset, 0))
            found += [(offset + over, offset + under) for over, under in lines]
        return (*found, (begins, ends))

    def edges(self, start: int, end: int) -> tuple[int, int]:
        """Where the paragraph, or the point of a list, around a place of the whole begins and ends."""
        whole = self.whole
        edges = [0, *(edge.start() for edge in _EDGE.finditer(whole)), len(whole)]
        begins = max(edge for edge in edges if edge <= start)
        return begins, min((edge for edge in edges if edge >= end), default=len(whole))

    def _fields(self) -> Iterator[tuple[str, str, int]]:
        begins = 0
        for field in FIELDS:
            text: str = getattr(self, field)
            yield field, text, begins
            begins += len(text) + len(BETWEEN)


def wording_of(row: HasWords) -> Wording:
    """The wording of a draft as it stands."""
    return Wording(**{field: getattr(row, field) for field in FIELDS})


def _leading(text: str, begins: int) -> list[tuple[int, int]]:
    """The lines over a paragraph that say how it is meant: of a list its lead-in and what a point stands under."""
    point = _POINT.match(text, begins)
    indent = len(point[1]) if point else -1
    found: list[tuple[int, int]] = []
    lines = [line.span() for line in _LINE.finditer(text, 0, begins)]
    for start, end in reversed(lines):
        over = _POINT.match(text, start)
        if _HEADING.match(text, start):
            return [(start, end), *found]
        if indent < 0 and found and over is None and text[end : found[0][0]] == "\n":
            found.insert(0, (start, end))
        elif indent >= 0 and over is None and not text[start].isspace():
            found.insert(0, (start, end))
            indent = -1
        elif over is not None and len(over[1]) < indent:
            found.insert(0, (start, end))
            indent = len(over[1])
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
