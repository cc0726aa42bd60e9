"""Text of a CSV file to rows, with the number of each row for the sentence that says where something is wrong."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convenor.rules.wording import said


class OpinionError(ValueError):
    """Something that cannot be used: where it stands, what is wrong and how to mend it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """The cells of the columns asked for; `number` counts from 1 with the heading, as a spreadsheet does."""

    number: int
    cells: tuple[str, ...]

    def error(self, column: str, cell: str, problem: str) -> OpinionError:
        """The error of one cell."""
        return OpinionError(
            said(
                "row {row}, column {column}: {cell} {problem}",
                row=self.number,
                column=column,
                cell=shown(cell),
                problem=problem,
            )
        )


def rows_of(text: str, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The rows under the heading; an optional column that is not there is empty. Raises `OpinionError`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        places = _places([cell.strip() for cell in next(reader, [])], columns, optional)
        number = 1
        needed = 1 + max(place for place in places if place is not None)
        for number, cells in enumerate(reader, start=2):
            if cells and len(cells) < needed:
                raise OpinionError(
                    said(
                        "row {row}: it ends after {many} cells; complete it or take it out",
                        row=number,
                        many=len(cells),
                    )
                )
            if cells:
                yield Row(number=number, cells=tuple("" if place is None else cells[place].strip() for place in places))
    except csv.Error as error:
        raise OpinionError(
            said("row {row}: it is not CSV ({error}); close what is quoted", row=number + 1, error=str(error))
        ) from None


def _places(heading: list[str], columns: Sequence[str], optional: Sequence[str]) -> list[int | None]:
    if not any(heading):
        raise OpinionError(said("row 1: it is empty; it needs a first row with the names of the columns"))
    for column in columns:
        if column not in heading:
            raise OpinionError(
                said(
                    "row 1: the column {column} is missing; add it ({heading} is there)",
                    column=column,
                    heading=shown(",".join(heading)),
                )
            )
    for column in (*columns, *optional):
        if heading.count(column) > 1:
            raise OpinionError(said("row 1: the column {column} is there twice; keep one of the two", column=column))
    return [heading.index(column) if column in heading else None for column in (*columns, *optional)]


def present(row: Row, cell: str, column: str) -> str:
    """Give the cell back. Raises `OpinionError` where it is empty."""
    if not cell:
        raise row.error(column, cell, said("is empty; fill it in or take the row out"))
    return cell


def shown(text: str) -> str:
    """Show a cell in a message, short and on one line."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 60 else f'"{line[:59]}…"'
