"""Running a session: each button is one action, and leads back to the page on which it was pressed."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import onward, press
from convenor.kernel.gate import needs
from convenor.room.meetings.actions import running
from convenor.room.meetings.models import StatementReading
from convenor.room.meetings.views.reach import session_or_404


@needs("session.run")
@require_POST
def open_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the session; the hour goes on in the cockpit."""
    row, actor = session_or_404(request, pk), who(request)
    return press(
        request,
        lambda: running.open_session(actor, row),
        then=onward(request, reverse("cockpit:cockpit", args=[pk])),
        back=onward(request, reverse("meetings:session", args=[pk])),
        done=_("The session is open. Read the statement first."),
    )


@needs("session.run")
@require_POST
def read_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that the statement was read just now."""
    row, actor = session_or_404(request, pk), who(request)
    words = _("Recorded: version %(version)s was read. Discussion is open.")

    def said(reading: StatementReading) -> str:
        return words % {"version": reading.statement_id}

    there = _there(request, pk)
    return press(request, lambda: running.record_reading(actor, row), then=there, back=there, done=said)


@needs("session.run")
@require_POST
def open_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Begin an agenda item."""
    found, actor = get_object_or_404(session_or_404(request, pk).items, pk=item), who(request)
    return _pressed(request, pk, lambda: running.open_item(actor, found), _("Begun: %s.") % found.title)


@needs("session.run")
@require_POST
def close_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """End an agenda item."""
    found, actor = get_object_or_404(session_or_404(request, pk).items, pk=item), who(request)
    return _pressed(request, pk, lambda: running.close_item(actor, found), _("Ended: %s.") % found.title)


@needs("session.run")
@require_POST
def steer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count a steer back into scope."""
    row, actor, seen = session_or_404(request, pk), who(request), request.POST.get("seen", "")
    done = _("One more steer is counted; what it was about is kept nowhere.")
    before = int(seen) if seen.isdecimal() else None
    there = _there(request, pk)
    return press(request, lambda: running.record_steer(actor, row, seen=before), then=there, back=there, done=done)


def _pressed(request: HttpRequest, pk: UUID, act: Callable[[], None], done: str) -> HttpResponse:
    there = _there(request, pk)
    return press(request, act, then=there, back=there, done=done)


def _there(request: HttpRequest, pk: UUID) -> str:
    return onward(request, reverse("cockpit:cockpit", args=[pk]))
