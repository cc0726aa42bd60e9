"""An organisation's counsel: named and ended by either side, and seeing nothing but packs."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account, Person
from convenor.room.cohorts import handlers
from convenor.room.cohorts.actions.counsel import end_counsel, let_in_who_was_not, name_counsel
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.due import next_steps
from convenor.room.cohorts.models import Membership, OrganisationCounsel
from convenor.room.cohorts.queries import counsel_of
from convenor.rules.vocabulary import Role
from making import (
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    seat_somebody,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

NAMED = {"name": "Counsel 1, Ericsson", "email": "Counsel@law.example"}


@pytest.fixture
def ericsson() -> Membership:
    return make_member(make_cohort(), make_organisation("ericsson"))


@pytest.fixture
def other() -> Membership:
    return make_member(make_cohort("another"), make_organisation("elsewhere"))


@pytest.fixture
def nominee(ericsson: Membership) -> Actor:
    return actor_of(make_nominee(ericsson))


def the_counsel() -> Actor:
    return actor_of(Account.objects.get(email="counsel@law.example"))


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_counsel_holds_a_grant_for_the_one_organisation(nominee: Actor, ericsson: Membership) -> None:
    name_counsel(nominee, ericsson.organisation, **NAMED)
    (grant,) = the_counsel().grants
    assert (grant.role, grant.organisation, grant.cohort) == (Role.COUNSEL, "ericsson", None)
    assert AuditEntry.objects.filter(verb="counsel.named", subject="ericsson").exists()


def test_counsel_is_mailed_how_to_sign_in_unless_it_ended_meanwhile(nominee: Actor, ericsson: Membership) -> None:
    named = name_counsel(nominee, ericsson.organisation, **NAMED)
    (event,) = Event.objects.filter(name="counsel_named")
    handlers.mail_counsel(**event.ids)
    (letter,) = mail.outbox
    assert letter.to == ["counsel@law.example"]
    assert "second step" in letter.body
    assert "/sign-in/" in letter.body
    end_counsel(nominee, named)
    handlers.mail_counsel(**event.ids)
    assert len(mail.outbox) == 1


def test_both_sides_see_and_end_counsel(officer: Actor, nominee: Actor, ericsson: Membership) -> None:
    for names, ends in ((officer, nominee), (nominee, officer)):
        named = name_counsel(names, ericsson.organisation, **NAMED)
        assert counsel_of(officer, ericsson.organisation).get() == named
        assert counsel_of(nominee, ericsson.organisation).get() == named
        end_counsel(ends, named)
        assert the_counsel().grants == ()
        assert not counsel_of(officer, ericsson.organisation).exists()
    assert OrganisationCounsel.objects.count() == 2


def test_nobody_names_counsel_for_another_organisation(nominee: Actor, ericsson: Membership, other: Membership) -> None:
    stranger = actor_of(make_nominee(other))
    named = name_counsel(nominee, ericsson.organisation, **NAMED)
    for actor in (stranger, the_counsel(), Actor()):
        with pytest.raises(Refused):
            name_counsel(actor, ericsson.organisation, name="Somebody", email="x@law.example")
        with pytest.raises(Refused):
            end_counsel(actor, named)
    assert not counsel_of(stranger, ericsson.organisation).exists()
    assert not counsel_of(the_counsel(), ericsson.organisation).exists()


def test_ending_twice_is_told(officer: Actor, ericsson: Membership) -> None:
    named = name_counsel(officer, ericsson.organisation, **NAMED)
    end_counsel(officer, named)
    with pytest.raises(Declined, match="before you"):
        end_counsel(officer, named)


def test_the_same_person_is_counsel_once(officer: Actor, ericsson: Membership) -> None:
    name_counsel(officer, ericsson.organisation, **NAMED)
    with pytest.raises(Declined, match="already"):
        name_counsel(officer, ericsson.organisation, **NAMED)


def belongs_elsewhere(officer: Actor, other: Membership) -> list[Person]:
    """One of each who may not be counsel here."""
    looks_after = name_counsel(officer, other.organisation, name="Counsel, elsewhere", email="c@law.example").person
    assert looks_after is not None
    focal = make_person("Focal point, elsewhere")
    other.contacts.create(person=focal, kind="focal_point", since=clock.today())
    sits, comes = make_nominee(other), make_person("Nominee to come")
    other.seats.get(number=2).holdings.create(person=comes, since=clock.today() + timedelta(days=9))
    works_here = make_secretariat(name="An advisor")
    return [looks_after, focal, comes, *Person.objects.filter(account__in=[sits, works_here])]


def test_a_member_reads_nothing_of_those_who_belong_elsewhere_and_they_are_not_let_in(
    officer: Actor, nominee: Actor, ericsson: Membership, other: Membership
) -> None:
    client = signed_in(Account.objects.get(pk=nominee.account))
    here, pages = reverse("cohorts:counsel", args=["ericsson"]), []
    office = signed_in(make_secretariat(name="One more"))
    for person in belongs_elsewhere(officer, other):
        with pytest.raises(Declined, match="This person "):
            name_counsel(officer, ericsson.organisation, name=person.name, email=person.email)
        client.post(here, {"name": "As written", "email": person.email})
        assert OrganisationCounsel.objects.get(organisation="ericsson").person is None
        assert "This person " in office.get(here).content.decode()
        pages.append(read_by(client, here).replace(person.email, "the address"))
        OrganisationCounsel.objects.filter(organisation="ericsson").delete()
    client.post(here, {"name": "As written", "email": "new@law.example"})
    pages.append(read_by(client, here).replace("new@law.example", "the address"))
    assert len(set(pages)) == 1
    assert "As written" in pages[0]


def read_by(client: Client, here: str) -> str:
    """A page without what differs each time."""
    page = client.get(here).content.decode().partition("<main")[2]
    return re.sub(r'/counsel/\d+/|name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_whoever_was_focal_point_of_a_membership_that_is_over_can_be_counsel(
    nominee: Actor, ericsson: Membership, other: Membership
) -> None:
    focal = make_person("Focal point of before")
    other.contacts.create(person=focal, kind="focal_point", since=clock.today() - timedelta(days=9))
    Membership.objects.filter(pk=other.pk).update(until=clock.today())
    assert name_counsel(nominee, ericsson.organisation, name="As written", email=focal.email).person == focal


def test_whoever_left_or_worked_here_once_can_be_counsel(nominee: Actor, ericsson: Membership) -> None:
    left = make_person("Somebody who left")
    left.appointments.create(role=Role.OFFICER, since=clock.today() - timedelta(days=9), until=clock.today())
    Account.objects.filter(pk=left.account_id).update(is_active=False)
    assert name_counsel(nominee, ericsson.organisation, name="As written", email=left.email).person == left
    assert actor_of(Account.objects.get(pk=left.account_id)).role is Role.COUNSEL


def test_counsel_of_one_does_not_take_a_seat_of_another(
    officer: Actor, ericsson: Membership, other: Membership
) -> None:
    named = name_counsel(officer, ericsson.organisation, **NAMED)
    assert named.person is not None
    seat = other.seats.get(number=1)
    with pytest.raises(Declined, match="counsel of another"):
        seat_somebody(officer, seat, Nominee(name=named.person.name, email=named.person.email))
    own = seat_somebody(
        officer, ericsson.seats.get(number=1), Nominee(name=named.person.name, email=named.person.email)
    )
    assert own.person == named.person


def test_a_nominee_names_and_ends_counsel_on_screen(ericsson: Membership) -> None:
    client = signed_in(make_nominee(ericsson))
    here = reverse("cohorts:counsel", args=["ericsson"])
    assert "Nobody is counsel yet" in client.get(here).content.decode()
    page = client.post(here, NAMED, follow=True).content.decode()
    assert "Counsel 1, Ericsson" in page
    assert "counsel@law.example" in page
    end = reverse("cohorts:end_counsel", args=["ericsson", OrganisationCounsel.objects.get().pk])
    assert "stay valid" in client.get(end).content.decode()
    assert "Counsel 1, Ericsson" not in client.post(end, follow=True).content.decode()
    assert the_counsel().grants == ()


def test_another_s_page_of_counsel_is_not_there(ericsson: Membership, other: Membership) -> None:
    client = signed_in(make_nominee(other))
    theirs = client.get(reverse("cohorts:counsel", args=["ericsson"]))
    missing = client.get(reverse("cohorts:counsel", args=["nobody"]))
    assert (theirs.status_code, missing.status_code) == (404, 404)


def test_counsel_is_let_in_once_nothing_ties_them_elsewhere_and_not_after_the_end(
    nominee: Actor, ericsson: Membership, other: Membership
) -> None:
    tied, ended = make_nominee(other), make_nominee(other, 2)
    name_counsel(nominee, ericsson.organisation, name="As written", email=tied.email)
    end_counsel(nominee, name_counsel(nominee, ericsson.organisation, name="Ended", email=ended.email))
    let_in_who_was_not(clock.today())
    urls = [one["url"] for one in next_steps(ericsson.cohort, clock.today()) if "not let in" in one["title"]]
    assert urls == ["/organisations/ericsson/counsel/"]
    assert actor_of(tied).organisations() == {"elsewhere"}
    other.seats.get(number=1).holdings.all().delete()
    other.seats.get(number=2).holdings.all().delete()
    let_in_who_was_not(clock.today())
    assert actor_of(tied).organisations() == {"ericsson"}
    assert [event.ids for event in Event.objects.filter(name="counsel_named")][-1:] == [
        {"counsel": str(OrganisationCounsel.objects.get(name="As written").pk)}
    ]
    assert OrganisationCounsel.objects.get(name="Ended").person is None
