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
        whole = self.whole
        edges = [0, *(edge.start() for edge in _EDGE.finditer(whole)), len(whole)]
        begins = max(edge for edge in edges if edge <= start)
        ends = min((edge for edge in edges if edge >= end), default=len(whole))
        return whole[begins:ends].strip()

    def _fields(self) -> Iterator[tuple[str, str, int]]:
        begins = 0
        for field in FIELDS:
            text: str = getattr(self, field)
            yield field, text, begins
            begins += len(text) + len(BETWEEN)


def wording_of(row: HasWords) -> Wording:
    """The wording of a draft as it stands."""
    return Wording(**{field: getattr(row, field) for field in FIELDS})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
