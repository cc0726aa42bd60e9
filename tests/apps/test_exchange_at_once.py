"""Two people, or somebody and the night, at the same introduction: whoever comes second meets what is true by then."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from exchange_scene import TODAY, Stage, asked, set_the_stage
from live_scene import SECONDS

from convenor.kernel import clock
from convenor.kernel.models import Event
from convenor.room.exchange.actions import introductions, postings
from convenor.room.exchange.actions.forgetting import forget_introductions, forget_what_is_over
from convenor.room.exchange.models import Introduction

HELD = re.compile(r'FROM "(exchange_\w+)".* FOR UPDATE', re.DOTALL)
LAST_DAY = TODAY + timedelta(days=29)


def answered() -> tuple[Stage, Introduction]:
    stage = set_the_stage()
    return stage, introductions.answer(stage.actor(stage.peer), asked(stage))


ACTS: dict[str, Callable[[Stage, Introduction], object]] = {
    "agree": lambda stage, row: introductions.agree(stage.actor(stage.asker), row),
    "decline": lambda stage, row: introductions.decline(stage.actor(stage.asker), row),
    "take an answer back": lambda stage, row: introductions.take_back_answer(stage.actor(stage.peer), row),
    "take a posting back": lambda stage, row: postings.take_back(stage.actor(stage.asker), row.posting),
    "erase": lambda _stage, _row: forget_introductions(Introduction.objects.all()),
    "the night": lambda _stage, _row: forget_what_is_over(TODAY + timedelta(days=30)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_the_posting_is_held_before_its_introduction_by_whoever_changes_one(act: str) -> None:
    """So nobody waits for one who waits for them. SQLite has one writer at a time and is asked to hold no row."""
    with clock.standing_at(TODAY):
        stage, row = answered()
        with CaptureQueriesContext(connection) as asked_for:
            ACTS[act](stage, row)
    found = [HELD.search(query["sql"]) for query in asked_for]
    tables = list(dict.fromkeys(match.group(1) for match in found if match))
    assert tables[:1] == (["exchange_posting"] if connection.features.has_select_for_update else [])
    assert set(tables) <= {"exchange_posting", "exchange_introduction"}


def somebody_waits() -> bool:
    """Whether PostgreSQL has somebody waiting for what this connection holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[Callable[[Callable[[], None]], Callable[[], None]]]:
    """Do something in a thread and a connection of its own until it waits for us; what comes back waits for its end.

    SQLite has one writer at a time, so there it is done when one waits for it.
    """
    with ThreadPoolExecutor(1) as threads:

        def begun(act: Callable[[], None]) -> Callable[[], None]:
            if not connection.features.has_select_for_update:
                return act

            def alone() -> None:
                try:
                    act()
                finally:
                    connections.close_all()

            doing = threads.submit(alone)
            while not doing.done() and not somebody_waits():
                pass
            return lambda: doing.result(SECONDS)

        yield begun


def test_what_both_agreed_to_in_the_last_minute_is_not_forgotten_in_that_night(
    elsewhere: Callable[[Callable[[], None]], Callable[[], None]],
) -> None:
    with clock.standing_at(TODAY):
        stage, row = answered()

    def night() -> None:
        with clock.standing_at(LAST_DAY + timedelta(days=1)):
            forget_what_is_over(clock.today())

    with transaction.atomic(), clock.standing_at(LAST_DAY):
        introductions.agree(stage.actor(stage.asker), row)
        ends = elsewhere(night)
    ends()
    assert Introduction.objects.get().made_on == LAST_DAY
    assert Event.objects.filter(name="introduction_made").count() == 2
