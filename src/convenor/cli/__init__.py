"""The command line: `convenor COMMAND`, each command in a module of its own."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from convenor.cli import (
    audit,
    check,
    common_ground,
    demo,
    fetch_mail,
    import_attendance,
    move_address,
    read_attendance,
    read_reply,
    receive_mail,
    review,
    serve,
    standing,
    tabulate,
)
from convenor.cli.refusals import Unusable

# In the order in which `convenor --help` lists them. A module has `register(commands)` and `run(args)`; what is
# slow to import (Django above all) it imports inside `run`.
COMMANDS = (
    demo,
    standing,
    review,
    check,
    tabulate,
    common_ground,
    read_attendance,
    read_reply,
    import_attendance,
    receive_mail,
    fetch_mail,
    move_address,
    audit,
    serve,
)

DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141


class OneLineParser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, because whoever calls a command reads one line."""

    def error(self, message: str) -> NoReturn:
        """Say it, point to the help and leave."""
        self.exit(UNUSABLE, f"{self.prog}: {message}; see '{self.prog} --help'.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status: 0 done, 1 done but a person is needed, 2 the input cannot be used."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name of a file may hold bytes that are no UTF-8; it is told all the same.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = _parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else UNUSABLE
    if args.command is None:
        print("convenor: name a command; 'convenor --help' lists them.", file=sys.stderr)
        return UNUSABLE
    return _attempt(args)


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="convenor",
        description="Run a community of practice under the Chatham House Rule.",
        epilog="'convenor COMMAND --help' explains one command with an example. "
        "Exit status: 0 done and clear, 1 done and a person is needed, 2 the input cannot be used.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        command.register(commands)
    return parser


def _attempt(args: argparse.Namespace) -> int:
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except Unusable as unusable:
        return _give_up(args, str(unusable))
    except BrokenPipeError:
        # Whoever read our output has heard enough; what is still in the buffer must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("CONVENOR_TRACE") == "1":
            traceback.print_exc()
            return UNUSABLE
        return _give_up(
            args, f"Something went wrong that should not ({type(error).__name__}); CONVENOR_TRACE=1 shows where."
        )
    return status


def _give_up(args: argparse.Namespace, sentence: str) -> int:
    print(f"convenor {args.command}: {' '.join(sentence.split())}", file=sys.stderr)
    return UNUSABLE
