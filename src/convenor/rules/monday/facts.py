"""What Monday looks at, and the lines it gives back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convenor.rules.vocabulary import CalendarState, DraftState, SessionKind, SessionState


class Subject(StrEnum):
    """What a line is about; with the id the caller makes an address of it. Of one day, the earlier word goes first."""

    DELIVERY = "delivery"
    OBJECTION = "objection"
    AGENDA = "agenda"
    UPDATES = "updates"
    OUTCOME = "outcome"
    STATEMENT = "statement"
    ATTENDANCE = "attendance"
    BURN = "burn"
    NOTES = "notes"
    SUMMARY_NOTE = "summary_note"
    RELEASE = "release"
    SECOND_PAIR = "second_pair"
    DRAFT = "draft"
    CALENDAR = "calendar"
    DECISION = "decision"
    YEAR_END = "year_end"
    QUARTER = "quarter"
    SEAT = "seat"
    POSTING = "posting"
    SPEAKER = "speaker"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How many days before or after something the secretariat wants to be reminded."""

    agenda_before: int = 3
    agenda_seen_before: int = 10
    closing_after: int = 2
    notes_after: int = 14
    burn_seen_before: int = 14
    summary_seen_before: int = 3
    draft_after: int = 14
    second_pair_after: int = 5
    year_end_seen_before: int = 21
    quarter_seen_before: int = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionDuty:
    """A session as Monday sees it.

    `updates_missing` counts the members who were asked and have not answered; `remarks` those that wait in the
    sealed notes; `learning_kept` that they were turned into a draft, or that there was nothing to keep. Nothing
    about the past of a session `from_source` is due: it is history.
    """

    id: str
    label: str
    kind: SessionKind
    state: SessionState
    on: date
    agenda_sent: bool = False
    updates_missing: int = 0
    statement_recorded: bool = False
    attendance_recorded: bool = False
    remarks: int = 0
    learning_kept: bool = False
    burn_on: date | None = None
    summary_due: date | None = None
    summary_released: bool = False
    from_source: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftDuty:
    """A draft at the desk, since when it is in its state, and the objections nobody has answered."""

    id: str
    title: str
    state: DraftState
    since: date
    objections_open: int = 0
    objections_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupDuty:
    """A working group: past quarters without a meeting, and whether one stands in the quarter that runs."""

    id: str
    topic: str
    missing_quarters: tuple[int, ...]
    meets_this_quarter: bool
    quarter_ends: date


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatDuty:
    """A member company, how many of its two nominee seats are filled, and for how many of the others one is asked.

    `vacant_since` is the day from which the one that is vacant for longest has nobody.
    """

    organisation: str
    name: str
    filled: int
    asked: int = 0
    vacant_since: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class YearDuty:
    """A programme year; `judged` when participation requirements apply to it."""

    id: str
    label: str
    starts: date
    ends: date
    calendar: CalendarState
    judged: bool
    special_meetings_decided: bool
    update_due: date | None = None
    updates_missing: int = 0
    gathering: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeakerDuty:
    """An open session to come: how many offers to speak wait there, and whether it lost its speaker.

    `id` is the key of the series, whose page shows both.
    """

    id: str
    label: str
    on: date
    waiting: int = 0
    lost: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryDuty:
    """Messages or other effects that could not be delivered, and since when; `came_back` from the other side."""

    id: str
    what: str
    count: int
    since: date
    came_back: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PostingDuty:
    """The asks and offers that wait for a person to look at them, and those whose member has nobody to be asked."""

    in_doubt: int = 0
    without_a_nominee: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MondayFacts:
    """Everything Monday looks at."""

    today: date
    sessions: tuple[SessionDuty, ...] = ()
    drafts: tuple[DraftDuty, ...] = ()
    groups: tuple[GroupDuty, ...] = ()
    seats: tuple[SeatDuty, ...] = ()
    years: tuple[YearDuty, ...] = ()
    deliveries: tuple[DeliveryDuty, ...] = ()
    postings: PostingDuty = PostingDuty()
    speakers: tuple[SpeakerDuty, ...] = ()
    # Since when the mailbox, in which answers come, could not be read.
    mailbox_unread_since: date | None = None
    pace: Pace = Pace()


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """One action: what, why, by when (a date and in words), and what to open for it."""

    subject: Subject
    id: str
    what: str
    why: str
    due: date | None
    when: str


def due_line(subject: Subject, about: str, what: str, why: str, *, due: date | None, when: str = "") -> DueLine:
    """Make a line; without `when` its date says it."""
    return DueLine(subject=subject, id=about, what=what, why=why, due=due, when=when)


@dataclass(frozen=True, kw_only=True, slots=True)
class Monday:
    """The lines in order of urgency; `more` says how many were left out, `next_up` what comes when nothing is due."""

    lines: tuple[DueLine, ...]
    left_out: int
    more: str
    next_up: str
