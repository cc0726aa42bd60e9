"""`convenor receive-mail`: what a mail server hands over, one mail on standard input."""

import argparse
import sys

NAME = "receive-mail"
TRY_AGAIN = 75


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    from convenor.cli.database import add_database_options

    parser = commands.add_parser(
        NAME,
        help="take in one mail that a mail server hands over",
        description="Takes one mail from standard input: the answer of a calendar program is noted, once however often "
        "the mail is handed over, and everything else changes nothing. Exit status: 0 taken in; 1 taken in, and a "
        "person is needed (the session's page of invitations says so); 2 this is no mail; 75 not now, try again "
        "later. A mail server should keep the mail in its mailbox besides, and treat only 75 as a failure.",
        epilog="example, as a pipe of a mail server: convenor receive-mail --data /srv/convenor || [ $? -ne 75 ]",
    )
    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the mail in; what keeps us from it for now is no reason to lose it."""
    from convenor.cli.refusals import Unusable
    from convenor.rules.replies import LARGEST, Unreadable

    content = sys.stdin.buffer.read(LARGEST + 1)
    try:
        return _taken_in(args, content)
    except Unreadable as unreadable:
        raise Unusable(f"the mail cannot be taken in: {unreadable}.") from None
    except Exception as error:  # whatever it is, the mail server keeps the mail and hands it over again
        reason = str(error) if isinstance(error, Unusable) else type(error).__name__
        print(f"convenor {NAME}: not now, try again later ({' '.join(reason.split())})", file=sys.stderr)
        return TRY_AGAIN


def _taken_in(args: argparse.Namespace, content: bytes) -> int:
    from convenor.cli.database import open_database

    with open_database(args):
        from convenor.room.invitations.actions.incoming import take_in
        from convenor.room.invitations.models import IncomingMail

        outcome = take_in(content)
    return 1 if outcome == IncomingMail.Outcome.NEEDS_A_PERSON else 0
