"""The estimate behind the ranks: cautious with few votes, learnt from the other statements, monotonous."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.rules.opinion.estimate import expected_of, likely_share, spread_of, sure_share

Tally = tuple[int, int]


def sure(*tallies: Tally) -> list[float]:
    """The sure share of each statement, given as (agree, voted)."""
    count, of = (np.array(column) for column in zip(*tallies, strict=True))
    return [float(share) for share in sure_share(spread_of(expected_of(count, of), count, of))]


tallies = st.integers(1, 60).flatmap(lambda voted: st.tuples(st.integers(0, voted), st.just(voted)))


@settings(max_examples=25)
@given(tallies, st.lists(tallies, max_size=8))
def test_one_more_who_agrees_never_lowers_the_estimate(tally: Tally, others: list[Tally]) -> None:
    agree, voted = tally
    before = sure(tally, *others)[0]
    assert sure((agree + 1, voted + 1), *others)[0] >= before - 1e-9
    assert agree == voted or sure((agree + 1, voted), *others)[0] >= before - 1e-9


@settings(max_examples=25)
@given(tallies, st.lists(tallies, max_size=8))
def test_one_more_who_does_not_agree_never_raises_it(tally: Tally, others: list[Tally]) -> None:
    agree, voted = tally
    assert sure((agree, voted + 1), *others)[0] <= sure(tally, *others)[0] + 1e-9


@settings(max_examples=25)
@given(st.lists(tallies, min_size=2, max_size=8))
def test_the_order_of_the_statements_does_not_matter(all_of_them: list[Tally]) -> None:
    assert sure(*all_of_them[::-1])[::-1] == pytest.approx(sure(*all_of_them), abs=1e-9)


def test_the_same_share_of_more_people_is_surer() -> None:
    few, many = sure((9, 10), (90, 100))
    assert few < many < 0.9


def test_seven_of_seven_are_worth_less_where_hardly_anything_is_agreed_on() -> None:
    among_agreement = sure((7, 7), *[(12, 13)] * 10)[0]
    among_dissent = sure((7, 7), *[(5, 13)] * 10)[0]
    assert among_dissent < 0.6 < among_agreement


def test_a_statement_unlike_all_others_is_believed_when_many_have_voted_on_it() -> None:
    assert sure((49, 50), *[(25, 50)] * 30)[0] > 0.8


@pytest.mark.parametrize("voted", [13, 50, 3000])
def test_the_estimate_comes_down_to_the_share_as_votes_come_in(voted: int) -> None:
    count, of = np.array([voted * 3 // 4]), np.array([voted])
    spread = spread_of(expected_of(count, of), count, of)
    assert likely_share(spread)[0] == pytest.approx(0.75, abs=1.5 / voted**0.5)
    assert sure_share(spread)[0] == pytest.approx(0.75 - 1.2816 * (0.1875 / voted) ** 0.5, abs=1 / voted**0.5)


def test_what_is_sure_in_nine_cases_of_ten_is_true_in_nine_of_ten() -> None:
    chance = np.random.default_rng(5)
    held = []
    for _ in range(60):
        share = chance.beta(3, 2, size=40)
        of = chance.integers(5, 14, size=40)
        count = chance.binomial(of, share)
        held.extend(sure_share(spread_of(expected_of(count, of), count, of)) <= share)
    assert 0.88 <= np.mean(held) <= 0.94
