"""The stream's address: who may listen, and what is sent first."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import signing
from live_scene import Reader, request

from convenor.kernel.live import raw, tokens
from convenor.kernel.live.hub import Hub
from convenor.kernel.live.stream import stream

TOKEN = tokens.token_for("floor:1")


async def make(topic: str) -> bytes:
    return topic.encode()


def asked(**change: Any) -> Reader:
    """What somebody is sent who goes as soon as the snapshot, or a refusal, is there."""

    async def story() -> Reader:
        reader = Reader()

        async def receive() -> raw.Message:
            await reader.until(b"floor:1")
            return {"type": "http.disconnect"}

        hub = Hub(make=make)
        await stream(hub, request(**change), receive, reader.send)
        assert hub.listening == 0
        return reader

    return asyncio.run(story())


def test_a_stream_begins_with_when_to_come_back_and_the_snapshot_and_ends_when_the_reader_goes() -> None:
    reader = asked(query=b"t=" + TOKEN.encode())
    assert reader.messages[0]["status"] == 200
    assert reader.bodies[0].startswith(b"retry: ")
    assert reader.bodies[1:] == [b"floor:1"]


@pytest.mark.parametrize(
    "query",
    ["", "t=", "t=floor:1", f"t={TOKEN}x", "t=" + TOKEN.replace("1", "2", 1), "t=%ff"],
    # A token holds the second in which it was made; names of tests must be the same in each process.
    ids=["nothing", "an empty one", "a topic alone", "one sign more", "another topic's", "no text"],
)
def test_without_a_token_for_this_very_topic_nobody_listens(query: str) -> None:
    assert asked(query=query.encode()).messages[0]["status"] == 403


def test_an_expired_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    later = signing.time.time() + tokens.LASTS_SECONDS + 2
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: later))
    assert asked(query=b"t=" + TOKEN.encode()).messages[0]["status"] == 403


def test_nobody_posts_to_a_stream() -> None:
    assert asked(query=b"t=" + TOKEN.encode(), method="POST").messages[0]["status"] == 405


@pytest.mark.parametrize("headers", [[], [(b"host", b"evil.example")], [(b"host", b"localhost")] * 2])
def test_a_wrong_host_is_not_ours(headers: raw.Headers) -> None:
    assert raw.is_for_us(request()) is True
    assert not raw.is_for_us(request(headers=headers))
