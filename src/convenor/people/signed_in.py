"""What is stored of somebody being signed in: who, and in which six hours it ends, so that it names no minute.

Beside a check-in the minute of a sign-in would say which of two nominees came (docs/adr/0005).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.core import signing

SLOT = timedelta(hours=6)
METHODS = "account_authentication_methods"


class SessionStore(db.SessionStore):
    """Django's own rows, without the times that would stand in them; Django asks for a class of this name."""

    def get_expiry_date(self, **known: Any) -> datetime:
        """The end of the last slot that is over in time, so never later than Django would say."""
        return start_of_slot(super().get_expiry_date(**known))

    def encode(self, session_dict: Mapping[str, Any]) -> str:
        """Sign what is kept; unlike Django's signature, ours does not say when."""
        return _signer().sign_object(_without_minutes(session_dict), serializer=self.serializer, compress=True)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What was kept; nothing where it is not ours, so that whoever brings it signs in again."""
        try:
            kept: dict[str, Any] = _signer().unsign_object(str(session_data), serializer=self.serializer)
        except (signing.BadSignature, ValueError):
            return {}
        return kept


def start_of_slot(moment: datetime) -> datetime:
    """The beginning of the six hours that a moment lies in, by UTC."""
    return moment - (moment - datetime.min.replace(tzinfo=UTC)) % SLOT


def _signer() -> signing.Signer:
    return signing.Signer(salt="convenor.people.signed_in")


def _without_minutes(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same without the second in which somebody signed in; until then, a code must know when it was sent.

    When somebody confirmed it once more, to change how they sign in, stays: for a while it need not be asked again.
    """
    methods = [_without_minute(one) for one in kept.get(METHODS, ())]
    return {**kept, METHODS: methods} if methods else dict(kept)


def _without_minute(method: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in method.items() if name != "at" or method.get("reauthenticated")}
