"""The way of ballots to the disk: those that come while the next transaction is waited for share it."""

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from convenor.room.polls import holding
from convenor.room.polls.counting import MOST_SECONDS_TO_GATHER, Counter
from convenor.room.polls.holding import Cast, Outcome, Place
from convenor.room.polls.slips import slip_book
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind

POLL, SESSION, SECONDS = UUID(int=1), UUID(int=2), 60
BOOK = slip_book("a key for tests", SESSION)


def cast(account: int) -> Cast:
    slip = BOOK.read(BOOK.for_account(account))
    assert slip is not None
    return Cast(slip, "[0]")


def test_ballots_that_come_while_one_waits_go_to_the_disk_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding.begin(tmp_path, POLL, SESSION, Question(kind=PollKind.ONE, wording="Which?", options=("This", "That")))
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
