"""Somebody who has left and cannot sign in any more asks to be erased, by the link that they took along (AC-25)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convenor.kernel.actor import Actor
from convenor.kernel.asking import NothingForm, posted
from convenor.kernel.gate import open_to_all
from convenor.kernel.pages import attempt, link_over, show
from convenor.people import erasing
from convenor.people.models import ErasureRequest
from convenor.people.own import what_becomes_of
from convenor.rules.vocabulary import Zone


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def leaver(request: HttpRequest, token: str) -> HttpResponse:
    """What goes and what stays, and one button; a link that leads nowhere looks the same whatever the reason."""
    account = erasing.leaver_of(token)
    if account is None:
        return link_over(request, _("Write to the secretariat if something is still held about you."))
    asked = ErasureRequest.objects.filter(account=account).first()
    form, self = NothingForm(posted(request)), Actor(account=str(account.pk))
    act = erasing.take_back_erasure if "stay" in request.POST else erasing.ask_to_be_erased
    if attempt(form, lambda: act(self)):
        messages.success(request, _("Taken back.") if asked else _("It is done in a week."))
        return redirect("leaver", token)
    return show(
        request,
        "people/leaver.html",
        title=_("Have yourself erased"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has the link."),
        consequences=what_becomes_of(account),
        erasure=asked,
        form=form,
    )
