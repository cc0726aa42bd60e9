"""A small OpenID Connect provider on loopback: it says of whoever comes what a test told it to say."""

import hashlib
import json
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "convenor", "a secret of the tests"
# The one address that our operator gave to the provider.
BACK = "http://testserver/sign-in/with/un/back/"


class Desk(BaseHTTPRequestHandler):
    """One answer of the provider."""

    server: "Provider"  # type: ignore[assignment]

    def do_GET(self) -> None:
        """Discovery, the page that a browser is sent to, and who somebody is."""
        address = urlsplit(self.path)
        if address.path == "/.well-known/openid-configuration":
            return self._say(self.server.told())
        if address.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if asked["redirect_uri"] != BACK:
                return self.send_error(400)
            return self._lead(f"{asked['redirect_uri']}?{urlencode(self.server.begun(asked))}")
        if address.path == "/userinfo":
            return self._say(self.server.claims)
        return self.send_error(404)

    def do_POST(self) -> None:
        """A code for a token; only for the client that began, and who kept the other half of the challenge."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        if not self.server.redeems(given):
            return self.send_error(400)
        return self._say({"access_token": secrets.token_urlsafe(), "token_type": "Bearer"})

    def _say(self, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class Provider(ThreadingHTTPServer):
    """The provider: what it says of whoever comes, and the codes that it gave out."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.claims: dict[str, Any] = {}
        self.challenges: dict[str, str] = {}

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"

    def told(self) -> dict[str, Any]:
        """What it tells of itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def begun(self, asked: dict[str, str]) -> dict[str, str]:
        """Let whoever came in, as who the test says; or send them back as they cancelled."""
        if not self.claims:
            return {"error": "access_denied", "state": asked["state"]}
        code = secrets.token_urlsafe()
        self.challenges[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    def redeems(self, given: dict[str, str]) -> bool:
        """Whether this code is good, for this client and this verifier; it is good once."""
        challenge = self.challenges.pop(given.get("code", ""), None)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        return (
            challenge == urlsafe_b64encode(proof).decode().rstrip("=")
            and given.get("redirect_uri") == BACK
            and given.get("client_id") == CLIENT
            and given.get("client_secret") == SECRET
        )


@contextmanager
def a_provider() -> Iterator[Provider]:
    """A provider that answers while the block lasts."""
    provider = Provider()
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
