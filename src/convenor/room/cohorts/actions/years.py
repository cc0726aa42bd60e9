"""A programme year: opening it, its focus, its dates, and what the group decides in it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.language import dated
from convenor.room.cohorts.actions.proposing import settle_proposal
from convenor.room.cohorts.actions.stage import held
from convenor.room.cohorts.calendar import as_kept, year_sessions
from convenor.room.cohorts.models import Cohort, Decision, ProgrammeYear
from convenor.rules.standing import REQUIREMENT_SETS, YearFact, requirement_set
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import CalendarState

CAPABILITY = "cohort.change"


@transaction.atomic
def open_year(actor: Actor, cohort: Cohort, *, starts: date, requirements: str = "", focus: str = "") -> ProgrammeYear:
    """Open twelve months of a cohort; `requirements` is the set that the year is judged by, or nothing (A-08)."""
    require(actor, CAPABILITY, cohort=cohort.pk)
    row = Cohort.objects.select_for_update().get(pk=cohort.pk)
    settle(yes() if starts.day == 1 else no(_("A programme year begins on the first day of a month.")))
    ends = starts.replace(year=starts.year + 1) - timedelta(days=1)
    settle(_may_open(row, starts, ends, requirements))
    year = ProgrammeYear.objects.create(
        cohort=row, year=starts.year, starts=starts, ends=ends, requirement_set=requirements, focus=focus
    )
    audit.record(actor, "year.opened", kind="programme_year", subject=year.pk)
    return year


def _may_open(cohort: Cohort, starts: date, ends: date, requirements: str) -> Verdict:
    others = cohort.years.filter(starts__lte=ends, ends__gte=starts)
    if others.exists() or cohort.years.filter(year=starts.year).exists():
        return no(_("A programme year of this cohort covers some of these months already. Choose a later start."))
    if not requirements:
        return yes()
    found = REQUIREMENT_SETS.get(requirements)
    if found is None:
        return no(_("These requirements are not known here."))
    if requirement_set(requirements, YearFact(year=starts.year, starts=starts, ends=ends)) is None:
        return no(
            _("These requirements hold for years from %(day)s on; an earlier year is not judged by them.")
            % {"day": dated(found.in_force_from)}
        )
    return yes()


@transaction.atomic
def set_focus(actor: Actor, year: ProgrammeYear, *, focus: str) -> None:
    """Say in a line what the year is about (R-CoP-25)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    year.focus = focus.strip()
    year.save(update_fields=["focus"])
    audit.record(actor, "year.focus_set", kind="programme_year", subject=year.pk)


@transaction.atomic
def set_update_due(actor: Actor, year: ProgrammeYear, *, day: date | None) -> None:
    """Set the day by which members send their written year-end update, or take it back (R-WG-06)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    settle(yes() if day is None or day >= year.starts else no(_("The day lies before the year begins.")))
    year.update_due = day
    year.save(update_fields=["update_due"])
    audit.record(actor, "year.update_due_set", kind="programme_year", subject=year.pk)


@transaction.atomic
def agree_calendar(actor: Actor, year: ProgrammeYear, *, text: str, decided_on: date, seen: str = "") -> Decision:
    """Record that the group agreed the calendar, or amended one that it had agreed (R-MTG-08).

    The calendar is kept with the decision as it stands; where it was proposed, only what was proposed can be agreed,
    and only the proposal that was `seen`: its key, or nothing where none was there.
    """
    require(actor, CAPABILITY, cohort=year.cohort_id)
    row = held(year)
    sessions = year_sessions(row)
    decision = _keep(actor, row, Decision.Topic.CALENDAR, text, decided_on, sessions=as_kept(sessions))
    settle_proposal(row, sessions, decision, seen=seen)
    row.calendar = CalendarState.AGREED if row.calendar == CalendarState.DRAFT else CalendarState.AMENDED
    row.save(update_fields=["calendar"])
    return decision


@transaction.atomic
def decide_special_meetings(
    actor: Actor, year: ProgrammeYear, *, number: int, delegates_count: bool, text: str, decided_on: date
) -> Decision:
    """Record how many special meetings the group agreed to attend, and whether delegates count (A-11, AC-04)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    return _keep(
        actor,
        year,
        Decision.Topic.SPECIAL_MEETINGS,
        text,
        decided_on,
        number=number,
        delegates_count=delegates_count,
    )


@transaction.atomic
def record_decision(actor: Actor, year: ProgrammeYear, *, topic: str, text: str, decided_on: date) -> Decision:
    """Record anything else that the group decided, such as time and place of the gathering (R-WG-09)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    free = {Decision.Topic.GATHERING, Decision.Topic.OTHER}
    settle(yes() if topic in free else no(_("This kind of decision has a page of its own.")))
    return _keep(actor, year, topic, text, decided_on)


def _keep(
    actor: Actor,
    year: ProgrammeYear,
    topic: str,
    text: str,
    decided_on: date,
    *,
    number: int | None = None,
    delegates_count: bool | None = None,
    sessions: list[dict[str, Any]] | None = None,
) -> Decision:
    settle(_may_be_dated(decided_on))
    last = held(year).decisions.filter(topic=topic).order_by("recorded_at").last()
    decision = Decision(
        year=year,
        topic=topic,
        text=text.strip(),
        decided_on=decided_on,
        recorded_at=clock.now(),
        number=number,
        delegates_count=delegates_count,
        sessions=sessions,
    )
    settle(_is_another(decision, last))
    decision.save(force_insert=True)
    audit.record(actor, "decision.recorded", kind="decision", subject=decision.pk)
    return decision


def _is_another(decision: Decision, last: Decision | None) -> Verdict:
    """Pressed twice, a decision is not recorded twice, and a calendar not amended by it."""
    said = ("text", "decided_on", "number", "delegates_count", "sessions")
    if last is not None and all(getattr(decision, part) == getattr(last, part) for part in said):
        return no(_("This very decision was recorded last; once is enough."))
    return yes()


def _may_be_dated(decided_on: date) -> Verdict:
    if decided_on > clock.today():
        return no(_("The day lies ahead. A decision is recorded once it has been taken."))
    return yes()
