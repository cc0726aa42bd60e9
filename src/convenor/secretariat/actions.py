"""What the secretariat does with its own machinery."""

from django.db import transaction

from convenor.kernel import audit, outbox
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.models import Delivery
from convenor.rules.verdict import no, yes


def try_again(actor: Actor, delivery: Delivery) -> None:
    """Start over with a delivery that was given up."""
    require(actor, "outbox.retry")
    with transaction.atomic():
        again = outbox.retry(delivery)
        settle(yes() if again else no("Somebody started it again before you; look at the outbox once more."))
        audit.record(actor, "delivery.retried", kind="delivery", subject=delivery.pk)
