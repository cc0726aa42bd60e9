"""Registrations that are over are erased on their day; whoever comes soon is sent the link to join."""

from datetime import date

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM
from convenor.kernel.outbox import emit
from convenor.room.series.models import Choice, Registration
from convenor.room.series.registered import erased_of
from convenor.room.series.registering import forget
from convenor.rules.registration import NEAR
from convenor.rules.vocabulary import SessionState


def forget_registrations(today: date) -> None:
    """Erase the registrations whose day has come; how many is noted, and nothing else. Safe to call again."""
    with transaction.atomic():
        rows = Registration.objects.prefetch_related("choices__webinar__session")
        over = [row.pk for row in rows if erased_of(row) <= today]
        if over:
            gone = f"registrations: {forget(over)}"
            audit.record(THE_SYSTEM, "registrations.erased", kind="registrations", subject=gone)


def remind(_today: date) -> None:
    """Have everybody whose session is near mailed the link to join, once."""
    now = clock.now()
    coming = Choice.objects.filter(
        reminded=False,
        registration__confirmed=True,
        webinar__session__starts_at__gt=now,
        webinar__session__starts_at__lte=now + NEAR,
    ).exclude(webinar__session__state=SessionState.CANCELLED)
    with transaction.atomic():
        for choice in coming.select_for_update(of=("self",)).select_related("webinar"):
            choice.reminded = True
            choice.save(update_fields=["reminded"])
            emit("webinar_near", registration=str(choice.registration_id), session=str(choice.webinar.session_id))
