"""`convenor move-address`: another address for somebody whose mailbox is closed, who cannot move it themselves."""

import argparse
import sys

NAME = "move-address"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    from convenor.cli.database import add_database_options

    parser = commands.add_parser(
        NAME,
        help="another mail address for somebody whose mailbox is closed",
        description="For somebody who cannot sign in any more, because codes go to a mailbox that is closed. It is for "
        "whoever runs the installation, and no officer can do it: whoever moves an address could sign in as that "
        "person, so make sure by another way that it is theirs. Everything that was mailed to the old address ends, "
        "both mailboxes are told, and the trail says that it was done. Exit status: 0 moved; 2 not moved, and why.",
        epilog="example: convenor move-address before@company.example after@company.example",
    )
    parser.add_argument("before", help="the address that is kept")
    parser.add_argument("after", help="the address that it becomes")
    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Move it, or say why not."""
    from convenor.cli.database import open_database
    from convenor.cli.refusals import Unusable

    with open_database(args):
        from convenor.kernel.gate import Declined
        from convenor.people.own_address import move_for

        try:
            move_for(args.before, args.after)
        except Declined as declined:
            raise Unusable(declined.verdict.reason) from None
    print(f"convenor {NAME}: moved; both mailboxes are told.", file=sys.stderr)
    return 0
