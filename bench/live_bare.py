"""The bare path that our live pages are compared with: streams from a raw ASGI server, and nothing else.

No token is read, no host is looked at, nothing beats, no snapshot is made: whoever comes gets the last message, and
`/publish?at=…` sends the next one to all, by a queue each.
"""

import asyncio
from typing import Any

from bench.live_phones import fragment

_all: "set[asyncio.Queue[bytes]]" = set()
_last = [b""]


def _event(at: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in fragment(at).split("\n"))
    return f"{lines}\n".encode()


_last[0] = _event("0")


async def app(scope: Any, _receive: Any, send: Any) -> None:
    """Send a stream, or the next message to all."""
    if scope["path"] == "/publish":
        _last[0] = _event(scope["query_string"].decode().removeprefix("at="))
        for queue in _all:
            queue.put_nowait(_last[0])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    own: asyncio.Queue[bytes] = asyncio.Queue()
    _all.add(own)
    message = _last[0]
    while True:
        await send({"type": "http.response.body", "body": message, "more_body": True})
        message = await own.get()
