"""Closing a session: what is missing, what stays of it, and from when on nothing does."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.cockpit.forms import CloseForm
from convenor.room.meetings import sheet
from convenor.room.meetings.actions import running
from convenor.room.meetings.queries import label_of
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.room.polls.asking import open_polls
from convenor.rules.vocabulary import RoundState, Zone


@needs("session.run")
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """See what is missing, choose what stays, set the burn date, close the session."""
    row = session_or_404(request, pk)
    form = CloseForm(
        posted(request),
        updates=list(row.updates.all()),
        initial={"burn_on": clock.today() + running.NOTES_KEPT_FOR},
    )
    if attempt(form, lambda: running.close_session(who(request), row, form.cleaned_data["burn_on"], kept=form.kept())):
        messages.success(request, _("The session is closed."))
        return redirect("cockpit:cockpit", pk)
    return show(
        request,
        "cockpit/close.html",
        title=_("Close the session"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        missing=sheet.missing(row),
        asked=list(open_polls(row)),
        rounds=list(row.rounds.filter(state=RoundState.RUNNING)),
        form=form,
    )
