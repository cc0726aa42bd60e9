"""Common ground and what divides: words instead of counts, nothing that gives anybody away."""

from dataclasses import replace

import pytest
from opinion_conversations import told

from convenor.rules.opinion import Agreed, OpinionError, Safety, opinion_of

# Statements about which a room of thirteen is of several minds, so that a conversation has something to be unlike.
OTHERS = {
    "mixed": "+++++++--oo--",
    "halves": "++++++------o",
    "few": "+++----------",
    "none": "-------------",
    "unsure": "oooooooo++--+",
}


def test_what_everybody_agrees_on_looks_the_same_as_what_most_agree_on() -> None:
    alone, _ = opinion_of(told(shared="+++++++++++++", **OTHERS))
    most, _ = opinion_of(told(shared="++++++++++++-", **OTHERS))
    assert alone.shared == (Agreed(statement="shared", agree="most"),)
    assert most == alone


def test_where_more_divide_than_share_nothing_is_said_to_be_shared() -> None:
    opinion, _ = opinion_of(told(**OTHERS))
    assert opinion.shared == ()
    assert opinion.divisive == ("halves",)


def test_a_statement_on_which_fewer_than_k_people_voted_is_never_listed() -> None:
    statements = {f"known{at}": "+++++++++++++" for at in range(9)}
    assert "rare" not in _listed(told(rare="++++.........", **statements))
    assert "rare" in _listed(told(rare="+++++........", **statements))
    assert "rare" in _listed(told(rare="++++.........", **statements), Safety(k=4))


def test_a_statement_of_too_few_organisations_is_never_listed() -> None:
    votes = told(rare="++++++.......", **{f"known{at}": "+++++++++++++" for at in range(9)})
    of_two = {person: "Nokia" if at % 2 else "Cisco" for at, person in enumerate(votes.people)}
    of_three = of_two | {"p0": "Intel"}
    majority = {person: f"one of {at}" for at, person in enumerate(votes.people)} | dict.fromkeys(
        ["p0", "p1", "p2", "p3"], "Nokia"
    )
    assert "rare" not in {one.statement for one in opinion_of(votes, members=of_two)[0].shared}
    assert "rare" in {one.statement for one in opinion_of(votes, members=of_three)[0].shared}
    assert "rare" not in {one.statement for one in opinion_of(votes, members=majority)[0].shared}


def test_what_divides_has_k_people_on_either_side() -> None:
    four_against, _ = opinion_of(told(split="++++++----", other="++++++ooo-----"), safety=Safety(k=5))
    assert "split" not in four_against.divisive
    five_against, _ = opinion_of(told(split="+++++-----", other="++++++ooo-----"), safety=Safety(k=5))
    assert "split" in five_against.divisive


def test_two_thirds_are_told_of_only_where_the_rest_is_large_enough_to_be_told_of() -> None:
    large, _ = opinion_of(told(near="+" * 200 + "-" * 98))
    assert [one.agree for one in large.shared] == ["about two thirds"]
    votes = told(near="+" * 200 + "-" * 98)
    one_company = {person: person for person in votes.people[:200]} | dict.fromkeys(votes.people[200:], "Nokia")
    assert [one.agree for one in opinion_of(votes, members=one_company)[0].shared] == ["most"]


def test_in_a_room_of_ten_nothing_is_said_at_all() -> None:
    ten, _ = opinion_of(told(shared="++++++++++"))
    assert (ten.shared, ten.divisive, ten.groups, ten.says_something) == ((), (), None, False)
    assert ten.statements_withheld == "only 10 took part; from 11 people on, nothing said here gives one of them away"
    assert opinion_of(told(shared="+++++++++++"))[0].says_something


def test_at_most_ten_statements_are_listed_the_surest_first() -> None:
    opinion, _ = opinion_of(told(**{f"s{at}": "+" * 40 + "-" * at for at in range(14)}))
    assert [one.statement for one in opinion.shared] == [f"s{at}" for at in range(10)]


def test_few_votes_count_for_less_than_many() -> None:
    opinion, _ = opinion_of(told(seven="+" * 7, many="+" * 38 + "--", **{key: one * 3 for key, one in OTHERS.items()}))
    assert [one.statement for one in opinion.shared] == ["many", "seven"]


def test_nothing_that_is_published_names_a_person_or_a_count() -> None:
    opinion, _ = opinion_of(told(shared="+++++++++++++", **OTHERS))
    said = repr(replace(opinion, participants=0, statements=0, k=0))
    assert not any(f"p{at}" in said for at in range(13))


def test_k_has_a_floor() -> None:
    with pytest.raises(OpinionError, match="2 people are too few to protect anybody; write at least 3"):
        Safety(k=2)


def test_a_voter_without_an_organisation_is_refused() -> None:
    with pytest.raises(OpinionError, match='voter-id "p1" has voted and is not listed; add a row for it'):
        opinion_of(told(first="++"), members={"p0": "Nokia"})


def _listed(votes: object, safety: Safety | None = None) -> set[str]:
    opinion, _ = opinion_of(votes, safety=safety)  # type: ignore[arg-type]
    return {one.statement for one in opinion.shared}


def _places_on_the_list(voted: int, people: int, others: dict[str, str]) -> set[int]:
    """Of so many voters, the numbers of agreeing ones with which a statement is listed."""
    silent = "." * (people - voted)
    rooms = {agree: told(asked="+" * agree + "-" * (voted - agree) + silent, **others) for agree in range(voted + 1)}
    return {agree for agree, votes in rooms.items() if "asked" in _listed(votes)}


@pytest.mark.parametrize(("people", "share"), [(11, 0), (13, 5), (13, 8)])
def test_no_place_on_the_list_says_everybody_where_it_is_known_who_voted(people: int, share: int) -> None:
    others = {f"s{at}": "+" * share + "-" * (people - share) for at in range(6)}
    known = {voted: _places_on_the_list(voted, people, others) for voted in range(people - 4, people + 1)}
    assert all(agree != {voted} for voted, agree in known.items())
    assert any(known.values())


def test_where_nobody_can_say_who_voted_all_of_them_may_be_needed() -> None:
    mixed = {f"s{at}": "+++++++++----" for at in range(6)}
    assert _places_on_the_list(5, 13, mixed) == {5}
