"""What a room may spend on noise, how far off numbers then are, and when it is refused."""

import math

import numpy as np
import pytest

from convenor.rules.disclosure.budget import (
    BUDGETS,
    LEAST_PEOPLE,
    MOST_OF_ONE,
    STRENGTHS,
    Budget,
    can_be_drawn,
    can_be_frozen,
    mean_error,
    odds,
    within,
)

SEED = 20230308
DRAWS = 200_000


def noise(epsilon: float, most: int, lines: int = 1) -> np.ndarray:
    """Sums of discrete Laplace noise, each the difference of two geometric numbers."""
    chance = np.random.default_rng([SEED, int(100 * epsilon), most, lines])
    stop = 1 - math.exp(-epsilon / most)
    return (chance.geometric(stop, (DRAWS, lines)) - chance.geometric(stop, (DRAWS, lines))).sum(axis=1)


def drawn(budget: Budget, cost: float, people: int = 200, most: int = 1) -> str:
    verdict = can_be_drawn(budget, cost, people=people, most=most)
    return "" if verdict.allowed else verdict.reason


@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize("epsilon", STRENGTHS)
def test_numbers_are_as_far_off_as_is_said(epsilon: float, most: int) -> None:
    off = np.abs(noise(epsilon, most))
    assert off.mean() == pytest.approx(mean_error(epsilon, most), rel=0.02)
    reach = within(epsilon, most)
    assert (off <= reach).mean() >= 0.95 - 0.002
    assert (off <= reach - 1).mean() < 0.95 + 0.002


@pytest.mark.parametrize("epsilon", STRENGTHS)
def test_the_sum_of_all_lines_is_as_far_off_as_is_said(epsilon: float) -> None:
    off, reach = np.abs(noise(epsilon, 1, 7)), within(epsilon, 1, 7)
    assert (off <= reach).mean() >= 0.95 - 0.002
    assert (off <= reach - 1).mean() < 0.95 + 0.002


def test_a_bad_case_and_the_largest_table_are_reckoned_through() -> None:
    assert within(min(STRENGTHS), MOST_OF_ONE, 26) == 284
    assert within(2.0, 1) == 1


def test_the_errors_at_thirteen_are_why_there_is_a_least_number_of_people() -> None:
    shares = [100 * mean_error(epsilon, 1) / 13 for epsilon in (0.5, 1.0, 2.0)]
    assert [round(share, 1) for share in shares] == [14.8, 6.5, 2.1]


def test_what_is_spent_adds_up_and_the_last_quarter_can_be_spent() -> None:
    budget = Budget(epsilon=2.0, spent=0.0)
    for cost in (1.0, 0.25, 0.5, 0.25):
        assert drawn(budget, cost) == ""
        budget = Budget(epsilon=2.0, spent=budget.spent + cost)
    assert budget.left == 0
    assert "0 is left of the 2" in drawn(budget, 0.25)
    assert "Count by it exactly" in drawn(budget, 0.25)


def test_what_is_left_is_said_where_it_does_not_suffice() -> None:
    reason = drawn(Budget(epsilon=2.0, spent=1.5), 1.0)
    assert "costs 1, and 0.5 is left of the 2" in reason
    assert "Choose more noise" in reason
    assert "seen stays seen" in reason


def test_a_room_without_a_budget_never_spends() -> None:
    assert "without a budget" in drawn(Budget(epsilon=0.0, spent=0.0), 0.25)


def test_fewer_than_fifty_are_refused_with_what_the_noise_would_do() -> None:
    budget = Budget(epsilon=4.0, spent=0.0)
    assert drawn(budget, 1.0, people=LEAST_PEOPLE) == ""
    assert "count these exactly" in drawn(budget, 1.0, people=LEAST_PEOPLE - 1)
    reason = drawn(budget, 0.5, people=13)
    assert "13 people are counted here" in reason
    assert "1.9 people on average" in reason
    assert "15 in a hundred" in reason


@pytest.mark.parametrize("cost", [0.0, -1.0, 0.1, 3.0, math.inf, math.nan])
def test_a_table_costs_one_of_the_known_strengths(cost: float) -> None:
    assert "0.25, 0.5, 1 or 2" in drawn(Budget(epsilon=4.0, spent=0.0), cost)


def test_a_ledger_opens_with_a_known_budget() -> None:
    assert all(can_be_frozen(epsilon, 1).allowed for epsilon in BUDGETS)
    assert "0, 1, 2 or 4" in can_be_frozen(8.0, 1).reason
    assert "at most 5 people" in can_be_frozen(2.0, MOST_OF_ONE + 1).reason
    assert not can_be_frozen(2.0, 0).allowed


def test_all_that_a_room_can_spend_is_a_bounded_change_of_odds() -> None:
    assert round(odds(0.5), 2) == 1.65
    assert round(odds(2.0), 1) == 7.4
