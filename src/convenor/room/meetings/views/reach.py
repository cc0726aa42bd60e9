"""What a view of this app starts from: who asks, and the session if it is theirs to see."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from convenor.kernel.actor import Actor, who
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import visible_to
from convenor.rules.vocabulary import Role, SessionKind

THOSE_INVITED = gettext_lazy("Seen by those invited to this session and the secretariat.")


def session_or_404(request: HttpRequest, pk: UUID) -> Session:
    """The session with what its pages show; not yours and not there look the same."""
    rows = visible_to(who(request)).select_related("year__cohort", "reading__statement")
    rows = rows.prefetch_related("items", "themes", "sendings")
    return get_object_or_404(rows, pk=pk)


def place_of(session: Session) -> str:
    """The place in the header that a session is found at: its cohort's, or that of the series."""
    return "series:index" if session.kind == SessionKind.WEBINAR else "cohorts:index"


def sits_for(actor: Actor, session: Session) -> frozenset[str]:
    """The organisations for which somebody sits in the cohort whose session this is."""
    return actor.organisations(Role.NOMINEE, cohort=session.year.cohort_id) if session.year else frozenset()
