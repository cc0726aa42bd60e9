"""Listeners of a live page, and time that passes when a test says so."""

import asyncio
from typing import Any

from convenor.kernel.live.raw import Message

# No test waits so long; one that would wait for ever fails.
SECONDS = 60


class Reader:
    """The receiving side of one stream: what arrived, in order. One whose `reads` is cleared takes nothing."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self._arrived = asyncio.Condition()

    async def send(self, message: Message) -> None:
        await self.reads.wait()
        async with self._arrived:
            self.messages.append(message)
            self._arrived.notify_all()

    @property
    def bodies(self) -> list[bytes]:
        """The pieces of the stream, without its start and its end."""
        return [message["body"] for message in self.messages if message.get("body")]

    @property
    def ended(self) -> bool:
        return bool(self.messages) and self.messages[-1].get("more_body") is False

    async def until(self, piece: bytes) -> None:
        """Wait until a piece has arrived."""
        async with asyncio.timeout(SECONDS), self._arrived:
            await self._arrived.wait_for(lambda: piece in self.bodies)

    async def until_ended(self) -> None:
        async with asyncio.timeout(SECONDS), self._arrived:
            await self._arrived.wait_for(lambda: self.ended)


class Moments:
    """Who pauses goes on once `go_by` is called for as many seconds."""

    def __init__(self) -> None:
        self._paused: dict[float, list[asyncio.Future[None]]] = {}

    async def pause(self, seconds: float) -> None:
        moment: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._paused.setdefault(seconds, []).append(moment)
        await moment

    async def go_by(self, seconds: float) -> None:
        """Let the pauses of this length end, and everything happen that follows."""
        for moment in self._paused.pop(seconds, []):
            if not moment.done():
                moment.set_result(None)
        await everything_else()


async def everything_else() -> None:
    """Let each task of the loop go on until it waits for something that only a test brings about."""
    for _ in range(50):
        await asyncio.sleep(0)


def request(query: bytes = b"", **change: Any) -> dict[str, Any]:
    """A request for the stream, as a web server passes it on."""
    return {
        "type": "http",
        "method": "GET",
        "path": "/live/",
        "query_string": query,
        "headers": [(b"host", b"localhost:8000")],
        "client": ("203.0.113.9", 5000),
        **change,
    }
