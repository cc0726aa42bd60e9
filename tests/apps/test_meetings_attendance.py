"""Recording attendance by hand: a member is represented once, by nobody named."""

from datetime import UTC, date, datetime

import pytest

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.room.meetings.actions.attendance import record_attendance
from convenor.room.meetings.actions.reports import import_report
from convenor.room.meetings.models import Attendance, AttendanceReport, Session
from convenor.room.meetings.queries import presence_facts, represented_at, session_facts
from convenor.rules.vocabulary import Capacity, Origin, SessionState
from making import make_cohort, make_member, make_nominee, make_organisation, make_session, make_year

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 3, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def session() -> Session:
    cohort = make_cohort()
    for slug in ("apple", "cisco", "ericsson"):
        make_member(cohort, make_organisation(slug))
    row = make_session(make_year(cohort), date(2023, 3, 14))
    Session.objects.update(state=SessionState.CLOSED)
    row.refresh_from_db()
    return row


def rows() -> list[tuple[str, str, str, int | None]]:
    found = Attendance.objects.order_by("organisation", "capacity")
    return list(found.values_list("organisation_id", "capacity", "origin", "minutes"))


def test_each_member_is_represented_by_somebody_or_nobody(session: Session, officer: Actor) -> None:
    record_attendance(officer, session, {"apple": Capacity.NOMINEE, "cisco": Capacity.DELEGATE, "ericsson": None})
    assert rows() == [("apple", "nominee", "officer", None), ("cisco", "delegate", "officer", None)]
    session.refresh_from_db()
    assert session.attendance_recorded_at == NOW


def test_a_later_correction_changes_only_what_it_changes(session: Session, officer: Actor) -> None:
    Attendance.objects.create(
        session=session, organisation_id="apple", capacity="nominee", origin=Origin.REPORT, minutes=58, recorded_at=NOW
    )
    record_attendance(officer, session, {"apple": Capacity.NOMINEE, "cisco": Capacity.GUEST, "ericsson": None})
    record_attendance(officer, session, {"cisco": None, "ericsson": Capacity.DELEGATE})
    assert rows() == [("apple", "nominee", "report", 58), ("ericsson", "delegate", "officer", None)]


def test_a_member_with_a_nominee_and_a_guest_is_represented_by_the_nominee(session: Session) -> None:
    for capacity in ("guest", "nominee"):
        Attendance.objects.create(
            session=session, organisation_id="apple", capacity=capacity, origin=Origin.REPORT, recorded_at=NOW
        )
    assert represented_at(session) == {"apple": Capacity.NOMINEE}


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"apple": Capacity.NOMINEE, "stranger": Capacity.NOMINEE}, "not a member"),
        ({"apple": Capacity.EXPERT}, "nominee, a delegate, a guest or nobody"),
        ({"apple": Capacity.SECRETARIAT}, "nominee, a delegate, a guest or nobody"),
    ],
)
def test_what_cannot_be_is_declined_and_nothing_is_kept(
    session: Session, officer: Actor, answers: dict[str, Capacity | None], reason: str
) -> None:
    with pytest.raises(Declined, match=reason):
        record_attendance(officer, session, answers)
    session.refresh_from_db()
    assert (rows(), session.attendance_recorded_at) == ([], None)


def test_nobody_came_to_what_is_cancelled_or_still_to_come(
    session: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session.objects.update(state=SessionState.CANCELLED)
    with pytest.raises(Declined, match="cancelled"):
        record_attendance(officer, session, {"apple": Capacity.NOMINEE})
    Session.objects.update(state=SessionState.PLANNED)
    monkeypatch.setattr(clock, "now", lambda: datetime(2023, 3, 14, 14, 59, tzinfo=UTC))
    with pytest.raises(Declined, match="not begun"):
        record_attendance(officer, session, {"apple": Capacity.NOMINEE})
    assert rows() == []


def test_who_takes_part_in_an_open_session_is_kept_nowhere(session: Session, officer: Actor) -> None:
    webinar = Session.objects.create(kind="webinar", starts_at=session.starts_at, state=SessionState.CLOSED)
    with pytest.raises(Declined, match="kept nowhere"):
        record_attendance(officer, webinar, {})
    with pytest.raises(Declined, match="kept nowhere"):
        import_report(officer, webinar, b"Name\nAnna Beispiel\n", "list.csv")
    webinar.refresh_from_db()
    assert (webinar.attendance_recorded_at, AttendanceReport.objects.count()) == (None, 0)


def test_a_nominee_records_no_attendance(session: Session) -> None:
    assert session.year is not None
    nominee = actor_of(make_nominee(session.year.cohort.memberships.get(organisation="apple")))
    with pytest.raises(Refused):
        record_attendance(nominee, session, {"apple": Capacity.NOMINEE})
    assert rows() == []


def test_standing_reads_who_was_represented_and_never_who_came(session: Session, officer: Actor) -> None:
    assert session.year is not None
    assert [fact.attendance_recorded for fact in session_facts(session.year)] == [False]
    record_attendance(officer, session, {"apple": Capacity.DELEGATE, "cisco": None, "ericsson": None})
    (fact,) = session_facts(session.year)
    assert (fact.held, fact.attendance_recorded, fact.on) == (True, True, date(2023, 3, 14))
    (presence,) = presence_facts(session.year)
    assert (presence.organisation, presence.capacity, presence.origin) == ("apple", Capacity.DELEGATE, Origin.OFFICER)
    assert not hasattr(presence, "person")
