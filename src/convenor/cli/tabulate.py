"""`convenor tabulate`: numbers about people that may be published, checked against all that was published before."""

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from convenor.cli.refusals import Unusable

if TYPE_CHECKING:
    from convenor.rules.disclosure import Cell, Release

NAME = "tabulate"
MOST_BYTES = 64_000_000


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="make tables about people that may be published",
        description="Counts people by one column and another, and says as much as gives nobody away, also beside all "
        "that was published before. Exit status 1 says that a table is withheld.",
        epilog="example: convenor tabulate rows.csv --by region --by sector --after march.json april.json --json",
    )
    parser.add_argument("rows", metavar="ROWS.csv", help="one row a person, UTF-8, with a header; - for standard input")
    parser.add_argument(
        "--by", action="append", required=True, metavar="COLUMN", help="count by this column; may be given again"
    )
    parser.add_argument(
        "--unit", default="organisation", metavar="COLUMN", help="the column that names the organisation"
    )
    parser.add_argument("--k", type=int, default=5, metavar="N", help="fewest persons in a count (default 5)")
    parser.add_argument(
        "--k-organisations", type=int, default=3, metavar="N", help="fewest organisations in a count (default 3)"
    )
    parser.add_argument(
        "--after",
        nargs="+",
        default=[],
        metavar="RELEASE.json",
        help="everything published about the room, oldest first",
    )
    parser.add_argument("--room", metavar="ID", help="a public name for the room; releases of another are refused")
    parser.add_argument(
        "--hierarchy", metavar="FILE.json", help="for a column, the broader group of each value; merged first"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, to publish and to keep")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the release: 0 when everything asked for is published, 1 when something is withheld."""
    from convenor.rules.disclosure import (
        DisclosureError,
        in_one_line,
        publish,
        read_rows,
        read_thresholds,
        release_from_json,
    )

    leave_the_solver_nothing_to_print_to()
    try:
        limits = read_thresholds(args.k, args.k_organisations)
    except DisclosureError as error:
        raise Unusable(f"--{error}.") from error
    earlier = []
    for path in args.after:
        try:
            earlier.append(release_from_json(_json(path)))
        except DisclosureError as error:
            raise Unusable(f"{path}: {error}.") from error
    try:
        room = in_one_line(earlier, args.room)
    except DisclosureError as error:
        raise Unusable(f"--after: {error}.") from error
    hierarchy = _hierarchy(args.hierarchy) if args.hierarchy else {}
    try:
        rows = read_rows(_rows(args.rows), args.by, args.unit)
    except DisclosureError as error:
        raise Unusable(f"{args.rows}: {error}.") from error
    try:
        release = publish(rows, args.by, earlier, limits, hierarchy=hierarchy, room=room)
    except DisclosureError as error:
        raise Unusable(f"--by: {error}") from error
    print(json.dumps(release.as_json(), ensure_ascii=False, indent=1) if args.json else "\n".join(_readable(release)))
    return 1 if release.withheld else 0


def leave_the_solver_nothing_to_print_to() -> None:
    """Write to a stream of our own: the solver now and then prints a line past Python, and even at the very end."""
    try:
        if sys.stdout.fileno() != 1:
            return
    except (OSError, ValueError):
        return
    sys.stdout.flush()
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


# Reading


def _rows(path: str) -> list[dict[str, object]]:
    """The rows under the header, as texts; the first row that does not fit the header is named."""
    from convenor.rules.disclosure import MOST_ROWS

    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    rows: list[dict[str, object]] = []
    begins = 1
    try:
        header = next(lines, [])
        _is_a_header(path, header)
        begins = lines.line_num + 1
        for line in lines:
            if line and len(line) != len(header):
                raise Unusable(
                    f"{path}: line {begins} has {len(line)} fields and the header {len(header)}; "
                    "give every row as many, and put a field with a comma in quotation marks."
                )
            if line:
                rows.append(dict(zip(header, line, strict=True)))
            if len(rows) > MOST_ROWS:
                raise Unusable(f"{path}: it has more than {MOST_ROWS:,} rows; tabulate fewer people at a time.")
            begins = lines.line_num + 1
    except csv.Error as error:
        raise Unusable(
            f"{path}: from line {begins} on it is not CSV ({error}); close the quotation mark there, or take it out."
        ) from error
    return rows


def _is_a_header(path: str, header: list[str]) -> None:
    if not any(header):
        raise Unusable(f"{path}: it is empty; give a header and one row a person.")
    twice = next((name for at, name in enumerate(header) if name in header[:at]), None)
    if twice is not None:
        raise Unusable(f'{path}: line 1 names the column "{twice}" twice; give each column a name of its own.')


def _hierarchy(path: str) -> dict[str, dict[str, str]]:
    told = _json(path)
    if not isinstance(told, dict) or not all(_is_a_hierarchy(groups) for groups in told.values()):
        raise Unusable(f'{path}: write for each column its values and their groups: {{"city": {{"Lagos": "Africa"}}}}.')
    return told


def _is_a_hierarchy(groups: object) -> bool:
    return isinstance(groups, Mapping) and all(isinstance(group, str) for group in groups.values())


def _json(path: str) -> object:
    try:
        told: object = json.loads(_text(path))
    except RecursionError as error:
        raise Unusable(
            f"{path}: it is nested too deeply to be a release; give the file as it was published."
        ) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unusable(f"{path}: {place}: it is not JSON ({error.msg}); give the file as it was published.") from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits.
        raise Unusable(f"{path}: a number in it has too many digits; give the file as it was published.") from error
    return told


def _text(path: str) -> str:
    content = _read(path)
    if len(content) > MOST_BYTES:
        raise Unusable(f"{path}: it is larger than {MOST_BYTES // 1_000_000} MB; leave out what is not counted.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8 text.") from error


def _read(path: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(path).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = ((error.strerror if isinstance(error, OSError) else None) or "it cannot be read").lower()
        raise Unusable(f"{path}: {reason}; give the path of a file that can be read.") from error


# Telling


def _readable(release: "Release") -> Iterator[str]:
    for table in release.tables:
        total = "" if table.total is None else f", {table.total} people"
        yield f"By {' and '.join(table.by)}{total}:"
        for cell in table.cells:
            where = "; ".join(", ".join(values) for values in cell.where.values())
            yield f"  {where}: {_amount(cell)}"
    for one in release.withheld:
        yield f"By {' and '.join(one.by)}: {one.reason}."
    yield f"At least {release.k} persons of {release.k_organisations} organisations in every count."


def _amount(cell: "Cell") -> str:
    return str(cell.least) if cell.is_exact else f"{cell.words} ({cell.least} to {cell.most})"
