"""Registering for an open series: anybody, for any or all of its sessions, without being vetted.

Sources: R-PLP-01 to R-PLP-07, R-PLP-20, R-PLP-23, A-23 (no vetting), A-24 (no organisation needed), A-40 (no
certificates), R-CH-06 (who takes part is secret).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from convenor.rules.participants import FREE_MAIL, NOT_KNOWN
from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes

# Whoever never confirms is forgotten after this, because somebody else may have typed the address.
UNCONFIRMED_FOR = timedelta(days=7)
# The link to join is sent once a session is so near that the nightly round would be too late the next time.
NEAR = timedelta(hours=36)
JOINED_UNTIL = timedelta(hours=4)
# Of mails to one mailbox that somebody asks for again, so many a day.
MAILS_A_DAY = 3


class Region(StrEnum):
    """A part of the world, as numbers are published about it (R-PLP-18, R-PLP-23)."""

    AFRICA = "Africa"
    ASIA = "Asia"
    EUROPE = "Europe"
    LATIN_AMERICA = "Latin America"
    NORTH_AMERICA = "North America"
    OCEANIA = "Oceania"


class Sector(StrEnum):
    """What somebody's organisation does, broadly: whoever has an interest in technology is meant (R-PLP-02)."""

    SOFTWARE = "software"
    PLATFORMS = "platforms"
    NETWORKS = "networks"
    EQUIPMENT = "equipment"
    FINANCE = "finance"
    INTEREST = "interest"


class Stage(StrEnum):
    """How far an organisation is with the UNGPs; any stage is welcome, also none (R-PLP-20)."""

    NONE = "none"
    POLICY = "policy"
    BEGUN = "begun"
    ESTABLISHED = "established"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """A session of a series as it stands; `starts_at` is aware."""

    number: int
    starts_at: datetime
    cancelled: bool


def may_choose(
    chosen: Collection[int], offered: Iterable[Offered], now: datetime, *, keeps_others: bool = False
) -> Verdict:
    """Whether somebody may register for exactly these: any or all of those to come, in any order (R-PLP-05).

    None of them is enough for whoever keeps sessions that have begun.
    """
    open_ones = {one.number for one in offered if can_be_chosen(one, now)}
    if not chosen and not keeps_others:
        return no("Choose at least one session.")
    if not set(chosen) <= open_ones:
        return no("One of these sessions has begun or does not take place any more. Choose among those to come.")
    return yes()


def can_be_chosen(one: Offered, now: datetime) -> bool:
    """Whether a session is still to come and takes place."""
    return not one.cancelled and one.starts_at > now


def erased_on(*, registered: date, confirmed: bool, sessions: Iterable[datetime]) -> date:
    """The day on which a registration is erased: some days after the last session that was chosen (A-23).

    One that nobody confirmed goes sooner.
    """
    if not confirmed:
        return registered + UNCONFIRMED_FOR
    last = max((starts_at.date() for starts_at in sessions), default=registered)
    return last + kept_for(Record.REGISTRATIONS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Registrant:
    """Somebody to be counted: a key, what they wrote as their organisation, and their address."""

    person: str
    organisation: str
    address: str


def organisations_of(people: Iterable[Registrant]) -> dict[str, str]:
    """Which organisation each person is counted with, so that one that sends many people is seen as one.

    Whoever wrote the same name is of one organisation, and so is whoever has an address that not everybody can have at
    the same place; both together, or one employer could be spelled as several. Else somebody counts alone.
    """
    same: dict[str, str] = {}
    for one in people:
        marks = [_root(same, mark) for mark in _marks(one)]
        for mark in marks[1:]:
            same[mark] = marks[0]
    return {one.person: _root(same, _marks(one)[0]) for one in people}


def _marks(one: Registrant) -> list[str]:
    written = " ".join(one.organisation.split()).casefold()
    domain = one.address.rpartition("@")[2].casefold()
    marks = [f"name {written}"] if written else []
    marks += [f"domain {domain}"] if domain and domain not in FREE_MAIL else []
    return [f"person {one.person}", *marks]


def _root(same: dict[str, str], mark: str) -> str:
    while same.get(mark, mark) != mark:
        mark = same[mark]
    return mark


def described(value: str) -> str:
    """What somebody said of themselves as a table counts it; whoever said nothing is not known."""
    return value or NOT_KNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What somebody was told of a session last."""

    starts_at: datetime
    cancelled: bool


def is_news(told: Told, now: Told, *, moment: datetime) -> bool:
    """Whether somebody has to be told: another time or none, of a session that was still to come (AC-16)."""
    if told == now:
        return False
    return max(told.starts_at, now.starts_at) > moment


def can_be_joined(starts_at: datetime, moment: datetime, *, cancelled: bool) -> bool:
    """Whether the link to join is shown: from when it is sent until some hours after the beginning."""
    return not cancelled and starts_at - NEAR <= moment <= starts_at + JOINED_UNTIL
