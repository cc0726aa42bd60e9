"""A place ends, and nobody loses theirs with it or learns of it too late: given back, told, closed, erased."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.models import AuditEntry, Event
from convenor.people.erasing import ask_to_be_erased, erase_who_asked
from convenor.people.models import Account, ErasureRequest
from convenor.room.cohorts import seat_handlers
from convenor.room.cohorts.actions.contacts import Named, erase_contact, name_contact
from convenor.room.cohorts.actions.counsel import end_counsel, name_counsel
from convenor.room.cohorts.actions.leaving import leave
from convenor.room.cohorts.actions.members import end_membership
from convenor.room.cohorts.actions.nominations import nominate
from convenor.room.cohorts.actions.parting import let_go
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.rules.vocabulary import ContactKind, Role
from making import make_cohort, make_member, make_nominee, make_organisation, make_year, seat_somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

LATER = date(2023, 4, 3)
FOCAL = Named(name="Focal point, Ericsson", email="focal@ericsson.example", kind=ContactKind.FOCAL_POINT)


@pytest.fixture
def ericsson() -> Membership:
    cohort = make_cohort()
    make_year(cohort)
    return make_member(cohort, make_organisation("ericsson"))


@pytest.fixture
def holder(ericsson: Membership) -> Account:
    return make_nominee(ericsson)


@pytest.fixture
def coming(officer: Actor, ericsson: Membership, holder: Account) -> Account:
    """The focal point is to take over the holder's seat on a later day."""
    name_contact(officer, ericsson, FOCAL)
    nominee = Nominee(name=FOCAL.name, email=FOCAL.email)
    seat_somebody(officer, ericsson.seats.get(number=1), nominee, starts_on=LATER)
    assert SeatHolding.objects.get(person__account=holder).until == LATER
    return Account.objects.get(email=FOCAL.email)


def keeps_the_seat(holder: Account) -> None:
    (told,) = Event.objects.filter(name="seat_kept")
    seat_handlers.mail_kept(**told.ids)
    assert [letter.to for letter in mail.outbox] == [[holder.email]]
    assert SeatHolding.objects.get(person__account=holder).until is None
    with clock.standing_at(LATER):
        let_go(LATER)
        holder.refresh_from_db()
        assert actor_of(holder).organisations(Role.NOMINEE) == {"ericsson"}


def test_whoever_was_to_hand_over_keeps_the_seat_where_the_next_one_leaves(
    officer: Actor, ericsson: Membership, holder: Account, coming: Account
) -> None:
    leave(officer, coming.person, ericsson.organisation)
    keeps_the_seat(holder)


def test_and_where_the_next_one_is_erased(ericsson: Membership, holder: Account, coming: Account) -> None:
    ask_to_be_erased(actor_of(coming))
    erase_who_asked(clock.today() + timedelta(days=8))
    keeps_the_seat(holder)


@pytest.mark.parametrize("until", [date(2023, 3, 6), LATER], ids=["today", "later"])
def test_whoever_loses_a_place_with_the_membership_is_told_with_the_way_to_be_erased(
    officer: Actor, ericsson: Membership, holder: Account, until: date
) -> None:
    name_contact(officer, ericsson, FOCAL)
    end_membership(officer, ericsson, until=until, reason="It left.")
    for told in Event.objects.filter(name="membership_over"):
        seat_handlers.mail_membership_over(**told.ids)
    letters = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert set(letters) == {holder.email, FOCAL.email}
    address = "/erase-me/" if until == clock.today() else "/account/holdings/"
    assert all(("Until then you can sign in" in body) == (until == LATER) for body in letters.values())
    assert all(address in body and f"{until.day} {until:%B %Y}" in body for body in letters.values())


def test_a_focal_point_who_is_deleted_on_request_is_closed_and_erased(officer: Actor, ericsson: Membership) -> None:
    contact = name_contact(officer, ericsson, FOCAL)
    account, browser = Account.objects.get(email=FOCAL.email), Client()
    browser.force_login(account)
    erase_contact(officer, contact)
    assert browser.get("/account/").status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    assert ErasureRequest.objects.get().account == account
    assert Event.objects.filter(name="erasure_asked").count() == 1
    assert AuditEntry.objects.get(verb="erasure.asked").account == officer.account


def test_a_focal_point_who_sits_as_well_only_stops_being_one(officer: Actor, ericsson: Membership) -> None:
    contact = name_contact(officer, ericsson, FOCAL)
    seat_somebody(officer, ericsson.seats.get(number=1), Nominee(name=FOCAL.name, email=FOCAL.email))
    erase_contact(officer, contact)
    assert Account.objects.get(email=FOCAL.email).is_active
    assert not ErasureRequest.objects.exists()


def test_whoever_was_to_come_reads_only_that_it_is_taken_back(
    officer: Actor, ericsson: Membership, holder: Account
) -> None:
    nominee = Nominee(name="Comes later", email="later@ericsson.example")
    seat_somebody(officer, ericsson.seats.get(number=2), nominee, starts_on=LATER)
    end_membership(officer, ericsson, until=date(2023, 3, 20), reason="It left.")
    told = [row.ids["person"] for row in Event.objects.filter(name="membership_over")]
    assert told == [str(holder.person.pk)]


def test_what_is_asked_of_counsel_besides_stays_open(officer: Actor, ericsson: Membership) -> None:
    counsel = name_counsel(officer, ericsson.organisation, name="Counsel", email="counsel@law.example")
    asked = nominate(officer, ericsson.seats.get(number=2), Nominee(name="Counsel", email="counsel@law.example"))
    end_counsel(officer, counsel)
    asked.refresh_from_db()
    assert asked.state == "pending"


def test_a_focal_point_who_has_a_role_elsewhere_is_not_erased_by_a_click(officer: Actor, ericsson: Membership) -> None:
    contact = name_contact(officer, ericsson, FOCAL)
    make_organisation("cisco").counsel.create(person=contact.person, since=date(2022, 1, 1))
    erase_contact(officer, contact)
    assert Account.objects.get(email=FOCAL.email).is_active
    assert not ErasureRequest.objects.exists()


def test_counsel_who_is_ended_is_signed_out_and_closed(officer: Actor, ericsson: Membership) -> None:
    counsel = name_counsel(officer, ericsson.organisation, name="Counsel", email="counsel@law.example")
    account, browser = Account.objects.get(email="counsel@law.example"), Client()
    browser.force_login(account)
    end_counsel(officer, counsel)
    assert browser.get("/account/").status_code == 302
    account.refresh_from_db()
    assert not account.is_active
