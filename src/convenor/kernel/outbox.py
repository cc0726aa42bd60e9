"""Consequences: told in the transaction that causes them, carried out after it, repeatable and visible when they fail.

`emit` writes what happened and, for each handler that `convenor.wiring` names, one delivery. The worker calls the
handler with the event's ids. A handler that fails is tried again later, `TRIES` times; then an officer sees it. A try
counts before it begins, so that a worker that dies in the middle of it is no reason to try for ever.

Of events that the wiring keeps `BY_THE_DAY` no hour is written down, so that it cannot be laid beside what else
happened in that minute; of those in `LEAVES_NOTHING` nothing stays once they are done.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time, timedelta
from functools import cache
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.kernel.language import english
from convenor.kernel.models import Delivery, Event

TRIES = 5
WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
DELAYED = "delayed"
log = logging.getLogger("convenor.outbox")

Handler = Callable[..., None]
# The delivery that is being carried out; a letter takes its name from it and leaves a line on it.
_carried: ContextVar[Delivery | None] = ContextVar("carried", default=None)


def emit(name: str, **ids: str) -> Event:
    """Say that something happened; nothing leaves before the surrounding transaction is committed.

    Raises KeyError for an event that the wiring does not know.
    """
    handlers = wiring()[name]
    # No savepoint: what cannot be told must not have happened either.
    with transaction.atomic(savepoint=False):
        event = Event.objects.create(name=name, ids=ids, at=_at(name))
        for handler in handlers:
            delivery = Delivery.objects.create(
                event=event, handler=handler, changed_at=_at(name), message_id=new_message_id()
            )
            deliver.enqueue(delivery.pk)
    return event


@task()
def deliver(delivery_id: int) -> None:
    """Carry out one delivery; called by the worker and safe to call again."""
    # Whoever did what this follows from may read in another language; what leaves is English where it asks for none.
    with clock.standing_at(installation().today), english():
        _deliver(delivery_id)


def _deliver(delivery_id: int) -> None:
    waiting = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.WAITING)
    if not waiting.update(attempts=F("attempts") + 1):
        return
    delivery = Delivery.objects.select_related("event").get(pk=delivery_id)
    try:
        with transaction.atomic():
            if delivery.attempts > TRIES:
                raise WorkerDied
            # Two workers that were given the same delivery come one after the other.
            delivery = Delivery.objects.select_for_update(of=("self",)).select_related("event").get(pk=delivery_id)
            if delivery.state != Delivery.State.WAITING:
                return
            handler: Handler = import_string(delivery.handler)
            with _carrying(delivery):
                handler(**delivery.event.ids)
            if delivery.state == Delivery.State.WAITING:
                delivery.state = Delivery.State.DONE
            _note(delivery, delivery.state, "")
            if delivery.event.name in _named(settings.CONVENOR_LEAVES_NOTHING):
                delivery.event.delete()
    except Exception as error:  # a consequence may fail in any way; it must not take the worker along
        delivery.letter = ""
        _try_again_later(delivery, error)


class WorkerDied(Exception):  # noqa: N818 - what happened, in a word that an officer reads
    """The worker ended in the middle of each try, so nobody knows how far it came."""


@contextmanager
def _carrying(delivery: Delivery) -> Iterator[None]:
    token = _carried.set(delivery)
    try:
        yield
    finally:
        _carried.reset(token)


def carried() -> Delivery | None:
    """The delivery that is being carried out now; None for what happens beside the outbox."""
    return _carried.get()


def new_message_id() -> str:
    """What names one letter on every mail server that it passes; it says nothing of whom it is for."""
    return f"{uuid4().hex}@{urlsplit(settings.CONVENOR_SITE).hostname or 'convenor'}"


def came_back(message_id: str, *, for_good: bool) -> bool:
    """Note what a mail server reports of a letter; False where the letter is none that the outbox sent.

    `message_id` is the letter's own, with or without its angle brackets. `for_good` says that the other side gave up,
    for whatever reason: then a person has to look at the address. Otherwise it still tries, and only the outbox says
    so. Safe to call again. One of the `FAREWELLS` of the wiring went to a mailbox that may be closed: nothing follows.
    """
    name = message_id.strip().removeprefix("<").removesuffix(">")
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().filter(message_id=name).exclude(message_id="").first()
        if delivery is None:
            return False
        if delivery.event.name in _named(settings.CONVENOR_FAREWELLS):
            return True
        if delivery.state != Delivery.State.CAME_BACK:
            _note(delivery, Delivery.State.CAME_BACK if for_good else delivery.state, "" if for_good else DELAYED)
    return True


def _try_again_later(delivery: Delivery, error: Exception) -> None:
    log.warning("delivery %s of %s failed", delivery.handler, delivery.event.name, exc_info=error)
    given_up = delivery.attempts >= TRIES
    with transaction.atomic():
        _note(delivery, Delivery.State.FAILED if given_up else Delivery.State.WAITING, type(error).__name__)
        if not given_up:
            wait = WAITS[min(delivery.attempts, len(WAITS)) - 1]
            deliver.using(run_after=timezone.now() + wait).enqueue(delivery.pk)


def _note(delivery: Delivery, state: str, problem: str) -> None:
    delivery.state, delivery.problem, delivery.changed_at = state, problem, _at(delivery.event.name)
    delivery.save(update_fields=["state", "problem", "letter", "changed_at"])


def retry(delivery: Delivery) -> bool:
    """Start over with a delivery that was given up or came back; False where somebody did so before.

    What is sent then is another letter, by another name: news of the first one must not be taken for news of it.
    """
    with transaction.atomic():
        stopped = Delivery.objects.filter(pk=delivery.pk, state__in=Delivery.NEEDS_A_PERSON)
        fresh = {"attempts": 0, "problem": "", "letter": "", "message_id": new_message_id()}
        again = stopped.update(state=Delivery.State.WAITING, changed_at=_at(delivery.event.name), **fresh)
        if again:
            deliver.enqueue(delivery.pk)
    return bool(again)


def lay_aside(delivery: Delivery) -> None:
    """What this delivery should have brought about is asked for in another way."""
    _note(delivery, Delivery.State.DONE, "")


def take_up() -> None:
    """Ask for what waits though nothing in the queue asks for it any more: its worker died in the middle of it."""
    asked = DBTaskResult.objects.filter(task_path=deliver.module_path, status="READY")
    in_the_queue = {one["args"][0] for one in asked.values_list("args_kwargs", flat=True)}
    for waiting in Delivery.objects.filter(state=Delivery.State.WAITING).exclude(pk__in=in_the_queue):
        deliver.enqueue(waiting.pk)


def is_by_the_day(name: str) -> bool:
    """Whether of such an event the day is kept and no hour."""
    return name in _named(settings.CONVENOR_BY_THE_DAY)


def _at(name: str) -> datetime:
    return datetime.combine(clock.today(), time.min, UTC) if is_by_the_day(name) else clock.now()


@cache
def _named(path: str) -> frozenset[str]:
    return frozenset(import_string(path))


@cache
def wiring() -> Mapping[str, tuple[str, ...]]:
    """Which event causes which effect, from the one page that says so."""
    table: Mapping[str, tuple[str, ...]] = import_string(settings.CONVENOR_WIRING)
    return table
