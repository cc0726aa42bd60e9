"""Tables about few people: how much they say, and what a reader of all of them learns.

Beside the engine, two others are measured on the same rooms in the same run: the usual rule, by which counts below k
are left blank and totals are told, and ACRO, with which research centres check tables.
"""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

import numpy as np

from bench.baselines import Ask, BaselineError, baseline, version_of
from bench.disclosure_reader import Learnt, Reader, Room, Row, learnt, people, room
from bench.noise import noise_rows
from bench.table import Measure, tell
from convenor.cli.tabulate import leave_the_solver_nothing_to_print_to
from convenor.rules.disclosure import tabulate

Method: TypeAlias = Callable[[list[Row], Sequence[str], list[Any], int], dict[str, Any]]

SEED = 20230308
ROOMS, POLLS, CROSSED = 150, 200, 40
EARLIER, TIMED = 50, 12
CROSSING = ("sector", "answer")


def engine(rows: list[Row], by: Sequence[str], after: list[Any], k: int) -> dict[str, Any]:
    """The engine of the product."""
    return tabulate([dict(row) for row in rows], by, after, k, 3)


def ways(by: Sequence[str]) -> list[tuple[str, ...]]:
    """The tables of a release: each column by itself and, if there are two, both crossed."""
    return [*((column,) for column in by), *([tuple(by)] if len(by) > 1 else [])]


def blanked(rows: list[Row], by: Sequence[str], _after: list[Any], k: int) -> dict[str, Any]:
    """The usual rule: every count from k on, each release by itself."""
    tables = []
    for some in ways(by):
        counts = Counter(tuple(row[column] for column in some) for row in rows)
        cells = [
            {"where": {column: [value] for column, value in zip(some, key, strict=True)}, "count": count}
            for key, count in sorted(counts.items())
            if count >= k
        ]
        whole = {"where": {column: sorted({row[column] for row in rows}) for column in some}, "count": len(rows)}
        tables.append({"by": list(some), "total": len(rows), "cells": [*cells, whole]})
    return {"tables": tables}


def by_acro(ask: Ask) -> Method:
    """Tables as ACRO tells them with suppression on, each release by itself.

    A blank is read as silence, which favours it: a blank also says "fewer than k". The margins that it can add are sums
    of what it shows, not counts of the room, so the reader gets the columns by themselves instead.
    """
    known: dict[tuple[Any, ...], dict[str, Any]] = {}

    def told(rows: list[Row], by: Sequence[str], _after: list[Any], k: int) -> dict[str, Any]:
        tables = []
        for some in ways(by):
            lines = sorted([row[column] for column in some] for row in rows)
            same = (some, k, *map(tuple, lines))
            if same not in known:
                known[same] = ask({"rows": lines, "by": some, "k": k, "margins": False})
            cells = [
                {"where": {column: [value] for column, value in zip(some, values, strict=True)}, "count": count}
                for values, count in known[same].get("cells", ())
            ]
            tables.append({"by": list(some), "total": None, "cells": cells})
        return {"tables": tables}

    return told


def released(told: Room, method: Method) -> list[dict[str, Any]]:
    """All releases of a room, each after those before it."""
    releases: list[dict[str, Any]] = []
    for at, by in enumerate(told.asked):
        releases.append(method(told.rows(at), by, list(releases), told.k))
    return releases


def attacked(method: Method, rooms: Sequence[Room]) -> Learnt:
    """What the reader learns of all rooms together."""
    each = [learnt(told, released(told, method)) for told in rooms]
    return Learnt(
        protected=sum(one.protected for one in each),
        exactly=sum(one.exactly for one in each),
        partly=sum(one.partly for one in each),
    )


def told_once(size: int, k: int) -> list[Room]:
    """Rooms of one size, told of once with sectors by answers; their reader takes no part."""
    each = [people(np.random.default_rng([SEED, 1, size, number]), size) for number in range(CROSSED)]
    everybody = frozenset(range(size))
    return [Room(people=one, present=(everybody,), asked=(CROSSING,), insiders=frozenset(), k=k) for one in each]


def told_twice() -> list[Room]:
    """Rooms of 200 whose answers are told, and told again when one has left."""
    return [
        Room(
            people=once.people,
            present=(once.present[0], once.present[0] - {number}),
            asked=(("answer",), ("answer",)),
            insiders=frozenset(),
            k=5,
        )
        for number, once in enumerate(told_once(200, 5))
    ]


def gives_the_leaver_away(told: Room, method: Method) -> bool:
    """Whether the two releases prove what the one who left had answered."""
    reader = Reader(told)
    for at, release in enumerate(released(told, method)):
        reader.reads(at, release)
    (leaver,) = told.present[0] - told.present[1]
    cells = reader.inside({"answer": [told.people[leaver]["answer"]]})
    left = reader.places([list(reader.groups).index((0,))], cells)
    return reader.bounds(left, len(reader.lines))[0] == 1


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


def useful(method: Method) -> str:
    """Of how many polls of 13 people something true and useful is said."""
    small = [list(people(np.random.default_rng([SEED, 0, number]), 13)) for number in range(POLLS)]
    many = sum(says_something(method(rows, ["answer"], [], 3), 13) for rows in small)
    return f"{100 * many / POLLS:.1f} % ({many} of {POLLS})"


def share_hidden(method: Method, size: int) -> str:
    """How much of sectors by answers is not told, margins included."""
    each = [told.rows(0) for told in told_once(size, 5)]
    return f"{100 * statistics.mean(hidden(method(rows, CROSSING, [], 5), rows, CROSSING, 5) for rows in each):.0f} %"


def engine_rows(rooms: Sequence[Room]) -> Iterator[Measure]:
    """How the engine stands, beside the usual rule."""
    ours, usual = attacked(engine, rooms), attacked(blanked, rooms)
    once, usual_once = (attacked(method, told_once(200, 5)) for method in (engine, blanked))
    late = sorted(late_seconds())
    yield Measure(
        what="protected counts that a reader finds exactly",
        measured=f"{ours.exactly} of {ours.protected}",
        goal="0",
        note=f"{ROOMS} rooms of 13 to 200, told of one to six times; small counts blanked: {usual.exactly}",
    )
    yield Measure(
        what="protected counts that a reader finds something of",
        measured=f"{ours.partly} of {ours.protected}",
        goal="0",
        note=f"small counts blanked: {usual.partly}",
    )
    yield Measure(
        what="200 people, sectors by answers, k = 5: small counts that follow from the rest of the same release",
        measured=f"{once.exactly} of {once.protected}",
        goal="0",
        note=f"{CROSSED} rooms, with both margins; small counts blanked: {usual_once.exactly}",
    )
    yield Measure(
        what="one of 200 people leaves between two releases: rooms in which that person's answer is proved",
        measured=leavers(engine),
        goal="0",
        note=f"k = 5; small counts blanked: {leavers(blanked)}",
    )
    yield Measure(
        what="13 people, k = 3: polls of which something true and useful is said",
        measured=useful(engine),
        goal="at least 95 %",
    )
    for size, goal in ((50, ""), (200, "at most 35 %")):
        yield Measure(
            what=f"{size} people, sectors by answers, k = 5: cells hidden",
            measured=share_hidden(engine, size),
            goal=goal,
            note=f"{CROSSED} rooms, with both margins; a band of up to ten counts half",
        )
    yield Measure(
        what=f"a release with {EARLIER} before it, 95 of 100",
        measured=f"{1000 * late[int(0.95 * (len(late) - 1))]:.0f} ms",
        goal="at most 2,000 ms",
        note=f"200 people; {len(late)} releases, half of them of two new columns crossed",
    )


def leavers(method: Method) -> str:
    """In how many rooms the one who left is given away."""
    rooms = told_twice()
    return f"{sum(gives_the_leaver_away(told, method) for told in rooms)} of {len(rooms)}"


def acro_rows(rooms: Sequence[Room]) -> Iterator[Measure]:
    """The same rooms, told by ACRO."""
    told_by = f"told by ACRO {version_of('acro')}"
    try:
        with baseline("with_acro") as ask:
            yield from (
                Measure(what=f"{told_by}: {row.what}", measured=row.measured, note=row.note)
                for row in asked_of_acro(ask, rooms)
            )
    except BaselineError as why:
        yield Measure(what=told_by, measured="not measured", note=str(why))


def asked_of_acro(ask: Ask, rooms: Sequence[Room]) -> list[Measure]:
    """What the reader learns from ACRO's tables, how much they say, and how its own margins fare."""
    acro = by_acro(ask)
    learnt_of_it, once = attacked(acro, rooms), attacked(acro, told_once(200, 5))
    no_table = sum(bool(answer["failed"]) for answer in with_margins(ask, 13, 3))
    totals = [answer["total"] for answer in with_margins(ask, 200, 5) if not answer["failed"]]
    return [
        Measure(
            what="protected counts found exactly",
            measured=f"{learnt_of_it.exactly} of {learnt_of_it.protected}",
            note="the same rooms; research centres check tables with ACRO; small counts left out, its threshold is k",
        ),
        Measure(
            what="protected counts of which something is found",
            measured=f"{learnt_of_it.partly} of {learnt_of_it.protected}",
            note="what it leaves blank is taken as nothing said, which favours it",
        ),
        Measure(
            what="200 people, small counts that follow from the rest of the same release",
            measured=f"{once.exactly} of {once.protected}",
            note="it leaves it to a person to compare tables with one another",
        ),
        Measure(what="one of 200 leaves, rooms in which that person's answer is proved", measured=leavers(acro)),
        Measure(
            what="13 people, polls of which something is said", measured=useful(acro), note="also that all 13 agree"
        ),
        *(
            Measure(
                what=f"{size} people, cells hidden", measured=share_hidden(acro, size), note="small counts and zeros"
            )
            for size in (50, 200)
        ),
        Measure(
            what="13 people, sectors by answers with margins, no table but an error",
            measured=f"{no_table} of {CROSSED}",
            note="k = 3",
        ),
        Measure(
            what="200 people, totals that are not the number of people",
            measured=f"{sum(total != 200 for total in totals)} of {len(totals)}",
            note="its margins count only what it shows",
        ),
    ]


def with_margins(ask: Ask, size: int, k: int) -> list[dict[str, Any]]:
    """ACRO's own answer where it is asked for margins, too."""
    each = [told.rows(0) for told in told_once(size, k)]
    return [
        ask({"rows": [[row[column] for column in CROSSING] for row in rows], "by": CROSSING, "k": k, "margins": True})
        for rows in each
    ]


def measure() -> list[Measure]:
    """The rows of the table."""
    rooms = [room(SEED, number) for number in range(ROOMS)]
    return [*engine_rows(rooms), *noise_rows(), *acro_rows(rooms)]


if __name__ == "__main__":
    leave_the_solver_nothing_to_print_to()
    tell(measure)
