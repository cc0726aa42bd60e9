"""A programme year on one page: every session with its hour, what changed since it was agreed, and who answers what.

A member sees the own answers and nobody else's; the secretariat sees how many answered what, and not who.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.language import told
from convenor.people.models import Person
from convenor.people.queries import in_force, zone_of
from convenor.room.cohorts.calendar import Calendar, SessionRow, calendar_of, from_kept, year_sessions
from convenor.room.cohorts.models import Decision, ProgrammeYear
from convenor.room.cohorts.queries import calendar_decision, special_meetings_decision
from convenor.room.invitations.forms import WORDS
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import ANSWERS, link_token, own_invitations
from convenor.rules.agreed_year import Change, Changed, ExpectedYear, changes_since, expected_year
from convenor.rules.fair_hours import Hour, Meeting, hour_of
from convenor.rules.invitations import Sends
from convenor.rules.programme_year import twelve_months
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import Role
from convenor.rules.wording import beside

_SINCE: dict[Change, str | Promise] = {
    Change.ADDED: gettext_lazy("new since it was agreed"),
    Change.MOVED: gettext_lazy("moved since it was agreed"),
    Change.LENGTH: gettext_lazy("longer or shorter than agreed"),
    Change.CANCELLED: gettext_lazy("was agreed, and is cancelled"),
    Change.GONE: gettext_lazy("was agreed, and is not in the calendar any more"),
}
_BAD_HOUR: dict[Hour, str | Promise] = {
    Hour.EARLY: gettext_lazy("before 8 in the morning for you"),
    Hour.LATE: gettext_lazy("goes past 18 for you"),
    Hour.NIGHT: gettext_lazy("at night for you"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnAnswer:
    """What the reader said to a session, and what can still be said; `elsewhere` is the page of the mailed link."""

    given: str
    others: tuple[tuple[str, str], ...]
    may_change: bool
    elsewhere: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One session on the page."""

    session: SessionRow
    next: bool
    since: str
    then: datetime | None
    bad_hour: str
    own: OwnAnswer | None
    counts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLines:
    """One month with its sessions, or the words for none."""

    name: str
    now: bool
    gap: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class YearPage:
    """The whole page, and the zone in which its hours are told."""

    calendar: Calendar
    months: tuple[MonthLines, ...]
    agreed: Decision | None
    changes: tuple[tuple[str, datetime], ...]
    expected: ExpectedYear
    special_agreed: int | None
    zone: ZoneInfo
    answers: bool


def year_page(actor: Actor, year: ProgrammeYear, today: date) -> YearPage:
    """The year as this person sees it; the number of statements does not grow with its sessions."""
    person = Person.objects.filter(account__pk=actor.account).first()
    zone = zone_of(person) if person else ZoneInfo("UTC")
    calendar, sessions = calendar_of(year, today), year_sessions(year)
    agreed, special = calendar_decision(year), special_meetings_decision(year)
    kept = agreed.sessions if agreed else None
    changed = {one.id: one for one in changes_since(from_kept(kept), sessions)} if kept is not None else {}
    own = {} if actor.in_secretariat else _own_answers(actor, year)
    counts = _counts(year) if actor.in_secretariat else {}
    lines = _lines(calendar.sessions, changed, own, counts, zone)
    number = special.number if special else None
    return YearPage(
        calendar=calendar,
        months=_months(calendar, lines),
        agreed=agreed,
        changes=tuple(
            (str(_SINCE[one.change]), one.then.starts_at)
            for one in changed.values()
            if one.change is Change.GONE and one.then is not None
        ),
        expected=expected_year(
            sessions,
            special_agreed=number,
            months_to_call=sum(not gap.past for gap in calendar.gaps),
            groups=None if actor.in_secretariat else _own_groups(actor, year, today),
        ),
        special_agreed=number,
        zone=zone,
        answers=bool(own or counts),
    )


def _months(calendar: Calendar, lines: dict[str, Line]) -> tuple[MonthLines, ...]:
    shown = calendar.months
    facts = twelve_months(calendar.year.starts, ())
    by_month: dict[tuple[int, int], list[Line]] = {}
    for line in lines.values():
        by_month.setdefault((line.session.on.year, line.session.on.month), []).append(line)
    return tuple(
        MonthLines(
            name=date_format(month.starts, "YEAR_MONTH_FORMAT"),
            now=bool(row["now"]),
            gap=str(row["gap"]),
            lines=tuple(by_month.get((month.starts.year, month.starts.month), ())),
        )
        for month, row in zip(facts, shown, strict=True)
    )


def _lines(
    sessions: Iterable[SessionRow],
    changed: dict[str, Changed],
    own: dict[str, OwnAnswer],
    counts: dict[str, str],
    zone: ZoneInfo,
) -> dict[str, Line]:
    now, found = clock.now(), {}
    first = True
    for row in sessions:
        to_come = not row.cancelled and not row.held and row.starts_at > now
        since = changed.get(row.id)
        found[row.id] = Line(
            session=row,
            next=to_come and first,
            since=str(_SINCE[since.change]) if since else "",
            then=since.then.starts_at if since and since.change is Change.MOVED and since.then else None,
            bad_hour=_bad_hour(row, zone) if to_come else "",
            own=own.get(row.id),
            counts=counts.get(row.id, "") if to_come else "",
        )
        first = first and not to_come
    return found


def _bad_hour(row: SessionRow, zone: ZoneInfo) -> str:
    if not row.time_known:
        return ""
    return str(_BAD_HOUR.get(hour_of(Meeting(starts_at=row.starts_at, minutes=row.minutes), zone), ""))


def _own_answers(actor: Actor, year: ProgrammeYear) -> dict[str, OwnAnswer]:
    held = (row for row in own_invitations(actor) if row.session.year_id == year.pk)
    return {str(row.session_id): _own(row) for row in held}


def _own(row: Invitation) -> OwnAnswer:
    given = PartStat(row.answer)
    plain = [word for word in WORDS if word not in {PartStat.DELEGATED, given}]
    return OwnAnswer(
        given=str(WORDS.get(given, "")),
        others=tuple((word.value, str(WORDS[word])) for word in plain),
        may_change=row.session.time_known and row.session.starts_at > clock.now(),
        elsewhere=reverse("invitations:answer", args=[link_token(row)]),
    )


def _counts(year: ProgrammeYear) -> dict[str, str]:
    """How many answered what to each session, in words; never who."""
    rows = Invitation.objects.filter(session__year=year, sent=Sends.REQUEST)
    found: dict[str, dict[str, int]] = {}
    for session, answer, number in rows.values_list("session_id", "answer").annotate(number=Count("pk")):
        found.setdefault(str(session), {})[answer] = number
    return {key: _in_words(numbers) for key, numbers in found.items()}


def _in_words(numbers: dict[str, int]) -> str:
    said = {
        PartStat.ACCEPTED: _("%(number)d come"),
        PartStat.TENTATIVE: _("%(number)d perhaps"),
        PartStat.DECLINED: _("%(number)d do not come"),
        PartStat.DELEGATED: _("%(number)d send somebody"),
        PartStat.NEEDS_ACTION: _("%(number)d did not answer yet"),
    }
    return told(beside(", ", [said[answer] % {"number": numbers[answer]} for answer in ANSWERS if numbers.get(answer)]))


def _own_groups(actor: Actor, year: ProgrammeYear, today: date) -> frozenset[str]:
    """The working groups in which the reader's organisation takes part today."""
    companies = actor.organisations(Role.NOMINEE, cohort=year.cohort_id)
    seats = year.groups.model._meta.get_field("seats").related_model
    rows = seats._default_manager.filter(in_force(today), group__year=year, membership__organisation__in=companies)
    return frozenset(str(group) for group in rows.values_list("group_id", flat=True))
