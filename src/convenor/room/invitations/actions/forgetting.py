"""Forgetting who was invited and what they answered, and mails that came in."""

from datetime import date

from convenor.kernel import clock
from convenor.room.invitations.models import IncomingMail, Invitation
from convenor.rules.retention import Record, kept_for

MAILS_KEPT_FOR = kept_for(Record.INCOMING_MAIL)
_OVER_AFTER = kept_for(Record.INVITATIONS)


def forget_session(session: str) -> None:
    """Destroy a closed session's invitations with their answers; attendance is kept by organisation alone."""
    Invitation.objects.filter(session__pk=session).delete()


def forget_what_is_over(today: date) -> None:
    """Destroy the answers to sessions that are over though nobody closed them, and what is known of old mails."""
    Invitation.objects.filter(session__starts_at__lt=clock.now() - _OVER_AFTER).delete()
    IncomingMail.objects.filter(received_on__lt=today - MAILS_KEPT_FOR).delete()
