"""What time it is; in a demo the date stands still, so that its year is always this year."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_standing_at: ContextVar[date | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; on a day that the clock stands at, the real time of that day."""
    place = _standing_at.get()
    if isinstance(place, datetime):
        return place
    moment = timezone.now()
    return moment if place is None else datetime.combine(place, moment.timetz())


def today() -> date:
    """The present date."""
    return timezone.localdate(now())


@contextmanager
def standing_at(day: date | None) -> Iterator[None]:
    """Let the clock stand at this date, or at this very moment, while the block runs; None lets it run."""
    token = _standing_at.set(day)
    try:
        yield
    finally:
        _standing_at.reset(token)
