"""The product as a newcomer starts it: a process of its own, on a port of its own, over a folder of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path

COMMAND = [sys.executable, "-m", "convenor"]
PATIENCE = 60.0
# Django's line between the mails in one file.
BETWEEN_MAILS = f"\n{'-' * 79}\n"


@dataclass(frozen=True, kw_only=True)
class House:
    """A demonstration that is being served."""

    address: str
    folder: Path
    server: "subprocess.Popen[bytes]"

    @property
    def mails(self) -> list[str]:
        """Every mail that has left so far, as it is read: headers, and all that its parts say."""
        written = "".join(file.read_text(encoding="utf-8") for file in (self.folder / "mail").glob("*"))
        return [_as_read(mail) for mail in written.split(BETWEEN_MAILS) if mail.strip()]


def _as_read(mail: str) -> str:
    message = message_from_string(mail.lstrip("\n"), policy=policy.default)
    headers = "".join(f"\n{name}: {words}" for name, words in message.items())
    parts = (part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
    return "\n".join([headers, "", *parts])


def prepare(folder: Path) -> Path:
    """Make the demonstration's database in the folder."""
    made = _run([*COMMAND, "demo", "--no-serve", "--data", str(folder)], folder)
    if made.returncode:
        raise RuntimeError(f"the demonstration could not be made:\n{made.stdout}")
    return folder


def copy(prepared: Path, folder: Path) -> Path:
    """A copy of a folder that nobody serves."""
    shutil.copytree(prepared, folder)
    return folder


def run_inside(folder: Path, code: str) -> str:
    """Run a few lines of Python in the product over the folder's database; returns what they print."""
    done = _run([sys.executable, "-c", f"import django; django.setup()\n{code}"], folder)
    if done.returncode:
        raise RuntimeError(done.stdout)
    return done.stdout


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[House]:
    """Serve the folder until the block ends. Raises RuntimeError, with what the server said, if it does not come up."""
    port = port or free_port()
    log = folder.with_name(f"{folder.name}-{port}.log")
    command = [*COMMAND, "demo", "--port", str(port), "--data", str(folder)]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=surroundings(folder), stdout=output, stderr=output) as server,
    ):
        try:
            if not _comes_up(server, port):
                raise RuntimeError(f"'convenor demo' did not come up:\n{log.read_text(encoding='utf-8')}")
            yield House(address=f"http://localhost:{port}", folder=folder, server=server)
        finally:
            server.terminate()
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
    said = log.read_text(encoding="utf-8")
    if "ERROR" in said or "Traceback" in said:
        raise RuntimeError(f"the server complained:\n{said}")


def _comes_up(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Whether it answers before it ends or patience does."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if _answers(port):
            return True
        try:
            # Waiting for its end is also how we wait a moment before asking again.
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _run(command: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        check=False,
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE * 2,
    )


def surroundings(folder: Path) -> dict[str, str]:
    """The environment without what would lead to another database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONVENOR_", "DATABASE_"))}
    return {
        **kept,
        "CONVENOR_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "convenor.settings",
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
