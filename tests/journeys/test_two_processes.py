"""Two processes on one PostgreSQL: who follows through one sees what was changed through the other, and no ballot is
lost or counted twice when one of them is killed while both take ballots in. The public site is read behind its wall.

The database is this test's own, whatever the other tests run on.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from bench.ballots import Poll, killed
from bench.serving import Server
from bench.two import followed, two_processes

PAGES, CHANGES, BALLOTS, KILLS = 25, 4, 150, 2
# As whom the public site reads, and whether that may read what is not the library's.
WHO_READS = """
import django
django.setup()
from django.db import ProgrammingError, connections
with connections["public"].cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0])
    try:
        cursor.execute("SELECT COUNT(*) FROM people_person")
    except ProgrammingError as refused:
        print(type(refused.__cause__).__name__)
"""


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


@pytest.mark.parametrize("path", ["/", "/webinars/", "/search/?q=severity", "/feed.atom"])
def test_each_process_answers_for_the_public_site(servers: tuple[Server, Server], path: str) -> None:
    for server in servers:
        with urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=20) as answer:
            assert answer.status == 200


def test_the_public_site_reads_as_somebody_who_may_read_nothing_but_the_library(
    servers: tuple[Server, Server],
) -> None:
    command = [sys.executable, "-c", WHO_READS]
    said = subprocess.run(command, env=servers[0].environment, check=True, capture_output=True, text=True, timeout=60)
    assert said.stdout.split() == ["convenor_portal", "InsufficientPrivilege"]
