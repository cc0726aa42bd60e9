"""A request that carries too much is refused before Django reads it, so that nothing of it is written to a disk."""

import asyncio
import tempfile
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler

from convenor.desk.word import MOST_BYTES as MOST_OF_WORD
from convenor.kernel.live import raw
from convenor.kernel.live.limit import TIMES_HEARD_OUT, limited
from convenor.room.meetings.forms.attendance import LARGEST_REPORT

MOST = 1_000_000
PIECE = b"x" * 65_536


class Kept:
    """An application that reads what it gets."""

    def __init__(self) -> None:
        self.body = b""

    async def __call__(self, _scope: raw.Scope, receive: raw.Receive, send: raw.Send) -> None:
        while True:
            message = await receive()
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                break
        await raw.answer(send, 200, "kept")


class Sender:
    """Somebody who sends these pieces and counts how many were taken."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = list(pieces)
        self.taken = 0

    async def receive(self) -> Any:
        self.taken += 1
        return {"type": "http.request", "body": self.pieces[self.taken - 1], "more_body": self.taken < len(self.pieces)}


def sent_to(app: raw.Application, sender: Sender, said: object = None) -> tuple[int, str]:
    length = [] if said is None else [(b"content-length", str(said).encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": length}
    answer: list[Any] = []

    async def send(message: Any) -> None:
        answer.append(message)

    asyncio.run(app(scope, sender.receive, send))
    return answer[0]["status"], answer[1]["body"].decode()


def test_what_fits_arrives_whole() -> None:
    kept = Kept()
    assert sent_to(limited(kept, MOST), Sender([b"a" * (MOST - 1), b"b"]), MOST) == (200, "kept")
    assert kept.body == b"a" * (MOST - 1) + b"b"


def test_a_request_that_says_it_is_too_large_is_not_read() -> None:
    kept = Kept()
    status, words = sent_to(limited(kept, MOST), Sender([b"secret"]), MOST + 1)
    assert (status, kept.body) == (413, b"")
    assert "larger than 1 MB" in words
    assert "Go back" in words


def test_a_request_that_says_nothing_of_its_size_is_counted() -> None:
    kept, sender = Kept(), Sender([PIECE] * 40)
    status, _words = sent_to(limited(kept, MOST), sender)
    assert status == 413
    assert len(kept.body) <= MOST
    assert sender.taken == 40, "a browser that is still sending would say that the connection broke"


def test_whoever_sends_without_end_is_not_heard_out() -> None:
    sender = Sender([PIECE] * 1_000)
    assert sent_to(limited(Kept(), MOST), sender)[0] == 413
    assert sender.taken * len(PIECE) < (TIMES_HEARD_OUT + 1) * MOST


def test_a_size_that_is_no_number_or_beyond_every_disk_breaks_nothing() -> None:
    assert sent_to(limited(Kept(), MOST), Sender([b"x"]), "9" * 5_000)[0] == 413
    assert sent_to(limited(Kept(), MOST), Sender([b"x"]), "many")[0] == 200


@pytest.mark.django_db
def test_django_writes_nothing_of_a_request_to_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    roll = tempfile.SpooledTemporaryFile.rollover
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", lambda file: (written.append(file), roll(file)))
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    too_much = [PIECE] * (most // len(PIECE) + 2)
    assert sent_to(limited(ASGIHandler(), most), Sender(too_much))[0] == 413
    assert not written


@pytest.mark.django_db
def test_the_door_of_the_web_server_has_the_limit() -> None:
    from convenor import asgi

    sender = Sender([PIECE] * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE // len(PIECE) + 2))
    assert sent_to(asgi.application, sender)[0] == 413


def test_every_file_that_is_asked_for_fits_through_the_door() -> None:
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    assert most > max(LARGEST_REPORT, MOST_OF_WORD)
    assert most >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
