"""A release: what was published of a room at one time, as facts and as the JSON object that is kept."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from convenor.rules.disclosure.bands import words

# One wording for every refusal: a second one would say which of the two it was.
REASON = "too few to show"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """The people with one of these values in each column: at least and at most so many."""

    where: Mapping[str, tuple[str, ...]]
    least: int
    most: int
    words: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is a count."""
        return self.least == self.most


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Cells that do not overlap; `total` is None where it is not said exactly."""

    by: tuple[str, ...]
    total: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """A table that was asked for and not published.

    `open`: so few were there that their values were not looked at, so a later release may begin anew. It follows
    from the number of people alone.
    """

    by: tuple[str, ...]
    reason: str = REASON
    open: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Noise:
    """What was added to every number of a release by chance, with its strength `epsilon`.

    Then the ends of a cell are where the true number lies in 95 of 100 cases, not certain ones, and at most `most`
    people of one organisation are counted. `total` is about how many they are in all.
    """

    epsilon: float
    most: int
    within: int
    total: int
    total_within: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """Everything that was published at one time.

    `after` are the digests of the releases it was checked against; `digest` is its own, the SHA-256 of all the rest.
    """

    k: int
    k_organisations: int
    by: tuple[str, ...]
    tables: tuple[Table, ...]
    withheld: tuple[Withheld, ...] = ()
    room: str | None = None
    after: tuple[str, ...] = ()
    digest: str = ""
    noise: Noise | None = None

    def table(self, by: Sequence[str]) -> Table | None:
        """The table by these columns, in whichever order."""
        return next((table for table in self.tables if sorted(table.by) == sorted(by)), None)

    def settled(self) -> set[str]:
        """The columns that were published, or looked at and withheld: what is said of them later is bound by it."""
        alone = {column for one in self.withheld if len(one.by) == 1 and not one.open for column in one.by}
        return alone | {column for table in self.tables for column in table.by}

    def sealed(self) -> "Release":
        """The release with its digest."""
        return replace(self, digest=digest_of(self.as_json()))

    def as_json(self) -> dict[str, object]:
        """The object to publish and to keep."""
        told: dict[str, object] = {
            "k": self.k,
            "k_organisations": self.k_organisations,
            "by": list(self.by),
            "tables": [_table_as_json(table) for table in self.tables],
            "withheld": [{"by": list(one.by), "reason": one.reason, "open": one.open} for one in self.withheld],
            "after": list(self.after),
        }
        if self.noise is not None:
            told["noise"] = asdict(self.noise)
        if self.room is not None:
            told["room"] = self.room
        if self.digest:
            told["digest"] = self.digest
        return told


def digest_of(told: Mapping[str, object]) -> str:
    """The SHA-256 of an object without its own digest, whatever the order of its keys."""
    rest = {key: value for key, value in told.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def cell_of(where: Mapping[str, tuple[str, ...]], least: int, most: int, size: int) -> Cell:
    """A count, or a band with its words; `size` is how many people there are."""
    return Cell(where=where, least=least, most=most, words="" if least == most else words(least, most, size))


def _table_as_json(table: Table) -> dict[str, object]:
    return {"by": list(table.by), "total": table.total, "cells": [_cell_as_json(cell) for cell in table.cells]}


def _cell_as_json(cell: Cell) -> dict[str, object]:
    where = {column: list(values) for column, values in cell.where.items()}
    if cell.is_exact:
        return {"where": where, "count": cell.least}
    return {"where": where, "least": cell.least, "most": cell.most, "words": cell.words}
