"""Consequences: told in the transaction that causes them, carried out after it, repeatable and visible when they fail.

`emit` writes what happened and, for each handler that `convenor.wiring` names, one delivery. The worker calls the
handler with the event's ids. A handler that fails is tried again later, `TRIES` times; then an officer sees it.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.kernel.models import Delivery, Event

TRIES = 5
WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
log = logging.getLogger("convenor.outbox")

Handler = Callable[..., None]


def emit(name: str, **ids: str) -> Event:
    """Say that something happened; nothing leaves before the surrounding transaction is committed.

    Raises KeyError for an event that the wiring does not know.
    """
    handlers = wiring()[name]
    with transaction.atomic():
        event = Event.objects.create(name=name, ids=ids, at=clock.now())
        for handler in handlers:
            delivery = Delivery.objects.create(event=event, handler=handler, changed_at=clock.now())
            deliver.enqueue(delivery.pk)
    return event


@task()
def deliver(delivery_id: int) -> None:
    """Carry out one delivery; called by the worker and safe to call again."""
    with clock.standing_at(installation().today):
        _deliver(delivery_id)


def _deliver(delivery_id: int) -> None:
    delivery = Delivery.objects.select_related("event").get(pk=delivery_id)
    if delivery.state == Delivery.State.DONE:
        return
    delivery.attempts += 1
    try:
        with transaction.atomic():
            handler: Handler = import_string(delivery.handler)
            handler(**delivery.event.ids)
            _note(delivery, Delivery.State.DONE, "")
    except Exception as error:  # a consequence may fail in any way; it must not take the worker along
        _try_again_later(delivery, error)


def _try_again_later(delivery: Delivery, error: Exception) -> None:
    log.warning("delivery %s of %s failed", delivery.handler, delivery.event.name, exc_info=error)
    given_up = delivery.attempts >= TRIES
    with transaction.atomic():
        _note(delivery, Delivery.State.FAILED if given_up else Delivery.State.WAITING, type(error).__name__)
        if not given_up:
            wait = WAITS[min(delivery.attempts, len(WAITS)) - 1]
            deliver.using(run_after=timezone.now() + wait).enqueue(delivery.pk)


def _note(delivery: Delivery, state: Delivery.State, problem: str) -> None:
    delivery.state, delivery.problem, delivery.changed_at = state, problem, clock.now()
    delivery.save(update_fields=["state", "problem", "attempts", "changed_at"])


def retry(delivery: Delivery) -> bool:
    """Start over with a delivery that was given up; False where somebody did so before, or it has arrived."""
    with transaction.atomic():
        given_up = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED)
        again = given_up.update(state=Delivery.State.WAITING, attempts=0, problem="", changed_at=clock.now())
        if again:
            deliver.enqueue(delivery.pk)
    return bool(again)


@cache
def wiring() -> Mapping[str, tuple[str, ...]]:
    """Which event causes which effect, from the one page that says so."""
    table: Mapping[str, tuple[str, ...]] = import_string(settings.CONVENOR_WIRING)
    return table
