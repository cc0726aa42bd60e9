"""The product's own door on a shared database; `/publish?at=…` changes a page in a transaction, as an action does."""

import asyncio
from typing import Any

from bench.live_phones import fragment
from convenor import wiring
from convenor.asgi import application


def snapshot(_identity: str) -> str:
    """What the page shows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM bench_shared")
        [at] = cursor.fetchone()
    return fragment(at)


def publish(at: str) -> None:
    """Change it."""
    from django.db import connection, transaction

    from convenor.kernel.live.changes import changed

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE bench_shared SET at = %s", [at])
            changed("shared:1")
    finally:
        connection.close()


wiring.LIVE["shared"] = f"{__name__}.snapshot"


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Change the page, or what the product does."""
    if scope["path"] != "/publish":
        await application(scope, receive, send)
        return
    await asyncio.to_thread(publish, scope["query_string"].decode().removeprefix("at="))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
