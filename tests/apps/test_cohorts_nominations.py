"""Somebody is asked to take a seat: one mail, one link, one answer, and nobody else learns of it (R-ROL-01)."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from convenor.kernel import clock, links
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event, Installation, Silence
from convenor.people.models import Account, Person
from convenor.room.cohorts import handlers, seating
from convenor.room.cohorts.actions import nominations
from convenor.room.cohorts.actions.nominations import look_after_nominations, nominate
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import Membership, Nomination, Seat, SeatHolding
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import NominationState, Role
from making import (
    make_actor,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

SOMEBODY = Nominee(
    name="Nominee 2, Ericsson", email="Nominee-2@ericsson.example", function="legal", time_zone="Africa/Lagos"
)


@pytest.fixture
def ericsson() -> Membership:
    membership = make_member(make_cohort(), make_organisation("ericsson"))
    make_session(make_year(membership.cohort), date(2023, 3, 14))
    return membership


@pytest.fixture
def proposer(ericsson: Membership) -> Actor:
    return actor_of(make_nominee(ericsson))


@pytest.fixture
def asked(proposer: Actor, ericsson: Membership) -> Nomination:
    return nominate(proposer, seat(ericsson), SOMEBODY)


def seat(membership: Membership, number: int = 2) -> Seat:
    return membership.seats.get(number=number)


def answer(token: str, chosen: str, **body: str) -> HttpResponse:
    return Client().post(f"/nominations/{token}/", {"answer": chosen, "seen": VERSION, **body})  # type: ignore[return-value]


def look(token: str) -> HttpResponse:
    return Client().get(f"/nominations/{token}/")  # type: ignore[return-value]


def mailed(asked: Nomination) -> str:
    handlers.mail_nomination(nomination=str(asked.pk))
    return str(mail.outbox[-1].body)


def test_one_mail_goes_to_one_person_and_holds_one_link_to_the_seat(asked: Nomination) -> None:
    assert [event.name for event in Event.objects.all()] == ["nomination_made"]
    body = mailed(asked)
    assert mail.outbox[0].to == ["nominee-2@ericsson.example"]
    assert not mail.outbox[0].cc
    assert not mail.outbox[0].bcc
    address, way_out = re.findall(r"https?://\S+", body)
    assert "/mail/" in way_out, "the reminder that may follow can be done without"
    token = address.rstrip("/").rpartition("/")[2]
    assert seating.nomination_behind(token) == asked
    assert "Nominee 1" not in body


def test_whoever_is_nominated_can_do_without_the_reminder_and_that_is_forgotten_with_the_nomination(
    asked: Nomination,
) -> None:
    (_seat, way_out) = re.findall(r"https?://\S+", mailed(asked))
    address = way_out[way_out.index("/mail/") :]
    assert Client().post(address, {"switch": "off"}).status_code == 302
    sent = len(mail.outbox)
    handlers.mail_reminder(nomination=str(asked.pk))
    assert len(mail.outbox) == sent
    Nomination.objects.filter(pk=asked.pk).update(state=NominationState.DECLINED, ended_on=date(2020, 1, 1))
    look_after_nominations(date(2024, 1, 1))
    assert not Silence.objects.exists()


def test_the_page_says_what_the_seat_asks_for_and_opening_it_does_nothing(asked: Nomination) -> None:
    page = look(seating.link_to(asked)).content.decode()
    assert "each regular meeting" in page
    assert "1 session planned this year, about 1 hour in all." in page
    assert "Never say who said something" in page
    asked.refresh_from_db()
    assert asked.state == NominationState.PENDING
    assert not SeatHolding.objects.filter(seat=asked.seat).exists()


def test_accepting_seats_the_person_with_the_ground_rules(asked: Nomination) -> None:
    page = answer(seating.link_to(asked), "accept").content.decode()
    assert "the seat is yours" in page
    holding = SeatHolding.objects.get(seat=asked.seat)
    assert (holding.since, holding.rules_version, holding.rules_accepted_on) == (
        date(2023, 3, 6),
        VERSION,
        date(2023, 3, 6),
    )
    assert holding.person.time_zone == "Africa/Lagos"
    account = Account.objects.get(email="nominee-2@ericsson.example")
    assert actor_of(account).organisations(Role.NOMINEE) == {"ericsson"}
    assert [entry.verb for entry in AuditEntry.objects.order_by("sequence")] == [
        "nomination.made",
        "nomination.accepted",
    ]


def test_whoever_accepts_is_told_how_to_sign_in_and_is_not_signed_in_by_the_link(asked: Nomination) -> None:
    browser = Client()
    browser.post(f"/nominations/{seating.link_to(asked)}/", {"answer": "accept", "seen": VERSION})
    assert browser.get("/organisation/").status_code == 302
    event = Event.objects.get(name="nominee_seated")
    handlers.mail_seated(**event.ids)
    assert mail.outbox[-1].to == ["nominee-2@ericsson.example"]
    assert "/sign-in/" in mail.outbox[-1].body
    assert "a code is sent to that address" in mail.outbox[-1].body


def test_declining_frees_the_seat_and_its_word_is_for_those_who_asked(asked: Nomination, ericsson: Membership) -> None:
    answer(seating.link_to(asked), "decline", word="Not this year.")
    asked.refresh_from_db()
    assert (asked.state, asked.word) == (NominationState.DECLINED, "Not this year.")
    assert not Person.objects.filter(email="nominee-2@ericsson.example").exists()
    assert not Account.objects.filter(email="nominee-2@ericsson.example").exists()
    nominate(make_actor(), seat(ericsson), SOMEBODY)


def other_links(asked: Nomination) -> dict[str, str]:
    token = seating.link_to(asked)
    return {
        "forged": token[:-3] + "abc",
        "of another purpose": links.sign("answer", str(asked.pk), asked.nonce),
        "with another nonce": links.sign(seating.PURPOSE, str(asked.pk), "0" * 32),
        "nonsense": "x" * 2000,
    }


def test_a_link_that_is_not_open_says_the_same_whatever_the_reason(asked: Nomination, proposer: Actor) -> None:
    token, found = seating.link_to(asked), other_links(asked)
    pages = {name: page_of(look(link)) for name, link in found.items()}
    pages |= {f"{name}, answered": page_of(answer(link, "accept")) for name, link in found.items()}
    Installation.objects.update(today=date(2023, 4, 5))
    pages["too old"] = page_of(look(token))
    pages["too old, answered"] = page_of(answer(token, "accept"))
    Installation.objects.update(today=date(2023, 3, 6))
    answer(token, "decline")
    pages["used"] = page_of(look(token))
    pages["used, answered"] = page_of(answer(token, "accept"))
    assert len(set(pages.values())) == 1, {name: status for name, (status, _page) in pages.items()}
    assert next(iter(pages.values()))[0] == 404
    assert not SeatHolding.objects.filter(seat=asked.seat).exists()


def page_of(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, re.sub(r"Today is.*?</time>", "", response.content.decode())


def test_a_link_is_dead_once_the_question_was_taken_back(asked: Nomination, proposer: Actor) -> None:
    token = seating.link_to(asked)
    nominations.withdraw(proposer, asked)
    assert look(token).status_code == 404
    assert answer(token, "accept").status_code == 404
    with pytest.raises(Declined, match="before you"):
        nominations.withdraw(proposer, asked)
    handlers.mail_nomination(nomination=str(asked.pk))
    assert not mail.outbox


def test_rules_that_changed_meanwhile_are_read_again(asked: Nomination) -> None:
    page = answer(seating.link_to(asked), "accept", seen="0.9")
    assert "Read them again" in page.content.decode()
    assert not SeatHolding.objects.filter(seat=asked.seat).exists()


def test_there_is_one_reminder_and_it_lapses_after_thirty_days(asked: Nomination) -> None:
    for days in (6, 7, 8, 29, 30, 59):
        with clock.standing_at(date(2023, 3, 6) + timedelta(days=days)):
            look_after_nominations(clock.today())
    assert Event.objects.filter(name="nomination_unanswered").count() == 1
    asked.refresh_from_db()
    assert asked.state == NominationState.LAPSED
    with clock.standing_at(date(2023, 5, 5)):
        look_after_nominations(clock.today())
    assert not Nomination.objects.exists()


def test_a_member_has_two_nominees_and_never_three(proposer: Actor, ericsson: Membership, asked: Nomination) -> None:
    with pytest.raises(Declined, match="not answered yet"):
        nominate(proposer, seat(ericsson), Nominee(name="Nominee 3", email="three@ericsson.example"))
    with pytest.raises(Declined, match="Give the day"):
        nominate(proposer, seat(ericsson, 1), Nominee(name="Nominee 3", email="three@ericsson.example"))
    with pytest.raises(Declined, match="other seat"):
        nominate(proposer, seat(ericsson, 1), SOMEBODY, starts_on=date(2023, 4, 3))
    assert Nomination.objects.count() == 1


def test_a_seat_is_handed_over_on_its_day(proposer: Actor, ericsson: Membership) -> None:
    before = seat(ericsson, 1).holdings.get()
    asked = nominate(proposer, seat(ericsson, 1), SOMEBODY, starts_on=date(2023, 4, 3))
    answer(seating.link_to(asked), "accept")
    before.refresh_from_db()
    new = SeatHolding.objects.get(person__email="nominee-2@ericsson.example")
    assert (before.until, new.since) == (date(2023, 4, 3), date(2023, 4, 3))
    assert actor_of(before.person.account).organisations(Role.NOMINEE) == {"ericsson"}
    assert not actor_of(new.person.account).grants
    with clock.standing_at(date(2023, 4, 3)):
        assert not actor_of(before.person.account).grants
        assert actor_of(new.person.account).organisations(Role.NOMINEE) == {"ericsson"}


def test_an_address_tells_a_member_nothing_of_whom_we_know(proposer: Actor, ericsson: Membership) -> None:
    elsewhere = make_nominee(make_member(ericsson.cohort, make_organisation("cisco")))
    officer = make_secretariat()
    client = Client()
    for address in (elsewhere.email, officer.email, "nobody@ericsson.example"):
        asked = nominate(proposer, seat(ericsson), Nominee(name="Somebody", email=address))
        client.force_login(Account.objects.get(pk=proposer.account))
        page = client.get("/cohorts/cop/members/ericsson/people/").content.decode()
        assert address in page
        assert "Cannot accept yet" not in page
        client.force_login(officer)
        page = client.get("/cohorts/cop/members/ericsson/people/").content.decode()
        assert ("Cannot accept yet" in page) == (address != "nobody@ericsson.example")
        nominations.withdraw(proposer, asked)
    with pytest.raises(Declined, match="sits for another member"):
        nominate(make_actor(name="Officer 3"), seat(ericsson), Nominee(name="Somebody", email=elsewhere.email))


def test_somebody_of_another_company_neither_asks_nor_sees(ericsson: Membership, asked: Nomination) -> None:
    other = make_nominee(make_member(ericsson.cohort, make_organisation("cisco")))
    with pytest.raises(Refused):
        nominate(actor_of(other), seat(ericsson), SOMEBODY)
    with pytest.raises(Refused):
        nominations.withdraw(actor_of(other), asked)
    client = Client()
    client.force_login(other)
    for address in ("people/", "seats/2/nominate/", f"nominations/{asked.pk}/withdraw/"):
        assert client.get(f"/cohorts/cop/members/ericsson/{address}").status_code == 404


def test_those_who_asked_see_how_far_it_is(asked: Nomination, ericsson: Membership, signed_in: Client) -> None:
    own = Client()
    own.force_login(Account.objects.get(person__holdings__seat__membership=ericsson))
    for client in (own, signed_in):
        page = client.get("/cohorts/cop/members/ericsson/people/").content.decode()
        assert "Nominee 2, Ericsson" in page
        assert "Asked, no answer yet" in page
    answer(seating.link_to(asked), "decline", word="Not this year.")
    page = own.get("/cohorts/cop/members/ericsson/people/").content.decode()
    assert "Declined" in page
    assert "Not this year." in page
    assert "vacant since 1 January 2020, 38 months" in page


def test_a_nominee_asks_by_the_page(ericsson: Membership, proposer: Actor) -> None:
    client = Client()
    client.force_login(Account.objects.get(person__holdings__seat__membership=ericsson))
    assert client.get("/our-people/").headers["Location"] == "/cohorts/cop/members/ericsson/people/"
    page = client.get("/cohorts/cop/members/ericsson/seats/2/nominate/").content.decode()
    assert "Africa/Lagos" in page
    body = {"name": "Nominee\u202e 2\n, Ericsson", "email": "two@ericsson.example", "time_zone": "Asia/Jakarta"}
    response = client.post("/cohorts/cop/members/ericsson/seats/2/nominate/", body)
    assert response.status_code == 302
    assert Nomination.objects.get().name == "Nominee 2 , Ericsson"


def test_one_mailbox_in_two_spellings_is_one_person(ericsson: Membership, proposer: Actor) -> None:
    first = ericsson.seats.get(number=1).holdings.get().person
    look_alike = first.email.replace("people.example", "\uff50eople.example\ufe0f")
    assert look_alike != first.email
    with pytest.raises(Declined):
        nominate(proposer, seat(ericsson), replace(SOMEBODY, name="Nominee 2, Ericsson", email=look_alike))
    with pytest.raises(Declined, match="not a mail address"):
        nominate(proposer, seat(ericsson), replace(SOMEBODY, email=f"name@{'a' * 64}.example"))
    assert not Nomination.objects.exists()


def test_somebody_who_joined_another_member_meanwhile_cannot_accept(asked: Nomination, ericsson: Membership) -> None:
    other = make_member(ericsson.cohort, make_organisation("cisco"))
    person = make_person("Nominee 2, Cisco")
    person.email = asked.email
    person.save()
    other.seats.get(number=1).holdings.create(person=person, since=date(2023, 3, 1))
    page = answer(seating.link_to(asked), "accept")
    assert page.status_code == 200
    assert "Write to the secretariat" in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == NominationState.PENDING


def test_a_vacancy_stands_on_the_members_own_page_and_on_no_peers(ericsson: Membership, proposer: Actor) -> None:
    own, peer = Client(), Client()
    own.force_login(Account.objects.get(person__holdings__seat__membership=ericsson))
    peer.force_login(make_nominee(make_member(ericsson.cohort, make_organisation("cisco"))))
    page = own.get("/organisation/").content.decode()
    assert "Seat 2 is vacant since 1 January 2020" in page
    assert "/cohorts/cop/members/ericsson/seats/2/nominate/" in page
    assert "ericsson" not in peer.get("/organisation/").content.decode().lower()
    nominate(proposer, seat(ericsson), SOMEBODY)
    assert "Somebody has been asked" in own.get("/organisation/").content.decode()


def test_monday_counts_the_weeks_and_waits_while_somebody_is_asked(
    ericsson: Membership, proposer: Actor, signed_in: Client
) -> None:
    seat(ericsson).holdings.create(person=make_person("Before"), since=date(2022, 1, 1), until=date(2023, 2, 13))
    page = signed_in.get("/monday/").content.decode()
    assert "Ask Ericsson to name a second nominee." in page
    assert "vacant since 13 February 2023, 3 weeks" in page
    nominate(proposer, seat(ericsson), SOMEBODY)
    assert "Ask Ericsson" not in signed_in.get("/monday/").content.decode()
