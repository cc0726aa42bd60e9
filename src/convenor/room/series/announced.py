"""What is meant to be announced of a series: its name and its sessions' titles, checked when they are given.

Who takes part in an open series is secret, so the roster is everybody's, taken as a secret one (R-CH-06). What was
announced stands in the library, which only the desk may ask; whoever registers is shown nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from convenor.kernel import clock
from convenor.room.cohorts.queries import roster_of_all
from convenor.rules.attribution import RosterError, check, parse_roster
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Level
from convenor.rules.wording import listed, said


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicWebinar:
    """What is public of a session; `starts_at` is aware, `minutes` whole, `sequence` is what calendars go by."""

    number: int
    title: str
    themes: Sequence[str]
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
    topics: tuple[str, ...]
    webinars: tuple[PublicWebinar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicText:
    """A released text: its title, and its path on this site without a language."""

    title: str
    address: str


def announced_at(slug: str) -> PublicSeries | None:
    """What is public of the series at an address, if anything is; `wiring.ANNOUNCED` names who knows it."""
    known: Callable[[str], PublicSeries | None] = import_string(import_string(settings.CONVENOR_ANNOUNCED))
    return known(slug)


def texts_about(about: Sequence[str]) -> Sequence[PublicText]:
    """The released texts that fit these words, the best first; `wiring.TEXTS_ABOUT` names who knows them."""
    known: Callable[[Sequence[str]], Sequence[PublicText]] = import_string(import_string(settings.CONVENOR_TEXTS_ABOUT))
    return known(about)


def is_public_page(address: str) -> bool:
    """Whether a path of this site leads to a page that anybody reads; `wiring.PUBLIC_PAGES` names who knows them."""
    known: Callable[[str], bool] = import_string(import_string(settings.CONVENOR_PUBLIC_PAGES))
    return known(address)


def page_to_start() -> PublicText | None:
    """The page that whoever is new begins with, if there is one; `wiring.START` names who knows it."""
    known: Callable[[], PublicText | None] = import_string(import_string(settings.CONVENOR_START))
    return known()


def may_be_announced(*texts: str) -> Verdict:
    """Whether nothing in these texts names or describes a member, a person or an expert."""
    facts = roster_of_all(day=clock.today(), secret=True)
    if not facts["members"]:
        return yes()
    try:
        roster = parse_roster(facts)
    except RosterError as error:
        return no(said("The words cannot be checked, so they cannot be announced: {reason}.", reason=error.args[0]))
    findings = [one for text in texts for one in check(text, roster).findings if one.level is Level.BLOCKED]
    if not findings:
        return yes()
    named = listed([said("“{words}”", words=text) for text in dict.fromkeys(one.text for one in findings)])
    return no(
        said(
            "What is announced may not tell who takes part, and these words do: {named} ({reason}). Say it in other "
            "words; nothing was kept.",
            named=named,
            reason=findings[0].reason,
        )
    )
