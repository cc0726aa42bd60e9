"""The year-end review: what it is gathered from, and what its files may hold."""

from collections.abc import Iterator
from datetime import date

import pytest

from convenor.kernel import clock
from convenor.room.meetings.models import Session
from convenor.room.reviews.queries import review_facts
from convenor.rules.vocabulary import SessionState
from making import make_cohort, make_installation, make_session, make_year

pytestmark = pytest.mark.django_db

TODAY = date(2023, 3, 6)


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    make_installation(demo=True, today=TODAY)
    with clock.standing_at(TODAY):
        yield


# What it counts


def test_only_sessions_up_to_today_that_were_not_cancelled_are_counted() -> None:
    year = make_year(make_cohort())
    held, today, coming = (make_session(year, date(2023, month, 6)) for month in (2, 3, 4))
    cancelled = make_session(year, date(2023, 1, 9))
    Session.objects.filter(pk=cancelled.pk).update(state=SessionState.CANCELLED)
    facts = review_facts(year)
    assert [session.on for session in facts.sessions] == [held.starts_at.date(), today.starts_at.date()]
    assert facts.coming == (coming.starts_at.date(),)


def test_the_year_before_counts_what_took_place_too() -> None:
    cohort = make_cohort()
    before, year = make_year(cohort, 2022), make_year(cohort, 2023)
    make_session(before, date(2022, 5, 3))
    assert review_facts(year).sessions_before == 1
