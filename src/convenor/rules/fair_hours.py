"""Which hour a session falls on for whom, and who had the bad hours of a year.

A good hour lies between eight in the morning and six in the evening, from its beginning to its end. No hour is good for
everybody on earth, so what can be fair is how the bad ones are shared over a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MORNING, EVENING = time(8), time(18)
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(6)
# Where the programme wants to be heard, besides where those invited are.
ALWAYS_SHOWN = ("Africa/Lagos", "Africa/Nairobi", "America/Sao_Paulo", "Asia/Jakarta", "Asia/Kolkata")
_PLACES = {
    "Africa/Lagos": "Lagos",
    "Africa/Nairobi": "Nairobi",
    "America/Sao_Paulo": "São Paulo",
    "Asia/Jakarta": "Jakarta",
    "Asia/Kolkata": "Delhi",
    "UTC": "UTC",
}


class Hour(StrEnum):
    """What an hour is like where somebody is."""

    GOOD = "good"
    EARLY = "early"
    LATE = "late"
    NIGHT = "night"


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """When a session begins, as an aware moment, and how many minutes it lasts."""

    starts_at: datetime
    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalHour:
    """A session as the clock of a place shows it; `bad` is how many of `of` other sessions fell badly there."""

    zone: str
    place: str
    starts: datetime
    ends: datetime
    hour: Hour
    bad: int
    of: int


def local_hours(meeting: Meeting, zones: Iterable[str], others: Iterable[Meeting] = ()) -> tuple[LocalHour, ...]:
    """A session in each of these zones and in those that are always shown, from west to east.

    Zones that nobody knows are left out; two with one clock both stand, because people look for their own.
    """
    held = tuple(others)
    known = {name: zone for name in {*zones, *ALWAYS_SHOWN} if (zone := _zone(name))}
    lines = [_line(name, zone, meeting, held) for name, zone in known.items()]
    return tuple(sorted(lines, key=lambda line: (line.starts.utcoffset() or timedelta(), line.place)))


def hour_of(meeting: Meeting, zone: ZoneInfo) -> Hour:
    """What a session's hour is like in a zone: by its beginning, and where that is good, by its end."""
    starts, ends = _clock(meeting, zone)
    if starts.time() >= NIGHT_BEGINS or starts.time() < NIGHT_ENDS:
        return Hour.NIGHT
    if starts.time() < MORNING:
        return Hour.EARLY
    over = ends.date() > starts.date() or ends.time() > EVENING
    return Hour.LATE if over else Hour.GOOD


def place_of(zone: str) -> str:
    """What a zone's place is called."""
    return _PLACES.get(zone, zone.rpartition("/")[2].replace("_", " "))


def _line(name: str, zone: ZoneInfo, meeting: Meeting, held: tuple[Meeting, ...]) -> LocalHour:
    starts, ends = _clock(meeting, zone)
    return LocalHour(
        zone=name,
        place=place_of(name),
        starts=starts,
        ends=ends,
        hour=hour_of(meeting, zone),
        bad=sum(hour_of(other, zone) is not Hour.GOOD for other in held),
        of=len(held),
    )


def _clock(meeting: Meeting, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Both ends as the place's clock shows them, also in a night when it changes."""
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    return meeting.starts_at.astimezone(zone), ends.astimezone(zone)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
