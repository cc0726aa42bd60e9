"""Columns that were published before: bands about the first published numbers.

Whoever was there both times can subtract. So nothing exact is said again; what is said is a band about a number that
is public already, and its width follows from how many there were, then and now. Where few came and went, they may be
anywhere: with j comers and l leavers a count moves by no more than the larger of the two, and a band as wide as that
says nothing of them. The room knows how many more or fewer are there, and not how many changed places, of whom fewer
than k are protected: so the larger of k and of that difference.

Where the column was told crossed with another, single cells of that table are public as well. If people of one left,
the band about the whole column says how many did at most, and so that somebody is left in a cell that is small by now.
So there a band is at least twice as wide: it says nothing of a cell of up to 2k.
"""

from collections.abc import Sequence

from convenor.rules.disclosure.grid import unions
from convenor.rules.disclosure.merging import Block
from convenor.rules.disclosure.release import Cell, Release, Table, cell_of
from convenor.rules.disclosure.rows import Crowd, Rows, Thresholds, together


def first_table(column: str, earlier: Sequence[Release]) -> Table | None:
    """The first table by a column alone that says how many there were."""
    found = (release.table((column,)) for release in earlier)
    return next((table for table in found if table and table.total is not None and table.cells), None)


def frozen_blocks(table: Table, rows: Rows) -> list[Block]:
    """The blocks of a published table with the people of now; the last block holds those of values that are new."""
    (column,) = table.by
    crowds = {key[0]: crowd for key, crowd in rows.crowds([column]).items()}
    blocks = [_block(cell.where[column], crowds) for cell in table.cells]
    named = {value for block in blocks for value in block.values}
    rest = tuple(value for value in crowds if value not in named)
    return [*blocks, _block(rest, crowds)]


def was_crossed(column: str, earlier: Sequence[Release]) -> bool:
    """Whether a table was published that crosses this column with another."""
    return any(column in table.by and len(table.by) > 1 for release in earlier for table in release.tables)


def later_table(table: Table, rows: Rows, limits: Thresholds, *, crossed: bool) -> Table | None:
    """Bands about the cells of the first table, wider where it was `crossed`; None where they would say nothing."""
    (column,) = table.by
    *told, new = (block.crowd for block in frozen_blocks(table, rows))
    width = max(limits.k * (2 if crossed else 1), abs(rows.size - (table.total or 0)))
    # One width for the whole table: where it does not hold, it is not said of which cell.
    while not all(_holds(cell, crowd, width) for cell, crowd in zip(table.cells, told, strict=True)):
        width *= 2
    cells = [_band(cell, crowd, width, rows.size, limits) for cell, crowd in zip(table.cells, told, strict=True)]
    cells = _without_hints(cells, told, new, rows.size, limits)
    telling = tuple(cell for cell in cells if cell.least > 0 or cell.most < rows.size)
    return Table(by=(column,), total=None, cells=telling) if telling else None


def _block(values: tuple[str, ...], crowds: dict[str, Crowd]) -> Block:
    return Block(values=values, crowd=together([crowds[value] for value in values if value in crowds]))


def _holds(cell: Cell, crowd: Crowd, width: int) -> bool:
    return cell.least - width <= crowd.persons <= cell.most + width


def _band(cell: Cell, crowd: Crowd, width: int, size: int, limits: Thresholds) -> Cell:
    least, most = cell.least - width, min(cell.most + width, size)
    # "At least six" of a room of six is everybody, and of a set that is not safe nothing is said.
    if least < limits.k or least > size - limits.k or not limits.is_safe(crowd):
        least = 0
    return cell_of(cell.where, least, most, size)


def _without_hints(
    cells: Sequence[Cell], crowds: Sequence[Crowd], new: Crowd, size: int, limits: Thresholds
) -> list[Cell]:
    """The bands, without those upper ends that together say that a few are in the rest.

    The rest are the people with new values, and those of cells of which no least is said.
    """
    cells = list(cells)
    silent = [at for at, cell in enumerate(cells) if not cell.least]
    for some in [frozenset[int](), *(frozenset([one]) for one in silent), *unions(silent)]:
        others = [at for at in range(len(cells)) if at not in some]
        left = size - sum(cells[at].most for at in others)
        if left > 0 and (left < limits.k or limits.is_small(together([new, *(crowds[at] for at in sorted(some))]))):
            for at in others:
                cells[at] = cell_of(cells[at].where, cells[at].least, size, size)
    return cells
