"""The bare path that our intake is compared with: a raw ASGI server with signed tokens and a durable group commit.

It reads JSON, keeps one table with the token's number as its key, commits every 20 ms and answers after the commit. It
reads no question, refuses nothing plainly, keeps marks and ballots together, and its log holds them in order.
"""

import asyncio
import hashlib
import hmac
import json
import os
import sqlite3
from typing import Any

KEY, TICK = os.environ["BARE_KEY"].encode(), 0.02
_waiting: list[tuple[bytes, str, "asyncio.Future[None]"]] = []
_ticking: list["asyncio.Task[None]"] = []
_connection = sqlite3.connect(os.environ["BARE_FILE"], isolation_level=None, check_same_thread=False)
_connection.executescript(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "CREATE TABLE IF NOT EXISTS vote (token BLOB PRIMARY KEY, choice TEXT)"
)


def token(number: int) -> str:
    """A signed token."""
    body = number.to_bytes(16, "big")
    return (body + hmac.digest(KEY, body, hashlib.sha256)[:16]).hex()


async def app(_scope: Any, receive: Any, send: Any) -> None:
    """Take one vote."""
    if not _ticking:
        _ticking.append(asyncio.create_task(_tick()))
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    vote = json.loads(body)
    raw = bytes.fromhex(vote["token"])
    if not hmac.compare_digest(raw[16:], hmac.digest(KEY, raw[:16], hashlib.sha256)[:16]):
        raise PermissionError
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    _waiting.append((raw[:16], str(vote["choice"]), done))
    await done
    answer = b'{"said": "counted"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


def _commit(batch: list[tuple[bytes, str, "asyncio.Future[None]"]]) -> None:
    _connection.execute("BEGIN IMMEDIATE")
    _connection.executemany("INSERT OR IGNORE INTO vote VALUES (?, ?)", [(key, choice) for key, choice, _ in batch])
    _connection.execute("COMMIT")


async def _tick() -> None:
    while True:
        await asyncio.sleep(TICK)
        if _waiting:
            batch = _waiting[:]
            _waiting.clear()
            await asyncio.to_thread(_commit, batch)
            for _, _, done in batch:
                done.set_result(None)
