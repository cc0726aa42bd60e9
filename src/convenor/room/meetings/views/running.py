"""Running a session: each button is one action."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings import sheet
from convenor.room.meetings.actions import running
from convenor.room.meetings.forms.calling import CloseForm
from convenor.room.meetings.queries import label_of
from convenor.room.meetings.views.reach import session_or_404
from convenor.rules.vocabulary import Zone


@needs("session.run")
@require_POST
def open_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the session."""
    running.open_session(who(request), session_or_404(request, pk))
    messages.success(request, _("The session is open. Read the statement first."))
    return redirect("meetings:session", pk)


@needs("session.run")
@require_POST
def read_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that the statement was read just now."""
    reading = running.record_reading(who(request), session_or_404(request, pk))
    words = _("Recorded: version %(version)s was read. Discussion is open.")
    messages.success(request, words % {"version": reading.statement_id})
    return redirect("meetings:session", pk)


@needs("session.run")
@require_POST
def open_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Begin an agenda item."""
    running.open_item(who(request), get_object_or_404(session_or_404(request, pk).items, pk=item))
    return redirect("meetings:session", pk)


@needs("session.run")
@require_POST
def close_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """End an agenda item."""
    running.close_item(who(request), get_object_or_404(session_or_404(request, pk).items, pk=item))
    return redirect("meetings:session", pk)


@needs("session.run")
@require_POST
def steer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count a steer back into scope."""
    running.record_steer(who(request), session_or_404(request, pk))
    messages.success(request, _("One more steer is counted; what it was about is kept nowhere."))
    return redirect("meetings:session", pk)


@needs("session.run")
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """See what is missing, set the burn date, close the session."""
    row = session_or_404(request, pk)
    form = CloseForm(request.POST or None, initial={"burn_on": clock.today() + running.NOTES_KEPT_FOR})
    if attempt(form, lambda: running.close_session(who(request), row, form.cleaned_data["burn_on"])):
        messages.success(request, _("The session is closed."))
        return redirect("meetings:session", pk)
    return show(
        request,
        "meetings/close.html",
        title=_("Close the session"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        missing=sheet.missing(row),
        form=form,
    )
