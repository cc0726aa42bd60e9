"""Mails of sessions: one person each, and nothing of anybody else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils.module_loading import import_string

from convenor.kernel import clock
from convenor.kernel.models import Event
from convenor.people.models import Account, Person
from convenor.room.cohorts.models import SeatHolding
from convenor.room.meetings import handlers
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.actions.calling import cancel_session
from convenor.room.meetings.actions.delegates import name_delegate, withdraw_delegate
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import Capacity
from convenor.wiring import WIRING
from making import (
    make_actor,
    make_agenda,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

START = datetime(2023, 3, 14, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_the_eve(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(days=4))
    make_installation()


@pytest.fixture
def session() -> Session:
    cohort = make_cohort()
    for slug in ("ericsson", "telefonica"):
        make_nominee(make_member(cohort, make_organisation(slug)))
    row = make_session(make_year(cohort), START.date())
    make_agenda(row)
    Session.objects.update(join_url="https://meet.example/42")
    row.items.filter(position=3).update(lead="telefonica", pre_reading="https://paper.example/severity")
    row.refresh_from_db()
    return row


def deliver() -> list[mail.EmailMessage]:
    """Carry out what the events ask for, as the worker does."""
    mail.outbox.clear()
    for event in Event.objects.order_by("at"):
        for handler in WIRING[event.name]:
            carry_out: Callable[..., None] = import_string(handler)
            carry_out(**event.ids)
    Event.objects.all().delete()
    return mail.outbox


def test_each_nominee_gets_the_agenda_alone_and_nothing_of_anybody_else(session: Session) -> None:
    send_agenda(make_actor(), session)
    letters = deliver()
    assert sorted(letter.to for letter in letters) == [
        ["nominee-1-ericsson@people.example"],
        ["nominee-1-telefonica@people.example"],
    ]
    for letter in letters:
        assert (letter.cc, letter.bcc) == ([], [])
        assert letter.reply_to == ["secretariat@convenor.example"]
        text = str(letter.message())
        assert not [slug for slug in ("ericsson", "telefonica") if slug in text.lower().replace(letter.to[0], "")]
        assert "Nominee" not in text


def test_the_agenda_says_when_where_and_what_in_plain_text(session: Session) -> None:
    Person.objects.update(time_zone="America/New_York")
    send_agenda(make_actor(), session)
    letter = deliver()[0]
    body = letter.body
    assert letter.subject == "Agenda: Q1 Session 1, 14 March 2023"
    assert "Tuesday 14 March 2023, 11:00 (EDT), 15:00 UTC" in body
    assert "60 minutes, Online" in body
    assert "Join: https://meet.example/42" in body
    assert body.index("1. Anti-trust statement (5 minutes)") < body.index("2. Brief updates (20 minutes)")
    assert "To read before: https://paper.example/severity" in body
    assert "There is no recording" in body
    assert f"/sessions/{session.pk}/\n" in body
    assert "&" not in body
    assert "<" not in body


def test_a_title_cannot_write_a_header_or_markup(session: Session) -> None:
    session.items.filter(position=3).update(title="Severity <b>& more</b>")
    send_agenda(make_actor(), session)
    assert "Severity <b>& more</b>" in deliver()[0].body


def test_a_second_sending_says_that_it_is_a_new_version_and_replaces_the_first(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = make_actor()
    send_agenda(officer, session)
    first = list(Event.objects.all())
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(days=1))
    session.items.filter(position=4).update(minutes=4)
    send_agenda(officer, session)
    assert {letter.subject for letter in deliver()} == {"New version of the agenda: Q1 Session 1, 14 March 2023"}
    for event in first:
        handlers.mail_agenda(**event.ids)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("change", ["switched off", "seat ended", "cancelled"])
def test_whoever_is_not_invited_any_more_gets_nothing(session: Session, change: str) -> None:
    officer = make_actor()
    send_agenda(officer, session)
    if change == "switched off":
        Account.objects.update(is_active=False)
    elif change == "seat ended":
        SeatHolding.objects.update(until=date(2023, 3, 9))
    else:
        Session.objects.update(state="cancelled")
    assert deliver() == []


def test_a_session_that_is_cancelled_says_why(session: Session) -> None:
    officer = make_actor()
    send_agenda(officer, session)
    deliver()
    cancel_session(officer, session, "Two speakers are ill.")
    letters = deliver()
    assert len(letters) == 2
    assert letters[0].subject == "Cancelled: the session of 14 March 2023"
    assert "Two speakers are ill." in letters[0].body


def test_a_delegate_is_told_once_named_and_not_once_taken_back(session: Session) -> None:
    officer, organisation = make_actor(), session.items.all()[2].lead
    assert organisation is not None
    named = name_delegate(
        officer, session, organisation, name="Delegate 1", email="d@telefonica.example", capacity=Capacity.DELEGATE
    )
    (letter,) = deliver()
    assert letter.to == ["d@telefonica.example"]
    assert letter.subject == "You stand in: Q1 Session 1, 14 March 2023"
    assert "ends a day after the session" in letter.body
    handlers.mail_delegate(session=str(session.pk), person=str(named.person_id))
    withdraw_delegate(officer, named)
    handlers.mail_delegate(session=str(session.pk), person=str(named.person_id))
    assert len(mail.outbox) == 2


def test_an_unknown_time_zone_falls_back_to_utc(session: Session) -> None:
    Person.objects.update(time_zone="Mars/Olympus")
    send_agenda(make_actor(), session)
    assert "15:00 (UTC)" in deliver()[0].body
