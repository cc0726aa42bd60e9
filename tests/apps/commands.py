"""Calling a command as somebody at a terminal does: in a process of its own, with nothing but the environment."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-m", "convenor")
SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command said and how it ended."""

    status: int
    said: str
    complaint: str

    @property
    def sentence(self) -> str:
        """The one line of a complaint. Fails where there is none, or more than one."""
        lines = self.complaint.strip().splitlines()
        assert len(lines) == 1, self.complaint
        assert "Traceback" not in self.complaint
        assert "should not" not in self.complaint, self.complaint
        return lines[0]


def _surroundings(environment: dict[str, str]) -> dict[str, str]:
    """The environment without what leads to the caller's own database."""
    ours = ("CONVENOR_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, **environment}


def convenor(*words: object, **environment: str) -> Answer:
    """Run `convenor WORDS` to its end."""
    return _run([*COMMAND, *map(str, words)], environment)


def python(code: str, **environment: str) -> Answer:
    """Run a line of Python in a process of its own."""
    return _run([sys.executable, "-c", code], environment)


def _run(command: list[str], environment: dict[str, str]) -> Answer:
    done = subprocess.run(
        command,
        env=_surroundings(environment),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Answer(status=done.returncode, said=done.stdout, complaint=done.stderr)


@dataclass(kw_only=True)
class Served:
    """A server of one's own; what it said is known once it has ended."""

    address: str
    said: str = ""
    status: int | None = None


@contextmanager
def serving(command: str, folder: Path, told: signal.Signals = signal.SIGINT, **environment: str) -> Iterator[Served]:
    """Run `convenor demo` or `convenor serve` until the block ends, then stop it as Ctrl+C does, or as it is told."""
    port = free_port()
    words = [command, "--data", str(folder), "--port", str(port)]
    surroundings = _surroundings({"PYTHONUNBUFFERED": "1", **environment})
    log = folder.with_name(f"{folder.name}-{port}.log")
    with log.open("wb") as output:
        server = subprocess.Popen([*COMMAND, *words], env=surroundings, stdout=output, stderr=output)
        served = Served(address=f"http://localhost:{port}")
        try:
            assert _comes_up(server, port), log.read_text(encoding="utf-8")
            yield served
        finally:
            server.send_signal(told)
            served.status = server.wait(timeout=SECONDS)
            served.said = log.read_text(encoding="utf-8")


def _comes_up(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Whether it listens before it ends."""
    for _ in range(SECONDS * 20):
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return True
        try:
            # Waiting for its end is also how we wait a moment before knocking again.
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refused(*words: object, **environment: str) -> str:
    """The sentence of a command whose input cannot be used."""
    answer = convenor(*words, **environment)
    assert answer.status == 2, answer
    # The demonstration says that it starts before it looks.
    assert [line for line in answer.said.splitlines() if not line.startswith("Starting …")] == []
    return answer.sentence


def copy_of(folder: Path, to: Path) -> Path:
    """A copy of a demonstration's folder, to spoil."""
    shutil.copytree(folder, to)
    return to


@contextmanager
def behind_our_back(folder: Path) -> Iterator[sqlite3.Connection]:
    """The embedded database of a folder, as somebody with the file in hand opens it."""
    with closing(sqlite3.connect(folder / "convenor.sqlite3")) as file, file:
        yield file
