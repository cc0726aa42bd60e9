"""A change is heard once it is true and not before: in this process, or through PostgreSQL."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from live_scene import SECONDS

from convenor.kernel.live.changes import changed
from convenor.kernel.live.listening import hear

pytestmark = pytest.mark.django_db(transaction=True)
TOPIC, BEFORE, LAST = "floor:1", "floor:before", "floor:last"


class Ear:
    """What was heard, in order."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.ready = asyncio.Event()
        self.last = threading.Event()

    def refresh(self, topic: str) -> None:
        self.heard.append(topic)
        if topic == LAST:
            self.last.set()

    def refresh_all(self) -> None:
        self.ready.set()


def elsewhere(act: Callable[[], None]) -> None:
    """Do it in a thread and a connection of its own."""

    def alone() -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(alone).result(SECONDS)


def heard_during(act: Callable[[], None]) -> list[str]:
    """What a listener hears of this; one more change afterwards says that there is nothing left to hear."""

    async def story() -> list[str]:
        ear = Ear()
        hearing = asyncio.create_task(hear(ear))
        await asyncio.wait_for(ear.ready.wait(), SECONDS)
        await asyncio.to_thread(elsewhere, act)
        await asyncio.to_thread(elsewhere, lambda: changed(LAST))
        assert await asyncio.to_thread(ear.last.wait, SECONDS)
        hearing.cancel()
        await asyncio.wait([hearing])
        return ear.heard

    return asyncio.run(story())


def test_a_change_is_heard_after_the_commit_and_not_before() -> None:
    def act() -> None:
        with transaction.atomic():
            changed(TOPIC)
            elsewhere(lambda: changed(BEFORE))

    assert heard_during(act) == [BEFORE, TOPIC, LAST]


def test_a_change_outside_a_transaction_is_heard() -> None:
    assert heard_during(lambda: changed(TOPIC)) == [TOPIC, LAST]


def test_what_was_rolled_back_is_not_heard() -> None:
    def act() -> None:
        with transaction.atomic():
            changed(TOPIC)
            transaction.set_rollback(True)

    assert heard_during(act) == [LAST]
