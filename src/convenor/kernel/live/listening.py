"""Hearing what changes: from this process on an embedded database, from every process on PostgreSQL."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import psycopg
from django.db import connection

from convenor.kernel.live import changes

WAITS = (0.5, 1, 2, 4, 8, 15)
log = logging.getLogger("convenor.live")


class Hears(Protocol):
    """What is told of changes."""

    def refresh(self, topic: str) -> None:
        """This one changed; told on any thread."""

    def refresh_all(self) -> None:
        """Anything may have changed; told on the event loop."""


async def hear(hub: Hears) -> None:
    """Tell the hub what changes, until cancelled."""
    if connection.vendor == "postgresql":
        await hear_postgresql(hub, _place())
    changes.hear(hub.refresh)
    try:
        # What changed before there was an ear.
        hub.refresh_all()
        await asyncio.get_running_loop().create_future()
    finally:
        changes.hear_no_more(hub.refresh)


async def hear_postgresql(
    hub: Hears, place: dict[str, Any], pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Listen on one connection, and after a loss on another; nobody knows what was said between the two."""
    failures = 0
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**place, autocommit=True) as server:
                await server.execute(f"LISTEN {changes.CHANNEL}")
                failures = 0
                hub.refresh_all()
                async for notice in server.notifies():
                    hub.refresh(notice.payload)
        except (psycopg.Error, OSError) as lost:
            if not failures:
                log.warning("PostgreSQL is not heard (%s); it is tried again until it is", type(lost).__name__)
        await pause(WAITS[min(failures, len(WAITS) - 1)])
        failures += 1


def _place() -> dict[str, Any]:
    """Where Django's connection leads to, without what is Django's own."""
    known = connection.get_connection_params()
    return {name: known[name] for name in known if name not in {"context", "cursor_factory", "prepare_threshold"}}
