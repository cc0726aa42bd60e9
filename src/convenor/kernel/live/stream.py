"""GET /live/?t=TOKEN: a stream of server-sent events, a raw ASGI path in front of Django."""

import random

from convenor.kernel.live import raw, tokens
from convenor.kernel.live.hub import Hub

# Everybody comes back after a restart; not in the same moment.
COME_BACK_AFTER_MILLISECONDS = (1_000, 4_000)
# And a stream ends after so much of what its token's time has left.
ENDS_AFTER = (2 / 3, 1)

START: raw.Message = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        # Else a proxy collects what we send until it is worth its while.
        (b"x-accel-buffering", b"no"),
        *raw.ALWAYS,
    ],
}


async def stream(hub: Hub, scope: raw.Scope, receive: raw.Receive, send: raw.Send) -> None:
    """Send the present snapshot and each new one, until the reader goes, the token ends or the server stops."""
    if scope["method"] != "GET":
        await raw.answer(send, 405, "This address is listened to with GET.", [(b"allow", b"GET")])
        return
    leave = tokens.leave_in(scope["query_string"].decode("ascii", "replace"))
    if leave is None or not hub.still_holds(leave.topic, leave.made_at):
        # One answer for forged, expired and missing. A browser comes back after an end but not after a refusal; of
        # those, 204 would say the same and be a success in every log.
        await raw.answer(send, 403, "This page has been open for long. Load it again to follow what happens.")
        return
    await send(START)
    # Chance spreads the readers; it need not be hard to guess.
    retry = b"retry: %d\n\n" % random.randint(*COME_BACK_AFTER_MILLISECONDS)
    await send({"type": "http.response.body", "body": retry, "more_body": True})
    # Pages that were opened together are fetched anew one after the other.
    with hub.listener(leave.topic, send, leave.seconds * random.uniform(*ENDS_AFTER)):
        while (await receive())["type"] != "http.disconnect":
            pass
