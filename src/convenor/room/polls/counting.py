"""Taking ballots to their holding places: many in one transaction, on one thread, acknowledged once they are on disk.

While one transaction waits for the disk the next ones gather, so that a room that answers at once costs a few
transactions and not hundreds. Nothing here is logged: a line in a log would have a time.
"""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from convenor.room.polls.holding import Cast, NotHeldError, Outcome, Place

# More than a large room sends in a second; whoever comes then is told to come again.
MOST_WAITING = 10_000
MOST_AT_ONCE = 1_000
# The slower the disk, the more ballots ought to share what is written to it at once.
MOST_SECONDS_TO_GATHER = 0.02
# Rooms look at how many have answered; telling them oftener would tell when each one did.
SECONDS_BETWEEN_NOTICES = 0.5
# An open file stays on the disk when it is removed, and its pages in memory: so places are left soon after their end.
SECONDS_BETWEEN_LOOKS = 2.0

Noticed = Callable[[UUID], None]
Pause = Callable[[float], None]


class CrowdedError(RuntimeError):
    """More ballots wait than will be written soon."""


class NotKeptError(RuntimeError):
    """The disk did not take the ballot, and it is not counted."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    poll: UUID
    cast: Cast
    answer: "asyncio.Future[Outcome]"


class Counter:
    """The way of a process's ballots to the disk; `noticed` hears of each session in which some were counted.

    Its thread begins with the first ballot and ends with the process; whatever it has not acknowledged is not counted.
    """

    def __init__(
        self,
        folder: Path,
        noticed: Noticed,
        most_waiting: int = MOST_WAITING,
        pause: Pause = time.sleep,
        between_looks: float = SECONDS_BETWEEN_LOOKS,
    ) -> None:
        self._folder = folder
        self._noticed = noticed
        self._most_waiting = most_waiting
        self._pause = pause
        self._between_looks = between_looks
        self._waiting: list[_Waiting] = []
        self._places: dict[UUID, Place] = {}
        self._to_notice: set[UUID] = set()
        self._woken = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    async def count(self, poll: UUID, cast: Cast) -> Outcome:
        """Count a ballot, and return once it is on disk. Raises CrowdedError or NotKeptError."""
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        with self._woken:
            if len(self._waiting) >= self._most_waiting:
                raise CrowdedError
            self._waiting.append(_Waiting(poll, cast, answer))
            self._begin()
            self._woken.notify()
        return await answer

    def stop(self) -> None:
        """Let the thread finish what waits and end."""
        with self._woken:
            self._stopped = True
            self._woken.notify()
        if self._thread:
            self._thread.join()
            self._thread = None

    def _begin(self) -> None:
        if self._thread is None:
            self._stopped = False
            self._thread = threading.Thread(target=self._run, name="ballots", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        took = 0.0
        while True:
            batch = self._next(took)
            if batch is None:
                break
            began = time.monotonic()
            by_poll: dict[UUID, list[_Waiting]] = {}
            for one in batch:
                by_poll.setdefault(one.poll, []).append(one)
            for poll, some in by_poll.items():
                self._put(poll, some)
            if batch:
                took = time.monotonic() - began
            self._leave_what_is_over()
        for poll in list(self._places):
            self._leave(poll)

    def _next(self, took: float) -> list[_Waiting] | None:
        """What is to be written now; nothing where it is time to look at the places; None at the end."""
        with self._woken:
            if not self._waiting and not self._stopped:
                self._woken.wait(self._between_looks if self._places else None)
            if not self._waiting:
                return None if self._stopped else []
        self._pause(min(took / 2, MOST_SECONDS_TO_GATHER))
        with self._woken:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            return batch

    def _put(self, poll: UUID, some: list[_Waiting]) -> None:
        """Write some ballots of one poll and tell those who wait; a poll without a place is closed."""
        try:
            place = self._place(poll)
            outcomes = place.put([one.cast for one in some])
        except NotHeldError:
            self._tell(some, [Outcome.LATE] * len(some), None)
        except Exception as error:  # whatever it is, the other polls of the process go on
            self._leave(poll)
            self._tell(some, NotKeptError(type(error).__name__), None)
        else:
            if Outcome.LATE in outcomes:
                self._leave(poll)
            self._tell(some, outcomes, place.asked.session if Outcome.COUNTED in outcomes else None)

    def _place(self, poll: UUID) -> Place:
        place = self._places.get(poll)
        if place is None:
            place = self._places[poll] = Place(self._folder, poll)
        return place

    def _leave_what_is_over(self) -> None:
        for poll, place in list(self._places.items()):
            try:
                over = not place.is_the_same()
            except OSError:
                over = True
            if over:
                self._leave(poll)

    def _leave(self, poll: UUID) -> None:
        place = self._places.pop(poll, None)
        if place:
            with suppress(sqlite3.Error):
                place.leave()

    def _tell(self, some: list[_Waiting], outcomes: list[Outcome] | NotKeptError, session: UUID | None) -> None:
        loop = some[0].answer.get_loop()
        # A loop that is closed has nobody left who waits.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._answer, some, outcomes, session)

    def _answer(self, some: list[_Waiting], outcomes: list[Outcome] | NotKeptError, session: UUID | None) -> None:
        for at, one in enumerate(some):
            if one.answer.done():
                continue
            if isinstance(outcomes, NotKeptError):
                one.answer.set_exception(outcomes)
            else:
                one.answer.set_result(outcomes[at])
        if session and session not in self._to_notice:
            self._to_notice.add(session)
            asyncio.get_running_loop().call_later(SECONDS_BETWEEN_NOTICES, self._notice, session)

    def _notice(self, session: UUID) -> None:
        self._to_notice.discard(session)
        asyncio.get_running_loop().run_in_executor(None, self._noticed, session)
