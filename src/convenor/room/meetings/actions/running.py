"""Running a session: opening it, the statement, its items, a steer, the end."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.room.meetings.actions.checking_in import forget_the_order_of_taps
from convenor.room.meetings.actions.experts import forget_experts
from convenor.room.meetings.actions.remarks import forget_the_order
from convenor.room.meetings.actions.sealing import seal_record
from convenor.room.meetings.actions.stage import locked, locked_before, tell
from convenor.room.meetings.actions.updates import seal_updates
from convenor.room.meetings.models import AgendaItem, Session, StatementReading
from convenor.room.meetings.queries import statement_in_force
from convenor.rules.agenda import may_open, may_open_discussion
from convenor.rules.retention import Record, kept_at_most, kept_for
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind, SessionState
from convenor.rules.wording import said

NOTES_KEPT_FOR = kept_for(Record.RAW_NOTES)
NOTES_KEPT_AT_MOST = kept_at_most(Record.RAW_NOTES)


def open_session(actor: Actor, session: Session) -> None:
    """Open a session whose agenda went out, or was fixed, before its start (R-MTG-09)."""
    require(actor, "session.run")
    with transaction.atomic():
        row = locked_before(session, SessionState.OPEN)
        first = row.sendings.order_by("sent_at").first()
        sent_at, open_to_anybody = first.sent_at if first else None, row.year is None
        settle(may_open(sent_at=sent_at, starts_at=row.starts_at, now=clock.now(), open_to_anybody=open_to_anybody))
        row.state, row.opened_at = SessionState.OPEN, clock.now()
        row.save(update_fields=["state", "opened_at"])
        forget_experts(row)
        audit.record(actor, "session.opened", kind="session", subject=row.pk)
        tell(row)


def record_reading(actor: Actor, session: Session) -> StatementReading:
    """Record that the statement in force was read aloud just now; only the secretariat can (R-ROL-12, R-AT-08)."""
    require(actor, "session.run")
    with transaction.atomic():
        row = locked(session, SessionState.OPEN)
        now = clock.now()
        if StatementReading.objects.filter(session=row).exists():
            raise Declined(no("The reading of the statement is recorded already."))
        statement = statement_in_force(clock.today())
        if statement is None:
            raise Declined(no("There is no statement yet. Add one under “Statements”, then record its reading."))
        reading = StatementReading.objects.create(
            session=row, statement=statement, reader_role=actor.role.value, read_at=now
        )
        statements = row.items.filter(kind=AgendaItemKind.STATEMENT)
        statements.filter(opened_at=None).update(opened_at=now)
        statements.filter(closed_at=None).update(closed_at=now)
        audit.record(actor, "statement.read", kind="session", subject=row.pk)
        tell(row)
    return reading


def open_item(actor: Actor, item: AgendaItem) -> None:
    """Begin an agenda item and end the one before; nothing is discussed before the statement (R-AT-01)."""
    require(actor, "session.run")
    with transaction.atomic():
        session = locked(item.session, SessionState.OPEN)
        if item.kind != AgendaItemKind.STATEMENT:
            read = StatementReading.objects.filter(session=session).exists()
            settle(may_open_discussion(statement_read=read))
        now = clock.now()
        begun = _open_items(session).filter(pk=item.pk).exists()
        settle(no("This item is open already.") if begun else yes())
        _open_items(session).update(closed_at=now)
        # An item that is taken up again keeps its first beginning.
        session.items.filter(pk=item.pk, opened_at=None).update(opened_at=now)
        session.items.filter(pk=item.pk).update(closed_at=None)
        audit.record(actor, "item.opened", kind="agenda_item", subject=item.pk)
        tell(session)


def close_item(actor: Actor, item: AgendaItem) -> None:
    """End an agenda item."""
    require(actor, "session.run")
    with transaction.atomic():
        session = locked(item.session, SessionState.OPEN)
        ended = _open_items(session).filter(pk=item.pk).update(closed_at=clock.now())
        settle(yes() if ended else no("This item is not open."))
        audit.record(actor, "item.closed", kind="agenda_item", subject=item.pk)
        tell(session)


def record_steer(actor: Actor, session: Session, *, seen: int | None = None) -> None:
    """Count that the talk was steered back into scope; a steer, never its content (R-AT-06).

    `seen` is the count that somebody had before them: one steer that is sent twice, or that two officers count at
    once, is one.
    """
    require(actor, "session.run")
    with transaction.atomic():
        row = locked(session, SessionState.OPEN)
        settle(yes() if seen in (None, row.redirects) else no("This steer is counted already; once is enough."))
        Session.objects.filter(pk=row.pk).update(redirects=F("redirects") + 1)
        audit.record(actor, "session.steered", kind="session", subject=row.pk)
        tell(row)


def close_session(actor: Actor, session: Session, burn_on: date, *, kept: Collection[str] | None = None) -> None:
    """End a session and set the day on which its raw notes are destroyed (A-19).

    `kept` names the texts of brief updates that stay as sealed notes, all of them unless somebody chose; whom they
    were from is forgotten.
    """
    require(actor, "session.run")
    settle(_burns_in_time(burn_on, clock.today()))
    with transaction.atomic():
        row = locked_before(session, SessionState.CLOSED)
        now = clock.now()
        _open_items(row).update(closed_at=now)
        row.state, row.closed_at, row.burn_on = SessionState.CLOSED, now, burn_on
        row.save(update_fields=["state", "closed_at", "burn_on"])
        seal_updates(row, kept)
        row.questions_ahead.all().delete()
        forget_the_order(row)
        forget_the_order_of_taps(row)
        audit.record(actor, "session.closed", kind="session", subject=row.pk)
        emit("session_closed", session=str(row.pk))
        seal_record(actor, row)
        tell(row)


def _open_items(session: Session) -> QuerySet[AgendaItem]:
    return session.items.filter(opened_at__isnull=False, closed_at=None)


def _burns_in_time(burn_on: date, today: date) -> Verdict:
    if burn_on <= today:
        return no("The notes would be destroyed at once. Choose a later day, so that something can be learned first.")
    if burn_on > today + NOTES_KEPT_AT_MOST:
        return no(
            said("Raw notes are kept for {most} days at most. Choose an earlier day.", most=NOTES_KEPT_AT_MOST.days)
        )
    return yes()
