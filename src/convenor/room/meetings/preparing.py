"""What is to be prepared for a session, each with how far it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.room.meetings import sheet
from convenor.room.meetings.models import Session, Statement
from convenor.room.meetings.queries import agenda_facts, members_at
from convenor.room.meetings.taking_part import has_round
from convenor.rules.agenda import look_over


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something to prepare, as the pattern of a task list shows it."""

    title: str
    url: str
    state: str
    kind: str = "plain"
    hint: str = ""


def tasks_before(session: Session, statement: Statement | None) -> list[Task]:
    """What is to be prepared for a session that is planned, in the order in which one does it."""
    tasks = [_agenda(session), _sending(session), _way_in(session), _statement(statement)]
    if has_round(session):
        tasks.append(_updates(session))
    tasks.append(_polls(session))
    if session.year is not None:
        tasks += [_breakouts(session), _guests(session), _invitations(session)]
    return tasks


def _agenda(session: Session) -> Task:
    complete = not look_over(agenda_facts(session))
    return Task(
        title=_("Write the agenda"),
        url=_to("meetings:agenda", session),
        hint=sheet.minutes_in_words(session),
        state=_("Complete") if complete else _("Not complete"),
        kind="good" if complete else "wait",
    )


def _sending(session: Session) -> Task:
    last, invites = sheet.sending_of(session), session.year is not None
    if last is None:
        state, kind = _("Not sent") if invites else _("Not fixed"), "wait"
    elif last.changed_since:
        state, kind = _("Changed since"), "wait"
    else:
        state, kind = _("Sent") if invites else _("Fixed"), "good"
    return Task(
        title=_("Send the agenda") if invites else _("Fix the agenda"),
        url=_to("meetings:send_agenda", session),
        state=state,
        kind=kind,
    )


def _way_in(session: Session) -> Task:
    there = bool(session.join_url or session.place)
    return Task(
        title=_("The time, the place and the link to join"),
        url=_to("meetings:change", session),
        state=_("Given") if there else _("No link yet"),
        kind="good" if there else "wait",
    )


def _statement(statement: Statement | None) -> Task:
    title, url = _("Versions of the statement"), reverse("meetings:statements")
    if statement is None:
        return Task(title=title, url=url, state=_("None yet"), kind="stop")
    state = _("Version %(version)s") % {"version": statement.version}
    if statement.approved_by_counsel:
        return Task(title=title, url=url, state=state, kind="good")
    return Task(title=title, url=url, state=state, hint=_("It is still to be approved by counsel."))


def _updates(session: Session) -> Task:
    told = {"sent": session.updates.count(), "members": len(members_at(session))}
    return Task(
        title=_("Brief updates"),
        url=_to("meetings:update", session),
        state=_("%(sent)d of %(members)d sent ahead") % told,
    )


def _polls(session: Session) -> Task:
    written = session.polls.count()
    state = _("%(number)d written") % {"number": written} if written else _("None")
    return Task(title=_("Polls"), url=_to("polls:session", session), state=state)


def _breakouts(session: Session) -> Task:
    state = _("Put together") if session.rounds.exists() else _("None")
    return Task(title=_("Breakouts"), url=_to("breakouts:plan", session), state=state)


def _guests(session: Session) -> Task:
    named = session.delegations.count()
    state = _("%(number)d named") % {"number": named} if named else _("None")
    return Task(title=_("Name a delegate or a guest"), url=_to("meetings:delegate", session), state=state)


def _invitations(session: Session) -> Task:
    sent = session.invitations.count()
    state = _("%(number)d sent") % {"number": sent} if sent else _("Not sent")
    title = _("Invitations and answers") if sent else _("Send the invitations")
    return Task(title=title, url=_to("invitations:session", session), state=state)


def _to(name: str, session: Session) -> str:
    return reverse(name, args=[session.pk])
