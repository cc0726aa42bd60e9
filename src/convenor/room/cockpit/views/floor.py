"""The floor for those who are signed in: members, and whoever stands in or comes along."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.language import leading_on
from convenor.kernel.live import tokens
from convenor.kernel.pages import show
from convenor.room.cockpit import cookies
from convenor.room.cockpit.happening import Happening, Stage, happening_in
from convenor.room.meetings.actions.ground_rules import count_late_reading
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import rules_to_accept
from convenor.room.meetings.views.reach import THOSE_INVITED, place_of, session_or_404
from convenor.room.polls.asking import has_answered, slip_of
from convenor.room.polls.intake import ALREADY, COUNTED, LATE, Reply
from convenor.rules.vocabulary import Zone
from convenor.rules.wording import as_a_sentence, together

# What is said once, on the page that a ballot sent its owner back to.
_SAID = {said.word: said for said in (COUNTED, ALREADY, LATE)}


@needs("floor.read")
def floor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happens in a session, and what it is asked, for somebody who is signed in."""
    actor, session = who(request), session_or_404(request, pk)
    if rules_to_accept(actor, session):
        return redirect("meetings:rules", session.pk)
    address = reverse("cockpit:floor", args=[session.pk])
    slip = slip_of(actor, session)
    if request.method == "POST":
        return read_late(request, session, slip, address)
    return shown(request, session, slip, address, seen_by=THOSE_INVITED, own=True)


def shown(
    request: HttpRequest,
    session: Session,
    slip: str,
    address: str,
    *,
    seen_by: str | Promise,
    own: bool = False,
) -> HttpResponse:
    """A session's floor for whoever holds this slip, or the statement for whoever came after it was read.

    `address` is that of the page; `own` says that somebody is signed in.
    """
    now = happening_in(session)
    page: dict[str, Any] = {"title": now.label, "zone": Zone.ROOM, "seen_by": str(seen_by)}
    page |= {"now": now, "slip": slip, "back": leading_on(address), "own": own, "within": place_of(session)}
    heard = now.stage == Stage.STATEMENT or _followed_the_reading(request, session)
    if now.stage == Stage.UNDER_WAY and not heard and not cookies.has_heard(request, session, slip):
        return show(request, "cockpit/late.html", **page, again=request.GET.get("said") == "read")
    answered = bool(now.asked and has_answered(now.asked, slip))
    response = show(
        request,
        "cockpit/floor.html",
        **page,
        answered=answered,
        said=_in_words(_said(request, now, answered=answered)),
        live=tokens.listening_address(_topic_of(session)),
    )
    if heard:
        cookies.keep_heard(response, session, slip)
    return response


def _topic_of(session: Session) -> str:
    return f"floor:{session.pk}"


def _followed_the_reading(request: HttpRequest, session: Session) -> bool:
    """Whether this is a page that fetches itself anew, and that followed the session when the statement was read."""
    reading = getattr(session, "reading", None)
    if reading is None:
        return False
    return tokens.could_follow(
        request.headers.get(tokens.HEADER, ""), _topic_of(session), clock.now() - reading.read_at
    )


def read_late(request: HttpRequest, session: Session, slip: str, address: str) -> HttpResponse:
    """Count that the statement was read on a screen, once for each slip; whose it was stays in the browser."""
    if not cookies.has_heard(request, session, slip):
        count_late_reading(session)
    response = redirect(f"{address}?said=read")
    cookies.keep_heard(response, session, slip)
    return response


def _said(request: HttpRequest, now: Happening, *, answered: bool) -> Reply | None:
    """What became of an answer; of an earlier one nothing is said above a question that is still to be answered."""
    said = _SAID.get(request.GET.get("said", ""))
    if answered:
        return said or COUNTED
    return None if now.asked and said is not LATE else said


def _in_words(said: Reply | None) -> str:
    return together((as_a_sentence(said.title), said.why, said.then)) if said else ""
