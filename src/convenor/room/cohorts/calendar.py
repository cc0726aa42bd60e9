"""The programme year as pages show it: twelve months, what is named as missing, and what comes next.

Sessions and working groups stand on floors above this one; they are reached through the year's own relations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convenor.kernel.language import told
from convenor.room.cohorts.models import ProgrammeYear
from convenor.rules.agreed_year import YearSession
from convenor.rules.programme_year import (
    Anomaly,
    CadenceGap,
    CalendarSession,
    GroupQuarters,
    Label,
    WorkingGroupSpan,
    anomalies,
    cadence_gaps,
    canonical_labels,
    group_quarters,
    months_without,
    quarters_without,
    twelve_months,
)
from convenor.rules.vocabulary import Cadence, GroupState, SessionKind, SessionState
from convenor.rules.wording import listed, said


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionRow:
    """One session in the calendar, as a page shows it."""

    id: str
    kind: SessionKind
    on: date
    starts_at: datetime
    time_known: bool
    minutes: int
    label: Label
    printed: str
    themes: tuple[str, ...]
    cancelled: bool
    held: bool
    not_in_the_source: bool
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """A programme year: its sessions in order, and what the calendar's rules say of it."""

    year: ProgrammeYear
    as_of: date
    sessions: tuple[SessionRow, ...]
    anomalies: tuple[Anomaly, ...]
    gaps: tuple[CadenceGap, ...]
    without: tuple[date, ...]
    quarters_without: tuple[int, ...]
    months: tuple[dict[str, Any], ...]

    @property
    def months_in_words(self) -> str:
        """The months without a session, in a sentence; empty where there is one in every month (AC-01)."""
        if not self.without:
            return ""
        return _("No session in %(months)s.") % {
            "months": told(listed([date_format(month, "F") for month in self.without]))
        }

    @property
    def quarters_in_words(self) -> str:
        """The quarters without a session, in a sentence (A-04)."""
        if not self.quarters_without:
            return ""
        return _("None in %(quarters)s.") % {
            "quarters": told(listed([said("Q{quarter}", quarter=quarter) for quarter in self.quarters_without]))
        }


def calendar_of(year: ProgrammeYear, as_of: date) -> Calendar:
    """Lay out a programme year; four statements, however many sessions it has."""
    facts, rows = _sessions(year)
    cadence = Cadence.MONTHLY if year.cohort.monthly else Cadence.SEMI_REGULAR
    gaps = cadence_gaps(cadence, year.starts, facts, as_of)
    return Calendar(
        year=year,
        as_of=as_of,
        sessions=tuple(rows),
        anomalies=anomalies(facts),
        gaps=gaps,
        without=tuple(month.starts for month in months_without(year.starts, facts)),
        quarters_without=quarters_without(year.year, facts) if year.starts.month == 1 else (),
        months=tuple(_months(year, facts, rows, gaps, as_of)),
    )


def calendar_facts(year: ProgrammeYear) -> tuple[CalendarSession, ...]:
    """The sessions of a programme year as the calendar's rules look at them, in order of date."""
    return tuple(_fact(session) for session in year.sessions.order_by("starts_at", "pk"))


def year_sessions(year: ProgrammeYear) -> tuple[YearSession, ...]:
    """The sessions of a programme year as an agreement looks at them, each with its working group."""
    return tuple(
        YearSession(
            id=str(session.pk),
            kind=SessionKind(session.kind),
            starts_at=session.starts_at,
            minutes=session.minutes,
            cancelled=session.state == SessionState.CANCELLED,
            group=_group_of(session),
        )
        for session in year.sessions.select_related("group_session").order_by("starts_at", "pk")
    )


def _group_of(session: Any) -> str:
    link = getattr(session, "group_session", None)
    return str(link.group_id) if link is not None else ""


def as_kept(sessions: Iterable[YearSession]) -> list[dict[str, Any]]:
    """A calendar in the shape in which a proposal and a decision keep it."""
    return [
        {
            "id": session.id,
            "kind": session.kind.value,
            "starts_at": session.starts_at.isoformat(),
            "minutes": session.minutes,
            "cancelled": session.cancelled,
            "group": session.group,
        }
        for session in sessions
    ]


def from_kept(rows: Iterable[dict[str, Any]]) -> tuple[YearSession, ...]:
    """The same, read again."""
    return tuple(
        YearSession(**{**row, "kind": SessionKind(row["kind"]), "starts_at": datetime.fromisoformat(row["starts_at"])})
        for row in rows
    )


def _fact(session: Any) -> CalendarSession:
    return CalendarSession(
        id=str(session.pk),
        kind=SessionKind(session.kind),
        on=session.starts_at.date(),
        cancelled=session.state == SessionState.CANCELLED,
        printed_label=session.label_printed or None,
    )


def _sessions(year: ProgrammeYear) -> tuple[list[CalendarSession], list[SessionRow]]:
    found = year.sessions.annotate(known=Count("attendances")).prefetch_related("themes").order_by("starts_at", "pk")
    sessions = list(found)
    facts = [_fact(session) for session in sessions]
    labels = canonical_labels(facts)
    rows = [
        SessionRow(
            id=fact.id,
            kind=fact.kind,
            on=fact.on,
            starts_at=session.starts_at,
            time_known=session.time_known,
            minutes=session.minutes,
            label=labels[fact.id],
            printed=session.label_printed,
            themes=tuple(theme.title for theme in session.themes.all()),
            cancelled=fact.cancelled,
            held=session.state == SessionState.CLOSED,
            not_in_the_source=session.from_source and not session.known,
            url=reverse("meetings:session", args=[session.pk]),
        )
        for session, fact in zip(sessions, facts, strict=True)
    ]
    return facts, rows


def _months(
    year: ProgrammeYear,
    facts: Iterable[CalendarSession],
    rows: Iterable[SessionRow],
    gaps: Iterable[CadenceGap],
    as_of: date,
) -> Iterable[dict[str, Any]]:
    """The twelve months in the shape of the year pattern; a gap is named only where the cohort meets monthly."""
    by_id = {row.id: row for row in rows}
    gap_in = {gap.month: gap for gap in gaps}
    for month in twelve_months(year.starts, facts):
        sessions = [by_id[key] for key in month.sessions]
        gap = gap_in.get(month.starts)
        yield {
            "label": date_format(month.starts, "M"),
            "now": (month.starts.year, month.starts.month) == (as_of.year, as_of.month),
            "gap": _gap_in_words(gap) if gap else "",
            "dots": [
                {"kind": row.kind, "label": row.label.short, "day": row.on, "url": row.url, "cancelled": row.cancelled}
                for row in sessions
            ],
        }


def _gap_in_words(gap: CadenceGap) -> str:
    return _("No regular meeting was held") if gap.past else _("No regular meeting yet")


def quarters_of_groups(year: ProgrammeYear, as_of: date) -> tuple[GroupQuarters, ...]:
    """In which quarters each working group met; for the secretariat alone (AC-06)."""
    groups = year.groups.exclude(state=GroupState.PROPOSED).prefetch_related("group_sessions__session")
    spans = [
        WorkingGroupSpan(
            id=str(group.pk),
            topic=group.topic,
            met_on=tuple(
                link.session.starts_at.date()
                for link in group.group_sessions.all()
                if link.session.state in (SessionState.OPEN, SessionState.CLOSED)
            ),
            active_since=group.active_since,
            closed_on=group.closed_on,
        )
        for group in groups
    ]
    return group_quarters(spans, year.year, as_of)


def quarter_lines(found: Iterable[GroupQuarters], year: ProgrammeYear) -> list[dict[str, Any]]:
    """The quarters in the shape of the year pattern: each group, and whether it met."""
    spans = {str(group.pk): group.topic for group in year.groups.all()}
    return [
        {
            "label": told(said("Q{quarter}", quarter=quarter)),
            "lines": [_quarter_line(row, quarter, spans[row.group]) for row in found],
        }
        for quarter in (1, 2, 3, 4)
    ]


def _quarter_line(row: GroupQuarters, quarter: int, topic: str) -> dict[str, Any]:
    if quarter in row.met:
        return {"text": topic, "state": _("met"), "kind": "good"}
    if quarter in row.missing:
        return {"text": topic, "state": _("missing"), "kind": "wait"}
    return {"text": topic, "state": "", "kind": "plain"}
