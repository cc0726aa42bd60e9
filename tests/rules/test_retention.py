"""How long each kind of record is kept: one table, in words that can be read."""

from datetime import date, timedelta

import pytest

from convenor.rules.retention import PERIODS, Period, Record, kept_at_most, kept_for


def test_every_kind_has_a_period_a_reason_and_a_source() -> None:
    assert set(PERIODS) == set(Record)
    for period in PERIODS.values():
        assert period.what
        assert period.source
        assert period.why.endswith(".")
        assert period.how_long.endswith("."), period.how_long


def test_what_goes_after_days_says_from_when() -> None:
    assert [record for record, period in PERIODS.items() if (period.days is None) == bool(period.since)] == []


def test_nothing_that_stays_has_a_day_and_everything_else_has_an_end() -> None:
    for period in PERIODS.values():
        assert not (period.stays and period.days)
        assert period.stays or period.days or period.ends


def test_raw_notes_are_kept_ninety_days_and_a_year_at_most() -> None:
    assert kept_for(Record.RAW_NOTES) == timedelta(days=90)
    assert kept_at_most(Record.RAW_NOTES) == timedelta(days=365)
    assert PERIODS[Record.RAW_NOTES].how_long == (
        "90 days after the session closed; an officer can choose another day, at most 365 days after."
    )


def test_what_is_kept_for_good_is_never_due() -> None:
    assert PERIODS[Record.COMPLIANCE].due(date(2023, 1, 1)) is None
    assert PERIODS[Record.NOMINATIONS].due(date(2023, 1, 1)) == date(2023, 1, 31)


@pytest.mark.parametrize("record", [Record.COMPLIANCE, Record.BALLOTS])
def test_asking_for_days_where_none_are_set_is_a_mistake(record: Record) -> None:
    with pytest.raises(LookupError):
        kept_for(record)


def test_asking_for_the_longest_where_nobody_chooses_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        kept_at_most(Record.CARDS)


def test_what_stays_says_so() -> None:
    period = Period(record=Record.TRAIL, what="It", stays=True, why="So.", source="A-1")
    assert period.how_long == "For good."
