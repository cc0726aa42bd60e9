"""What a view of this app starts from: the row, if it is this person's to see; all else looks like none."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back
from convenor.room.exchange import queries
from convenor.room.exchange.models import Posting
from convenor.room.exchange.queries import Place


def place_or_404(request: HttpRequest, slug: str, organisation: str) -> Place:
    """Where somebody sits: for this organisation, in this cohort."""
    for place in queries.places_of(who(request)):
        if (place.membership.cohort_id, place.membership.organisation_id) == (slug, organisation):
            return place
    raise Http404


def own_or_404(request: HttpRequest, organisation: str) -> Place:
    """The organisation that somebody sits for, wherever that is."""
    for place in queries.places_of(who(request)):
        if place.membership.organisation_id == organisation:
            return place
    raise Http404


def posting_or_404(request: HttpRequest, postings: QuerySet[Posting], pk: UUID) -> Posting:
    """One of these that is open; for a button also one that ended today, without its words: the action says so then."""
    row = get_object_or_404(postings if request.method == "POST" else queries.still_open(postings), pk=pk)
    if row.until <= clock.today():
        row.text = ""
    return row


def own_posting_or_404(request: HttpRequest, pk: UUID) -> Posting:
    """An ask or an offer of the own organisation."""
    return posting_or_404(request, queries.own_postings(who(request)), pk)


def to_board(request: HttpRequest) -> Back:
    """The page of asks and offers that this person has."""
    name = "exchange:to_decide" if who(request).in_secretariat else "exchange:index"
    return Back(reverse(name), _("Asks and offers"))
