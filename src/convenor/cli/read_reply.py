"""`convenor read-reply`: what a calendar program answers, from one mail; needs no database."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convenor.rules.replies import Reply

NAME = "read-reply"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="read the answer to an invitation from a mail",
        description="Reads one mail, or one calendar object, with an answer to an invitation (an iCalendar REPLY), and "
        "says who answers what. Invitations and cancellations are refused: answers come in, invitations do not. "
        "Needs no database.",
        epilog="example: convenor read-reply accepted.eml --json",
    )
    parser.add_argument("file", metavar="FILE", help="the mail or the calendar object, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the answer; exit status 1 for what an organiser sends."""
    from convenor.cli.refusals import Unusable, content_of
    from convenor.rules.replies import LARGEST, Refused, Unreadable, read_reply

    try:
        reply = read_reply(content_of(args.file, LARGEST + 1))
    except Unreadable as unreadable:
        raise Unusable(f"{args.file}: {unreadable}.") from None
    except Refused as refused:
        print(f"convenor {NAME}: {args.file}: {refused}.", file=sys.stderr)
        return 1
    found = as_json(reply)
    print(json.dumps(found, ensure_ascii=False, indent=2) if args.json else _readable(found))
    return 0


def as_json(reply: "Reply") -> dict[str, Any]:
    """The answer in the agreed shape."""
    return {
        "method": reply.method.value,
        "uid": reply.uid,
        "recurrence_id": reply.recurrence_id,
        "sequence": reply.sequence,
        "attendee": reply.attendee,
        "partstat": reply.partstat.value,
        "delegated_to": reply.delegated_to,
        "delegated_from": reply.delegated_from,
        "comment": reply.comment,
        "dtstamp": reply.dtstamp,
        "sender": reply.sender or None,
        "sender_differs": reply.sender_differs,
    }


def _readable(found: dict[str, Any]) -> str:
    said = {name.replace("_", " "): value for name, value in found.items() if value not in (None, False)}
    if found["sender_differs"]:
        said["sender differs"] = "yes; somebody else sent this answer"
    width = max(map(len, said))
    return "\n".join(f"{name.ljust(width)}  {' '.join(str(value).split())}" for name, value in said.items())
