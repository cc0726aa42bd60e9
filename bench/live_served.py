"""The product's own door, with one more kind of page to follow and one more address: `/publish?at=…` changes it."""

from typing import Any

from bench.live_phones import fragment
from convenor import wiring
from convenor.asgi import application, hub

TOPIC = "bench:1"
_at = ["0"]


def snapshot(_identity: str) -> str:
    """What the page shows."""
    return fragment(_at[0])


wiring.LIVE["bench"] = f"{__name__}.snapshot"


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Change the page, or what the product does."""
    if scope["path"] != "/publish":
        await application(scope, receive, send)
        return
    _at[0] = scope["query_string"].decode().removeprefix("at=")
    hub.refresh(TOPIC)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
