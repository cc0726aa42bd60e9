"""Sealed notes: what was said, never by whom, and its end on the burn date.

The trail says that notes were destroyed and how many. It does not say that one was taken: an entry with an account and
a time for each remark would be the author and the order that the notes themselves do not keep (R-MTG-17).
"""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.sealing import seal_record
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import AgendaItem, AttendanceReport, Remark, Session
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import RemarkKind, SessionState
from convenor.rules.wording import said, said_of

LONGEST = 2_000
_TAKEN_IN = (SessionState.OPEN, SessionState.CLOSED)


def record_remark(actor: Actor, session: Session, item: AgendaItem | None, kind: RemarkKind, text: str) -> Remark:
    """Seal a note of something said; there is no place for who said it."""
    require(actor, "remark.record")
    with transaction.atomic():
        return seal(locked(session, *_TAKEN_IN), item, kind, text)


def seal(session: Session, item: AgendaItem | None, kind: RemarkKind, text: str) -> Remark:
    """Keep a note of a session that is held by the caller, who has asked whether it may be kept by this person."""
    settle(_can_be_kept(session, item, text))
    if session.remarks.filter(item=item, kind=kind, text=text.strip()).exists():
        raise Declined(no("This very note is sealed already; once is enough."))
    remark = Remark.objects.create(session=session, item=item, kind=kind, text=text.strip())
    if session.state == SessionState.CLOSED:
        _lay_anew(session, list(session.remarks.all()))
    return remark


def forget_the_order(session: Session) -> None:
    """Give a session's notes new keys and lay them in the order of these; part of closing it.

    Rows lie on disk as they were written: while a session runs, in the order of typing.
    """
    remarks = list(session.remarks.all())
    for remark in remarks:
        remark.pk = uuid.uuid4()
    _lay_anew(session, remarks)


def _lay_anew(session: Session, remarks: Sequence[Remark]) -> None:
    session.remarks.all().delete()
    Remark.objects.bulk_create(sorted(remarks, key=lambda remark: remark.pk))
    forget_on_disk()


def change_remark(actor: Actor, remark: Remark, item: AgendaItem | None, kind: RemarkKind, text: str) -> None:
    """Write a note better."""
    require(actor, "remark.record")
    with transaction.atomic():
        row = locked(remark.session, *_TAKEN_IN)
        settle(_can_be_kept(row, item, text))
        kept = Remark.objects.filter(pk=remark.pk).update(item=item, kind=kind, text=text.strip())
        settle(yes() if kept else no("This note was destroyed in the meantime, so there is nothing to change."))
        forget_on_disk()


def delete_remark(actor: Actor, remark: Remark) -> None:
    """Destroy a note before its burn date."""
    require(actor, "remark.record")
    with transaction.atomic():
        gone, _ = Remark.objects.filter(pk=remark.pk).delete()
        settle(yes() if gone else no("This note is destroyed already."))
        audit.record(actor, "remark.deleted", kind="session", subject=remark.session_id)
        forget_on_disk()


def burn_remarks(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Destroy the raw notes of sessions whose burn date has come; say how many.

    Any report that nobody settled goes with them, and who was named to stand in. The trail keeps one entry a session,
    with the count; it is safe to call again (AC-25).
    """
    require(actor, "remark.record")
    burnt = 0
    with transaction.atomic():
        for session in Session.objects.filter(burn_on__lte=today).select_for_update(of=("self",)):
            _, gone = session.remarks.all().delete()
            count = gone.get("meetings.Remark", 0)
            AttendanceReport.objects.filter(session=session, settled_at=None).delete()
            session.delegations.all().delete()
            if count:
                audit.record(actor, "remarks.burnt", kind="session", subject=f"{session.pk} notes: {count}")
                seal_record(actor, session)
            burnt += count
        forget_on_disk()
    return burnt


def _can_be_kept(session: Session, item: AgendaItem | None, text: str) -> Verdict:
    if item is not None and item.session_id != session.pk:
        raise Declined(no("This agenda item belongs to another session."))
    if session.burn_on is not None and session.burn_on <= clock.today():
        return no(said("The raw notes of the session were destroyed on {day}; no more are taken.", day=session.burn_on))
    if not text.strip():
        return no("The note is empty. Write what was said, in a sentence or two.")
    if len(text.strip()) > LONGEST:
        return no(
            said_of(
                len(text.strip()),
                "The note has {number} character; {most} are the most. Make two notes of it.",
                "The note has {number} characters; {most} are the most. Make two notes of it.",
                most=LONGEST,
            )
        )
    return yes()
