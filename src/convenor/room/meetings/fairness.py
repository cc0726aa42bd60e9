"""A session's hour where those invited are, in words, and how the bad hours of the year were shared; never by whom."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.kernel import clock
from convenor.kernel.language import dated, told
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import nominees_at
from convenor.rules.fair_hours import Hour, LocalHour, Meeting, local_hours
from convenor.rules.vocabulary import SessionState

_IN_WORDS = {
    Hour.GOOD: gettext_lazy("between 8 and 18"),
    Hour.EARLY: gettext_lazy("before 8 in the morning"),
    Hour.LATE: gettext_lazy("goes past 18"),
    Hour.NIGHT: gettext_lazy("at night"),
}


class HoursTable(NamedTuple):
    """A table as the pattern shows it."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


def hours_of(session: Session) -> HoursTable | None:
    """The hour of a session that exists; None for one that belongs to no cohort, or has no time yet."""
    if session.year is None or not session.time_known:
        return None
    return hours_at(session.year, session.starts_at, session.minutes, but=session)


def hours_at(year: ProgrammeYear, starts_at: datetime, minutes: int, *, but: Session | None = None) -> HoursTable:
    """The hour that a session of this year would have; `but` is the one that is moved, and counted as no other."""
    nominees = nominees_at(but or Session(year=year), clock.today())
    others = year.sessions.filter(time_known=True).exclude(state=SessionState.CANCELLED)
    if but is not None:
        others = others.exclude(pk=but.pk)
    held = [Meeting(starts_at=begins, minutes=lasts) for begins, lasts in others.values_list("starts_at", "minutes")]
    zones = nominees.values_list("time_zone", flat=True).distinct()
    lines = local_hours(Meeting(starts_at=starts_at, minutes=minutes), zones, held)
    return HoursTable(
        caption=_("The hour where those invited are, and where the programme wants to be heard"),
        heads=[_("Place"), _("Local time"), _("What hour that is"), _("Bad hours among the year's other sessions")],
        rows=[_row(line) for line in lines],
    )


def _row(line: LocalHour) -> list[str]:
    day = dated(line.starts, "D j F Y, H:i")
    shared = _("%(bad)d of %(of)d") % {"bad": line.bad, "of": line.of} if line.of else _("none yet")
    return [told(line.place), f"{day}–{line.ends:%H:%M}", str(_IN_WORDS[line.hour]), shared]
