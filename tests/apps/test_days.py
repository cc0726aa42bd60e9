"""A day that nobody can mean is told on the form, and never becomes a fault of ours."""

from datetime import date

import pytest

from convenor.people.fields import DayField
from convenor.room.meetings.forms.calling import CallForm

CALL = {"kind": "regular", "clock": "23:00", "minutes": "60", "mode": "virtual"}


@pytest.mark.parametrize(
    ("day", "zone"), [("9999-12-31", "America/New_York"), ("0001-01-01", "Asia/Tokyo"), ("0202-03-01", "UTC")]
)
def test_a_session_on_a_day_out_of_reach_is_told(day: str, zone: str) -> None:
    form = CallForm({**CALL, "day": day, "zone": zone, "clock": "23:00" if day[0] == "9" else "00:00"})
    assert form.errors == {"day": ["Check the year: a day between 1800 and 2199 is meant."]}


@pytest.mark.parametrize("day", ["9999-01-01", "0203-01-01", "2200-01-01", "1799-12-31"])
def test_a_day_out_of_reach_is_told(day: str) -> None:
    with pytest.raises(Exception, match="between 1800 and 2199"):
        DayField().clean(day)


def test_leap_days_and_the_ends_are_within_reach() -> None:
    assert [DayField().clean(day) for day in ("1800-01-01", "2024-02-29", "2199-12-31")] == [
        date(1800, 1, 1),
        date(2024, 2, 29),
        date(2199, 12, 31),
    ]
