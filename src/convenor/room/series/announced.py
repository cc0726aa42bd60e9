"""What is meant to be announced of a series: its name and its sessions' titles, checked when they are given.

Who takes part in an open series is secret, so the roster is everybody's, taken as a secret one (R-CH-06). What was
announced stands in the library, which only the desk may ask; whoever registers is shown nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from convenor.kernel import clock
from convenor.room.cohorts.queries import roster_of_all
from convenor.rules.attribution import RosterError, check, parse_roster
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Level
from convenor.rules.wording import listed


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicWebinar:
    """What is public of a session; `starts_at` is aware, `minutes` whole, `sequence` is what calendars go by."""

    number: int
    title: str
    starts_at: datetime
    time_known: bool
    minutes: int
    subject_to_change: bool
    cancelled: bool
    sequence: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicSeries:
    """What is public of a series, with its sessions in their order."""

    slug: str
    name: str
    year: int
    changed_at: datetime
    webinars: tuple[PublicWebinar, ...]


def announced_at(slug: str) -> PublicSeries | None:
    """What is public of the series at an address, if anything is; `wiring.ANNOUNCED` names who knows it."""
    known: Callable[[str], PublicSeries | None] = import_string(import_string(settings.CONVENOR_ANNOUNCED))
    return known(slug)


def may_be_announced(*texts: str) -> Verdict:
    """Whether nothing in these texts names or describes a member, a person or an expert."""
    facts = roster_of_all(day=clock.today(), secret=True)
    if not facts["members"]:
        return yes()
    try:
        roster = parse_roster(facts)
    except RosterError as error:
        return no(f"The words cannot be checked, so they cannot be announced: {error}.")
    findings = [one for text in texts for one in check(text, roster).findings if one.level is Level.BLOCKED]
    if not findings:
        return yes()
    named = listed([f"“{text}”" for text in dict.fromkeys(one.text for one in findings)])
    reason = findings[0].reason
    return no(
        f"What is announced may not tell who takes part, and these words do: {named} ({reason}). "
        "Say it in other words; nothing was kept."
    )
