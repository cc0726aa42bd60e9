"""Registrations that are over are erased on their day; whoever comes soon is sent the link to join."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM
from convenor.kernel.models import Delivery
from convenor.kernel.outbox import emit
from convenor.room.series.models import Choice, Registration
from convenor.room.series.registered import with_last_session
from convenor.room.series.registering import forget
from convenor.rules.registration import NEAR, UNCONFIRMED_FOR
from convenor.rules.retention import Record, kept_for
from convenor.rules.vocabulary import SessionState

# So many at once, so that whoever writes meanwhile waits for a moment and not for all of them.
A_PORTION = 200


def forget_registrations(today: date) -> None:
    """Erase the registrations whose day has come; how many is noted, and nothing else. Safe to call again."""
    last = today - kept_for(Record.REGISTRATIONS)
    over = with_last_session().filter(
        Q(confirmed=False, made_on__lte=today - UNCONFIRMED_FOR)
        | Q(confirmed=True, last__date__lte=last)
        | Q(confirmed=True, last=None, made_on__lte=last)
    )
    keys = list(over.values_list("pk", flat=True)) + _closed_mailboxes()
    for portion in _portions(keys):
        with transaction.atomic():
            gone = f"registrations: {forget(portion)}"
            audit.record(THE_SYSTEM, "registrations.erased", kind="registrations", subject=gone)


def _closed_mailboxes() -> list[UUID]:
    """Registrations that nobody can confirm any more, because the question came back for good."""
    back = Delivery.objects.filter(event__name="registered", state=Delivery.State.CAME_BACK)
    asked = [ids["registration"] for ids in back.values_list("event__ids", flat=True)]
    return list(Registration.objects.filter(pk__in=asked, confirmed=False).values_list("pk", flat=True))


def remind(_today: date) -> None:
    """Have everybody whose session is near mailed the link to join, once for each time at which it begins."""
    now = clock.now()
    coming = Choice.objects.filter(
        registration__confirmed=True,
        webinar__session__starts_at__gt=now,
        webinar__session__starts_at__lte=now + NEAR,
    ).exclude(Q(webinar__session__state=SessionState.CANCELLED) | Q(reminded_for=F("webinar__session__starts_at")))
    found = list(coming.values_list("registration", "webinar__session"))
    for start in range(0, len(found), A_PORTION):
        with transaction.atomic():
            for registration, session in found[start : start + A_PORTION]:
                emit("webinar_near", registration=str(registration), session=str(session))


def _portions(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), A_PORTION):
        yield keys[start : start + A_PORTION]
