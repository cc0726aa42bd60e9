"""A throw-away PostgreSQL: made in a temporary folder, on a free port, gone at the end.

Run `python -m tools.postgres COMMAND …` to give a command one of its own in `DATABASE_URL`.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing of this database is to survive, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "64MB",
    # Old log is removed, so that a test can look for what must not be in it.
    "wal_recycle": "off",
}
START_SECONDS = 30


class PostgresError(Exception):
    """PostgreSQL could not be found or started; the text says what to do."""


@contextmanager
def throw_away_postgres() -> Iterator[str]:
    """Start a server and yield its address, `postgres://…`; raises `PostgresError`."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="convenor-postgres-"))
    try:
        prefix = _as_somebody_else(folder)
        password = secrets.token_hex(16)
        _initialise(programs, prefix, folder, password)
        server, port = _start(programs, prefix, folder)
        try:
            yield f"postgres://convenor:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server's programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if not found:
        raise PostgresError("PostgreSQL's server is not installed. Install it (Debian: apt install postgresql).")
    return Path(found).parent


def _as_somebody_else(folder: Path) -> list[str]:
    """The words that run a command as the user `postgres`, where we are root; PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return []
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError as error:
        raise PostgresError("There is no user named postgres to run PostgreSQL as.") from error
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _initialise(programs: Path, prefix: list[str], folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    secret.chmod(0o644)  # The folder itself is closed to others.
    made = subprocess.run(
        [
            *prefix,
            str(programs / "initdb"),
            f"--pgdata={folder / 'cluster'}",
            "--username=convenor",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    secret.unlink()
    if made.returncode:
        raise PostgresError(f"initdb failed: {made.stderr.strip()[-500:]}")


def _start(programs: Path, prefix: list[str], folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    """Start the server on a free port; another program may take the port first, so try more than once."""
    for _attempt in range(3):
        port = _free_port()
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *prefix,
                    str(programs / "postgres"),
                    f"-D{folder / 'cluster'}",
                    f"-p{port}",
                    f"-k{folder}",
                    *options,
                ],
                cwd=folder,
                stdout=log,
                stderr=log,
                # Ctrl-C reaches us alone; we stop the server in order.
                start_new_session=True,
            )
        if _answers(programs, server, port):
            return server, port
        _stop(server, folder)
    tail = (folder / "log").read_text(encoding="utf-8", errors="replace")[-500:]
    raise PostgresError(f"PostgreSQL did not start: {tail.strip()}")


def _answers(programs: Path, server: "subprocess.Popen[bytes]", port: int) -> bool:
    asking = [str(programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(asking, check=False).returncode == 0:
            return True
        time.sleep(0.05)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Ask the server to end at once; `runuser` does not pass every signal on, so its own pid is asked."""
    try:
        pid = int((folder / "cluster" / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
        os.kill(pid, signal.SIGQUIT)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def main(command: list[str]) -> int:
    """Run a command with `DATABASE_URL` set to a server of its own."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with throw_away_postgres() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
