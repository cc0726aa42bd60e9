"""Checking in: one tap credits an organisation once, however many ways lead to it, and who tapped is kept nowhere."""

from datetime import timedelta

import pytest
from hour_scene import START, begun, make_hour, nominee_of, stand_in

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY, Actor
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.actions.attendance import record_attendance
from convenor.room.meetings.actions.checking_in import (
    check_in,
    check_in_member,
    forget_the_order_of_taps,
    take_back_check_in,
)
from convenor.room.meetings.actions.ground_rules import accept_rules
from convenor.room.meetings.actions.reports import confirm_attendees, import_report, settle_report
from convenor.room.meetings.actions.running import close_session
from convenor.room.meetings.matching import room_of
from convenor.room.meetings.models import Attendance, Session
from convenor.room.meetings.queries import comes_as, rules_to_accept
from convenor.rules.vocabulary import Capacity, Origin, SessionKind, SessionState
from making import make_actor

pytestmark = pytest.mark.django_db

NOW = START + timedelta(minutes=7)


@pytest.fixture(autouse=True)
def in_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def session() -> Session:
    return begun(make_hour())


@pytest.fixture
def officer() -> Actor:
    return make_actor()


def rows() -> list[tuple[str, str, str]]:
    return sorted(Attendance.objects.values_list("organisation_id", "capacity", "origin"))


def accepting(actor: Actor, session: Session) -> Actor:
    asked = rules_to_accept(actor, session)
    assert asked is not None
    accept_rules(actor, session, seen=asked.seen)
    return actor


def test_a_nominee_says_that_the_organisation_is_there(session: Session) -> None:
    assert check_in(nominee_of("ericsson"), session, "ericsson")
    assert rows() == [("ericsson", "nominee", "checked_in")]


def test_the_second_nominee_adds_nothing(session: Session) -> None:
    assert check_in(nominee_of("ericsson"), session, "ericsson")
    assert not check_in(nominee_of("ericsson", 2), session, "ericsson")
    assert not check_in(nominee_of("ericsson"), session, "ericsson")
    assert rows() == [("ericsson", "nominee", "checked_in")]


def test_neither_the_minute_nor_the_trail_says_who_it_was(session: Session) -> None:
    before = AuditEntry.objects.count()
    check_in(nominee_of("ericsson"), session, "ericsson")
    row = Attendance.objects.get()
    assert row.recorded_at == START
    assert AuditEntry.objects.count() == before
    assert {field.name for field in Attendance._meta.fields} == {
        "id", "session", "organisation", "capacity", "origin", "minutes", "recorded_at",
    }  # fmt: skip


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.GUEST])
def test_whoever_stands_in_checks_in_after_the_rules(session: Session, capacity: Capacity) -> None:
    actor = stand_in(session, "ericsson", capacity)
    with pytest.raises(Declined, match="Accept the ground rules first"):
        check_in(actor, session, "ericsson")
    assert rows() == []
    assert check_in(accepting(actor, session), session, "ericsson")
    assert rows() == [("ericsson", str(capacity), "checked_in")]


def test_somebody_who_counts_less_adds_nothing(session: Session) -> None:
    check_in(nominee_of("ericsson"), session, "ericsson")
    assert not check_in(accepting(stand_in(session, "ericsson"), session), session, "ericsson")
    assert len(rows()) == 1


@pytest.mark.parametrize("who", ["another member", "the secretariat", "nobody"])
def test_nobody_checks_in_for_another_organisation(session: Session, officer: Actor, who: str) -> None:
    actor = {"another member": nominee_of("apple"), "the secretariat": officer, "nobody": NOBODY}[who]
    with pytest.raises(Refused):
        check_in(actor, session, "ericsson")
    assert rows() == []


def test_a_delegate_of_another_session_is_not_there_in_this_one(session: Session) -> None:
    another = Session.objects.create(year=session.year, kind=SessionKind.SPECIAL, starts_at=START + timedelta(days=1))
    elsewhere = stand_in(another, "ericsson")
    assert comes_as(elsewhere, session) == {}
    with pytest.raises(Declined, match="not named"):
        check_in(elsewhere, session, "ericsson")
    assert rows() == []


def test_nobody_is_there_before_the_session_or_after_it(session: Session) -> None:
    for state, starts in ((SessionState.PLANNED, NOW + timedelta(hours=1)), (SessionState.CLOSED, START)):
        Session.objects.filter(pk=session.pk).update(state=state, starts_at=starts)
        with pytest.raises(Declined):
            check_in(nominee_of("ericsson"), session, "ericsson")
    assert rows() == []


def test_of_an_open_webinar_nothing_is_kept(session: Session, officer: Actor) -> None:
    webinar = Session.objects.create(kind=SessionKind.WEBINAR, starts_at=START, state=SessionState.OPEN)
    with pytest.raises(Declined):
        check_in(nominee_of("ericsson"), webinar, "ericsson")
    with pytest.raises(Declined, match="kept nowhere"):
        check_in_member(officer, webinar, "ericsson")
    assert rows() == []


def test_at_the_close_the_order_of_taps_is_forgotten(session: Session, officer: Actor) -> None:
    check_in(nominee_of("ericsson"), session, "ericsson")
    check_in_member(officer, session, "apple")
    check_in(nominee_of("cisco"), session, "cisco")
    before = rows()
    forget_the_order_of_taps(session)
    assert rows() == before
    laid = Attendance.objects.order_by("pk").values_list("organisation_id", flat=True)
    assert list(laid) == ["apple", "cisco", "ericsson"]
    assert set(Attendance.objects.values_list("recorded_at", flat=True)) == {START}


def test_closing_lays_the_taps_anew(session: Session, officer: Actor) -> None:
    for tapped in ("ericsson", "apple"):
        check_in_member(officer, session, tapped)
    close_session(officer, session, START.date() + timedelta(days=90))
    laid = Attendance.objects.order_by("pk").values_list("organisation_id", flat=True)
    assert list(laid) == ["apple", "ericsson"]


def test_an_officer_taps_a_member(session: Session, officer: Actor) -> None:
    assert check_in_member(officer, session, "apple")
    assert check_in_member(officer, session, "cisco", Capacity.DELEGATE)
    assert not check_in_member(officer, session, "apple")
    assert rows() == [("apple", "nominee", "officer"), ("cisco", "delegate", "officer")]
    assert AuditEntry.objects.filter(verb="attendance.checked_in").count() == 2


@pytest.mark.parametrize(("organisation", "capacity"), [("elsewhere", Capacity.NOMINEE), ("apple", Capacity.EXPERT)])
def test_an_officer_taps_members_alone(session: Session, officer: Actor, organisation: str, capacity: Capacity) -> None:
    with pytest.raises(Declined):
        check_in_member(officer, session, organisation, capacity)
    with pytest.raises(Refused):
        check_in_member(nominee_of("apple"), session, "apple")
    assert rows() == []


def test_a_wrong_tap_is_taken_back(session: Session, officer: Actor) -> None:
    check_in_member(officer, session, "apple")
    with pytest.raises(Refused):
        take_back_check_in(nominee_of("apple"), session, "apple")
    assert len(rows()) == 1
    take_back_check_in(officer, session, "apple")
    assert rows() == []
    with pytest.raises(Declined, match="Nothing to take back"):
        take_back_check_in(officer, session, "apple")


def test_what_a_report_says_is_not_taken_back_by_a_tap(session: Session, officer: Actor) -> None:
    Attendance.objects.create(
        session=session, organisation_id="apple", capacity="nominee", origin=Origin.REPORT, recorded_at=NOW
    )
    with pytest.raises(Declined):
        take_back_check_in(officer, session, "apple")
    assert rows() == [("apple", "nominee", "report")]


def test_all_ways_lead_to_one_credit(session: Session, officer: Actor) -> None:
    """By the person, by the officer, by the report and by hand: one row, and the first to say it stands."""
    check_in(nominee_of("ericsson"), session, "ericsson")
    check_in_member(officer, session, "ericsson")
    content = (
        b"Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n"
        b"Nominee 1,nominee-1-ericsson@people.example,03/14/2023 03:00:00 PM,03/14/2023 04:00:00 PM,60,No\n"
    )
    report = import_report(officer, session, content, "participants.csv")
    room = room_of(session)
    confirm_attendees(officer, report, {1: room.proposed(report.attendees.get())[0].choice.key})
    settle_report(officer, report)
    record_attendance(officer, session, {"ericsson": Capacity.NOMINEE})
    assert rows() == [("ericsson", "nominee", "checked_in")]


def test_a_list_that_nobody_called_complete_stays_open(session: Session) -> None:
    check_in(nominee_of("ericsson"), session, "ericsson")
    session.refresh_from_db()
    assert session.attendance_recorded_at is None
