"""Codes by which a session's floor is joined without an account: they hold while it is open, and none is stored."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import SessionState

# Nothing that is taken for something else when it is read aloud or off a screen.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 6


def code_of(session: Session) -> str:
    """The code of a session: six letters and digits, the same in every process; `ALPHABET` says which."""
    return _code(session.pk)


def session_with(code: str) -> Session | None:
    """The open session that a code is of, however it is written; None where there is none."""
    typed = "".join(letter for letter in code.upper() if letter in ALPHABET)
    found = None
    # All of them each time: how long it takes says nothing about how near a guess was.
    for key in Session.objects.filter(state=SessionState.OPEN).values_list("pk", flat=True):
        if hmac.compare_digest(_code(key), typed):
            found = key
    return Session.objects.filter(pk=found).first() if found else None


def _code(session: UUID) -> str:
    number = int.from_bytes(
        hmac.digest(settings.SECRET_KEY.encode(), b"convenor code " + session.bytes, hashlib.sha256)
    )
    letters = []
    for _ in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "".join(letters)
