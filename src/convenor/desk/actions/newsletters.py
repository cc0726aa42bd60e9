"""Sending an issue of the newsletter again to whom it could not leave, all at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, outbox
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require
from convenor.kernel.models import Delivery
from convenor.room.newsletter.actions import DUE
from convenor.rules.verdict import no


def send_again(actor: Actor) -> int:
    """Start over with every mail of an issue that was given up; says how many."""
    require(actor, "outbox.retry")
    with transaction.atomic():
        stopped = Delivery.objects.filter(event__name=DUE, state=Delivery.State.FAILED)
        rows = list(stopped.select_for_update(of=("self",)).order_by("pk"))
        if not rows:
            raise Declined(no(_("No mail of the newsletter was given up, so there is nothing to send again.")))
        for row in rows:
            outbox.retry(row)
        audit.record(actor, "newsletter.sent_again", kind="newsletter", subject=f"mails: {len(rows)}")
    return len(rows)
