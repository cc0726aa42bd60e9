"""`convenor import-attendance`: the same action, and where the queue is."""

import json
from datetime import date
from pathlib import Path

import pytest

from convenor.cli import database, main
from convenor.room.meetings.models import AttendanceReport, ReportedAttendee, Session
from convenor.rules.vocabulary import SessionState
from making import make_cohort, make_installation, make_member, make_nominee, make_organisation, make_session, make_year

pytestmark = pytest.mark.django_db

REPORT = b"""Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Nominee 1,nominee-1-apple@people.example,03/14/2022 02:58:10 PM,03/14/2022 03:59:00 PM,61,No
+41 79 555 01 23,,03/14/2022 02:58:10 PM,03/14/2022 03:59:00 PM,61,Yes
"""


@pytest.fixture(autouse=True)
def the_database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    make_installation(demo=True, today=date(2022, 12, 12))
    monkeypatch.setattr(database, "_must_exist", lambda _folder: None)


@pytest.fixture
def session() -> Session:
    cohort = make_cohort()
    make_nominee(make_member(cohort, make_organisation("apple")))
    row = make_session(make_year(cohort, 2022), date(2022, 3, 14))
    Session.objects.update(state=SessionState.CLOSED)
    return row


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "participants.csv"
    path.write_bytes(REPORT)
    return path


def test_a_report_is_imported_and_the_queue_is_named(
    session: Session, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-attendance", str(file), "--session", str(session.pk), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    report = AttendanceReport.objects.get()
    assert answer == {
        "report": str(report.pk),
        "session": str(session.pk),
        "source": "zoom-meeting",
        "people": 1,
        "left_out": 1,
        "queue": f"/attendance-reports/{report.pk}/",
    }


def test_without_json_it_is_said_in_words(session: Session, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-attendance", str(file), "--session", str(session.pk)]) == 0
    out = capsys.readouterr().out
    assert "1 person waits" in out
    assert "/attendance-reports/" in out


def test_what_a_rule_keeps_out_ends_with_one(session: Session, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(REPORT.replace(b"03/14", b"05/17"))
    assert main(["import-attendance", str(file), "--session", str(session.pk)]) == 1
    caught = capsys.readouterr()
    assert (caught.out, caught.err.count("\n")) == ("", 1)
    assert "17 May 2022" in caught.err
    assert not AttendanceReport.objects.exists()


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"PK\x03\x04\x14\x00", "Excel"), (None, "no such file")]
)
def test_a_file_that_cannot_be_used_ends_with_two_and_one_sentence(
    session: Session, tmp_path: Path, content: bytes | None, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "participants.csv"
    if content is not None:
        path.write_bytes(content)
    assert main(["import-attendance", str(path), "--session", str(session.pk)]) == 2
    caught = capsys.readouterr()
    assert (caught.out, caught.err.count("\n")) == ("", 1)
    assert reason in caught.err
    assert not ReportedAttendee.objects.exists()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [("14-march", "is not an id"), ("00000000-0000-4000-8000-000000000000", "there is no such session")],
)
def test_a_session_that_is_not_there_ends_with_two_and_one_sentence(
    session: Session, file: Path, asked: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-attendance", str(file), "--session", asked]) == 2
    caught = capsys.readouterr()
    assert (caught.out, caught.err.count("\n")) == ("", 1)
    assert reason in caught.err
    assert not AttendanceReport.objects.exists()
