"""What surrounded a year: events, and the expert organisations that were with the cohort in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.room.cohorts.actions import context as actions
from convenor.room.cohorts.agreed import experts_named
from convenor.room.cohorts.forms import ContextForm, ExpertForm
from convenor.room.cohorts.models import ContextEvent, ExpertOrganisation, ProgrammeYear
from convenor.room.cohorts.views.on_a_list import ask_to_name, ask_to_take_off, lines
from convenor.room.cohorts.views.reach import year_or_404
from convenor.rules.vocabulary import Zone


@needs("cohort.change")
def context(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What happened around a year, and the expert organisations that were with the cohort in it."""
    row = year_or_404(request, slug, year)
    return show(
        request,
        "cohorts/context.html",
        title=_("Around %(year)s") % {"year": row.year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.cohort.name,
        year=row,
        events=row.context_events.all(),
        experts=lines(row.experts.all(), row, named=experts_named(row)),
    )


@needs("cohort.change")
def note_event(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Note something that happened around the cohort."""
    row = year_or_404(request, slug, year)
    form = ContextForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.note_context_event(who(request), row, **form.cleaned_data),
        title=_("Something that happened around %(year)s") % {"year": row.year},
        button=_("Keep this event"),
        done=_("The event is kept."),
        back=_back_to_context(row),
    )


@needs("cohort.change")
def change_event(request: HttpRequest, slug: str, year: int, position: int) -> HttpResponse:
    """Write an event better, or give it its source."""
    row = year_or_404(request, slug, year)
    event = get_object_or_404(ContextEvent.objects.select_related("year"), year=row, position=position)
    now = {name: getattr(event, name) for name in ("text", "public_fact", "source_title", "source_url")}
    form = ContextForm(posted(request), initial=now)
    return ask(
        request,
        form,
        lambda: actions.change_context_event(who(request), event, **form.cleaned_data),
        title=_("Change this event"),
        button=_("Keep the change"),
        done=_("The event is changed."),
        back=_back_to_context(row),
    )


@needs("cohort.change")
def drop_event(request: HttpRequest, slug: str, year: int, position: int) -> HttpResponse:
    """Take out an event that was noted by mistake."""
    row = year_or_404(request, slug, year)
    event = get_object_or_404(ContextEvent.objects.select_related("year"), year=row, position=position)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.drop_context_event(who(request), event),
        title=_("Take this event out?"),
        button=_("Take it out"),
        done=_("The event is taken out."),
        lead=event.text,
        danger=True,
        back=_back_to_context(row),
    )


@needs("cohort.change")
def add_expert(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """List an expert organisation for the year."""
    row = year_or_404(request, slug, year)
    form = ExpertForm(posted(request), year=row)
    return ask(
        request,
        form,
        lambda: actions.add_expert_organisation(who(request), row, **form.cleaned_data),
        title=_("An expert organisation of %(year)s") % {"year": row.year},
        button=_("Put on the list"),
        done=_("It is on the year's list."),
        lead=_("Kept for the year as a whole: at which session its experts spoke is not recorded."),
        back=_back_to_context(row),
    )


@needs("cohort.change")
def let_expert_be_named(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """Record that an expert organisation agreed to be named."""
    row = year_or_404(request, slug, year)
    expert = _expert_or_404(row, organisation)
    return ask_to_name(
        request,
        expert,
        lambda text: actions.let_expert_be_named(who(request), expert, consent_text=text),
        back=_back_to_context(row),
    )


@needs("cohort.change")
def drop_expert(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """Take an organisation off the year's list of experts."""
    row = year_or_404(request, slug, year)
    expert = _expert_or_404(row, organisation)
    return ask_to_take_off(
        request, expert, lambda: actions.drop_expert_organisation(who(request), expert), back=_back_to_context(row)
    )


def _expert_or_404(year: ProgrammeYear, organisation: str) -> ExpertOrganisation:
    rows = ExpertOrganisation.objects.select_related("year", "organisation")
    return get_object_or_404(rows, year=year, organisation=organisation)


def _back_to_context(year: ProgrammeYear) -> Back:
    return Back(reverse("cohorts:context", args=[year.cohort_id, year.year]), _("Around the year"))
