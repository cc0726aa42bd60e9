"""What somebody reads who stands in, from the link in the mail: a minute's reading, and one tap (R-ROL-02)."""

from datetime import UTC

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convenor.kernel.actor import who
from convenor.kernel.gate import BY_LINK, Declined, open_to_all
from convenor.kernel.language import told
from convenor.kernel.pages import link_over, show
from convenor.people.queries import zone_of
from convenor.room.meetings.actions.ground_rules import accept_rules
from convenor.room.meetings.briefs import lets_in, of_token, what_it_is_for
from convenor.room.meetings.models import Delegation
from convenor.room.meetings.queries import asked_of, label_of, statement_to_read
from convenor.room.meetings.taking_part import has_round
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.vocabulary import Capacity, Zone


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, token: str) -> HttpResponse:
    """The brief; a link that leads nowhere looks the same whatever the reason, and opening one does nothing."""
    delegation = of_token(token)
    if delegation is None:
        return link_over(request, _("Ask whoever named you, or look into your mail for a newer one."))
    if request.method == "POST":
        return _let_in(request, delegation, token)
    with timezone.override(zone_of(delegation.person) if delegation.person else UTC):
        return _shown(request, delegation)


def _let_in(request: HttpRequest, delegation: Delegation, token: str) -> HttpResponse:
    try:
        actor = lets_in(delegation)
        if who(request).account not in {"", actor.account}:
            messages.error(request, _("Somebody else is signed in on this device. Sign out first, then open the link."))
            return redirect("meetings:brief", token)
        accept_rules(actor, delegation.session, seen=request.POST.get("seen", ""))
    except Declined as declined:
        messages.error(request, told(declined.verdict.reason))
        return redirect("meetings:brief", token)
    if not who(request).signed_in:
        login(request, delegation.account, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[BY_LINK] = what_it_is_for(delegation)
    elif BY_LINK in request.session:
        # Of two links, the browser goes where the last one leads.
        request.session[BY_LINK] = what_it_is_for(delegation)
    messages.success(request, _("Accepted. Here are the agenda and the way in."))
    return redirect("meetings:session", delegation.session_id)


def _shown(request: HttpRequest, delegation: Delegation) -> HttpResponse:
    session, asked = delegation.session, asked_of(delegation)
    return show(
        request,
        "meetings/brief.html",
        title=_("You come along") if delegation.capacity == Capacity.GUEST else _("You stand in"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has this link: it was mailed to you alone."),
        lead=label_of(session).full,
        session=session,
        stands_in=delegation.capacity == Capacity.DELEGATE,
        owes_an_update=_owes_an_update(delegation),
        items=session.items.all(),
        sentences=SENTENCES,
        statement=statement_to_read(session),
        asked=asked,
        seen=asked.seen if asked else "",
    )


def _owes_an_update(delegation: Delegation) -> bool:
    session = delegation.session
    sent = session.updates.filter(organisation=delegation.organisation_id).exists()
    return delegation.capacity == Capacity.DELEGATE and has_round(session) and not sent
