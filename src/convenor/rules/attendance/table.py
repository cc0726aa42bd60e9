"""Text to rows: which delimiter, which quotes, and the number of each row."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from convenor.rules.attendance.report import Unreadable
from convenor.rules.wording import said

DELIMITERS = (",", ";", "\t")
ENOUGH_TO_TELL = 60
LAST = "\x01"  # cannot be in the text: control characters are refused before


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row with its number, counted from 1 and with blank rows, as a spreadsheet does."""

    number: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)

    @property
    def is_alone(self) -> bool:
        """Whether the row holds one text only, like the title of a section."""
        return sum(1 for cell in self.cells if cell) == 1


def rows_of(text: str) -> list[Row]:
    """Split the text. Raises Unreadable where a quoted cell is never closed."""
    hint = _hint(text)
    rows = list(_split(text, hint or _best_delimiter(text)))[1 if hint else 0 :]
    if _each_row_is_one_quoted_cell(rows):
        unwrapped = "\n".join(row.cells[0].replace("\n", " ") if row.cells else "" for row in rows)
        return list(_split(unwrapped, _best_delimiter(unwrapped)))
    return rows


def _split(text: str, delimiter: str) -> Iterator[Row]:
    begun = number = 0
    # The last, made-up line comes back as a row of its own unless a quote before it is still open.
    reader = csv.reader(io.StringIO(f"{text}\n{LAST}\n", newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if cells == [LAST]:
                return
            if cells and LAST in cells[-1]:
                raise _never_closed(begun + 1)
            begun = reader.line_num
            yield Row(number=number, cells=[cell.strip() for cell in cells])
    except csv.Error:
        raise _never_closed(begun + 1) from None


def _never_closed(line: int) -> Unreadable:
    return Unreadable(
        said(
            'A quoted cell begins in line {line} and is never closed; close it with ", or download the report again.',
            line=line,
        )
    )


def _hint(text: str) -> str | None:
    """A spreadsheet may say the delimiter in the first line: sep=;"""
    first = text[:8].splitlines()[0].strip().strip('"').casefold() if text else ""
    return first[4:] if first.startswith("sep=") and first[4:] in DELIMITERS else None


def _best_delimiter(text: str) -> str:
    """Take the delimiter that gives most rows of the most common width above one."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    head = "\n".join(islice((line for line in io.StringIO(text) if line.strip()), ENOUGH_TO_TELL))
    try:
        widths = [len(cells) for cells in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if cells]
    except csv.Error:
        return (0, 0)
    cells = sum(width - 1 for width in widths)
    return (sum(1 for width in widths if width > 1), cells)


def _each_row_is_one_quoted_cell(rows: list[Row]) -> bool:
    """A CSV saved again by a spreadsheet of another country has each whole line in quotes."""
    filled = [row for row in rows if not row.is_blank]
    return (
        bool(filled)
        and all(
            len(row.cells) == 1 and any(delimiter in row.cells[0] for delimiter in DELIMITERS) for row in filled[:3]
        )
        and max(len(row.cells) for row in filled) == 1
    )
