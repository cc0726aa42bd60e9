"""The ground rules that a delegate or a guest accepts before the session's page opens to them (R-ROL-04)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import needs
from convenor.kernel.pages import show
from convenor.room.meetings.actions.ground_rules import accept_rules
from convenor.room.meetings.actions.stage import in_one_of
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import RulesAsked, label_of, rules_to_accept, statement_to_read
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.vocabulary import SessionState, Zone


@needs("rules.accept")
def rules(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read the ground rules and the statement; one button accepts both."""
    actor, row = who(request), session_or_404(request, pk)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        here, there = (reverse(f"meetings:{name}", args=[pk]) for name in ("rules", "session"))
        done = _("Accepted. Here are the agenda and the way in.")
        return press(request, lambda: accept_rules(actor, row, seen=seen), then=there, back=here, done=done)
    if not Delegation.objects.filter(session=row, person__account__pk=actor.account).exists():
        raise Http404
    return rules_page(request, row, rules_to_accept(actor, row))


def rules_page(request: HttpRequest, row: Session, asked: RulesAsked | None) -> HttpResponse:
    """What somebody sees of a session before accepting; `asked` is None for whoever has accepted."""
    return show(
        request,
        "meetings/rules.html",
        title=_("Before you come in") if asked else _("The ground rules"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you, as somebody named for this session."),
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        sentences=SENTENCES,
        statement=asked.statement if asked else statement_to_read(row),
        asked=asked,
        may_accept=in_one_of(row, SessionState.PLANNED, SessionState.OPEN),
    )
