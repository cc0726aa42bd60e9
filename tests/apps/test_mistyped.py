"""A mail address that was typed wrong is put right, and whoever has the wrong mailbox is left with nothing."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock, outbox
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Delivery
from convenor.people.models import Account, AddressChange, Person
from convenor.room.cohorts.actions.contacts import Named, name_contact
from convenor.room.cohorts.models import Membership
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.models import Feed, Invitation, digest_of
from convenor.room.meetings.actions.delegates import name_delegate
from convenor.room.meetings.briefs import of_token, token_of
from convenor.room.meetings.models import Delegation
from convenor.rules.vocabulary import Capacity, ContactKind
from convenor.secretariat.mistyped import put_right
from making import (
    make_agenda,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

WRONG, RIGHT = "nominee@ericson.example", "nominee@ericsson.example"


@pytest.fixture
def ericsson() -> Membership:
    return make_member(make_cohort(), make_organisation("ericsson"))


@pytest.fixture
def nominee(ericsson: Membership) -> Person:
    """Somebody who was seated on paper, with an address that was typed wrong."""
    account = make_nominee(ericsson)
    Account.objects.filter(pk=account.pk).update(email=WRONG)
    Person.objects.filter(account=account).update(email=WRONG)
    return Person.objects.get(account=account)


def letters_that_left() -> dict[str, str]:
    for row in Delivery.objects.filter(state=Delivery.State.WAITING).order_by("pk"):
        outbox.deliver.call(row.pk)
    return {one.to[0]: str(one.body) for one in mail.outbox}


def test_both_mailboxes_are_told_and_the_right_one_signs_in(officer: Actor, nominee: Person) -> None:
    put_right(officer, nominee, address=f" {RIGHT.title()} ")
    nominee.refresh_from_db()
    assert (nominee.email, Account.objects.get(person=nominee).email) == (RIGHT, RIGHT)
    told = letters_that_left()
    assert RIGHT in told[RIGHT]
    assert "open nothing" in told[WRONG]
    assert RIGHT not in told[WRONG]
    assert not AddressChange.objects.exists()
    assert AuditEntry.objects.filter(verb="address.put_right").exists()


def test_what_was_mailed_opens_nothing_more_and_is_sent_anew(
    officer: Actor, nominee: Person, ericsson: Membership
) -> None:
    session = make_session(make_year(ericsson.cohort), date(2023, 3, 14))
    make_agenda(session)
    delegation = name_delegate(
        officer, session, ericsson.organisation, name="D", email="d@ericson.example", capacity=Capacity.DELEGATE
    )
    send_invitations(officer, session)
    letters_that_left()
    mail.outbox.clear()
    before = set(Invitation.objects.values_list("nonce", flat=True))
    assert delegation.person is not None
    token = token_of(delegation)
    assert of_token(token) is not None
    put_right(officer, delegation.person, address="d@ericsson.example")
    put_right(officer, nominee, address=RIGHT)
    assert of_token(token) is None
    assert of_token(token_of(Delegation.objects.get())) is not None
    assert not before & set(Invitation.objects.values_list("nonce", flat=True))
    letters_that_left()
    invited = {one.to[0] for one in mail.outbox if one.subject.startswith("Invitation")}
    assert {RIGHT, "d@ericsson.example"} <= invited
    assert not {WRONG, "d@ericson.example"} & invited


def test_the_address_of_a_calendar_ends_too(officer: Actor, nominee: Person) -> None:
    Feed.objects.create(person=nominee, digest=digest_of("a feed"), made_on=clock.today())
    put_right(officer, nominee, address=RIGHT)
    assert not Feed.objects.exists()


def test_whoever_was_here_changes_the_address_alone(officer: Actor, nominee: Person, ericsson: Membership) -> None:
    EmailAddress.objects.create(user=nominee.account, email=WRONG, verified=True, primary=True)
    with pytest.raises(Declined, match="has been here"):
        put_right(officer, nominee, address=RIGHT)
    EmailAddress.objects.all().delete()
    nominee.holdings.update(rules_version="1", rules_accepted_on=clock.today())
    with pytest.raises(Declined, match="has been here"):
        put_right(officer, nominee, address=RIGHT)
    nominee.holdings.update(rules_accepted_on=None)
    provided = SocialAccount.objects.create(user=nominee.account, provider="openid_connect", uid="1")
    with pytest.raises(Declined, match="has been here"):
        put_right(officer, nominee, address=RIGHT)
    provided.delete()
    session = make_session(make_year(ericsson.cohort), date(2023, 3, 14))
    ericsson.organisation.delegations.create(session=session, person=nominee, accepted_on=clock.today())
    with pytest.raises(Declined, match="has been here"):
        put_right(officer, nominee, address=RIGHT)
    nominee.refresh_from_db()
    assert nominee.email == WRONG


def test_an_address_of_somebody_else_is_declined(officer: Actor, nominee: Person, ericsson: Membership) -> None:
    other = make_nominee(ericsson, 2)
    with pytest.raises(Declined, match="somebody else"):
        put_right(officer, nominee, address=other.email)
    with pytest.raises(Declined, match="kept already"):
        put_right(officer, nominee, address=WRONG)
    assert not AddressChange.objects.exists()


def test_a_member_puts_nobody_right(nominee: Person, ericsson: Membership) -> None:
    account = make_nominee(ericsson, 2)
    with pytest.raises(Refused):
        put_right(actor_of(account), nominee, address=RIGHT)
    client = Client()
    client.force_login(account)
    assert client.get(reverse("secretariat:put_right", args=[nominee.pk])).status_code == 403


def test_the_outbox_and_the_people_lead_to_the_page(officer: Actor, ericsson: Membership) -> None:
    named = Named(name="Focal point", email=WRONG, kind=ContactKind.FOCAL_POINT)
    nominee = name_contact(officer, ericsson, named).person
    assert nominee is not None
    letters_that_left()
    Delivery.objects.filter(letter="focal_point").update(state=Delivery.State.CAME_BACK)
    client = Client()
    client.force_login(make_secretariat(name="Officer 2"))
    there = reverse("secretariat:put_right", args=[nominee.pk])
    for page in ("/outbox/?state=came_back", "/cohorts/cop/members/ericsson/people/"):
        assert there in client.get(page).content.decode(), page
    assert WRONG in client.get(there).content.decode()
    assert client.post(there, {"address": RIGHT}).status_code == 302
    nominee.refresh_from_db()
    assert nominee.email == RIGHT
