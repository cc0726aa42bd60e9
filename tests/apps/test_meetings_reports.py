"""A meeting tool's report: read, matched by a person, settled, forgotten."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account, OrganisationName
from convenor.room.meetings.actions.reports import (
    confirm_attendees,
    confirm_sure,
    discard_report,
    import_report,
    settle_report,
)
from convenor.room.meetings.matching import EXPERT, NOT_OURS, room_of
from convenor.room.meetings.models import Attendance, AttendanceReport, Delegation, ReportedAttendee, Session
from convenor.room.meetings.sheet import REPORTS
from convenor.rules import attendance
from convenor.rules.attendance.report import Source
from convenor.rules.vocabulary import NameKind, SessionState
from making import (
    make_actor,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 3, 15, 9, tzinfo=UTC)
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"


@pytest.fixture(autouse=True)
def the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def session() -> Session:
    cohort = make_cohort()
    for slug in ("apple", "cisco", "ericsson"):
        member = make_member(cohort, make_organisation(slug, name=slug.title()))
        make_nominee(member, 1)
        make_nominee(member, 2)
    row = make_session(make_year(cohort, 2022), date(2022, 3, 14))
    Session.objects.update(state=SessionState.CLOSED)
    row.refresh_from_db()
    return row


def line(name: str, email: str = "", minutes: str = "61", day: str = "03/14/2022") -> str:
    times = f"{day} 02:58:10 PM,{day} 03:59:00 PM"
    return f'"{name}",{email},{times},{minutes},Yes\n'


def zoom(*lines: str) -> bytes:
    return (HEADER + "".join(lines)).encode()


ERICSSON = line("Nominee 1", "nominee-1-ericsson@people.example")
UNKNOWN = line("Anna Beispiel", "anna@nowhere.example", "12")


@pytest.fixture
def imported(session: Session, officer: Actor) -> Callable[..., AttendanceReport]:
    return lambda *lines: import_report(officer, session, zoom(*lines), "participants.csv")


def attendees() -> list[tuple[str, str, str, str | None, str]]:
    rows = ReportedAttendee.objects.order_by("position")
    return list(rows.values_list("name", "email", "outcome", "organisation_id", "capacity"))


def recorded() -> list[tuple[str, str, str, int | None]]:
    rows = Attendance.objects.order_by("organisation", "capacity")
    return list(rows.values_list("organisation_id", "capacity", "origin", "minutes"))


def test_a_report_becomes_a_queue_and_nothing_is_recorded_yet(
    session: Session, imported: Callable[..., AttendanceReport]
) -> None:
    report = imported(ERICSSON, UNKNOWN)
    assert (report.source, report.settled_at) == ("zoom-meeting", None)
    assert [row[2] for row in attendees()] == ["waiting", "waiting"]
    session.refresh_from_db()
    assert (recorded(), session.attendance_recorded_at) == ([], None)


def test_telephone_numbers_are_kept_nowhere(imported: Callable[..., AttendanceReport]) -> None:
    report = imported(ERICSSON, line("+41 79 555 01 23"), line("41795550123"))
    report.refresh_from_db()
    assert len(attendees()) == 1
    assert len(report.left_out) == 2
    assert "555" not in str(report.left_out)
    assert "5550123" not in str(list(ReportedAttendee.objects.values()))


def test_an_exact_address_is_sure_and_a_name_is_only_proposed(
    session: Session, imported: Callable[..., AttendanceReport]
) -> None:
    imported(ERICSSON, line("Nominee 2 Ericsson"), UNKNOWN)
    room = room_of(session)
    first, second, third = [room.proposed(row) for row in ReportedAttendee.objects.order_by("position")]
    assert [(one.choice.organisation, one.sure) for one in first] == [("ericsson", True)]
    assert ("ericsson", False) in [(one.choice.organisation, one.sure) for one in second]
    assert not any(one.sure for one in second)
    assert third == ()


def test_two_people_of_one_name_are_never_chosen_by_themselves(session: Session, officer: Actor) -> None:
    for slug in ("apple", "cisco"):
        twin = make_person(f"Jo Muster, {slug}")
        twin.name = "Jo Muster"
        twin.save()
        Delegation.objects.create(session=session, organisation_id=slug, person=twin)
    report = import_report(officer, session, zoom(line("Jo Muster")), "participants.csv")
    proposed = room_of(session).proposed(ReportedAttendee.objects.get())
    assert {one.choice.organisation for one in proposed} == {"apple", "cisco"}
    assert confirm_sure(officer, report) == 0
    assert attendees() == [("Jo Muster", "", "waiting", None, "")]


def test_an_address_of_a_members_domain_proposes_the_member(
    session: Session, imported: Callable[..., AttendanceReport]
) -> None:
    OrganisationName.objects.create(organisation_id="ericsson", kind=NameKind.DOMAIN, text="ericsson.example")
    imported(line("Anna Beispiel", "anna@ericsson.example"))
    proposed = room_of(session).proposed(ReportedAttendee.objects.get())
    assert [(one.choice.key, one.sure) for one in proposed] == [("delegate:ericsson", False), ("guest:ericsson", False)]


def test_a_domain_that_two_members_share_proposes_neither(
    session: Session, imported: Callable[..., AttendanceReport]
) -> None:
    for slug in ("apple", "cisco"):
        OrganisationName.objects.create(organisation_id=slug, kind=NameKind.DOMAIN, text="shared.example")
    imported(line("Anna Beispiel", "anna@shared.example"))
    assert room_of(session).proposed(ReportedAttendee.objects.get()) == ()


def test_the_sure_ones_are_confirmed_at_once_and_nobody_else(
    session: Session, officer: Actor, imported: Callable[..., AttendanceReport]
) -> None:
    make_secretariat(name="Officer 9")
    report = imported(ERICSSON, line("Officer 9", "officer-9@people.example"), line("Nominee 1, apple"), UNKNOWN)
    assert confirm_sure(officer, report) == 2
    assert [row[2:] for row in attendees()] == [
        ("present", "ericsson", "nominee"),
        ("left_out", None, ""),
        ("waiting", None, ""),
        ("waiting", None, ""),
    ]


def test_a_person_decides_about_each_and_may_decide_again(
    officer: Actor, imported: Callable[..., AttendanceReport]
) -> None:
    report = imported(line("A One"), line("B Two"), line("C Three"), line("D Four"))
    confirm_attendees(officer, report, {1: "delegate:apple", 2: "guest:apple", 3: EXPERT, 4: "delegate:cisco"})
    confirm_attendees(officer, report, {4: NOT_OURS})
    assert [row[2:] for row in attendees()] == [
        ("present", "apple", "delegate"),
        ("present", "apple", "guest"),
        ("left_out", None, ""),
        ("left_out", None, ""),
    ]


@pytest.mark.parametrize(
    "decided", [{1: "delegate:stranger"}, {1: "expert:apple"}, {1: "nonsense"}, {1: NOT_OURS, 9: NOT_OURS}]
)
def test_an_answer_that_is_not_possible_changes_nothing(
    officer: Actor, imported: Callable[..., AttendanceReport], decided: dict[int, str]
) -> None:
    make_organisation("stranger")
    report = imported(line("A One"))
    with pytest.raises(Declined):
        confirm_attendees(officer, report, decided)
    assert attendees() == [("A One", "", "waiting", None, "")]


def test_settling_records_who_was_represented_and_wipes_every_name(
    session: Session, officer: Actor, imported: Callable[..., AttendanceReport]
) -> None:
    report = imported(ERICSSON, line("Nominee 2", "nominee-2-ericsson@people.example", "30"), line("G One"), UNKNOWN)
    confirm_sure(officer, report)
    confirm_attendees(officer, report, {3: "guest:apple", 4: NOT_OURS})
    settle_report(officer, report)
    assert recorded() == [("apple", "guest", "report", 61), ("ericsson", "nominee", "report", 61)]
    kept = list(ReportedAttendee.objects.values("name", "email", "minutes", "organisation", "person", "capacity"))
    nothing = {"name": "", "email": "", "minutes": None, "organisation": None, "person": None, "capacity": ""}
    assert kept == [nothing] * 4
    assert [row[2] for row in attendees()] == ["present", "present", "present", "left_out"]
    session.refresh_from_db()
    report.refresh_from_db()
    assert session.attendance_recorded_at == report.settled_at == NOW
    assert AuditEntry.objects.filter(verb="report.settled", subject=session.pk).count() == 1


def test_every_kind_of_report_has_a_name_for_people() -> None:
    assert set(REPORTS) == set(Source)


def test_an_unknown_duration_is_kept_as_unknown_and_is_no_absence(session: Session, officer: Actor) -> None:
    report = import_report(officer, session, b"Name,Email\nNominee 1,nominee-1-apple@people.example\n", "list.csv")
    confirm_sure(officer, report)
    settle_report(officer, report)
    assert recorded() == [("apple", "nominee", "report", None)]


def test_nothing_is_settled_while_somebody_waits(officer: Actor, imported: Callable[..., AttendanceReport]) -> None:
    report = imported(ERICSSON, UNKNOWN)
    confirm_sure(officer, report)
    with pytest.raises(Declined, match="1 person still waits"):
        settle_report(officer, report)
    assert recorded() == []
    assert attendees()[1][0] == "Anna Beispiel"


def test_a_second_report_adds_without_doubling(
    officer: Actor, session: Session, imported: Callable[..., AttendanceReport]
) -> None:
    first = imported(ERICSSON)
    confirm_sure(officer, first)
    settle_report(officer, first)
    second = imported(ERICSSON, line("Nominee 1", "nominee-1-cisco@people.example"))
    confirm_sure(officer, second)
    settle_report(officer, second)
    assert recorded() == [("cisco", "nominee", "report", 61), ("ericsson", "nominee", "report", 61)]


def test_the_same_report_again_says_so(officer: Actor, imported: Callable[..., AttendanceReport]) -> None:
    report = imported(ERICSSON)
    with pytest.raises(Declined, match="waits to be settled"):
        imported(ERICSSON)
    confirm_sure(officer, report)
    settle_report(officer, report)
    with pytest.raises(Declined, match="is settled"):
        imported(ERICSSON)
    assert AttendanceReport.objects.count() == 1


def test_a_settled_report_is_closed_to_every_further_step(
    officer: Actor, imported: Callable[..., AttendanceReport]
) -> None:
    report = imported(ERICSSON)
    confirm_sure(officer, report)
    settle_report(officer, report)
    for act in (
        lambda: confirm_attendees(officer, report, {1: NOT_OURS}),
        lambda: confirm_sure(officer, report),
        lambda: settle_report(officer, report),
        lambda: discard_report(officer, report),
    ):
        with pytest.raises(Declined, match="corrected by hand"):
            act()
    assert recorded() == [("ericsson", "nominee", "report", 61)]


def test_a_report_is_thrown_away_with_everybody_in_it(
    officer: Actor, imported: Callable[..., AttendanceReport]
) -> None:
    discard_report(officer, imported(ERICSSON, UNKNOWN))
    assert not AttendanceReport.objects.exists()
    assert not ReportedAttendee.objects.exists()
    imported(ERICSSON)


REGISTRATIONS = b"""First Name,Last Name,Email,Registration Time,Approval Status
A,B,a@b.example,2022-03-01 10:00:00,approved
"""


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (b"", attendance.Unreadable, "empty"),
        (HEADER.encode(), attendance.Unreadable, "nobody under it"),
        (b"PK\x03\x04\x14\x00\x06\x00", attendance.Unreadable, "Excel"),
        ("Name\nZo\u00eb".encode()[:-1], attendance.Unreadable, "character"),
        (zoom(line("A B", day="03/04/2022")), attendance.Refused, "can be read as"),
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n", attendance.Refused, "transcript"),
        (zoom(line("A B", day="2022-04-05")), Declined, "5 April 2022"),
        (zoom(*[line(f"P {n}") for n in range(2001)]), Declined, "2001 people"),
        (zoom(*[line("P")] * 200_000), Declined, "200001 lines"),
        (REGISTRATIONS, Declined, "registration report"),
    ],
    ids="empty header-only xlsx cut-off two-dates transcript other-session too-many 200000-rows registration".split(),
)
def test_a_file_that_cannot_be_used_gets_one_sentence_and_leaves_nothing(
    session: Session, content: bytes, error: type[Exception], reason: str
) -> None:
    with pytest.raises(error, match=reason) as caught:
        import_report(make_actor(), session, content, "participants.csv")
    sentence = str(caught.value)
    assert 20 < len(sentence) < 300
    assert "\n" not in sentence
    assert not AttendanceReport.objects.exists()
    assert not ReportedAttendee.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_cell_that_begins_like_a_formula_stays_text(imported: Callable[..., AttendanceReport]) -> None:
    imported(line("=cmd|' /C calc'!A0"))
    assert attendees()[0][0] == "=cmd|' /C calc'!A0"


def test_no_report_is_imported_for_what_is_cancelled_or_to_come(session: Session, officer: Actor) -> None:
    Session.objects.update(state=SessionState.CANCELLED)
    session.refresh_from_db()
    with pytest.raises(Declined, match="cancelled"):
        import_report(officer, session, zoom(ERICSSON), "participants.csv")
    assert not AttendanceReport.objects.exists()


def test_only_the_secretariat_touches_reports(
    session: Session, officer: Actor, imported: Callable[..., AttendanceReport]
) -> None:
    nominee = actor_of(Account.objects.get(email="nominee-1-apple@people.example"))
    report = imported(ERICSSON)
    for act in (
        lambda: import_report(nominee, session, zoom(UNKNOWN), "participants.csv"),
        lambda: confirm_attendees(nominee, report, {1: NOT_OURS}),
        lambda: confirm_sure(nominee, report),
        lambda: settle_report(nominee, report),
        lambda: discard_report(nominee, report),
    ):
        with pytest.raises(Refused):
            act()
    assert [row[2] for row in attendees()] == ["waiting"]
    assert AttendanceReport.objects.count() == 1


def test_matching_takes_as_many_statements_for_many_members_as_for_few(session: Session) -> None:
    assert session.year is not None
    row = Session.objects.select_related("year__cohort").get()
    with CaptureQueriesContext(connection) as few:
        room_of(row)
    for number in range(10):
        make_nominee(make_member(session.year.cohort, make_organisation(f"more-{number}")))
    with CaptureQueriesContext(connection) as many:
        room = room_of(row)
    assert len(room.known) == 16
    assert len(many) == len(few)
