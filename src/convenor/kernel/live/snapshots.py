"""What listeners are sent: a fragment of a page, made once for all of them who read one language."""

import asyncio
import re
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from convenor.kernel import clock
from convenor.kernel.live.spoken import speaking_of, topic_of

Snapshot = Callable[[str], str]
_LAST = b"event: last\ndata:\n\n"
_END_OF_LINE = re.compile(r"\r\n|\r|\n")


class Last(str):
    """A fragment after which nothing is different any more: whoever listens is sent it, and listens no longer."""

    __slots__ = ()


async def made(spoken: str) -> bytes:
    """The present snapshot of a topic in a language as it is sent; raises what the function that makes it raises.

    Raises KeyError for a kind that the wiring does not know.
    """
    return framed(await asyncio.to_thread(_made_here, spoken))


def framed(fragment: str) -> bytes:
    """A fragment as one server-sent event, each of its lines for itself; behind the last one a word that it is."""
    lines = "".join(f"data: {line}\n" for line in _END_OF_LINE.split(fragment))
    return f"{lines}\n".encode() + (_LAST if isinstance(fragment, Last) else b"")


def is_last(event: bytes) -> bool:
    """Whether what is sent is the last of its topic."""
    return event.endswith(_LAST)


def _made_here(spoken: str) -> str:
    # A web server imports this before Django is set up.
    from convenor.kernel.installation import installation

    kind, _, identity = topic_of(spoken).partition(":")
    sources: Mapping[str, str] = import_string(settings.CONVENOR_LIVE)
    snapshot: Snapshot = import_string(sources[kind])
    try:
        with clock.standing_at(installation().today), speaking_of(spoken):
            return snapshot(identity)
    finally:
        # No request ends here that would do it.
        connections.close_all()
