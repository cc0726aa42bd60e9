"""Rows to people: rejoins are one person, two addresses are two, and time spent twice at once counts once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from convenor.rules.attendance.entries import Entry
from convenor.rules.attendance.moment import NO_DAY
from convenor.rules.attendance.report import Attendee

# Beyond all that a report can print; its times have no zone, and neither have these.
EARLIEST, LATEST = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """One stay of one person. `seconds` is the printed length; None where none is printed."""

    entry: Entry
    joined: datetime | None
    left: datetime | None
    seconds: float | None

    def until(self, left: datetime | None) -> "Presence":
        """The same stay with its end."""
        return replace(self, left=left)

    @property
    def span(self) -> float | None:
        """The seconds between joining and leaving."""
        return span_of(self.joined, self.left)

    @property
    def length(self) -> float | None:
        """The printed length; the span where none is printed, or none to speak of."""
        return self.seconds or (self.seconds if self.span is None else self.span)


def span_of(joined: datetime | None, left: datetime | None) -> float | None:
    """The seconds between joining and leaving, where both are known and in order."""
    if joined is None or left is None or left < joined:
        return None
    return (left - joined).total_seconds()


def merge(presences: Iterable[Presence]) -> tuple[Attendee, ...]:
    """One entry a person, in the order in which the file first names them."""
    stays: dict[str, list[Presence]] = {}
    for presence in presences:
        stays.setdefault(presence.entry.key, []).append(presence)
    return tuple(_attendee(sorted(mine, key=_in_time) if len(mine) > 1 else mine) for mine in stays.values())


def _in_time(presence: Presence) -> tuple[datetime, datetime, int]:
    return presence.joined or LATEST, presence.left or LATEST, presence.entry.row


def _attendee(mine: list[Presence]) -> Attendee:
    entries = [presence.entry for presence in mine]
    name = min(entries, key=lambda entry: entry.name.text == entry.email).name
    return Attendee(
        name=name.text,
        shown_as=name.shown_as,
        email=entries[0].email,
        guest=any(entry.guest for entry in entries),
        joined=_shown(min((presence.joined for presence in mine if presence.joined), default=None)),
        left=_shown(_last_leave(mine)),
        minutes=_minutes(mine),
    )


def _shown(moment: datetime | None) -> datetime | None:
    """A time of day whose day nobody knows is not shown."""
    return None if moment is None or moment.year == NO_DAY.year else moment


def _last_leave(mine: Sequence[Presence]) -> datetime | None:
    """The last leaving; unknown where somebody came again after it and did not leave."""
    last = max((presence.left for presence in mine if presence.left), default=None)
    is_open = any(presence.joined and not presence.left and (not last or presence.joined >= last) for presence in mine)
    return None if is_open else last


def _minutes(mine: Sequence[Presence]) -> int | None:
    """Whole minutes, at least one for whoever was there at all; None if any stay is of unknown length."""
    if any(presence.length is None for presence in mine):
        return None
    seconds = sum(_seconds(together) for together in _together(mine))
    minutes = int(seconds / 60 + 0.5)
    return minutes or (1 if seconds > 0 else 0)


def _together(mine: Sequence[Presence]) -> Iterator[list[Presence]]:
    """Groups of stays that overlap; a stay without times is a group of its own."""
    group: list[Presence] = []
    end = EARLIEST
    for presence in mine:
        if presence.span is None or presence.joined is None or presence.left is None:
            yield [presence]
            continue
        if group and presence.joined >= end:
            yield group
            group = []
        end = max(end, presence.left) if group else presence.left
        group.append(presence)
    if group:
        yield group


def _seconds(together: Sequence[Presence]) -> float:
    """The printed length of one stay; of stays that overlap, no more than the time they cover."""
    printed = sum(presence.length or 0 for presence in together)
    if len(together) == 1:
        return printed
    start = min(presence.joined for presence in together if presence.joined)
    end = max(presence.left for presence in together if presence.left)
    return min(printed, (end - start) / timedelta(seconds=1))
