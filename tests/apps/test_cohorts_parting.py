"""However a place with a member is lost, the same ends with it: sign-ins, account, links, calendar; the kit leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.people.erasing import link_of_leaver
from convenor.people.models import Account, Person
from convenor.room.cohorts import seat_handlers
from convenor.room.cohorts.actions.contacts import end_contact
from convenor.room.cohorts.actions.leaving import leave
from convenor.room.cohorts.actions.members import end_membership
from convenor.room.cohorts.actions.nominations import accept, nominate, take_seat_back
from convenor.room.cohorts.actions.parting import let_go
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import ContinuityKit, Membership, Nomination, Seat, SeatHolding
from convenor.room.invitations.models import Feed, digest_of
from convenor.room.meetings.actions.delegates import name_delegate
from convenor.room.meetings.briefs import token_of
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import Capacity, NominationState, Role, SessionState
from making import (
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_session,
    make_year,
    seat_somebody,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

TODAY, LATER = date(2023, 3, 6), date(2023, 4, 3)
HOLDER = Nominee(name="Nominee 1, Ericsson", email="nominee-1@ericsson.example")
NEXT = Nominee(name="Next lead, Ericsson", email="next@ericsson.example")


@dataclass
class Scene:
    """A nominee who is signed in, stands in nowhere, and chose where the own material goes."""

    officer: Actor
    membership: Membership
    seat: Seat
    person: Person
    browser: Client
    session: Session

    @property
    def account(self) -> Account:
        return Account.objects.get(person=self.person)


@pytest.fixture
def scene(officer: Actor) -> Scene:
    membership = make_member(make_cohort(), make_organisation("ericsson"))
    session = make_session(make_year(membership.cohort), date(2023, 5, 9))
    seat = membership.seats.get(number=1)
    with clock.standing_at(TODAY - timedelta(days=60)):
        person = seat_somebody(officer, seat, HOLDER).person
    session.invitations.create(person=person, uid="one@convenor.example", nonce="before")
    Feed.objects.create(person=person, digest=digest_of("a feed"), made_on=TODAY)
    ContinuityKit.objects.create(person=person, address="home@somewhere.example")
    browser = Client()
    browser.force_login(person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert browser.get("/organisation/").status_code == 200
    Event.objects.all().delete()
    return Scene(officer, membership, seat, person, browser, session)


def events(name: str) -> list[dict[str, str]]:
    return [row.ids for row in Event.objects.filter(name=name).order_by("pk")]


def by_the_officers_button(scene: Scene) -> None:
    where = f"/cohorts/cop/members/ericsson/leave/{scene.person.pk}/"
    officers = Client()
    officers.force_login(Account.objects.get(pk=scene.officer.account), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert officers.post(where).status_code == 302


def by_handing_over_today(scene: Scene) -> None:
    seat_somebody(scene.officer, scene.seat, NEXT, starts_on=TODAY)


def by_handing_over_later(scene: Scene) -> None:
    seat_somebody(scene.officer, scene.seat, NEXT, starts_on=LATER)
    let_go(TODAY)
    assert scene.browser.get("/organisation/").status_code == 200, "until then it is theirs"
    with clock.standing_at(LATER):
        let_go(LATER)


def with_the_membership_today(scene: Scene) -> None:
    end_membership(scene.officer, scene.membership, until=TODAY, reason="It left.")


def with_the_membership_later(scene: Scene) -> None:
    end_membership(scene.officer, scene.membership, until=LATER, reason="It left.")
    let_go(TODAY)
    assert scene.browser.get("/organisation/").status_code == 200, "until then it is a member"
    with clock.standing_at(LATER):
        let_go(LATER)


WAYS: list[Callable[[Scene], None]] = [
    by_the_officers_button,
    by_handing_over_today,
    by_handing_over_later,
    with_the_membership_today,
    with_the_membership_later,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_of_losing_a_seat_ends_the_same(scene: Scene, way: Callable[[Scene], None]) -> None:
    way(scene)
    assert not scene.account.is_active
    assert scene.browser.get("/organisation/").status_code == 302, "signed out everywhere"
    assert not SeatHolding.objects.filter(person=scene.person, until=None).exists()
    assert not scene.person.affiliations.filter(until=None).exists()
    assert not Feed.objects.filter(person=scene.person).exists()
    assert scene.person.invitations.get().nonce != "before"
    told = {"session": str(scene.session.pk), "person": str(scene.person.pk)}
    assert told in events("invitation_due"), "the calendar is told now, not in the night"
    kit = ContinuityKit.objects.get()
    assert kit.left_on is not None
    assert events("somebody_left") == [{"kit": str(kit.pk)}]
    assert Client().get(f"/erase-me/{link_of_leaver(scene.account)}/").status_code == 200


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_night_after_sends_nothing_twice(scene: Scene, way: Callable[[Scene], None]) -> None:
    way(scene)
    before = Event.objects.count(), AuditEntry.objects.count()
    for days in (0, 1, 60):
        with clock.standing_at(LATER + timedelta(days=days)):
            let_go(clock.today())
    assert (Event.objects.count(), AuditEntry.objects.count()) == before


def test_whoever_keeps_another_place_has_not_left(scene: Scene) -> None:
    elsewhere = make_member(make_cohort("other"), scene.membership.organisation)
    seat_somebody(scene.officer, elsewhere.seats.get(number=1), HOLDER)
    by_handing_over_today(scene)
    assert scene.account.is_active
    assert actor_of(scene.account).cohorts(Role.NOMINEE) == {"other"}
    assert not events("somebody_left")
    assert ContinuityKit.objects.get().left_on is None


def test_a_focal_point_leaves_with_the_membership(scene: Scene) -> None:
    focal = make_person("Focal point, Ericsson")
    scene.membership.contacts.create(person=focal, kind="focal_point", since=date(2022, 1, 1))
    end_membership(scene.officer, scene.membership, until=LATER, reason="It left.")
    let_go(TODAY)
    assert Account.objects.get(person=focal).is_active
    with clock.standing_at(LATER):
        let_go(LATER)
        assert not Account.objects.get(person=focal).is_active
        assert not scene.membership.contacts.filter(until=None).exists()


def test_whoever_is_focal_point_no_more_has_left(scene: Scene, focal: Account) -> None:
    contact = scene.membership.contacts.get()
    ContinuityKit.objects.create(person=contact.person, address="focal@somewhere.example")
    end_contact(scene.officer, contact)
    assert not Account.objects.get(pk=focal.pk).is_active
    assert len(events("somebody_left")) == 1
    assert scene.account.is_active, "nobody else has"


def test_what_was_asked_for_a_membership_ends_with_it(scene: Scene) -> None:
    other = scene.membership.seats.get(number=2)
    early = nominate(scene.officer, other, NEXT)
    late = nominate(scene.officer, scene.seat, Nominee(name="Third", email="3@ericsson.example"), starts_on=LATER)
    end_membership(scene.officer, scene.membership, until=LATER, reason="It left.")
    states = dict(Nomination.objects.filter(pk__in=[early.pk, late.pk]).values_list("pk", "state"))
    assert states == {early.pk: NominationState.PENDING, late.pk: NominationState.WITHDRAWN}
    with clock.standing_at(LATER):
        let_go(LATER)
    early.refresh_from_db()
    assert early.state == NominationState.WITHDRAWN


def test_a_seat_that_would_begin_after_the_membership_is_taken_back(scene: Scene) -> None:
    seat_somebody(scene.officer, scene.seat, NEXT, starts_on=LATER)
    end_membership(scene.officer, scene.membership, until=LATER, reason="It left.")
    assert not SeatHolding.objects.filter(person__email=NEXT.email).exists()
    assert not Account.objects.get(email=NEXT.email).is_active
    assert [row["person"] for row in events("seat_taken_back")] == [str(Person.objects.get(email=NEXT.email).pk)]


# Delegations that have begun


@pytest.mark.parametrize("hours", [-20, -1, 5])
def test_whoever_leaves_stands_in_no_more_also_where_the_session_has_begun(scene: Scene, hours: int) -> None:
    scene.session.starts_at = clock.now() + timedelta(hours=hours)
    scene.session.state = SessionState.OPEN if hours < 0 else SessionState.PLANNED
    scene.session.save()
    organisation, person = scene.membership.organisation, scene.person
    named = Delegation.objects.create(session=scene.session, organisation=organisation, person=person)
    token = token_of(named)
    leave(scene.officer, person, organisation)
    assert not Delegation.objects.exists()
    assert actor_of(scene.account).grants == ()
    assert not scene.account.is_active
    page = Client().get(f"/stand-in/{token}/")
    assert page.status_code == 404
    assert Client().get(f"/erase-me/{link_of_leaver(scene.account)}/").status_code == 200


def test_whoever_is_named_by_the_address_alone_stands_in_no_more_either(scene: Scene) -> None:
    organisation = scene.membership.organisation
    for email in (HOLDER.email.upper(), "another@ericsson.example", ""):
        Delegation.objects.create(session=scene.session, organisation=organisation, name="As written", email=email)
    leave(scene.officer, scene.person, organisation)
    assert set(Delegation.objects.values_list("email", flat=True)) == {"another@ericsson.example", ""}


def test_whoever_has_no_address_takes_nobody_along(scene: Scene) -> None:
    contact = scene.membership.contacts.create(name="A", email="a@ericsson.example", kind="alternate", since=TODAY)
    Person.objects.filter(pk=scene.person.pk).update(email="")
    leave(scene.officer, scene.person, scene.membership.organisation)
    contact.refresh_from_db()
    assert contact.until is None


def test_where_somebody_stood_in_long_ago_stays_on_record(scene: Scene) -> None:
    Session.objects.update(starts_at=clock.now() - timedelta(days=30), state=SessionState.CLOSED)
    organisation, person = scene.membership.organisation, scene.person
    Delegation.objects.create(session=scene.session, organisation=organisation, person=person)
    leave(scene.officer, person, organisation)
    assert Delegation.objects.count() == 1


def test_a_delegate_is_taken_back_on_screen_while_the_session_is_open(scene: Scene) -> None:
    Session.objects.update(starts_at=clock.now() - timedelta(hours=1), state=SessionState.OPEN)
    scene.session.refresh_from_db()
    delegation = name_delegate(
        scene.officer,
        scene.session,
        scene.membership.organisation,
        name="Stand-in",
        email="stand-in@ericsson.example",
        capacity=Capacity.DELEGATE,
    )
    where = f"/sessions/{scene.session.pk}/delegate/{delegation.pk}/withdraw/"
    assert where in scene.browser.get("/stand-ins/").content.decode()
    scene.browser.post(where)
    assert not Delegation.objects.exists()
    Session.objects.update(state=SessionState.CLOSED)
    assert str(scene.session.pk) not in scene.browser.get("/stand-ins/").content.decode()


# Handing over


@pytest.fixture
def focal(scene: Scene) -> Account:
    """Somebody who keeps the company's people in order, and holds no seat."""
    person = make_person("Focal point, Ericsson")
    scene.membership.contacts.create(person=person, kind="focal_point", since=date(2022, 1, 1))
    assert person.account is not None
    return person.account


@pytest.mark.parametrize("number", [1, 2])
def test_nobody_seats_themselves(scene: Scene, focal: Account, number: int) -> None:
    oneself = Nominee(name="Focal point, Ericsson", email=focal.email.upper())
    starts_on = LATER if number == 1 else None
    with pytest.raises(Declined, match="your own address"):
        nominate(actor_of(focal), scene.membership.seats.get(number=number), oneself, starts_on=starts_on)
    assert not Nomination.objects.filter(state=NominationState.PENDING).exists()


def test_the_holder_and_the_secretariat_hear_of_a_handover_that_a_colleague_proposes(
    scene: Scene, focal: Account
) -> None:
    asked = nominate(actor_of(focal), scene.seat, NEXT, starts_on=LATER)
    assert events("handover_proposed") == events("handover_by_another") == [{"nomination": str(asked.pk)}]
    seat_handlers.mail_holder(nomination=str(asked.pk))
    seat_handlers.mail_secretariat(nomination=str(asked.pk))
    holders, offices = mail.outbox
    assert (holders.to, offices.to) == ([HOLDER.email], ["secretariat@convenor.example"])
    assert holders.subject == "Next lead, Ericsson was asked to take over your seat of Ericsson"
    for letter in (holders, offices):
        assert "from 3 April 2023" in " ".join(letter.body.split())
        assert "/cohorts/cop/members/ericsson/people/" in letter.body
    assert "secretariat@convenor.example" in holders.body


def test_the_secretariat_is_not_written_to_about_what_it_or_the_holder_proposes(scene: Scene) -> None:
    for actor in (scene.officer, actor_of(scene.account)):
        asked = nominate(actor, scene.seat, NEXT, starts_on=LATER)
        assert {"nomination": str(asked.pk)} in events("handover_proposed")
        Nomination.objects.filter(pk=asked.pk).delete()
    assert not events("handover_by_another")


def test_nobody_is_told_of_what_was_taken_back_or_of_a_vacant_seat(scene: Scene) -> None:
    nominate(scene.officer, scene.membership.seats.get(number=2), NEXT)
    assert not events("handover_proposed")
    Nomination.objects.all().delete()
    asked = nominate(scene.officer, scene.seat, NEXT, starts_on=LATER)
    Nomination.objects.update(state=NominationState.WITHDRAWN, ended_on=TODAY)
    seat_handlers.mail_holder(nomination=str(asked.pk))
    seat_handlers.mail_secretariat(nomination=str(asked.pk))
    assert not mail.outbox


def test_the_page_names_the_holder_and_what_becomes_of_them(scene: Scene) -> None:
    page = scene.browser.get("/cohorts/cop/members/ericsson/seats/1/nominate/").content.decode()
    assert "Who takes over seat 1 from Nominee 1, Ericsson?" in page
    assert "the access of Nominee 1, Ericsson ends" in page
    other = scene.browser.get("/cohorts/cop/members/ericsson/seats/2/nominate/").content.decode()
    assert "Nominee 1, Ericsson" not in other[other.index("<h1") :]


@pytest.mark.parametrize("starts_on", [TODAY, LATER])
def test_the_holder_is_told_once_the_answer_is_yes(scene: Scene, starts_on: date) -> None:
    seat_somebody(scene.officer, scene.seat, NEXT, starts_on=starts_on)
    (ids,) = events("seat_passed_on")
    seat_handlers.mail_passed_on(**ids)
    (letter,) = mail.outbox
    assert letter.to == [HOLDER.email]
    assert letter.subject == "Next lead, Ericsson takes over your seat of Ericsson"
    assert "tell secretariat@convenor.example at once" in letter.body


def test_a_vacant_seat_passes_from_nobody(scene: Scene) -> None:
    seat_somebody(scene.officer, scene.membership.seats.get(number=2), NEXT)
    assert not events("seat_passed_on")


def test_a_seat_that_was_accepted_is_taken_back_before_its_day(scene: Scene) -> None:
    seat_somebody(scene.officer, scene.seat, NEXT, starts_on=LATER)
    where = "/cohorts/cop/members/ericsson/seats/1/take-back/"
    people = "/cohorts/cop/members/ericsson/people/"
    assert where in scene.browser.get(people).content.decode()
    assert "not take the seat after all?" in scene.browser.get(where).content.decode()
    assert scene.browser.post(where).headers["Location"] == people
    kept = SeatHolding.objects.get()
    assert (kept.person, kept.until) == (scene.person, None)
    assert not Account.objects.get(email=NEXT.email).is_active
    seat_handlers.mail_passed_on(**events("seat_passed_on")[0])
    assert not mail.outbox, "it was taken back before the word left"
    seat_handlers.mail_taken_back(**events("seat_taken_back")[0])
    seat_handlers.mail_kept(**events("seat_kept")[0])
    assert [letter.to for letter in mail.outbox] == [[NEXT.email], [HOLDER.email]]
    assert [letter.subject for letter in mail.outbox] == [
        "The seat of Ericsson is not yours after all",
        "You keep your seat of Ericsson",
    ]
    assert "Nobody is about to take this seat" in scene.browser.post(where, follow=True).content.decode()
    with clock.standing_at(LATER):
        let_go(LATER)
        assert actor_of(scene.account).organisations(Role.NOMINEE) == {"ericsson"}


def test_what_has_begun_is_not_taken_back_and_by_nobody_of_another_company(scene: Scene) -> None:
    coming = seat_somebody(scene.officer, scene.seat, NEXT, starts_on=LATER)
    peer = make_nominee(make_member(scene.membership.cohort, make_organisation("cisco")))
    with pytest.raises(Refused):
        take_seat_back(actor_of(peer), coming)
    with clock.standing_at(LATER), pytest.raises(Declined, match="has begun"):
        take_seat_back(scene.officer, coming)
    assert SeatHolding.objects.count() == 3


def test_whoever_left_meanwhile_gets_no_seat_back(scene: Scene) -> None:
    coming = seat_somebody(scene.officer, scene.seat, NEXT, starts_on=LATER)
    leave(scene.officer, scene.person, scene.membership.organisation)
    take_seat_back(scene.officer, coming)
    assert SeatHolding.objects.get().until == TODAY
    assert not events("seat_kept")


def test_whoever_is_said_to_have_left_is_told_and_whoever_says_it_themselves_is_not(scene: Scene) -> None:
    by_the_officers_button(scene)
    (ids,) = events("said_to_have_left")
    seat_handlers.mail_said_to_have_left(**ids)
    assert mail.outbox[0].to == [HOLDER.email]
    assert "secretariat@convenor.example" in mail.outbox[0].body
    again = seat_somebody(scene.officer, scene.seat, HOLDER)
    leave(actor_of(scene.account), again.person, scene.membership.organisation)
    assert len(events("said_to_have_left")) == 1


def test_whoever_has_another_role_is_shown_no_link_that_leads_nowhere(scene: Scene) -> None:
    where = f"/cohorts/cop/members/ericsson/leave/{scene.person.pk}/"
    make_organisation("cisco").counsel.create(person=scene.person, since=date(2022, 1, 1))
    page = scene.browser.post(where, {"address": ""}).content.decode()
    assert "You have left Ericsson" in page
    assert "/erase-me/" not in page


def test_whoever_leaves_altogether_takes_the_link_along_that_erases(scene: Scene) -> None:
    where = f"/cohorts/cop/members/ericsson/leave/{scene.person.pk}/"
    assert "/erase-me/" in scene.browser.post(where, {"address": ""}).content.decode()


def test_a_seat_is_accepted_with_the_rules_whoever_asked(scene: Scene) -> None:
    accept(nominate(scene.officer, scene.membership.seats.get(number=2), NEXT), seen=VERSION)
    assert set(SeatHolding.objects.values_list("rules_version", flat=True)) == {VERSION}
