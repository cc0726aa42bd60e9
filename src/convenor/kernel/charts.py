"""A released table as a page draws it: lines with bars, or a grid, in words before pictures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from convenor.kernel.language import in_place, told
from convenor.rules.ballots.columns import ANSWERS_TO, ONE_IN_ANSWERS
from convenor.rules.wording import listed, said, said_again

# The length of the longest bar, in units of the drawing.
FULL = 100
# The columns and the values that are ours.
_COLUMNS: dict[str, str] = {
    name: name for name in (said("region"), said("sector"), said("size"), said("country"), said("answer"))
}
_VALUES: dict[str, str] = {value: value for value in (said("other answers"), said("anything else"), said("not known"))}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One cell: what it covers, how much that is in words, and the bar; `sure` is as long as the least that it is."""

    label: str
    said: str
    sure: int
    perhaps: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A crossed table: the heads of its columns, and rows of a head with what each cell says."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """One table of a release; it has `lines`, or a `grid` where it is crossed."""

    title: str
    total: str
    lines: tuple[Line, ...] = ()
    grid: Grid | None = None
    covers_all: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Noise:
    """How far off the numbers of a table are, and their total; `most` people of one organisation are counted."""

    within: int
    in_all: int
    most: int


Cell = Mapping[str, Any]


def charts_of(release: Mapping[str, Any]) -> list[Chart]:
    """The tables of a release in the shape of `convenor tabulate`, in their order."""
    return [_chart(table, release.get("noise")) for table in release.get("tables", ())]


def noise_in(release: Mapping[str, Any]) -> Noise | None:
    """What is said under a table whose numbers are about right: how far off they are, and who is counted."""
    told = release.get("noise")
    return Noise(within=told["within"], in_all=told["total_within"], most=told["most"]) if told else None


def withheld_from(release: Mapping[str, Any]) -> list[str]:
    """What was asked for and is not told, by which columns; every refusal has the same reason."""
    return [by_words(one["by"]) for one in release.get("withheld", ())]


def by_words(columns: Sequence[str]) -> str:
    """How a table is counted, as its title says it: By region, By region and sector."""
    return _("By %(columns)s") % {"columns": in_place(listed([_column(column) for column in columns]))}


def _column(column: str) -> str:
    """What a column is called: ours is told, one of a list is somebody's word."""
    name = column.replace("_", " ")
    return _COLUMNS[name] if name in _COLUMNS else said_again(name, ONE_IN_ANSWERS, ANSWERS_TO)


def _values(values: Sequence[str]) -> str:
    """The values of a cell beside each other, each as it was given."""
    return str(in_place(listed([_VALUES.get(value, value) for value in values])))


def too_few() -> str:
    """What stands in a cell of which nothing is said."""
    return _("too few to show")


def _chart(table: Mapping[str, Any], noise: Mapping[str, Any] | None) -> Chart:
    by, cells, total = table["by"], table["cells"], table.get("total")
    if noise is not None:
        return Chart(
            title=by_words(by),
            total=_("about %(total)s") % {"total": noise["total"]},
            lines=tuple(_lines(by, cells, _whole(None, cells))),
            covers_all=True,
        )
    crossed = len(by) == 2 and _is_a_grid(by, cells)
    return Chart(
        title=by_words(by),
        total=_amount(total) if total is not None else "",
        lines=() if crossed else tuple(_lines(by, cells, _whole(total, cells))),
        grid=_grid(by, cells) if crossed else None,
        covers_all=isinstance(total, int) and sum(cell.get("count", 0) for cell in cells) == total,
    )


def _lines(by: Sequence[str], cells: Iterable[Cell], whole: int) -> Iterable[Line]:
    for cell in cells:
        least, most = _bounds(cell)
        yield Line(
            label=" · ".join(_values(cell["where"][column]) for column in by),
            said=_said(cell, whole),
            sure=round(FULL * least / whole),
            perhaps=round(FULL * (most - least) / whole),
        )


def _whole(total: Any, cells: Sequence[Cell]) -> int:
    """What the longest bar stands for: everybody, where that is told."""
    if isinstance(total, int):
        return max(total, 1)
    ends = [_bounds(cell)[1] for cell in cells] + ([total["most"]] if isinstance(total, Mapping) else [])
    return max(ends, default=1) or 1


def _bounds(cell: Cell) -> tuple[int, int]:
    return (cell["count"], cell["count"]) if "count" in cell else (cell["least"], cell["most"])


def _said(cell: Cell, whole: int) -> str:
    """A count with what it is of; a band by its word, then its ends."""
    if "count" in cell:
        return _("%(count)s of %(whole)s") % {"count": cell["count"], "whole": whole}
    return _amount(cell)


def _amount(cell: Any) -> str:
    if isinstance(cell, int):
        return str(cell)
    if "count" in cell:
        return str(cell["count"])
    ends = _("%(least)s to %(most)s") % {"least": cell["least"], "most": cell["most"]}
    return f"{told(cell['words'])} ({ends})" if cell.get("words") else ends


def _is_a_grid(by: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether the cells lie in lines and columns that do not overlap."""
    for column in by:
        blocks = {tuple(cell["where"][column]) for cell in cells}
        if sum(map(len, blocks)) != len(set().union(*blocks)):
            return False
    return bool(cells)


def _grid(by: Sequence[str], cells: Sequence[Cell]) -> Grid:
    down, across = ([tuple(cell["where"][column]) for cell in cells] for column in by)
    said = {(one, other): _amount(cell) for one, other, cell in zip(down, across, cells, strict=True)}
    heads = list(dict.fromkeys(sorted(across)))
    return Grid(
        heads=tuple(_values(head) for head in heads),
        rows=tuple(
            (_values(row), tuple(said.get((row, head)) or too_few() for head in heads))
            for row in dict.fromkeys(sorted(down))
        ),
    )
