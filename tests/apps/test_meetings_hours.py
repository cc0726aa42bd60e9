"""The hour of a session elsewhere, where an officer chooses it; looking keeps nothing."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from convenor.people.models import Person
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.fairness import hours_of
from convenor.room.meetings.models import Session
from making import (
    make_agenda,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db
START = datetime(2023, 3, 14, 15, tzinfo=UTC)
TYPED = {"kind": "regular", "day": "2023-05-09", "clock": "06:30", "zone": "UTC", "minutes": "60", "mode": "virtual"}


@pytest.fixture
def year() -> ProgrammeYear:
    make_installation(demo=True, today=START.date().replace(day=1))
    row = make_year(make_cohort())
    make_nominee(make_member(row.cohort, make_organisation("ericsson")))
    Person.objects.update(time_zone="Europe/Stockholm")
    return row


@pytest.fixture
def session(year: ProgrammeYear) -> Session:
    row = make_session(year, START.date())
    make_agenda(row)
    return row


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make_secretariat())
    return client


def test_the_hour_is_shown_where_those_invited_are(session: Session) -> None:
    make_session(session.year, START.date().replace(month=4), hour=6)  # type: ignore[arg-type]
    off = make_session(session.year, START.date().replace(month=5), hour=6)  # type: ignore[arg-type]
    Session.objects.filter(pk=off.pk).update(state="cancelled")
    table = hours_of(session)
    assert table is not None
    assert ["Stockholm", "Tue 14 March 2023, 16:00–17:00", "between 8 and 18", "0 of 1"] in table.rows
    assert ["Jakarta", "Tue 14 March 2023, 22:00–23:00", "at night", "0 of 1"] in table.rows
    assert ["São Paulo", "Tue 14 March 2023, 12:00–13:00", "between 8 and 18", "1 of 1"] in table.rows


def test_an_officer_sees_it_on_the_sessions_page_and_a_nominee_does_not(officer: Client, session: Session) -> None:
    there = reverse("meetings:session", args=[session.pk])
    assert "Jakarta" in officer.get(there).content.decode()
    nominee = Client()
    account = Person.objects.get(name="Nominee 1, ericsson").account
    assert account is not None
    nominee.force_login(account)
    assert "Jakarta" not in nominee.get(there).content.decode()


def test_looking_at_another_hour_calls_nothing(officer: Client, year: ProgrammeYear) -> None:
    there = reverse("meetings:call", args=[year.cohort_id, year.year])
    assert "formaction" in officer.get(there).content.decode()
    page = officer.post(f"{there}?look=1", TYPED).content.decode()
    assert "Tue 9 May 2023, 08:30–09:30" in page
    assert not Session.objects.exists()
    assert officer.post(there, TYPED).status_code == 302
    assert Session.objects.count() == 1


def test_looking_at_another_hour_moves_nothing(officer: Client, session: Session) -> None:
    there = reverse("meetings:change", args=[session.pk])
    assert "Tue 14 March 2023, 16:00–17:00" in officer.get(there).content.decode()
    assert "Tue 9 May 2023, 08:30–09:30" in officer.post(f"{there}?look=1", TYPED).content.decode()
    session.refresh_from_db()
    assert session.starts_at == START


def test_what_cannot_be_an_hour_shows_none(officer: Client, year: ProgrammeYear) -> None:
    there = reverse("meetings:call", args=[year.cohort_id, year.year])
    assert "Jakarta" not in officer.post(f"{there}?look=1", {**TYPED, "clock": "noon"}).content.decode()
