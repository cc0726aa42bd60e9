"""The year's advisors, where they come from, and which may be named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.kernel.words import WORDS
from convenor.room.cohorts.actions import advisors as actions
from convenor.room.cohorts.agreed import may_be_named
from convenor.room.cohorts.forms import AdvisorForm
from convenor.room.cohorts.models import Advisor, ProgrammeYear
from convenor.room.cohorts.views.on_a_list import ask_to_name, ask_to_take_off, lines
from convenor.room.cohorts.views.reach import year_or_404
from convenor.rules.consents import Purpose, balance
from convenor.rules.vocabulary import AdvisorField, Zone


@needs("cohort.change")
def advisors(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Who advises in the year, and how the three fields are balanced."""
    row = year_or_404(request, slug, year)
    rows = list(row.advisors.all())
    fields = balance((advisor.field for advisor in rows), [field.value for field in AdvisorField])
    named = may_be_named((advisor.organisation_id for advisor in rows), Purpose.ADVISOR, row)
    return show(
        request,
        "cohorts/advisors.html",
        title=_("Advisors of %(year)s") % {"year": row.year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.cohort.name,
        year=row,
        balance=[(WORDS["AdvisorField"][field], number) for field, number in fields],
        advisors=lines(rows, row, named=named),
    )


@needs("cohort.change")
def add(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """List an organisation that advises."""
    row = year_or_404(request, slug, year)
    form = AdvisorForm(posted(request), year=row)
    return ask(
        request,
        form,
        lambda: actions.add_advisor(who(request), row, **form.cleaned_data),
        title=_("An advisor of %(year)s") % {"year": row.year},
        button=_("Put on the list"),
        done=_("It is on the year's list. It opens nothing by itself."),
        lead=_("By organisation; nobody there is named."),
        back=_back(row),
    )


@needs("cohort.change")
def let_be_named(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """Record that an advisor's organisation agreed on paper to be named."""
    row = year_or_404(request, slug, year)
    advisor = _advisor_or_404(row, organisation)
    return ask_to_name(
        request,
        advisor,
        lambda text: actions.let_advisor_be_named(who(request), advisor, consent_text=text),
        back=_back(row),
    )


@needs("cohort.change")
def drop(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """Take an organisation off the list."""
    row = year_or_404(request, slug, year)
    advisor = _advisor_or_404(row, organisation)
    return ask_to_take_off(request, advisor, lambda: actions.drop_advisor(who(request), advisor), back=_back(row))


def _advisor_or_404(year: ProgrammeYear, organisation: str) -> Advisor:
    return get_object_or_404(
        Advisor.objects.select_related("year", "organisation"), year=year, organisation=organisation
    )


def _back(year: ProgrammeYear) -> Back:
    return Back(reverse("cohorts:advisors", args=[year.cohort_id, year.year]), _("Advisors"))
