"""Thousands of pages that follow, in one process: `python -m bench.live_phones PORT ADDRESS LISTENERS MESSAGES PID`.

Prints one line of JSON and ends by itself, within `MOST_SECONDS` whatever the server does. The clock is the
machine's, so a moment that the publisher wrote into a message can be compared with the one at which it arrived.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import uvloop

AT_ONCE, MOST_SECONDS, PATIENCE, PAUSE = 150, 120, 20, 0.4
_AT = re.compile(rb'data-at="(\d+)"')


def fragment(at: str) -> str:
    """What is shown: a small chart with its table, of about a kilobyte, that says when it was published."""
    rows = "\n".join(f'<tr><th scope="row">Answer {n}</th><td>{n} of 30</td></tr>' for n in range(1, 18))
    return f'<h2 data-at="{at}">What the room said</h2>\n<table>\n{rows}\n</table>'


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What the listeners of one run saw; seconds, and bytes a listener of the server's memory."""

    listeners: int
    connected: int
    connect_seconds: float
    expected: int
    arrived: int
    broken: int
    p50: float
    p99: float
    bytes_each: float


class Page(asyncio.Protocol):
    """One page that follows."""

    def __init__(self, asking: bytes, room: "Room") -> None:
        self.asking, self.room, self.first = asking, room, asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        # uvloop's transports are of a family of their own.
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self.asking)

    def data_received(self, part: bytes) -> None:
        """The first message says that we are connected; the others, how long they took."""
        now = time.monotonic_ns()
        for at in _AT.findall(part):
            if self.first.done():
                self.room.took.append(now - int(at))
            else:
                self.first.set_result(None)

    def connection_lost(self, _error: Exception | None) -> None:
        """No stream ends while we measure."""
        self.room.broken += 1
        if not self.first.done():
            self.first.set_exception(ConnectionResetError())


class Room:
    """All pages of one run."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.took, self.broken = port, list[int](), 0
        self.asking = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode()
        self.pages: list[Page] = []

    async def fill(self, listeners: int) -> float:
        """Connect all, some at once; the seconds until the last one saw what is shown."""
        few = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with few:
                loop = asyncio.get_running_loop()
                _, page = await loop.create_connection(lambda: Page(self.asking, self), "127.0.0.1", self.port)
                await asyncio.wait_for(page.first, PATIENCE)
                self.pages.append(page)

        began = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(listeners)), return_exceptions=True)
        return time.perf_counter() - began

    async def publish(self) -> None:
        """Change what is shown, and wait until everybody has it, or for as long as one may."""
        expected = len(self.took) + len(self.pages)
        await self.announce()
        await self.hears(expected)
        await asyncio.sleep(PAUSE)

    async def announce(self) -> None:
        """Change what is shown."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(b"GET /publish?at=%d HTTP/1.1\r\nHost: localhost\r\n\r\n" % time.monotonic_ns())
        await reader.readuntil(b"ok")
        writer.close()

    async def hears(self, expected: int) -> None:
        """Wait until so many messages have arrived, or for as long as one may."""
        ends = time.perf_counter() + PATIENCE
        while len(self.took) < expected and time.perf_counter() < ends:
            await asyncio.sleep(0.02)

    def leave(self) -> None:
        """Close every page."""
        for page in self.pages:
            page.transport.abort()


def memory_of(process: int) -> int:
    """The bytes that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return 1024 * int(found[1]) if found else 0


async def listen(port: int, address: str, listeners: int, messages: int, process: int) -> Heard:
    """Everything of one run."""
    warm = Room(port, address)
    await warm.fill(5)
    before = memory_of(process)
    room = Room(port, address)
    seconds = await room.fill(listeners)
    holds = memory_of(process) - before
    for _message in range(messages):
        await room.publish()
    took = sorted(room.took) or [0]
    heard = Heard(
        listeners=listeners,
        connected=len(room.pages),
        connect_seconds=seconds,
        expected=listeners * messages,
        arrived=len(room.took),
        broken=room.broken,
        p50=took[len(took) // 2] / 1e9,
        p99=took[len(took) * 99 // 100] / 1e9,
        bytes_each=holds / max(1, len(room.pages)),
    )
    room.leave()
    warm.leave()
    return heard


def main() -> int:
    """Measure, and say it."""
    port, address, listeners, messages, process = sys.argv[1:]
    run = listen(int(port), address, int(listeners), int(messages), int(process))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        heard = runner.run(asyncio.wait_for(run, MOST_SECONDS))
    json.dump(asdict(heard), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
