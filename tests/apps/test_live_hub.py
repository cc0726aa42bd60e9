"""The listeners of one process: the newest snapshot reaches everybody, and nobody waits for anybody else."""

import asyncio
import logging

import pytest
from live_scene import Moments, Reader, everything_else

from convenor import wiring
from convenor.kernel.live.changes import SOMEBODY_LEFT
from convenor.kernel.live.hub import ANEW, BEAT, SECONDS_BETWEEN_SNAPSHOTS, TICKS_A_BEAT, TICKS_A_LOOK, Hub
from convenor.kernel.live.snapshots import Last, framed

TOPIC, ANOTHER, OF_ACCOUNTS = "floor:1", "floor:2", "cockpit:1"
AN_HOUR = 3_600


class Source:
    """What the topics show now, and how often somebody asked."""

    def __init__(self) -> None:
        self.shows = {TOPIC: b"first", ANOTHER: b"another", OF_ACCOUNTS: b"names"}
        self.asked: list[str] = []
        self.fails: Exception | None = None
        self.answers = asyncio.Event()
        self.answers.set()

    async def make(self, topic: str) -> bytes:
        self.asked.append(topic)
        shown = self.shows[topic]
        await self.answers.wait()
        if self.fails is not None:
            raise self.fails
        return shown


class Stage:
    """A hub with its source and its time."""

    def __init__(self) -> None:
        self.source, self.moments = Source(), Moments()
        self.hub = Hub(make=self.source.make, of_accounts=frozenset({"cockpit"}), pause=self.moments.pause)

    async def show(self, text: bytes) -> None:
        """Change what the topic shows and let that become a snapshot."""
        self.source.shows[TOPIC] = text
        self.hub.refresh(TOPIC)
        await self.next_snapshot()

    async def next_snapshot(self) -> None:
        await everything_else()
        await self.moments.go_by(SECONDS_BETWEEN_SNAPSHOTS)

    async def seconds(self, number: int) -> None:
        for _ in range(number):
            await self.moments.go_by(1)


def test_a_listener_is_sent_what_there_is_now() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await reader.until(b"first")
        assert reader.bodies == [b"first"]

    asyncio.run(story())


def test_one_snapshot_is_made_for_all_who_listen() -> None:
    async def story() -> None:
        stage, early, late = Stage(), Reader(), Reader()
        with stage.hub.listener(TOPIC, early.send, AN_HOUR):
            await early.until(b"first")
            with stage.hub.listener(TOPIC, late.send, AN_HOUR):
                await late.until(b"first")
        assert early.bodies[0] is late.bodies[0]
        assert stage.source.asked == [TOPIC]

    asyncio.run(story())


def test_a_change_reaches_who_listens_to_its_topic_and_nobody_else() -> None:
    async def story() -> None:
        stage, one, two, elsewhere = Stage(), Reader(), Reader(), Reader()
        with (
            stage.hub.listener(TOPIC, one.send, AN_HOUR),
            stage.hub.listener(TOPIC, two.send, AN_HOUR),
            stage.hub.listener(ANOTHER, elsewhere.send, AN_HOUR),
        ):
            assert stage.hub.listening == 3
            await stage.next_snapshot()
            await stage.show(b"second")
        assert one.bodies == two.bodies == [b"first", b"second"]
        assert elsewhere.bodies == [b"another"]
        assert stage.source.asked.count(ANOTHER) == 1

    asyncio.run(story())


def test_when_somebody_leaves_what_accounts_alone_follow_asks_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        stage, office, hall = Stage(), Reader(), Reader()
        monkeypatch.setattr("convenor.kernel.live.hub.time.time", lambda: 100.7)
        with stage.hub.listener(OF_ACCOUNTS, office.send, AN_HOUR), stage.hub.listener(TOPIC, hall.send, AN_HOUR):
            await stage.next_snapshot()
            assert (stage.hub.still_holds(OF_ACCOUNTS, 99), stage.hub.still_holds(TOPIC, 99)) == (True, True)
            stage.hub.refresh(SOMEBODY_LEFT)
            await stage.next_snapshot()
            assert office.messages[-1] == ANEW
            assert hall.bodies == [b"first"], "what a code opens is seen by the whole hall"
        assert [stage.hub.still_holds(OF_ACCOUNTS, second) for second in (99, 100)] == [False, True]
        assert stage.hub.still_holds(TOPIC, 99)

    asyncio.run(story())


def test_whoever_lost_an_account_follows_nothing_but_what_a_whole_room_sees() -> None:
    assert set(wiring.LIVE) - set(wiring.LIVE_OF_ACCOUNTS) == {"floor", "screen"}


def test_a_change_that_nobody_listens_to_makes_nothing() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        stage.hub.refresh(ANOTHER)
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            stage.hub.refresh(ANOTHER)
            await stage.next_snapshot()
        assert stage.source.asked == [TOPIC]

    asyncio.run(story())


def test_a_change_is_heard_from_any_thread() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await stage.next_snapshot()
            stage.source.shows[TOPIC] = b"second"
            await asyncio.to_thread(stage.hub.refresh, TOPIC)
            await reader.until(b"second")

    asyncio.run(story())


def test_a_change_after_the_server_has_stopped_disturbs_nobody() -> None:
    stage = Stage()

    async def story() -> None:
        with stage.hub.listener(TOPIC, Reader().send, AN_HOUR):
            await everything_else()

    asyncio.run(story())
    stage.hub.refresh(TOPIC)
    assert stage.source.asked == [TOPIC]


def test_changes_that_follow_each_other_closely_become_one_snapshot() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await everything_else()
            for number in range(100):
                stage.source.shows[TOPIC] = b"change %d" % number
                stage.hub.refresh(TOPIC)
                await everything_else()
            assert reader.bodies == [b"first"]
            await stage.moments.go_by(SECONDS_BETWEEN_SNAPSHOTS)
        assert reader.bodies == [b"first", b"change 99"]
        assert len(stage.source.asked) == 2

    asyncio.run(story())


def test_a_change_while_a_snapshot_is_made_is_not_lost() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        stage.source.answers.clear()
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await everything_else()
            stage.source.shows[TOPIC] = b"second"
            stage.hub.refresh(TOPIC)
            await everything_else()
            stage.source.answers.set()
            await stage.next_snapshot()
        assert reader.bodies == [b"first", b"second"]

    asyncio.run(story())


def test_what_looks_as_before_is_not_sent_again() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await stage.next_snapshot()
            await stage.show(b"first")
            await stage.show(b"second")
        assert reader.bodies == [b"first", b"second"]

    asyncio.run(story())


def test_the_newest_takes_the_place_of_what_was_not_sent() -> None:
    async def story() -> None:
        stage, slow = Stage(), Reader()
        slow.reads.clear()
        with stage.hub.listener(TOPIC, slow.send, AN_HOUR):
            await stage.next_snapshot()
            for text in (b"second", b"third", b"fourth"):
                await stage.show(text)
            slow.reads.set()
            await slow.until(b"fourth")
        # The first was on its way already.
        assert slow.bodies == [b"first", b"fourth"]

    asyncio.run(story())


def test_who_never_reads_holds_nobody_and_does_not_grow() -> None:
    async def story() -> None:
        stage, never, reader = Stage(), Reader(), Reader()
        never.reads.clear()
        with stage.hub.listener(TOPIC, never.send, AN_HOUR), stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await stage.next_snapshot()
            tasks = len(asyncio.all_tasks())
            for number in range(100):
                await stage.show(b"change %d" % number)
            await stage.seconds(TICKS_A_BEAT)
            assert len(reader.bodies) == 102
            assert len(asyncio.all_tasks()) == tasks
        assert never.messages == []

    asyncio.run(story())


def test_a_listener_whose_connection_breaks_ends_alone() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()

        async def broken(_: object) -> None:
            raise ConnectionResetError

        with stage.hub.listener(TOPIC, broken, AN_HOUR), stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await stage.next_snapshot()
            await stage.show(b"second")
        assert reader.bodies == [b"first", b"second"]

    asyncio.run(story())


def test_who_goes_is_forgotten_and_the_last_one_ends_the_topic() -> None:
    async def story() -> None:
        stage, stays, goes = Stage(), Reader(), Reader()
        with stage.hub.listener(TOPIC, stays.send, AN_HOUR):
            with stage.hub.listener(TOPIC, goes.send, AN_HOUR):
                await stage.next_snapshot()
            assert stage.hub.listening == 1
            await stage.show(b"second")
        assert goes.bodies == [b"first"]
        assert stays.bodies == [b"first", b"second"]
        assert stage.hub.listening == 0
        await stage.show(b"third")
        assert stage.source.asked == [TOPIC, TOPIC]

    asyncio.run(story())


def test_closing_ends_every_stream_and_those_that_come_later() -> None:
    async def story() -> None:
        stage, one, elsewhere, slow, late = Stage(), Reader(), Reader(), Reader(), Reader()
        slow.reads.clear()
        with (
            stage.hub.listener(TOPIC, one.send, AN_HOUR),
            stage.hub.listener(TOPIC, slow.send, AN_HOUR),
            stage.hub.listener(ANOTHER, elsewhere.send, AN_HOUR),
        ):
            await stage.next_snapshot()
            stage.hub.close_all()
            await one.until_ended()
            await elsewhere.until_ended()
            # Nothing comes after the end.
            await stage.show(b"second")
            slow.reads.set()
            await slow.until_ended()
            with stage.hub.listener(TOPIC, late.send, AN_HOUR):
                await late.until_ended()
        assert one.bodies == slow.bodies == [b"first"]
        assert late.bodies == []
        assert [len(reader.messages) for reader in (one, elsewhere, slow, late)] == [2, 2, 2, 1]

    asyncio.run(story())


def test_closing_leaves_nothing_that_runs_beside() -> None:
    async def story() -> None:
        ended: list[str] = []

        async def hearing(_: Hub) -> None:
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                ended.append("hearing")

        stage = Stage()
        hub = Hub(make=stage.source.make, hearing=hearing, pause=stage.moments.pause)
        with hub.listener(TOPIC, Reader().send, AN_HOUR):
            await everything_else()
            hub.close_all()
        with hub.listener(TOPIC, Reader().send, AN_HOUR):
            await everything_else()
        await everything_else()
        assert ended == ["hearing"]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(story())


def test_a_hub_that_closed_before_anybody_came_starts_nothing() -> None:
    async def story() -> None:
        stage, late = Stage(), Reader()
        stage.hub.close_all()
        with stage.hub.listener(TOPIC, late.send, AN_HOUR):
            await late.until_ended()
        await everything_else()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert stage.source.asked == []

    asyncio.run(story())


def test_a_snapshot_that_fails_keeps_the_old_one_and_its_content_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> None:
        stage, early, late = Stage(), Reader(), Reader()
        with stage.hub.listener(TOPIC, early.send, AN_HOUR):
            await stage.next_snapshot()
            stage.source.fails = ValueError("what a delegate said")
            await stage.show(b"second")
            with stage.hub.listener(TOPIC, late.send, AN_HOUR):
                await late.until(b"first")
            stage.source.fails = None
            await stage.show(b"third")
        assert early.bodies == [b"first", b"third"]

    with caplog.at_level(logging.DEBUG):
        asyncio.run(story())
    logged = [line for line in caplog.records if line.name == "convenor.live"]
    assert [line.getMessage() for line in logged] == ["a snapshot for floor failed: ValueError"]
    assert "what a delegate said" not in caplog.text


def test_a_first_snapshot_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        stage.source.fails = KeyError("floor")
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await stage.next_snapshot()
            assert reader.messages == []
            stage.source.fails = None
            await stage.seconds(TICKS_A_LOOK)
            assert b"first" in reader.bodies

    asyncio.run(story())
    assert "a snapshot for floor failed" in caplog.text


def test_each_listener_hears_once_in_a_round_that_we_are_there() -> None:
    async def story() -> None:
        stage = Stage()
        readers = [Reader() for _ in range(TICKS_A_BEAT + 1)]
        listeners = [stage.hub.listener(TOPIC, reader.send, AN_HOUR) for reader in readers]
        for listener in listeners:
            listener.__enter__()
        await stage.next_snapshot()
        await stage.seconds(1)
        # Not all in one moment.
        assert sum(BEAT["body"] in reader.bodies for reader in readers) == 1
        await stage.seconds(TICKS_A_BEAT - 1)
        assert all(reader.bodies == [b"first", BEAT["body"]] for reader in readers)

    asyncio.run(story())


def test_a_stream_ends_in_a_beat_of_its_own_once_its_time_is_over_and_says_so() -> None:
    async def story() -> None:
        stage = Stage()
        short, longer = Reader(), Reader()
        with (
            stage.hub.listener(TOPIC, short.send, 3 * TICKS_A_BEAT - 1),
            stage.hub.listener(TOPIC, longer.send, AN_HOUR),
        ):
            await stage.next_snapshot()
            await stage.seconds(2 * TICKS_A_BEAT)
            assert short.ended
            await stage.show(b"second")
        assert short.bodies == [b"first", BEAT["body"], ANEW["body"]]
        assert longer.bodies == [b"first", *[BEAT["body"]] * 2, b"second"]

    asyncio.run(story())


def test_no_stream_outlasts_its_time_by_more_than_a_beat() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        with stage.hub.listener(TOPIC, reader.send, 1):
            await stage.next_snapshot()
            await stage.seconds(TICKS_A_BEAT)
            assert reader.bodies == [b"first", ANEW["body"]]
            assert reader.ended

    asyncio.run(story())


def test_the_last_snapshot_ends_the_streams_of_its_topic_and_of_whoever_comes_after_it() -> None:
    async def story() -> None:
        stage, one, late, elsewhere = Stage(), Reader(), Reader(), Reader()
        with (
            stage.hub.listener(TOPIC, one.send, AN_HOUR),
            stage.hub.listener(ANOTHER, elsewhere.send, AN_HOUR),
        ):
            await stage.next_snapshot()
            last = framed(Last("It is over."))
            await stage.show(last)
            await one.until_ended()
            with stage.hub.listener(TOPIC, late.send, AN_HOUR):
                await late.until_ended()
            await stage.show(b"what comes after the last")
            await stage.seconds(TICKS_A_BEAT)
        assert one.bodies == [b"first", last]
        assert late.bodies == [last]
        assert not elsewhere.ended

    asyncio.run(story())


def test_what_nobody_said_had_changed_is_shown_late() -> None:
    async def story() -> None:
        stage, reader = Stage(), Reader()
        with stage.hub.listener(TOPIC, reader.send, AN_HOUR):
            await stage.next_snapshot()
            stage.source.shows[TOPIC] = b"second"
            await stage.seconds(TICKS_A_LOOK - 1)
            assert b"second" not in reader.bodies
            await stage.seconds(1)
            assert b"second" in reader.bodies

    asyncio.run(story())
