"""Ballots: ours, as the product serves them, beside a bare durable group commit; and ours, killed again and again."""

import asyncio
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast
from urllib.parse import urlencode
from uuid import uuid4

import uvloop

from bench.serving import Server, served
from bench.table import Measure, tell

PHONES, BALLOTS, ROUNDS = 200, 4_000, 4
KILLED_BALLOTS, KILLS, SENT_TO_BOTH = 1_500, 8, 0.2
KEY = "a key for the benchmark"
SEED = 20221111


class Phone(asyncio.Protocol):
    """One connection that is kept: sends a ballot, waits for the answer, sends the next."""

    def __init__(self, ballots: list[bytes], took: list[float], finished: "asyncio.Future[None]") -> None:
        self.ballots, self.took, self.finished = ballots, took, finished
        self.heard, self.began = b"", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        # uvloop's transports are of a family of their own.
        self.transport = cast("asyncio.Transport", transport)
        self._next()

    def data_received(self, part: bytes) -> None:
        """An answer, or a part of one."""
        self.heard += part
        if self.heard.endswith(b"}"):
            if b'"said": "counted"' not in self.heard:
                self.finished.set_exception(RuntimeError(self.heard.decode()))
                return
            self.took.append(time.perf_counter() - self.began)
            self.heard = b""
            self._next()

    def _next(self) -> None:
        if not self.ballots:
            self.transport.close()
            self.finished.set_result(None)
            return
        self.began = time.perf_counter()
        self.transport.write(self.ballots.pop())


async def burst(port: int, ballots: list[bytes]) -> tuple[float, list[float]]:
    """Everybody at once; the ballots a second, and how long each waited."""
    loop, took = asyncio.get_running_loop(), list[float]()

    async def one(own: list[bytes]) -> None:
        phone = Phone(own, took, loop.create_future())
        await loop.create_connection(lambda: phone, "127.0.0.1", port)
        await phone.finished

    began = time.perf_counter()
    await asyncio.gather(*(one(ballots[at::PHONES]) for at in range(PHONES)))
    return len(ballots) / (time.perf_counter() - began), took


def posted(path: str, kind: str, body: bytes) -> bytes:
    """A request as it goes over the wire."""
    head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\ncontent-type: {kind}\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


class Poll:
    """An open poll, and slips for it; the answers to one that asks for words are told apart by them."""

    def __init__(self, folder: Path, *, in_words: bool = False, key: str = KEY) -> None:
        from convenor.room.polls import holding
        from convenor.room.polls.slips import slip_book
        from convenor.rules.ballots import Question
        from convenor.rules.vocabulary import PollKind

        self.folder, self.key, session = folder / "ballots", uuid4(), uuid4()
        question = Question(kind=PollKind.ONE, wording="Which comes first?", options=("Remedy", "Conflict", "Children"))
        if in_words:
            question = Question(kind=PollKind.TEXT, wording="What is hard?")
        holding.begin(self.folder, self.key, session, question)
        self.slip: Callable[[], str] = slip_book(key, session).for_phone

    def ballot(self, words: str = "") -> bytes:
        """A ballot that nobody has sent before."""
        answer = {"text": words} if words else {"choice": "1"}
        fields = {"slip": self.slip(), **answer, "back": "/join/ABCDEF/"}
        return posted(f"/ballots/{self.key}/", "application/x-www-form-urlencoded", urlencode(fields).encode())

    def count(self) -> int:
        """How many were counted."""
        from convenor.room.polls.holding import opened

        with opened(self.folder, self.key) as place:
            return place.count()

    def words(self) -> list[str]:
        """What was written."""
        from convenor.room.polls.holding import opened

        with opened(self.folder, self.key) as place:
            return [str(ballot.choices[0]) for ballot in place.ballots()]


def bare_vote() -> bytes:
    """A vote for the bare path."""
    from bench.ballots_bare import token

    vote = {"token": token(secrets.randbits(100)), "choice": 1, "back": "/join/ABCDEF/"}
    return posted("/", "application/json", json.dumps(vote).encode())


async def killed(
    servers: Sequence[Server], poll: Poll, ballots: int = KILLED_BALLOTS, kills: int = KILLS
) -> tuple[int, int]:
    """Kill the last server at moments that were drawn while phones send until they are told; ballots lost, and doubled.

    Where another is left, whoever was not answered goes to that one, and some send what was counted to it, too.
    """
    chance = random.Random(SEED)
    moments = sorted(chance.sample(range(ballots // 30, ballots - ballots // 7), kills))
    waiting = [(f"answer {at}", poll.ballot(f"answer {at}")) for at in range(ballots)]
    up, acknowledged = asyncio.Event(), set[str]()
    up.set()

    async def one(at: int) -> None:
        while waiting:
            words, ballot = waiting.pop()
            while words not in acknowledged:
                if len(servers) == 1:
                    await up.wait()
                try:
                    await sent(servers[at % len(servers)].port, ballot)
                    acknowledged.add(words)
                    if len(servers) > 1 and chance.random() < SENT_TO_BOTH:
                        await sent(servers[(at + 1) % len(servers)].port, ballot)
                except (OSError, asyncio.IncompleteReadError):
                    at += 1
            if moments and len(acknowledged) >= moments[0] and up.is_set():
                moments.pop(0)
                up.clear()
                servers[-1].kill()
                await asyncio.to_thread(servers[-1].start)
                up.set()

    async with asyncio.TaskGroup() as room:
        for at in range(PHONES // 4):
            room.create_task(one(at))
    kept = poll.words()
    return len(acknowledged - set(kept)), len(kept) - len(set(kept))


async def sent(port: int, ballot: bytes) -> None:
    """Send a ballot on a connection of its own. Raises OSError where it is not acknowledged."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(ballot)
        answer = await reader.readuntil(b"}")
    finally:
        writer.close()
    if b'"said": "counted"' not in answer and b'"said": "already"' not in answer:
        raise ConnectionResetError


def measure() -> list[Measure]:
    """All rows."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as name:
        folder = Path(name)
        os.environ.update(CONVENOR_DATA=name, CONVENOR_SECRET_KEY=KEY, DATABASE_URL="", BARE_KEY=KEY)
        os.environ.update(DJANGO_SETTINGS_MODULE="convenor.settings", BARE_FILE=str(folder / "bare.sqlite3"))
        migrate = [sys.executable, "-m", "convenor", "migrate", "--data", name]
        subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)
        poll = Poll(folder)
        ours, bare = Server("convenor.asgi:application", folder), Server("bench.ballots_bare:app", folder)
        rates: list[tuple[float, float]] = []
        waits: list[float] = []
        with served(ours), served(bare), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            for _round in range(ROUNDS):
                own, took = runner.run(burst(ours.port, [poll.ballot() for _ in range(BALLOTS)]))
                other, _ = runner.run(burst(bare.port, [bare_vote() for _ in range(BALLOTS)]))
                rates.append((own, other))
                waits += took
        counted = poll.count()
        last = Poll(folder, in_words=True)
        again = Server("convenor.asgi:application", folder)
        with served(again):
            lost, doubled = asyncio.run(killed([again], last))
    return _rows(rates, waits, counted, lost, doubled)


def _rows(rates: list[tuple[float, float]], waits: list[float], counted: int, lost: int, doubled: int) -> list[Measure]:
    ratios = sorted(own / other for own, other in rates)
    own, other = (statistics.median(rate[side] for rate in rates) for side in (0, 1))
    waits.sort()
    return [
        Measure(
            what=f"ballots a second, {PHONES} phones at once, each acknowledged from the disk",
            measured=f"{own:,.0f}; the bare path {other:,.0f}",
            note=f"{ROUNDS} rounds of {BALLOTS:,} in turn; {counted:,} of {ROUNDS * BALLOTS:,} counted",
        ),
        Measure(
            what="ours in parts of the bare path",
            measured=f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})",
            goal="at least 0.5",
        ),
        Measure(
            what="how long a phone waits when all answer at once",
            measured=f"{1000 * waits[len(waits) // 2]:.0f} ms",
            note=f"99 of 100 within {1000 * waits[len(waits) * 99 // 100]:.0f} ms",
        ),
        Measure(
            what=f"killed {KILLS} times at moments drawn by lot while phones send again",
            measured=f"{lost} lost, {doubled} counted twice",
            goal="0 and 0",
            note=f"{KILLED_BALLOTS:,} ballots",
        ),
    ]


if __name__ == "__main__":
    tell(measure)
