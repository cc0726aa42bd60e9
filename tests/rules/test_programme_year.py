"""The real year 2022, and what a calendar of twelve months says of itself (AC-01, AC-06)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.programme_year import (
    CalendarSession,
    WorkingGroupSpan,
    anomalies,
    cadence_gaps,
    canonical_labels,
    group_quarters,
    months_without,
    quarter_of,
    quarters_without,
    twelve_months,
)
from convenor.rules.vocabulary import Cadence, SessionKind
from convenor.rules.wording import Said

JANUARY = date(2022, 1, 1)


def session(
    day: date, printed: str | None = None, kind: SessionKind = SessionKind.REGULAR, *, cancelled: bool = False
) -> CalendarSession:
    return CalendarSession(id=day.isoformat(), kind=kind, on=day, printed_label=printed, cancelled=cancelled)


YEAR_2022 = (
    session(date(2022, 2, 28), "COP Q1 Session 1"),
    session(date(2022, 3, 14), "COP Q2 Session 2"),
    session(date(2022, 5, 3), "COP Q2 Session 1"),
    session(date(2022, 5, 17), "COP Q2 Session 2"),
    session(date(2022, 6, 21), "COP Special Session", SessionKind.SPECIAL),
    session(date(2022, 9, 12), "COP Q3 Session"),
)


def test_2022_gets_its_canonical_labels() -> None:
    labels = canonical_labels(YEAR_2022)
    assert [labels[s.id].full for s in YEAR_2022] == [
        "2022 Q1 Session 1",
        "2022 Q1 Session 2",
        "2022 Q2 Session 1",
        "2022 Q2 Session 2",
        "2022 Special Session 1",
        "2022 Q3 Session 1",
    ]
    assert labels["2022-03-14"].short == "Q1 Session 2"
    assert labels["2022-06-21"].short == "Special Session"


def test_2022_has_one_anomaly_and_it_says_what_is_printed_and_what_the_date_says() -> None:
    (anomaly,) = anomalies(YEAR_2022)
    assert anomaly.session == "2022-03-14"
    assert anomaly.printed == "COP Q2 Session 2"
    assert anomaly.canonical == "2022 Q1 Session 2"
    assert anomaly.sentence == (
        "The source prints “COP Q2 Session 2” for 14 March 2022, a date in the first quarter; by its date it is "
        "Q1 Session 2. The same label is printed again for 17 May 2022."
    )
    assert isinstance(anomaly.sentence, Said)


def test_a_printed_number_that_does_not_fit_is_an_anomaly_too() -> None:
    (anomaly,) = anomalies([session(date(2022, 2, 1), "COP Q1 Session 3")])
    assert anomaly.canonical == "2022 Q1 Session 1"


def test_a_quarter_printed_for_a_special_session_is_an_anomaly() -> None:
    (anomaly,) = anomalies([session(date(2022, 6, 21), "COP Q2 Session 3", SessionKind.SPECIAL)])
    assert "no regular session but: Special Session" in anomaly.sentence


def test_a_printed_label_without_a_quarter_claims_nothing() -> None:
    assert anomalies([session(date(2022, 2, 1), "Kick-off"), session(date(2022, 3, 1))]) == ()


def test_2022_leaves_seven_months_and_the_last_quarter_empty() -> None:
    empty = [month.name for month in months_without(JANUARY, YEAR_2022)]
    assert empty == ["January", "April", "July", "August", "October", "November", "December"]
    assert quarters_without(2022, YEAR_2022) == (4,)
    assert quarters_without(2021, YEAR_2022) == (1, 2, 3, 4)
    assert quarters_without(2022, [session(date(2022, 1, 1), cancelled=True)]) == (1, 2, 3, 4)


def test_several_special_sessions_are_numbered() -> None:
    days = (date(2022, 2, 1), date(2022, 6, 1))
    labels = canonical_labels([session(day, kind=SessionKind.SPECIAL) for day in days])
    assert [label.short for label in labels.values()] == ["Special Session 1", "Special Session 2"]


def test_a_cancelled_session_takes_no_number_and_fills_no_month() -> None:
    sessions = (session(date(2022, 1, 10), cancelled=True), session(date(2022, 2, 10)))
    labels = canonical_labels(sessions)
    assert labels["2022-01-10"].short == "Q1 Session (cancelled)"
    assert labels["2022-02-10"].short == "Q1 Session 1"
    assert months_without(JANUARY, sessions)[0].name == "January"
    assert twelve_months(JANUARY, sessions)[0].sessions == ("2022-01-10",)


def test_a_programme_year_may_begin_in_any_month() -> None:
    months = twelve_months(date(2023, 7, 15), [session(date(2024, 6, 30))])
    assert [months[0].name, months[-1].name, months[-1].starts.year] == ["July", "June", 2024]
    assert months[-1].sessions == ("2024-06-30",)
    assert months[0].starts == date(2023, 7, 1)


def test_only_a_monthly_cohort_has_cadence_gaps() -> None:
    assert cadence_gaps(Cadence.SEMI_REGULAR, JANUARY, YEAR_2022, date(2022, 12, 31)) == ()
    gaps = cadence_gaps(Cadence.MONTHLY, JANUARY, YEAR_2022, date(2022, 7, 1))
    assert [gap.month.month for gap in gaps] == [1, 4, 6, 7, 8, 10, 11, 12]
    assert [gap.past for gap in gaps] == [True, True, True, False, False, False, False, False]


MET_IN_THREE = WorkingGroupSpan(
    id="gender", topic="Gender", met_on=(date(2024, 2, 5), date(2024, 6, 30), date(2024, 10, 1))
)


def test_a_group_that_missed_a_quarter_is_flagged_and_its_members_are_not_marked_down() -> None:
    (quarters,) = group_quarters([MET_IN_THREE], 2024, date(2024, 12, 31))
    assert quarters.met == (1, 2, 4)
    assert quarters.missing == (3,)
    assert quarters.sentence == "Gender: Q3 missing. Its members are not marked down for it."


def test_a_quarter_that_still_runs_is_not_missing() -> None:
    (quarters,) = group_quarters([MET_IN_THREE], 2024, date(2024, 9, 30))
    assert quarters.missing == ()
    assert quarters.met == (1, 2)


def test_a_quarter_that_a_group_did_not_work_through_is_not_missing() -> None:
    late = replace(MET_IN_THREE, met_on=(), active_since=date(2024, 5, 1), closed_on=date(2024, 12, 1))
    (quarters,) = group_quarters([late], 2024, date(2025, 1, 31))
    assert quarters.missing == (3,)


def test_a_quarter_is_missing_from_the_day_after_its_last() -> None:
    silent = replace(MET_IN_THREE, met_on=())
    (last_day,) = group_quarters([silent], 2024, date(2024, 3, 31))
    (next_day,) = group_quarters([silent], 2024, date(2024, 4, 1))
    assert (last_day.missing, next_day.missing) == ((), (1,))
    (from_the_first,) = group_quarters([replace(silent, active_since=date(2024, 1, 1))], 2024, date(2024, 4, 1))
    assert from_the_first.missing == (1,)
    (met_today,) = group_quarters([MET_IN_THREE], 2024, date(2024, 2, 5))
    assert met_today.met == (1,)


@given(days=st.sets(st.dates(date(2022, 1, 1), date(2023, 12, 31)), max_size=30))
def test_labels_are_unique_and_carry_the_quarter_of_their_date(days: set[date]) -> None:
    sessions = [session(day) for day in days]
    labels = canonical_labels(sessions)
    assert len({label.full for label in labels.values()}) == len(days)
    for day in days:
        assert labels[day.isoformat()].full.startswith(f"{day.year} Q{quarter_of(day)} Session ")


@given(days=st.sets(st.dates(date(2022, 1, 1), date(2022, 12, 31)), max_size=30))
def test_a_canonical_label_is_never_an_anomaly(days: set[date]) -> None:
    sessions = [session(day) for day in days]
    labels = canonical_labels(sessions)
    assert anomalies([replace(s, printed_label=f"COP {labels[s.id].full}") for s in sessions]) == ()
