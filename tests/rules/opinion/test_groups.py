"""Opinion groups: shown only where they would be found again, and only when they are large and mixed enough."""

from dataclasses import replace

import numpy as np
import pytest
from opinion_conversations import camps, told

from convenor.rules.opinion import Safety, Votes, opinion_of
from convenor.rules.opinion.groups import divide, nearest, plane_of, silhouette
from convenor.rules.opinion.stability import likeness

NONE_FOUND = (
    "no division into groups of at least 5 people was found again and again when the people were drawn anew 40 times"
)


def test_camps_are_found_and_their_sizes_rounded_down() -> None:
    opinion, group_of = opinion_of(camps((33, 28), statements=20, seed=1))
    assert opinion.groups is not None
    assert [(group.id, group.size) for group in opinion.groups] == [(1, 30), (2, 25)]
    assert opinion.groups_withheld is None
    assert {(person.split("-")[0], group) for person, group in group_of.items()} == {("0", 1), ("1", 2)}


def test_a_group_is_set_apart_by_what_its_camp_differs_on() -> None:
    opinion, _ = opinion_of(camps((33, 28), statements=20, seed=1))
    assert opinion.groups is not None
    for group in opinion.groups:
        assert len(group.statements) == 5
        assert {int(statement[1:]) % 2 for statement in group.statements} == {1}


def test_three_camps_are_three_groups() -> None:
    opinion, group_of = opinion_of(camps((40, 30, 25), statements=20, seed=2))
    assert opinion.groups is not None
    assert [group.size for group in opinion.groups] == [40, 30, 25]
    assert len({(person.split("-")[0], group) for person, group in group_of.items()}) == 3


@pytest.mark.parametrize("seed", range(2))
def test_where_everybody_votes_by_chance_no_groups_are_shown(seed: int) -> None:
    signs = np.random.default_rng(seed).choice([-1, 0, 1], size=(60, 20)).astype(np.int8)
    people, statements = tuple(f"p{at}" for at in range(60)), tuple(f"s{at}" for at in range(20))
    opinion, group_of = opinion_of(Votes(people=people, statements=statements, signs=signs))
    assert (opinion.groups, opinion.groups_withheld, group_of) == (None, NONE_FOUND, {})


def test_in_a_small_room_no_groups_are_shown_whatever_was_voted() -> None:
    opinion, group_of = opinion_of(camps((13, 13), statements=20, seed=3))
    assert (opinion.groups, group_of) == (None, {})
    assert opinion.groups_withheld == "26 people are too few for opinion groups that would hold"


def test_people_who_hardly_voted_do_not_make_a_room_large() -> None:
    votes = camps((20, 20), statements=20, seed=3)
    signs = votes.signs.copy()
    signs[25:, 6:] = -128
    opinion, _ = opinion_of(replace(votes, signs=signs))
    assert opinion.groups_withheld == "too few people have voted on 7 statements for opinion groups that would hold"


def test_people_who_hardly_voted_are_in_no_group() -> None:
    votes = camps((30, 30), statements=20, seed=3)
    signs = votes.signs.copy()
    signs[:4, 6:] = -128
    _, group_of = opinion_of(replace(votes, signs=signs))
    assert set(votes.people) - set(group_of) == set(votes.people[:4])


def test_a_camp_of_fewer_than_k_people_is_not_shown() -> None:
    votes = camps((60, 7), statements=20, seed=4, loyal=1)
    assert opinion_of(votes, safety=Safety(k=7))[0].groups is not None
    assert opinion_of(votes, safety=Safety(k=8))[0].groups is None


def test_a_camp_of_too_few_organisations_is_not_shown_and_the_reason_does_not_tell() -> None:
    votes = camps((40, 20), statements=20, seed=5, loyal=1)
    of_two = {person: person if person[0] == "0" else f"company {at % 2}" for at, person in enumerate(votes.people)}
    of_three = {person: person if person[0] == "0" else f"company {at % 3}" for at, person in enumerate(votes.people)}
    assert opinion_of(votes, members=of_three)[0].groups is not None
    opinion, group_of = opinion_of(votes, members=of_two)
    assert (opinion.groups, opinion.groups_withheld, group_of) == (None, NONE_FOUND, {})


def test_new_names_give_the_same_result_under_the_new_names() -> None:
    votes = camps((33, 28), statements=20, seed=1)
    people = {person: f"zz{90 - at}" for at, person in enumerate(votes.people)}
    statements = {statement: f"yy{90 - at}" for at, statement in enumerate(votes.statements)}
    renamed = replace(
        votes, people=tuple(map(people.get, votes.people)), statements=tuple(map(statements.get, votes.statements))
    )
    opinion, group_of = opinion_of(votes)
    other, other_groups = opinion_of(renamed)
    assert other_groups == {people[person]: group for person, group in group_of.items()}
    assert other.divisive == tuple(statements[one] for one in opinion.divisive)
    assert [one.statement for one in other.shared] == [statements[one.statement] for one in opinion.shared]
    assert opinion.groups is not None
    assert other.groups is not None
    assert [one.statements for one in other.groups] == [
        tuple(statements[one] for one in group.statements) for group in opinion.groups
    ]


def test_the_result_depends_on_nothing_but_votes_and_seed() -> None:
    votes = camps((33, 28), statements=20, seed=1)
    assert opinion_of(votes, seed=3) == opinion_of(votes, seed=3)


def test_votes_that_are_all_the_same_are_no_groups() -> None:
    opinion, _ = opinion_of(told(**{f"s{at}": "+" * 40 for at in range(9)}))
    assert opinion.groups_withheld == NONE_FOUND


def test_whoever_voted_on_half_lies_on_the_same_side_and_nearer_to_the_middle() -> None:
    votes = camps((30, 30), statements=40, seed=6, loyal=1)
    plane = plane_of(votes.signs)
    half = votes.signs.copy()
    half[:, :20] = -128
    whole, guessed = plane.places(votes.signs)[:, 0], plane.places(half)[:, 0]
    assert np.corrcoef(whole, guessed)[0, 1] > 0.99
    # Half of the votes pull to the middle by half; half of that way is undone.
    assert np.abs(guessed).mean() == pytest.approx(0.5 * 2**0.25 * np.abs(whole).mean(), rel=0.1)


def test_the_main_axes_are_the_same_from_either_side_of_the_table() -> None:
    signs = camps((30, 30), statements=40, seed=6).signs
    wide, tall = plane_of(signs[:30]), plane_of(np.vstack([signs[:30], signs[:30]]))
    assert np.abs(np.sum(wide.axes * tall.axes, axis=1)) == pytest.approx(1, abs=1e-6)


def test_likeness_is_one_for_the_same_and_about_nothing_for_chance() -> None:
    chance = np.random.default_rng(1)
    one, other = chance.integers(0, 3, 3000), chance.integers(0, 3, 3000)
    assert likeness(one, (one + 1) % 3) == 1
    assert abs(likeness(one, other)) < 0.01
    assert likeness(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])) == pytest.approx(4 / 7)


def test_a_silhouette_is_high_for_crowds_and_the_same_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(1)
    places = np.vstack([chance.normal(0, 1, (40, 2)), chance.normal(12, 1, (40, 2))])
    crowds = divide(places, 2, seed=0)
    assert np.array_equal(nearest(places, crowds.middles), crowds.labels)
    whole = silhouette(places, crowds)
    assert whole > 0.8
    monkeypatch.setattr("convenor.rules.opinion.groups.BLOCK", 7)
    assert silhouette(places, crowds) == pytest.approx(whole)
    assert silhouette(places, divide(places, 3, seed=0)) < whole


def test_two_groups_are_not_shown_where_three_are_clearer(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = camps((40, 30, 25), statements=20, seed=2)
    holding = {2: [2], 3: [3]}
    shown = {}
    for count, holds in holding.items():
        monkeypatch.setattr(
            "convenor.rules.opinion.grouping.divisions_that_hold",
            lambda _signs, divisions, _seed, holds=holds: [one for one in divisions if one in holds],
        )
        shown[count] = opinion_of(votes)[0].groups
    assert shown[2] is None
    assert shown[3] is not None


@pytest.mark.parametrize("statements", [0, 1, 6])
def test_where_there_are_hardly_any_statements_nobody_is_in_a_group(statements: int) -> None:
    votes = camps((20, 20), statements=8, seed=3)
    opinion, group_of = opinion_of(votes.without(frozenset(votes.statements[statements:])))
    assert (opinion.statements, opinion.groups, group_of) == (statements, None, {})
    assert opinion.groups_withheld == "too few people have voted on 7 statements for opinion groups that would hold"


@pytest.mark.parametrize("seed", range(3))
def test_of_groups_of_one_size_the_one_of_the_first_voter_comes_first(seed: int) -> None:
    votes = camps((30, 30), statements=20, seed=3)
    _, group_of = opinion_of(votes, seed=seed)
    assert group_of[votes.people[0]] == 1
