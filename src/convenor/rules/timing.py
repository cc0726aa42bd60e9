"""How the hour runs: of an item and of a whole session, what has passed and what is left, in whole minutes.

More time than planned is said in words and never as an alarm: a good discussion may take what another item gives.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from convenor.rules.wording import Said, counted, said, said_of

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeFacts:
    """What was planned, in minutes, and when it began and ended; None for what has not happened yet."""

    minutes: int
    began_at: datetime | None
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """Where something stands at a moment, in whole minutes; `left` and `over` are never negative.

    `until` is when it is to end as planned, while it runs.
    """

    planned: int
    elapsed: int
    left: int
    over: int
    sentence: str
    until: datetime | None = None


def timing_of(facts: TimeFacts, now: datetime) -> Timing:
    """Where an item or a session stands at a moment; a minute counts once it has passed."""
    elapsed = _elapsed(facts, now)
    left, over = max(0, facts.minutes - elapsed), max(0, elapsed - facts.minutes)
    running = facts.began_at is not None and facts.ended_at is None
    return Timing(
        planned=facts.minutes,
        elapsed=elapsed,
        left=left,
        over=over,
        sentence=_sentence(facts, elapsed),
        until=facts.began_at + facts.minutes * _MINUTE if facts.began_at and running else None,
    )


def _elapsed(facts: TimeFacts, now: datetime) -> int:
    if facts.began_at is None:
        return 0
    return max(timedelta(0), (facts.ended_at or now) - facts.began_at) // _MINUTE


def _sentence(facts: TimeFacts, elapsed: int) -> Said:
    planned = counted(facts.minutes, "minute")
    over = elapsed - facts.minutes
    if facts.began_at is None:
        return said_of(facts.minutes, "{number} minute planned.", "{number} minutes planned.")
    if facts.ended_at is not None:
        return said("Took {time} of {planned} planned.", time=counted(elapsed, "minute"), planned=planned)
    if over > 0:
        return said(
            "{planned} planned, and {more} more by now. Come to an end when it suits.",
            planned=planned,
            more=counted(over, "minute"),
        )
    if over == 0:
        return said_of(facts.minutes, "The minute planned is used.", "The {number} minutes planned are used.")
    return said_of(facts.minutes, "{left} of {number} minute left.", "{left} of {number} minutes left.", left=-over)
