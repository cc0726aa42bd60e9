"""Asking for another address, and confirming it from the new mailbox."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import NothingForm, posted, press
from convenor.kernel.gate import own_account
from convenor.kernel.pages import attempt, link_over, show
from convenor.people import own_address as actions
from convenor.people.forms import AddressForm
from convenor.people.models import Account
from convenor.rules.vocabulary import Zone


@own_account
def own_address(request: HttpRequest) -> HttpResponse:
    """The address of today, and what is asked for."""
    account = Account.objects.get(pk=who(request).account)
    form = AddressForm(posted(request))
    if attempt(form, lambda: actions.ask_for_address(who(request), address=form.cleaned_data["address"])):
        messages.success(request, _("A link is on its way to that address. Until you confirm it, nothing changes."))
        return redirect("own_address")
    return show(
        request,
        "people/own_address.html",
        title=_("Your mail address"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        form=form,
        account=account,
        asked=actions.asked_by(account),
    )


@own_account
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Keep the address of today."""
    here = reverse("own_address")
    done = _("Taken back. Your address stays as it is.")
    return press(request, lambda: actions.take_back(who(request)), then=here, back=here, done=done)


@own_account
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the letter to the new address leads to: one button, for whoever is signed in as the one who asked."""
    actor = who(request)
    change = actions.of_link(actor, token)
    if change is None:
        return link_over(request, _("Ask for the new address once more, on the page of your account."))
    form = NothingForm(posted(request))
    if attempt(form, lambda: actions.confirm(actor, change, here=request.session.session_key or "")):
        done = _("Done. From now on you sign in with this address. Your other browsers are signed out.")
        messages.success(request, done)
        return redirect("own_address")
    return show(
        request,
        "people/confirm_address.html",
        title=_("Is this your new address?"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        form=form,
        change=change,
    )
