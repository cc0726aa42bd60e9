"""Somebody is asked to take a seat: how long the question stands, and what the seat asks for (R-ROL-01, R-ROL-17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from convenor.rules.retention import Record, kept_for
from convenor.rules.signs import in_one_line
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import counted, said, said_of

REMIND_AFTER = timedelta(days=7)
LAPSES_AFTER = timedelta(days=30)
# A question that came to nothing is kept so long, so that the member sees what became of it; then it is forgotten.
FORGOTTEN_AFTER = kept_for(Record.NOMINATIONS)
FURTHEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatFact:
    """A seat on the day on which somebody is to be nominated for it; `ends` is the membership's first day without."""

    held: bool
    taken_from: date | None = None
    asked: bool = False
    ends: date | None = None


def may_nominate(seat: SeatFact, *, today: date, starts_on: date | None) -> Verdict:
    """Whether somebody may be asked to take a seat; two seats a member, and one question a seat at a time."""
    if seat.ends is not None and seat.ends <= max(today, starts_on or today):
        return no("The membership has ended by then, so nobody can be nominated.")
    if seat.asked:
        return no("Somebody has been asked for this seat and has not answered yet. Take that question back first.")
    if seat.taken_from is not None:
        return no(said("Somebody takes this seat on {day} already. Take that back first.", day=seat.taken_from))
    if starts_on is None and seat.held:
        return no("Somebody holds this seat. Give the day on which the new person takes over.")
    if starts_on is not None and not today <= starts_on <= today + FURTHEST_AHEAD:
        return no("Choose a first day within a year from now; it cannot lie in the past.")
    return yes()


def begins_on(*, today: date, wanted: date | None) -> date:
    """The first day of somebody who accepts today; whoever answers late begins today."""
    return max(today, wanted or today)


def reminder_due(*, asked_on: date, reminded_on: date | None, today: date) -> bool:
    """Tell whether somebody who has not answered is written to once more; that happens once."""
    return reminded_on is None and today >= asked_on + REMIND_AFTER and not has_lapsed(asked_on=asked_on, today=today)


def has_lapsed(*, asked_on: date, today: date) -> bool:
    """Tell whether the time to answer is over."""
    return today >= asked_on + LAPSES_AFTER


def as_written(name: str) -> str:
    """A name in one line, without marks that turn or hide what stands beside it."""
    return in_one_line(name)


def time_asked(minutes: Iterable[int]) -> str:
    """Say how much time the sessions of a year take, as planned so far (R-ROL-17)."""
    planned = list(minutes)
    if not planned:
        return said("The sessions of the year are not planned yet.")
    hours = -(-sum(planned) // 60)
    return said_of(
        len(planned),
        "{number} session planned this year, about {hours} in all.",
        "{number} sessions planned this year, about {hours} in all.",
        hours=counted(hours, "hour"),
    )


def vacant_in_words(since: date, today: date) -> str:
    """Say since when a seat is vacant, as people do; never as a reproach (A-14)."""
    days = (today - since).days
    if days <= 0:
        return said("vacant since today")
    if days < 14:
        return said("vacant since {day}, {time}", day=since, time=counted(days, "day"))
    if days < 61:
        return said("vacant since {day}, {time}", day=since, time=counted(days // 7, "week"))
    return said("vacant since {day}, {time}", day=since, time=counted(days // 30, "month"))
