"""A member's people besides its nominees: what each may do, and what none of them sees (R-ROL-15)."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.people.erasing import erase_who_asked
from convenor.people.models import Account, ErasureRequest, Person
from convenor.room.cohorts import handlers
from convenor.room.cohorts.actions.contacts import (
    Named,
    end_contact,
    forget_contacts,
    let_in_who_was_not,
    name_contact,
)
from convenor.room.cohorts.actions.counsel import name_counsel
from convenor.room.cohorts.actions.leaving import leave
from convenor.room.cohorts.actions.nominations import nominate
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.due import next_steps
from convenor.room.cohorts.models import Contact, Membership, SeatHolding
from convenor.room.cohorts.queries import roster
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.naming import AT_MOST_A_DAY
from convenor.rules.retention import Record, kept_for
from convenor.rules.vocabulary import ContactKind, Role
from convenor.wiring import DAILY, FORGETS
from making import (
    make_actor,
    make_agenda,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
    seat_somebody,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

FOCAL = Named(name="Focal point, Ericsson", email="people@ericsson.example", kind=ContactKind.FOCAL_POINT)
ALTERNATE = Named(name="Alternate 1, Ericsson", email="alternate@ericsson.example", kind=ContactKind.ALTERNATE)


@pytest.fixture
def ericsson() -> Membership:
    return make_member(make_cohort(), make_organisation("ericsson"))


@pytest.fixture
def session(ericsson: Membership) -> Session:
    row = make_session(make_year(ericsson.cohort), date(2023, 3, 14))
    make_agenda(row)
    return row


@pytest.fixture
def nominee(ericsson: Membership) -> Actor:
    return actor_of(make_nominee(ericsson))


@pytest.fixture
def focal(nominee: Actor, ericsson: Membership) -> Client:
    name_contact(nominee, ericsson, FOCAL)
    client = Client()
    client.force_login(Account.objects.get(email=FOCAL.email))
    return client


def test_a_focal_point_is_told_how_to_sign_in_and_begins_at_the_people(focal: Client, ericsson: Membership) -> None:
    handlers.mail_focal_point(**Event.objects.get(name="focal_point_named").ids)
    assert mail.outbox[0].to == [FOCAL.email]
    assert "/sign-in/" in mail.outbox[0].body
    page = focal.get("/start/", follow=True).content.decode()
    assert "The people of Ericsson" in page


def test_a_focal_point_nominates_and_names_delegates(focal: Client, session: Session) -> None:
    body = {"name": "Nominee 2", "email": "two@ericsson.example", "time_zone": ""}
    assert focal.post("/cohorts/cop/members/ericsson/seats/2/nominate/", body).status_code == 302
    page = focal.get("/stand-ins/").content.decode()
    assert f"/sessions/{session.pk}/delegate/" in page
    body = {"organisation": "ericsson", "capacity": "delegate", "name": "Delegate", "email": "d@ericsson.example"}
    response = focal.post(f"/sessions/{session.pk}/delegate/", body)
    assert response.headers["Location"] == "/stand-ins/"
    named = Delegation.objects.get()
    response = focal.post(f"/sessions/{session.pk}/delegate/{named.pk}/withdraw/")
    assert response.headers["Location"] == "/stand-ins/"
    assert not Delegation.objects.exists()


def test_a_focal_point_sees_nothing_that_is_confidential(focal: Client, session: Session) -> None:
    for address in (f"/sessions/{session.pk}/", "/cohorts/", "/cohorts/cop/", "/organisation/", "/in-view/", "/packs/"):
        assert focal.get(address).status_code in {403, 404}, address
    for address in ("/stand-ins/", f"/sessions/{session.pk}/delegate/"):
        page = focal.get(address).content.decode()
        assert "Operationalising severity" not in page


def test_a_focal_point_of_one_member_reaches_no_other(focal: Client, ericsson: Membership, session: Session) -> None:
    cisco = make_member(ericsson.cohort, make_organisation("cisco"))
    assert focal.get("/cohorts/cop/members/cisco/people/").status_code == 404
    body = {"organisation": "cisco", "capacity": "delegate", "name": "Delegate", "email": "d@cisco.example"}
    assert focal.post(f"/sessions/{session.pk}/delegate/", body).status_code == 200
    assert not Delegation.objects.exists()
    with pytest.raises(Refused):
        name_contact(actor_of(Account.objects.get(email=FOCAL.email)), cisco, ALTERNATE)


def test_an_alternate_is_asked_first_and_has_no_rights(nominee: Actor, ericsson: Membership, session: Session) -> None:
    contact = name_contact(nominee, ericsson, ALTERNATE)
    assert contact.person is None
    assert not Person.objects.filter(email=ALTERNATE.email).exists()
    client = Client()
    client.force_login(Account.objects.get(person__holdings__seat__membership=ericsson))
    page = client.get(f"/sessions/{session.pk}/delegate/").content.decode()
    assert "Ask first" in page
    assert 'value="alternate@ericsson.example"' not in page
    page = client.get(f"/sessions/{session.pk}/delegate/?alternate={contact.pk}").content.decode()
    assert 'value="alternate@ericsson.example"' in page


def test_an_alternate_of_another_member_is_not_shown(nominee: Actor, ericsson: Membership, session: Session) -> None:
    cisco = make_member(ericsson.cohort, make_organisation("cisco"))
    contact = name_contact(
        actor_of(make_nominee(cisco)), cisco, Named(**{**fields(ALTERNATE), "email": "a@cisco.example"})
    )
    client = Client()
    client.force_login(Account.objects.get(person__holdings__seat__membership=ericsson))
    page = client.get(f"/sessions/{session.pk}/delegate/?alternate={contact.pk}").content.decode()
    assert "cisco.example" not in page


def fields(named: Named) -> dict[str, object]:
    return {name: getattr(named, name) for name in ("name", "email", "kind", "topic")}


def test_who_knows_a_topic_names_it(nominee: Actor, ericsson: Membership) -> None:
    with pytest.raises(Declined, match="which topic"):
        name_contact(nominee, ericsson, Named(name="Somebody", email="s@ericsson.example", kind=ContactKind.TOPIC))


def test_there_is_one_focal_point_and_its_rights_end_at_once(
    focal: Client, nominee: Actor, ericsson: Membership
) -> None:
    other = Named(name="Another", email="another@ericsson.example", kind=ContactKind.FOCAL_POINT)
    with pytest.raises(Declined, match="already"):
        name_contact(nominee, ericsson, other)
    account = Account.objects.get(email=FOCAL.email)
    assert actor_of(account).organisations(Role.FOCAL_POINT) == {"ericsson"}
    end_contact(nominee, Contact.objects.get())
    assert focal.get("/our-people/").status_code == 302, "signed out, too"
    name_contact(nominee, ericsson, other)


@pytest.fixture
def elsewhere(ericsson: Membership) -> Account:
    """Somebody who sits for another member."""
    return make_nominee(make_member(ericsson.cohort, make_organisation("cisco")))


def pages_of(client: Client) -> str:
    people = client.get("/cohorts/cop/members/ericsson/people/").content.decode()
    return re.sub(r"/contacts/\d+/", "/contacts/#/", people.partition("<main")[2])


@pytest.mark.parametrize("kind", ContactKind)
def test_what_a_member_reads_is_the_same_whoever_has_the_address(
    nominee: Actor, ericsson: Membership, elsewhere: Account, kind: ContactKind
) -> None:
    client, pages = Client(), []
    client.force_login(Account.objects.get(pk=nominee.account))
    left = make_person("Somebody who left")
    officer = make_secretariat(Role.CHIEF)
    for address in ("nobody@ericsson.example", elsewhere.email, left.email, officer.email):
        body = {"kind": kind.value, "name": "Somebody", "email": address, "topic": "Severity"}
        assert client.post("/cohorts/cop/members/ericsson/contacts/add/", body).status_code == 302
        page = pages_of(client)
        assert "Somebody" in page
        assert address in page
        pages.append(page.replace(address, "the address"))
        Contact.objects.all().delete()
    assert len(set(pages)) == 1


def test_a_focal_point_who_is_tied_elsewhere_is_not_let_in_and_the_secretariat_reads_why(
    nominee: Actor, ericsson: Membership, elsewhere: Account
) -> None:
    named = Named(name="Somebody", email=elsewhere.email, kind=ContactKind.FOCAL_POINT)
    assert name_contact(nominee, ericsson, named).person is None
    assert actor_of(elsewhere).organisations() == {"cisco"}
    assert not Event.objects.filter(name="focal_point_named").exists()
    client = Client()
    client.force_login(make_secretariat())
    assert "This person sits for another member" in pages_of(client)
    (line,) = [one for one in next_steps(ericsson.cohort, clock.today()) if "not let in" in one["title"]]
    assert line["url"] == "/cohorts/cop/members/ericsson/people/"
    SeatHolding.objects.filter(person__account=elsewhere).delete()
    assert "Nothing stands in the way any more" in pages_of(client)
    with pytest.raises(Declined, match="focal point already"):
        name_contact(nominee, ericsson, named)
    client.force_login(Account.objects.get(pk=nominee.account))
    assert "Not let in" not in pages_of(client)


def test_a_focal_point_is_let_in_once_nothing_ties_them_elsewhere(
    nominee: Actor, ericsson: Membership, elsewhere: Account
) -> None:
    contact = name_contact(nominee, ericsson, Named(name="As written", email=elsewhere.email, kind=FOCAL.kind))
    let_in_who_was_not(clock.today())
    assert actor_of(elsewhere).organisations() == {"cisco"}
    SeatHolding.objects.filter(person__account=elsewhere).delete()
    for _night in range(2):
        let_in_who_was_not(clock.today())
    assert actor_of(elsewhere).organisations(Role.FOCAL_POINT) == {"ericsson"}
    assert Event.objects.get(name="focal_point_named").ids == {"contact": str(contact.pk)}
    contact.refresh_from_db()
    assert contact.called == "As written"
    assert AuditEntry.objects.filter(verb="contact.named", role="officer", account="system").count() == 1


def test_nobody_is_let_in_for_whom_it_is_over(nominee: Actor, ericsson: Membership, elsewhere: Account) -> None:
    named = name_contact(nominee, ericsson, Named(name="Ended", email=elsewhere.email, kind=ContactKind.FOCAL_POINT))
    end_contact(nominee, named)
    name_contact(nominee, ericsson, Named(name="Asked", email=elsewhere.email, kind=ContactKind.ALTERNATE))
    SeatHolding.objects.filter(person__account=elsewhere).delete()
    let_in_who_was_not(clock.today())
    Contact.objects.filter(pk=named.pk).update(until=None)
    Membership.objects.filter(pk=ericsson.pk).update(until=clock.today())
    let_in_who_was_not(clock.today())
    assert not Contact.objects.exclude(person=None).exists()


def test_the_secretariat_is_told_at_once(officer: Actor, ericsson: Membership, elsewhere: Account) -> None:
    with pytest.raises(Declined, match="sits for another member"):
        name_contact(officer, ericsson, Named(name="S", email=elsewhere.email, kind=ContactKind.FOCAL_POINT))
    assert not Contact.objects.exists()


def test_what_a_member_wrote_of_somebody_blocks_nobody(nominee: Actor, ericsson: Membership, officer: Actor) -> None:
    name_contact(nominee, ericsson, ALTERNATE)
    cisco = make_member(ericsson.cohort, make_organisation("cisco"))
    seated = seat_somebody(officer, cisco.seats.get(number=1), Nominee(name="The Real Name", email=ALTERNATE.email))
    assert seated.person.name == "The Real Name"
    client = Client()
    client.force_login(Account.objects.get(pk=nominee.account))
    assert "The Real Name" not in pages_of(client)


def test_somebody_who_left_comes_back_as_a_focal_point_under_the_name_that_was_written(
    nominee: Actor, ericsson: Membership
) -> None:
    left = make_person("The Real Name")
    Account.objects.filter(pk=left.account_id).update(is_active=False)
    contact = name_contact(nominee, ericsson, Named(name="As written", email=left.email, kind=FOCAL.kind))
    assert contact.person == left
    assert Account.objects.get(pk=left.account_id).is_active
    client = Client()
    client.force_login(Account.objects.get(pk=nominee.account))
    page = pages_of(client)
    assert "As written" in page
    assert "The Real Name" not in page


def test_whoever_left_and_asked_to_be_erased_is_not_called_back_by_others(nominee: Actor, ericsson: Membership) -> None:
    left = make_person("Somebody who left")
    Account.objects.filter(pk=left.account_id).update(is_active=False)
    ErasureRequest.objects.create(account=left.account, asked_on=date(2023, 3, 6), due_on=date(2023, 3, 13))
    contact = name_contact(nominee, ericsson, Named(name="S", email=left.email, kind=FOCAL.kind))
    assert contact.person is None
    assert ErasureRequest.objects.exists()
    end_contact(nominee, contact)
    Account.objects.filter(pk=left.account_id).update(is_active=True)
    again = name_contact(nominee, ericsson, Named(name="S", email=left.email, kind=FOCAL.kind))
    assert again.person == left, "whoever is still here takes it back themselves"


def test_whoever_signs_in_with_another_address_is_known_by_it_too(
    nominee: Actor, ericsson: Membership, elsewhere: Account
) -> None:
    Person.objects.filter(account=elsewhere).update(email="another@people.example")
    named = Named(name="S", email=elsewhere.email.upper(), kind=FOCAL.kind)
    assert name_contact(nominee, ericsson, named).person is None


def test_a_day_has_few_names_and_taking_back_is_never_declined(nominee: Actor, ericsson: Membership) -> None:
    made = [
        name_contact(nominee, ericsson, Named(name="S", email=f"{n}@ericsson.example", kind=ContactKind.ALTERNATE))
        for n in range(AT_MOST_A_DAY)
    ]
    with pytest.raises(Declined, match="tomorrow"):
        name_contact(nominee, ericsson, ALTERNATE)
    with pytest.raises(Declined, match="tomorrow"):
        nominate(nominee, ericsson.seats.get(number=2), Nominee(name="S", email="s@ericsson.example"))
    with pytest.raises(Declined, match="tomorrow"):
        name_counsel(nominee, ericsson.organisation, name="S", email="s@ericsson.example")
    assert Contact.objects.count() == AT_MOST_A_DAY
    end_contact(nominee, made[0])
    name_contact(make_actor(), ericsson, ALTERNATE)
    with clock.standing_at(clock.today() + timedelta(days=2)):
        assert name_contact(nominee, ericsson, FOCAL).person is not None


def test_whoever_is_still_counsel_has_not_left(nominee: Actor, ericsson: Membership) -> None:
    contact = name_contact(nominee, ericsson, FOCAL)
    counsel = ericsson.organisation.counsel.create(person=contact.person, since=clock.today())
    end_contact(nominee, contact)
    counsel.refresh_from_db()
    assert counsel.until is None
    assert Account.objects.get(email=FOCAL.email).is_active


def test_what_ended_is_deleted_on_its_day(nominee: Actor, ericsson: Membership) -> None:
    contact = name_contact(nominee, ericsson, ALTERNATE)
    stays = name_contact(nominee, ericsson, Named(**{**fields(ALTERNATE), "email": "b@ericsson.example"}))
    end_contact(nominee, contact)
    day = clock.today() + kept_for(Record.CONTACTS)
    forget_contacts(day - timedelta(days=1))
    assert Contact.objects.count() == 2
    forget_contacts(day)
    assert Contact.objects.get() == stays
    assert Contact._meta.db_table in FORGETS
    assert "convenor.room.cohorts.actions.contacts.forget_contacts" in DAILY
    Membership.objects.update(until=clock.today())
    forget_contacts(day)
    assert not Contact.objects.exists()


def test_whoever_signs_in_with_the_address_reads_what_was_written_and_has_it_erased(
    nominee: Actor, ericsson: Membership
) -> None:
    elsewhere = make_person("Somebody")
    assert elsewhere.account is not None
    name_contact(nominee, ericsson, Named(**{**fields(ALTERNATE), "email": elsewhere.email}))
    client = Client()
    client.force_login(elsewhere.account)
    assert "Alternate 1, Ericsson" in client.get("/account/holdings/").content.decode()
    ErasureRequest.objects.create(account=elsewhere.account, asked_on=clock.today(), due_on=clock.today())
    erase_who_asked(clock.today())
    assert not Contact.objects.exists()


def test_the_secretariat_deletes_on_request_and_a_member_ends_alone(nominee: Actor, ericsson: Membership) -> None:
    contact = name_contact(nominee, ericsson, ALTERNATE)
    end_contact(nominee, contact)
    address = f"/cohorts/cop/members/ericsson/contacts/{contact.pk}/erase/"
    client = Client()
    client.force_login(Account.objects.get(pk=nominee.account))
    assert "Alternate 1" not in pages_of(client)
    assert client.post(address).status_code == 403
    assert Contact.objects.exists()
    client.force_login(make_secretariat())
    assert "Alternate 1" in pages_of(client)
    assert client.post(address).status_code == 302
    assert not Contact.objects.exists()
    assert AuditEntry.objects.filter(verb="contact.erased").exists()


def test_what_was_written_of_a_nominee_ends_when_they_leave(ericsson: Membership, officer: Actor) -> None:
    account = make_nominee(ericsson)
    person = Person.objects.get(account=account)
    name_contact(officer, ericsson, Named(name="N", email=person.email, kind=ContactKind.TOPIC, topic="Severity"))
    leave(officer, person, ericsson.organisation)
    assert Contact.objects.get().until == clock.today()


def test_a_note_is_checked_for_the_names_of_contacts_too(nominee: Actor, ericsson: Membership) -> None:
    name_contact(nominee, ericsson, ALTERNATE)
    (member,) = roster(ericsson.cohort, day=date(2023, 3, 6))["members"]
    assert {"name": "Alternate 1, Ericsson", "role": "alternate"} in member["people"]
