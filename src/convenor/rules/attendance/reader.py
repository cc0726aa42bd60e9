"""From bytes to a report: recognise the shape, read the rows, settle the dates, join the rows of each person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from convenor.rules.attendance.calendar import Calendar, Place, settle
from convenor.rules.attendance.column import Column
from convenor.rules.attendance.encoding import decode
from convenor.rules.attendance.entries import Entry, read_entries
from convenor.rules.attendance.events import headless, pair_events, read_events
from convenor.rules.attendance.foreign import completed, find_foreign
from convenor.rules.attendance.kind import no_report, refuse_other_kinds, refuse_other_texts, refuse_unwanted
from convenor.rules.attendance.moment import NO_DAY, Written, read_moment
from convenor.rules.attendance.people import Presence, merge, span_of
from convenor.rules.attendance.report import LeftOut, Report, Source, Unreadable
from convenor.rules.attendance.shape import (
    NUMBERED_TITLE,
    Section,
    Shape,
    describe,
    find_sections,
    labelled_moments,
    labelled_title,
    source_of,
)
from convenor.rules.attendance.table import Row, rows_of
from convenor.rules.attendance.writing import is_nothing, visible
from convenor.rules.wording import said

LARGEST = 100 * 1024 * 1024
MOST_ROWS = 1_000_000
TELEPHONE = re.compile(r"(?:\+|\b00)\d[\d\s().\-]{6,}\d")


def read_report(content: bytes, *, filename: str, session_date: date | None = None) -> Report:
    """Read a participants report of Zoom, Teams or Meet, or a list with a column of names.

    `session_date` decides dates that could be read two ways. Raises Unreadable for a file that cannot be used, Refused
    for one that a rule keeps out (recordings, transcripts, chats, polls, dates that stay open).
    """
    if len(content) > LARGEST:
        raise Unreadable(
            said("The file is larger than {size} MB; no report of one meeting is.", size=LARGEST // 1024**2)
        )
    refuse_other_kinds(content, filename)
    text = decode(content)
    if not text.strip():
        raise Unreadable(said("The file is empty; download the participants report again."))
    if text.count("\n") + text.count("\r") > 2 * MOST_ROWS:
        raise Unreadable(
            said("The file has more than {most} rows; no report of one meeting has.", most=f"{MOST_ROWS:,}")
        )
    refuse_other_texts(text)
    rows = rows_of(text)
    shape = recognise(rows)
    if shape is None:
        raise no_report(text, rows, filename)
    return _report(shape, session_date)


def recognise(rows: Sequence[Row]) -> Shape | None:
    """Which report it is; None if none of ours. Raises Refused for what is kept out."""
    sections, preamble = find_sections(rows)
    if not sections:
        return _without_known_header(rows)
    refuse_unwanted(sections[0].header)
    is_numbered = any(row.is_alone and NUMBERED_TITLE.match(row.cells[0]) for row in preamble)
    sections = [completed(section, is_numbered=is_numbered) for section in sections]
    sources = [source_of(section.columns, is_numbered=is_numbered) for section in sections]
    source = Source.ZOOM_WEBINAR if Source.ZOOM_WEBINAR in sources else sources[0]
    return Shape(source=source, sections=sections, meeting=describe(preamble), preamble=preamble)


def _without_known_header(rows: Sequence[Row]) -> Shape | None:
    if events := headless(rows):
        return Shape(source=Source.TEAMS_OLDER, sections=[events], meeting={}, preamble=[])
    if found := find_foreign(rows):
        build, section, preamble = found
        return Shape(source=build.source, sections=[section], meeting=describe(preamble), preamble=preamble)
    return None


def _report(shape: Shape, session_date: date | None) -> Report:
    entries = _entries(shape)
    if not entries:
        raise Unreadable(
            said(
                "Row {row}: there is a header and nobody under it; "
                "download the report again once the meeting has ended.",
                row=shape.sections[0].header.number,
            )
        )
    start, end, day = _meeting_moments(shape)
    calendar = _calendar(shape, entries, [place for place in (start, end, day) if place], session_date)
    came = [entry for entry in entries if entry.reason is None]
    presences: Iterable[Presence] = (_presence(entry, calendar) for entry in came)
    if shape.source is Source.TEAMS_OLDER:
        presences = sorted(pair_events(presences), key=lambda presence: presence.entry.row)
    people = {entry.key for entry in came}
    return Report(
        source=shape.source,
        topic=_topic(shape),
        start=_begins(start, calendar),
        end=_begins(end, calendar),
        people=merge(presences),
        left_out=tuple(
            LeftOut(row=entry.row, reason=entry.reason)
            for entry in entries
            if entry.reason is not None and (not entry.name.text or entry.key not in people)
        ),
    )


def _entries(shape: Shape) -> list[Entry]:
    """The entries of all sections; Teams lists everybody once more, a row each time they joined, which adds nothing."""
    if shape.source is Source.TEAMS_OLDER:
        return [entry for section in shape.sections for entry in read_events(section)]
    sections = _without_activities(shape.sections) if shape.source is Source.TEAMS else shape.sections
    return [entry for section in sections for entry in read_entries(section, shape.source)]


def _without_activities(sections: list[Section]) -> list[Section]:
    return next(([section] for section in sections if section.rows), [])


def _meeting_moments(shape: Shape) -> list[Place | None]:
    """When the meeting began, when it ended and on what day it was, as the rows before the people say it."""
    texts = [shape.meeting.get(column) for column in (Column.START, Column.END, Column.DAY)]
    if shape.source is Source.TEAMS and not any(texts):
        texts = [*labelled_moments(shape.preamble), None, None, None][:3]
    return [_place(text, shape.preamble) if text and not is_nothing(text) else None for text in texts]


def _place(text: str, preamble: Sequence[Row]) -> Place | None:
    written = read_moment(text)
    row = next((row.number for row in preamble if text in row.cells), 1)
    return Place(row=row, written=written) if written else None


def _calendar(shape: Shape, entries: Sequence[Entry], meeting: Sequence[Place], session_date: date | None) -> Calendar:
    places = [(place.row, place.written) for place in meeting]
    for entry in entries:
        places += [(entry.row, written) for written in (entry.joined, entry.left) if written]
    stays = ((entry.joined, entry.left) for entry in entries if entry.joined and entry.left)
    orders = settle(places, stays=stays, evidence=lambda: _evidence(shape), session_date=session_date)
    calendar = Calendar(orders=orders)
    days = [day for place in meeting if (day := calendar.date_of(place.written))]
    return Calendar(orders=orders, day=days[0] if days else session_date or NO_DAY)


def _evidence(shape: Shape) -> Iterator[Written]:
    """Dates that are not read but show which number is the day: of registrations, and when the report was made."""
    for row in shape.preamble:
        yield from (written for cell in row.cells if cell[:1].isdigit() and (written := read_moment(cell)))
    for section in shape.sections:
        cells = (section.columns.told(row).get(Column.REGISTERED) for row in section.rows)
        yield from (written for cell in cells if cell and (written := read_moment(cell)))


def _presence(entry: Entry, calendar: Calendar) -> Presence:
    joined = calendar.moment(entry.joined)
    left = calendar.moment(entry.left, after=joined)
    return Presence(
        entry=entry,
        joined=joined,
        left=left,
        seconds=entry.length.beside(span_of(joined, left)) if entry.length else None,
    )


def _begins(place: Place | None, calendar: Calendar) -> datetime | None:
    if place is None:
        return None
    day = calendar.date_of(place.written) or calendar.day
    return None if day == NO_DAY else place.written.at(day)


def _topic(shape: Shape) -> str | None:
    topic = shape.meeting.get(Column.TOPIC)
    if topic is None and shape.source is Source.TEAMS:
        topic = labelled_title(shape.preamble)
    topic = visible(TELEPHONE.sub(" ", topic or ""))
    return None if is_nothing(topic) else topic
