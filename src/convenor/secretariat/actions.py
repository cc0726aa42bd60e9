"""What the secretariat does with its own machinery."""

from django.db import transaction

from convenor.kernel import audit, outbox
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require
from convenor.kernel.models import Delivery


def try_again(actor: Actor, delivery: Delivery) -> None:
    """Start over with a delivery that was given up."""
    require(actor, "outbox.retry")
    with transaction.atomic():
        outbox.retry(delivery)
        audit.record(actor, "delivery.retried", kind="delivery", subject=delivery.pk)
