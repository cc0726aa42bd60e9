"""What the secretariat does next with a session: one step, with its reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.language import told
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import agenda_digest, agenda_facts
from convenor.rules.agenda import look_over
from convenor.rules.vocabulary import SessionState

# The room may be opened on the day of the session, and so long before one that begins at night; earlier one waits.
DOORS_OPEN_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """A step: what the button says, why, where it leads; `post` where the button acts at once."""

    why: str
    label: str = ""
    url: str = ""
    post: bool = False


def next_step(session: Session, now: datetime) -> NextStep | None:
    """The next step for a session, or None where nothing is left to do."""
    if session.state == SessionState.PLANNED:
        return _before(session, now)
    if session.state == SessionState.OPEN:
        return _during(session)
    if session.state == SessionState.CLOSED and not session.from_source:
        return _after(session, now.date())
    return None


def _before(session: Session, now: datetime) -> NextStep:
    last, invites = session.sendings.last(), session.year is not None
    findings = look_over(agenda_facts(session))
    if last is None and now >= session.starts_at:
        return NextStep(
            why=_("The start has passed and no agenda was sent. Move the start, or cancel the session.")
            if invites
            else _("The start has passed and the agenda was not fixed. Move the start, or cancel the session."),
            label=_("Move the session"),
            url=_to("change", session),
        )
    if findings and now < session.starts_at:
        return NextStep(why=told(findings[0].sentence), label=_("Write the agenda"), url=_to("agenda", session))
    if last is None:
        return NextStep(
            why=_("The agenda is complete. It has to leave before the start.")
            if invites
            else _("The agenda is complete. Fix it before the start; nobody gets a mail."),
            label=_("Send the agenda") if invites else _("Fix the agenda"),
            url=_to("send_agenda", session),
        )
    if last.digest != agenda_digest(session) and now < session.starts_at:
        return NextStep(
            why=_("The agenda was changed after it was sent. Whoever has it has the old one.")
            if invites
            else _("The agenda was changed after it was fixed."),
            label=_("Send the new version") if invites else _("Fix the new version"),
            url=_to("send_agenda", session),
        )
    if now.date() < session.starts_at.date() and now < session.starts_at - DOORS_OPEN_BEFORE:
        return NextStep(why=_("The agenda is settled. Nothing to do until the session begins."))
    return NextStep(
        why=_("The agenda is settled. Open the session when people arrive; the statement comes first."),
        label=_("Open the session"),
        url=_to("open", session),
        post=True,
    )


def _during(session: Session) -> NextStep:
    return NextStep(
        why=_("The session is open. The hour is run from one page: the statement, the agenda, who is here, the polls."),
        label=_("Go to the cockpit"),
        url=reverse("cockpit:cockpit", args=[session.pk]),
    )


def _after(session: Session, today: date) -> NextStep | None:
    report = session.reports.filter(settled_at=None).first()
    if report is not None:
        return NextStep(
            why=_("An attendance report waits for you to say who is who."),
            label=_("Confirm who came"),
            url=reverse("meetings:report", args=[report.pk]),
        )
    if session.attendance_recorded_at is None and session.year is not None:
        return NextStep(
            why=_("Nobody has said yet which members were represented, so the session counts for nobody."),
            label=_("Record attendance"),
            url=_to("attendance", session),
        )
    if not session.remarks.exists() and (session.burn_on is None or today < session.burn_on):
        return NextStep(
            why=_("Nothing is written down of what was learned."), label=_("Take notes"), url=_to("remarks", session)
        )
    return None


def _to(name: str, session: Session) -> str:
    return reverse(f"meetings:{name}", args=[session.pk])
