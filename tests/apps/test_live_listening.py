"""A lost connection to PostgreSQL: said once, tried again, and nothing that was said meanwhile is missed."""

import asyncio
import logging
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, Self

import psycopg
import pytest

from convenor.kernel.live.listening import WAITS, hear_postgresql

LOST = psycopg.OperationalError("a server at a secret address, with the words of a statement")


class Server:
    """A connection that hears these topics and is lost then."""

    def __init__(self, *topics: str) -> None:
        self.topics = topics

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def execute(self, statement: str) -> None:
        assert statement == "LISTEN convenor_live"

    async def notifies(self) -> AsyncIterator[Any]:
        for topic in self.topics:
            yield SimpleNamespace(payload=topic)
        raise LOST


class Ear:
    """What a hub is told, in order, and for how long nobody listened."""

    def __init__(self, enough: int) -> None:
        self.told: list[str | float] = []
        self._enough = enough

    def refresh(self, topic: str) -> None:
        self.told.append(topic)

    def refresh_all(self) -> None:
        self.told.append("everything")

    async def pause(self, seconds: float) -> None:
        self.told.append(seconds)
        if len(self.told) >= self._enough:
            raise asyncio.CancelledError


def told(monkeypatch: pytest.MonkeyPatch, tries: "list[Server | Exception]", enough: int) -> list[str | float]:
    """What a hub is told while the tries to connect end so, until there is enough."""

    async def connect(**place: Any) -> Server:
        assert place == {"dbname": "convenor", "autocommit": True}
        found = tries.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(psycopg.AsyncConnection, "connect", connect)
    ear = Ear(enough)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(hear_postgresql(ear, {"dbname": "convenor"}, ear.pause))
    return ear.told


def test_after_a_loss_everything_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = told(monkeypatch, [Server("floor:1", "floor:2"), Server("floor:3")], enough=7)
    assert heard == ["everything", "floor:1", "floor:2", WAITS[0], "everything", "floor:3", WAITS[0]]


def test_a_server_that_stays_away_is_asked_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    away: list[Server | Exception] = [LOST, OSError(), *[LOST] * len(WAITS), Server()]
    heard = told(monkeypatch, away, enough=len(WAITS) + 4)
    assert heard == [*WAITS, WAITS[-1], WAITS[-1], "everything", WAITS[0]]


def test_a_loss_is_one_line_without_what_the_server_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "convenor.live"):
        told(monkeypatch, [Server(), LOST, LOST, Server()], enough=6)
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["PostgreSQL is not heard (OperationalError); it is tried again until it is"] * 2
    assert not any(record.exc_info for record in caplog.records)
