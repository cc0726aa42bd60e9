"""An attacker of the tests' own: lists every world of a small room, and shares no code with the engine.

He reads all releases, knows the rules, who was there each time and his own row and that of one more. A world says how
many of each group of people who were there at the same times have which values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Combination = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sequel:
    """People with their combination of values, who of them came to which release, and who reads along."""

    columns: tuple[str, ...]
    values: tuple[Combination, ...]
    present: tuple[tuple[int, ...], ...]
    insiders: tuple[int, ...]
    k: int

    def rows(self, at: int) -> list[dict[str, object]]:
        return [
            {"person": f"p{one}", "organisation": f"o{one}", **dict(zip(self.columns, self.values[one], strict=True))}
            for one in self.present[at]
        ]


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


class Reader:
    """What is still possible after some releases."""

    def __init__(self, sequel: Sequel, domain: Sequence[Sequence[str]]) -> None:
        self.sequel = sequel
        self.cells = list(product(*domain))
        members: dict[tuple[int, ...], list[int]] = {}
        for person in sorted({one for present in sequel.present for one in present}):
            pattern = tuple(at for at, present in enumerate(sequel.present) if person in present)
            if person not in sequel.insiders:
                members.setdefault(pattern, []).append(person)
        self.patterns = sorted(members)
        self.members = [members[pattern] for pattern in self.patterns]
        spread = [np.array(list(compositions(len(group), len(self.cells)))) for group in self.members]
        index = np.indices([len(ways) for ways in spread]).reshape(len(spread), -1)
        # worlds[w, g, c]: how many of group g are in cell c in world w.
        self.worlds = np.stack([ways[at] for ways, at in zip(spread, index, strict=True)], axis=1)

    def reads(self, at: int, release: Mapping[str, object]) -> None:
        """Leave out the worlds in which something published is not true."""
        tables = release["tables"]
        assert isinstance(tables, list)
        for table in tables:
            for cell in table["cells"]:
                inside = self.inside(cell["where"])
                count = self.count(self.there(at), inside) + len(self.known(at, inside))
                least, most = (cell.get("count", cell.get(end)) for end in ("least", "most"))
                self.worlds = self.worlds[(least <= count) & (count <= most)]

    def inside(self, where: Mapping[str, Sequence[str]]) -> list[int]:
        places = [(self.sequel.columns.index(column), values) for column, values in where.items()]
        return [at for at, cell in enumerate(self.cells) if all(cell[place] in values for place, values in places)]

    def there(self, at: int) -> list[int]:
        return [group for group, pattern in enumerate(self.patterns) if at in pattern]

    def known(self, at: int, inside: Sequence[int]) -> list[int]:
        values = {self.cells[cell] for cell in inside}
        return [
            one for one in self.sequel.insiders if one in self.sequel.present[at] and self.sequel.values[one] in values
        ]

    def count(self, groups: Sequence[int], inside: Sequence[int]) -> NDArray[np.int64]:
        return self.worlds[:, groups][:, :, inside].sum(axis=(1, 2))

    def sets(self) -> Iterator[list[int]]:
        """Each value of each column, and each crossing."""
        for place in range(len(self.sequel.columns)):
            for value in sorted({cell[place] for cell in self.cells}):
                yield [at for at, cell in enumerate(self.cells) if cell[place] == value]
        if len(self.sequel.columns) > 1:
            yield from ([at] for at in range(len(self.cells)))

    def truly(self, people: Sequence[int], inside: Sequence[int]) -> int:
        values = {self.cells[cell] for cell in inside}
        return sum(self.sequel.values[one] in values for one in people)


def learnt(sequel: Sequel, domain: Sequence[Sequence[str]], releases: Sequence[Mapping[str, object]]) -> list[str]:
    """What the reader learns that nobody may."""
    reader = Reader(sequel, domain)
    found: list[str] = []
    for at, release in enumerate(releases):
        before = reader.worlds
        reader.reads(at, release)
        assert len(reader.worlds), "something untrue was published"
        found += _of_small_cells(reader, at, before)
    return [*found, *_of_comers_and_leavers(reader), *_of_everybody(reader)]


def _of_small_cells(reader: Reader, at: int, before: NDArray[np.int64]) -> Iterator[str]:
    sequel, there = reader.sequel, reader.there(at)
    for inside in reader.sets():
        many, own = reader.truly(sequel.present[at], inside), len(reader.known(at, inside))
        if not 0 < many < sequel.k or many == own:
            continue
        away = sum(one in sequel.present[at] for one in sequel.insiders) - own
        enough = max(1, sequel.k - away) - own
        count, was = reader.count(there, inside), before[:, there][:, :, inside].sum(axis=(1, 2))
        if count.min() > max(0, was.min()) or count.max() < min(enough, was.max()):
            yield f"release {at}: {many} in {inside} are {count.min()} to {count.max()}"


def _of_comers_and_leavers(reader: Reader) -> Iterator[str]:
    for group, people in enumerate(reader.members):
        if len(reader.patterns) == 1 or len(people) >= reader.sequel.k:
            continue
        for inside in reader.sets():
            many = reader.truly(people, inside)
            if many and len(inside) < len(reader.cells) and reader.count([group], inside).min() > 0:
                yield f"{many} of {len(people)} at {reader.patterns[group]} are in {inside}"


def _of_everybody(reader: Reader) -> Iterator[str]:
    for at, present in enumerate(reader.sequel.present):
        for inside in reader.sets():
            if len(inside) == len(reader.cells) or reader.truly(present, inside) < len(present):
                continue
            others = sum(len(reader.members[group]) for group in reader.there(at))
            if others and reader.count(reader.there(at), inside).min() == others:
                yield f"release {at}: everybody is in {inside}"
