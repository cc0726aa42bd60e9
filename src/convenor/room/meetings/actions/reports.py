"""A meeting tool's report: read, matched by a person, settled; then nobody's name or address is left of it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.sealing import seal_record
from convenor.room.meetings.actions.stage import can_have_attendance, locked_for_attendance
from convenor.room.meetings.matching import Choice, room_of
from convenor.room.meetings.models import Attendance, AttendanceReport, ReportedAttendee, Session
from convenor.rules.attendance import Refused, Report, Source, Unreadable, belongs_to, read_report
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Capacity, Origin
from convenor.rules.wording import said, said_of

MOST_PEOPLE = 2_000
# Everybody may drop out and come back a few times; a file of more lines is not read at all.
MOST_LINES = 20_000
Outcome = ReportedAttendee.Outcome


def import_report(actor: Actor, session: Session, content: bytes, filename: str) -> AttendanceReport:
    """Read a report and open the queue in which a person says who is who.

    Raises `attendance.Unreadable` or `attendance.Refused` for a file that cannot be used or is kept out, and
    Declined for a report of another session, one that is here already, and one of too many people.
    """
    require(actor, "attendance.record")
    settle(can_have_attendance(session))
    settle(_is_of_one_session(content))
    digest = hashlib.sha256(content).hexdigest()
    settle(_is_new(session, digest))
    report = read_report(content, filename=filename, session_date=session.starts_at.date())
    settle(_is_of(session, report))
    with transaction.atomic():
        row = locked_for_attendance(session)
        settle(_is_new(row, digest))
        kept = AttendanceReport.objects.create(
            session=row,
            source=report.source,
            digest=digest,
            read_at=clock.now(),
            left_out=[{"row": one.row, "reason": one.reason} for one in report.left_out],
        )
        ReportedAttendee.objects.bulk_create(
            ReportedAttendee(
                report=kept,
                position=place,
                name=person.name[:300],
                email=(person.email or "")[:300],
                minutes=person.minutes,
            )
            for place, person in enumerate(report.people, start=1)
        )
        audit.record(actor, "report.imported", kind="session", subject=row.pk)
    return kept


def confirm_attendees(actor: Actor, report: AttendanceReport, decided: Mapping[int, str]) -> None:
    """Keep what a person decided about attendees: by their position, one of the keys of `matching.Room.choices`."""
    require(actor, "attendance.record")
    with transaction.atomic():
        row = _unsettled(report)
        possible = room_of(row.session).choices
        unknown = [key for key in decided.values() if key not in possible]
        settle(no("One of the answers is not possible for the session. Choose again.") if unknown else yes())
        attendees = {attendee.position: attendee for attendee in row.attendees.filter(position__in=decided)}
        settle(yes() if len(attendees) == len(decided) else no("Somebody in the list is not in this report."))
        _decide((attendees[position], possible[key]) for position, key in decided.items())


def confirm_sure(actor: Actor, report: AttendanceReport) -> int:
    """Confirm at once everybody whose address is exactly that of one known person; say how many."""
    require(actor, "attendance.record")
    with transaction.atomic():
        row = _unsettled(report)
        room, sure = room_of(row.session), []
        for attendee in row.attendees.filter(outcome=Outcome.WAITING):
            sure += [(attendee, one.choice) for one in room.proposed(attendee) if one.sure]
        _decide(sure)
    return len(sure)


def settle_report(actor: Actor, report: AttendanceReport) -> None:
    """Record who was represented, and wipe every name and address of the report (R-STD-02).

    Presence credits an organisation once in each capacity; whoever it was is not kept. The minutes are the longest
    known; unknown ones stay unknown and are no absence.
    """
    require(actor, "attendance.record")
    with transaction.atomic():
        # The session first, as whoever records by hand or imports another report does.
        locked_for_attendance(report.session)
        row = _unsettled(report)
        waiting = row.attendees.filter(outcome=Outcome.WAITING).count()
        settle(_nobody_waits(waiting))
        now = clock.now()
        _credit(row)
        row.attendees.update(name="", email="", minutes=None, organisation=None, person=None, capacity="")
        row.settled_at = now
        row.save(update_fields=["settled_at"])
        Session.objects.filter(pk=row.session_id).update(attendance_recorded_at=now)
        audit.record(actor, "report.settled", kind="session", subject=row.session_id)
        seal_record(actor, row.session)
        forget_on_disk()


def discard_report(actor: Actor, report: AttendanceReport) -> None:
    """Throw away a report that nobody settled, with everybody in it; it can be imported again."""
    require(actor, "attendance.record")
    with transaction.atomic():
        row = _unsettled(report)
        audit.record(actor, "report.discarded", kind="session", subject=row.session_id)
        row.delete()
        forget_on_disk()


def as_verdict(problem: Unreadable | Refused) -> Verdict:
    """What the reader says of a file, as a reason that a form can show."""
    return no(problem.args[0])


def _is_new(session: Session, digest: str) -> Verdict:
    before = AttendanceReport.objects.filter(session=session, digest=digest).first()
    if before is None:
        return yes()
    day = before.read_at.date()
    if before.settled_at:
        return no(said("This very report was imported on {day} and is settled. There is nothing to do.", day=day))
    return no(said("This very report was imported on {day} and waits to be settled. Go on there.", day=day))


def _is_of_one_session(content: bytes) -> Verdict:
    lines = content.count(b"\n")
    if lines <= MOST_LINES:
        return yes()
    return no(
        said(
            "The file has {lines} lines, and the report of one session has {most} at most. Download the participants "
            "report of the session alone.",
            lines=lines,
            most=MOST_LINES,
        )
    )


def _is_of(session: Session, report: Report) -> Verdict:
    if report.source is Source.ZOOM_REGISTRATION:
        return no("This is a registration report: it says who meant to come. Import the report of who came.")
    if len(report.people) > MOST_PEOPLE:
        return no(
            said_of(
                len(report.people),
                "This report lists {number} person, and no session has more than {most}. Check that it is the report "
                "of the session alone.",
                "This report lists {number} people, and no session has more than {most}. Check that it is the report "
                "of the session alone.",
                most=MOST_PEOPLE,
            )
        )
    problem = belongs_to(report, session.starts_at.date())
    return no(problem) if problem else yes()


def _unsettled(report: AttendanceReport) -> AttendanceReport:
    """The report, held until the transaction ends. Raises Declined for one that is settled or gone."""
    rows = AttendanceReport.objects.select_for_update(of=("self",)).select_related("session__year")
    row = rows.filter(pk=report.pk).first()
    if row is None or row.settled_at is not None:
        raise Declined(no("This report is settled. What it said can be corrected by hand."))
    return row


def _decide(decisions: Iterable[tuple[ReportedAttendee, Choice]]) -> None:
    changed = []
    for attendee, choice in decisions:
        attendee.outcome = Outcome.PRESENT if choice.capacity else Outcome.LEFT_OUT
        attendee.organisation_id, attendee.capacity = choice.organisation, choice.capacity or ""
        changed.append(attendee)
    ReportedAttendee.objects.bulk_update(changed, ["outcome", "organisation", "capacity"])


def _nobody_waits(waiting: int) -> Verdict:
    if not waiting:
        return yes()
    return no(
        said_of(
            waiting,
            "{number} person still waits for you to say who they are. Decide on everybody first.",
            "{number} people still wait for you to say who they are. Decide on everybody first.",
        )
    )


def _credit(report: AttendanceReport) -> None:
    """One attendance for each organisation and capacity; what is recorded already stays and is not doubled."""
    minutes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for attendee in report.attendees.filter(outcome=Outcome.PRESENT):
        known = minutes[attendee.organisation_id or "", attendee.capacity]
        known += [] if attendee.minutes is None else [attendee.minutes]
    recorded = set(report.session.attendances.values_list("organisation_id", "capacity"))
    Attendance.objects.bulk_create(
        Attendance(
            session=report.session,
            organisation_id=organisation,
            capacity=Capacity(capacity),
            origin=Origin.REPORT,
            minutes=max(known, default=None),
            recorded_at=clock.now(),
        )
        for (organisation, capacity), known in sorted(minutes.items())
        if (organisation, capacity) not in recorded
    )
