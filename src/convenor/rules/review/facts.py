"""What a year-end review is composed from, and the sections it comes in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convenor.rules.vocabulary import Mode, SessionKind


class SectionKey(StrEnum):
    """The seven sections, in the order in which they are printed (AC-02)."""

    OVERVIEW = "overview"
    DEVELOPMENTS = "developments"
    STRUCTURE = "structure"
    PARTICIPANTS = "participants"
    SESSIONS = "sessions"
    LOOK_AHEAD = "look_ahead"
    CONTACT = "contact"


class Confirmation(StrEnum):
    """A statement about the year that stands in the review only if an officer has confirmed it."""

    MOST_MET = "most_met"
    AGENDA_SENT = "agenda_sent"
    STATEMENT_READ = "statement_read"
    UPDATES_GIVEN = "updates_given"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewMember:
    """A member company of the year, by its public name; `until` is the first day without it."""

    name: str
    since: date
    until: date | None = None
    # False once it has withdrawn that it may be listed; it took part all the same, and counts.
    may_be_named: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewSession:
    """A session of the year. There is no place for attendance here; `guests_noted` is the officer's own wording."""

    label: str
    kind: SessionKind
    on: date
    themes: tuple[str, ...]
    mode: Mode
    guests_noted: str = ""
    anomaly: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewEvent:
    """Something that happened around the cohort; only a public fact with a source goes into the text (A-41)."""

    text: str
    public_fact: bool
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewExpert:
    """An organisation whose experts joined in the year, and whether it agreed to be named (R-CH-12)."""

    name: str
    may_be_named: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewFacts:
    """A year as the review sees it: sessions that took place; texts that nobody has written yet are empty.

    `coming` are the days of sessions that are called and have not taken place: they are asked about and never told.
    `sessions_before` is the number of sessions of the year before, None where it is not known.
    """

    year: int
    cohort: str
    convenor: str
    starts: date
    ends: date
    members: tuple[ReviewMember, ...]
    sessions: tuple[ReviewSession, ...]
    coming: tuple[date, ...] = ()
    events: tuple[ReviewEvent, ...] = ()
    experts: tuple[ReviewExpert, ...] = ()
    focus: str = ""
    focus_before: str = ""
    sessions_before: int | None = None
    held_back: str = ""
    value: str = ""
    plans: tuple[str, ...] = ()
    contact: str = ""
    website: str = ""
    confirmed: frozenset[Confirmation] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A candid question to the officer; a mandatory one must be answered before the review goes to the desk."""

    key: str
    question: str
    mandatory: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section: its heading, its text in Markdown, and what is still to be asked. Both may be empty."""

    key: SectionKey
    heading: str
    body_markdown: str
    prompts: tuple[Prompt, ...] = ()
