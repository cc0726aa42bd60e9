"""Standing on screen: all members for the secretariat, one's own for a nominee."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.standing import sheet
from convenor.rules.vocabulary import Zone
from convenor.rules.wording import beside


@needs("standing.read")
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Where each member stands, for the secretariat: a sentence each, and who needs a conversation first."""
    programme_year = _year(slug, year)
    return show(
        request,
        "standing/year.html",
        title=_("Standing %(year)s") % {"year": year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        year=programme_year,
        sheets=sheet.sheets(programme_year, clock.today()),
        as_of=clock.today(),
    )


@needs("standing.read")
def member(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """The factual sheet on one member: what is asked, what was done, on what evidence (A-15)."""
    programme_year = _year(slug, year)
    found = sheet.one(programme_year, organisation, clock.today())
    return show(
        request,
        "standing/member.html",
        title=beside(", ", (found.name, str(year))),
        zone=Zone.ROOM,
        seen_by=_("Seen by the secretariat; the people of %(name)s see their own on their own page.")
        % {"name": found.name},
        year=programme_year,
        sheet=found,
        as_of=clock.today(),
    )


@needs("own_organisation.read")
def mine(request: HttpRequest) -> HttpResponse:
    """My organisation: four sentences with the next step of each; no other organisation, no rank."""
    return show(
        request,
        "standing/mine.html",
        title=_("My organisation"),
        zone=Zone.ROOM,
        seen_by=_("Seen by your organisation's nominees and the secretariat."),
        places=sheet.own(who(request), clock.today()),
        as_of=clock.today(),
    )


def _year(slug: str, year: int) -> ProgrammeYear:
    return get_object_or_404(ProgrammeYear.objects.select_related("cohort"), cohort=slug, year=year)
