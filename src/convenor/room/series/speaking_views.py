"""Offering to speak at an open session, for nominees; and the buttons beside each offer, for the secretariat."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import show
from convenor.people.queries import own_names_of
from convenor.room.meetings.forms.scope import reason_in
from convenor.room.series import offers, speaking
from convenor.room.series.models import SpeakerOffer, Webinar
from convenor.room.series.queries import visible_to
from convenor.room.series.speaking_forms import OfferForm
from convenor.rules.vocabulary import Role, Zone


@needs("speaking.offer")
def index(request: HttpRequest) -> HttpResponse:
    """The sessions to come at which one could speak, and what became of one's own offers."""
    actor = who(request)
    return show(
        request,
        "series/speaking.html",
        title=_("Speak at an open session"),
        zone=Zone.ROOM,
        seen_by=_("What you offer is seen by you and the secretariat, and by nobody else."),
        own=offers.own_rows(actor),
        chances=[chance for chance in offers.chances_of(actor) if not chance.offered],
    )


@needs("speaking.offer")
def new(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Offer to speak at one session, in a few words."""
    row = get_object_or_404(Webinar.objects.select_related("session"), series=slug, number=number)
    public = offers.public_of(row)
    if public is None:
        # It looks like one that is not there.
        raise Http404
    names = own_names_of(who(request).organisations(Role.NOMINEE), clock.today())
    form = OfferForm(posted(request), organisations=names)
    return ask(
        request,
        form,
        lambda: speaking.offer(
            who(request),
            row,
            organisation=form.organisation(),
            words=form.cleaned_data["words"],
            scope_reason=reason_in(form),
        ),
        title=_("Offer to speak"),
        button=_("Offer to speak"),
        done=_("Offered. The secretariat answers you by mail."),
        lead=public.title,
        back=Back(reverse("series:speaking"), _("Speak at an open session")),
        seen_by=_("Seen by you and the secretariat, and by nobody else."),
    )


@needs("speaking.offer")
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's own offer back."""
    row = get_object_or_404(offers.own_offers(who(request)), pk=pk)
    there = reverse("series:speaking")
    done = _("Taken back, and erased.")
    return press(request, lambda: speaking.take_back(who(request), row), then=there, back=there, done=done)


@needs("series.change")
@require_POST
def choose(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Have somebody speak who offered to."""
    row, there = _offer_or_404(request, slug, pk), reverse("series:series", args=[slug])
    done = _("Chosen. A letter tells them, with the date.")
    return press(request, lambda: speaking.choose(who(request), row), then=there, back=there, done=done)


@needs("series.change")
@require_POST
def decline(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Decline an offer with thanks."""
    row, there = _offer_or_404(request, slug, pk), reverse("series:series", args=[slug])
    done = _("Declined. A letter thanks them.")
    return press(request, lambda: speaking.decline(who(request), row), then=there, back=there, done=done)


@needs("series.change")
@require_POST
def without(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Go on without the speaker whom a session lost."""
    rows = Webinar.objects.filter(series__in=visible_to(who(request)))
    row, there = get_object_or_404(rows, series=slug, number=number), reverse("series:series", args=[slug])
    done = _("The session goes on without another speaker.")
    return press(request, lambda: speaking.go_on_without(who(request), row), then=there, back=there, done=done)


def _offer_or_404(request: HttpRequest, slug: str, pk: UUID) -> SpeakerOffer:
    return get_object_or_404(offers.offers_to(who(request)), pk=pk, webinar__series=slug)
