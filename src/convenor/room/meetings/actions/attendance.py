"""Recording by hand which members were represented at a session."""

from collections.abc import Mapping

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.meetings.actions.sealing import seal_record
from convenor.room.meetings.actions.stage import locked_for_attendance
from convenor.room.meetings.models import Attendance, Session
from convenor.room.meetings.queries import CREDITING, members_at, represented_at
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Capacity, Origin
from convenor.rules.wording import said


def record_attendance(actor: Actor, session: Session, represented: Mapping[str, Capacity | None]) -> None:
    """Say for each member by whom it was represented, or that it was by nobody; the list is complete from then on.

    A member that is not named keeps what is recorded. What a report said stays as it is where the answer agrees.
    """
    require(actor, "attendance.record")
    with transaction.atomic():
        row = locked_for_attendance(session)
        settle(_can_be_so(row, represented))
        before, now = represented_at(row), clock.now()
        changed = {slug: capacity for slug, capacity in represented.items() if before.get(slug) != capacity}
        row.attendances.filter(organisation__in=changed).delete()
        Attendance.objects.bulk_create(
            Attendance(session=row, organisation_id=slug, capacity=capacity, origin=Origin.OFFICER, recorded_at=now)
            for slug, capacity in changed.items()
            if capacity is not None
        )
        Session.objects.filter(pk=row.pk).update(attendance_recorded_at=now)
        audit.record(actor, "attendance.recorded", kind="session", subject=row.pk)
        seal_record(actor, row)


def _can_be_so(session: Session, represented: Mapping[str, Capacity | None]) -> Verdict:
    strangers = sorted(set(represented) - members_at(session))
    if strangers:
        return no(said("“{member}” is not a member on the day of the session.", member=strangers[0]))
    if any(capacity not in (*CREDITING, None) for capacity in represented.values()):
        return no("A member is represented by a nominee, a delegate, a guest or nobody.")
    return yes()
