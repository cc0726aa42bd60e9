"""AC-01: the real year 2022, replayed."""

import pytest

from convenor.room.cohorts.calendar import calendar_facts
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.models import Attendance, Session
from convenor.rules.programme_year import anomalies, months_without, quarters_without
from convenor.rules.vocabulary import SessionKind
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

DAYS = ["2022-02-28", "2022-03-14", "2022-05-03", "2022-05-17", "2022-06-21", "2022-09-12"]
THEMES = [
    ["HRDD, Enterprise Risk Management and Compliance"],
    ["Operationalizing Severity"],
    ["Stakeholder Engagement Workstream", "World Economic Forum's Global Future Council on Human Rights"],
    ["HRDD and Remedy on End Use", "the Role of Key Colleagues"],
    ["HRDD in Conflict Settings"],
    ["B-Tech and COP Participant Priorities"],
]


def year_2022() -> ProgrammeYear:
    return ProgrammeYear.objects.get(cohort="cop-1", year=2022)


def test_there_are_six_sessions_in_order_with_their_themes() -> None:
    sessions = list(year_2022().sessions.order_by("starts_at"))
    assert [f"{session.starts_at:%Y-%m-%d}" for session in sessions] == DAYS
    assert [[theme.title for theme in session.themes.all()] for session in sessions] == THEMES
    kinds = [session.kind for session in sessions]
    assert (kinds.count(SessionKind.REGULAR), kinds.count(SessionKind.SPECIAL)) == (5, 1)


def test_the_slip_of_14_march_is_noted_and_kept() -> None:
    (slip,) = anomalies(calendar_facts(year_2022()))
    assert (slip.printed, slip.canonical) == ("COP Q2 Session 2", "2022 Q1 Session 2")
    assert Session.objects.get(starts_at__date="2022-03-14").label_printed == "COP Q2 Session 2"


def test_months_and_quarters_without_sessions_are_named() -> None:
    year = year_2022()
    calendar = calendar_facts(year)
    assert [month.starts.month for month in months_without(year.starts, calendar)] == [1, 4, 7, 8, 10, 11, 12]
    assert quarters_without(2022, calendar) == (4,)


def test_the_year_on_screen_shows_the_sessions_and_no_attendance(sign_in: SignIn) -> None:
    page = words(sign_in("officer").get("/cohorts/cop-1/2022/"))
    for themes in THEMES:
        assert themes[0] in page
    assert "COP Q2 Session 2" in page
    assert "Q1 Session 2" in page
    assert not Attendance.objects.filter(session__year=year_2022()).exists()


def test_a_session_of_2022_says_that_attendance_is_not_in_the_source(sign_in: SignIn) -> None:
    session = Session.objects.get(starts_at__date="2022-03-14")
    page = words(sign_in("officer").get(f"/sessions/{session.pk}/"))
    assert "not in the source" in page.lower()
    assert "recorded" not in page.lower().replace("not recorded", "").replace("no recording", "")
