"""A server that is killed at random moments, while phones go on sending: nothing is lost and nothing counts twice."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest

from convenor.room.polls import holding
from convenor.room.polls.holding import opened
from convenor.room.polls.slips import slip_book
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind

HERE = Path(__file__).resolve().parent
POLL, SESSION, KEY = UUID(int=1), UUID(int=2), "a key for this test"
PHONES, AT_ONCE, KILLS, PATIENCE = 240, 24, 5, 600


class Server:
    """The intake in a process of its own, on a port that stays the same."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        paths = os.pathsep.join([str(HERE), str(HERE.parents[1] / "src")])
        self.environment = {**os.environ, "PYTHONPATH": paths, "TAKING_IN_FOLDER": str(folder), "TAKING_IN_KEY": KEY}
        self.environment |= {"CONVENOR_DATA": str(folder.parent), "DATABASE_URL": ""}
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, and return once it listens."""
        command = ["-m", "uvicorn", "taking_in:app", "--port", str(self.port), "--lifespan", "off"]
        self.running = subprocess.Popen(
            [sys.executable, *command, "--log-level", "critical"], env=self.environment, stderr=subprocess.DEVNULL
        )
        for _try in range(PATIENCE):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            with suppress(subprocess.TimeoutExpired):
                self.running.wait(0.05)
        raise AssertionError("the server does not listen")

    def kill(self) -> None:
        """End it as a power cut would end a process."""
        if self.running:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ballots"
    holding.begin(place, POLL, SESSION, Question(kind=PollKind.TEXT, wording="What is hard?"))
    return place


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    made = Server(folder)
    yield made
    made.kill()


async def sent(port: int, slip: str, text: str) -> str:
    """Send one answer, and give what was said to it; raises OSError where the server is gone before it has.

    A server that is there and does not count raises RuntimeError: nobody sends again for ever.
    """
    body = urlencode({"slip": slip, "text": text}).encode()
    head = (
        f"POST /ballots/{POLL}/ HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\nconnection: close\r\n"
        f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + body)
        answer = await reader.read()
    finally:
        writer.close()
    for word in ("counted", "already"):
        if f'"said": "{word}"'.encode() in answer:
            return word
    if answer and not b"HTTP/1.1 200".startswith(answer[:12]):
        raise RuntimeError(answer.decode())
    raise ConnectionResetError


def kept(folder: Path) -> list[str]:
    with opened(folder, POLL) as place:
        return [str(ballot.choices[0]) for ballot in place.ballots()]


class Evening:
    """Phones that send until each is told that it is counted, and a server that does not last."""

    def __init__(self, server: Server, folder: Path, seed: int) -> None:
        self.server, self.folder = server, folder
        self.chance = random.Random(seed)
        self.acknowledged: dict[str, list[str]] = {}
        self.kill_after = sorted(self.chance.sample(range(5, PHONES - AT_ONCE), KILLS))
        self.up = asyncio.Event()

    async def phone(self, waiting: list[tuple[str, str]]) -> None:
        """Send one answer after the other; an answer that was not acknowledged is sent again."""
        while waiting:
            slip, text = waiting.pop()
            while text not in self.acknowledged:
                await self.up.wait()
                with suppress(OSError):
                    said = await sent(self.server.port, slip, text)
                    self.acknowledged.setdefault(text, []).append(said)
                    await self.perhaps_kill()
                    if self.chance.random() < 0.2:
                        # The acknowledgement was lost on the way, or somebody taps twice.
                        self.acknowledged[text].append(await sent(self.server.port, slip, text))

    async def perhaps_kill(self) -> None:
        """Kill at the moments that were drawn, look at what is there, and start again."""
        if self.up.is_set() and self.kill_after and len(self.acknowledged) >= self.kill_after[0]:
            self.kill_after.pop(0)
            self.up.clear()
            self.server.kill()
            there = set(kept(self.folder))
            assert set(self.acknowledged) <= there
            await asyncio.to_thread(self.server.start)
            self.up.set()

    async def run(self, waiting: list[tuple[str, str]]) -> None:
        """All phones at once."""
        await asyncio.to_thread(self.server.start)
        self.up.set()
        async with asyncio.TaskGroup() as room:
            for _phone in range(AT_ONCE):
                room.create_task(self.phone(waiting))


def test_what_was_acknowledged_is_there_once_after_every_kill(server: Server, folder: Path) -> None:
    book = slip_book(KEY, SESSION)
    waiting = [(book.for_account(at), f"answer {at}") for at in range(PHONES)]
    evening = Evening(server, folder, seed=20221111)
    asyncio.run(evening.run(list(waiting)))

    assert evening.kill_after == []
    there = kept(folder)
    assert sorted(there) == sorted(text for _slip, text in waiting)
    assert all(told.count("counted") <= 1 for told in evening.acknowledged.values())
    assert len(evening.acknowledged) == PHONES
