"""Rooms made from a seed that are told of again and again, and a reader who works out what follows from it.

The reader shares no code with the engine. He knows all releases, the rules, who came when, and two rows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Row = dict[str, str]

VALUES = {"sector": ("devices", "network", "platform", "software"), "answer": ("no", "unsure", "yes")}
SIZES = (13, 26, 40, 50, 200)
SPARE = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """All who ever come, who of them is there each time, what is asked for, and the two who read along."""

    people: tuple[Row, ...]
    present: tuple[frozenset[int], ...]
    asked: tuple[tuple[str, ...], ...]
    insiders: frozenset[int]
    k: int

    def rows(self, at: int) -> list[Row]:
        """The rows of one release."""
        return [self.people[one] for one in sorted(self.present[at])]


def people(chance: np.random.Generator, size: int) -> tuple[Row, ...]:
    """People of organisations with one to three of them; some values are rare, and sometimes everybody agrees."""
    shares = {column: chance.dirichlet(np.full(len(values), 1.6)) for column, values in VALUES.items()}
    if chance.random() < 0.05:
        shares["answer"] = np.eye(len(VALUES["answer"]))[chance.integers(len(VALUES["answer"]))]
    owners = np.repeat(np.arange(size), chance.choice([1, 2, 3], size, p=[0.7, 0.2, 0.1]))[:size]
    sectors = chance.choice(len(VALUES["sector"]), size, p=shares["sector"])
    answers = chance.choice(len(VALUES["answer"]), size, p=shares["answer"])
    return tuple(
        {
            "person": f"person {at}",
            "organisation": f"organisation {owner}",
            "sector": VALUES["sector"][sectors[owner]],
            "answer": VALUES["answer"][answers[at]],
        }
        for at, owner in enumerate(owners)
    )


def room(seed: int, number: int) -> Room:
    """A room that is told of one to six times, while a few or many come and go."""
    chance = np.random.default_rng([seed, number])
    size = SIZES[number % len(SIZES)]
    everybody = people(chance, size + SPARE)
    present = [frozenset(range(size))]
    for _ in range(int(chance.integers(0, 6))):
        most = int(chance.choice([0, 2, 9]))
        away = sorted(set(range(size + SPARE)) - present[-1])
        leave = chance.choice(sorted(present[-1]), int(chance.integers(0, min(most, size // 4) + 1)), replace=False)
        come = chance.choice(away, int(chance.integers(0, min(most, len(away)) + 1)), replace=False)
        present.append((present[-1] | {int(one) for one in come}) - {int(one) for one in leave})
    choices = (("sector",), ("answer",), ("sector", "answer"))
    one_way = choices[: 2 + int(chance.random() < 0.6)]
    return Room(
        people=everybody,
        present=tuple(present),
        asked=tuple(one_way[int(chance.integers(len(one_way)))] for _ in present),
        insiders=frozenset(int(one) for one in chance.choice(size, 2, replace=False)),
        k=3 if size == 13 else 5,
    )


class Reader:
    """What is possible after everything that was read: so many of each group of people in each base cell."""

    def __init__(self, told: Room) -> None:
        self.room = told
        self.cells = list(product(*VALUES.values()))
        groups: dict[tuple[int, ...], list[int]] = {}
        for one in sorted(frozenset().union(*told.present) - told.insiders):
            groups.setdefault(tuple(at for at, there in enumerate(told.present) if one in there), []).append(one)
        self.groups = groups
        self.lines: list[tuple[frozenset[int], int, int]] = []
        for at, members in enumerate(groups.values()):
            self.lines.append((self.places([at], range(len(self.cells))), len(members), len(members)))

    def places(self, groups: Collection[int], cells: Collection[int]) -> frozenset[int]:
        """The unknowns of these groups in these base cells."""
        return frozenset(group * len(self.cells) + cell for group in groups for cell in cells)

    def inside(self, where: Mapping[str, Sequence[str]]) -> list[int]:
        """The base cells with these values."""
        columns = list(VALUES)
        return [
            at
            for at, cell in enumerate(self.cells)
            if all(cell[columns.index(column)] in some for column, some in where.items())
        ]

    def there(self, at: int) -> list[int]:
        """The groups present at one release."""
        return [number for number, pattern in enumerate(self.groups) if at in pattern]

    def has(self, one: int, cells: Collection[int]) -> bool:
        """Whether a person is in one of these cells."""
        return tuple(self.room.people[one][column] for column in VALUES) in {self.cells[cell] for cell in cells}

    def own(self, at: int, cells: Collection[int]) -> int:
        """How many of the two readers are in these cells at one release."""
        return sum(self.has(one, cells) for one in self.room.insiders & self.room.present[at])

    def reads(self, at: int, release: Mapping[str, Any]) -> None:
        """Take in a release."""
        for table in release["tables"]:
            for cell in table["cells"]:
                cells = self.inside(cell["where"])
                least, most = (cell.get("count", cell.get(end)) - self.own(at, cells) for end in ("least", "most"))
                self.lines.append((self.places(self.there(at), cells), least, most))

    def bounds(self, places: frozenset[int], lines: int) -> tuple[int, int]:
        """How many are in some places at least and at most, after so many lines."""
        wide = len(self.groups) * len(self.cells)
        matrix = np.zeros((lines, wide))
        for at, (some, _, _) in enumerate(self.lines[:lines]):
            matrix[at, sorted(some)] = 1
        held = LinearConstraint(
            matrix, [line[1] for line in self.lines[:lines]], [line[2] for line in self.lines[:lines]]
        )
        return self._extreme(places, held, wide, 1), self._extreme(places, held, wide, -1)

    def _extreme(self, places: frozenset[int], held: LinearConstraint, wide: int, sign: int) -> int:
        weights = np.zeros(wide)
        weights[sorted(places)] = sign
        found: NDArray[np.float64] | None = milp(
            weights, constraints=held, bounds=Bounds(0, np.inf), integrality=np.ones(wide)
        ).x
        if found is None:
            raise ValueError("something untrue was published: no world agrees with it")
        return round(float(found[sorted(places)].sum()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Learnt:
    """How many protected counts there were, and of how many the reader knows all or something."""

    protected: int
    exactly: int
    partly: int


def learnt(told: Room, releases: Sequence[Mapping[str, Any]]) -> Learnt:
    """What a reader learns of small cells and of small groups that came or left."""
    reader = Reader(told)
    found = []
    for at, release in enumerate(releases):
        before = len(reader.lines)
        reader.reads(at, release)
        found += [_found(reader, places, enough, before) for places, enough in _small_cells(reader, at)]
    found += [_found(reader, places, 0, len(reader.groups)) for places in _small_groups(reader)]
    return Learnt(protected=len(found), exactly=found.count("exactly"), partly=found.count("partly"))


def _found(reader: Reader, places: frozenset[int], enough: int, before: int) -> str:
    least, most = reader.bounds(places, len(reader.lines))
    was_least, was_most = reader.bounds(places, before)
    if (least > 0 and least > was_least) or (most < enough and most < was_most):
        return "exactly" if least == most else "partly"
    return ""


def _small_cells(reader: Reader, at: int) -> Iterator[tuple[frozenset[int], int]]:
    """The cells with too few people, and what they must possibly be so that they might be safe."""
    asked, present, k = reader.room.asked[at], reader.room.present[at], reader.room.k
    for by in {(column,) for column in asked} | {asked}:
        for values in product(*(VALUES[column] for column in by)):
            cells = reader.inside({column: (value,) for column, value in zip(by, values, strict=True)})
            many, own = sum(reader.has(one, cells) for one in present), reader.own(at, cells)
            if 0 < many < k and many > own:
                away = len(reader.room.insiders & present) - own
                yield reader.places(reader.there(at), cells), max(1, k - away) - own


def _small_groups(reader: Reader) -> Iterator[frozenset[int]]:
    """Each value that somebody has of fewer than k who came and went together."""
    for at, members in enumerate(reader.groups.values()):
        if len(reader.groups) == 1 or len(members) >= reader.room.k:
            continue
        for column, values in VALUES.items():
            for value in values:
                cells = reader.inside({column: (value,)})
                if any(reader.has(one, cells) for one in members):
                    yield reader.places([at], cells)
