"""Who may listen: whoever was given a page that listens, until its token's time is over.

Then the page fetches itself anew. Whoever may still see it gets another token with it: so who signed out or lost a seat
follows for `LASTS_SECONDS` at most, and no stream asks a database. What accounts alone follow ends at once when one of
them loses its rights (`Hub.still_holds`).
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

from django.core import signing

from convenor.kernel.live.spoken import as_spoken, topic_of

ADDRESS = "/live/"
LASTS_SECONDS = 15 * 60
# With which a page that fetches itself anew says what it listened with until now.
HEADER = "Live"


@dataclass(frozen=True, slots=True)
class Leave:
    """What a token allows: to listen to one topic in a language, for so long, from the second `made_at` on."""

    topic: str
    seconds: float
    made_at: int = 0


def token_for(topic: str) -> str:
    """A token that lets its bearer listen to one topic for `LASTS_SECONDS`; given only to who may see it.

    What is sent is in the language of the page that is being made.
    """
    return _signer().sign(as_spoken(topic))


def listening_address(topic: str) -> str:
    """The address to which a page listens, for its `data-live` attribute."""
    return f"{ADDRESS}?{urlencode({'t': token_for(topic)})}"


def leave_in(query: str) -> Leave | None:
    """What the token in a query string allows; None where it is forged, too old or missing.

    Signatures are compared in constant time.
    """
    found = _read(query)
    if found is None or found[1] >= LASTS_SECONDS:
        return None
    return Leave(found[0], LASTS_SECONDS - found[1], round(time.time() - found[1]))


def could_follow(address: str, topic: str, ago: timedelta) -> bool:
    """Whether a page that listened to this address could follow the topic so long ago."""
    found = _read(address.partition("?")[2])
    return found is not None and topic_of(found[0]) == topic and 0 <= found[1] - ago.total_seconds() < LASTS_SECONDS


def _read(query: str) -> tuple[str, float] | None:
    """The topic of a token, and how many seconds ago it was made."""
    token = parse_qs(query).get("t", [""])[0]
    try:
        return _signer().unsign(token), time.time() - signing.b62_decode(token.rsplit(":", 2)[1])
    except signing.BadSignature:
        return None


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="convenor.kernel.live")
