"""Two processes on one PostgreSQL: who follows through one sees what was changed through the other, and no ballot is
lost or counted twice when one of them is killed while both take ballots in.

The database is this test's own, whatever the other tests run on.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from bench.ballots import Poll, killed
from bench.serving import Server
from bench.two import followed, two_processes

PAGES, CHANGES, BALLOTS, KILLS = 25, 4, 150, 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two")


@pytest.fixture(scope="module")
def servers(folder: Path) -> Iterator[tuple[Server, Server]]:
    with two_processes(folder, settings.SECRET_KEY) as both:
        yield both


def test_a_change_made_through_one_process_reaches_who_follows_through_the_other(
    servers: tuple[Server, Server],
) -> None:
    reached = asyncio.run(followed(servers, PAGES, CHANGES))
    assert (reached.lost, reached.broken) == (0, 0)
    assert len(reached.here) == len(reached.there) == PAGES * CHANGES


def test_two_processes_take_ballots_in_and_one_is_killed_and_none_is_lost_or_counted_twice(
    servers: tuple[Server, Server], folder: Path
) -> None:
    poll = Poll(folder, in_words=True, key=settings.SECRET_KEY)
    assert asyncio.run(killed(servers, poll, BALLOTS, KILLS)) == (0, 0)
    assert poll.count() == BALLOTS
