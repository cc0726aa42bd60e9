"""What is said and what is kept back, case by case."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from disclosure_rooms import Row, crossed, people

from convenor.rules.disclosure import tabulate

Said = dict[tuple[tuple[str, ...], ...], tuple[int, int]]


def said(release: Mapping[str, Any], *by: str) -> Said | None:
    """The cells of one table as values and bounds; None where it is withheld."""
    for table in release["tables"]:
        if table["by"] == list(by):
            return {
                tuple(tuple(cell["where"][column]) for column in by): (
                    cell.get("count", cell.get("least")),
                    cell.get("count", cell.get("most")),
                )
                for cell in table["cells"]
            }
    assert list(by) in [one["by"] for one in release["withheld"]]
    return None


def answers(
    counts: Mapping[str, int], after: Sequence[object] = (), k: int = 5, sizes: Sequence[int] = ()
) -> Said | None:
    return said(tabulate(people("answer", counts, sizes), ["answer"], after, k), "answer")


# One column


@pytest.mark.parametrize("k", [3, 5])
def test_three_single_people_are_not_merged_to_three(k: int) -> None:
    told = answers({"a": 1, "b": 1, "c": 1, "d": 15, "e": 20}, k=k)
    assert told == {(("a", "b", "c", "d"),): (18, 18), (("e",),): (20, 20)}


def test_a_merge_that_only_one_room_explains_is_widened() -> None:
    # 4 and 4 beside a 5: were they other numbers that make 8, another merge would have come first.
    assert answers({"a": 4, "b": 4, "c": 5, "d": 20, "e": 20}) == {
        (("a", "b", "c"),): (13, 13),
        (("d",),): (20, 20),
        (("e",),): (20, 20),
    }


@pytest.mark.parametrize("k", [3, 5])
def test_everybody_and_just_over_half_look_alike_in_a_small_room(k: int) -> None:
    told = [answers({"yes": 13 - no, "no": no} if no else {"yes": 13}, k=k) for no in range(3)]
    assert told == [{(("yes",),): (7, 13)}] * 3
    release: Any = tabulate(people("answer", {"yes": 13}), ["answer"], [], k)
    assert release["tables"][0]["cells"][0]["words"] == "most"


def test_everybody_and_all_but_a_few_look_alike_in_a_large_room() -> None:
    assert answers({"yes": 200}) == answers({"yes": 194, "no": 6}) == {(("yes",),): (190, 200)}
    assert answers({"yes": 193, "no": 7}) == {(("no",),): (7, 7), (("yes",),): (193, 193)}


def test_no_count_is_of_one_organisation_above_all() -> None:
    assert answers({"a": 5, "b": 20, "c": 15}, sizes=[3]) == {(("a", "c"),): (20, 20), (("b",),): (20, 20)}


def test_no_count_is_of_two_organisations() -> None:
    assert answers({"a": 6, "b": 20, "c": 14}, sizes=[3, 3]) == {(("a", "c"),): (20, 20), (("b",),): (20, 20)}


def test_of_what_one_organisation_thinks_nothing_is_said() -> None:
    assert answers({"yes": 11, "no": 2}, sizes=[11]) is None


def test_values_of_one_group_are_merged_before_others() -> None:
    groups = {"region": {"Chad": "Africa", "Mali": "Africa", "Laos": "Asia", "Fiji": "Asia"}}
    rows = people("region", {"Chad": 3, "Mali": 9, "Laos": 8, "Fiji": 12, "Peru": 20})
    release = tabulate(rows, ["region"], hierarchy=groups)
    assert said(release, "region") == {
        (("Chad", "Mali"),): (12, 12),
        (("Fiji",),): (12, 12),
        (("Laos",),): (8, 8),
        (("Peru",),): (20, 20),
    }


@pytest.mark.parametrize("many", [1, 4, 9])
def test_in_a_tiny_room_nothing_is_looked_at(many: int) -> None:
    release = tabulate(people("answer", {"yes": many}), ["answer"])
    assert (release["tables"], release["withheld"]) == (
        [],
        [{"by": ["answer"], "reason": "too few to show", "open": True}],
    )


def test_every_refusal_has_the_same_words() -> None:
    rooms: list[list[Row]] = [
        people("answer", {"a": 5, "b": 4, "c": 4}),
        people("answer", {"a": 2}),
        people("answer", {"a": 8, "b": 7}, [8, 7]),
    ]
    reasons = {one["reason"] for rows in rooms for one in tabulate(rows, ["answer"])["withheld"]}  # type: ignore[attr-defined]
    assert reasons == {"too few to show"}


# Two columns


def test_a_full_table_is_shown_whole() -> None:
    counts = {(one, two): 9 for one in "ab" for two in "xyz"}
    told = said(tabulate(crossed(("one", "two"), counts), ["one", "two"]), "one", "two")
    assert told is not None
    assert set(told.values()) == {(9, 9)}
    assert len(told) == 6


def test_a_small_cell_is_hidden_together_with_others_in_its_lines() -> None:
    counts = {(one, two): 20 for one in "abc" for two in "xyz"} | {("a", "x"): 2}
    release = tabulate(crossed(("one", "two"), counts), ["one", "two"])
    told = said(release, "one", "two")
    assert told is not None
    assert told[("a",), ("x",)] == (0, 10)
    exact = [key for key, (least, most) in told.items() if least == most]
    margins = [cell for column in ("one", "two") for cell in (said(release, column) or {}).values()]
    assert len(exact) + sum(least == most for least, most in margins) == 15 - 4


@pytest.mark.parametrize("many", [0, 1, 4])
def test_an_empty_cell_looks_like_one_with_a_few(many: int) -> None:
    counts = {(one, two): 20 for one in "abc" for two in "xyz"} | {("a", "x"): many}
    told = said(tabulate(crossed(("one", "two"), counts), ["one", "two"]), "one", "two")
    assert told is not None
    assert told[("a",), ("x",)] == (0, 10)


def test_margins_that_bound_a_small_cell_are_not_both_told() -> None:
    counts = {("platform", "yes"): 3, ("platform", "no"): 19, ("software", "yes"): 17, ("software", "no"): 1}
    release = tabulate(crossed(("sector", "answer"), counts), ["sector", "answer"])
    sector, answer = said(release, "sector"), said(release, "answer")
    if sector and answer:
        least = sector.get((("platform",),), (0, 0))[0] + answer.get((("yes",),), (0, 0))[0] - 40
        assert least <= 0


def test_in_a_small_room_one_column_is_told_and_the_other_not_looked_at() -> None:
    counts = {("a", "x"): 7, ("a", "y"): 3, ("b", "x"): 3, ("b", "y"): 7}
    release = tabulate(crossed(("one", "two"), counts), ["one", "two"])
    assert said(release, "one") is not None
    assert release["withheld"] == [
        {"by": ["two"], "reason": "too few to show", "open": True},
        {"by": ["one", "two"], "reason": "too few to show", "open": False},
    ]


# Again and again


def test_identical_counts_are_not_printed_again() -> None:
    first = tabulate(people("answer", {"yes": 22, "no": 18}), ["answer"])
    assert answers({"yes": 22, "no": 18}, [first]) == {(("no",),): (13, 23), (("yes",),): (17, 27)}


def test_a_comer_may_be_anywhere() -> None:
    first = tabulate(people("answer", {"yes": 22, "no": 18}), ["answer"])
    assert answers({"yes": 23, "no": 18}, [first]) == answers({"yes": 22, "no": 19}, [first])


def test_where_many_changed_sides_all_bands_are_wider() -> None:
    first = tabulate(people("answer", {"yes": 50, "no": 50}), ["answer"])
    assert answers({"yes": 57, "no": 43}, [first]) == {(("no",),): (40, 60), (("yes",),): (40, 60)}


def test_bands_do_not_bound_a_few_together() -> None:
    first = tabulate(people("answer", {"yes": 10, "no": 5}), ["answer"], [], 3)
    told = answers({"yes": 13, "no": 2}, [first], k=3)
    # "At most 13 of 15" would say that somebody answered no.
    assert told == {(("no",),): (0, 8), (("yes",),): (7, 15)}


def test_the_largest_k_ever_published_stays() -> None:
    first = tabulate(people("answer", {"yes": 22, "no": 18}), ["answer"], [], 7, 4)
    later = tabulate(people("answer", {"yes": 22, "no": 18}), ["answer"], [first], 5, 3)
    assert (later["k"], later["k_organisations"]) == (7, 4)
    assert said(later, "answer") == {(("no",),): (11, 25), (("yes",),): (15, 29)}


def test_categories_are_frozen_and_a_new_value_is_hidden() -> None:
    first = tabulate(people("answer", {"yes": 20, "no": 16, "unsure": 4}), ["answer"])
    assert said(first, "answer") == {(("no", "unsure"),): (20, 20), (("yes",),): (20, 20)}
    told = answers({"yes": 20, "no": 12, "unsure": 8, "later": 9}, [first])
    assert told == {(("no", "unsure"),): (11, 29), (("yes",),): (11, 29)}


def test_what_was_looked_at_and_withheld_stays_so() -> None:
    first = tabulate(people("answer", {"a": 5, "b": 4, "c": 4}), ["answer"])
    assert first["withheld"] == [{"by": ["answer"], "reason": "too few to show", "open": False}]
    assert answers({"a": 25, "b": 24, "c": 24}, [first]) is None


def test_what_was_not_looked_at_may_be_told_later() -> None:
    first = tabulate(people("answer", {"a": 4}), ["answer"])
    assert answers({"a": 25, "b": 24}, [first]) == {(("a",),): (25, 25), (("b",),): (24, 24)}


def test_columns_are_crossed_once_only() -> None:
    rows = crossed(("one", "two"), {(one, two): 9 for one in "ab" for two in "xyz"})
    first = tabulate(rows, ["one", "two"])
    later = tabulate(rows, ["one", "two"], [first])
    assert said(first, "one", "two") is not None
    assert said(later, "one", "two") is None
    assert said(later, "one") is not None


def test_where_single_cells_are_public_a_later_band_says_nothing_of_one_that_became_small() -> None:
    """Six left: that fewer than six of them were of one line would say that somebody is left in a cell of six."""
    rows = crossed(("one", "two"), {(one, two): 9 for one in "ab" for two in "xyz"})
    first = tabulate(rows, ["one", "two"])
    assert said(tabulate(rows, ["one", "two"], [first]), "one") == {(("a",),): (17, 37), (("b",),): (17, 37)}
    alone = tabulate(rows, ["one"])
    assert said(tabulate(rows, ["one"], [alone]), "one") == {(("a",),): (22, 32), (("b",),): (22, 32)}


def test_a_new_column_is_told_exactly_beside_an_old_one_where_that_is_harmless() -> None:
    rows = crossed(("one", "two"), {(one, two): 9 for one in "ab" for two in "xyz"})
    first = tabulate(rows, ["one"])
    later = tabulate(rows, ["one", "two"], [first])
    assert said(later, "two") == {(("x",),): (18, 18), (("y",),): (18, 18), (("z",),): (18, 18)}
    assert said(later, "one", "two") is None


def test_a_new_column_is_withheld_where_it_bounds_a_few_together_with_an_old_one() -> None:
    counts = {("platform", "yes"): 3, ("platform", "no"): 19, ("software", "yes"): 17, ("software", "no"): 1}
    rows = crossed(("sector", "answer"), counts)
    first = tabulate(rows, ["sector"])
    assert said(first, "sector") is not None
    assert said(tabulate(rows, ["sector", "answer"], [first]), "answer") is None


def test_ninety_thousand_people_with_many_values_are_counted() -> None:
    rows = people("answer", {"yes": 60_000, **{f"other {at}": 1 + at % 2 for at in range(20_000)}})
    told = answers_of(rows)
    assert told is not None
    assert sorted(told.values()) == [(30_000, 30_000), (60_000, 60_000)]


def answers_of(rows: list[Row]) -> Said | None:
    return said(tabulate(rows, ["answer"]), "answer")


def test_a_new_column_is_withheld_where_a_count_of_an_old_one_is_small_by_now() -> None:
    first = tabulate(people("answer", {"yes": 30, "no": 5, "unsure": 5}), ["answer"])
    counts = {("Asia", "yes"): 15, ("Asia", "no"): 2, ("Asia", "unsure"): 3}
    counts |= {("Europe", "yes"): 14, ("Europe", "no"): 2, ("Europe", "unsure"): 2}
    later = tabulate(crossed(("region", "answer"), counts), ["region", "answer"], [first])
    assert said(later, "region") is None
    assert said(later, "answer") is not None
