"""Once a day the chores are done, each on its own, and the round asks for its successor."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from convenor import wiring
from convenor.kernel import clock, daily
from convenor.kernel.models import Event
from convenor.room.meetings.models import Remark
from making import make_cohort, make_installation, make_session, make_year

pytestmark = pytest.mark.django_db
done: list[date] = []


def chore(today: date) -> None:
    done.append(today)


def broken(_today: date) -> None:
    raise RuntimeError


@pytest.fixture(autouse=True)
def chores(settings: object) -> None:
    done.clear()
    settings.CONVENOR_DAILY = f"{__name__}.CHORES"  # type: ignore[attr-defined]


CHORES = (f"{__name__}.broken", f"{__name__}.chore")


def work() -> None:
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)


def waiting() -> list[datetime]:
    return list(DBTaskResult.objects.filter(status="READY").values_list("run_after", flat=True))


def test_starting_workers_twice_asks_for_one_round() -> None:
    daily.begin()
    daily.begin()
    assert len(waiting()) == 1


def test_a_chore_that_fails_does_not_keep_the_next_from_being_done() -> None:
    make_installation(demo=True, today=date(2023, 3, 6))
    daily.begin()
    work()
    assert done == [date(2023, 3, 6)]


def test_a_round_asks_for_exactly_one_successor() -> None:
    daily.begin()
    work()
    work()
    (successor,) = waiting()
    assert successor > datetime.now(tz=UTC)


def test_a_round_that_ends_badly_has_a_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    daily.begin()
    monkeypatch.setattr(daily, "chores_of_the_day", lambda: broken(date(2023, 3, 6)))
    work()
    assert len(waiting()) == 1


def test_what_letters_were_due_is_forgotten_after_a_quarter() -> None:
    make_installation()
    now = clock.now()
    for days in (89, 91):
        Event.objects.create(name="session_changed", ids={}, at=now - timedelta(days=days))
    daily.forget_what_is_over(now.date())
    assert [row.at for row in Event.objects.all()] == [now - timedelta(days=89)]


def test_every_chore_that_the_wiring_names_exists() -> None:
    assert wiring.DAILY
    assert all(callable(import_string(path)) for path in wiring.DAILY)


def test_raw_notes_are_destroyed_on_their_day_and_not_before(settings: object) -> None:
    settings.CONVENOR_DAILY = "convenor.wiring.DAILY"  # type: ignore[attr-defined]
    session = make_session(make_year(make_cohort()), date(2023, 2, 14))
    session.state, session.burn_on = "closed", date(2023, 5, 15)
    session.save()
    Remark.objects.create(session=session, kind="practice", text="Something said.")
    for day, left in ((date(2023, 5, 14), 1), (date(2023, 5, 15), 0)):
        make_installation(demo=True, today=day)
        DBTaskResult.objects.all().delete()
        daily.begin()
        work()
        assert Remark.objects.count() == left
