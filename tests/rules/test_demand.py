"""What registrants ask for is shown of enough people of enough organisations, in whole steps, or not at all."""

import pytest

from convenor.rules.demand import Wish, asked_for, may_be_topics, may_wish

TOPICS = ["Remedy", "AI", "Policy"]


def wishing(people: int, organisations: int, *topics: str) -> list[Wish]:
    return [Wish(organisation=f"organisation {number % organisations}", topics=topics) for number in range(people)]


OTHERS = wishing(5, 5)


@pytest.mark.parametrize(
    ("people", "organisations", "shown"),
    [(4, 4, None), (5, 2, None), (5, 3, 5), (9, 9, 5), (10, 3, 10), (14, 14, 10), (40, 2, None)],
)
def test_a_topic_is_shown_of_five_people_of_three_organisations_in_steps(
    people: int, organisations: int, shown: int | None
) -> None:
    assert asked_for(["AI"], [*wishing(people, organisations, "AI"), *OTHERS]).get("AI") == shown


def test_a_topic_that_nearly_everybody_asks_for_is_not_shown() -> None:
    assert asked_for(["AI"], wishing(40, 40, "AI")) == {}
    assert asked_for(["AI"], [*wishing(40, 40, "AI"), *OTHERS[1:]]) == {}


def test_topics_stand_in_their_own_order_whatever_is_asked_for_most() -> None:
    wishes = wishing(6, 6, "Policy", "Remedy") + wishing(20, 20, "Policy") + OTHERS
    assert list(asked_for(TOPICS, wishes).items()) == [("Remedy", 5), ("Policy", 25)]


def test_what_cannot_be_chosen_any_more_is_not_counted() -> None:
    assert asked_for(TOPICS, [*wishing(9, 9, "Taxes"), *OTHERS]) == {}


def test_one_who_comes_or_goes_moves_a_number_only_at_a_step() -> None:
    seen = [asked_for(["AI"], [*wishing(people, people, "AI"), *OTHERS]) for people in range(5, 10)]
    assert seen == [{"AI": 5}] * 5


def test_up_to_three_may_be_wished_for() -> None:
    assert may_wish(["a", "b", "c"]).allowed
    assert may_wish([]).allowed
    assert may_wish(["a", "a", "b", "c"]).allowed
    assert "three" in may_wish(["a", "b", "c", "d"]).reason


@pytest.mark.parametrize(
    ("topics", "because"),
    [([f"Topic {number}" for number in range(11)], "ten"), (["x" * 81], "eighty"), (["Remedy", "remedy"], "twice")],
)
def test_topics_are_few_short_and_each_there_once(topics: list[str], because: str) -> None:
    assert because in may_be_topics(topics).reason


def test_ten_topics_of_eighty_signs_may_be_offered_and_so_may_none() -> None:
    assert may_be_topics([f"{number:080}" for number in range(10)]).allowed
    assert may_be_topics([]).allowed
