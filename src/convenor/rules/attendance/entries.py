"""Rows to entries: who a row is about, and whether the row says that this person came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from convenor.rules.attendance.answers import is_no, is_yes, why_left_out
from convenor.rules.attendance.column import Column
from convenor.rules.attendance.duration import Length, read_length
from convenor.rules.attendance.moment import Written, is_nothing, read_moment
from convenor.rules.attendance.names import Name, is_dialled, name_key, read_name
from convenor.rules.attendance.report import Source, Unreadable
from convenor.rules.attendance.shape import Section
from convenor.rules.attendance.table import Row
from convenor.rules.attendance.writing import fold, visible

ADDRESS = re.compile(r"[^\s@<>(),;:\"'\[\]\\]+@[^\s@<>(),;:\"'\[\]\\]+\.[^\s@<>(),;:\"'\[\]\\.]{2,}")
LONGEST_ADDRESS = 254


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What one row says about one person. `reason` says why the row is nobody who came; None if somebody did."""

    row: int
    name: Name
    email: str | None = None
    guest: bool = False
    joined: Written | None = None
    left: Written | None = None
    length: Length | None = None
    reason: str | None = None

    @property
    def key(self) -> str:
        """Equal for the same person: by the address, and by the name only where no row has an address."""
        return self.email or f" {name_key(self.name.text)}"


def read_entries(section: Section, source: Source) -> Iterator[Entry]:
    """The entries of a section, in the order of its rows. Raises Unreadable for a time that is none."""
    for row in section.rows:
        if not _is_loose_title(row, section, source):
            yield _entry(row, section, source)


def _is_loose_title(row: Row, section: Section, source: Source) -> bool:
    """The title of an empty block stands where a webinar says whether somebody attended."""
    attended = section.columns.cell(row, Column.ATTENDED)
    return source is Source.ZOOM_WEBINAR and row.is_alone and not (is_yes(attended) or is_no(attended))


def _entry(row: Row, section: Section, source: Source) -> Entry:
    columns = section.columns
    name = _name(row, section)
    email = read_address(columns.cell(row, Column.EMAIL))
    joined = _moment(row, section, Column.JOINED, source)
    left = _moment(row, section, Column.LEFT, source)
    if not name.text and email:
        name = Name(text=email)
    return Entry(
        row=row.number,
        name=name,
        email=email,
        guest=name.is_guest or is_yes(columns.cell(row, Column.GUEST)),
        joined=joined,
        left=left,
        length=read_length(columns.cell(row, Column.DURATION), columns.unit),
        reason=why_left_out(row, columns, name, is_known=bool(email or joined or left)),
    )


def _name(row: Row, section: Section) -> Name:
    """The name as shown, or the first and last name that were given, where they say more."""
    columns = section.columns
    cell = columns.cell(row, Column.NAME)
    if len(section.header.cells) == 1:
        cell = ", ".join(part for part in row.cells if part)  # a lone column of names may hold commas without quotes
    shown = read_name("" if is_nothing(cell) else cell, has_original=columns.has_original)
    halves = [columns.cell(row, half) for half in (Column.FIRST_NAME, Column.LAST_NAME)]
    given = [half for half in halves if not is_nothing(half)]
    own = read_name(" ".join(given))
    if not shown.text:
        return own if own.text else shown
    if len(given) < len(halves) or not own.text or set(fold(own.text).split()) <= set(fold(shown.text).split()):
        return shown
    return Name(text=own.text, shown_as=shown.shown_as or shown.text, is_guest=own.is_guest or shown.is_guest)


def _moment(row: Row, section: Section, column: Column, source: Source) -> Written | None:
    cell = section.columns.cell(row, column)
    if is_nothing(cell):
        return None
    moment = read_moment(cell)
    if moment is None and source is not Source.TABLE:
        heading = section.header.cells[section.columns.places[column]]
        raise Unreadable(
            f'Row {row.number}, column "{visible(heading)[:40]}": there is no date and time in this cell; '
            "mend it there, or download the report again."
        )
    return moment


def read_address(cell: str) -> str | None:
    """The address in lower case; None for none, and for telephone numbers in the form of an address."""
    plain = visible(cell).casefold().removeprefix("mailto:")
    if "<" in plain:
        plain = plain.partition("<")[2].partition(">")[0]
    if len(plain) > LONGEST_ADDRESS or not ADDRESS.fullmatch(plain) or is_dialled(plain):
        return None
    return plain
