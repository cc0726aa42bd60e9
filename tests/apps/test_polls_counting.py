"""The way of ballots to the disk: those that come while the next transaction is waited for share it."""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from convenor.room.polls import holding
from convenor.room.polls.counting import MOST_SECONDS_TO_GATHER, Counter, NotKeptError
from convenor.room.polls.holding import Cast, Outcome, Place, opened
from convenor.room.polls.slips import slip_book
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind

POLL, SESSION, SECONDS = UUID(int=1), UUID(int=2), 60
BOOK = slip_book("a key for tests", SESSION)
QUESTION = Question(kind=PollKind.ONE, wording="Which?", options=("This", "That"))


def cast(account: int) -> Cast:
    slip = BOOK.read(BOOK.for_account(account))
    assert slip is not None
    return Cast(slip, "[0]")


def test_ballots_that_come_while_one_waits_go_to_the_disk_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding.begin(tmp_path, POLL, SESSION, QUESTION)
    sizes: list[int] = []
    pauses: list[float] = []
    waits, go_on = threading.Event(), threading.Event()
    put = Place.put

    def noting(self: Place, casts: Sequence[Cast]) -> list[Outcome]:
        sizes.append(len(casts))
        return put(self, casts)

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        waits.set()
        assert go_on.wait(SECONDS)

    async def story() -> list[Outcome]:
        counter = Counter(tmp_path, lambda _session: None, pause=pause)
        first = asyncio.create_task(counter.count(POLL, cast(1)))
        await asyncio.to_thread(waits.wait, SECONDS)
        others = [asyncio.create_task(counter.count(POLL, cast(at))) for at in (2, 3)]
        await asyncio.sleep(0)
        go_on.set()
        said = [await first, *[await one for one in others], await counter.count(POLL, cast(4))]
        counter.stop()
        return said

    monkeypatch.setattr(Place, "put", noting)
    assert asyncio.run(story()) == [Outcome.COUNTED] * 4
    assert sizes == [3, 1]
    # Nothing is known of the disk at first; then half of what it took, and never long.
    assert pauses[0] == 0
    assert 0 < pauses[1] <= MOST_SECONDS_TO_GATHER


def test_a_place_is_left_once_its_poll_is_over_though_nobody_comes_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An open file stays on the disk when it is removed, with all that is in it."""
    holding.begin(tmp_path, POLL, SESSION, QUESTION)
    left = threading.Event()
    leave = Place.leave

    def noting(self: Place) -> None:
        leave(self)
        left.set()

    counter = Counter(tmp_path, lambda _session: None, between_looks=0.01)
    assert asyncio.run(counter.count(POLL, cast(1))) == Outcome.COUNTED
    with opened(tmp_path, POLL) as place:
        place.close_to_answers()
    monkeypatch.setattr(Place, "leave", noting)
    assert not left.is_set()
    holding.destroy(tmp_path, POLL)
    assert left.wait(SECONDS)
    counter.stop()


def test_what_nobody_foresaw_ends_one_ballot_and_not_the_polls_of_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding.begin(tmp_path, POLL, SESSION, QUESTION)
    counter = Counter(tmp_path, lambda _session: None)

    def unforeseen(*_given: object) -> list[Outcome]:
        raise KeyError("what was written")

    async def told(account: int) -> Outcome:
        return await asyncio.wait_for(counter.count(POLL, cast(account)), SECONDS)

    with monkeypatch.context() as patched:
        patched.setattr(Place, "put", unforeseen)
        with pytest.raises(NotKeptError, match="KeyError"):
            asyncio.run(told(1))
    assert asyncio.run(told(1)) == Outcome.COUNTED
    counter.stop()


def test_a_damaged_place_ends_no_other_poll(tmp_path: Path) -> None:
    other = UUID(int=3)
    for poll in (POLL, other):
        holding.begin(tmp_path, poll, SESSION, QUESTION)
    damaged = sqlite3.connect(holding.place_of(tmp_path, POLL))
    damaged.executescript("DELETE FROM question; VACUUM")
    damaged.close()
    counter = Counter(tmp_path, lambda _session: None)

    async def told(poll: UUID) -> Outcome:
        return await asyncio.wait_for(counter.count(poll, cast(1)), SECONDS)

    with pytest.raises(NotKeptError):
        asyncio.run(told(POLL))
    assert asyncio.run(told(other)) == Outcome.COUNTED
    counter.stop()
