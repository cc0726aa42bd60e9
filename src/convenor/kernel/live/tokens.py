"""Who may listen: whoever was given a page that listens, for as long as its token lasts."""

from urllib.parse import parse_qs, urlencode

from django.core import signing

ADDRESS = "/live/"
# A session lasts an hour, and people open its page early. What somebody may see is decided anew after this time.
LASTS_SECONDS = 4 * 60 * 60


def token_for(topic: str) -> str:
    """A token that lets its bearer listen to one topic for `LASTS_SECONDS`; given only to who may see it."""
    return _signer().sign(topic)


def listening_address(topic: str) -> str:
    """The address to which a page listens, for its `data-live` attribute."""
    return f"{ADDRESS}?{urlencode({'t': token_for(topic)})}"


def topic_in(query: bytes) -> str | None:
    """The topic that the token in a query string is for; None where it is forged, too old or missing.

    Signatures are compared in constant time.
    """
    tokens = parse_qs(query.decode("ascii", "replace")).get("t", [""])
    try:
        return _signer().unsign(tokens[0], max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return None


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="convenor.kernel.live")
