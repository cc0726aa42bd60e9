"""What a meeting tool's report says: who came, when, for how long, and which rows were left out and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Unreadable(Exception):  # noqa: N818 - it is the file that is unreadable
    """The file cannot be used; the message is one sentence: where, what is wrong, how to mend it."""


class Refused(Exception):  # noqa: N818 - the product's word for it
    """The file could be read and a rule says no; the message is one sentence: where, why, what to do."""


class Source(StrEnum):
    """Which tool wrote the report, and which of its reports it is."""

    ZOOM_MEETING = "zoom-meeting"
    ZOOM_WEBINAR = "zoom-webinar"
    ZOOM_REGISTRATION = "zoom-registration"
    TEAMS = "teams"
    TEAMS_OLDER = "teams-older"
    MEET = "meet"
    TABLE = "table"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendee:
    """One person of the report.

    `name` is the person's own name, `shown_as` how the tool showed it (None where that is the same), `email` in lower
    case, `joined` and `left` as printed and without a zone, `minutes` None where nobody knows.
    """

    name: str
    shown_as: str | None = None
    email: str | None = None
    guest: bool = False
    joined: datetime | None = None
    left: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A row that is nobody who came. The reason never quotes the row: it may hold a telephone number."""

    row: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report as it was read; rows are counted from 1, blank ones too, as a spreadsheet does."""

    source: Source
    topic: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    people: tuple[Attendee, ...]
    left_out: tuple[LeftOut, ...] = ()
