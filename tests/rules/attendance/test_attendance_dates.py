"""Dates and times are read as they are printed; one that reads two ways is decided or refused, never guessed."""

from datetime import date, datetime, time

import pytest
from attendance_reports import ZOOM_COLUMNS, ZOOM_WEBINAR, only, read

from convenor.rules.attendance import Refused, Unreadable
from convenor.rules.attendance.duration import Unit, read_length
from convenor.rules.attendance.moment import read_moment

AMBIGUOUS = "03/04/2022"
MARCH, APRIL = date(2022, 3, 4), date(2022, 4, 3)


def report(joined: str, left: str = "", *more: str) -> str:
    return "\n".join([ZOOM_COLUMNS, f'Nominee One,,"{joined}","{left}",10,No', *more])


def joined(text: str, on: date | None = None) -> datetime | None:
    return read(text, on=on).people[0].joined


@pytest.mark.parametrize(
    "written",
    [
        "03/14/2022 02:58:10 PM",
        "3/14/22, 2:58:10 PM",
        "3/14/22, 2:58:10\u202fPM",
        "3/14/2022 2:58:10 pm",
        "14/03/2022 14:58:10",
        "14/03/2022 à 14:58:10",
        "14/3/2022, 2:58:10 p. m.",
        "14.03.2022, 14:58:10",
        "14.3.22 14:58:10",
        "14. 3. 2022 14:58:10",
        "14-03-2022 14:58:10",
        "2022-03-14 14:58:10",
        "2022-03-14T14:58:10Z",
        "2022-03-14T14:58:10.250+01:00",
        "2022/03/14 14:58:10",
        "2022/3/14 下午2:58:10",
        "2022. 3. 14. 오후 2:58:10",
        "Mar 14, 2022 02:58:10 PM",
        "Monday, March 14, 2022 2:58:10 PM",
        "Mon, 14 Mar 2022 14:58:10 +0100",
        "14-Mar-2022 14:58:10",
        "14 mars 2022 à 14:58:10",
        "14. März 2022 um 14:58:10 Uhr",
        "14 de marzo de 2022, 14:58:10",
        "Mo., 14.03.2022, 14:58:10",
        "\u200e14/03/2022\u200f 14:58:10",
    ],
)
def test_a_moment_is_read_as_it_is_printed(written: str) -> None:
    assert joined(report(written)) == datetime(2022, 3, 14, 14, 58, 10)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("2022-03-14 12:00:00 AM", time(0, 0)),
        ("2022-03-14 12:30 PM", time(12, 30)),
        ("2022-03-14 12:30 a.m.", time(0, 30)),
        ("2022-03-14 9h05", time(9, 5)),
        ("2022-03-14 3 PM", time(15, 0)),
    ],
)
def test_the_hour_is_read_with_what_stands_beside_it(written: str, clock: time) -> None:
    moment = read_moment(written)
    assert moment is not None
    assert moment.clock == clock


@pytest.mark.parametrize(
    "written", ["yesterday", "45", "2022-03-14 25:00", "2022-03-14 10:00 - 11:00", "1 " * 60, "x" * 99]
)
def test_what_is_no_moment_is_none(written: str) -> None:
    assert read_moment(written) is None


def test_an_ambiguous_date_is_refused_with_both_readings() -> None:
    with pytest.raises(Refused, match=r"Row 2: .*3 April 2022 or 4 March 2022.*--session-date"):
        read(report(f"{AMBIGUOUS} 15:00:00"))


@pytest.mark.parametrize("day", [MARCH, APRIL])
@pytest.mark.parametrize("separator", "/-")
def test_the_sessions_day_decides(day: date, separator: str) -> None:
    found = joined(report(f"{AMBIGUOUS} 15:00:00".replace("/", separator)), on=day)
    assert found is not None
    assert found.date() == day


def test_the_day_beside_the_sessions_decides_too() -> None:
    found = joined(report(f"{AMBIGUOUS} 00:30:00"), on=date(2022, 4, 2))
    assert found is not None
    assert found.date() == APRIL


def test_a_session_on_neither_day_decides_nothing() -> None:
    with pytest.raises(Refused, match=r"neither is the session's day, 17 May 2022"):
        read(report(f"{AMBIGUOUS} 15:00:00"), on=date(2022, 5, 17))


def test_a_date_that_reads_the_same_both_ways_needs_no_decision() -> None:
    assert joined(report("03/03/2022 15:00:00")) == datetime(2022, 3, 3, 15)  # noqa: DTZ001


def test_another_row_decides() -> None:
    text = report(f"{AMBIGUOUS} 15:00:00", "", 'Nominee Two,,"13/04/2022 15:00","",10,No')
    assert joined(text) == datetime(2022, 4, 3, 15)  # noqa: DTZ001


def test_leaving_after_midnight_decides() -> None:
    assert joined(report("03/04/2022 11:50:00 PM", "03/05/2022 12:10:00 AM")) == datetime(2022, 3, 4, 23, 50)  # noqa: DTZ001
    assert joined(report("03/04/2022 23:50:00", "04/04/2022 00:10:00")) == datetime(2022, 4, 3, 23, 50)  # noqa: DTZ001


def test_the_times_of_registrations_decide() -> None:
    assert joined(ZOOM_WEBINAR.replace("03/15/2022 09:00:00 AM", "")) == datetime(2022, 3, 4, 14, 50)  # noqa: DTZ001


def test_when_the_report_was_made_decides() -> None:
    assert joined(ZOOM_WEBINAR.replace("02/28/2022", "02/02/2022")) == datetime(2022, 3, 4, 14, 50)  # noqa: DTZ001


def test_without_either_the_webinar_is_refused() -> None:
    with pytest.raises(Refused, match="Row 4"):
        read(ZOOM_WEBINAR.replace("02/28/2022", "02/02/2022").replace("03/15/2022", "03/05/2022"))


def test_a_plain_date_above_decides() -> None:
    block = 'Topic,ID,Start time,End time\nSession 2,1,"Apr 3, 2022 15:00","Apr 3, 2022 16:00"\n'
    assert joined(block + report(f"{AMBIGUOUS} 15:00:00")) == datetime(2022, 4, 3, 15)  # noqa: DTZ001


def test_dots_mean_the_day_first_unless_the_session_says_otherwise() -> None:
    assert joined(report("03.04.2022 15:00:00")) == datetime(2022, 4, 3, 15)  # noqa: DTZ001
    assert joined(report("03.04.2022 15:00:00"), on=MARCH) == datetime(2022, 3, 4, 15)  # noqa: DTZ001


def test_a_file_that_mixes_the_orders_is_refused() -> None:
    rows = ['Nominee Two,,"13/04/2022 15:00","",10,No', 'Nominee Three,,"03/14/2022 15:00","",10,No']
    with pytest.raises(Refused, match="Row 2: this file writes some dates with the day first"):
        read(report(f"{AMBIGUOUS} 15:00:00", "", *rows))


@pytest.mark.parametrize("written", ["02/30/2022 15:00", "31.02.2022 15:00", "2022-02-30 15:00", "13/13/2022 15:00"])
def test_a_day_that_no_calendar_has_makes_the_file_unreadable(written: str) -> None:
    with pytest.raises(Unreadable, match=r"Row 2: no calendar has the day"):
        read(report(written))


def test_a_time_that_is_none_makes_the_file_unreadable() -> None:
    with pytest.raises(Unreadable, match=r"Row 2: the cell for joining holds no date"):
        read(report("some time"))


def test_a_leaving_without_its_date_follows_the_joining() -> None:
    person = only(read(report("2022-03-14 15:00:00", "15:45:00")))
    assert person.left == datetime(2022, 3, 14, 15, 45)  # noqa: DTZ001


@pytest.mark.parametrize(
    "written",
    [
        "1h 30m 51s",
        "1 h 30 min 51 s",
        "1 Std. 30 Min. 51 Sek.",
        "1 hr 30 min 51 sec",
        "1 heure, 30 minutes et 51 secondes",
        "1 hora 30 minutos 51 segundos",
        "1 ora 30 min 51 sec",
        "1u 30m 51s",
        "1 godz. 30 min 51 sek.",
        "1 ч 30 мин 51 с",
        "1小时30分51秒",
        "1時間30分51秒",
        "1시간 30분 51초",
        "1:30:51",
        "PT1H30M51S",
    ],
)
def test_a_duration_in_many_languages(written: str) -> None:
    length = read_length(written, None)
    assert length is not None
    assert length.beside(None) == 5451


@pytest.mark.parametrize(
    ("written", "unit", "span", "seconds"),
    [
        ("90", None, None, 5400),
        ("90", None, 88, 90),
        ("90", Unit.SECONDS, None, 90),
        ("1,5", Unit.HOURS, None, 5400),
        ("90.5", Unit.MINUTES, None, 5430),
        ("45:30", None, None, 2730),
        ("1:30", None, None, 5400),
        ("1:30", None, 95, 90),
        ("1h30", None, None, 5400),
    ],
)
def test_a_bare_duration_is_read_beside_its_heading_and_the_times(
    written: str, unit: Unit | None, span: float | None, seconds: float
) -> None:
    length = read_length(written, unit)
    assert length is not None
    assert length.beside(span) == seconds


@pytest.mark.parametrize("written", ["", "abc", "1 lightyear", "about 5 minutes or so", "9" * 90])
def test_what_is_no_duration_is_none(written: str) -> None:
    assert read_length(written, None) is None
