"""Mails that no program could settle: somebody looked for them in the mailbox, and says so."""

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.invitations.models import IncomingMail
from convenor.room.invitations.queries import mails_for_a_person
from convenor.room.meetings.models import Session
from convenor.rules.verdict import no, yes

CAPABILITY = "invitation.send"


def settle_mails(actor: Actor, session: Session, *, upto: str) -> int:
    """Note that somebody looked at a session's mails and at those of no session, up to the last one that was shown."""
    require(actor, CAPABILITY)
    settle(yes() if upto.isdecimal() and len(upto) < 19 else no(_("Load the page again, and look what is left.")))
    with transaction.atomic():
        settled = mails_for_a_person(session).filter(pk__lte=int(upto)).update(outcome=IncomingMail.Outcome.NOTHING)
        settle(yes() if settled else no(_("Somebody looked at them before you.")))
        audit.record(actor, "mails.settled", kind="session", subject=session.pk)
    return settled
