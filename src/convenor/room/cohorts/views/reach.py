"""What a view starts from: the row, if it is this person's to see; "not yours" and "not there" look the same."""

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.people import queries as people
from convenor.people.models import Organisation
from convenor.room.cohorts import queries, seating
from convenor.room.cohorts.models import Cohort, Membership, ProgrammeYear

WHOLE_COHORT = _("Seen by the members of this cohort and the secretariat.")


def cohort_or_404(request: HttpRequest, slug: str) -> Cohort:
    """The cohort, if the person may look at it."""
    return get_object_or_404(queries.visible_to(who(request)), pk=slug)


def year_or_404(request: HttpRequest, slug: str, year: int) -> ProgrammeYear:
    """The programme year, if the person may look at its cohort."""
    return get_object_or_404(queries.years_visible_to(who(request)), cohort=slug, year=year)


def member_or_404(request: HttpRequest, slug: str, organisation: str) -> Membership:
    """The membership of an organisation that has not ended yet."""
    rows = cohort_or_404(request, slug).memberships.select_related("organisation", "cohort")
    lasting = rows.filter(Q(until=None) | Q(until__gt=clock.today()), organisation=organisation)
    found = lasting.order_by("since").first()
    if found is None:
        raise Http404
    return found


def own_member_or_404(request: HttpRequest, slug: str, organisation: str) -> Membership:
    """The membership whose seats the person may look after."""
    rows = seating.memberships_visible_to(who(request)).filter(cohort=slug, organisation=organisation)
    found = rows.order_by("since").first()
    if found is None:
        raise Http404
    return found


def organisation_or_404(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, if the person may read its record."""
    return get_object_or_404(people.visible_to(who(request)), pk=slug)
