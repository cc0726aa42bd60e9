"""What standing is judged from: facts about a year, and nothing about money or persons."""

from dataclasses import dataclass
from datetime import date

from convenor.rules.vocabulary import Capacity, GroupState, Mode, Origin, SessionKind


@dataclass(frozen=True, kw_only=True, slots=True)
class YearFact:
    """One programme year; both ends belong to it. A date that nobody has set is None."""

    year: int
    starts: date
    ends: date
    gathering: date | None = None
    update_due: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberFact:
    """A company's time in the cohort; `until` is the first day without it.

    `away` are the times between leaving and coming back: the first day without it and the first day with it again.
    """

    id: str
    since: date
    until: date | None = None
    away: tuple[tuple[date, date], ...] = ()

    def is_away(self, day: date) -> bool:
        """Tell whether the day lies between leaving and coming back."""
        return any(left <= day < back for left, back in self.away)


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionFact:
    """A session in the calendar.

    `attendance_recorded` is true once somebody has said that the list of who was represented is complete;
    until then the session counts neither for nor against anybody.
    """

    id: str
    kind: SessionKind
    on: date
    held: bool
    attendance_recorded: bool
    cancelled: bool = False
    counts_toward_standing: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class PresenceFact:
    """That somebody of an organisation was there, in a capacity; never who.

    `recorded` is false while the presence still waits to be confirmed by a person.
    """

    session: str
    organisation: str
    capacity: Capacity
    origin: Origin
    recorded: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SpecialMeetingsDecision:
    """How many special meetings the group agreed to attend, and whether delegates count (A-11)."""

    number: int
    delegates_count: bool
    decided_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupFact:
    """A working group of the year; without dates an active or closed one counts for all of it.

    `closed_on` is the first day on which it no longer works.
    """

    id: str
    topic: str
    state: GroupState
    active_since: date | None = None
    closed_on: date | None = None

    def was_active(self, first: date, last: date) -> bool:
        """Tell whether the group was at work on any day of a span."""
        began = self.active_since is None or self.active_since <= last
        open_still = self.closed_on is None or self.closed_on > first
        return self.state is not GroupState.PROPOSED and began and open_still


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupSeatFact:
    """A company's seat in a working group; `until` is the first day without it."""

    organisation: str
    group: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateFact:
    """A company's written year-end update for a year."""

    organisation: str
    year: int
    received_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationFact:
    """A company's presentation at the annual gathering of a year; a remote one is an exception (A-17)."""

    organisation: str
    year: int
    presented_on: date
    mode: Mode


@dataclass(frozen=True, kw_only=True, slots=True)
class LeadFact:
    """That a company leads, or has led, a session (R-MTG-18)."""

    organisation: str
    session: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExecutiveFact:
    """That an executive of a company took part in the year-end dialogue of a year (R-STD-09)."""

    organisation: str
    year: int
    took_part_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingFacts:
    """Everything the standing of one cohort in one year is judged from, as of a date.

    Facts of other years may be in it; they are left aside. `version` names the requirement set in force.
    """

    version: str
    year: YearFact
    as_of: date
    members: tuple[MemberFact, ...]
    sessions: tuple[SessionFact, ...] = ()
    presences: tuple[PresenceFact, ...] = ()
    decisions: tuple[SpecialMeetingsDecision, ...] = ()
    groups: tuple[GroupFact, ...] = ()
    seats: tuple[GroupSeatFact, ...] = ()
    updates: tuple[UpdateFact, ...] = ()
    presentations: tuple[PresentationFact, ...] = ()
    leads: tuple[LeadFact, ...] = ()
    executives: tuple[ExecutiveFact, ...] = ()
