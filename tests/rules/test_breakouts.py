"""Small groups are mixed, and in none are two organisations alone."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.rules.breakouts import FEWEST_ORGANISATIONS, Place, assign, look_over, may_be_made, most_breakouts


def people(**organisations: int) -> list[Place]:
    return [Place(organisation=name) for name, many in organisations.items() for _ in range(many)]


def test_nine_people_of_nine_organisations_make_three_breakouts_of_three() -> None:
    made = assign(people(**{f"o{at}": 1 for at in range(9)}), 3, seed=1)
    assert made.verdict.allowed
    assert [len(group) for group in made.breakouts] == [3, 3, 3]


def test_two_of_one_organisation_are_not_put_together() -> None:
    made = assign(people(a=2, b=2, c=2, d=2), 2, seed=1)
    assert all(max(Counter(group).values()) == 1 for group in made.breakouts)


def test_two_organisations_are_never_left_alone() -> None:
    told = assign(people(a=3, b=3), 2, seed=1).verdict
    assert not told.allowed
    assert "plenary" in told.reason


def test_more_breakouts_than_can_be_mixed_are_refused_with_the_most_that_can() -> None:
    told = assign(people(a=2, b=2, c=2, d=1), 3, seed=1).verdict
    assert not told.allowed
    assert "2 breakouts at most" in told.reason


def test_one_group_is_the_plenary() -> None:
    assert not may_be_made(people(a=1, b=1, c=1, d=1, e=1, f=1), 1).allowed


def test_wishes_are_met_where_the_mix_allows_it() -> None:
    places = [Place(organisation=f"o{at}", wish=at % 2) for at in range(8)]
    made = assign(places, 2, seed=1)
    assert made.wishes_met == 8
    assert set(made.breakouts[0]) == {"o0", "o2", "o4", "o6"}


def test_a_wish_does_not_leave_two_alone() -> None:
    places = [Place(organisation=f"o{at}", wish=0) for at in range(6)]
    made = assign(places, 2, seed=1)
    assert made.wishes_met == 3
    assert look_over(made.breakouts) == ()


def test_the_same_seed_gives_the_same_groups_in_whatever_order_people_come() -> None:
    places = people(a=2, b=2, c=2, d=2, e=1)
    assert assign(places, 2, seed=5) == assign(list(reversed(places)), 2, seed=5)


def test_another_seed_mixes_otherwise() -> None:
    places = people(**{f"o{at}": 1 for at in range(12)})
    assert len({frozenset(map(frozenset, assign(places, 3, seed=seed).breakouts)) for seed in range(6)}) > 1


def test_a_group_changed_by_hand_is_looked_over() -> None:
    told = look_over([("a", "b", "c"), ("a", "b", "b")])
    assert len(told) == 1
    assert told[0].startswith("Breakout 2 has people of 2 organisations.")


@settings(max_examples=60, deadline=None)
@given(
    many=st.lists(st.integers(1, 4), min_size=1, max_size=14),
    breakouts=st.integers(2, 6),
    wishes=st.lists(st.none() | st.integers(0, 5), min_size=60, max_size=60),
    seed=st.integers(0, 99),
)
def test_whatever_is_made_holds(many: list[int], breakouts: int, wishes: list[int | None], seed: int) -> None:
    organisations = [f"o{at}" for at, count in enumerate(many) for _ in range(count)]
    places = [Place(organisation=one, wish=wish) for one, wish in zip(organisations, wishes, strict=False)]
    made = assign(places, breakouts, seed=seed)
    if not made.verdict.allowed:
        assert made.breakouts == ()
        assert breakouts > most_breakouts(places) or "like size" in made.verdict.reason
        return
    assert sorted(one for group in made.breakouts for one in group) == sorted(organisations)
    assert all(len(set(group)) >= FEWEST_ORGANISATIONS for group in made.breakouts)
    sizes = [len(group) for group in made.breakouts]
    assert max(sizes) - min(sizes) <= 1
    for organisation, count in Counter(organisations).items():
        assert max(group.count(organisation) for group in made.breakouts) <= -(-count // breakouts)


def test_a_room_that_can_be_spread_is_spread() -> None:
    """Dealt in turn, three organisations reach every breakout; so the search never says that there is no way."""
    for breakouts in range(2, 7):
        places = people(**{f"o{at}": 1 + at % 3 for at in range(14)})
        if breakouts <= most_breakouts(places):
            assert assign(places, breakouts, seed=3).verdict.allowed


@pytest.mark.parametrize("many", [0, 1, 2])
def test_without_people_there_are_no_breakouts(many: int) -> None:
    assert not assign(people(**{f"o{at}": 1 for at in range(many)}), 2, seed=1).verdict.allowed
