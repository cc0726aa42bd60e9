"""The take-home pack on a page that prints well, and as plain text."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.language import english, in_english
from convenor.kernel.pages import plainly_written, show
from convenor.room.cohorts.queries import year_on
from convenor.room.exchange import queries
from convenor.room.exchange.files import as_a_file
from convenor.room.exchange.forms import PeriodForm
from convenor.room.exchange.queries import Place
from convenor.room.exchange.take_home import Pack, make_pack
from convenor.room.exchange.views.reach import place_or_404
from convenor.room.standing import sheet
from convenor.rules.vocabulary import Zone

_WITHOUT_A_YEAR = timedelta(days=365)


class Asked(NamedTuple):
    """The form as it was filled in, and the pack, where it can be made."""

    form: PeriodForm
    pack: Pack | None


@needs("take_home.read")
def index(request: HttpRequest) -> HttpResponse:
    """Which organisation's; with one place, straight to its pack."""
    found = queries.places_of(who(request))
    if len(found) == 1:
        row = found[0].membership
        return redirect("exchange:pack", row.cohort_id, row.organisation_id)
    return show(
        request,
        "exchange/take_home_places.html",
        title=_("Take-home pack"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        places=found,
    )


@needs("take_home.read")
def pack(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """The pack for a time that one chooses: to be read, printed or taken as text."""
    place = place_or_404(request, slug, organisation)
    asked = _asked(request, place)
    query = request.GET.urlencode()
    return show(
        request,
        "exchange/take_home.html",
        title=_("Take-home pack"),
        zone=Zone.ROOM,
        lead=_("What is on the sheet was checked against everybody in the cohort and may be forwarded at home."),
        seen_by=_("Seen by your organisation's nominees, and by whomever you forward it to."),
        place=place,
        form=asked.form,
        pack=asked.pack,
        query=f"?{query}" if query else "",
    )


@needs("take_home.read")
@in_english
def file(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """The same as plain text."""
    place = place_or_404(request, slug, organisation)
    asked = _asked(request, place)
    if asked.pack is None:
        return redirect("exchange:pack", slug, organisation)
    return as_a_file(asked.pack.text, f"take-home-{clock.today():%Y-%m-%d}.txt")


def _asked(request: HttpRequest, place: Place) -> Asked:
    since, until = _usual(place)
    usual: dict[str, Any] = {"since": since, "until": until}
    form = PeriodForm(request.GET) if "since" in request.GET else PeriodForm(initial=usual)
    if form.is_bound and not (form.is_valid() and plainly_written(form)):
        return Asked(form, None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_bound else {**usual, "actions": False}
    actor, row = who(request), place.membership
    own = queries.own_actions(actor).filter(organisation=row.organisation_id) if wanted["actions"] else None
    actions = queries.in_their_order(own) if own is not None else None
    # What is taken home is a document: it is written and checked in English, whatever the page around it is in.
    with english():
        sheets = [
            one.sheet
            for one in sheet.own(actor, clock.today())
            if (one.year.cohort_id, one.sheet.slug) == (row.cohort_id, row.organisation_id)
        ]
        made = make_pack(place, wanted["since"], wanted["until"], sheets=sheets, actions=actions)
    return Asked(form, made)


def _usual(place: Place) -> tuple[date, date]:
    """From the beginning of the year that runs until today."""
    today = clock.today()
    year = year_on(place.membership.cohort, today)
    return (year.starts if year and year.starts <= today else today - _WITHOUT_A_YEAR), today
