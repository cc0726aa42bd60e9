"""`convenor read-attendance`: who came, by the report of a meeting tool; needs no database."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convenor.rules.attendance import Attendee, Report

NAME = "read-attendance"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="read who came from a Zoom, Teams or Meet report",
        description="Reads the participants report of a meeting tool, or a list with a column of names, and says who "
        "came, when and for how long. Recordings, transcripts, chats and polls are refused. Needs no database.",
        epilog="example: convenor read-attendance participants.csv --session-date 2022-03-14 --json",
    )
    parser.add_argument("file", metavar="FILE", help="the report as it was downloaded, or - for standard input")
    parser.add_argument(
        "--session-date", metavar="YYYY-MM-DD", help="the day of the session; decides dates that read two ways"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what the report says; exit status 1 for a report that a rule keeps out or that is of another session."""
    from convenor.cli.refusals import Unusable, a_date, content_of
    from convenor.rules.attendance import LARGEST, Refused, Unreadable, belongs_to, read_report

    day = a_date(args.session_date, option="--session-date") if args.session_date else None
    try:
        report = read_report(content_of(args.file, LARGEST + 1), filename=Path(args.file).name, session_date=day)
    except Unreadable as unreadable:
        raise Unusable(f"{args.file}: {unreadable}") from None
    except Refused as refused:
        _say(f"{args.file}: {refused}")
        return 1
    print(json.dumps(as_json(report), ensure_ascii=False, indent=2) if args.json else _readable(report))
    problem = belongs_to(report, day) if day else None
    if problem:
        _say(f"{args.file}: {problem}")
    return 1 if problem else 0


def _say(sentence: str) -> None:
    print(f"convenor {NAME}: {' '.join(sentence.split())}", file=sys.stderr)


def as_json(report: "Report") -> dict[str, Any]:
    return {
        "source": report.source.value,
        "topic": report.topic,
        "start": _iso(report.start),
        "end": _iso(report.end),
        "people": [
            {
                "name": person.name,
                "shown_as": person.shown_as,
                "email": person.email,
                "guest": person.guest,
                "joined": _iso(person.joined),
                "left": _iso(person.left),
                "minutes": person.minutes,
            }
            for person in report.people
        ],
        "left_out": [{"row": row.row, "reason": row.reason} for row in report.left_out],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _readable(report: "Report") -> str:
    lines = [f"{report.topic or 'No topic'} ({report.source.value})"]
    if report.start:
        lines.append(
            f"{_spoken(report.start)}" + (f" to {_spoken(report.end, report.start.date())}" if report.end else "")
        )
    lines += ["", *_table([_line(person) for person in report.people])]
    if report.left_out:
        lines += ["", f"Left out ({len(report.left_out)}):"]
        lines += [f"  row {row.row}: {row.reason}" for row in report.left_out]
    return "\n".join(lines)


def _line(person: "Attendee") -> tuple[str, ...]:
    return (
        person.name + (" (guest)" if person.guest else ""),
        person.email or "",
        _spoken(person.joined) if person.joined else "",
        _spoken(person.left, person.joined.date() if person.joined else None) if person.left else "",
        "unknown" if person.minutes is None else str(person.minutes),
    )


def _table(lines: list[tuple[str, ...]]) -> list[str]:
    table = [("Name", "Address", "Joined", "Left", "Minutes"), *lines]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]


def _spoken(moment: datetime, same_day: date | None = None) -> str:
    return f"{moment:%H:%M:%S}" if moment.date() == same_day else f"{moment:%Y-%m-%d %H:%M:%S}"
