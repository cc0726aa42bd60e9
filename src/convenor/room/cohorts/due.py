"""What a cohort's page asks the secretariat to do next: each line with its reason and the page where it is done."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convenor.kernel.language import dated, told
from convenor.room.cohorts.models import Cohort, ProgrammeYear
from convenor.room.cohorts.queries import (
    members_of,
    seat_count,
    special_meetings_decision,
    vacancies,
    waiting_list,
    year_on,
)
from convenor.room.cohorts.ties import waiting_counsel, waiting_focal_points
from convenor.rules.standing import REQUIREMENT_SETS
from convenor.rules.vocabulary import CalendarState

_MEMBER = "membership__organisation"
# For so long after a year ended the next one is asked for; a cohort that has run its course is left in peace.
ASK_FOR = timedelta(days=90)


def next_steps(cohort: Cohort, day: date) -> list[dict[str, Any]]:
    """The lines of the task list on a cohort's page; none where nothing waits."""
    year = year_on(cohort, day)
    return [
        *_seats(cohort, day),
        *_not_let_in(cohort, day),
        *_waiting(cohort, day),
        *(_year(year, day) if year else _first_year(cohort)),
    ]


def _line(title: str, url: str, hint: str, state: str, kind: str = "wait") -> dict[str, Any]:
    return {"title": title, "url": url, "hint": hint, "state": state, "kind": kind}


def _seats(cohort: Cohort, day: date) -> Iterable[dict[str, Any]]:
    found = vacancies(cohort, day)
    if found:
        title = ngettext("%(count)d member has a vacant seat", "%(count)d members have a vacant seat", len(found))
        yield _line(
            title % {"count": len(found)},
            reverse("cohorts:members", args=[cohort.pk]),
            _("A reminder to them, never a sanction."),
            _("Ask them"),
        )


def _not_let_in(cohort: Cohort, day: date) -> Iterable[dict[str, Any]]:
    members = {row.organisation_id for row in members_of(cohort, day)}
    found = [
        (_("A focal point who was named is not let in"), reverse("cohorts:people", args=[cohort.pk, organisation]))
        for organisation in waiting_focal_points(day).filter(membership__cohort=cohort).values_list(_MEMBER, flat=True)
    ]
    found += [
        (_("Counsel who was named is not let in"), reverse("cohorts:counsel", args=[row.organisation_id]))
        for row in waiting_counsel(day)
        if row.organisation_id in members
    ]
    why = _("Something ties them elsewhere, and the member does not see it. They are let in once that has ended.")
    for title, address in found:
        yield _line(title, address, why, _("Look why"), "plain")


def _waiting(cohort: Cohort, day: date) -> Iterable[dict[str, Any]]:
    count, waiting = seat_count(cohort, day), waiting_list(cohort)
    if count and count.free and waiting:
        yield _line(
            _("A seat is free, and %(name)s asked first") % {"name": waiting[0].name},
            reverse("cohorts:offer_seat", args=[cohort.pk, waiting[0].waiting.organisation_id]),
            told(waiting[0].place.because),
            _("Offer it"),
        )


def _first_year(cohort: Cohort) -> Iterable[dict[str, Any]]:
    yield _line(
        _("Open the first programme year"),
        reverse("cohorts:open_year", args=[cohort.pk]),
        _("Sessions, decisions and working groups belong to a year."),
        _("Begin"),
    )


def _year(year: ProgrammeYear, day: date) -> Iterable[dict[str, Any]]:
    here = [year.cohort_id, year.year]
    if year.ends + ASK_FOR < day:
        return
    if year.ends < day:
        yield _line(
            _("Open the next programme year"),
            reverse("cohorts:open_year", args=[year.cohort_id]),
            _("The latest one ended on %(day)s.") % {"day": dated(year.ends)},
            _("Begin"),
        )
        return
    if year.calendar == CalendarState.DRAFT:
        yield _line(
            _("Agree the calendar of %(year)s with the group") % {"year": year.year},
            reverse("cohorts:agree_calendar", args=here),
            _("It is a draft until the group's decision is recorded."),
            _("Draft"),
        )
    if year.requirement_set in REQUIREMENT_SETS and special_meetings_decision(year) is None:
        yield _line(
            _("Record how many special meetings the group agreed on"),
            reverse("cohorts:decide_special_meetings", args=here),
            _("Until then this requirement reads “not set” and counts for nobody and against nobody."),
            _("Not set"),
            "plain",
        )
