"""How the hour runs: minutes planned, passed and left; more time than planned is said calmly."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.timing import TimeFacts, timing_of

START = datetime(2023, 3, 14, 15, 4, tzinfo=UTC)


def at(*, planned: int = 20, ended_after: float | None = None) -> TimeFacts:
    ended = None if ended_after is None else START + timedelta(minutes=ended_after)
    return TimeFacts(minutes=planned, began_at=START, ended_at=ended)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("passed", "elapsed", "left", "over", "sentence"),
    [
        (0, 0, 20, 0, "20 of 20 minutes left."),
        (7.99, 7, 13, 0, "13 of 20 minutes left."),
        (8, 8, 12, 0, "12 of 20 minutes left."),
        (20, 20, 0, 0, "The 20 minutes planned are used."),
        (21, 21, 0, 1, "20 minutes planned, and 1 minute more by now. Come to an end when it suits."),
        (26.5, 26, 0, 6, "20 minutes planned, and 6 minutes more by now. Come to an end when it suits."),
    ],
)
def test_a_running_item_says_what_is_left(passed: float, elapsed: int, left: int, over: int, sentence: str) -> None:
    found = timing_of(at(), after(passed))
    assert (found.elapsed, found.left, found.over, found.sentence) == (elapsed, left, over, sentence)
    assert found.until == START + timedelta(minutes=20)


def test_what_has_not_begun_has_all_its_time() -> None:
    found = timing_of(TimeFacts(minutes=5, began_at=None), START)
    assert (found.elapsed, found.left, found.until, found.sentence) == (0, 5, None, "5 minutes planned.")


def test_what_is_over_says_what_it_took_and_goes_on_no_more() -> None:
    found = timing_of(at(ended_after=12), after(300))
    assert (found.elapsed, found.until, found.sentence) == (12, None, "Took 12 minutes of 20 minutes planned.")


def test_a_clock_that_was_set_back_counts_nothing() -> None:
    assert timing_of(at(), after(-3)).elapsed == 0


@given(passed=st.integers(min_value=0, max_value=100_000), planned=st.integers(min_value=1, max_value=480))
def test_what_is_left_and_what_is_over_add_up(passed: int, planned: int) -> None:
    found = timing_of(at(planned=planned), START + timedelta(seconds=passed))
    assert found.left - found.over == planned - found.elapsed
    assert min(found.left, found.over) == 0
