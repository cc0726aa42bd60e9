"""Whose clock shows what, and who had the bad hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.fair_hours import ALWAYS_SHOWN, Hour, Meeting, hour_of, local_hours, place_of

GENEVA_AFTERNOON = Meeting(starts_at=datetime(2023, 3, 14, 15, tzinfo=UTC), minutes=60)


def at(clock: str, zone: str = "UTC", minutes: int = 60) -> Hour:
    hours, _, rest = clock.partition(":")
    moment = datetime(2023, 3, 14, int(hours), int(rest), tzinfo=UTC)
    return hour_of(Meeting(starts_at=moment, minutes=minutes), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("05:59", Hour.NIGHT),
        ("06:00", Hour.EARLY),
        ("07:59", Hour.EARLY),
        ("08:00", Hour.GOOD),
        ("17:00", Hour.GOOD),
        ("17:01", Hour.LATE),
        ("21:59", Hour.LATE),
        ("22:00", Hour.NIGHT),
    ],
)
def test_an_hour_is_good_from_eight_to_six(clock: str, hour: Hour) -> None:
    assert at(clock) is hour


def test_a_long_session_is_late_by_its_end() -> None:
    assert at("16:00", minutes=120) is Hour.GOOD
    assert at("16:00", minutes=121) is Hour.LATE
    assert at("16:00", minutes=480) is Hour.LATE


def test_the_five_places_are_always_shown_and_those_invited_beside_them() -> None:
    lines = local_hours(GENEVA_AFTERNOON, ["Europe/Stockholm", "Mars/Olympus", "", "../etc/passwd"])
    assert [(line.place, f"{line.starts:%H:%M}", line.hour) for line in lines] == [
        ("São Paulo", "12:00", Hour.GOOD),
        ("Lagos", "16:00", Hour.GOOD),
        ("Stockholm", "16:00", Hour.GOOD),
        ("Nairobi", "18:00", Hour.LATE),
        ("Delhi", "20:30", Hour.LATE),
        ("Jakarta", "22:00", Hour.NIGHT),
    ]


def test_the_bad_hours_of_a_year_are_counted_where_they_fell() -> None:
    morning = Meeting(starts_at=datetime(2023, 4, 11, 7, tzinfo=UTC), minutes=60)
    lines = {line.place: line for line in local_hours(GENEVA_AFTERNOON, [], [GENEVA_AFTERNOON, morning, morning])}
    assert {place: (line.bad, line.of) for place, line in lines.items()} == {
        "São Paulo": (2, 3),
        "Lagos": (0, 3),
        "Nairobi": (1, 3),
        "Delhi": (1, 3),
        "Jakarta": (1, 3),
    }


def test_a_clock_that_changes_is_followed() -> None:
    before, after = (Meeting(starts_at=datetime(2023, 3, day, 16, 30, tzinfo=UTC), minutes=60) for day in (24, 27))
    zone = ZoneInfo("Europe/Stockholm")
    assert (hour_of(before, zone), hour_of(after, zone)) == (Hour.LATE, Hour.LATE)
    assert f"{local_hours(before, ['Europe/Stockholm'])[2].starts:%H:%M}" == "17:30"
    assert f"{local_hours(after, ['Europe/Stockholm'])[2].starts:%H:%M}" == "18:30"


def test_a_session_in_the_night_when_a_clock_changes_ends_as_the_clock_shows_it() -> None:
    night = Meeting(starts_at=datetime(2023, 3, 26, 0, 30, tzinfo=UTC), minutes=60)
    line = local_hours(night, ["Europe/Stockholm"])[2]
    assert (line.place, f"{line.starts:%H:%M}", f"{line.ends:%H:%M}") == ("Stockholm", "01:30", "03:30")


@given(st.integers(0, 5_000_000), st.integers(15, 480))
def test_every_place_has_one_line_whatever_the_hour(after: int, minutes: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=after)
    lines = local_hours(Meeting(starts_at=moment, minutes=minutes), [*ALWAYS_SHOWN, "UTC"])
    assert sorted(line.zone for line in lines) == sorted([*ALWAYS_SHOWN, "UTC"])
    assert all(line.starts == moment for line in lines)


def test_places_are_called_by_their_names() -> None:
    assert [place_of(zone) for zone in ("America/Sao_Paulo", "America/New_York", "UTC")] == [
        "São Paulo",
        "New York",
        "UTC",
    ]
