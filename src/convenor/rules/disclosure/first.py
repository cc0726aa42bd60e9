"""The first time that columns of a room are published: counts, or where these would tell too much, what most are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.disclosure.attacker import Claim, Worlds, broken
from convenor.rules.disclosure.grid import Grid, grid_of
from convenor.rules.disclosure.merging import Block, blocks
from convenor.rules.disclosure.release import Table, cell_of
from convenor.rules.disclosure.rows import Crowd, Rows, Thresholds, together

# Below so many times k people nothing is looked at, no count is exact, and no two columns are told together.
LOOKED_AT, COUNTED, LINKED = 2, 3, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How a column may be published: blocks that hold everybody, and of the first of them at least and at most."""

    column: str
    blocks: tuple[Block, ...]
    bounds: tuple[tuple[int, int], ...]

    @property
    def is_exact(self) -> bool:
        """Whether every block is counted."""
        return len(self.bounds) == len(self.blocks)

    def claims(self, grid: Grid) -> list[Claim]:
        """What the plan says, for the attacker."""
        return [
            Claim(cells=grid.cells({self.column: block}), least=least, most=most)
            for block, (least, most) in zip(self.blocks, self.bounds, strict=False)
        ]

    def table(self, size: int) -> Table:
        """The plan as a table."""
        cells = [
            cell_of({self.column: block.values}, least, most, size)
            for block, (least, most) in zip(self.blocks, self.bounds, strict=False)
        ]
        return Table(by=(self.column,), total=size, cells=tuple(cells))


def plan(rows: Rows, column: str, limits: Thresholds, broader: Mapping[str, str] | None = None) -> Plan | None:
    """Exact counts of safe blocks; else what most are; else nothing."""
    crowds = {key[0]: crowd for key, crowd in rows.crowds([column]).items()}
    found = blocks(crowds, limits, broader) if rows.size >= COUNTED * limits.k else []
    if not found:
        return _majority(column, crowds, rows.size, limits)
    counts = tuple((block.crowd.persons, block.crowd.persons) for block in found)
    return Plan(column=column, blocks=tuple(found), bounds=counts)


def _majority(column: str, crowds: Mapping[str, Crowd], size: int, limits: Thresholds) -> Plan | None:
    """The value of most people, and nothing of the rest, so that all of them and just over half look alike."""
    for value, crowd in crowds.items():
        half = size // 2 + 1
        if crowd.persons >= half and limits.is_safe(crowd):
            # In a large room more can be said: as many may be missing as would be safe without doubt.
            least = max(half, size - 2 * limits.k) if crowd.persons >= size - 2 * limits.k else half
            rest = [other for name, other in crowds.items() if name != value]
            if size - least >= limits.k:
                others = Block(values=tuple(name for name in crowds if name != value), crowd=together(rest))
                block = Block(values=(value,), crowd=crowd)
                return Plan(column=column, blocks=(block, others), bounds=((least, size),))
    return None


def is_harmless(plans: Sequence[Plan], known: Mapping[str, Sequence[Block]], rows: Rows, limits: Thresholds) -> bool:
    """Whether these plans and the columns published earlier, `known`, tell nothing protected of their crossing.

    Who has come and gone since is not known here, so the attacker is thought to know the counts of now. Where one of
    these is small by now, nothing new is told beside it: that nobody has any other value would be a hint, too.
    """
    grid = grid_of(rows, {**known, **{one.column: one.blocks for one in plans}})
    before = [
        Claim(cells=grid.cells({column: block}), least=block.crowd.persons, most=block.crowd.persons)
        for column, some in known.items()
        for block in some
    ]
    told = [claim for one in plans for claim in one.claims(grid)]
    worlds = Worlds(width=len(grid.crossings), size=rows.size, claims=(*before, *told))
    # Nothing is crossed here, so an empty cell is no blank beside others and need not look like one.
    secrets = [secret for secret in grid.secrets(limits) if grid.crowd(secret.cells).persons]
    return not broken(secrets, worlds, grid.truth, limits.k)
