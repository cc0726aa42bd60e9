"""A programme year, and what the group decided in it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.room.cohorts import calendar, queries
from convenor.room.cohorts.actions import years as actions
from convenor.room.cohorts.forms import (
    AgreementForm,
    FocusForm,
    OpenYearForm,
    OtherDecisionForm,
    SpecialMeetingsForm,
    UpdateDueForm,
)
from convenor.room.cohorts.models import Decision, ProgrammeYear
from convenor.room.cohorts.proposals import proposals_visible_to
from convenor.room.cohorts.views.reach import WHOLE_COHORT, cohort_or_404, year_or_404
from convenor.rules.vocabulary import CalendarState, Zone


@needs("cohort.read")
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The year: twelve months with their sessions, what is missing, and the decision that agreed it."""
    row, today = year_or_404(request, slug, year), clock.today()
    secretariat = who(request).in_secretariat
    laid_out = calendar.calendar_of(row, today)
    quarters = calendar.quarters_of_groups(row, today) if secretariat else ()
    return show(
        request,
        "cohorts/year.html",
        title=f"{row.cohort.name} {row.year}",
        zone=Zone.ROOM,
        seen_by=str(WHOLE_COHORT),
        lead=capfirst(row.focus),
        year=row,
        calendar=laid_out,
        quarters=calendar.quarter_lines(quarters, row) if quarters else [],
        missing_quarters=[found for found in quarters if found.missing],
        agreed_by=queries.calendar_decision(row),
        special_meetings=queries.special_meetings_decision(row),
        in_secretariat=secretariat,
        draft=row.calendar == CalendarState.DRAFT,
        over=row.ends < today,
    )


@needs("cohort.change")
def open_year(request: HttpRequest, slug: str) -> HttpResponse:
    """Open twelve months of a cohort."""
    row = cohort_or_404(request, slug)
    form = OpenYearForm(posted(request), initial={"starts": clock.today().replace(month=1, day=1)})
    return ask(
        request,
        form,
        lambda: actions.open_year(who(request), row, **form.cleaned_data),
        title=_("Open a programme year"),
        button=_("Open the year"),
        done=_("The year is open. Next: call its sessions, then let the group agree the calendar."),
        lead=row.name,
        back=Back(reverse("cohorts:cohort", args=[slug]), row.name),
    )


@needs("cohort.change")
def focus(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Say what the year is about."""
    row = year_or_404(request, slug, year)
    form = FocusForm(posted(request), initial={"focus": row.focus})
    return ask(
        request,
        form,
        lambda: actions.set_focus(who(request), row, **form.cleaned_data),
        title=_("The focus of %(year)s") % {"year": row.year},
        button=_("Keep this focus"),
        done=_("The focus is kept."),
        lead=_("One line that members read above the calendar."),
        back=_back_to_year(row),
    )


@needs("cohort.change")
def update_due(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Set the day by which written updates are asked for."""
    row = year_or_404(request, slug, year)
    form = UpdateDueForm(posted(request), initial={"day": row.update_due})
    return ask(
        request,
        form,
        lambda: actions.set_update_due(who(request), row, **form.cleaned_data),
        title=_("When year-end updates are due"),
        button=_("Set this day"),
        done=_("The day is set."),
        lead=_("Each member sends a written update of what its working groups found."),
        back=_back_to_year(row),
    )


@needs("cohort.change")
def agree_calendar(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Record the decision by which the group agreed, or amended, the calendar."""
    row = year_or_404(request, slug, year)
    proposal = proposals_visible_to(who(request), row)
    form = AgreementForm(posted(request), initial={"seen": str(proposal.pk) if proposal else ""})
    first = row.calendar == CalendarState.DRAFT
    return ask(
        request,
        form,
        lambda: actions.agree_calendar(who(request), row, **form.cleaned_data),
        title=_("The group agreed the calendar") if first else _("The group amended the calendar"),
        button=_("Record the decision"),
        done=_("The calendar is agreed.") if first else _("The calendar is amended."),
        lead=_("The earlier decisions stay on record beside it."),
        consequences=(_("It agrees version %(number)s, as it was proposed.") % {"number": proposal.number},)
        if proposal
        else (),
        back=_back_to_year(row),
    )


@needs("cohort.change")
def decisions(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Everything the group decided in a year, latest first; nothing is ever written over (AC-04)."""
    row = year_or_404(request, slug, year)
    return show(
        request,
        "cohorts/decisions.html",
        title=_("What was decided in %(year)s") % {"year": row.year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.cohort.name,
        year=row,
        decisions=queries.decisions_of(row),
        in_force=queries.special_meetings_decision(row),
        special=Decision.Topic.SPECIAL_MEETINGS,
    )


@needs("cohort.change")
def decide_special_meetings(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Record how many special meetings to attend, and whether delegates count."""
    row = year_or_404(request, slug, year)
    form = SpecialMeetingsForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.decide_special_meetings(who(request), row, **form.cleaned_data),
        title=_("How many special meetings to attend"),
        button=_("Record the decision"),
        done=_("Recorded. Standing is judged by this decision from its day on."),
        lead=_("The group sets the number. Without a decision this requirement counts for nobody."),
        back=_back_to_decisions(row),
    )


@needs("cohort.change")
def decide_other(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Record a decision on the gathering or on anything else."""
    row = year_or_404(request, slug, year)
    form = OtherDecisionForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.record_decision(who(request), row, **form.cleaned_data),
        title=_("Another decision of the group"),
        button=_("Record the decision"),
        done=_("The decision is recorded."),
        back=_back_to_decisions(row),
    )


def _back_to_year(year: ProgrammeYear) -> Back:
    return Back(reverse("cohorts:year", args=[year.cohort_id, year.year]), f"{year.cohort.name} {year.year}")


def _back_to_decisions(year: ProgrammeYear) -> Back:
    return Back(reverse("cohorts:decisions", args=[year.cohort_id, year.year]), _("Decisions"))
