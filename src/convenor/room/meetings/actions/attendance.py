"""Recording by hand which members were represented at a session."""

from collections.abc import Mapping

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.models import Attendance, Session
from convenor.room.meetings.queries import members_at, represented_at
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import Capacity, Origin, SessionState

# What somebody of a member can be there as; each credits the organisation.
CREDITING = (Capacity.NOMINEE, Capacity.DELEGATE, Capacity.GUEST)


def record_attendance(actor: Actor, session: Session, represented: Mapping[str, Capacity | None]) -> None:
    """Say for each member by whom it was represented, or that it was by nobody; the list is complete from then on.

    A member that is not named keeps what is recorded. What a report said stays as it is where the answer agrees.
    """
    require(actor, "attendance.record")
    with transaction.atomic():
        row = locked(session, SessionState.OPEN, SessionState.CLOSED)
        members = {membership.organisation_id for membership in members_at(row)}
        strangers = sorted(set(represented) - members)
        settle(no(f"“{strangers[0]}” is not a member on the day of this session.") if strangers else yes())
        wrong = [capacity for capacity in represented.values() if capacity not in (*CREDITING, None)]
        settle(no("A member is represented by a nominee, a delegate, a guest or nobody.") if wrong else yes())
        before = represented_at(row)
        now = clock.now()
        for organisation, capacity in represented.items():
            if before.get(organisation) == capacity:
                continue
            row.attendances.filter(organisation=organisation).delete()
            if capacity is not None:
                Attendance.objects.create(
                    session=row,
                    organisation_id=organisation,
                    capacity=capacity,
                    origin=Origin.OFFICER,
                    recorded_at=now,
                )
        row.attendance_recorded_at = now
        row.save(update_fields=["attendance_recorded_at"])
        audit.record(actor, "attendance.recorded", kind="session", subject=row.pk)
