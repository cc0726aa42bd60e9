"""How long one kind of record is kept, and how that is said."""

from dataclasses import dataclass
from datetime import date, timedelta

from convenor.rules.retention.record import Record
from convenor.rules.wording import counted, said, together


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """How long one kind is kept.

    `days` count from the moment that `since` names; without any it is kept until `ends` says. `most` is the longest
    that an officer may choose. What `stays` is kept for good.
    """

    record: Record
    what: str
    since: str = ""
    days: timedelta | None = None
    most: timedelta | None = None
    ends: str = ""
    stays: bool = False
    why: str
    source: str

    @property
    def how_long(self) -> str:
        """The period in words."""
        ends = said(self.ends) if self.ends else ""
        if self.stays:
            return together([said("For good."), ends])
        if self.days is None:
            return ends
        days, since = counted(self.days.days, "day"), said(self.since)
        if self.most is None:
            return together([said("{days} after {since}.", days=days, since=since), ends])
        most = counted(self.most.days, "day")
        chosen = said(
            "{days} after {since}; an officer can choose another day, at most {most} after.",
            days=days,
            since=since,
            most=most,
        )
        return together([chosen, ends])

    def due(self, since: date) -> date | None:
        """The day on which what began then is due to go; None where no period runs."""
        return None if self.days is None or self.stays else since + self.days
