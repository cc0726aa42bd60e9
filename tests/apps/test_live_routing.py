"""The door for a web server: which requests are answered without Django, and by whom."""

import asyncio
from typing import Any

import pytest
from live_scene import Reader, request

from convenor.kernel.live import raw
from making import make_installation

pytestmark = pytest.mark.django_db


def who_answers(monkeypatch: pytest.MonkeyPatch, **change: Any) -> tuple[list[str], Reader]:
    """Who is asked, and what somebody is sent whom nobody was asked for."""
    make_installation()
    from convenor import asgi

    asked: list[str] = []

    def noting(name: str) -> Any:
        async def note(*_: object) -> None:
            asked.append(name)

        return note

    for name in ("_django", "ballots", "stream"):
        monkeypatch.setattr(asgi, name, noting(name))
    reader = Reader()

    async def receive() -> raw.Message:
        return {"type": "http.disconnect"}

    asyncio.run(asgi.application(request(**change), receive, reader.send))
    return asked, reader


@pytest.mark.parametrize(
    ("path", "by"),
    [
        ("/live/", "stream"),
        ("/live", "_django"),
        ("/live/more/", "_django"),
        ("/ballots/", "ballots"),
        ("/ballots/0/", "ballots"),
        ("/ballots", "_django"),
        ("/join/", "_django"),
        ("/", "_django"),
    ],
)
def test_streams_and_ballots_have_paths_of_their_own(monkeypatch: pytest.MonkeyPatch, path: str, by: str) -> None:
    assert who_answers(monkeypatch, path=path)[0] == [by]


@pytest.mark.parametrize("path", ["/live/", "/ballots/0/"])
def test_what_is_no_request_is_djangos_to_refuse(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    assert who_answers(monkeypatch, path=path, type="websocket")[0] == ["_django"]


def test_nobody_listens_under_another_name_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, reader = who_answers(monkeypatch, headers=[(b"host", b"evil.example")])
    assert asked == []
    assert reader.messages[0]["status"] == 400
