"""What an expert is told of the room: bands and shared traits, never a number and nothing of a few."""

import re

from convenor.rules.audience import Traits, audience

SPOKEN = {"region": "Their head offices are in", "stack": "They work on"}


def a_member(region: str, *stack: str) -> Traits:
    return Traits(values={"region": frozenset({region}), "stack": frozenset(stack)})


def test_what_fewer_than_three_share_is_not_said() -> None:
    members = [*(a_member("Europe", "chips") for _ in range(3)), *(a_member("Africa", "networks") for _ in range(2))]
    told = " ".join(audience(members, SPOKEN))
    assert "Europe" in told
    assert "chips" in told
    assert "Africa" not in told
    assert "networks" not in told


def test_no_number_is_told_and_one_member_more_changes_nothing_but_at_a_band() -> None:
    members = [a_member("Europe") for _ in range(12)]
    assert not re.search(r"\d", " ".join(audience(members, SPOKEN)))
    assert audience(members, SPOKEN) == audience([*members, a_member("Asia")], SPOKEN)
    assert "ten to twenty" in audience(members, SPOKEN)[0]
    assert "five to ten" in audience(members[:5], SPOKEN)[0]
    assert "fewer than five" in audience(members[:4], SPOKEN)[0]
    assert "more than twenty" in audience([*members, *members], SPOKEN)[0]


def test_what_is_shared_stands_in_the_order_of_the_alphabet() -> None:
    members = [*(a_member("Europe") for _ in range(5)), *(a_member("Asia") for _ in range(3))]
    assert audience(members, SPOKEN)[1] == "Their head offices are in Asia and Europe, among others."


def test_nothing_is_said_of_a_trait_that_nobody_shares() -> None:
    assert len(audience([a_member("Europe"), a_member("Asia")], SPOKEN)) == 1
