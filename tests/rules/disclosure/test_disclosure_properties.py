"""What holds for any room."""

import copy
import random
from typing import Any

from disclosure_rooms import Row
from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.rules.disclosure import Thresholds, publish, read_rows, release_from_json, tabulate

BY = ["sector", "answer"]
Room = list[tuple[str, str, int]]


def drawn(chance: random.Random, size: int) -> Room:
    """People of a few organisations, more of one mind than of another."""
    weights = [[chance.random() ** 2 for _ in range(3)] for _ in range(2)]
    sectors, answers = (chance.choices(some, of, k=size) for some, of in zip(("mop", "nuy"), weights, strict=True))
    return [(sector, answer, chance.randrange(size)) for sector, answer in zip(sectors, answers, strict=True)]


a_room = st.builds(drawn, st.randoms(use_true_random=False), st.integers(1, 70))


def rows_of(room: Room) -> list[Row]:
    return [
        {"person": f"p{at}", "organisation": f"o{owner}", "sector": sector, "answer": answer}
        for at, (sector, answer, owner) in enumerate(room)
    ]


def releases(room: Room, gone: int) -> list[dict[str, Any]]:
    """A release of everybody, and one after so many have left."""
    first = tabulate(rows_of(room), BY, [], 3, 2)
    return [first, tabulate(rows_of(room)[gone:] or rows_of(room), BY, [first], 3, 2)]


@settings(max_examples=12)
@given(a_room, st.integers(0, 3))
def test_every_table_is_told_or_withheld_and_what_is_told_is_true_of_safe_sets(room: Room, gone: int) -> None:
    there = [rows_of(room), rows_of(room)[gone:] or rows_of(room)]
    for rows, release in zip(there, releases(room, gone), strict=True):
        told = [table["by"] for table in release["tables"]] + [one["by"] for one in release["withheld"]]
        assert sorted(told) == sorted([["sector"], ["answer"], BY])
        for table in release["tables"]:
            assert table["total"] in (None, len(rows))
            for cell in table["cells"]:
                inside = [row for row in rows if all(row[column] in some for column, some in cell["where"].items())]
                least, most = (cell.get("count", cell.get(end)) for end in ("least", "most"))
                assert least <= len(inside) <= most
                if least:
                    owners = [row["organisation"] for row in inside]
                    assert len(inside) >= 3
                    assert len(set(owners)) >= 2
                    assert 2 * max(map(owners.count, owners)) <= len(owners)


@settings(max_examples=5)
@given(a_room, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_without_effect(room: Room, chance: random.Random) -> None:
    rows = rows_of(room)
    told = tabulate(rows, BY)
    chance.shuffle(rows)
    assert tabulate(rows, BY) == told


@settings(max_examples=4)
@given(a_room)
def test_arguments_are_not_changed_and_the_same_is_said_again(room: Room) -> None:
    rows = rows_of(room)
    after = [tabulate(rows, ["answer"])]
    kept = copy.deepcopy((rows, after))
    assert tabulate(rows, BY, after) == tabulate(rows, BY, after)
    assert (rows, after) == kept


@settings(max_examples=6)
@given(a_room)
def test_a_release_is_read_back_as_it_was_made(room: Room) -> None:
    limits = Thresholds(k=3, k_organisations=2)
    release = publish(read_rows(rows_of(room), BY, "organisation"), BY, [], limits, room="spring")
    assert release_from_json(release.as_json()) == release
