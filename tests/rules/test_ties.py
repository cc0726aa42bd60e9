"""Nobody is let in for an organisation while tied to another; and nobody goes through a list of addresses."""

import pytest

from convenor.rules.naming import AT_MOST_A_DAY, may_name
from convenor.rules.ties import Tie, may_be_let_in


def test_whoever_is_tied_to_nobody_is_let_in() -> None:
    assert may_be_let_in(frozenset()).allowed


@pytest.mark.parametrize("tie", Tie)
def test_each_tie_keeps_out_and_says_which_it_is(tie: Tie) -> None:
    verdict = may_be_let_in({tie})
    assert not verdict.allowed
    assert verdict.reason.startswith("This person ")
    assert len({may_be_let_in({one}).reason for one in Tie}) == len(Tie)


def test_a_day_has_so_many_names_and_the_secretariat_as_many_as_it_needs() -> None:
    assert may_name(named_today=AT_MOST_A_DAY - 1, in_secretariat=False).allowed
    assert "tomorrow" in may_name(named_today=AT_MOST_A_DAY, in_secretariat=False).reason
    assert may_name(named_today=AT_MOST_A_DAY, in_secretariat=True).allowed
