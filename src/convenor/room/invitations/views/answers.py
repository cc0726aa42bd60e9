"""Answering from a link in a mail, without an account: opening it shows a button, and the button acts."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convenor.kernel.gate import open_to_all
from convenor.kernel.pages import attempt, link_over, show
from convenor.people.queries import zone_of
from convenor.room.invitations.forms import WORDS, AnswerForm, StandInForm
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import of_link, seats_of
from convenor.room.meetings.queries import label_of
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import Zone


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody answers; a link that leads nowhere looks the same whatever the reason."""
    invitation = of_link(token)
    if invitation is None:
        then = _("Look into your mail for a newer one, or sign in: your sessions stand under “My calendar”.")
        return link_over(request, then)
    # Whom a calendar named stands in the mail: the page says nothing that could not be read over a shoulder.
    stands_in = StandInForm(_sent(request, "name"))
    plain = AnswerForm(_sent(request, "says"))
    for form in (plain, stands_in):
        if attempt(form, lambda form=form: form.act(invitation)):  # type: ignore[misc]
            messages.success(request, _("Noted. You can change it here until the session begins."))
            return redirect("invitations:answer", token)
    with timezone.override(zone_of(invitation.person)):
        return _shown(request, invitation, stands_in, plain)


def _sent(request: HttpRequest, field: str) -> QueryDict | None:
    return request.POST if request.method == "POST" and field in request.POST else None


def _shown(request: HttpRequest, invitation: Invitation, stands_in: forms.Form, plain: forms.Form) -> HttpResponse:
    chosen = request.GET.get("say", "").upper()
    may_send = bool(seats_of(invitation.person, invitation.session))
    plain_ones = [(word.value, said) for word, said in WORDS.items() if word is not PartStat.DELEGATED]
    first = [pair for pair in plain_ones if pair[0] == chosen] or plain_ones
    sends = may_send and (chosen == PartStat.DELEGATED or stands_in.is_bound or bool(invitation.proposed))
    return show(
        request,
        "invitations/answer.html",
        title=_("Do you come?"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has this link: it was mailed to you alone."),
        lead=label_of(invitation.session).full,
        session=invitation.session,
        given=WORDS.get(PartStat(invitation.answer), ""),
        answers=[] if sends else first,
        others=[pair for pair in plain_ones if sends or pair not in first],
        may_send=may_send,
        sends=sends,
        form=stands_in if sends else plain,
    )
