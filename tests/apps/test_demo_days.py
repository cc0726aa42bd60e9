"""Time passes in the demonstration when somebody says so, forward only; nowhere else can it be moved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings

from convenor.demo import load
from convenor.demo.days import go_on_to
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry, Installation
from convenor.room.meetings.models import Remark, Session
from convenor.rules.vocabulary import RemarkKind
from making import make_cohort, make_installation, make_session, make_year

pytestmark = pytest.mark.django_db

TODAY, LATER = date(2023, 3, 6), date(2023, 3, 21)


@pytest.fixture
def demo() -> Installation:
    return make_installation(demo=True, today=TODAY)


def day() -> date | None:
    return Installation.objects.get().today


def test_the_day_goes_on_and_what_is_due_by_itself_is_done(demo: Installation) -> None:
    session = make_session(make_year(make_cohort()), TODAY)
    Session.objects.update(burn_on=LATER)
    Remark.objects.create(session=session, kind=RemarkKind.PRACTICE, text="Some do.")
    go_on_to(LATER - timedelta(days=1))
    assert Remark.objects.exists()
    go_on_to(LATER)
    assert day() == LATER
    assert not Remark.objects.exists(), "its day had come"


@pytest.mark.parametrize(
    ("then", "why"), [(TODAY, "already"), (date(2023, 3, 5), "one way"), (date(2031, 1, 1), "too far")]
)
def test_time_goes_one_way_and_not_too_far(demo: Installation, then: date, why: str) -> None:
    with pytest.raises(Declined, match=why):
        go_on_to(then)
    assert day() == TODAY


def test_where_the_clock_runs_nobody_moves_it() -> None:
    make_installation()
    with pytest.raises(Declined, match="Only the day of a demonstration"):
        go_on_to(LATER)
    assert day() is None


def test_the_page_moves_the_day_or_says_why_not(demo: Installation) -> None:
    browser = Client()
    assert browser.post("/look-in/", {"day": "2023-03-21"}).status_code == 404, "this is not served as a demonstration"
    assert day() == TODAY
    with override_settings(CONFIG=replace(settings.CONFIG, demo=True)):
        said = browser.post("/look-in/", {"day": "21.3.2023"}).content.decode()
        assert "Write the date as year, month, day" in said
        said = browser.post("/look-in/", {"day": "2023-03-01"}).content.decode()
        assert "time goes one way" in said
        assert day() == TODAY
        said = browser.post("/look-in/", {"day": "2023-03-21"}, follow=True).content.decode()
    assert "It is another day" in said
    assert "21 March 2023" in said
    assert day() == LATER


def test_in_the_demonstration_s_trail_time_never_goes_back() -> None:
    load.everything()
    times = list(AuditEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert times == sorted(times)
    assert len(times) > 100
