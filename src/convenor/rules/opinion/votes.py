"""Votes on statements: a file of them becomes one table with a row for each person and a column for each statement.

The order of people and statements is the order of their first votes in time, so that nothing that is computed from
the table depends on how they are called or on how the file is sorted.
"""

from array import array
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from convenor.rules.opinion.table import OpinionError, Row, present, rows_of
from convenor.rules.wording import said

Cells: TypeAlias = NDArray[np.bool_]
Signs: TypeAlias = NDArray[np.int8]

AGREE, PASS, DISAGREE = 1, 0, -1
NOT_CAST = -128
COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
MEANINGS = {"1": AGREE, "0": PASS, "-1": DISAGREE}
# A table of this size takes 50 MB; the largest published conversations have a tenth of it.
MOST_CELLS = 50_000_000
LATEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Votes:
    """Who said what: `signs` has a row a person and a column a statement (1, 0, -1, or -128 where nothing was said)."""

    people: tuple[str, ...]
    statements: tuple[str, ...]
    signs: Signs

    @property
    def cast(self) -> Cells:
        """Where a vote was cast; a pass is a vote."""
        return np.asarray(self.signs != NOT_CAST)

    @property
    def agree(self) -> Cells:
        """Where somebody agrees."""
        return np.asarray(self.signs == AGREE)

    @property
    def disagree(self) -> Cells:
        """Where somebody disagrees."""
        return np.asarray(self.signs == DISAGREE)

    def without(self, statements: frozenset[str]) -> "Votes":
        """The same people, without these statements."""
        kept = [at for at, statement in enumerate(self.statements) if statement not in statements]
        return Votes(
            people=self.people,
            statements=tuple(self.statements[at] for at in kept),
            signs=np.ascontiguousarray(self.signs[:, kept]),
        )


def read_votes(text: str, *, known: frozenset[str] | None = None) -> Votes:
    """Read a Polis export of votes; a person's later vote on a statement replaces the earlier one.

    `known` are the ids that a vote may be for, where they are known. Raises `OpinionError` with the row at fault.
    """
    people: dict[str, int] = {}
    statements: dict[str, int] = {}
    when, who, what, signs = array("q"), array("q"), array("q"), array("b")
    for row in rows_of(text, COLUMNS):
        moment, statement, person, vote = row.cells
        when.append(_moment(row, moment))
        what.append(statements.setdefault(_known(row, statement, known), len(statements)))
        who.append(people.setdefault(present(row, person, "voter-id"), len(people)))
        signs.append(_meaning(row, vote))
    if not signs:
        raise OpinionError(
            said("it has no votes under its first row; export the conversation again once people have voted")
        )
    if len(people) * len(statements) > MOST_CELLS:
        raise OpinionError(
            said(
                "{people} people and {statements} statements are more than one table can hold; "
                "leave out statements on which few have voted",
                people=len(people),
                statements=len(statements),
            )
        )
    return _table(
        list(people),
        list(statements),
        when=np.asarray(when),
        who=np.asarray(who),
        what=np.asarray(what),
        signs=np.asarray(signs),
    )


def _table(
    people: list[str],
    statements: list[str],
    *,
    when: NDArray[np.int64],
    who: NDArray[np.int64],
    what: NDArray[np.int64],
    signs: Signs,
) -> Votes:
    in_time = np.argsort(when, kind="stable")  # stable: at one moment, the later row of the file is the later vote
    who, what, signs = who[in_time], what[in_time], signs[in_time]
    cells = np.full((len(people), len(statements)), NOT_CAST, dtype=np.int8)
    last = _last_of_each(who * len(statements) + what)
    cells[who[last], what[last]] = signs[last]
    rows, columns = _by_first_appearance(who), _by_first_appearance(what)
    return Votes(
        people=tuple(people[at] for at in rows),
        statements=tuple(statements[at] for at in columns),
        signs=np.ascontiguousarray(cells[np.ix_(rows, columns)]),
    )


def _last_of_each(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    _, from_behind = np.unique(keys[::-1], return_index=True)
    return len(keys) - 1 - from_behind


def _by_first_appearance(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    found, first = np.unique(keys, return_index=True)
    return found[np.argsort(first)]


def _moment(row: Row, text: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20 and abs(int(text)) <= LATEST):
        raise row.error("timestamp", text, said("is not a whole number of milliseconds; write one, as the export does"))
    return int(text)


def _meaning(row: Row, text: str) -> int:
    try:
        return MEANINGS[text]
    except KeyError:
        raise row.error("vote", text, said("is no vote; write 1 for agree, -1 for disagree or 0 for pass")) from None


def _known(row: Row, statement: str, known: frozenset[str] | None) -> str:
    if known is not None and present(row, statement, "comment-id") not in known:
        raise row.error(
            "comment-id", statement, said("is not in the file of comments; export both files of the same conversation")
        )
    return present(row, statement, "comment-id")
