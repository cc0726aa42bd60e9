"""Whether a copied address is one of this site, however its host is written."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"[^/?#]*")


def without_own_host(typed: str, hosts: Collection[str]) -> str:
    """An address as it is kept: of this site, which has these `hosts`, the path alone, however the host is written.

    A host that begins with a dot stands for all below it, too.
    """
    address = typed.strip()
    scheme = _SCHEME.match(address)
    if not scheme:
        return address
    rest = address[scheme.end() :]
    named = _HOST.match(rest)
    assert named is not None
    after, host = rest[named.end() :], _as_asked_for(named[0])
    if any(_is_at(host, own) for own in hosts):
        return after if after.startswith("/") else f"/{after}"
    return scheme[0].lower() + rest


def _is_at(host: str, own: str) -> bool:
    exact = _as_asked_for(own.removeprefix("."))
    return bool(exact) and (host == exact or (own.startswith(".") and host.endswith(f".{exact}")))


def _as_asked_for(written: str) -> str:
    """A host as a browser asks for it: in small Latin letters, without a port or the dot at its end."""
    plain = unicodedata.normalize("NFKC", unquote(written))
    try:
        host = urlsplit(f"//{plain}").hostname or ""
        return host.encode("idna").decode().rstrip(".").lower()
    except ValueError:
        return plain.casefold()
