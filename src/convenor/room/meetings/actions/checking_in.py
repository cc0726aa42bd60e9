"""Checking in: one tap says that an organisation is there, and who said so is kept nowhere (R-ROL-03, R-STD-02)."""

from django.db import transaction

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.stage import (
    NOT_A_MEMBER,
    NOT_NAMED,
    RULES_FIRST,
    locked_for_attendance,
    tell,
    year_of,
)
from convenor.room.meetings.models import Attendance, Session
from convenor.room.meetings.queries import CREDITING, comes_as, members_at, represented_at, rules_to_accept
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Capacity, Origin, SessionState


def check_in(actor: Actor, session: Session, organisation: str) -> bool:
    """Somebody who came says so for the own organisation; whether that is new.

    It leaves no entry in the trail and not the minute either, because both would say who of two nominees it was.
    """
    require(actor, "attendance.check_in", organisation=organisation, cohort=year_of(session).cohort_id)
    with transaction.atomic():
        row = locked_for_attendance(session)
        settle(_is_on(row))
        settle(no(RULES_FIRST) if rules_to_accept(actor, row) else yes())
        capacity = comes_as(actor, row).get(organisation)
        if capacity is None:
            raise Declined(no(NOT_NAMED))
        return _credit(row, organisation, capacity, Origin.CHECKED_IN)


def check_in_member(actor: Actor, session: Session, organisation: str, capacity: Capacity = Capacity.NOMINEE) -> bool:
    """The secretariat sees that a member is there; whether that is new."""
    require(actor, "attendance.record")
    with transaction.atomic():
        row = locked_for_attendance(session)
        settle(yes() if capacity in CREDITING else no("A member is represented by a nominee, a delegate or a guest."))
        settle(_is_a_member(row, organisation))
        credited = _credit(row, organisation, capacity, Origin.OFFICER)
        if credited:
            audit.record(actor, "attendance.checked_in", kind="session", subject=row.pk)
    return credited


def take_back_check_in(actor: Actor, session: Session, organisation: str) -> None:
    """The secretariat tapped the wrong member, or somebody checked in by mistake; what a report says stays."""
    require(actor, "attendance.record")
    with transaction.atomic():
        row = locked_for_attendance(session)
        tapped = row.attendances.filter(organisation=organisation, origin__in=[Origin.OFFICER, Origin.CHECKED_IN])
        gone, _ = tapped.delete()
        settle(yes() if gone else no("Nothing to take back: this member is not checked in by a tap."))
        audit.record(actor, "attendance.taken_back", kind="session", subject=row.pk)
        tell(row)


def forget_the_order_of_taps(session: Session) -> None:
    """Lay a session's attendance in the order of the organisations; part of closing it.

    Rows lie as they were tapped: those before and after one would say when it came, and so which nominee sent it.
    """
    rows = list(session.attendances.order_by("organisation", "capacity"))
    session.attendances.all().delete()
    for row in rows:
        row.pk = None
    Attendance.objects.bulk_create(rows)
    forget_on_disk()


def _credit(session: Session, organisation: str, capacity: Capacity, origin: Origin) -> bool:
    """Credit an organisation once; one that is there already gains nothing by somebody who counts less.

    Every tap has the time of the session's beginning, the officer's too: a minute between two others says as much.
    """
    there = represented_at(session).get(organisation)
    if there is not None and CREDITING.index(there) <= CREDITING.index(capacity):
        return False
    Attendance.objects.create(
        session=session,
        organisation_id=organisation,
        capacity=capacity,
        origin=origin,
        recorded_at=session.opened_at or session.starts_at,
    )
    tell(session)
    return True


def _is_on(session: Session) -> Verdict:
    if session.state == SessionState.CLOSED:
        return no("The session is closed. If your organisation was there, write to the secretariat.")
    return yes()


def _is_a_member(session: Session, organisation: str) -> Verdict:
    if organisation in members_at(session):
        return yes()
    return no(NOT_A_MEMBER)
