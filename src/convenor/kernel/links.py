"""Links that let somebody do one thing without an account; nothing of them is stored.

A link is signed for one purpose, so one for answering an invitation opens nothing else. What may be withdrawn has a
random `nonce` in its row and in the link: once the row's is changed, the link is dead. Opening a link never acts,
because mail scanners open every link: it shows a page with one button, and the button acts.
"""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer

from convenor.kernel import clock

LONGEST = 1_000
_SEPARATOR = "."


def sign(purpose: str, *parts: str) -> str:
    """A token that says these parts, for this purpose alone; safe in an address, and signed as of now."""
    return _signer(purpose).sign_object([int(clock.now().timestamp()), *parts])


def read(purpose: str, token: str, within: timedelta | None = None) -> tuple[str, ...] | None:
    """What a token says; None for one that is forged, was signed for something else, or is older than `within`."""
    if len(token) > LONGEST:
        return None
    try:
        signed_at, *parts = _signer(purpose).unsign_object(token)
    except (BadSignature, ValueError):
        return None
    if within is not None and clock.now() - datetime.fromtimestamp(signed_at, tz=UTC) > within:
        return None
    return tuple(parts)


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"convenor.links.{purpose}", sep=_SEPARATOR)
