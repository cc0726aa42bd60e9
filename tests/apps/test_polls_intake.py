"""Ballots by the raw path: counted once, refused plainly, and nothing learned from a refusal."""

import asyncio
import hmac
import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest

from convenor.room.polls import counting, holding, intake, slips
from convenor.room.polls.holding import opened
from convenor.room.polls.intake import Intake
from convenor.room.polls.slips import slip_book
from convenor.rules.ballots import Ballot, Question, read_ballot
from convenor.rules.vocabulary import PollKind

POLL, SESSION, KEY = UUID(int=1), UUID(int=2), "a key for tests"
FLOOR = "/join/ABC-123/"
BOOK = slip_book(KEY, SESSION)
QUESTION = Question(kind=PollKind.ONE, wording="Which comes first?", options=("Remedy", "Due diligence"))


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> str:
        return str(json.loads(self.body)["said"])


Fields = dict[str, Any]


async def post(
    app: Intake, fields: Fields | bytes, *, poll: object = POLL, script: bool = True, **change: Any
) -> Answered:
    body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
    headers = {"host": "localhost", "content-type": "application/x-www-form-urlencoded"}
    headers |= {"accept": "application/json"} if script else {}
    headers |= change.pop("headers", {})
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/ballots/{poll}/",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.9", 5000),
        **change,
    }
    parts = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Any] = []

    async def receive() -> Any:
        return parts.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, content = sent
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answered(start["status"], names, content["body"])


def slip(account: int, organisation: str | None = None) -> str:
    return BOOK.for_account(account, organisation)


def vote(account: int, choice: int = 0) -> Fields:
    return {"slip": slip(account), "choice": choice, "back": FLOOR}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ballots"
    holding.begin(place, POLL, SESSION, QUESTION)
    return place


@pytest.fixture
def noticed() -> list[UUID]:
    return []


@pytest.fixture
def app(folder: Path, noticed: list[UUID]) -> Iterator[Intake]:
    made = Intake(folder, KEY, noticed.append)
    yield made
    made.counter.stop()


def run(work: Coroutine[Any, Any, Answered]) -> Answered:
    return asyncio.run(work)


def kept(folder: Path) -> list[Ballot]:
    with opened(folder, POLL) as place:
        return place.ballots()


def test_a_ballot_is_counted(app: Intake, folder: Path) -> None:
    answered = run(post(app, vote(1, 1)))
    assert (answered.status, answered.said) == (200, "counted")
    assert kept(folder) == [Ballot((1,))]


def test_without_script_one_comes_back_to_the_page_of_the_session(app: Intake) -> None:
    answered = run(post(app, vote(1), script=False))
    assert (answered.status, answered.headers["location"]) == (303, f"{FLOOR}?said=counted")
    assert run(post(app, vote(1), script=False)).headers["location"] == f"{FLOOR}?said=already"


def test_one_is_answered_in_the_language_of_the_page_that_one_comes_back_to(app: Intake) -> None:
    there = vote(1) | {"back": f"/fr{FLOOR}"}
    assert run(post(app, there, script=False)).headers["location"] == f"/fr{FLOOR}?said=counted"
    french, english = (run(post(app, vote(1) | {"back": back})).body for back in (f"/fr{FLOOR}", FLOOR))
    assert b"Your answer was counted already" in english
    assert b"counted already" not in french
    page = run(post(app, {"slip": "forged", "back": f"/ar{FLOOR}"}, script=False)).body
    assert b'dir="rtl"' in page
    assert f'href="/ar{FLOOR}"'.encode() in page
    assert b"cannot be counted" not in page


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/join/A/",
        "/join/A/../../desk/",
        "/join/A/\r\nx: y",
        "/de/join/A/",
        "/fr//elsewhere.example/join/A/",
        "",
    ],
)
def test_nobody_is_led_elsewhere(app: Intake, back: str) -> None:
    answered = run(post(app, vote(1) | {"back": back}, script=False))
    assert answered.status == 200
    assert "location" not in answered.headers
    assert b"elsewhere" not in answered.body


def test_a_second_tap_is_acknowledged_and_counted_once(app: Intake, folder: Path) -> None:
    async def both() -> list[str]:
        found = await asyncio.gather(*(post(app, vote(1, choice)) for choice in (0, 1, 0)))
        return sorted(one.said for one in found)

    assert asyncio.run(both()) == ["already", "already", "counted"]
    assert len(kept(folder)) == 1


def test_a_late_ballot_is_refused_and_nothing_is_added(app: Intake, folder: Path) -> None:
    run(post(app, vote(1)))
    with opened(folder, POLL) as place:
        place.close_to_answers()
    late = run(post(app, vote(2)))
    assert (late.status, late.said) == (409, "late")
    assert len(kept(folder)) == 1
    holding.destroy(folder, POLL)
    assert run(post(app, vote(2))) == late


def test_a_poll_that_never_was_answers_like_one_that_is_closed(app: Intake, folder: Path) -> None:
    never = run(post(app, vote(1), poll=uuid4()))
    with opened(folder, POLL) as place:
        place.close_to_answers()
    assert run(post(app, vote(1))) == never
    assert run(post(app, vote(1), poll="../../secret-key")) == never


def test_forged_slips_of_all_sorts_are_refused_alike(app: Intake, folder: Path) -> None:
    mine = slip(1)
    elsewhere = slip_book(KEY, uuid4()).for_phone()
    forged = ["", "x", mine[:10] + ("A" if mine[10] != "A" else "B") + mine[11:], elsewhere, "A" * 54, "é", "a" * 5000]
    answers = [run(post(app, vote(1) | {"slip": one})) for one in forged]
    assert {(one.status, one.said) for one in answers} == {(403, "forged")}
    assert len({one.body for one in answers}) == 1
    assert run(post(app, {"choice": 0})) == answers[0]
    assert kept(folder) == []


def test_ten_thousand_guesses_count_nothing(app: Intake, folder: Path) -> None:
    async def guess() -> list[Answered]:
        mine = slip(1)
        near = (f"{mine[:50]}{number:04d}" for number in range(5_000))
        far = (f"{number:054d}" for number in range(5_000))
        return [await post(app, vote(1) | {"slip": one}) for one in (*near, *far)]

    answers = asyncio.run(guess())
    assert answers[0].said == "forged"
    assert all(answer == answers[0] for answer in answers), "to the byte, however near a guess is"
    assert kept(folder) == []
    assert run(post(app, vote(1))).said == "counted"


def test_every_refusal_takes_the_same_steps(app: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is counted and not timed: seals computed, seals compared, forms read."""
    steps: list[str] = []

    def counted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*given: Any) -> Any:
            steps.append(name)
            return work(*given)

        return counting

    run(post(app, vote(1)))
    monkeypatch.setattr("hmac.compare_digest", counted("compared", hmac.compare_digest))
    monkeypatch.setattr(slips, "_digest", counted("digested", slips._digest))
    monkeypatch.setattr(intake, "read_ballot", counted("read", read_ballot))
    taken = {}
    cases: dict[str, tuple[Fields, object]] = {
        "used": ({"slip": slip(1), "choice": 0}, POLL),
        "forged": ({"slip": slip(1)[:-8] + "AAAAAAAA", "choice": 0}, POLL),
        "no slip": ({"choice": 0}, POLL),
        "unreadable": ({"slip": slip(2), "choice": 7}, POLL),
        "not open": ({"slip": slip(2), "choice": 0}, UUID(int=9)),
    }
    for name, (fields, poll) in cases.items():
        steps.clear()
        run(post(app, fields, poll=poll))
        taken[name] = tuple(steps)
    assert set(taken.values()) == {("digested", "compared", "read")}, taken


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"choice": "7"}, "none of those"),
        ({"choice": ["0", "1"]}, "More than one"),
        ({}, "Nothing was chosen"),
        ({"choice": "0\x00"}, "none of those"),
    ],
)
def test_an_answer_that_cannot_be_counted_says_why(app: Intake, folder: Path, fields: Fields, why: str) -> None:
    answered = run(post(app, {"slip": slip(1), "back": FLOOR} | fields, script=False))
    assert answered.status == 422
    assert why in answered.body.decode()
    assert f'href="{FLOOR}"' in answered.body.decode()
    assert kept(folder) == []
    assert run(post(app, vote(1))).said == "counted"


def test_what_is_no_form_is_refused(app: Intake, folder: Path) -> None:
    statuses = [
        run(post(app, b"x" * (intake.MOST_BYTES + 1))).status,
        run(post(app, b"choice=%FF&slip=%FF")).status,
        run(post(app, "choice=é".encode())).status,
        run(post(app, b"&".join([b"choice=0"] * 500))).status,
        run(post(app, vote(1), headers={"content-type": "application/json"})).status,
        run(post(app, vote(1), headers={"host": "elsewhere.example"})).status,
        run(post(app, vote(1), method="GET")).status,
    ]
    assert statuses == [413, 422, 422, 422, 415, 400, 405]
    assert kept(folder) == []


def test_whoever_goes_in_the_middle_is_not_counted(app: Intake, folder: Path) -> None:
    async def gone() -> None:
        parts = [{"type": "http.request", "body": b"choice=0", "more_body": True}, {"type": "http.disconnect"}]

        async def receive() -> Any:
            return parts.pop(0)

        async def send(_message: Any) -> None:
            raise AssertionError("nobody is there")

        headers = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
        await app({"type": "http", "method": "POST", "path": f"/ballots/{POLL}/", "headers": headers}, receive, send)

    asyncio.run(gone())
    assert kept(folder) == []


def test_when_too_many_wait_the_next_is_told_to_come_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Intake(folder, KEY, lambda _session: None, most_waiting=3)
    monkeypatch.setattr(counting.Counter, "_begin", lambda _self: None)

    async def many() -> Answered:
        waiting = [asyncio.ensure_future(post(small, vote(number))) for number in range(3)]
        await asyncio.sleep(0)
        crowded = await post(small, vote(9))
        for one in waiting:
            one.cancel()
        return crowded

    crowded = run(many())
    assert (crowded.status, crowded.said, crowded.headers["retry-after"]) == (503, "crowded", "2")
    assert kept(folder) == []


def test_where_the_disk_does_not_take_it_nothing_is_acknowledged(
    app: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise sqlite3.OperationalError("database or disk is full: [1]")

    with monkeypatch.context() as patched:
        patched.setattr(holding.Place, "put", full)
        failed = run(post(app, vote(1)))
    assert (failed.status, failed.said) == (503, "not_kept")
    assert run(post(app, vote(1))).said == "counted"
    assert len(kept(folder)) == 1


def test_many_at_once_share_transactions(app: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    put = holding.Place.put

    def watched(place: holding.Place, casts: Any) -> Any:
        batches.append(len(casts))
        return put(place, casts)

    monkeypatch.setattr(holding.Place, "put", watched)

    async def many() -> list[Answered]:
        return await asyncio.gather(*(post(app, vote(number)) for number in range(200)))

    assert {one.said for one in asyncio.run(many())} == {"counted"}
    assert sum(batches) == len(kept(folder)) == 200
    assert len(batches) < 20


def test_the_room_is_told_that_the_count_changed_and_not_how_often(
    app: Intake, noticed: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "SECONDS_BETWEEN_NOTICES", 0)

    async def several(work: list[Awaitable[Answered]]) -> None:
        await asyncio.gather(*work)
        while not noticed:
            await asyncio.sleep(0)

    asyncio.run(several([post(app, vote(number)) for number in range(5)]))
    assert set(noticed) == {SESSION}
    assert len(noticed) < 5


def test_nothing_about_a_ballot_is_logged(app: Intake, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for fields in (vote(1), vote(1), {"slip": "forged", "choice": 0}, {"slip": slip(2), "choice": "4"}):
        run(post(app, fields))
    assert [record for record in caplog.records if record.name != "asyncio"] == []


def test_a_fault_of_ours_tells_neither_the_log_nor_the_room_what_was_written(
    app: Intake, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError(f"what was written: {given}")

    monkeypatch.setattr(intake, "read_ballot", broken)
    with caplog.at_level(logging.DEBUG):
        answered = run(post(app, vote(1)))
    assert answered.status == 503
    assert "written" not in caplog.text
    assert "RuntimeError" in caplog.text
