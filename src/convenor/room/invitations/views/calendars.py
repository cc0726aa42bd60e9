"""One's own calendar: the sessions one is invited to, and the secret address under which a program reads them."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import Declined, by_oneself, needs, open_to_all
from convenor.kernel.language import in_english, told
from convenor.kernel.pages import show
from convenor.room.invitations.actions.feeds import CAPABILITY, end_address, make_address
from convenor.room.invitations.forms import WORDS
from convenor.room.invitations.ics import calendar_of
from convenor.room.invitations.models import Feed, digest_of
from convenor.room.invitations.queries import invitations_of, labels_of, link_token, own_invitations
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import Zone


@needs(CAPABILITY)
def mine(request: HttpRequest) -> HttpResponse:
    """The sessions that one is invited to, what one answered, and whether there is an address for one's calendar."""
    by_oneself(who(request), CAPABILITY)
    return _shown(request)


def _shown(request: HttpRequest, secret: str = "") -> HttpResponse:
    actor = who(request)
    feed = Feed.objects.filter(person__account__pk=actor.account).first()
    held = own_invitations(actor)
    labels = labels_of(held)
    lines = [
        {
            "session": row.session,
            "title": labels[str(row.session_id)].full,
            "given": WORDS.get(PartStat(row.answer), ""),
            "address": reverse("invitations:answer", args=[link_token(row)]),
        }
        for row in held
    ]
    return show(
        request,
        "invitations/mine.html",
        title=_("My calendar"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        lines=lines,
        feed=feed,
        address=f"{settings.CONVENOR_SITE}{reverse('invitations:feed', args=[secret])}" if secret else "",
    )


@needs(CAPABILITY)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the address, or a new one, and show it: here and now, because only a digest of it is kept."""
    try:
        secret = make_address(who(request))
    except Declined as declined:
        messages.error(request, told(declined.verdict.reason))
        return redirect("invitations:mine")
    return _shown(request, secret)


@needs(CAPABILITY)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the address."""
    there = reverse("invitations:mine")
    done = _("The address has ended. A calendar that reads it will find nothing.")
    return press(request, lambda: end_address(who(request)), then=there, back=there, done=done)


@open_to_all
@in_english
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A person's own calendar for a program that knows its address; a dead address is not there."""
    held = Feed.objects.filter(digest=digest_of(secret)).select_related("person__account").first()
    if held is None or request.method not in {"GET", "HEAD"}:
        return _uncopied(HttpResponse(status=404, content_type="text/plain"))
    written = calendar_of(invitations_of(held.person))
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag, response=response)
    return _uncopied(unchanged if isinstance(unchanged, HttpResponse) else response)


def _uncopied(response: HttpResponse) -> HttpResponse:
    """No copy on the way, and none in a search."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
