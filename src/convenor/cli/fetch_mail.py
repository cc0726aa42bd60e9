"""`convenor fetch-mail`: one look into the mailbox; the running installation takes one every few minutes by itself."""

import argparse
import sys

NAME = "fetch-mail"
TRY_AGAIN = 75


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    from convenor.cli.database import add_database_options

    parser = commands.add_parser(
        NAME,
        help="look into the mailbox now",
        description="Takes in what has come into the mailbox that CONVENOR_IMAP_URL names "
        "(imaps://user:password@host/Mailbox), as the running installation does every few minutes by itself. The "
        "mailbox is opened for reading alone: no mail is marked, moved or deleted, and people may read it, too. Exit "
        "status: 0 taken in, or nothing new; 1 taken in, and a person is needed (a session's page of invitations says "
        "so); 2 no mailbox is named; 75 not now, try again later.",
        epilog="example: CONVENOR_IMAP_URL=imaps://answers:secret@mail.example/INBOX convenor fetch-mail",
    )
    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take one look; what keeps us from it for now is said, and nothing is lost."""
    from convenor.cli.database import open_database
    from convenor.cli.refusals import Unusable

    with open_database(args):
        from django.conf import settings

        from convenor.room.invitations.actions.fetching import fetch
        from convenor.room.invitations.mailbox import MailboxTrouble
        from convenor.room.invitations.models import IncomingMail

        if settings.CONFIG.mailbox is None:
            raise Unusable("No mailbox is named; set CONVENOR_IMAP_URL to imaps://user:password@host/Mailbox.")
        try:
            became = fetch(settings.CONFIG.mailbox)
        except MailboxTrouble as trouble:
            print(f"convenor {NAME}: {trouble}; try again later", file=sys.stderr)
            return TRY_AGAIN
    left = became[IncomingMail.Outcome.NEEDS_A_PERSON]
    print(f"New mails: {became.total()}; answers noted: {became[IncomingMail.Outcome.MOVED]}; for a person: {left}.")
    return 1 if left else 0
