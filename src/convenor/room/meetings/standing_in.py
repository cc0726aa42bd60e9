"""Who names stand-ins for which sessions, and whom a member asks first; a focal point sees a session's hour alone."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Contact
from convenor.room.cohorts.seating import WHO_FILLS
from convenor.room.cohorts.ties import why_not_let_in
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import of_a_member, stand_ins_of, visible_to
from convenor.rules.ties import STAND_IN_ENDS_AFTER
from convenor.rules.vocabulary import ContactKind, SessionKind, SessionState

_TO_COME = (SessionState.PLANNED, SessionState.OPEN)


def sessions_to_name_for(actor: Actor) -> QuerySet[Session]:
    """The sessions for which somebody may name a stand-in: those that one sees, or of a focal point's cohorts."""
    if actor.in_secretariat:
        return Session.objects.all()
    seen = visible_to(actor).values("pk")
    return Session.objects.filter(Q(pk__in=seen) | Q(year__cohort__in=actor.cohorts(*WHO_FILLS)))


def to_come(actor: Actor) -> QuerySet[Session]:
    """The coming ones among them and those that are held, the next first; a webinar needs no stand-in.

    Also where the hour has begun somebody may have to be taken back.
    """
    still = Q(state=SessionState.OPEN) | Q(starts_at__gt=clock.now() - STAND_IN_ENDS_AFTER)
    rows = sessions_to_name_for(actor).filter(still, state__in=_TO_COME)
    return rows.exclude(kind=SessionKind.WEBINAR).exclude(year=None).select_related("year__cohort")


def alternates(organisations: Iterable[str], session: Session) -> QuerySet[Contact]:
    """Whom these members ask first."""
    rows = Contact.objects.filter(
        in_force(clock.today()),
        kind=ContactKind.ALTERNATE,
        membership__organisation__in=list(organisations),
        membership__cohort=session.year.cohort_id if session.year else None,
    )
    return rows.select_related("membership")


def named_for(actor: Actor, session: Session) -> list[tuple[Delegation, str]]:
    """Whom somebody sees named for a session; to the secretariat with why one is not let in, to others never."""
    return [(row, _why_not(row) if actor.in_secretariat else "") for row in stand_ins_of(actor, session)]


def _why_not(row: Delegation) -> str:
    return why_not_let_in(row, row.organisation_id) if row.person is None else ""


def waiting_stand_ins() -> QuerySet[Delegation]:
    """Who was named for a session that is to come, and is not let in."""
    to_come = Q(session__state=SessionState.OPEN) | Q(session__starts_at__gt=clock.now())
    rows = Delegation.objects.filter(to_come, of_a_member(), person=None, session__state__in=_TO_COME)
    return rows.select_related("session", "organisation").order_by("pk")
