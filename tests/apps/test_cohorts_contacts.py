"""A member's people besides its nominees: what each may do, and what none of them sees (R-ROL-15)."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client

from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import Event
from convenor.people.models import Account
from convenor.room.cohorts import handlers
from convenor.room.cohorts.actions.contacts import Named, end_contact, name_contact
from convenor.room.cohorts.models import Contact, Membership
from convenor.room.cohorts.queries import roster
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.vocabulary import ContactKind, Role
from making import make_agenda, make_cohort, make_member, make_nominee, make_organisation, make_session, make_year

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
    assert contact.person.account is None
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
    assert focal.get("/our-people/").status_code == 403
    name_contact(nominee, ericsson, other)


def test_a_nominee_of_another_member_is_no_contact(nominee: Actor, ericsson: Membership) -> None:
    elsewhere = make_nominee(make_member(ericsson.cohort, make_organisation("cisco")))
    with pytest.raises(Declined, match="cannot be a contact"):
        name_contact(nominee, ericsson, Named(name="Somebody", email=elsewhere.email, kind=ContactKind.ALTERNATE))


def test_a_note_is_checked_for_the_names_of_contacts_too(nominee: Actor, ericsson: Membership) -> None:
    name_contact(nominee, ericsson, ALTERNATE)
    (member,) = roster(ericsson.cohort, day=date(2023, 3, 6))["members"]
    assert {"name": "Alternate 1, Ericsson", "role": "alternate"} in member["people"]
