"""Every few minutes the chores are done, each on its own, and the round asks for its successor."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from convenor import wiring
from convenor.kernel import clock, often
from making import make_installation

pytestmark = pytest.mark.django_db
done: list[date] = []


def chore() -> None:
    done.append(clock.today())


def broken() -> None:
    raise RuntimeError


CHORES = (f"{__name__}.broken", f"{__name__}.chore")


@pytest.fixture(autouse=True)
def chores(settings: object) -> None:
    done.clear()
    settings.CONVENOR_OFTEN = f"{__name__}.CHORES"  # type: ignore[attr-defined]


def work() -> None:
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)


def test_a_worker_does_each_chore_on_the_installations_day_though_one_fails() -> None:
    make_installation(demo=True, today=date(2023, 3, 6))
    often.begin()
    often.begin()
    work()
    assert done == [date(2023, 3, 6)]


def test_a_round_asks_for_exactly_one_successor_a_few_minutes_later() -> None:
    make_installation()
    often.begin()
    before = timezone.now()
    work()
    often.begin()
    (waiting,) = DBTaskResult.objects.filter(status="READY")
    assert before + often.EVERY <= waiting.run_after <= timezone.now() + often.EVERY
    work()
    assert len(done) == 1


def test_a_round_that_ends_badly_has_a_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    make_installation()
    often.begin()
    monkeypatch.setattr(often, "_do", lambda _path: broken())
    work()
    assert not done
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_rounds_that_are_over_leave_one_row_at_most() -> None:
    make_installation()
    for _ in range(4):
        often.begin()
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(minutes=1))
        work()
    assert len(done) == 4
    assert DBTaskResult.objects.count() == 2


def test_every_chore_that_the_wiring_names_exists() -> None:
    assert all(callable(import_string(path)) for path in wiring.OFTEN)
