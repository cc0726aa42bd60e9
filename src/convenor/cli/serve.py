"""`convenor serve`, `convenor worker`, `convenor migrate`: what an operator runs."""

import argparse
import asyncio
import os
import resource
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from convenor.cli.database import (
    add_database_options,
    choose_database,
    migrations_missing,
    set_up,
    set_up_on_what_is_there,
)
from convenor.cli.refusals import Unusable

if TYPE_CHECKING:
    import uvicorn

    from convenor.kernel.live.hub import Hub

NAME = "serve"
LOOPBACK = "127.0.0.1"
# What is being answered when the server is told to stop may take so long; streams are ended at once.
SECONDS_TO_FINISH = 5
SECONDS_FOR_SLOW_READERS = 1
# Each open page of a session is a file to the system; what is usual, 1,024, is a full room with a proxy's half.
OPEN_FILES = 65_536


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three commands."""
    serve = commands.add_parser(
        "serve",
        help="serve the product",
        description="Serves the product and carries out what waits in the outbox, in one process.",
        epilog="example: DATABASE_URL=postgres://convenor@localhost/convenor convenor serve --port 8000",
    )
    serve.add_argument("--host", default=LOOPBACK, help="the address to listen on (default %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="the port to listen on (default %(default)s)")
    serve.add_argument("--no-worker", action="store_true", help="leave the outbox to 'convenor worker'")
    add_database_options(serve)
    serve.set_defaults(run=run)
    worker = commands.add_parser(
        "worker",
        help="carry out what waits in the outbox",
        description="Carries out what waits in the outbox: mails, feeds, indexes.",
        epilog="example: convenor worker --data /srv/convenor",
    )
    add_database_options(worker)
    worker.set_defaults(run=run_worker)
    migrate = commands.add_parser(
        "migrate",
        help="bring the database up to date",
        description="Makes or updates the tables of the database.",
        epilog="example: convenor migrate --data /srv/convenor",
    )
    add_database_options(migrate)
    migrate.set_defaults(run=run_migrate)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; refuses a demo database."""
    os.environ.pop("CONVENOR_DEMO", None)
    must_be_a_port(args.port)
    set_up_on_what_is_there(args)
    serve_here(args.host, args.port, with_worker=not args.no_worker)
    return 0


def run_worker(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    set_up_on_what_is_there(args)
    from django.core.management import call_command

    from convenor.kernel import daily, often

    daily.begin()
    often.begin()
    call_command("db_worker", verbosity=0, reload=False)
    return 0


def run_migrate(args: argparse.Namespace) -> int:
    """Bring the tables up to date."""
    choose_database(args)
    set_up()
    from django.core.management import call_command

    if migrations_missing():
        call_command("migrate", verbosity=1, interactive=False)
    print("The database is up to date.")
    return 0


def serve_here(host: str, port: int, *, with_worker: bool) -> None:
    """Run the web server in this process, with a worker beside it.

    Raises Unusable where the port is taken, or where a demonstration would be served as if it were real.
    """
    if not port_is_free(host, port):
        raise Unusable(
            f"Something else listens on {host}:{port} already, or it is no address of this computer; "
            "choose another port with --port."
        )
    import uvicorn
    from django.core.exceptions import ImproperlyConfigured

    try:
        from convenor.asgi import application, hub
    except ImproperlyConfigured as refused:
        raise Unusable(str(refused)) from None

    if with_worker:
        threading.Thread(target=_work, name="outbox", daemon=True).start()
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    _allow_open_files()
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve_until_told(uvicorn.Server(config), hub))


async def _serve_until_told(server: "uvicorn.Server", hub: "Hub") -> None:
    ending = asyncio.create_task(_end_streams(server, hub))
    try:
        await server.serve()
    finally:
        ending.cancel()


async def _end_streams(server: "uvicorn.Server", hub: "Hub") -> None:
    """End the streams once the server is told to stop; it would wait for them, and they have no end."""
    while not server.should_exit:
        await asyncio.sleep(0.1)
    hub.close_all()
    await asyncio.sleep(SECONDS_FOR_SLOW_READERS)
    for connection in server.server_state.connections:
        # Whoever has stopped reading would not read the end either.
        if connection.transport.get_write_buffer_size():
            connection.transport.abort()


def _allow_open_files() -> None:
    """Let as many pages be open as the system allows us."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def must_be_a_port(number: int) -> None:
    """Raise Unusable for a number that no port has."""
    if not 0 < number < 65_536:
        raise Unusable(f"--port {number} is not a port; give a number from 1 to 65535.")


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True


def _work() -> None:
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from convenor.kernel import daily, often

    daily.begin()
    often.begin()
    Worker(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()
