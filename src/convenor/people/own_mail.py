"""Which reminders and news somebody is sent: switched on the own page, or by the link in such a letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import open_to_all, own_account
from convenor.kernel.letters import is_silenced
from convenor.kernel.pages import link_over, show
from convenor.people.silencing import kinds_for, link_says, own_person, switch, switch_by_link
from convenor.rules.vocabulary import Zone

_OFF = "off"


@own_account
def own_mail(request: HttpRequest) -> HttpResponse:
    """The kinds of letters that somebody can do without, each with a button."""
    actor = who(request)
    if request.method == "POST":
        kind, off = request.POST.get("kind", ""), request.POST.get("switch") == _OFF
        address = reverse("own_mail")
        done = _("Switched off.") if off else _("Switched on.")
        return press(request, lambda: switch(actor, kind, off=off), then=address, back=address, done=done)
    person = own_person(actor)
    return show(
        request,
        "people/own_mail.html",
        title=_("My mail"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone. The secretariat sees in its outbox that a letter was not sent."),
        kinds=kinds_for(actor, person) if person else [],
    )


@open_to_all
def silence(request: HttpRequest, token: str) -> HttpResponse:
    """What a link in a letter leads to: a page with one button. Opening it does nothing, because scanners open all."""
    said = link_says(token)
    if said is None:
        return link_over(request, _("Sign in and choose on the page “My mail”, or write to the secretariat."))
    whom, news = said
    if request.method == "POST":
        switch_by_link(whom, news.key, off=request.POST.get("switch") == _OFF)
        return redirect("silence", token)
    return show(
        request,
        "people/silence.html",
        title=_("Letters that you can do without"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has the link."),
        news=news,
        off=is_silenced(whom, news),
    )


@csrf_exempt
@open_to_all
def silence_at_once(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program's own button (RFC 8058): it has no session and no token of a form, only the signed link.

    Whoever opens the address by hand is led to the page with the button.
    """
    said = link_says(token)
    if said is None:
        return link_over(request, _("Sign in and choose on the page “My mail”, or write to the secretariat."))
    if request.method != "POST":
        return redirect("silence", token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return render(request, "403.html", {"reason": _("No mail program sent this. Open the link.")}, status=403)
    whom, news = said
    switch_by_link(whom, news.key, off=True)
    return HttpResponse(_("Switched off."), content_type="text/plain; charset=utf-8")
