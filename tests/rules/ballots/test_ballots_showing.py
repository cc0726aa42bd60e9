"""How much of a poll a room may see: counted by trying every way in which a small room could have answered."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest

from convenor.rules.attribution import check, parse_roster
from convenor.rules.ballots import (
    Ballot,
    Limits,
    Question,
    Shown,
    how_many,
    in_words,
    may_reveal,
    organisations_at_least,
    shown,
    smallest_safe,
    tally,
    votes_of,
)
from convenor.rules.vocabulary import PollKind

LIMITS = Limits(k=3, k_organisations=2, most_each=1)
USUAL = Limits(k=5, k_organisations=3, most_each=2)
ONE = Question(kind=PollKind.ONE, wording="Which?", options=("A", "B", "C"))


def ballots(*counts: int) -> list[Ballot]:
    return [Ballot((place,)) for place, count in enumerate(counts) for _ in range(count)]


def splits(people: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can be in so many places."""
    for chosen in combinations_with_replacement(range(places), people):
        found = Counter(chosen)
        yield tuple(found[place] for place in range(places))


# Who is behind the answers.


def fewest_by_trying(tagged: tuple[int, ...], untagged: int, most_each: int) -> int:
    """The fewest organisations that could have given these answers, by filling up one after the other."""
    left = untagged - sum(most_each - known for known in tagged)
    more = 0
    while left > 0:
        more, left = more + 1, left - most_each
    return len(tagged) + more


def test_the_bound_on_organisations_is_what_trying_finds() -> None:
    for most_each in (1, 2, 3):
        for tagged in product(range(1, most_each + 1), repeat=3):
            for untagged in range(12):
                assert organisations_at_least(tagged, untagged, most_each) == fewest_by_trying(
                    tagged, untagged, most_each
                )


def test_the_bound_never_exceeds_the_truth() -> None:
    """Rooms of up to four organisations, each with at most two people, of whom some are signed in."""
    for people in product(range(3), repeat=4):
        for signed_in in product(*(range(one + 1) for one in people)):
            tagged = [one for one in signed_in if one]
            untagged = sum(people) - sum(tagged)
            assert organisations_at_least(tagged, untagged, 2) <= sum(1 for one in people if one)


def test_nothing_is_concluded_from_a_limit_that_was_not_kept() -> None:
    assert organisations_at_least([6], 40, 2) == 1
    assert organisations_at_least([], 0, 2) == 0
    assert organisations_at_least([], 5, 2) == 3


def test_a_set_of_the_safe_size_is_safe_whoever_is_in_it() -> None:
    for k, organisations, most_each in product((3, 5, 7), (2, 3, 4), (1, 2, 3, 4)):
        size = smallest_safe(k, organisations, most_each)
        assert size >= k
        assert -(-size // most_each) >= organisations
        assert 2 * most_each <= size


def test_nothing_is_revealed_under_k_answers_and_c_organisations() -> None:
    assert may_reveal(5, 3, 5, 3).allowed
    few, alone = may_reveal(4, 3, 5, 3), may_reveal(50, 2, 5, 3)
    assert not few.allowed
    assert few.reason == alone.reason
    assert how_many(4, 5) == "fewer than 5" == how_many(0, 5)
    assert how_many(5, 5) == "5"


# What one choice shows.


def outputs(people: int, question: Question = ONE, limits: Limits = LIMITS) -> dict[str, list[tuple[int, ...]]]:
    """Every data set of so many people, by what is shown of it."""
    found: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for counts in splits(people, len(question.labels)):
        found[str(shown(question, ballots(*counts), limits))].append(counts)
    return found


@pytest.mark.parametrize("people", [5, 6, 8, 9, 11, 13])
def test_whoever_knows_the_method_learns_no_small_count_and_no_unanimity(people: int) -> None:
    for told, sets in outputs(people).items():
        for place in range(3):
            counts = {one[place] for one in sets}
            assert not (len(counts) == 1 and 0 < min(counts) < LIMITS.k), told
        assert any(max(one) < people for one in sets), told


def test_what_is_shown_is_true() -> None:
    for people in (9, 13, 16):
        for counts in splits(people, 3):
            for share in shown(ONE, ballots(*counts), LIMITS).shares:
                chose = sum(counts["ABC".index(label)] for label in share.labels)
                assert share.least <= chose <= share.most
                assert not share.is_exact or chose >= LIMITS.k


def test_everybody_and_just_over_half_look_alike_in_a_small_room() -> None:
    assert shown(ONE, ballots(13, 0, 0), USUAL) == shown(ONE, ballots(7, 5, 1), USUAL)
    assert in_words(ONE, shown(ONE, ballots(13, 0, 0), USUAL)) == "On the question “Which?”: most chose “A”."


def test_few_are_counted_with_others_and_options_that_nobody_chose_with_them() -> None:
    question = Question(kind=PollKind.ONE, wording="Which?", options=("A", "B", "C", "D", "E"))
    told = shown(question, ballots(18, 12, 6, 4, 0), USUAL)
    assert [(share.labels, share.least, share.most) for share in told.shares] == [
        (("A",), 18, 18),
        (("B",), 12, 12),
        (("C", "D", "E"), 10, 10),
    ]


@pytest.mark.parametrize(
    ("people", "places", "limits"), [(12, 3, LIMITS), (17, 3, USUAL), (22, 3, USUAL), (16, 4, USUAL)]
)
def test_no_result_says_that_nobody_chose_an_answer(people: int, places: int, limits: Limits) -> None:
    question = Question(kind=PollKind.ONE, wording="Which?", options=tuple("ABCD"[:places]))
    found: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for counts in splits(people, places):
        found[str(shown(question, ballots(*counts), limits))].append(counts)
    for told, ways in found.items():
        assert all(any(counts[place] for counts in ways) for place in range(places)), told


def test_what_nobody_chose_stands_beside_the_fewest_where_all_are_counted() -> None:
    told = shown(ONE, ballots(12, 10, 0), USUAL)
    assert [(share.labels, share.least, share.most) for share in told.shares] == [
        (("A",), 12, 12),
        (("B", "C"), 10, 10),
    ]
    assert shown(ONE, ballots(12, 8, 2), USUAL) == told


def test_a_room_too_small_is_not_looked_at() -> None:
    assert len({str(shown(ONE, ballots(*counts), USUAL)) for counts in splits(9, 3)}) == 1
    assert not shown(ONE, ballots(9, 0, 0), USUAL).says_something


# Several.


def several_sets(people: int, most: int) -> Iterator[list[Ballot]]:
    kinds = [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)] if most == 2 else [(0,), (1,), (2,)]
    for chosen in combinations_with_replacement(kinds, people):
        yield [Ballot(one) for one in chosen]


def test_of_several_choices_no_small_count_is_learned_from_the_others() -> None:
    question = Question(kind=PollKind.SEVERAL, wording="Which?", options=("A", "B", "C"), most=2)
    found: dict[str, set[tuple[int, ...]]] = defaultdict(set)
    for people in (9, 10):
        for some in several_sets(people, 2):
            found[str(shown(question, some, LIMITS))].add(tally(question, some).counts)
        for told, sets in found.items():
            for place in range(3):
                counts = {one[place] for one in sets}
                assert not (len(counts) == 1 and 0 < min(counts) < LIMITS.k), told
                assert counts != {people}, told
        found.clear()


def test_each_of_several_is_shown_by_itself() -> None:
    question = Question(kind=PollKind.SEVERAL, wording="Which?", options=("A", "B", "C", "D"), most=4)
    some = [Ballot((0, 1))] * 18 + [Ballot((0, 2))] * 10 + [Ballot((1, 3))] * 2
    told = shown(question, some, USUAL)
    assert {share.labels[0]: (share.least, share.most) for share in told.shares} == {
        "A": (20, 30),
        "B": (20, 20),
        "C": (10, 10),
    }


def test_what_some_options_have_is_left_out_where_it_would_count_another() -> None:
    """With one choice each, 14 and 14 of 30 would say that the third has 2."""
    question = Question(kind=PollKind.SEVERAL, wording="Which?", options=("A", "B", "C"), most=1)
    told = shown(question, ballots(14, 14, 2), USUAL)
    assert [(share.labels, share.least) for share in told.shares] == [(("B",), 14)]


# Ranking, scale, cloud, statements.


def test_a_ranking_is_counted_as_borda_did_and_every_ballot_weighs_the_same() -> None:
    question = Question(kind=PollKind.RANKING, wording="First?", options=("A", "B", "C"), most=3)
    some = [Ballot((0, 1, 2))] * 2 + [Ballot((2,))]
    counted = tally(question, some)
    assert counted.points == (Fraction(9, 2), Fraction(5, 2), Fraction(2))
    assert sum(counted.points) == 3 * 3
    assert counted.counts == (2, 0, 1)


def test_the_order_is_shown_without_numbers_and_what_is_equal_together() -> None:
    question = Question(kind=PollKind.RANKING, wording="First?", options=("A", "B", "C"), most=3)
    told = shown(question, [Ballot((2, 0, 1))] * 8 + [Ballot((2, 1, 0))] * 8, USUAL)
    assert told.order == (("C",), ("A", "B"))
    assert shown(question, [Ballot((2, 0, 1))] * 10, USUAL).order == ()
    assert "By the places that were given, the order was “C”, then “A” and “B”." in in_words(question, told)


SCALE = Question(kind=PollKind.SCALE, wording="How sure?", steps=3, ends=("not", "very"))


def steps(*counts: int) -> list[Ballot]:
    return [Ballot((step,)) for step, count in enumerate(counts, 1) for _ in range(count)]


def test_the_middle_of_a_scale_is_shown_only_where_the_counts_say_it() -> None:
    assert shown(SCALE, steps(10, 12, 9), USUAL).middle == "2"
    assert shown(SCALE, steps(2, 20, 3), USUAL).middle == "2"
    hidden = shown(SCALE, steps(2, 12, 11), USUAL)
    assert hidden.middle is None
    assert tally(SCALE, steps(2, 12, 11)).middle == 2


def test_a_scale_says_its_ends() -> None:
    told = in_words(SCALE, shown(SCALE, steps(0, 0, 13), USUAL))
    assert told == "On the question “How sure?”: most chose, on a scale from 1 (not) to 3 (very), “3”."


def test_a_word_that_too_few_wrote_is_not_in_the_cloud() -> None:
    question = Question(kind=PollKind.CLOUD, wording="In a word?", most=3)
    some = [Ballot(("Remedy", "trust"))] * 6 + [Ballot(("remedy!", "Orbit"))] * 4 + [Ballot(("Time",))] * 5
    told = shown(question, some, USUAL)
    assert told.words == (("remedy", "most"), ("time", "several"), ("trust", "several"))
    assert shown(question, some[:10], USUAL).words == ()
    assert in_words(question, told) == (
        "On the question “In a word?”: Most wrote “remedy”. Several wrote “time” and “trust”."
    )


def test_statements_are_read_as_opinions_are() -> None:
    question = Question(kind=PollKind.STATEMENTS, wording="Agree?", options=("First", "Second"))
    votes = votes_of(question, [Ballot((1, None)), Ballot((-1, 0))])
    assert votes.signs.tolist() == [[1, -128], [-1, 0]]
    told = shown(question, [Ballot((1, 1))] * 12 + [Ballot((1, -1))] * 12, USUAL)
    assert told.shared == (("First", "most"),)
    assert told.divisive == ("Second",)


def test_texts_are_never_shown_by_themselves() -> None:
    question = Question(kind=PollKind.TEXT, wording="What is hard?")
    told = shown(question, [Ballot(("Remedy",))] * 20, USUAL)
    assert told == Shown(answers=20)
    assert in_words(question, told) == ""


def test_the_order_of_the_ballots_has_no_effect() -> None:
    some = ballots(9, 7, 4)
    assert shown(ONE, some, USUAL) == shown(ONE, some[::-1], USUAL)


def test_what_is_said_in_a_note_is_never_unanimous() -> None:
    """Each sentence passes the check that stands between the desk and the public."""
    roster = parse_roster(
        {"visibility": "public", "k": 3, "members": [{"id": f"m{at}", "name": f"Zorblat{at}"} for at in range(13)]}
    )
    said = {in_words(ONE, shown(ONE, ballots(*counts), LIMITS)) for counts in splits(13, 3)}
    several = Question(kind=PollKind.SEVERAL, wording="Which?", options=("A", "B"), most=2)
    said.add(in_words(several, shown(several, [Ballot((0, 1))] * 13, LIMITS)))
    ranking = Question(kind=PollKind.RANKING, wording="First?", options=("A", "B"), most=2)
    said.add(in_words(ranking, shown(ranking, [Ballot((0, 1))] * 13, LIMITS)))
    agree = Question(kind=PollKind.STATEMENTS, wording="Agree?", options=("Remedy comes first",))
    said.add(in_words(agree, shown(agree, [Ballot((1,))] * 30, LIMITS)))
    assert len(said) > 5
    for sentence in said - {""}:
        assert check(sentence, roster).findings == (), sentence
    assert check("On the question “Which?”: all 13 members chose “A”.", roster).findings


def test_a_room_that_shares_nothing_is_told_the_same_whether_or_not_opinions_differ() -> None:
    question = Question(kind=PollKind.STATEMENTS, wording="Agree?", options=("First",))
    divided = shown(question, [Ballot((1,))] * 12 + [Ballot((-1,))] * 12, USUAL)
    undecided = shown(question, [Ballot((0,))] * 24, USUAL)
    assert (divided.divisive, undecided.divisive) == (("First",), ())
    assert divided.as_json() | {"divisive": []} == undecided.as_json()
    assert in_words(question, divided) == in_words(question, undecided) == ""
