"""A report is of the session that somebody means, or there is a sentence that says why it is not."""

from datetime import date, timedelta

import pytest
from attendance_reports import (
    ANOTHER_MEETING,
    SESSION_DAY,
    TABLE,
    ZOOM_OLDER,
    ZOOM_REGISTRATION,
    read,
    stay,
    zoom,
)

from convenor.rules.attendance import belongs_to


def test_a_report_of_the_day_belongs() -> None:
    assert belongs_to(read(ZOOM_OLDER), SESSION_DAY) is None


def test_a_report_of_another_day_says_which() -> None:
    problem = belongs_to(read(ZOOM_OLDER), date(2022, 5, 3))
    assert problem is not None
    assert "is of 14 March 2022, and the session was on 3 May 2022" in problem


@pytest.mark.parametrize(
    ("begin", "days", "belongs"),
    [
        ("00:30", -1, True),  # late on the evening before, in the zone of the session
        ("11:00", -1, True),
        ("13:00", -1, False),
        ("13:00", +1, True),
        ("11:00", +1, False),
        ("15:00", +2, False),
    ],
)
def test_the_day_beside_may_be_that_of_another_time_zone(begin: str, days: int, *, belongs: bool) -> None:
    report = read(zoom(stay("Nominee One", begin, begin, 5)))
    problem = belongs_to(report, SESSION_DAY + timedelta(days=days))
    assert (problem is None) is belongs


def test_a_meeting_past_midnight_belongs_to_the_day_it_began() -> None:
    report = read(zoom("Nominee One,,2022-03-14 22:00:00,2022-03-15 01:00:00,180,No"))
    assert belongs_to(report, SESSION_DAY) is None


def test_a_report_of_two_meetings_says_so() -> None:
    problem = belongs_to(read(zoom(stay("Nominee One", "15:00", "16:00"), ANOTHER_MEETING)), SESSION_DAY)
    assert problem is not None
    assert "more than one meeting" in problem
    assert "11 April 2022" in problem


def test_a_report_without_dates_may_be_of_any_session() -> None:
    assert belongs_to(read(TABLE), SESSION_DAY) is None


def test_a_registration_report_is_of_the_day_it_was_for() -> None:
    report = read(ZOOM_REGISTRATION)
    assert belongs_to(report, date(2022, 3, 4)) is None
    assert belongs_to(report, SESSION_DAY) is not None
