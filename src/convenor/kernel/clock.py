"""What time it is; in a demo the date stands still, so that its year is always this year."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_standing_at: ContextVar[date | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; in a demo the real time of day on the demo's date."""
    moment = timezone.now()
    day = _standing_at.get()
    return moment if day is None else datetime.combine(day, moment.timetz())


def today() -> date:
    """The present date."""
    return timezone.localdate(now())


@contextmanager
def standing_at(day: date | None) -> Iterator[None]:
    """Let the clock stand at this date while the block runs; None lets it run."""
    token = _standing_at.set(day)
    try:
        yield
    finally:
        _standing_at.reset(token)
