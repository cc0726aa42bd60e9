"""Forgetting who was invited and what they answered, what each was written about it, and mails that came in."""

from datetime import date

from django.db.models import QuerySet

from convenor.kernel import clock
from convenor.kernel.models import Event
from convenor.room.invitations.models import IncomingMail, Invitation
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.models import Session
from convenor.rules.retention import Record, kept_for

MAILS_KEPT_FOR = kept_for(Record.INCOMING_MAIL)
_OVER_AFTER = kept_for(Record.INVITATIONS)


def forget_session(session: str) -> None:
    """Destroy a closed session's invitations with their answers; attendance is kept by organisation alone.

    What the outbox holds of letters to one person goes with them: beside an attendance it would say who came.
    """
    Invitation.objects.filter(session__pk=session).delete()
    _forget_letters([session])


def forget_what_is_over(today: date) -> None:
    """Destroy the answers to sessions that are over though nobody closed them, and what is known of old mails."""
    over = Session.objects.filter(starts_at__lt=clock.now() - _OVER_AFTER)
    Invitation.objects.filter(session__in=over).delete()
    written_about = set(_letters().values_list("ids__session", flat=True))
    _forget_letters([str(key) for key in over.filter(pk__in=written_about).values_list("pk", flat=True)])
    IncomingMail.objects.filter(received_on__lt=today - MAILS_KEPT_FOR).delete()


def _letters() -> QuerySet[Event]:
    """The events of letters that one person is sent about one session."""
    return Event.objects.filter(ids__has_keys=["session", "person"])


def _forget_letters(sessions: list[str]) -> None:
    gone, _ = _letters().filter(ids__session__in=sessions).delete()
    if gone:
        forget_on_disk()
