"""What a reader of one release knows of each value, for whoever decides whether to publish it."""

from collections.abc import Iterator
from dataclasses import dataclass

from convenor.rules.disclosure.release import Release, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """Of the people with this value there are at least and at most so many, as far as the table of its column says."""

    column: str
    value: str
    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        """Whether the reader knows the number."""
        return self.least == self.most


def learned_from(release: Release) -> tuple[Learned, ...]:
    """What the tables of one column say of each value that they name; of a value beside others, that it may be none.

    Nothing is known for certain from a table with noise.
    """
    if release.noise is not None:
        return ()
    return tuple(one for table in release.tables if len(table.by) == 1 for one in _of_a_table(table))


def names_everybody(release: Release) -> bool:
    """Whether the counts of a table come to everybody, so that nobody has a value which it does not name."""
    return release.noise is None and any(
        sum(cell.least for cell in table.cells if cell.is_exact) == table.total
        for table in release.tables
        if len(table.by) == 1
    )


def _of_a_table(table: Table) -> Iterator[Learned]:
    (column,) = table.by
    for cell in table.cells:
        alone = len(cell.where[column]) == 1
        for value in cell.where[column]:
            yield Learned(column=column, value=value, least=cell.least if alone else 0, most=cell.most)
