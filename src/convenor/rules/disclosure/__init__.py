"""May these numbers be published? Tables about few people, again and again, that give nobody away (AC-14).

`tabulate` takes the rows and all earlier releases of the room and gives the release; `publish` is the same with types.
"""

from collections.abc import Mapping, Sequence

from convenor.rules.disclosure.engine import publish
from convenor.rules.disclosure.reading import in_one_line, release_from_json
from convenor.rules.disclosure.release import REASON, Cell, Release, Table, Withheld
from convenor.rules.disclosure.rows import (
    LEAST_K,
    MOST_ROWS,
    DisclosureError,
    Rows,
    Thresholds,
    read_rows,
    read_thresholds,
)
from convenor.rules.wording import said

__all__ = [
    "LEAST_K",
    "MOST_ROWS",
    "REASON",
    "Cell",
    "DisclosureError",
    "Release",
    "Rows",
    "Table",
    "Thresholds",
    "Withheld",
    "in_one_line",
    "publish",
    "read_rows",
    "read_thresholds",
    "release_from_json",
    "tabulate",
]


def tabulate(
    rows: Sequence[Mapping[str, object]],
    by: Sequence[str],
    after: Sequence[object] = (),
    k: int = 5,
    k_organisations: int = 3,
    *,
    unit: str = "organisation",
    room: str | None = None,
    hierarchy: Mapping[str, Mapping[str, str]] | None = None,
    crossed: bool = True,
) -> dict[str, object]:
    """Give the release of these rows, one a person, as the JSON object that is published and kept.

    `after` are all earlier releases of the room, oldest first; `unit` is the column that names the organisation;
    `hierarchy` names for a column the broader group of a value; `crossed` says whether the columns are also told
    together. Raises `DisclosureError` for rows and releases that
    cannot be used.
    """
    limits = read_thresholds(k, k_organisations)
    earlier = [_earlier(told, at) for at, told in enumerate(after, 1)]
    room = in_one_line(earlier, room)
    read = read_rows(rows, by, unit)
    return publish(read, by, earlier, limits, hierarchy=hierarchy, room=room, crossed=crossed).as_json()


def _earlier(told: object, at: int) -> Release:
    try:
        return release_from_json(told)
    except DisclosureError as error:
        raise DisclosureError(said("release {number}: {reason}", number=at, reason=error.args[0])) from error
