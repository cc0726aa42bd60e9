"""`convenor demo`: the real 2022 cohort year and the 2023 series, on this computer, in a minute."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from convenor.cli.database import add_database_options, choose_database, migrations_missing, set_up
from convenor.cli.refusals import Unusable
from convenor.cli.serve import LOOPBACK, must_be_a_port, port_is_free, serve_here

NAME = "demo"
FIRST_PORT = 8000
PORTS_TO_TRY = 20


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        NAME,
        help="make and serve a demonstration",
        description=(
            "Makes an embedded database, loads the 2022 cohort year and the 2023 peer-learning series, and serves it. "
            "A second start uses what is there."
        ),
        epilog="example: convenor demo --port 8080 --data /tmp/convenor-demo",
    )
    parser.add_argument("--port", type=int, help=f"the port to serve on (default: the first free from {FIRST_PORT})")
    parser.add_argument("--no-serve", action="store_true", help="make the database and stop")
    add_database_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make what is missing, then serve."""
    choose_database(args)
    os.environ["CONVENOR_DEMO"] = "1"
    port = None if args.no_serve else _port(args.port)
    if port is not None:
        # Mails and the feed lead to where it is served.
        os.environ.setdefault("CONVENOR_SITE", f"http://localhost:{port}")
    _prepare()
    if port is None:
        print("The demonstration is ready; 'convenor demo' serves it.", flush=True)
        return 0
    _greet(port)
    serve_here(LOOPBACK, port, with_worker=True)
    return 0


def _prepare() -> None:
    with _step("Starting"):
        set_up()
    if migrations_missing():
        from django.core.management import call_command

        with _step("Making the database"):
            call_command("migrate", verbosity=0, interactive=False)
    from convenor.demo import load

    if load.is_loaded():
        return
    if load.is_in_use():
        raise Unusable("This database holds something other than the demonstration; name another folder with --data.")
    with _step("Loading the 2022 cohort year and the 2023 series"):
        load.everything()


def _greet(port: int) -> None:
    from convenor.demo.roles import ROLES

    print(f"\nConvenor is at http://localhost:{port}/", flush=True)
    print(f"Look in as a role, without a password, at http://localhost:{port}/look-in/", flush=True)
    for role in ROLES:
        print(f"  {role.label}: http://localhost:{port}/look-in/#{role.key}", flush=True)
    print("Stop with Ctrl+C.\n", flush=True)


def _port(asked: int | None) -> int:
    if asked is not None:
        must_be_a_port(asked)
        if not port_is_free(LOOPBACK, asked):
            raise Unusable(f"Something else already listens on port {asked}; choose another with --port.")
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if port_is_free(LOOPBACK, port):
            return port
    raise Unusable(f"No port from {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} is free; choose one with --port.")


@contextmanager
def _step(words: str) -> Iterator[None]:
    """Say what happens and how long it took."""
    began = time.monotonic()
    print(f"{words} …", end=" ", flush=True, file=sys.stdout)
    yield
    print(f"{time.monotonic() - began:.1f} s", flush=True)
