"""Rows and earlier releases that cannot be used are refused, with what to do."""

import copy
from typing import Any

import pytest
from disclosure_rooms import people

from convenor.rules.disclosure import DisclosureError, tabulate

ROWS = people("answer", {"yes": 22, "no": 18})


def refusal(*arguments: Any, **named: Any) -> str:
    with pytest.raises(DisclosureError) as error:
        tabulate(*arguments, **named)
    return str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told["tables"][0]["cells"][0].update(count=19), "it was altered"),
        (lambda told: told.update(after=["0"]), "it was altered"),
        (lambda told: told.update(room="autumn"), "it was altered"),
        (lambda told: told.update(digest="0"), "it was altered"),
    ],
)
def test_an_altered_release_is_refused(change: Any, said: str) -> None:
    told: Any = tabulate(ROWS, ["answer"], room="spring")
    change(told)
    assert said in refusal(ROWS, ["answer"], [told])


def test_a_release_of_another_room_is_refused() -> None:
    spring, autumn = (tabulate(ROWS, ["answer"], room=room) for room in ("spring", "autumn"))
    assert "release 2 belongs to another room" in refusal(ROWS, ["answer"], [spring, autumn])
    assert "release 1 belongs to another room" in refusal(ROWS, ["answer"], [spring], room="autumn")


def test_a_room_is_taken_over_from_earlier_releases() -> None:
    first = tabulate(ROWS, ["answer"], room="spring")
    assert tabulate(ROWS, ["answer"], [first])["room"] == "spring"


def test_a_ledger_with_a_gap_is_refused() -> None:
    first = tabulate(ROWS, ["answer"])
    second = tabulate(ROWS, ["answer"], [first])
    third = tabulate(ROWS, ["answer"], [first, second])
    assert third["after"] == [first["digest"], second["digest"]]
    assert "release 1 was made after one that is missing" in refusal(ROWS, ["answer"], [second])
    assert "oldest first" in refusal(ROWS, ["answer"], [second, first])


def test_a_release_from_elsewhere_is_read() -> None:
    cells = [{"where": {"answer": "yes"}, "count": 22}, {"where": {"answer": ["no"]}, "least": 10, "most": 20}]
    told = {"k": 5, "k_organisations": 3, "by": ["answer"], "tables": [{"by": ["answer"], "total": 40, "cells": cells}]}
    release: Any = tabulate(ROWS, ["answer"], [told])
    assert [(cell["least"], cell["most"]) for cell in release["tables"][0]["cells"]] == [(17, 27), (5, 25)]


def broken_releases() -> list[tuple[Any, str]]:
    good: Any = tabulate(ROWS, ["answer"])
    del good["digest"]
    changed = []
    for path, value, said in [
        (["k"], None, "k: it is not a whole number"),
        (["k"], True, "k: it is not a whole number"),
        (["tables"], {}, "tables: it is not a list"),
        (["tables", 0], [], "tables[0]: it is not an object"),
        (["tables", 0, "by"], ["other"], "tables[0].cells[0].where: it does not name the columns"),
        (["tables", 0, "cells", 0, "where"], 1, "tables[0].cells[0].where: it is not an object"),
        (["tables", 0, "cells", 0, "count"], -1, "tables[0].cells[0].count: it is not a whole number"),
        (["tables", 0, "cells", 0], {"where": {"answer": ["no"]}}, "least: it is not a whole number"),
        (["tables", 0, "cells", 0], {"where": {"answer": []}, "least": 9, "most": 3}, "cannot both be"),
        (["room"], 3, "room: it is not a text"),
        (["withheld"], [3], "withheld[0]: it is not an object"),
        (["note"], {1, 2}, "cannot be written as JSON"),
    ]:
        told: Any = copy.deepcopy(good)
        place = told
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        changed.append((told, said))
    return [*changed, ([], "it is not an object"), ("x", "it is not an object")]


@pytest.mark.parametrize(("told", "said"), broken_releases())
def test_what_is_no_release_is_refused(told: Any, said: str) -> None:
    assert said in refusal(ROWS, ["answer"], [told])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([], ["answer"]), "there are no rows"),
        ((ROWS, []), "no column is named"),
        ((ROWS, ["answer", "answer"]), 'the column "answer" is named twice'),
        ((ROWS, ["organisation"]), 'by "organisation" would name those who are counted'),
        ((ROWS, ["region"]), 'row 1: there is no column "region"'),
        (([*ROWS, ROWS[0]], ["answer"]), 'row 41: the person "p0" is in row 1 already'),
        (([{**ROWS[0], "answer": " "}], ["answer"]), 'row 1: "answer" is empty'),
        (([{**ROWS[0], "answer": 3}], ["answer"]), 'row 1: "answer" is 3 and not a text'),
        ((ROWS * 2501, ["answer"]), "more than 100,000 rows"),
        ((ROWS, ["answer"], [], 2), "k: 2 is too small to protect anybody; it must be at least 3"),
        ((ROWS, ["answer"], [], 5, 1), "k-organisations: 1 is too small"),
        ((ROWS, ["answer"], [], 5.0), "k: 5.0 is not a whole number"),
    ],
)
def test_rows_that_cannot_be_used_are_refused(arguments: tuple[Any, ...], said: str) -> None:
    assert said in refusal(*arguments)
