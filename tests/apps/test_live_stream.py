"""The stream's address: who may listen, and what is sent first."""

import asyncio
import time
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from live_scene import Reader, request

from convenor.kernel.live import raw, tokens
from convenor.kernel.live.hub import Hub, Listener
from convenor.kernel.live.stream import stream


@pytest.fixture
def token() -> str:
    """Made by each test, because it lasts a quarter of an hour and a suite may last longer."""
    return tokens.token_for("floor:1")


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


def test_a_stream_begins_with_when_to_come_back_and_the_snapshot_and_ends_when_the_reader_goes(
    token: str,
) -> None:
    reader = asked(query=b"t=" + token.encode())
    assert reader.messages[0]["status"] == 200
    assert reader.bodies[0].startswith(b"retry: ")
    assert reader.bodies[1:] == [b"floor:1"]


@pytest.mark.parametrize(
    "query",
    ["", "t=", "t=floor:1", "t={token}x", "t={other}", "t=%ff"],
    ids=["nothing", "an empty one", "a topic alone", "one sign more", "another topic's", "no text"],
)
def test_without_a_token_for_this_very_topic_nobody_listens(query: str, token: str) -> None:
    query = query.format(token=token, other=token.replace("1", "2", 1))
    assert asked(query=query.encode()).messages[0]["status"] == 403


def test_a_token_of_before_somebody_left_is_refused_where_accounts_alone_follow() -> None:
    async def story(topic: str) -> int:
        reader, hub = Reader(), Hub(make=make, of_accounts=frozenset({"cockpit"}))
        token = tokens.token_for(topic)
        later = time.time() + 2
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "time", lambda: later)
            hub._ask_anew()

            async def receive() -> raw.Message:
                return {"type": "http.disconnect"}

            await stream(hub, request(query=b"t=" + token.encode()), receive, reader.send)
        return int(reader.messages[0]["status"])

    assert asyncio.run(story("cockpit:1")) == 403
    assert asyncio.run(story("floor:1")) == 200


def in_the_future(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    later = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: later)


def test_an_expired_token_is_refused(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    in_the_future(monkeypatch, tokens.LASTS_SECONDS + 2)
    assert asked(query=b"t=" + token.encode()).messages[0]["status"] == 403


@pytest.mark.parametrize("age", [0, 400, tokens.LASTS_SECONDS - 10])
def test_a_stream_ends_before_the_time_of_its_token_does(monkeypatch: pytest.MonkeyPatch, age: int) -> None:
    given: list[float] = []

    class Noting(Hub):
        def listener(self, topic: str, send: raw.Send, seconds: float) -> AbstractContextManager[Listener]:
            given.append(seconds)
            return super().listener(topic, send, seconds)

    query = tokens.listening_address("floor:1").partition("?")[2].encode()

    async def story() -> None:
        for _ in range(50):
            await stream(Noting(make=make), request(query=query), gone, Reader().send)

    in_the_future(monkeypatch, age)
    asyncio.run(story())
    left = tokens.LASTS_SECONDS - age
    assert all(0 < one <= left for one in given)
    assert len(set(given)) > 1, "pages that were opened together would all be fetched anew in one moment"


async def gone() -> raw.Message:
    return {"type": "http.disconnect"}


def test_a_spent_token_says_what_its_page_could_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    address = tokens.listening_address("floor:1")
    in_the_future(monkeypatch, 2_000)

    def could(ago: float, address: str = address, topic: str = "floor:1") -> bool:
        return tokens.could_follow(address, topic, timedelta(seconds=ago))

    assert could(1_990)
    assert could(2_010 - tokens.LASTS_SECONDS)
    assert not could(2_010), "before it was shown"
    assert not could(1_990 - tokens.LASTS_SECONDS), "after its time"
    assert not could(1_990, topic="floor:2")
    assert not any(could(1_990, forged) for forged in ("", "/live/", address[:-1], address.replace("1", "2", 1)))


def test_ten_thousand_guessed_tokens_are_refused_to_the_byte_alike_and_with_the_same_work(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    compared: list[int] = []

    def comparing(one: str, other: str) -> bool:
        compared.append(1)
        return one == other

    monkeypatch.setattr(signing, "constant_time_compare", comparing)
    head, seal = token.rsplit(":", 1)
    guesses = [f"{head}:{seal[:at]}{number:0{len(seal) - at}d}" for at in (0, 30) for number in range(5_000)]

    async def story() -> set[str]:
        hub, told = Hub(make=make), set[str]()
        for guess in guesses:
            reader = Reader()
            await stream(hub, request(query=f"t={guess}".encode()), gone, reader.send)
            told.add(repr(reader.messages))
        assert hub.listening == 0
        return told

    assert token not in guesses
    assert len(asyncio.run(story())) == 1
    assert len(compared) == len(guesses)


def test_nobody_posts_to_a_stream(token: str) -> None:
    assert asked(query=b"t=" + token.encode(), method="POST").messages[0]["status"] == 405


@pytest.mark.parametrize("headers", [[], [(b"host", b"evil.example")], [(b"host", b"localhost")] * 2])
def test_a_wrong_host_is_not_ours(headers: raw.Headers) -> None:
    assert raw.is_for_us(request()) is True
    assert not raw.is_for_us(request(headers=headers))
