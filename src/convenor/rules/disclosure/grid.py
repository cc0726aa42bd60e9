"""The base cells of a crossing, and which of their sets are protected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from convenor.rules.disclosure.attacker import Counts, Secret
from convenor.rules.disclosure.merging import Block
from convenor.rules.disclosure.rows import Crowd, Rows, Thresholds, together

# Of more small cells than that in one line, only each alone and all together are looked at.
MOST_IN_A_UNION = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """Every crossing of the blocks of some columns, and those who are in it.

    Values of one block need not be told apart: nothing published distinguishes them, so whatever is possible for the
    block is possible for each of its values.
    """

    columns: tuple[str, ...]
    crossings: tuple[tuple[Block, ...], ...]
    crowds: tuple[Crowd, ...]

    @property
    def truth(self) -> Counts:
        """How many people are in each base cell."""
        return np.array([crowd.persons for crowd in self.crowds], dtype=np.int64)

    def cells(self, blocks: Mapping[str, Block]) -> frozenset[int]:
        """The base cells in these blocks, one for each of the columns named."""
        wanted = [(self.columns.index(column), block.values) for column, block in blocks.items()]
        return frozenset(
            at
            for at, crossing in enumerate(self.crossings)
            if all(crossing[place].values == values for place, values in wanted)
        )

    def crowd(self, cells: frozenset[int]) -> Crowd:
        """Those who are in these base cells."""
        return together([self.crowds[at] for at in sorted(cells)])

    def secrets(self, limits: Thresholds) -> list[Secret]:
        """The protected sets: the cells that are not safe, and those of them in one line that are small together.

        Empty cells, too: if these were shown and small ones not, every blank would say that somebody is there.
        """
        lines: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        small = [at for at, crowd in enumerate(self.crowds) if not limits.is_safe(crowd)]
        for at in small:
            for place, block in enumerate(self.crossings[at]):
                lines.setdefault((place, block.values), []).append(at)
        found = {frozenset([at]) for at in small}
        for line in lines.values():
            found |= {union for union in unions(line) if limits.is_small(self.crowd(union))}
        return [Secret(cells=cells) for cells in sorted(found, key=sorted)]


def grid_of(rows: Rows, blocks: Mapping[str, Sequence[Block]]) -> Grid:
    """The crossing of these blocks, with the combinations that nobody has."""
    columns = tuple(blocks)
    crossings = tuple(product(*blocks.values()))
    place = {
        column: {value: block.values for block in some for value in block.values} for column, some in blocks.items()
    }
    found: dict[tuple[tuple[str, ...], ...], list[Crowd]] = {}
    for combination, crowd in rows.crowds(columns).items():
        key = tuple(place[column][value] for column, value in zip(columns, combination, strict=True))
        found.setdefault(key, []).append(crowd)
    crowds = tuple(together(found.get(tuple(block.values for block in one), [])) for one in crossings)
    return Grid(columns=columns, crossings=crossings, crowds=crowds)


def unions(line: Sequence[int]) -> list[frozenset[int]]:
    """Two and more of these together; of very many only all together."""
    sizes = range(2, len(line) + 1) if len(line) <= MOST_IN_A_UNION else (len(line),)
    return [frozenset(some) for size in sizes for some in combinations(line, size)]
