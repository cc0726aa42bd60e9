"""The list of cohorts, a cohort's own page, and where it has nobody yet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.people.models import OrganisationAttribute
from convenor.people.queries import attributes_of
from convenor.room.cohorts import queries
from convenor.room.cohorts.actions import cohorts as actions
from convenor.room.cohorts.due import next_steps
from convenor.room.cohorts.forms import CohortForm, as_given
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.views.reach import WHOLE_COHORT, cohort_or_404
from convenor.rules.vocabulary import Zone

LOOKED_AT = (OrganisationAttribute.Key.REGION, OrganisationAttribute.Key.SECTOR)


@needs("cohort.read")
def index(request: HttpRequest) -> HttpResponse:
    """The cohorts that one may look at."""
    actor = who(request)
    return show(
        request,
        "cohorts/index.html",
        title=_("Cohorts"),
        zone=Zone.ROOM,
        seen_by=_("Each cohort is seen by its members and the secretariat."),
        cohorts=queries.with_counts(queries.visible_to(actor), clock.today()),
        in_secretariat=actor.in_secretariat,
    )


@needs("cohort.read")
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in, its years, and for the secretariat what to do next."""
    row, today = cohort_or_404(request, slug), clock.today()
    secretariat = who(request).in_secretariat
    return show(
        request,
        "cohorts/cohort.html",
        title=row.name,
        zone=Zone.ROOM,
        seen_by=str(WHOLE_COHORT),
        lead=row.announced,
        cohort=row,
        members=queries.member_names(row, today),
        years=row.years.order_by("-year"),
        in_secretariat=secretariat,
        **(_for_the_secretariat(row) if secretariat else {}),
    )


def _for_the_secretariat(row: Cohort) -> dict[str, Any]:
    today = clock.today()
    return {
        "count": queries.seat_count(row, today),
        "waiting": queries.waiting_list(row),
        "gaps": queries.gaps(row, today),
        "tasks": next_steps(row, today),
    }


@needs("cohort.change")
def start(request: HttpRequest) -> HttpResponse:
    """Start a cohort."""
    form = CohortForm(posted(request), initial={"monthly": True, "members_public": True, "rule_basis": "implied"})
    return ask(
        request,
        form,
        lambda: actions.start_cohort(who(request), form.set_up()),
        title=_("Start a cohort"),
        button=_("Start the cohort"),
        done=_("The cohort is there. Next: add its members and open its first programme year."),
        back=Back(reverse("cohorts:index"), _("Cohorts")),
    )


@needs("cohort.change")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how a cohort is set up."""
    row = cohort_or_404(request, slug)
    form = CohortForm(posted(request), initial=as_given(row))
    return ask(
        request,
        form,
        lambda: actions.change_cohort(who(request), row, form.set_up()),
        title=_("Change %(name)s") % {"name": row.name},
        button=_("Keep the change"),
        done=_("The cohort is changed."),
        back=Back(reverse("cohorts:cohort", args=[slug]), row.name),
    )


@needs("cohort.change")
def gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the cohort has nobody yet, and how surely that is known (AC-20)."""
    row, today = cohort_or_404(request, slug), clock.today()
    members = queries.member_names(row, today)
    known = attributes_of(slug for slug, _name in members)
    return show(
        request,
        "cohorts/gaps.html",
        title=_("Who is missing"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.name,
        cohort=row,
        gaps=queries.gaps(row, today),
        count=queries.seat_count(row, today),
        members=[
            {
                "slug": slug,
                "name": name,
                "attributes": [a for a in known.get(slug, ()) if a.key in LOOKED_AT],
            }
            for slug, name in members
        ],
    )
