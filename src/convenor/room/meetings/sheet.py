"""What the pages say about a session: its agenda as a line of time, its record, its attendance in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from convenor.people.queries import in_order, names_of
from convenor.room.meetings.models import AgendaItem, Session
from convenor.room.meetings.queries import agenda_digest, members_at, represented_at
from convenor.rules.agenda import ClosingFacts, missing_to_close, sent_in_time
from convenor.rules.attendance.report import Source
from convenor.rules.scope import ScopeWarning, look_at
from convenor.rules.vocabulary import Origin, SessionState

# What a report is called by what wrote it; nothing else is left of one that is settled.
REPORTS: dict[str, Promise] = {
    Source.ZOOM_MEETING: gettext_lazy("Report of a Zoom meeting"),
    Source.ZOOM_WEBINAR: gettext_lazy("Report of a Zoom webinar"),
    Source.ZOOM_REGISTRATION: gettext_lazy("List of those who registered with Zoom"),
    Source.TEAMS: gettext_lazy("Report of a Teams meeting"),
    Source.TEAMS_OLDER: gettext_lazy("Report of a Teams meeting, in the older form"),
    Source.MEET: gettext_lazy("Report of a Meet call"),
    Source.TABLE: gettext_lazy("List in a table"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaLine:
    """One item as a page shows it; `state` is empty, now or done."""

    item: AgendaItem
    starts: datetime | None
    state: str
    led_by: str
    warnings: tuple[ScopeWarning, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SendingSummary:
    """When the agenda left, whether that was before the start (R-MTG-09), and whether it was changed since."""

    first_at: datetime
    last_at: datetime
    versions: int
    recipients: int
    changed_since: bool
    in_time: bool


def agenda_lines(session: Session, leads: Iterable[str] | None) -> list[AgendaLine]:
    """The agenda as a line of time. `leads` are the organisations whose leading is shown; None shows all."""
    items = list(session.items.all())
    names = names_of((item.lead_id for item in items if item.lead_id), session.starts_at.date())
    shown = names if leads is None else {slug: name for slug, name in names.items() if slug in set(leads)}
    at, lines = session.starts_at, []
    for item in items:
        lines.append(
            AgendaLine(
                item=item,
                starts=at if session.time_known else None,
                state=_state(item, session),
                led_by=shown.get(item.lead_id or "", ""),
                warnings=look_at(item.title),
            )
        )
        at += timedelta(minutes=item.minutes)
    return lines


def _state(item: AgendaItem, session: Session) -> str:
    if item.opened_at is None:
        return ""
    return "now" if item.closed_at is None and session.state == SessionState.OPEN else "done"


def minutes_in_words(session: Session) -> str:
    """How much of the session's time the agenda takes."""
    planned = sum(item.minutes for item in session.items.all())
    left = session.minutes - planned
    words = _("%(planned)d of %(length)d minutes") % {"planned": planned, "length": session.minutes}
    if left < 0:
        return ngettext("%(words)s: %(over)d minute too many", "%(words)s: %(over)d minutes too many", -left) % {
            "words": words,
            "over": -left,
        }
    return words


def sending_of(session: Session) -> SendingSummary | None:
    """The agenda's way out, or None where it was never sent."""
    sendings = list(session.sendings.all())
    if not sendings:
        return None
    return SendingSummary(
        first_at=sendings[0].sent_at,
        last_at=sendings[-1].sent_at,
        versions=len(sendings),
        recipients=sendings[-1].recipients,
        changed_since=sendings[-1].digest != agenda_digest(session),
        in_time=sent_in_time(sent_at=sendings[0].sent_at, starts_at=session.starts_at),
    )


def member_names(session: Session) -> dict[str, str]:
    """The members on the session's day by slug, in the order of their names then."""
    return dict(in_order(members_at(session), session.starts_at.date()))


def attendance_in_words(session: Session) -> str:
    """What is known of who was represented, in a sentence for the secretariat."""
    if session.year is None:
        return _("Kept nowhere: the session is open to anybody.")
    if session.attendance_recorded_at is None:
        return _("Not in the source.") if session.from_source else _("Not recorded yet.")
    members = members_at(session)
    present = len(members & represented_at(session).keys())
    return _("%(present)d of %(members)d members were represented.") % {"present": present, "members": len(members)}


def is_synthetic(session: Session) -> bool:
    """Whether any of the session's attendance was made up for a demonstration."""
    return session.attendances.filter(origin=Origin.SYNTHETIC).exists()


def missing(session: Session) -> tuple[str, ...]:
    """What is still missing when a session is closed, as things to do."""
    facts = ClosingFacts(
        statement_read=hasattr(session, "reading"),
        attendance_recorded=session.attendance_recorded_at is not None,
        # Closing ends whatever is still open.
        items_finished=any(item.opened_at for item in session.items.all()),
        learning=session.remarks.exists(),
    )
    return missing_to_close(facts)
