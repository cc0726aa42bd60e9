"""The twelve-month calendar: quarter labels, printed labels that do not fit, gaps, and the year before.

A label printed in a source is never overwritten; what the date says stands beside it (A-03, R-MTG-23).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from convenor.rules.vocabulary import Cadence, SessionKind
from convenor.rules.wording import MONTHS, Said, listed, on_day, said, together

_IN_ITS_QUARTER = (
    said("a date in the first quarter"),
    said("a date in the second quarter"),
    said("a date in the third quarter"),
    said("a date in the fourth quarter"),
)

# Only regular sessions carry a quarter (R-MTG-24); the others are called by what they are.
KIND_NAMES = {
    SessionKind.REGULAR: "Session",
    SessionKind.SPECIAL: "Special Session",
    SessionKind.OUTREACH_DIALOGUE: "Outreach Dialogue",
    SessionKind.WORKING_GROUP: "Working Group Meeting",
    SessionKind.GATHERING: "Annual Gathering",
    SessionKind.EXECUTIVE_DIALOGUE: "Executive Dialogue",
    SessionKind.WEBINAR: "Webinar",
}

PRINTED_QUARTER = re.compile(r"\bQ(?P<quarter>[1-4])\b(?:\s*Session)?\s*(?P<number>\d+)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarSession:
    """A session in the calendar, with the label its source prints, if any."""

    id: str
    kind: SessionKind
    on: date
    cancelled: bool = False
    printed_label: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """What a session is called: `short` "Q1 Session 2", `full` "2022 Q1 Session 2"."""

    short: str
    full: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Anomaly:
    """A printed label that does not fit its date; both are kept, and the sentence says so (A-03)."""

    session: str
    printed: str
    canonical: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """One month of a year, with the ids of its sessions."""

    starts: date
    name: str
    sessions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CadenceGap:
    """A month without a regular meeting in a cohort that meets monthly; `past` when it can no longer be filled."""

    month: date
    past: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingGroupSpan:
    """A working group and the days it met; `closed_on` is the first day on which it no longer works."""

    id: str
    topic: str
    met_on: tuple[date, ...]
    active_since: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupQuarters:
    """The quarters in which a group met, and those that went by without; for the secretariat only (AC-06)."""

    group: str
    met: tuple[int, ...]
    missing: tuple[int, ...]
    sentence: str


def quarter_of(day: date) -> int:
    """Give the calendar quarter of a date, 1 to 4."""
    return (day.month + 2) // 3


def canonical_labels(sessions: Iterable[CalendarSession]) -> dict[str, Label]:
    """Name each session by its date and kind; cancelled sessions take no number.

    Regular sessions are numbered within their quarter, all others within their year and kind. The short
    label of those leaves the number out when there is only one.
    """
    series: dict[tuple[int, SessionKind, int], list[CalendarSession]] = defaultdict(list)
    labels = {}
    for session in sorted(sessions, key=lambda session: (session.on, session.id)):
        if session.cancelled:
            labels[session.id] = _label(session.on.year, said("{stem} (cancelled)", stem=_stem(session)))
            continue
        quarter = quarter_of(session.on) if session.kind is SessionKind.REGULAR else 0
        series[session.on.year, session.kind, quarter].append(session)
    for (year, kind, _), row in series.items():
        for number, session in enumerate(row, start=1):
            label = _label(year, said("{stem} {number}", stem=_stem(session), number=number))
            alone = len(row) == 1 and kind is not SessionKind.REGULAR
            labels[session.id] = Label(short=_stem(session), full=label.full) if alone else label
    return labels


def _stem(session: CalendarSession) -> Said:
    name = said(KIND_NAMES[session.kind])
    if session.kind is not SessionKind.REGULAR:
        return name
    return said("Q{quarter} {name}", quarter=quarter_of(session.on), name=name)


def _label(year: int, short: str) -> Label:
    return Label(short=short, full=said("{year} {label}", year=year, label=short))


def anomalies(sessions: Sequence[CalendarSession]) -> tuple[Anomaly, ...]:
    """Find the printed labels that their dates contradict, in order of date (A-03)."""
    labels = canonical_labels(sessions)
    in_order = sorted(sessions, key=lambda session: (session.on, session.id))
    found = []
    for session in in_order:
        if session.printed_label is None or _fits(session, labels[session.id]):
            continue
        twins = [
            other.on for other in in_order if other.id != session.id and other.printed_label == session.printed_label
        ]
        found.append(_anomaly(session, session.printed_label, labels[session.id], twins))
    return tuple(found)


def _fits(session: CalendarSession, label: Label) -> bool:
    """Compare the quarter and, where one is printed, the number; a label without a quarter claims nothing."""
    printed = PRINTED_QUARTER.search(session.printed_label or "")
    if printed is None or session.cancelled:
        return True
    if session.kind is not SessionKind.REGULAR or int(printed["quarter"]) != quarter_of(session.on):
        return False
    return printed["number"] is None or label.short.endswith(f" {int(printed['number'])}")


def _anomaly(session: CalendarSession, printed: str, label: Label, twins: Sequence[date]) -> Anomaly:
    if session.kind is SessionKind.REGULAR:
        why: str = _IN_ITS_QUARTER[quarter_of(session.on) - 1]
    else:
        why = said("when there was no regular session but: {kind}", kind=said(KIND_NAMES[session.kind]))
    differs = said(
        "The source prints “{printed}” for {day}, {why}; by its date it is {label}.",
        printed=printed,
        day=session.on,
        why=why,
        label=label.short,
    )
    days = listed([on_day(day) for day in twins])
    again = said("The same label is printed again for {days}.", days=days) if twins else ""
    return Anomaly(session=session.id, printed=printed, canonical=label.full, sentence=together([differs, again]))


def twelve_months(starts: date, sessions: Iterable[CalendarSession]) -> tuple[Month, ...]:
    """Lay a programme year out as twelve months, each with its sessions in order; cancelled ones stay visible."""
    by_month: Mapping[tuple[int, int], list[str]] = defaultdict(list)
    for session in sorted(sessions, key=lambda session: (session.on, session.id)):
        by_month[session.on.year, session.on.month].append(session.id)
    firsts = [_month_after(starts.replace(day=1), step) for step in range(12)]
    return tuple(
        Month(starts=first, name=MONTHS[first.month - 1], sessions=tuple(by_month[first.year, first.month]))
        for first in firsts
    )


def _month_after(first: date, step: int) -> date:
    years, month = divmod(first.month - 1 + step, 12)
    return date(first.year + years, month + 1, 1)


def months_without(starts: date, sessions: Iterable[CalendarSession]) -> tuple[Month, ...]:
    """List the months of a programme year in which no session of any kind stands (AC-01)."""
    standing = [session for session in sessions if not session.cancelled]
    return tuple(month for month in twelve_months(starts, standing) if not month.sessions)


def quarters_without(year: int, sessions: Iterable[CalendarSession]) -> tuple[int, ...]:
    """List the quarters of a calendar year in which no session of any kind stands (A-04)."""
    held = {quarter_of(s.on) for s in sessions if s.on.year == year and not s.cancelled}
    return tuple(quarter for quarter in (1, 2, 3, 4) if quarter not in held)


def cadence_gaps(
    cadence: Cadence, starts: date, sessions: Iterable[CalendarSession], as_of: date
) -> tuple[CadenceGap, ...]:
    """List the months without a regular meeting; only a monthly cohort has such gaps (A-08, R-MTG-04)."""
    if cadence is not Cadence.MONTHLY:
        return ()
    regular = [session for session in sessions if session.kind is SessionKind.REGULAR]
    months = [month.starts for month in months_without(starts, regular)]
    return tuple(CadenceGap(month=month, past=_month_after(month, 1) <= as_of) for month in months)


def group_quarters(groups: Iterable[WorkingGroupSpan], year: int, as_of: date) -> tuple[GroupQuarters, ...]:
    """Tell for each working group which quarters of a calendar year it met in (R-WG-03).

    A quarter is missing once it is over, if the group was at work for all of it and did not meet.
    """
    return tuple(_quarters_of(group, year, as_of) for group in groups)


def _quarters_of(group: WorkingGroupSpan, year: int, as_of: date) -> GroupQuarters:
    met = {quarter_of(day) for day in group.met_on if day.year == year and day <= as_of}
    missing = []
    for quarter in (1, 2, 3, 4):
        first = date(year, 3 * quarter - 2, 1)
        last = _month_after(first, 3) - timedelta(days=1)
        at_work = (group.active_since is None or group.active_since <= first) and (
            group.closed_on is None or group.closed_on > last
        )
        if quarter not in met and at_work and last < as_of:
            missing.append(quarter)
    return GroupQuarters(
        group=group.id,
        met=tuple(sorted(met)),
        missing=tuple(missing),
        sentence=_missing_in_words(group.topic, missing),
    )


def _missing_in_words(topic: str, missing: Sequence[int]) -> str:
    if not missing:
        return said("{topic}: no quarter is missing.", topic=topic)
    quarters = listed([said("Q{quarter}", quarter=quarter) for quarter in missing])
    return said("{topic}: {quarters} missing. Its members are not marked down for it.", topic=topic, quarters=quarters)
