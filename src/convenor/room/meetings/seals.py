"""Seals of a session that only the installation's key can make: they find rows about it, and lead to it from none."""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from convenor.kernel import clock
from convenor.kernel.links import read, sign
from convenor.room.meetings.models import ExpertRequest, Session
from convenor.rules.vocabulary import SessionState

PURPOSE = "expert"
_LATE = timedelta(days=1)


def seal_of(session: Session) -> str:
    """What ties a request to its session until it begins."""
    return _sealed(b"convenor asked for ", session.pk)


def thanks_seal_of(session: Session) -> str:
    """What finds, for a note that came of a session, where an expert wants to hear of it."""
    return _sealed(b"convenor thanks for ", session.pk)


def note_seal_of(draft: UUID) -> str:
    """What ties an address to the note that is on its way there; no copy of the database tells which one it is."""
    return _sealed(b"convenor thanks with ", draft)


def sessions_by_seal(state: SessionState = SessionState.PLANNED) -> dict[str, Session]:
    """The sessions of cohorts in this state whose day is not over, by the seals that requests hold.

    It is the only way from a request, or from its link, to a session.
    """
    rows = Session.objects.filter(state=state, year__isnull=False, starts_at__gt=clock.now() - _LATE)
    return {seal_of(row): row for row in rows.select_related("year__cohort")}


def token_of(asked: ExpertRequest) -> str:
    """What an expert's link says; with the seal it still finds its session once the request is destroyed."""
    return sign(PURPOSE, str(asked.pk), asked.nonce, asked.about)


def said_by(token: str) -> tuple[str, str, str] | None:
    """The key, the nonce and the seal in an expert's link; None for one that is forged."""
    parts = read(PURPOSE, token)
    return (parts[0], parts[1], parts[2]) if parts is not None and len(parts) == 3 else None


def link_digest(nonce: str) -> str:
    """What a consent keeps of the link that it was given by: enough to know the link again, and nothing else."""
    return hashlib.sha256(b"convenor expert's link " + nonce.encode()).hexdigest()


def _sealed(purpose: bytes, key: UUID) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), purpose + key.bytes, hashlib.sha256).hexdigest()
