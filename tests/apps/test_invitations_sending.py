"""Invitations leave alone, once, and in order; a calendar ends where it should."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from invitation_scene import (
    FIRST,
    NOW,
    SECOND,
    START,
    calendar_in,
    event_in,
    for_calendars,
    invitation_of,
    make_scene,
    parts_of,
    person_of,
    work,
)

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event, Installation
from convenor.kernel.outbox import emit
from convenor.people.models import Account, Organisation, Person
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import SeatHolding
from convenor.room.invitations.actions.forgetting import forget_what_is_over
from convenor.room.invitations.actions.sending import bring_up_to_date, send_invitations
from convenor.room.invitations.handlers import forget_answers, reconcile
from convenor.room.invitations.models import Invitation
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.actions.calling import Call, cancel_session, change_session
from convenor.room.meetings.actions.delegates import name_delegate, withdraw_delegate
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import Capacity, Mode, SessionKind
from making import make_actor, make_member, make_nominee, make_organisation, make_session, seat_somebody

pytestmark = pytest.mark.django_db
CALL = Call(kind=SessionKind.REGULAR, starts_at=START, join_url="https://meet.example/42")


@pytest.fixture(autouse=True)
def a_week_before(settings: object) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def session() -> Session:
    return make_scene()


@pytest.fixture
def invited(session: Session) -> Session:
    send_invitations(make_actor(), session)
    work()
    return session


def what_left(letters: list[mail.EmailMessage]) -> list[tuple[str, str, int]]:
    """To whom which method left, under which sequence."""
    return [(one.to[0], str(calendar_in(one)["METHOD"]), int(event_in(one)["SEQUENCE"])) for one in letters]


def as_it_is(session: Session) -> Session:
    return Session.objects.get(pk=session.pk)


# One letter


def test_everybody_is_invited_alone(session: Session) -> None:
    assert send_invitations(make_actor(), session) == 2
    letters = work()
    assert sorted(what_left(letters)) == [(FIRST, "REQUEST", 0), (SECOND, "REQUEST", 0)]
    for letter in letters:
        assert (letter.cc, letter.bcc, letter.reply_to) == ([], [], ["secretariat@convenor.example"])
        attendee = event_in(letter)["ATTENDEE"]
        assert not isinstance(attendee, list)
        assert attendee == f"mailto:{letter.to[0]}"
        assert dict(attendee.params) == {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}


def test_a_letter_is_plain_text_first_and_a_calendar_object_beside_it(invited: Session) -> None:
    send_invitations(make_actor(name="Another"), invited)
    Invitation.objects.update(words="")
    letter = again(invited)[0]
    assert letter.message().get_content_type() == "multipart/alternative"
    kinds = [part["Content-Type"].replace('"', "") for part in parts_of(letter)]
    page, calendar = "text/html; charset=utf-8", "text/calendar; method=REQUEST; charset=utf-8"
    assert kinds == ["text/plain; charset=utf-8", page, calendar]


def again(session: Session) -> list[mail.EmailMessage]:
    send_invitations(make_actor(name=f"Again {AuditEntry.objects.count()}"), session)
    return work()


def test_an_event_says_what_a_shared_calendar_may_show(session: Session) -> None:
    send_invitations(make_actor(), session)
    letter = work()[0]
    (part,) = [part for part in parts_of(letter) if part.get_content_type() == "text/calendar"]
    said = part.get_payload(decode=True).decode().replace("\r\n ", "")
    mine, other = letter.to[0].split("-")[2].split("@")[0], "telefonica" if "ericsson" in letter.to[0] else "ericsson"
    assert mine
    for secret in (other, "Nominee", "severity", "meet.example", "Anti-trust"):
        assert secret.lower() not in said.replace(letter.to[0], "").lower(), secret
    event = event_in(letter)
    assert str(event["ORGANIZER"]) == "mailto:secretariat@convenor.example"
    assert not event["ORGANIZER"].params
    assert (event["CLASS"], event["STATUS"]) == ("PRIVATE", "CONFIRMED")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (START, START + timedelta(hours=1))
    assert not re.search(r"ericsson|telefonica|nominee|cop", str(event["UID"]))


def test_a_secret_cohort_is_not_named(session: Session) -> None:
    session.year.cohort.members_public = False  # type: ignore[union-attr]
    session.year.cohort.save()  # type: ignore[union-attr]
    send_invitations(make_actor(), session)
    assert str(event_in(work()[0])["SUMMARY"]) == "Meeting"


# What is sent when


def test_what_was_sent_is_not_sent_again(invited: Session) -> None:
    assert again(invited) == []


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": START + timedelta(days=1)},
        {"minutes": 90},
        {"mode": Mode.IN_PERSON, "place": "Palais"},
        {"place": "Palais"},
        {"join_url": "https://meet.example/43"},
    ],
)
def test_what_matters_asks_everybody_again(invited: Session, change: dict[str, object]) -> None:
    uids = set(Invitation.objects.values_list("uid", flat=True))
    Invitation.objects.update(answer="ACCEPTED", answered_at=NOW)
    change_session(make_actor(name="Two"), invited, replace(CALL, **change))  # type: ignore[arg-type]
    letters = work()
    assert sorted(what_left(letters)) == [(FIRST, "REQUEST", 1), (SECOND, "REQUEST", 1)]
    assert {str(event_in(letter)["UID"]) for letter in letters} == uids
    assert set(Invitation.objects.values_list("answer", "answered_at")) == {("NEEDS-ACTION", None)}


def test_other_words_ask_nobody_again(invited: Session) -> None:
    Invitation.objects.update(answer="ACCEPTED")
    change_session(make_actor(name="Two"), invited, replace(CALL, themes=("Severity",), counts_toward_standing=False))
    assert work() == []
    Installation.objects.update(name="B-Tech Project")
    letters = again(as_it_is(invited))
    assert sorted(what_left(letters)) == [(FIRST, "REQUEST", 0), (SECOND, "REQUEST", 0)]
    assert {event_in(letter)["ATTENDEE"].params["PARTSTAT"] for letter in letters} == {"ACCEPTED"}
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"ACCEPTED"}


def test_one_mail_says_the_new_time_and_not_two(invited: Session) -> None:
    send_agenda(make_actor(name="Two"), invited)
    work()
    change_session(make_actor(name="Three"), as_it_is(invited), replace(CALL, starts_at=START + timedelta(days=1)))
    assert [letter.to for letter in work()] == [[FIRST], [SECOND]] or len(mail.outbox) == 2
    cancel_session(make_actor(name="Four"), as_it_is(invited), "The room is taken.")
    letters = work()
    assert sorted(what_left(letters)) == [(FIRST, "CANCEL", 2), (SECOND, "CANCEL", 2)]
    assert all("The room is taken." in letter.body for letter in letters)
    assert {str(event_in(letter)["STATUS"]) for letter in letters} == {"CANCELLED"}


def test_without_invitations_the_mails_are_as_they_were(session: Session) -> None:
    send_agenda(make_actor(), session)
    work()
    change_session(make_actor(name="Two"), session, replace(CALL, starts_at=START + timedelta(days=1)))
    letters = work()
    assert sorted(letter.to[0] for letter in letters) == [FIRST, SECOND]
    assert {part.get_content_type() for letter in letters for part in parts_of(letter)} == {"text/plain", "text/html"}


def test_a_cancellation_never_overtakes_its_invitation(session: Session) -> None:
    send_invitations(make_actor(), session)
    cancel_session(make_actor(name="Two"), session, "The room is taken.")
    # Whichever event arrives first: nobody holds anything, so there is nothing to take back.
    assert for_calendars(work()) == []


# Who comes and goes


def test_who_left_a_seat_is_told_and_who_was_seated_is_invited(invited: Session) -> None:
    SeatHolding.objects.filter(person__email=FIRST).update(until=NOW.date())
    membership = make_member(invited.year.cohort, make_organisation("nokia"))  # type: ignore[union-attr]
    make_nominee(membership)
    bring_up_to_date(NOW.date())
    assert sorted(what_left(work())) == [(FIRST, "CANCEL", 1), ("nominee-1-nokia@people.example", "REQUEST", 0)]
    bring_up_to_date(NOW.date())
    assert work() == []


def test_who_is_seated_is_invited_at_once(invited: Session) -> None:
    membership = make_member(invited.year.cohort, make_organisation("nokia"))  # type: ignore[union-attr]
    nominee = Nominee(name="Nominee 1, Nokia", email="nominee-1@nokia.example")
    seat_somebody(make_actor(name="Two"), membership.seats.get(number=1), nominee)
    calendars = for_calendars(work())
    assert what_left(calendars) == [("nominee-1@nokia.example", "REQUEST", 0)]


def test_an_account_that_is_switched_off_is_not_invited_any_more(invited: Session) -> None:
    Account.objects.filter(email=FIRST).update(is_active=False)
    bring_up_to_date(NOW.date())
    assert what_left(work()) == [(FIRST, "CANCEL", 1)]


def test_whoever_is_newly_seated_is_invited_only_where_others_are(session: Session) -> None:
    bring_up_to_date(NOW.date())
    assert work() == []


def test_a_delegate_is_invited_and_told_when_that_is_taken_back(invited: Session) -> None:
    actor = actor_of(Account.objects.get(email=FIRST))
    ericsson = Organisation.objects.get(pk="ericsson")
    named = name_delegate(actor, invited, ericsson, name="A Colleague", email="colleague@people.example",
                          capacity=Capacity.DELEGATE)  # fmt: skip
    letters = for_calendars(work())
    assert what_left(letters) == [("colleague@people.example", "REQUEST", 0)]
    assert "say=delegated" not in letters[0].body
    assert "meet.example" not in letters[0].body
    withdraw_delegate(actor, named)
    assert what_left(work()) == [("colleague@people.example", "CANCEL", 1)]
    name_delegate(actor, invited, ericsson, name="A Colleague", email="colleague@people.example",
                  capacity=Capacity.DELEGATE)  # fmt: skip
    assert what_left(for_calendars(work())) == [("colleague@people.example", "REQUEST", 2)]


def test_what_has_begun_is_taken_from_nobodys_calendar(invited: Session) -> None:
    SeatHolding.objects.update(until=NOW.date())
    with clock.standing_at(START + timedelta(hours=2)):
        bring_up_to_date(START.date())
        assert work() == []
        reconcile(session=str(invited.pk), person=str(person_of(FIRST).pk))
        assert mail.outbox == []


# Refusals, and forgetting


def test_a_member_may_not_invite(session: Session) -> None:
    with pytest.raises(Refused):
        send_invitations(actor_of(Account.objects.get(email=FIRST)), session)
    assert not Invitation.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"time_known": False}, {"starts_at": NOW}, {"year": None}])
def test_only_to_what_is_to_come(session: Session, change: dict[str, object]) -> None:
    Session.objects.filter(pk=session.pk).update(**change)
    with pytest.raises(Declined):
        send_invitations(make_actor(), as_it_is(session))
    assert not Invitation.objects.exists()


def letters_about(session: Session) -> list[str]:
    """What the outbox holds of letters to one person about this session."""
    rows = Event.objects.filter(ids__session=str(session.pk), ids__has_key="person")
    return list(rows.values_list("name", flat=True))


def test_who_was_invited_and_written_to_is_forgotten_when_a_session_closes(invited: Session) -> None:
    other = make_session(invited.year, (START + timedelta(days=30)).date())
    for row in (invited, other):
        emit("delegate_named", session=str(row.pk), person=str(Person.objects.all()[0].pk))
    emit("session_closed", session=str(invited.pk))
    assert "delegate_named" in letters_about(invited)
    forget_answers(session=str(invited.pk))
    assert not Invitation.objects.exists()
    assert letters_about(invited) == []
    assert letters_about(other) == ["delegate_named"]
    assert Event.objects.filter(name="session_closed").exists(), "what follows for all is still to be done"


def test_what_nobody_closed_is_forgotten_all_the_same(invited: Session) -> None:
    forget_what_is_over(NOW.date())
    assert Invitation.objects.count() == 2
    emit("delegate_named", session=str(invited.pk), person=str(Person.objects.all()[0].pk))
    with clock.standing_at(START + timedelta(days=3)):
        forget_what_is_over((START + timedelta(days=3)).date())
    assert not Invitation.objects.exists()
    assert letters_about(invited) == []


@settings(derandomize=True, deadline=None, database=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(["move", "words", "leave", "sit", "send", "night", "late"]), max_size=9))
def test_whatever_happens_a_persons_calendar_shows_what_is_true(steps: list[str], session: Session) -> None:
    """Letters are read as a calendar reads them: in the order in which they leave, higher sequences first."""
    Invitation.objects.all().delete()
    Event.objects.all().delete()
    SeatHolding.objects.update(until=None)
    shown: dict[str, tuple[int, str, object]] = {}
    officer = make_actor(name=f"Officer {Person.objects.count()}")
    for number, step in enumerate(steps):
        row = as_it_is(session)
        if step == "move":
            change_session(officer, row, replace(CALL, starts_at=START + timedelta(hours=number + 1)))
        elif step == "words":
            change_session(officer, row, replace(CALL, starts_at=row.starts_at, themes=(f"Theme {number}",)))
        elif step in {"leave", "sit"}:
            holding = SeatHolding.objects.filter(person=person_of(FIRST))
            holding.update(until=NOW.date() if step == "leave" else None)
        elif step == "send":
            send_invitations(officer, row)
        else:
            bring_up_to_date(NOW.date())
        if step != "late":
            note(shown, work())
    bring_up_to_date(NOW.date())
    note(shown, work())
    sits = not SeatHolding.objects.filter(person=person_of(FIRST), until=NOW.date()).exists()
    expected = "send" in steps and sits
    assert (shown.get(FIRST, (0, "CANCEL", None))[1] == "REQUEST") == expected
    if expected:
        assert shown[FIRST][2] == as_it_is(session).starts_at


def note(shown: dict[str, tuple[int, str, object]], letters: list[mail.EmailMessage]) -> None:
    for letter in letters:
        if not for_calendars([letter]):
            continue
        calendar: Calendar = calendar_in(letter)
        event, who = event_in(letter), letter.to[0]
        sequence, before = int(event["SEQUENCE"]), shown.get(who)
        method = str(calendar["METHOD"])
        assert before or method == "REQUEST"
        assert before is None or sequence >= before[0]
        shown[who] = (sequence, method, event["DTSTART"].dt)


def test_an_invitation_of_one_is_not_that_of_another(invited: Session) -> None:
    first, second = invitation_of(FIRST), invitation_of(SECOND)
    assert len({first.uid, second.uid}) == len({first.nonce, second.nonce}) == 2
