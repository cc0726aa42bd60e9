"""Which report a file is, by the shape of its headers: what the columns mean and in what order they stand.

Titles of reports and sections are never read: they come in the language of whoever downloaded the file.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from convenor.rules.attendance.column import Column
from convenor.rules.attendance.duration import Unit
from convenor.rules.attendance.headings import Heading, may_be_heading, read_heading
from convenor.rules.attendance.moment import read_moment
from convenor.rules.attendance.report import Source
from convenor.rules.attendance.table import Row
from convenor.rules.attendance.writing import NOTHING

NUMBERED_TITLE = re.compile(r"\d{1,2}\s*[.)、．]\s*\D")
CONTENT = re.compile(r"\S+@\S+\.\S+|(?=.*\d:\d)[\d\s/.,:+\-apmtzAPMTZ]{4,}")
NO_TITLE = re.compile(r"(?:\d[\d.,]*\s?[^\W\d_]{0,8}\.?\s?)*|[0-9a-fA-F]{8}-[0-9a-fA-F\-]{20,}")
LONGEST_PREAMBLE = 200
NAMES = {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME}
MEETING = {Column.TOPIC, Column.MEETING_ID}
# "Name" beside "First name" is the last name, "Nombre" beside "Apellidos" the first.
EITHER_NAME = {"name", "nom", "nombre", "nome", "naam", "namn", "navn", "nazwa", "nimi", "jmeno", "nume", "ad", "meno"}


Told = dict[Column, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Where each understood column stands."""

    places: dict[Column, int]
    has_original: bool = False
    unit: Unit | None = None
    width: int

    def __contains__(self, column: Column) -> bool:
        return column in self.places

    def told(self, row: Row) -> Told:
        """What the cells of a row say; a cell that says nothing is not there."""
        cells = row.cells
        width = len(cells)
        return {
            column: cells[place]
            for column, place in self.places.items()
            if place < width and cells[place] not in NOTHING
        }

    def stand_in_order(self, *columns: Column) -> bool:
        """Whether these columns are all there, in this order."""
        found = [self.places[column] for column in columns if column in self.places]
        return len(found) == len(columns) and found == sorted(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A header with the rows under it."""

    header: Row
    columns: Columns
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A whole file: sections with people, what is said about the meeting, and the rows before the first header."""

    source: Source
    sections: list[Section]
    meeting: dict[Column, str]
    preamble: list[Row]


def find_sections(rows: Sequence[Row]) -> tuple[list[Section], list[Row]]:
    """Cut the file at its headers; rows after a title belong to nobody until the next header comes."""
    sections: list[Section] = []
    preamble: list[Row] = []
    into = preamble
    before = 0
    for row, following in _with_following(rows):
        columns = None
        if sections or len(preamble) < LONGEST_PREAMBLE:
            columns = header_of(row, may_be_odd=not sections, may_be_alone=not sections and not preamble)
        if columns is not None:
            section = Section(header=row, columns=columns)
            sections.append(section)
            into = section.rows
        elif sections and _is_title(row, following, sections[-1], after_gap=row.number > before + 1):
            into = []
        else:
            into.append(row)
        before = row.number
    return sections, preamble


def _with_following(rows: Sequence[Row]) -> Iterable[tuple[Row, Row | None]]:
    """Each row that is not blank, with the next such row."""
    filled = [row for row in rows if not row.is_blank]
    return zip(filled, [*filled[1:], None], strict=False)


def _is_title(row: Row, following: Row | None, section: Section, *, after_gap: bool) -> bool:
    if section.columns.width < 2 or not row.is_alone:
        return False
    if following is not None and header_of(following) is not None:
        return True
    return after_gap and NUMBERED_TITLE.match(row.cells[0]) is not None


def header_of(row: Row, *, may_be_odd: bool = False, may_be_alone: bool = False) -> Columns | None:
    """The columns if this row is the header of a list of people (or of something that we must refuse).

    `may_be_odd` where it may begin with a column that means nothing to us, such as a number or an organisation,
    `may_be_alone` where a lone column of names is enough.
    """
    first = next(cell for cell in row.cells if cell)
    if not (may_be_heading(first) and read_heading(first)) and not (may_be_odd and _has_two_headings(row)):
        return None
    if any(CONTENT.fullmatch(cell) for cell in row.cells):
        return None
    columns = _columns(row)
    found = set(columns.places)
    if not found & NAMES and Column.EMAIL not in found:
        return None
    if _is_about_the_meeting(found) and Column.JOINED not in found and not columns.has_original:
        return None
    may_be_alone = may_be_alone and bool(found & NAMES) and not any(cell.isdigit() for cell in row.cells)
    return columns if len(found) > 1 or may_be_alone else None


def _is_about_the_meeting(found: set[Column]) -> bool:
    return bool(found & MEETING and found & {Column.START, Column.END, Column.PARTICIPANTS})


def _has_two_headings(row: Row) -> bool:
    return sum(1 for cell in row.cells if read_heading(cell) is not None) > 1


def _columns(row: Row) -> Columns:
    """Give each meaning to the first column that has it; a heading that is known beats one that is guessed."""
    headings = [(place, heading) for place, cell in enumerate(row.cells) if (heading := read_heading(cell)) is not None]
    if {heading.column for _, heading in headings} & {Column.REGISTERED, Column.APPROVAL}:
        # Whoever registers is asked anything ("Reason to join"); what is only guessed may be such a question.
        headings = [(place, heading) for place, heading in headings if heading.is_exact]
    chosen: dict[Column, tuple[int, Heading]] = {}
    for place, heading in sorted(headings, key=lambda pair: (not pair[1].is_exact, pair[0])):
        chosen.setdefault(heading.column, (place, heading))
    places = {column: place for column, (place, _) in chosen.items()}
    _complete_names(places, row)
    name, duration = chosen.get(Column.NAME), chosen.get(Column.DURATION)
    return Columns(
        places=places,
        has_original=name is not None and name[1].has_original,
        unit=duration[1].unit if duration else None,
        width=sum(1 for cell in row.cells if cell),
    )


def _complete_names(places: dict[Column, int], row: Row) -> None:
    halves = {Column.FIRST_NAME, Column.LAST_NAME} & set(places)
    if Column.NAME not in places:
        if not halves and Column.PARTICIPANTS in places and not MEETING & set(places):
            places[Column.NAME] = places.pop(Column.PARTICIPANTS)
        return
    heading = row.cells[places[Column.NAME]].strip().casefold()
    if len(halves) == 1 and heading in EITHER_NAME:
        other = Column.LAST_NAME if Column.FIRST_NAME in halves else Column.FIRST_NAME
        places[other] = places.pop(Column.NAME)


def source_of(columns: Columns, *, is_numbered: bool) -> Source:
    """Which report has such columns; `is_numbered` where a section with a number stands before them."""
    has = columns.places.keys()
    timed = bool(has & {Column.JOINED, Column.LEFT})
    lasting = Column.DURATION in has
    asked = bool(has & {Column.REGISTERED, Column.APPROVAL})
    # The first that is true counts: what only one tool writes stands before what several tools write.
    signs = (
        (Source.TEAMS_OLDER, {Column.ACTION, Column.TIMESTAMP} <= has),
        (Source.ZOOM_WEBINAR, Column.ATTENDED in has and (timed or lasting or asked)),
        (Source.TEAMS, Column.ACCOUNT in has or is_numbered or (Column.ROLE in has and (timed or lasting))),
        (Source.ZOOM_REGISTRATION, asked and not timed and not lasting),
        (Source.ZOOM_MEETING, columns.has_original or bool(has & {Column.WAITING, Column.CONSENT})),
        (Source.ZOOM_MEETING, columns.unit is Unit.MINUTES and (timed or Column.GUEST in has)),
        (Source.MEET, lasting and {Column.FIRST_NAME, Column.LAST_NAME} <= has),
        (Source.MEET, columns.stand_in_order(Column.DURATION, Column.JOINED)),
        (Source.TEAMS, columns.stand_in_order(Column.NAME, Column.JOINED, Column.LEFT, Column.DURATION)),
    )
    return next((source for source, is_so in signs if is_so), Source.TABLE)


def describe(preamble: Sequence[Row]) -> dict[Column, str]:
    """What the rows before the people say about the meeting: a header with a row under it, or a label a row."""
    told: dict[Column, str] = {}
    for row, following in _with_following(preamble):
        headings = [read_heading(cell) for cell in row.cells]
        known = {heading.column for heading in headings if heading}
        if following is not None and known & MEETING and len(known) > 1 and len(row.cells) > 2:
            for heading, cell in zip(headings, following.cells, strict=False):
                if heading and cell:
                    told.setdefault(heading.column, cell)
        elif headings[0] and _is_labelled(row):
            told.setdefault(headings[0].column, row.cells[1])
    return told


def labelled_moments(preamble: Sequence[Row]) -> list[str]:
    """The values beside labels that are moments, in order: a summary has its start before its end."""
    values = [row.cells[1] for row in preamble if _is_labelled(row)]
    return [value for value in values if (moment := read_moment(value)) and moment.year and moment.clock]


def labelled_title(preamble: Sequence[Row]) -> str | None:
    """The first value that is a text, in a summary without any label for the title that we know."""
    labels = [read_heading(row.cells[0]) for row in preamble if row.cells]
    if any(label.column is Column.TOPIC for label in labels if label):
        return None
    values = [row.cells[1] for row in preamble if _is_labelled(row)]
    return next((value for value in values if not NO_TITLE.fullmatch(value) and not read_moment(value)), None)


def _is_labelled(row: Row) -> bool:
    """Whether the row is a label with one value beside it."""
    return bool(row.cells[0]) and sum(1 for cell in row.cells if cell) == 2 and bool(row.cells[1])
