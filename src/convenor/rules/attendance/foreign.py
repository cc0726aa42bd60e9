"""Reports in a language whose headings are not known here: recognised by what stands under the header.

Only reports of a build that nothing else has are read so: Teams numbers its sections, Zoom puts "(original name)" in
brackets into its first heading, and both have their times and lengths in fixed places.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from convenor.rules.attendance.column import Column
from convenor.rules.attendance.duration import Unit, read_length
from convenor.rules.attendance.entries import read_address
from convenor.rules.attendance.moment import read_moment
from convenor.rules.attendance.report import Source
from convenor.rules.attendance.shape import LONGEST_PREAMBLE, NUMBERED_TITLE, Columns, Section
from convenor.rules.attendance.table import Row
from convenor.rules.attendance.writing import is_nothing

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
BRACKETED = re.compile(r"[^(（]+\s?[(（][^)）]+[)）]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Build:
    """Where a report has its columns, and how their contents are known."""

    source: Source
    places: dict[Column, int]
    unit: Unit | None = None

    def fits(self, row: Row) -> bool:
        """Whether this row has a name, times and a length in their places."""
        width = max(self.places.values()) + 1
        return (
            len(row.cells) >= width
            and bool(row.cells[0])
            and all(LOOKS[column](row.cells[place]) for column, place in self.places.items() if column in LOOKS)
        )


def _is_moment(cell: str) -> bool:
    moment = read_moment(cell)
    return moment is not None and moment.year > 0 and moment.clock is not None


LOOKS: dict[Column, Callable[[str], bool]] = {
    Column.NAME: bool,
    Column.JOINED: _is_moment,
    Column.LEFT: _is_moment,
    Column.DURATION: lambda cell: read_length(cell, None) is not None,
    Column.EMAIL: lambda cell: is_nothing(cell) or read_address(cell) is not None,
}
KNOWN_BY_CONTENT = frozenset({Column.NAME, Column.JOINED, Column.LEFT, Column.DURATION})
TEAMS = Build(
    source=Source.TEAMS,
    places={Column.NAME: 0, Column.JOINED: 1, Column.LEFT: 2, Column.DURATION: 3, Column.EMAIL: 4},
)
ZOOM = Build(
    source=Source.ZOOM_MEETING,
    places={Column.NAME: 0, Column.EMAIL: 1, Column.JOINED: 2, Column.LEFT: 3, Column.DURATION: 4, Column.GUEST: 5},
    unit=Unit.MINUTES,
)


def find_foreign(rows: Sequence[Row]) -> tuple[Build, Section, list[Row]] | None:
    """The section of people with the rows before it; None if the file is not built like a report of ours."""
    filled = [row for row in rows if not row.is_blank]
    is_numbered = False
    for place, (header, first) in enumerate(pairwise(filled[:LONGEST_PREAMBLE])):
        is_numbered = is_numbered or _is_numbered_title(header)
        build = TEAMS if is_numbered else ZOOM if BRACKETED.fullmatch(header.cells[0]) else None
        if build is not None and build.fits(first) and not any(NUMBER.search(cell) for cell in header.cells):
            return build, _section(build, header, filled[place + 1 :]), filled[:place]
    return None


def completed(section: Section, *, is_numbered: bool) -> Section:
    """The section with the columns whose headings are not known, where the others stand as in a report of that build.

    In some languages we know the word for a name and not that for joining; its column is known by what is in it.
    """
    build = TEAMS if is_numbered else ZOOM if BRACKETED.fullmatch(section.header.cells[0]) else None
    known = section.columns.places
    if build is None or not section.rows or not _stand_alike(known, build.places):
        return section
    cells = section.rows[0].cells
    found = {
        column: place
        for column, place in build.places.items()
        if column in KNOWN_BY_CONTENT
        and place not in known.values()
        and place < len(cells)
        and LOOKS[column](cells[place])
    }
    columns = replace(section.columns, places={**known, **found}, has_original=build is ZOOM)
    return replace(section, columns=columns) if found else section


def _stand_alike(known: dict[Column, int], places: dict[Column, int]) -> bool:
    return all(known.get(column, place) == place for column, place in places.items())


def _section(build: Build, header: Row, rows: Sequence[Row]) -> Section:
    end = next((place for place, row in enumerate(rows) if _is_numbered_title(row)), len(rows))
    columns = Columns(
        places=build.places,
        has_original=build is ZOOM,
        unit=build.unit,
        width=len(header.cells),
    )
    return Section(header=header, columns=columns, rows=list(rows[:end]))


def _is_numbered_title(row: Row) -> bool:
    return row.is_alone and NUMBERED_TITLE.match(row.cells[0]) is not None
