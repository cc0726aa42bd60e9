"""What Monday says of a session: what is due before it, once it has begun, and before its learning is lost."""

from collections.abc import Iterable
from datetime import timedelta

from convenor.rules.monday.facts import DueLine, MondayFacts, SessionDuty, Subject, due_line
from convenor.rules.vocabulary import SessionKind, SessionState
from convenor.rules.wording import Said, said, said_of

WITH_ATTENDANCE = frozenset({SessionKind.REGULAR, SessionKind.SPECIAL})


def session_lines(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due before, at and after a session."""
    if session.state is SessionState.CANCELLED:
        return []
    if session.state is SessionState.PLANNED and session.on >= facts.today:
        return _before(session, facts)
    return [] if session.from_source else [*_after(session, facts), *_learning(session, facts)]


def _before(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due before a session: its agenda, then the updates that members were asked for."""
    today, pace, name = facts.today, facts.pace, name_of(session)
    if not session.agenda_sent and session.on - timedelta(days=pace.agenda_seen_before) <= today:
        due = session.on - timedelta(days=pace.agenda_before)
        why = said_of(
            pace.agenda_before,
            "It goes out {number} day before, so that members can prepare.",
            "It goes out {number} days before, so that members can prepare.",
        )
        yield due_line(Subject.AGENDA, session.id, said("Send the agenda for {session}.", session=name), why, due=due)
    if session.updates_missing and session.on - timedelta(days=pace.agenda_before) <= today:
        what = said_of(
            session.updates_missing,
            "{number} update missing for {session}.",
            "{number} updates missing for {session}.",
            session=name,
        )
        why = said("Members were asked for a line before the session; a reminder helps.")
        yield due_line(Subject.UPDATES, session.id, what, why, due=session.on)


def _after(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due once a session has begun: its outcome, the statement, the attendance."""
    today, name = facts.today, name_of(session)
    due = session.on + timedelta(days=facts.pace.closing_after)
    if session.state is SessionState.PLANNED or (session.state is SessionState.OPEN and session.on < today):
        what = said("Say what became of {session}: close it or cancel it.", session=name)
        why = said("Its day has passed, and the calendar still shows it as not done.")
        yield due_line(Subject.OUTCOME, session.id, what, why, due=due)
        return
    if not session.statement_recorded:
        what = said("Record the reading of the statement at {session}.", session=name)
        why = said("Without it there is no proof that the session kept to its scope.")
        yield due_line(Subject.STATEMENT, session.id, what, why, due=session.on)
    if not session.attendance_recorded and session.kind in WITH_ATTENDANCE and session.state is SessionState.CLOSED:
        what = said("Record who was represented at {session}.", session=name)
        why = said("Until then the session counts neither for nor against any company.")
        yield due_line(Subject.ATTENDANCE, session.id, what, why, due=due)


def _learning(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due before the learning of a session is lost: the notes, their burn date, the summary note."""
    today, pace, name = facts.today, facts.pace, name_of(session)
    waiting = session.state is SessionState.CLOSED and session.remarks and not session.learning_kept
    if waiting and session.burn_on and session.burn_on - timedelta(days=pace.burn_seen_before) <= today:
        what = said("Take what is worth keeping from the notes of {session}.", session=name)
        why = said_of(
            session.remarks,
            "{number} remark will be destroyed on that day and cannot be brought back.",
            "{number} remarks will be destroyed on that day and cannot be brought back.",
        )
        yield due_line(Subject.BURN, session.id, what, why, due=session.burn_on)
    elif waiting:
        what = said("Turn the notes of {session} into a draft.", session=name)
        why = said_of(
            session.remarks,
            "{number} remark still sealed; what is not drafted soon is forgotten.",
            "{number} remarks still sealed; what is not drafted soon is forgotten.",
        )
        yield due_line(Subject.NOTES, session.id, what, why, due=session.on + timedelta(days=pace.notes_after))
    if session.summary_due is None or session.summary_released:
        return
    if session.summary_due - timedelta(days=pace.summary_seen_before) <= today:
        what = said("Publish the summary note of {session}.", session=name)
        why = said("A short note on what was covered was promised for each session.")
        yield due_line(Subject.SUMMARY_NOTE, session.id, what, why, due=session.summary_due)


def name_of(session: SessionDuty) -> Said:
    """Name a session by what it is and its day."""
    return said("{session}, {day}", session=session.label, day=session.on)
