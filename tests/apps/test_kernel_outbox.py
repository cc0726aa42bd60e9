"""Consequences leave after the commit, once, are tried again, and are seen when they fail."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import get_language, override
from django_tasks_db.models import DBTaskResult

from convenor.kernel import outbox
from convenor.kernel.models import Delivery, Event

LONG_PAST = datetime(2020, 1, 1, tzinfo=UTC)

calls: list[dict[str, str]] = []


def works(**ids: str) -> None:
    calls.append(ids)


def fails(**ids: str) -> None:
    calls.append(ids)
    raise ConnectionError("the words of a remark")


def speaks(**_ids: str) -> None:
    calls.append({"language": get_language() or ""})


def writes_then_fails(**_ids: str) -> None:
    Event.objects.create(name="half", at="2023-03-06T10:00Z")
    raise ConnectionError


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    calls.clear()
    here = __name__
    table = {
        "worked": (f"{here}.works",),
        "failed": (f"{here}.fails",),
        "both": (f"{here}.works", f"{here}.fails"),
        "half": (f"{here}.writes_then_fails",),
        "spoken": (f"{here}.speaks",),
    }
    monkeypatch.setattr(outbox, "wiring", lambda: table)


def work() -> None:
    """Let the worker carry out all that is due, inside the test's own transaction."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)


def due_now() -> None:
    """Pretend that every wait is over."""
    DBTaskResult.objects.filter(status="READY").update(run_after=LONG_PAST)


def test_a_consequence_is_carried_out_once_with_the_ids() -> None:
    outbox.emit("worked", session="s-1")
    work()
    work()
    assert calls == [{"session": "s-1"}]
    assert Delivery.objects.get().state == Delivery.State.DONE


def test_what_leaves_is_english_whoever_did_what_it_follows_from() -> None:
    event = outbox.emit("spoken")
    with override("fr"):
        outbox.deliver.call(Delivery.objects.get(event=event).pk)
    assert calls == [{"language": "en-gb"}]


def test_nothing_leaves_when_the_transaction_is_undone() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.emit("worked", session="s-1")
        raise RuntimeError
    work()
    assert calls == []
    assert not Event.objects.exists()


def test_a_delivery_called_twice_acts_once() -> None:
    outbox.emit("worked", session="s-1")
    delivery = Delivery.objects.get()
    outbox.deliver.call(delivery.pk)
    outbox.deliver.call(delivery.pk)
    assert len(calls) == 1


def test_a_failing_consequence_is_tried_again_later_and_then_given_up() -> None:
    outbox.emit("failed", session="s-1")
    for attempt in range(1, outbox.TRIES + 1):
        work()
        assert len(calls) == attempt
        work()
        assert len(calls) == attempt, "a wait lies between two tries"
        due_now()
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, len(calls)) == (Delivery.State.FAILED, outbox.TRIES, outbox.TRIES)


def test_each_wait_is_longer_than_the_one_before() -> None:
    outbox.emit("failed", session="s-1")
    DBTaskResult.objects.all().delete()
    with patch.object(outbox, "timezone") as stopped:
        stopped.now.return_value = LONG_PAST
        for _ in range(outbox.TRIES):
            outbox.deliver.call(Delivery.objects.get().pk)
    asked = DBTaskResult.objects.order_by("run_after").values_list("run_after", flat=True)
    assert [at - LONG_PAST for at in asked] == list(outbox.WAITS)


def test_a_failure_is_noted_by_its_kind_and_never_by_its_words(caplog: pytest.LogCaptureFixture) -> None:
    outbox.emit("failed", session="s-1")
    work()
    assert Delivery.objects.get().problem == "ConnectionError"


def test_one_failing_consequence_does_not_hold_up_another() -> None:
    outbox.emit("both", session="s-1")
    work()
    states = dict(Delivery.objects.values_list("handler", "state"))
    assert states == {f"{__name__}.works": "done", f"{__name__}.fails": "waiting"}


def test_a_consequence_that_fails_half_way_leaves_nothing_behind() -> None:
    outbox.emit("half", session="s-1")
    work()
    assert Event.objects.count() == 1


def test_a_given_up_delivery_can_be_started_over(monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.emit("failed", session="s-1")
    Delivery.objects.update(state=Delivery.State.FAILED, attempts=outbox.TRIES)
    monkeypatch.setattr(outbox, "import_string", lambda _path: works)
    outbox.retry(Delivery.objects.get())
    due_now()
    work()
    assert Delivery.objects.get().state == Delivery.State.DONE


def test_an_event_that_the_wiring_does_not_know_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        outbox.emit("unheard_of")


def test_a_letter_that_came_back_is_noted_once_and_waits_for_a_person() -> None:
    outbox.emit("worked", session="s-1")
    work()
    name = Delivery.objects.get().message_id
    assert outbox.came_back(f" <{name}>", for_good=True)
    assert outbox.came_back(name, for_good=False), "news that comes later takes nothing back"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.problem) == (Delivery.State.CAME_BACK, "")
    outbox.deliver.call(delivery.pk)
    assert len(calls) == 1, "what came back is not sent again by itself"


def test_what_the_other_side_still_tries_is_said_and_waits_for_nobody() -> None:
    outbox.emit("worked", session="s-1")
    work()
    assert outbox.came_back(Delivery.objects.get().message_id, for_good=False)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.problem) == (Delivery.State.DONE, outbox.DELAYED)


@pytest.mark.parametrize("named", ["", "<>", "unknown@convenor.example", "%", "' OR 1=1"])
def test_a_name_that_is_none_of_ours_moves_nothing(named: str) -> None:
    outbox.emit("worked", session="s-1")
    work()
    Delivery.objects.update(message_id="")
    assert not outbox.came_back(named, for_good=True)
    assert Delivery.objects.get().state == Delivery.State.DONE


def test_what_came_back_starts_over_under_another_name() -> None:
    outbox.emit("worked", session="s-1")
    work()
    name = Delivery.objects.get().message_id
    outbox.came_back(name, for_good=True)
    assert outbox.retry(Delivery.objects.get())
    work()
    assert len(calls) == 2
    assert not outbox.came_back(name, for_good=True), "news of the first letter is none of the second"
    assert Delivery.objects.get().state == Delivery.State.DONE


def test_a_try_counts_although_its_worker_dies() -> None:
    """The process is gone, so nothing after the handler is done; the queue's own row stays as it was."""
    outbox.emit("worked", session="s-1")
    delivery = Delivery.objects.get()
    DBTaskResult.objects.update(status="RUNNING")
    with patch.object(outbox, "_note", side_effect=SystemExit), pytest.raises(SystemExit):
        outbox.deliver.call(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (Delivery.State.WAITING, 1)
    work()
    assert len(calls) == 1, "nothing asks for it any more"
    outbox.take_up()
    outbox.take_up()
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    work()
    assert (len(calls), Delivery.objects.get().state) == (2, Delivery.State.DONE)


def test_a_delivery_that_kills_each_worker_is_given_up() -> None:
    outbox.emit("worked", session="s-1")
    for _ in range(outbox.TRIES):
        with patch.object(outbox, "_note", side_effect=SystemExit), pytest.raises(SystemExit):
            outbox.deliver.call(Delivery.objects.get().pk)
    outbox.deliver.call(Delivery.objects.get().pk)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.problem, len(calls)) == (Delivery.State.FAILED, "WorkerDied", outbox.TRIES)


def test_each_delivery_has_a_name_of_its_own_that_says_nothing() -> None:
    outbox.emit("both", session="s-1")
    names = list(Delivery.objects.values_list("message_id", flat=True))
    assert len(set(names)) == 2
    assert all(len(name.partition("@")[0]) == 32 for name in names)
