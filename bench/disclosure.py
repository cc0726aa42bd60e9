"""Tables about few people: how much they say, and what a reader of all of them learns.

Beside the engine, the usual rule is measured in the same run: counts below k are left blank, totals are told.
"""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

import numpy as np

from bench.disclosure_reader import Learnt, Room, Row, learnt, people, room
from bench.table import Measure, tell
from convenor.cli.tabulate import leave_the_solver_nothing_to_print_to
from convenor.rules.disclosure import tabulate

Method: TypeAlias = Callable[[list[Row], Sequence[str], list[Any], int], dict[str, Any]]

SEED = 20230308
ROOMS, POLLS, CROSSED = 150, 200, 40
EARLIER, TIMED = 50, 12


def engine(rows: list[Row], by: Sequence[str], after: list[Any], k: int) -> dict[str, Any]:
    """The engine of the product."""
    return tabulate([dict(row) for row in rows], by, after, k, 3)


def blanked(rows: list[Row], by: Sequence[str], _after: list[Any], k: int) -> dict[str, Any]:
    """The usual rule: every count from k on, each release by itself."""
    tables = []
    for some in [*((column,) for column in by), *([tuple(by)] if len(by) > 1 else [])]:
        counts = Counter(tuple(row[column] for column in some) for row in rows)
        cells = [
            {"where": {column: [value] for column, value in zip(some, key, strict=True)}, "count": count}
            for key, count in sorted(counts.items())
            if count >= k
        ]
        whole = {"where": {column: sorted({row[column] for row in rows}) for column in some}, "count": len(rows)}
        tables.append({"by": list(some), "total": len(rows), "cells": [*cells, whole]})
    return {"tables": tables}


def released(told: Room, method: Method) -> list[dict[str, Any]]:
    """All releases of a room, each after those before it."""
    releases: list[dict[str, Any]] = []
    for at, by in enumerate(told.asked):
        releases.append(method(told.rows(at), by, list(releases), told.k))
    return releases


def attacked(method: Method) -> Learnt:
    """What the reader learns of all rooms together."""
    each = [learnt(told, released(told, method)) for told in (room(SEED, number) for number in range(ROOMS))]
    return Learnt(
        protected=sum(one.protected for one in each),
        exactly=sum(one.exactly for one in each),
        partly=sum(one.partly for one in each),
    )


def says_something(release: Mapping[str, Any], size: int) -> bool:
    """Whether some cell that is not everybody is told within half of the room, and is not empty."""
    cells = [cell for table in release["tables"] for cell in table["cells"]]
    bounds = [[cell.get("count", cell.get(end)) for end in ("least", "most")] for cell in cells]
    return any(least >= 1 and most - least <= size / 2 for least, most in bounds)


def hidden(release: Mapping[str, Any], rows: list[Row], by: Sequence[str], k: int) -> float:
    """The share of all cells that is not told; a band of up to 2k counts half."""
    there = [sorted({row[column] for row in rows}) for column in by]
    every = sum(len(values) for values in there) + len(list(product(*there)))
    told = sum(
        1.0 if "count" in cell else 0.5 * (cell["most"] - cell["least"] <= 2 * k)
        for table in release["tables"]
        for cell in table["cells"]
    )
    return 1 - told / every


def late_seconds() -> list[float]:
    """How long a release takes with many before it: of a column told before, and of two new ones crossed."""
    seconds = []
    for number in range(TIMED):
        rows = list(people(np.random.default_rng([SEED, 2, number]), 200))
        aged = [{**row, "stage": row["answer"]} for row in rows]
        after: list[Any] = []
        for at in range(EARLIER):
            after.append(engine(aged[at % 7 :], ["stage"], list(after), 5))
        for by in (["stage"], ["sector", "answer"]):
            begins = time.perf_counter()
            engine(aged, by, after, 5)
            seconds.append(time.perf_counter() - begins)
    return seconds


def measure() -> list[Measure]:
    """The rows of the table."""
    small = [list(people(np.random.default_rng([SEED, 0, number]), 13)) for number in range(POLLS)]
    useful = sum(says_something(engine(rows, ["answer"], [], 3), 13) for rows in small)
    by = ["sector", "answer"]
    shares = {
        size: statistics.mean(
            hidden(engine(rows, by, [], 5), rows, by, 5)
            for rows in (
                list(people(np.random.default_rng([SEED, 1, size, number]), size)) for number in range(CROSSED)
            )
        )
        for size in (50, 200)
    }
    ours, usual = attacked(engine), attacked(blanked)
    late = sorted(late_seconds())
    return [
        Measure(
            what="protected counts that a reader finds exactly",
            measured=f"{ours.exactly} of {ours.protected}",
            goal="0",
            note=f"{ROOMS} rooms of 13 to 200, told of one to six times; small counts blanked: {usual.exactly}",
        ),
        Measure(
            what="protected counts that a reader finds something of",
            measured=f"{ours.partly} of {ours.protected}",
            goal="0",
            note=f"small counts blanked: {usual.partly}",
        ),
        Measure(
            what="13 people, k = 3: polls of which something true and useful is said",
            measured=f"{100 * useful / POLLS:.1f} % ({useful} of {POLLS})",
            goal="at least 95 %",
        ),
        *(
            Measure(
                what=f"{size} people, sectors by answers, k = 5: cells hidden",
                measured=f"{100 * share:.0f} %",
                goal="at most 35 %" if size == 200 else "",
                note=f"{CROSSED} rooms, with both margins; a band of up to ten counts half",
            )
            for size, share in shares.items()
        ),
        Measure(
            what=f"a release with {EARLIER} before it, 95 of 100",
            measured=f"{1000 * late[int(0.95 * (len(late) - 1))]:.0f} ms",
            goal="at most 2,000 ms",
            note=f"200 people; {len(late)} releases, half of them of two new columns crossed",
        ),
    ]


if __name__ == "__main__":
    leave_the_solver_nothing_to_print_to()
    tell(measure)
