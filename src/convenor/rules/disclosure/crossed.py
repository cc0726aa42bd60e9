"""A table of several columns crossed, together with the table of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convenor.rules.disclosure.attacker import broken
from convenor.rules.disclosure.bands import grid_band
from convenor.rules.disclosure.blanks import Candidate, Shown, choose, said
from convenor.rules.disclosure.first import Plan
from convenor.rules.disclosure.grid import Grid, grid_of
from convenor.rules.disclosure.merging import Block
from convenor.rules.disclosure.release import Cell, Table, cell_of
from convenor.rules.disclosure.rows import Rows, Thresholds

# A crossing with more cells than that is not worth reading, and takes long to protect.
MOST_CELLS = 25
# Below so many times k people the margins are exact or nothing is crossed. So few people can be spread in so few ways
# that whoever tries the method on all of them would learn from which margins were widened.
WIDENED = 10
# A half-told cell of a margin costs a reader more: later releases are measured by it.
INNER, MARGIN = 1.0, 1.1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A cell of one of the tables that are linked."""

    where: tuple[tuple[str, Block], ...]
    candidate: Candidate


def linked_tables(plans: Sequence[Plan], rows: Rows, limits: Thresholds) -> list[Table]:
    """The tables by each column and the one by all, with bands and blanks so that nothing protected follows.

    Nothing where that cannot be; the crossed table is left out where it would be empty.
    """
    grid = grid_of(rows, {one.column: one.blocks for one in plans})
    if len(grid.crossings) > MOST_CELLS:
        return []
    parts = list(_parts(grid, plans, limits))
    secrets = grid.secrets(limits)
    shown = choose([part.candidate for part in parts], secrets, grid.truth, rows.size, limits.k)
    if shown is None:
        return []
    # The release is attacked as it leaves, whatever was promised on the way.
    candidates = [part.candidate for part in parts]
    if broken(secrets, said(candidates, shown, len(grid.crossings), rows.size), grid.truth, limits.k):
        return []
    told = [(part, *bounds) for part, step in zip(parts, shown, strict=True) for bounds in part.candidate.bounds(step)]
    return list(_tables(told, grid.columns, rows.size))


def _parts(grid: Grid, plans: Sequence[Plan], limits: Thresholds) -> Iterator[_Part]:
    worst = Shown.NOTHING if grid.truth.sum() >= WIDENED * limits.k else Shown.EXACT
    for one in plans:
        for block in one.blocks:
            yield _part(((one.column, block),), grid, limits, worst, MARGIN)
    for crossing in grid.crossings:
        yield _part(tuple(zip(grid.columns, crossing, strict=True)), grid, limits, Shown.NOTHING, INNER)


def _part(where: tuple[tuple[str, Block], ...], grid: Grid, limits: Thresholds, worst: Shown, price: float) -> _Part:
    cells = grid.cells(dict(where))
    crowd = grid.crowd(cells)
    least, most = grid_band(crowd.persons, limits.k)
    best = Shown.EXACT if limits.is_safe(crowd) else Shown.BAND
    if best is not Shown.EXACT and least:
        # Of a set that is not safe it is not even said that anybody is in it.
        best = Shown.NOTHING
    return _Part(
        where=where,
        candidate=Candidate(
            cells=cells, count=crowd.persons, least=least, most=most, best=best, worst=worst, price=price
        ),
    )


def _tables(told: Sequence[tuple[_Part, int, int]], columns: Sequence[str], size: int) -> Iterator[Table]:
    for by in [*((column,) for column in columns), tuple(columns)]:
        cells = tuple(
            _cell(part, least, most, size) for part, least, most in told if tuple(c for c, _ in part.where) == by
        )
        if cells:
            yield Table(by=by, total=size, cells=cells)


def _cell(part: _Part, least: int, most: int, size: int) -> Cell:
    return cell_of({column: block.values for column, block in part.where}, least, min(most, size), size)
