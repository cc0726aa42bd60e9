"""Answers: from a calendar's mail, from a link without an account; each the person's own, and none a guess."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from invitation_scene import FIRST, NOW, SECOND, event_in, for_calendars, invitation_of, make_scene, reply_to, work

from convenor.kernel import clock
from convenor.kernel.links import sign
from convenor.kernel.models import Event as Happened
from convenor.people.models import Account
from convenor.room.invitations.actions.forgetting import forget_what_is_over
from convenor.room.invitations.actions.incoming import take_in
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.models import IncomingMail, Invitation
from convenor.room.invitations.queries import answers_to, link_token
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.replies import PartStat, Unreadable
from making import make_actor, make_session
from rules.replies import calendar_mails

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome
DELEGATE = "colleague@people.example"
DELEGATES = f';DELEGATED-TO="mailto:{DELEGATE}"'


@pytest.fixture(autouse=True)
def a_week_before(settings: object) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with clock.standing_at(NOW + timedelta(hours=3)):
        yield


@pytest.fixture
def session() -> Session:
    row = make_scene()
    send_invitations(make_actor(), row)
    work()
    return row


@pytest.fixture
def held(session: Session) -> Invitation:
    return invitation_of(FIRST)


def given() -> list[str]:
    return [invitation_of(address).answer for address in (FIRST, SECOND)]


UNTOUCHED = ["NEEDS-ACTION", "NEEDS-ACTION"]


# From mails


@pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_a_calendars_answer_moves_the_own_invitation_alone(held: Invitation, partstat: str) -> None:
    assert take_in(reply_to(held, partstat)) == Outcome.MOVED
    assert given() == [partstat, "NEEDS-ACTION"]
    assert work() == []


@pytest.mark.parametrize(
    ("program", "sequence", "partstat"),
    [("google", 2, "ACCEPTED"), ("exchange", 1, "TENTATIVE"), ("apple", 0, "DECLINED")],
)
def test_an_answer_in_each_programs_shape_moves_the_invitation(
    held: Invitation, program: str, sequence: int, partstat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_one = re.sub(r"RECURRENCE-ID.*?\r\n", "", calendar_mails.EXCHANGE_CALENDAR)
    monkeypatch.setattr(calendar_mails, "EXCHANGE_CALENDAR", to_one)
    ours = {"uid": calendar_mails.UID, "address": calendar_mails.ME, "sequence": sequence}
    Invitation.objects.filter(pk=held.pk).update(**ours)
    assert take_in(getattr(calendar_mails, program)()) == Outcome.MOVED
    assert given() == [partstat, "NEEDS-ACTION"]


def test_an_answer_to_one_of_a_series_needs_a_person(held: Invitation) -> None:
    ours = {"uid": calendar_mails.UID, "address": calendar_mails.ME, "sequence": 1}
    Invitation.objects.filter(pk=held.pk).update(**ours)
    assert take_in(calendar_mails.exchange()) == Outcome.NEEDS_A_PERSON
    assert given() == UNTOUCHED


@pytest.mark.parametrize(
    "other",
    [
        {"sender": SECOND},
        {"attendee": SECOND},
        {"attendee": SECOND, "sender": FIRST},
        {"sequence": 7},
        {"sender": f"{FIRST}, {SECOND}"},
    ],
)
def test_a_reply_that_pretends_changes_nothing_and_needs_a_person(held: Invitation, other: dict[str, object]) -> None:
    assert take_in(reply_to(held, "DECLINED", **other)) == Outcome.NEEDS_A_PERSON  # type: ignore[arg-type]
    assert given() == UNTOUCHED
    assert IncomingMail.objects.get().session == held.session
    assert work() == []


def test_an_unknown_event_needs_a_person_and_an_older_answer_needs_nobody(held: Invitation) -> None:
    assert take_in(reply_to(held).replace(held.uid.encode(), b"unknown@x.example")) == Outcome.NEEDS_A_PERSON
    take_in(reply_to(held, "DECLINED", at="20230307T170000Z"))
    assert take_in(reply_to(held, "ACCEPTED", at="20230307T165959Z")) == Outcome.NOTHING
    assert given()[0] == "DECLINED"


def test_an_answer_to_the_old_time_is_none_to_the_new(held: Invitation) -> None:
    Invitation.objects.filter(pk=held.pk).update(sequence=1)
    assert take_in(reply_to(held, sequence=0)) == Outcome.NOTHING
    assert given() == UNTOUCHED


def test_an_answer_from_the_future_shuts_no_later_answer_out(held: Invitation) -> None:
    take_in(reply_to(held, "ACCEPTED", at="20990101T000000Z"))
    with clock.standing_at(NOW + timedelta(hours=4)):
        assert take_in(reply_to(held, "DECLINED", at="20230307T185900Z")) == Outcome.MOVED


def test_a_mail_counts_once_however_often_it_is_handed_over(held: Invitation) -> None:
    first = reply_to(held, "ACCEPTED", heads="Message-ID: <one@x.example>", at="20230307T160000Z")
    take_in(first)
    take_in(reply_to(held, "DECLINED", heads="Message-ID: <two@x.example>", at="20230307T160000Z"))
    assert take_in(first) == Outcome.MOVED
    assert given()[0] == "DECLINED"
    assert IncomingMail.objects.count() == 2


def test_a_mail_whose_name_is_no_text_is_taken_in_all_the_same(held: Invitation) -> None:
    mail_of_old = reply_to(held).replace(b"To: ", b"Message-ID: <\xff\xfe@x.example>\r\nTo: ", 1)
    assert take_in(mail_of_old) == Outcome.MOVED


def test_what_was_taken_back_cannot_be_answered(held: Invitation) -> None:
    Invitation.objects.filter(pk=held.pk).update(sent="CANCEL")
    assert take_in(reply_to(held)) == Outcome.NEEDS_A_PERSON
    assert given() == UNTOUCHED


@pytest.mark.parametrize("method", ["COUNTER", "REQUEST", "PUBLISH", "CANCEL"])
def test_other_methods_move_nothing(held: Invitation, method: str) -> None:
    take_in(reply_to(held, method=method))
    assert given() == UNTOUCHED
    assert work() == []


def test_a_calendar_that_asks_again_gets_its_invitation_once_a_day(held: Invitation) -> None:
    Invitation.objects.filter(pk=held.pk).update(answer="ACCEPTED")
    for number in range(3):
        take_in(reply_to(held, method="REFRESH", heads=f"Message-ID: <{number}@x.example>"))
    letters = work()
    assert [letter.to for letter in letters] == [[FIRST]]
    assert (int(event_in(letters[0])["SEQUENCE"]), event_in(letters[0])["ATTENDEE"].params["PARTSTAT"]) == (
        0,
        "ACCEPTED",
    )
    take_in(reply_to(held, method="REFRESH", sender=SECOND))
    assert work() == []


# Circles


@pytest.mark.parametrize(
    "heads",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "List-Id: <members.x.example>",
        "Return-Path: <>",
    ],
)
def test_a_machine_is_never_written_to_and_is_nobodys_business(held: Invitation, heads: str) -> None:
    take_in(reply_to(held, method="REFRESH", heads=heads))
    away = f"From: {FIRST}\r\nSubject: Away\r\n{heads}\r\n\r\nI am away.".encode()
    assert take_in(away) == Outcome.NOTHING
    assert work() == []
    assert take_in(away.replace(heads.encode(), b"X-Other: x")) == Outcome.NEEDS_A_PERSON


def test_a_calendars_answer_counts_though_its_program_sends_by_itself(held: Invitation) -> None:
    assert take_in(reply_to(held, heads="Auto-Submitted: auto-generated")) == Outcome.MOVED


@pytest.mark.parametrize("sender", ["secretariat@convenor.example", "Secretariat <SECRETARIAT@convenor.example>"])
def test_what_we_sent_ourselves_ends_here(held: Invitation, sender: str) -> None:
    assert take_in(reply_to(held, method="REFRESH", sender=sender)) == Outcome.NOTHING
    assert take_in(f"From: {sender}\r\nSubject: Undeliverable\r\n\r\nIt came back.".encode()) == Outcome.NOTHING
    assert work() == []


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", b"\0" * 50, b"x" * 1_000_001])
def test_what_is_no_mail_leaves_no_trace(session: Session, content: bytes) -> None:
    with pytest.raises(Unreadable):
        take_in(content)
    assert not IncomingMail.objects.exists()


def test_mails_that_came_in_are_forgotten_after_a_month(held: Invitation) -> None:
    take_in(reply_to(held, sender=SECOND))
    forget_what_is_over(NOW.date() + timedelta(days=30))
    assert IncomingMail.objects.exists()
    forget_what_is_over(NOW.date() + timedelta(days=31))
    assert not IncomingMail.objects.exists()


# Standing in


def test_whom_a_calendar_names_is_put_to_the_nominee_and_has_no_rights(held: Invitation) -> None:
    assert take_in(reply_to(held, "DELEGATED", parameters=DELEGATES)) == Outcome.MOVED
    assert given()[0] == "DELEGATED"
    assert not Delegation.objects.exists()
    (letter,) = work()
    assert letter.to == [FIRST]
    assert DELEGATE in letter.body
    assert link_token_in(letter).startswith("/answer/")


def link_token_in(letter: mail.EmailMessage) -> str:
    return next(line for line in letter.body.splitlines() if "/answer/" in line).partition("/answer/")[1] + "x"


def test_the_nominees_link_names_the_delegate(held: Invitation, client: Client) -> None:
    take_in(reply_to(held, "DELEGATED", parameters=DELEGATES))
    work()
    address = reverse("invitations:answer", args=[link_token(held)])
    page = client.get(f"{address}?say=delegated").content.decode()
    assert 'name="email"' in page
    assert DELEGATE not in page
    assert not Delegation.objects.exists()
    client.post(address, {"name": "A Colleague", "email": DELEGATE})
    named = Delegation.objects.get()
    assert (named.person.email, named.organisation_id, named.capacity) == (DELEGATE, "ericsson", "delegate")
    assert (given()[0], invitation_of(FIRST).proposed) == ("DELEGATED", "")
    letters = work()
    assert [one.to for one in for_calendars(letters)] == [[DELEGATE]]
    (told,) = [one for one in letters if one.to == [FIRST]]
    assert "If it was not, somebody else has your invitation" in told.body
    assert f"/sessions/{held.session_id}/" in told.body


def test_a_delegate_answers_the_invitation_that_was_passed_on(held: Invitation, client: Client) -> None:
    client.post(reverse("invitations:answer", args=[link_token(held)]), {"name": "A Colleague", "email": DELEGATE})
    work()
    answer = reply_to(held, "ACCEPTED", attendee=DELEGATE, parameters=f';DELEGATED-FROM="mailto:{FIRST}"')
    assert take_in(answer) == Outcome.MOVED
    assert (invitation_of(DELEGATE).answer, given()[0]) == ("ACCEPTED", "DELEGATED")


def test_with_the_own_uid_nobody_answers_for_another_member(held: Invitation) -> None:
    other = invitation_of(SECOND)
    for partstat in ("DECLINED", "DELEGATED"):
        forged = reply_to(held, partstat, attendee=SECOND, parameters=f';DELEGATED-FROM="mailto:{FIRST}"')
        assert take_in(forged) == Outcome.NEEDS_A_PERSON
    other.refresh_from_db()
    assert (other.answer, other.proposed) == ("NEEDS-ACTION", "")
    assert given()[0] == "NEEDS-ACTION"


def test_whoever_stands_in_sends_nobody_else(held: Invitation, client: Client) -> None:
    client.post(reverse("invitations:answer", args=[link_token(held)]), {"name": "A Colleague", "email": DELEGATE})
    work()
    own = invitation_of(DELEGATE)
    third = ';DELEGATED-TO="mailto:third@people.example"'
    assert take_in(reply_to(own, "DELEGATED", parameters=third)) == Outcome.NEEDS_A_PERSON
    address = reverse("invitations:answer", args=[link_token(own)])
    assert "email" not in client.get(f"{address}?say=delegated").content.decode()
    client.post(address, {"name": "A Third", "email": "third@people.example"})
    assert Delegation.objects.count() == 1


def test_two_who_would_stand_in_need_a_person(held: Invitation) -> None:
    both = f';DELEGATED-TO="mailto:{DELEGATE}","mailto:third@people.example"'
    assert take_in(reply_to(held, "DELEGATED", parameters=both)) == Outcome.NEEDS_A_PERSON
    assert invitation_of(FIRST).proposed == ""
    assert work() == []


# From links


def address_of(held: Invitation) -> str:
    return reverse("invitations:answer", args=[link_token(held)])


def test_opening_a_link_does_nothing_and_the_button_answers(held: Invitation, client: Client) -> None:
    for say in ("accepted", "declined", "tentative", "delegated", "nonsense"):
        page = client.get(f"{address_of(held)}?say={say}")
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
    assert given() == UNTOUCHED
    assert client.post(address_of(held), {"says": "DECLINED"}).status_code == 302
    assert given() == ["DECLINED", "NEEDS-ACTION"]
    client.post(address_of(held), {"says": "ACCEPTED"})
    assert given()[0] == "ACCEPTED"
    assert "I come" in client.get(address_of(held)).content.decode()


def test_the_four_ways_stand_in_the_mail(session: Session, client: Client) -> None:
    Invitation.objects.update(words="")
    send_invitations(make_actor(name="Two"), session)
    letter = next(one for one in work() if one.to == [FIRST])
    ways = [line for line in letter.body.splitlines() if "/answer/" in line]
    assert [way.rpartition("=")[2] for way in ways] == ["accepted", "declined", "tentative", "delegated"]
    assert client.get("/answer/" + ways[0].partition("/answer/")[2]).status_code == 200


def test_every_link_that_leads_nowhere_looks_the_same(held: Invitation, client: Client) -> None:
    token = link_token(held)
    taken_back = link_token(held)
    dead = [
        token[:-2],
        token.replace(token[8], "A" if token[8] != "A" else "B", 1),
        sign("another.purpose", str(held.pk), held.nonce),
        sign("invitations.answer", str(held.pk), "guessed"),
        sign("invitations.answer", "00000000-0000-4000-8000-000000000000", held.nonce),
        "guessed",
    ]
    pages = {(client.get(f"/answer/{one}/").status_code, client.get(f"/answer/{one}/").content) for one in dead}
    Invitation.objects.filter(pk=held.pk).update(sent="CANCEL")
    pages.add((client.get(f"/answer/{taken_back}/").status_code, client.get(f"/answer/{taken_back}/").content))
    Invitation.objects.filter(pk=held.pk).update(sent="REQUEST")
    Account.objects.filter(email=FIRST).update(is_active=False)
    pages.add((client.get(f"/answer/{token}/").status_code, client.get(f"/answer/{token}/").content))
    Invitation.objects.all().delete()
    pages.add((client.get(f"/answer/{token}/").status_code, client.get(f"/answer/{token}/").content))
    assert len(pages) == 1
    assert pages.pop()[0] == 404
    assert client.post(f"/answer/{token}/", {"says": "ACCEPTED"}).status_code == 404


def test_a_form_without_its_token_answers_nothing(held: Invitation) -> None:
    assert Client(enforce_csrf_checks=True).post(address_of(held), {"says": "DECLINED"}).status_code == 403
    assert given() == UNTOUCHED


# What an officer sees


def test_an_officer_sees_numbers_and_no_person(session: Session, client: Client) -> None:
    take_in(reply_to(invitation_of(FIRST), "DECLINED"))
    take_in(reply_to(invitation_of(SECOND), "ACCEPTED", sender="stranger@x.example"))
    found = answers_to(session)
    assert (found.total[PartStat.DECLINED], found.total[PartStat.NEEDS_ACTION]) == (1, 1)
    assert [(name, numbers[PartStat.DECLINED]) for name, numbers in found.by_organisation] == [
        ("Ericsson", 1),
        ("Telefonica", 0),
    ]
    client.force_login(Account.objects.get(email="officer@people.example"))
    page = client.get(reverse("invitations:session", args=[session.pk])).content.decode()
    assert "Mails need a person" in page
    for hidden in (FIRST, "Nominee 1", "stranger"):
        assert hidden not in page


def test_an_officer_ticks_off_the_mails_that_were_shown(session: Session, client: Client) -> None:
    take_in(reply_to(invitation_of(SECOND), "ACCEPTED", sender="stranger@x.example"))
    client.force_login(Account.objects.get(email="officer@people.example"))
    here = reverse("invitations:session", args=[session.pk])
    shown = IncomingMail.objects.get()
    assert f'name="upto" value="{shown.pk}"' in client.get(here).content.decode()
    assert session.year is not None
    later = IncomingMail.objects.create(digest="x", received_on=clock.today(), outcome="needs_a_person")
    other = IncomingMail.objects.create(
        digest="y",
        received_on=clock.today(),
        outcome="needs_a_person",
        session=make_session(session.year, clock.today()),
    )
    there = reverse("invitations:looked_at", args=[session.pk])
    for upto in ("", "x", "-1", "9" * 30):
        assert "Load the page again" in client.post(there, {"upto": upto}, follow=True).content.decode()
    client.post(there, {"upto": shown.pk})
    assert IncomingMail.objects.get(pk=later.pk).outcome == IncomingMail.Outcome.NEEDS_A_PERSON
    assert "before you" in client.post(there, {"upto": shown.pk}, follow=True).content.decode()
    client.post(there, {"upto": later.pk + 5})
    waits = IncomingMail.objects.filter(outcome=IncomingMail.Outcome.NEEDS_A_PERSON)
    assert list(waits) == [other]
    assert "Mails need a person" not in client.get(here).content.decode()


def test_the_outbox_holds_ids_alone(held: Invitation) -> None:
    take_in(reply_to(held, "DELEGATED", parameters=DELEGATES))
    assert {key for event in Happened.objects.all() for key in event.ids} == {"session", "person"}
