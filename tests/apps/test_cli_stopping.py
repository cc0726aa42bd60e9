"""A server that is told to stop while pages follow it: each stream ends properly, and nothing is complained of."""

import signal
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from commands import SECONDS, Served, python, serving

TOKEN = """
import django
django.setup()
from convenor.kernel.live.tokens import listening_address
print(listening_address("floor:1"))
"""
LAST_CHUNK = b"0\r\n\r\n"


def listening(served: Served, address: str) -> socket.socket:
    """A page that follows; returns once its stream has begun."""
    port = urlsplit(served.address).port
    page = socket.create_connection(("127.0.0.1", int(port or 0)), timeout=SECONDS)
    page.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    heard = b""
    while b"retry: " not in heard:
        heard += page.recv(1000)
    assert heard.startswith(b"HTTP/1.1 200")
    return page


def rest(page: socket.socket) -> bytes:
    """What else arrived until the end."""
    heard = b""
    with page:
        while part := page.recv(1000):
            heard += part
    return heard


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_ends_the_streams(demo: Path, told: signal.Signals) -> None:
    address = python(TOKEN, CONVENOR_DATA=str(demo), DJANGO_SETTINGS_MODULE="convenor.settings").said.strip()
    with serving("demo", demo, told) as served:
        pages = [listening(served, address) for _ in range(3)]
    assert all(rest(page).endswith(LAST_CHUNK) for page in pages)
    # A server that waited for its streams says at last that it has cancelled them.
    assert not {"cancel", "error", "traceback"} & set(served.said.lower().replace(".", " ").split())
