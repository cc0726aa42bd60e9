"""Slips: what says that somebody may answer the polls of a session, each once.

A slip is 16 bytes that tell it from others, 8 that tag the organisation, and a seal of 16 over both, made with a key
of the session that is derived from the installation's. Nobody can make one, and none is stored. Somebody signed in
always gets the same slip, so that a second tab is no second vote; a phone gets one by lot. Which account a slip is of
can be told only with the installation's key; what was answered with it, by nobody.
"""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

IDENTITY, TAG, SEAL = 16, 8, 16
NO_TAG = bytes(TAG)
LONGEST = 54


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's slip for a session; `organisation` is a tag, all zeros where nothing is known of it."""

    identity: bytes
    organisation: bytes


@dataclass(frozen=True, slots=True)
class SlipBook:
    """The keys of a session's slips."""

    sealing: bytes
    naming: bytes
    tagging: bytes

    def for_account(self, account: object, organisation: str | None = None) -> str:
        """The slip of somebody signed in, for the organisation that the person speaks for."""
        return self._written(_digest(self.naming, str(account).encode())[:IDENTITY], self._tag(organisation))

    def for_phone(self) -> str:
        """A slip for whoever has the session's code, drawn by lot."""
        return self._written(secrets.token_bytes(IDENTITY), NO_TAG)

    def read(self, text: str) -> Slip | None:
        """The slip that was written so, or None where this book did not make it.

        Whatever the text, the same is computed and compared, so that the time says nothing about how near a guess was.
        """
        raw = _decoded(text)
        body, seal = raw[: IDENTITY + TAG], raw[IDENTITY + TAG :]
        if not hmac.compare_digest(seal, self._seal(body)):
            return None
        return Slip(identity=body[:IDENTITY], organisation=body[IDENTITY:])

    def _written(self, identity: bytes, tag: bytes) -> str:
        body = identity + tag
        return base64.urlsafe_b64encode(body + self._seal(body)).decode().rstrip("=")

    def _seal(self, body: bytes) -> bytes:
        return _digest(self.sealing, body)[:SEAL]

    def _tag(self, organisation: str | None) -> bytes:
        return _digest(self.tagging, organisation.encode())[:TAG] if organisation else NO_TAG


def slip_book(secret_key: str, session: UUID) -> SlipBook:
    """The slip book of a session: three keys drawn from the installation's key, one for each use."""
    root = _digest(secret_key.encode(), b"convenor slips " + session.bytes)
    return SlipBook(sealing=_digest(root, b"seal"), naming=_digest(root, b"name"), tagging=_digest(root, b"tag"))


def _decoded(text: str) -> bytes:
    """The bytes of a slip; for anything that cannot be one as many zeros, whose seal is never right."""
    nothing = bytes(IDENTITY + TAG + SEAL)
    if len(text) != LONGEST:
        return nothing
    try:
        return base64.b64decode(text + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return nothing


def _digest(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")
