"""The outbox on screen: what was sent, came back, waits and was given up; for whom, and what to do next."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock, outbox
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.people.models import Appointment, Person
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.meetings.models import Session
from making import (
    make_actor,
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

OUTBOX = reverse("secretariat:outbox")
NOW = datetime(2023, 3, 10, 9, tzinfo=UTC)
State = Delivery.State


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_installation()


@pytest.fixture
def officer() -> Client:
    browser = Client()
    browser.force_login(make_secretariat())
    return browser


@pytest.fixture
def person() -> Person:
    account = make_nominee(make_member(make_cohort(), make_organisation("ericsson")))
    return Person.objects.get(account=account)


def put(state: State, *, name: str = "agenda_sent", letter: str = "", **more: Any) -> Delivery:
    ids, columns = more.pop("ids", {}), {"handler": "of.nobody", "changed_at": NOW, **more}
    event = Event.objects.create(name=name, ids=ids, at=NOW)
    return Delivery.objects.create(event=event, state=state, letter=letter, **columns)


def shown(browser: Client, address: str = OUTBOX) -> str:
    return browser.get(address).content.decode()


def test_an_empty_outbox_says_what_will_stand_there(officer: Client) -> None:
    page = shown(officer)
    assert "Nothing was sent yet" in page
    assert "Nothing is waiting to leave." in page
    for key, said in (("came_back", "No letter came back."), ("given_up", "Nothing was given up.")):
        assert said in shown(officer, f"{OUTBOX}?state={key}")


def test_each_line_says_what_for_whom_and_what_comes_next(officer: Client, person: Person) -> None:
    ids = {"person": str(person.pk), "session": "1"}
    put(State.CAME_BACK, letter="agenda", ids=ids)
    put(State.FAILED, ids=ids, attempts=5, problem="ConnectionError")
    put(State.FAILED, ids=ids, attempts=5, problem="NotOneAddress")
    put(State.WAITING, ids=ids)
    put(State.SILENCED, letter="agenda", ids=ids)
    put(State.DONE, letter="agenda", ids=ids, problem=outbox.DELAYED)
    put(State.DONE, name="session_closed", ids={"session": "1"})
    page = shown(officer)
    assert page.count(f">{person.name}</td>") == 6
    for said in (
        "Check the address and put it right where the person is kept",
        "Tried 5 times (ConnectionError)",
        "No mail can go to this address",
        "It leaves by itself.",
        "does without such letters",
        "The other side has not taken it yet",
    ):
        assert said in page, said
    assert page.count("Send it again") == 1
    assert page.count("Try it again") == 2


@pytest.mark.parametrize(
    ("key", "number"),
    [("came_back", 1), ("given_up", 1), ("waits", 1), ("sent", 2), ("silenced", 1), ("nothing", 1), ("unknown", 6)],
)
def test_one_state_is_looked_at_without_script(officer: Client, key: str, number: int) -> None:
    for state, letter in (
        (State.CAME_BACK, "agenda"),
        (State.FAILED, ""),
        (State.WAITING, ""),
        (State.DONE, "agenda"),
        (State.DONE, "published"),
        (State.SILENCED, "agenda"),
        (State.DONE, ""),
    ):
        put(state, letter=letter)
    page = shown(officer, f"{OUTBOX}?state={key}")
    assert page.count('<th scope="row">') == number
    assert ('aria-current="page">Letters' in page) == (key == "unknown")


def test_a_long_outbox_goes_on_in_the_same_state(officer: Client) -> None:
    for number in range(60):
        put(State.DONE, letter="agenda", changed_at=NOW - timedelta(minutes=number))
    page = shown(officer, f"{OUTBOX}?state=sent")
    assert page.count('<th scope="row">') == 50
    assert "?state=sent&amp;page=2" in page


def test_who_is_erased_or_an_expert_is_not_named(officer: Client) -> None:
    put(State.DONE, letter="agenda", ids={"person": "00000000-0000-4000-8000-000000000000"})
    put(State.DONE, name="expert_asked", letter="expert", ids={"request": "7"})
    put(State.CAME_BACK, name="posting_answered", letter="answered", ids={"introduction": "1", "seat": "1"})
    page = shown(officer)
    assert "Somebody who is no longer kept" in page
    assert "An expert</td>" in page
    assert "who is not said here" in page


def test_of_work_that_is_handed_over_whoever_takes_it_is_named(officer: Client) -> None:
    leaves, stays = (make_secretariat(name=name) for name in ("Officer who leaves", "Officer who stays"))
    key = {account: str(Appointment.objects.get(person__account=account).pk) for account in (leaves, stays)}
    ids = {"appointment": key[leaves], "to": key[stays]}
    put(State.DONE, name="work_handed_over", letter="handed_over", ids=ids)
    page = shown(officer)
    assert "Officer who stays" in page
    assert "Officer who leaves" not in page


def test_what_came_back_is_sent_again_under_another_name(officer: Client, person: Person) -> None:
    row = put(State.CAME_BACK, letter="agenda", ids={"person": str(person.pk)}, message_id="a@convenor.example")
    assert officer.post(reverse("secretariat:again", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.letter) == (State.WAITING, "")
    assert row.message_id != "a@convenor.example"
    assert AuditEntry.objects.filter(verb="delivery.retried").count() == 1


@pytest.mark.parametrize("letter", ["own_material", "expert"])
def test_what_was_forgotten_when_it_left_cannot_be_sent_again(officer: Client, letter: str) -> None:
    row = put(State.CAME_BACK, name="expert_asked", letter=letter, ids={"request": "7"})
    page = shown(officer)
    assert "write to them yourself" in page
    assert "Send it again" not in page
    said = officer.post(reverse("secretariat:again", args=[row.pk]), follow=True).content.decode()
    assert "it cannot be sent again" in said
    row.refresh_from_db()
    assert row.state == State.CAME_BACK
    assert not AuditEntry.objects.filter(verb="delivery.retried").exists()


@pytest.mark.parametrize("state", [State.DONE, State.WAITING, State.SILENCED])
def test_what_needs_nobody_is_not_started_over(officer: Client, state: State) -> None:
    row = put(state, letter="agenda")
    assert officer.post(reverse("secretariat:again", args=[row.pk])).status_code == 404


def test_an_invitation_that_came_back_is_sent_again_to_the_address_of_today(officer: Client, person: Person) -> None:
    """What looks at the calendar finds that it was told already, so it has to be asked for as a calendar would."""
    session = make_session(make_year(person.holdings.get().seat.membership.cohort), date(2023, 3, 14))  # type: ignore[attr-defined]
    make_agenda(session)
    Session.objects.update(time_known=True)
    send_invitations(make_actor(name="Two"), Session.objects.get())
    carry_out()
    assert len(mail.outbox) == 1
    row = Delivery.objects.get(letter="invitation")
    assert outbox.came_back(row.message_id, for_good=True)
    Person.objects.filter(pk=person.pk).update(email="right@ericsson.example")
    person.account.email = "right@ericsson.example"  # type: ignore[union-attr]
    person.account.save()  # type: ignore[union-attr]
    officer.post(reverse("secretariat:again", args=[row.pk]))
    carry_out()
    assert [sent.to for sent in mail.outbox][1:] == [["right@ericsson.example"]]
    row.refresh_from_db()
    assert row.state == State.DONE


def carry_out() -> None:
    for row in Delivery.objects.filter(state=State.WAITING):
        outbox.deliver.call(row.pk)


def test_monday_says_what_came_back(officer: Client) -> None:
    put(State.CAME_BACK, letter="agenda")
    page = shown(officer, "/monday/")
    assert "Check the address of 1 letter that came back: Agenda, to somebody invited." in page
