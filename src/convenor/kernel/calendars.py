"""Calendar files (RFC 5545): events as anybody may have them, with nobody named in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//Convenor//Convenor//EN"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One event; `starts_at` and `stamp` are aware, `minutes` whole, `name` stays the same for good.

    Without a known time it lasts the whole day. A date that may still change is tentative; one that was called off
    stays, so that calendars take it out.
    """

    name: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    minutes: int
    summary: str
    description: str
    url: str
    time_known: bool = True
    tentative: bool = False
    cancelled: bool = False

    @property
    def status(self) -> str:
        """What a calendar shows of it."""
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"


class Announced(Protocol):
    """One of a row of events, as anybody may read it; `starts_at` is aware, `minutes` whole."""

    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def minutes(self) -> int: ...
    @property
    def time_known(self) -> bool: ...
    @property
    def subject_to_change(self) -> bool: ...
    @property
    def cancelled(self) -> bool: ...
    @property
    def sequence(self) -> int: ...


def announced_entry(one: Announced, *, row: str, name: str, address: str, stamp: datetime) -> Entry:
    """The entry of one event of a row: the same in every calendar, so that nobody has it twice.

    `row` and `name` are what the row is called in addresses and in words, `address` is its page.
    """
    return Entry(
        name=f"{row}-{one.number}",
        sequence=one.sequence,
        stamp=stamp,
        starts_at=one.starts_at,
        minutes=one.minutes,
        summary=one.title,
        description=f"{name}\n{address}",
        url=address,
        time_known=one.time_known,
        tentative=one.subject_to_change,
        cancelled=one.cancelled,
    )


def calendar_of(events: Iterable[Event], method: str = "PUBLISH", name: str = "") -> bytes:
    """A calendar with these events, with the name that it has where somebody follows it."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        # Programs that are older than RFC 7986 know the one alone.
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def event_of(entry: Entry) -> Event:
    """An entry as an event."""
    event = Event()
    event.add("uid", f"{entry.name}@{urlsplit(settings.CONVENOR_SITE).hostname or 'convenor'}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    starts = entry.starts_at.astimezone(UTC)
    event.add("dtstart", starts if entry.time_known else starts.date())
    if entry.time_known:
        event.add("dtend", starts + timedelta(minutes=entry.minutes))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("status", entry.status)
    return event
