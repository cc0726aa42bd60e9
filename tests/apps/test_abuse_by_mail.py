"""Mails that are built to cost much, to pretend, to smuggle or to go round: nothing moves, and nobody is written to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from invitation_scene import FIRST, NOW, SECOND, event_in, invitation_of, make_scene, reply_to, work

from convenor.kernel import clock
from convenor.kernel.models import Event as Happened
from convenor.kernel.models import Installation
from convenor.people.models import Person
from convenor.room.invitations.actions.incoming import take_in
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.ics import letter_of
from convenor.room.invitations.models import IncomingMail, Invitation
from convenor.room.invitations.queries import link_token
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.invitations import Sends
from making import make_actor

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome
MANY = "\r\n".join(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a{number}@x.example" for number in range(10_000))


@pytest.fixture(autouse=True)
def a_week_before(settings: object) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with clock.standing_at(NOW + timedelta(hours=3)):
        yield


@pytest.fixture
def held() -> Invitation:
    send_invitations(make_actor(), make_scene())
    work()
    return invitation_of(FIRST)


def nothing_moved() -> bool:
    answers = set(Invitation.objects.values_list("answer", "proposed"))
    return answers == {("NEEDS-ACTION", "")} and not Happened.objects.exists() and not Delegation.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        MANY,
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=HOURLY;COUNT=999999999",
        "RDATE:" + ",".join(["20230314T150000Z"] * 6_000),
        "COMMENT:" + "x" * 500_000,
        "BEGIN:VALARM\r\nEND:VALARM\r\n" * 5_000 + "X-Y:z",
        "BEGIN:VALARM\r\n" * 5_000 + "X-Y:z",
        "X-Y:z\r\n" * 50_000 + "X-Y:z",
        "SEQUENCE:99999999999999999999",
    ],
    ids=[
        "10,000 attendees",
        "each second",
        "each hour",
        "dates",
        "words",
        "parts",
        "parts in parts",
        "lines",
        "number",
    ],
)
def test_a_calendar_that_is_built_to_cost_much_needs_a_person_and_moves_nothing(held: Invitation, more: str) -> None:
    assert take_in(reply_to(held, "DECLINED", more)) == Outcome.NEEDS_A_PERSON
    assert nothing_moved()


def test_whoever_is_not_invited_has_no_invitation_sent_again(held: Invitation) -> None:
    take_in(reply_to(held, method="REFRESH", sender=SECOND))
    take_in(reply_to(held, method="REFRESH", attendee=SECOND))
    assert nothing_moved()
    take_in(reply_to(held, method="REFRESH"))
    assert [letter.to for letter in work()] == [[FIRST]]


@pytest.mark.parametrize(
    "address",
    [
        "colleague@x.example%0D%0ABcc:other@x.example",
        "colleague@x.example,other@x.example",
        "colleague@x.example <other@x.example>",
        "elpmaxe.x@\u202eeugaelloc",
        "colleague\u200b@x.example",
        "@x.example",
        "a" * 300 + "@x.example",
    ],
)
def test_an_address_that_smuggles_something_is_put_to_nobody(held: Invitation, address: str) -> None:
    take_in(reply_to(held, "DELEGATED", parameters=f';DELEGATED-TO="mailto:{address}"'))
    assert invitation_of(FIRST).proposed == ""
    assert work() == []
    assert not Person.objects.filter(email__icontains="colleague").exists()


def test_what_is_written_into_an_event_stays_a_text(held: Invitation) -> None:
    smuggled = 'Hall\r\nATTENDEE:mailto:other@x.example\r\nEND:VEVENT\n;"x",y\\nATTENDEE:mailto:third@x.example'
    Session.objects.update(mode="in_person", place=smuggled)
    Installation.objects.update(name=smuggled)
    event_of = Calendar.from_ical(letter_of(invitation_of(FIRST), Sends.REQUEST, 0))
    (event,) = event_of.walk("VEVENT")
    assert str(event["ATTENDEE"]) == f"mailto:{FIRST}"
    assert "ATTENDEE:mailto:other" in str(event["LOCATION"])
    assert [part.name for part in event_of.subcomponents] == ["VEVENT"]


def test_our_own_letter_that_comes_back_in_a_circle_ends_here(held: Invitation) -> None:
    Invitation.objects.update(words="")
    send_invitations(make_actor(name="Two"), held.session)
    letters = work()
    assert len(letters) == 2
    for letter in letters:
        assert event_in(letter)["UID"]
        # Also where a machine on the way took out what says that it was sent by itself.
        circled = letter.message()
        del circled["Auto-Submitted"]
        assert take_in(circled.as_bytes()) == Outcome.NOTHING
    assert nothing_moved()


def test_a_machine_that_answers_each_of_our_letters_hears_nothing_more(held: Invitation) -> None:
    for number in range(5):
        heads = f"Message-ID: <{number}@x.example>\r\nAuto-Submitted: auto-replied"
        take_in(reply_to(held, method="REFRESH", heads=heads))
        take_in(f"From: {FIRST}\r\n{heads}x\r\nSubject: Away\r\n\r\nAway.".encode())
    assert nothing_moved()
    assert work() == []


@pytest.mark.parametrize("elsewhere", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example/"])
def test_a_link_of_a_mail_leads_nowhere_else(held: Invitation, client: Client, elsewhere: str) -> None:
    address = f"/answer/{link_token(held)}/"
    for sent in ({"says": "ACCEPTED", "next": elsewhere}, {"says": "DECLINED"}):
        response = client.post(f"{address}?next={elsewhere}", sent)
        assert response.status_code == 302
        assert "elsewhere" not in response.headers["Location"].partition("next=")[0]
        assert response.headers["Location"].startswith("/answer/")
