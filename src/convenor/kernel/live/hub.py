"""Who listens to what in this process, and the newest snapshot of each topic.

All listeners of a topic are sent the same bytes. A listener holds one message at most that it has not been sent yet,
and a newer one takes its place: whoever reads slowly misses what is no longer so, and holds nobody else.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

from convenor.kernel.live.changes import SOMEBODY_LEFT
from convenor.kernel.live.raw import Message, Send
from convenor.kernel.live.snapshots import is_last
from convenor.kernel.live.spoken import in_each_language

# Changes that follow each other closely become one snapshot.
SECONDS_BETWEEN_SNAPSHOTS = 0.15
# So often each listener hears that we are there: proxies end what is silent, and a page notices a dead connection.
TICKS_A_BEAT = 15
# So often a topic is looked at though nobody said that it changed: what time alone changes, and what another process
# wrote into an embedded database, is shown late rather than never.
TICKS_A_LOOK = 30

BEAT: Message = {"type": "http.response.body", "body": b"event: beat\ndata:\n\n", "more_body": True}
END: Message = {"type": "http.response.body", "body": b"", "more_body": False}
# The token's time is over: the page fetches itself anew, if its reader may still see it.
ANEW: Message = {"type": "http.response.body", "body": b"event: anew\ndata:\n\n", "more_body": False}

log = logging.getLogger("convenor.live")

Make = Callable[[str], Awaitable[bytes]]
Pause = Callable[[float], Awaitable[None]]


class Listener:
    """One open stream; nothing runs for it while there is nothing to say."""

    __slots__ = ("_delivery", "_pending", "_send", "left", "turn")

    def __init__(self, send: Send, turn: int, beats: int) -> None:
        self._send = send
        self._pending: Message | None = None
        self._delivery: asyncio.Task[None] | None = None
        self.turn = turn
        self.left = beats

    def offer(self, message: Message) -> None:
        """Send this next, instead of what has not been sent yet; after the end nothing is sent."""
        if _ends(self._pending):
            return
        self._pending = message
        if self._delivery is None:
            self._delivery = asyncio.get_running_loop().create_task(self._deliver())

    def beat(self) -> None:
        """Say that we are there, unless something is on its way; in the end, that its time is over."""
        self.left -= 1
        if self.left <= 0:
            self.offer(ANEW)
        elif self._delivery is None:
            self.offer(BEAT)

    def forget(self) -> None:
        """Drop what has not been sent."""
        self._pending = END
        if self._delivery is not None:
            self._delivery.cancel()

    async def _deliver(self) -> None:
        try:
            while (message := self._pending) is not None:
                if not _ends(message):
                    self._pending = None
                await self._send(message)
                if _ends(message):
                    return
        except OSError:
            pass  # Gone meanwhile; the stream ends by itself.
        finally:
            self._delivery = None


def _ends(message: Message | None) -> bool:
    return message is not None and not message["more_body"]


class _Topic:
    """One thing that is listened to."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.present: Message | None = None
        self.changed = asyncio.Event()
        self.keeping: asyncio.Task[None] | None = None


class Hub:
    """The listeners of one process.

    `make` gives the bytes of a topic's snapshot; `of_accounts` are the kinds of topics that no code alone opens, which
    nobody follows on with a token of before somebody left (AC-19); `hearing` runs beside, from the first listener on,
    and calls `refresh` for what changes. All but `refresh` is called on the event loop.
    """

    def __init__(
        self,
        *,
        make: Make,
        of_accounts: frozenset[str] = frozenset(),
        hearing: "Callable[[Hub], Coroutine[Any, Any, None]] | None" = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._make = make
        self._of_accounts = of_accounts
        self._somebody_left_at = 0
        self._hearing = hearing
        self._pause = pause
        self._topics: dict[str, _Topic] = {}
        self._turns = count()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._beside: list[asyncio.Task[None]] = []
        self.closed = False

    @property
    def listening(self) -> int:
        """How many listen now."""
        return sum(len(topic.listeners) for topic in self._topics.values())

    @contextmanager
    def listener(self, topic: str, send: Send, seconds: float) -> Iterator[Listener]:
        """Listen to a topic while the block runs, and for so long; the present snapshot is sent once there is one."""
        self._begin()
        listener = Listener(send, next(self._turns) % TICKS_A_BEAT, int(seconds / TICKS_A_BEAT))
        held = self._topics.get(topic) or self._open(topic)
        held.listeners.add(listener)
        if self.closed:
            listener.offer(END)
        elif held.present is not None:
            listener.offer(held.present)
        try:
            yield listener
        finally:
            listener.forget()
            held.listeners.discard(listener)
            if not held.listeners:
                self._shut(topic, held)

    def still_holds(self, topic: str, made_at: int) -> bool:
        """Whether a token of this second lets anybody follow the topic: not where somebody has left since."""
        return not self._is_of_accounts(topic) or made_at >= self._somebody_left_at

    def refresh(self, topic: str) -> None:
        """Make a new snapshot of a topic that somebody listens to; called from any thread."""
        if self._loop is not None:
            # The server may stop at this very moment; what changed is true all the same.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._mark, topic)

    def refresh_all(self) -> None:
        """Make new snapshots of everything that somebody listens to."""
        for topic in self._topics.values():
            topic.changed.set()

    def close_all(self) -> None:
        """End every stream, also of those who come from now on."""
        self.closed = True
        for task in self._beside:
            task.cancel()
        for topic in self._topics.values():
            for listener in topic.listeners:
                listener.offer(END)

    def _begin(self) -> None:
        if self._loop is None and not self.closed:
            self._loop = asyncio.get_running_loop()
            self._beside.append(self._loop.create_task(self._keep_time()))
            if self._hearing is not None:
                self._beside.append(self._loop.create_task(self._hearing(self)))

    def _open(self, name: str) -> _Topic:
        topic = self._topics[name] = _Topic()
        if self.closed:
            return topic
        topic.changed.set()
        topic.keeping = asyncio.get_running_loop().create_task(self._keep(name, topic))
        return topic

    def _shut(self, name: str, topic: _Topic) -> None:
        if topic.keeping is not None:
            topic.keeping.cancel()
        if self._topics.get(name) is topic:
            del self._topics[name]

    def _is_of_accounts(self, name: str) -> bool:
        return name.partition(":")[0] in self._of_accounts

    def _ask_anew(self) -> None:
        self._somebody_left_at = int(time.time())
        for name, topic in self._topics.items():
            if self._is_of_accounts(name):
                for listener in topic.listeners:
                    listener.offer(ANEW)

    def _mark(self, name: str) -> None:
        if name == SOMEBODY_LEFT:
            self._ask_anew()
        for spoken in in_each_language(name):
            if topic := self._topics.get(spoken):
                topic.changed.set()

    async def _keep(self, name: str, topic: _Topic) -> None:
        """Make a snapshot after each change, one at a time; a change during the making or the pause counts."""
        while True:
            await topic.changed.wait()
            topic.changed.clear()
            await self._show(name, topic)
            await self._pause(SECONDS_BETWEEN_SNAPSHOTS)

    async def _show(self, name: str, topic: _Topic) -> None:
        try:
            made = await self._make(name)
        except Exception as error:  # a snapshot may fail in any way; the old one stays and the next may succeed
            # What an error says may quote what the snapshot was made of.
            log.warning("a snapshot for %s failed: %s", name.partition(":")[0], type(error).__name__)
            return
        if self.closed or (topic.present is not None and topic.present["body"] == made):
            return
        topic.present = {"type": "http.response.body", "body": made, "more_body": not is_last(made)}
        for listener in topic.listeners:
            listener.offer(topic.present)

    async def _keep_time(self) -> None:
        for tick in count(1):
            await self._pause(1)
            for topic in self._topics.values():
                for listener in topic.listeners:
                    # Each in its turn, so that thousands are not told in one moment.
                    if listener.turn == tick % TICKS_A_BEAT:
                        listener.beat()
            if tick % TICKS_A_LOOK == 0:
                self.refresh_all()
