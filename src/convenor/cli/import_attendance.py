"""`convenor import-attendance`: read a meeting tool's report for a session and open the queue of who is who."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from convenor.room.meetings.models import AttendanceReport, Session

NAME = "import-attendance"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    from convenor.cli.database import add_database_options

    parser = commands.add_parser(
        NAME,
        help="read a report for a session and open the matching queue",
        description="Reads the participants report of a meeting tool for one session and opens the queue in which a "
        "person says who is who. Nothing counts before that is settled, and then every name of the report is wiped.",
        epilog="example: convenor import-attendance participants.csv --session 5f0c2b1e-0d7e-4b53-9d5c-2f6a5b0d9c11",
    )
    parser.add_argument("file", metavar="FILE", help="the report as it was downloaded")
    parser.add_argument("--session", required=True, metavar="ID", help="the session's id, as in its page's address")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the queue and print where it is; exit status 1 where a rule keeps the report out."""
    from convenor.cli.database import open_database
    from convenor.cli.refusals import Unusable, content_of
    from convenor.rules.attendance import LARGEST

    content = content_of(args.file, LARGEST + 1)
    with open_database(args):
        from convenor.kernel.actor import THE_SYSTEM
        from convenor.kernel.gate import Declined
        from convenor.room.meetings.actions.reports import import_report
        from convenor.rules.attendance import Refused, Unreadable

        session = _session(args.session)
        try:
            report = import_report(THE_SYSTEM, session, content, Path(args.file).name)
        except Unreadable as unreadable:
            raise Unusable(f"{args.file}: {unreadable}") from None
        except (Refused, Declined) as refused:
            print(f"convenor {NAME}: {args.file}: {' '.join(str(refused).split())}", file=sys.stderr)
            return 1
        answer = _answer(report)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if args.json else _readable(answer))
    return 0


def _session(text: str) -> "Session":
    from convenor.cli.refusals import Unusable
    from convenor.room.meetings.models import Session

    try:
        key = UUID(text)
    except ValueError:
        raise Unusable(f'--session "{text}" is not an id; copy it from the address of the session\'s page.') from None
    session = Session.objects.select_related("year__cohort").filter(pk=key).first()
    if session is None:
        raise Unusable(f"--session {text}: there is no such session; copy the id from the address of its page.")
    return session


def _answer(report: "AttendanceReport") -> dict[str, Any]:
    from django.urls import reverse

    return {
        "report": str(report.pk),
        "session": str(report.session_id),
        "source": report.source,
        "people": report.attendees.count(),
        "left_out": len(report.left_out),
        "queue": reverse("meetings:report", args=[report.pk]),
    }


def _readable(answer: dict[str, Any]) -> str:
    from convenor.rules.wording import counted

    waiting = counted(answer["people"], "person waits", "people wait")
    left_out = f" {counted(answer['left_out'], 'row was', 'rows were')} left out." if answer["left_out"] else ""
    return f"{waiting} for you to say who they are.{left_out}\nThe queue: {answer['queue']}"
