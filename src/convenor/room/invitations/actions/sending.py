"""Sending invitations; each person's is an event of its own, so that each calendar is told alone."""

from datetime import date

from django.db import transaction

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Person
from convenor.room.invitations.ics import new_uid, wanted_of
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import is_to_come
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import invited_to
from convenor.rules.invitations import Sends
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import SessionState


def send_invitations(actor: Actor, session: Session) -> int:
    """Invite whoever is to come, each alone; whoever holds an invitation is sent what has changed. Says how many."""
    require(actor, "invitation.send")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        settle(
            yes()
            if is_to_come(row)
            else no("Invitations go to a cohort's session that is still to come and has a time. Give it one first.")
        )
        people = list(invited_to(row))
        settle(yes() if people else no("Nobody holds a seat yet, so there is nobody to invite."))
        for person in people:
            invitation_of(row, person)
        for invitation in Invitation.objects.filter(session=row):
            due(row, invitation.person_id, words_too=True)
        audit.record(actor, "invitations.sent", kind="session", subject=row.pk)
    return len(people)


def invitation_of(session: Session, person: Person) -> Invitation:
    """Somebody's invitation to a session, begun if there is none."""
    found, _new = Invitation.objects.get_or_create(session=session, person=person, defaults={"uid": new_uid()})
    return found


def due(session: Session, person: object, *, words_too: bool = False) -> None:
    """Say that somebody's calendar may have to be told something."""
    ids = {"session": str(session.pk), "person": str(person)}
    emit("invitation_due", **ids, **({"words": "too"} if words_too else {}))


def bring_up_to_date(_today: date) -> None:
    """Tell the calendars of whoever was seated, has left or was not told since invitations were sent."""
    for session in Session.objects.filter(invitations__isnull=False).distinct():
        if is_to_come(session):
            for person in _not_up_to_date(session):
                due(session, person)


def _not_up_to_date(session: Session) -> set[object]:
    invited = set(invited_to(session).values_list("pk", flat=True))
    held = Invitation.objects.filter(session=session, sent=Sends.REQUEST)
    holding = dict(held.values_list("person_id", "matter"))
    outdated = {person for person, matter in holding.items() if matter != wanted_of(session).matter}
    return (invited ^ set(holding)) | outdated
