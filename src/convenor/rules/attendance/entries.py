"""Rows to entries: who a row is about, and whether the row says that this person came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from convenor.rules.attendance.answers import is_answer, is_yes, why_left_out
from convenor.rules.attendance.column import Column
from convenor.rules.attendance.duration import Length, read_length
from convenor.rules.attendance.moment import Written, read_moment
from convenor.rules.attendance.names import Name, is_dialled, name_key, read_name
from convenor.rules.attendance.report import Source, Unreadable
from convenor.rules.attendance.shape import Section, Told
from convenor.rules.attendance.table import Row
from convenor.rules.attendance.writing import fold, visible
from convenor.rules.wording import said

ADDRESS = re.compile(r"[^\s@<>(),;:*\"\[\]\\]+@[^\s@<>(),;:*\"'\[\]\\]+\.[^\s@<>(),;:*\"'\[\]\\.]{2,}")
LONGEST_ADDRESS = 254
NO_TIME = frozenset({"na", "none", "null", "unknown"})
WHEN = {Column.JOINED: said("joining"), Column.LEFT: said("leaving")}


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
        entry = _entry(row, section, source)
        if entry is not None:
            yield entry


def _entry(row: Row, section: Section, source: Source) -> Entry | None:
    told = section.columns.told(row)
    if (
        source is Source.ZOOM_WEBINAR
        and row.is_alone
        and Column.ATTENDED in told
        and not is_answer(told[Column.ATTENDED])
    ):
        return None  # the title of an empty block
    name = _name(row, told, section)
    email = read_address(told[Column.EMAIL]) if Column.EMAIL in told else None
    joined = _moment(row, told, Column.JOINED, source)
    left = _moment(row, told, Column.LEFT, source)
    if not name.text and email:
        name = Name(text=email)
    return Entry(
        row=row.number,
        name=name,
        email=email,
        guest=name.is_guest or is_yes(told.get(Column.GUEST, "")),
        joined=joined,
        left=left,
        length=read_length(told[Column.DURATION], section.columns.unit) if Column.DURATION in told else None,
        reason=why_left_out(
            told,
            name,
            is_known=bool(email or joined or left),
            must_attend=Column.ATTENDED in section.columns and not (joined or left),
        ),
    )


def _name(row: Row, told: Told, section: Section) -> Name:
    """The name as shown, or the first and last name that were given, where they say more."""
    cell = told.get(Column.NAME, "")
    if len(section.header.cells) == 1:
        cell = ", ".join(part for part in row.cells if part)  # a lone column of names may hold commas without quotes
    shown = read_name(cell, has_original=section.columns.has_original)
    given = [told[half] for half in (Column.FIRST_NAME, Column.LAST_NAME) if half in told]
    if not given:
        return shown
    own = read_name(" ".join(given))
    if not shown.text:
        return own if own.text else shown
    if len(given) == 1 or not own.text or set(fold(own.text).split()) <= set(fold(shown.text).split()):
        return shown
    return Name(text=own.text, shown_as=shown.shown_as or shown.text, is_guest=own.is_guest or shown.is_guest)


def _moment(row: Row, told: Told, column: Column, source: Source) -> Written | None:
    cell = told.get(column)
    if cell is None or cell.casefold() in NO_TIME:
        return None
    moment = read_moment(cell)
    if moment is None and source is not Source.TABLE:
        raise Unreadable(
            said(
                "Row {row}: the cell for {when} holds no date and time that can be read; "
                "mend it there, or download the report again.",
                row=row.number,
                when=WHEN[column],
            )
        )
    return moment if moment and moment.clock else None


def read_address(cell: str) -> str | None:
    """The address in lower case; None for none, and for telephone numbers in the form of an address."""
    plain = visible(cell).casefold().removeprefix("mailto:")
    if "<" in plain:
        plain = plain.partition("<")[2].partition(">")[0]
    if len(plain) > LONGEST_ADDRESS or not ADDRESS.fullmatch(plain) or is_dialled(plain):
        return None
    return plain
