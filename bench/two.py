"""Two processes of the product on one PostgreSQL: what is changed through one, and ballots that both take in."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import uvloop

from bench.ballots import BALLOTS, KEY, KILLED_BALLOTS, KILLS, PHONES, Poll, burst, killed
from bench.live_phones import PAUSE, Room
from bench.serving import Server, served
from bench.table import Measure, tell
from tools.postgres import throw_away_postgres

LISTENERS, MESSAGES, ROUNDS = 1_000, 10, 3
APP, TOPIC = "bench.two_served:app", "shared:1"
TABLE = "CREATE TABLE bench_shared (at text NOT NULL)"
FIRST = "INSERT INTO bench_shared VALUES ('0')"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """Nanoseconds from a change until each page had it: of the process it was made through, and of the other."""

    here: tuple[int, ...]
    there: tuple[int, ...]
    expected: int
    broken: int

    @property
    def lost(self) -> int:
        """How many messages did not arrive."""
        return self.expected - len(self.here) - len(self.there)


@contextmanager
def two_processes(folder: Path, key: str) -> Iterator[tuple[Server, Server]]:
    """Two servers of one installation, whose database is theirs alone."""
    with throw_away_postgres() as database:
        own = {"CONVENOR_SECRET_KEY": key, "DJANGO_SETTINGS_MODULE": "convenor.settings"}
        surroundings = {**os.environ, **own, "DATABASE_URL": database, "CONVENOR_DATA": str(folder)}
        subprocess.run([sys.executable, "-m", "convenor", "migrate"], check=True, env=surroundings, stdout=sys.stderr)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(TABLE)
            connection.execute(FIRST)
        one, other = (Server(APP, folder, database) for _ in range(2))
        for server in (one, other):
            server.environment |= own
        with served(one), served(other):
            yield one, other


async def followed(servers: Sequence[Server], listeners: int, messages: int) -> Reached:
    """As many pages on each; each change is made through the one and the other in turn."""
    from convenor.kernel.live.tokens import listening_address

    rooms = [Room(server.port, listening_address(TOPIC)) for server in servers]
    await asyncio.gather(*(room.fill(listeners) for room in rooms))
    took: tuple[list[int], list[int]] = [], []
    for number in range(messages):
        here, there = rooms[number % 2], rooms[1 - number % 2]
        before = len(here.took), len(there.took)
        await here.announce()
        await asyncio.gather(*(room.hears(had + listeners) for room, had in zip((here, there), before, strict=True)))
        took[0].extend(here.took[before[0] :])
        took[1].extend(there.took[before[1] :])
        await asyncio.sleep(PAUSE)
    broken = sum(room.broken for room in rooms)
    for room in rooms:
        room.leave()
    expected = len(servers) * listeners * messages
    return Reached(here=tuple(sorted(took[0])), there=tuple(sorted(took[1])), expected=expected, broken=broken)


async def both_at_once(servers: Sequence[Server], poll: Poll) -> float:
    """Ballots a second, half of them to each."""
    began = time.perf_counter()
    each = BALLOTS // len(servers)
    await asyncio.gather(*(burst(server.port, [poll.ballot() for _ in range(each)]) for server in servers))
    return BALLOTS / (time.perf_counter() - began)


def measure() -> list[Measure]:
    """All rows."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as name:
        folder = Path(name)
        os.environ.update(CONVENOR_DATA=name, CONVENOR_SECRET_KEY=KEY, DJANGO_SETTINGS_MODULE="convenor.settings")
        os.environ["DATABASE_URL"] = ""
        import django

        django.setup()
        load = os.getloadavg()[0]
        with two_processes(folder, KEY) as servers, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            followings = [runner.run(followed(servers, LISTENERS, MESSAGES)) for _ in range(ROUNDS)]
            poll = Poll(folder)
            rates = [runner.run(both_at_once(servers, poll)) for _ in range(ROUNDS)]
            counted = poll.count()
            lost, doubled = runner.run(killed(servers, Poll(folder, in_words=True)))
    return _rows(followings, rates, (counted, lost, doubled), load)


def _rows(
    followings: Sequence[Reached], rates: Sequence[float], ballots: tuple[int, int, int], load: float
) -> list[Measure]:
    counted, lost, doubled = ballots
    here, there = ([_late(getattr(one, side)) for one in followings] for side in ("here", "there"))
    return [
        Measure(
            what=f"{LISTENERS:,} pages on each: from a change until 99 of 100 have it",
            measured=f"{_spread(here)} in the process it was made through, {_spread(there)} in the other",
            note=f"{ROUNDS} rounds of {MESSAGES} changes, made through one and the other in turn; "
            f"pages, processes and database share the machine, whose load was {load:.1f} before",
        ),
        Measure(
            what="lost",
            measured=f"{sum(one.lost for one in followings)} messages of "
            f"{sum(one.expected for one in followings):,}, {sum(one.broken for one in followings)} streams",
            goal="none",
        ),
        Measure(
            what=f"ballots a second, {2 * PHONES} phones at once, half of them to each",
            measured=f"{statistics.median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})",
            note=f"{ROUNDS} rounds of {BALLOTS:,}; {counted:,} of {ROUNDS * BALLOTS:,} counted, all into one file",
        ),
        Measure(
            what=f"one of the two killed {KILLS} times, while phones send again to the other",
            measured=f"{lost} lost, {doubled} counted twice",
            goal="0 and 0",
            note=f"{KILLED_BALLOTS:,} ballots, each fifth also sent to the other after it was counted",
        ),
    ]


def _late(took: Sequence[int]) -> float:
    return took[len(took) * 99 // 100] / 1e6 if took else 0


def _spread(found: Sequence[float]) -> str:
    return f"{statistics.median(found):.0f} ms ({min(found):.0f} to {max(found):.0f})"


if __name__ == "__main__":
    tell(measure)
