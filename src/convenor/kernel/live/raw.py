"""What a raw path does for itself, because Django is not asked: the types, the name of the host, a plain answer."""

from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Message = Mapping[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

Headers = list[tuple[bytes, bytes]]
# On everything that a raw path says: nobody keeps it, and nobody takes it for something else.
ALWAYS: Headers = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]


def is_for_us(scope: Scope) -> bool:
    """Whether the request names a host that we answer to, as Django asks of its own requests."""
    named = [value for name, value in scope["headers"] if name == b"host"]
    return len(named) == 1 and _is_ours(named[0], tuple(settings.ALLOWED_HOSTS))


@lru_cache(maxsize=64)
def _is_ours(named: bytes, hosts: tuple[str, ...]) -> bool:
    domain, _port = split_domain_port(named.decode("latin-1"))
    return bool(domain) and validate_host(domain, hosts)


async def answer(send: Send, status: int, words: str, headers: Headers | None = None) -> None:
    """Answer with a status and a sentence."""
    body = words.encode()
    plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    start = {"type": "http.response.start", "status": status, "headers": [*ALWAYS, *plain, *(headers or [])]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
