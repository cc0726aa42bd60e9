"""Naming somebody who stands in at one session."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import Event
from convenor.people.models import Account, Organisation, Person
from convenor.room.cohorts.models import Membership
from convenor.room.meetings.actions.delegates import let_in_who_was_not, name_delegate, withdraw_delegate
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import stand_ins_of, visible_to
from convenor.rules.naming import AT_MOST_A_DAY
from convenor.rules.vocabulary import Capacity, Role, SessionState
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

pytestmark = pytest.mark.django_db

START = datetime(2023, 3, 14, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_the_eve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(days=4))


@pytest.fixture
def member() -> Membership:
    return make_member(make_cohort(), make_organisation("ericsson"))


@pytest.fixture
def session(member: Membership) -> Session:
    return make_session(make_year(member.cohort), START.date())


@pytest.fixture
def nominee(member: Membership) -> Actor:
    return actor_of(make_nominee(member))


def name(
    actor: Actor, session: Session, organisation: Organisation, email: str = "stand-in@ericsson.example"
) -> Delegation:
    return name_delegate(
        actor, session, organisation, name="Delegate 1, Ericsson", email=email, capacity=Capacity.DELEGATE
    )


def of(email: str = "stand-in@ericsson.example") -> Actor:
    return actor_of(Account.objects.get(email=email))


def test_a_nominee_names_a_delegate_who_may_then_see_this_session_and_no_other(
    session: Session, member: Membership, nominee: Actor
) -> None:
    assert session.year is not None
    make_session(session.year, date(2023, 4, 4))
    delegation = name(nominee, session, member.organisation, " Stand-In@Ericsson.Example ")
    assert (delegation.organisation, delegation.capacity) == (member.organisation, Capacity.DELEGATE)
    delegate = of()
    assert delegate.role is Role.DELEGATE
    assert delegate.organisations(Role.DELEGATE) == {"ericsson"}
    assert list(visible_to(delegate)) == [session]
    assert Event.objects.get().ids == {"session": str(session.pk), "person": str(delegation.person_id)}


def test_the_rights_of_a_delegate_end_a_day_after_the_session(
    session: Session, member: Membership, nominee: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    name(nominee, session, member.organisation)
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(hours=23))
    assert list(visible_to(of())) == [session]
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(hours=25))
    assert of().grants == ()
    assert not visible_to(of()).exists()


def test_a_delegate_who_is_taken_back_loses_the_rights(session: Session, member: Membership, nominee: Actor) -> None:
    delegation = name(nominee, session, member.organisation)
    withdraw_delegate(nominee, delegation)
    assert of().grants == ()
    assert not Delegation.objects.exists()


def test_a_nominee_of_another_member_neither_names_nor_takes_back_nor_sees(
    session: Session, member: Membership, nominee: Actor
) -> None:
    other = make_member(member.cohort, make_organisation("cisco"))
    stranger = actor_of(make_nominee(other, 2))
    delegation = name(nominee, session, member.organisation)
    with pytest.raises(Refused):
        name(stranger, session, member.organisation, "second@ericsson.example")
    with pytest.raises(Refused):
        withdraw_delegate(stranger, delegation)
    assert list(Delegation.objects.all()) == [delegation]
    assert not stand_ins_of(stranger, session).exists()
    assert list(stand_ins_of(nominee, session)) == [delegation]
    assert list(stand_ins_of(make_actor(), session)) == [delegation]


def test_a_delegate_names_nobody(session: Session, member: Membership, nominee: Actor) -> None:
    name(nominee, session, member.organisation)
    with pytest.raises(Refused):
        name(of(), session, member.organisation, "second@ericsson.example")
    assert Delegation.objects.count() == 1


def test_the_secretariat_names_for_any_member_but_only_for_members(session: Session, member: Membership) -> None:
    officer = make_actor()
    name(officer, session, member.organisation)
    with pytest.raises(Declined, match="not a member"):
        name(officer, session, make_organisation("stranger"), "somebody@stranger.example")
    assert Delegation.objects.count() == 1
    assert not Account.objects.filter(email="somebody@stranger.example").exists()


def test_the_same_delegate_stands_in_again_at_a_later_session(
    session: Session, member: Membership, nominee: Actor
) -> None:
    assert session.year is not None
    name(nominee, session, member.organisation)
    name(nominee, make_session(session.year, date(2023, 4, 4)), member.organisation)
    assert Person.objects.filter(email="stand-in@ericsson.example").count() == 1
    assert visible_to(of()).count() == 2


def belongs_elsewhere(member: Membership, session: Session) -> list[str]:
    """The addresses of one of each who may not stand in here."""
    other = make_member(member.cohort, make_organisation("cisco"))
    name(make_actor(), session, other.organisation, "delegate@cisco.example")
    focal, comes, lawyer = (make_person(f"{what}, Cisco") for what in ("Focal point", "Nominee to come", "Counsel"))
    other.contacts.create(person=focal, kind="focal_point", since=clock.today())
    other.seats.get(number=2).holdings.create(person=comes, since=clock.today() + timedelta(days=9))
    other.organisation.counsel.create(person=lawyer, since=clock.today())
    accounts = [make_nominee(other), make_secretariat(Role.CHIEF)]
    addresses = [one.email for one in (*accounts, focal, comes, lawyer)]
    return [*addresses, "delegate@cisco.example"]


def test_a_member_reads_the_same_of_every_address_and_whoever_belongs_elsewhere_is_not_let_in(
    session: Session, member: Membership, nominee: Actor
) -> None:
    client, pages = Client(), []
    known = belongs_elsewhere(member, session)
    officer = make_secretariat(name="Officer 2")
    for email in [*known, "nobody@ericsson.example"]:
        there = set(visible_to(of(email))) if email in known else set()
        client.force_login(Account.objects.get(pk=nominee.account))
        body = {"organisation": "ericsson", "capacity": "delegate", "name": "As written", "email": email}
        assert client.post(f"/sessions/{session.pk}/delegate/", body).status_code == 302
        named = Delegation.objects.get(organisation="ericsson")
        assert (named.person is None) == (email in known)
        page = client.get("/stand-ins/").content.decode().partition("<main")[2]
        assert "As written" in page
        pages.append(page.replace(f"/delegate/{named.pk}/", ""))
        if email in known:
            assert set(visible_to(of(email))) == there
            assert "ericsson" not in of(email).organisations()
            client.force_login(officer)
            assert "Not let in" in client.get(f"/sessions/{session.pk}/").content.decode()
            with pytest.raises(Declined, match="This person "):
                name(actor_of(officer), session, member.organisation, email)
        withdraw_delegate(nominee, named)
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert len({tokens.sub("", page) for page in pages}) == 1


def test_the_secretariat_reads_which_tie_it_is(session: Session, member: Membership) -> None:
    officer, reasons = make_actor(name="Officer 2"), set()
    for email in belongs_elsewhere(member, session):
        with pytest.raises(Declined) as declined:
            name(officer, session, member.organisation, email)
        reasons.add(declined.value.verdict.reason)
    assert len(reasons) == 5
    assert not Delegation.objects.filter(organisation="ericsson").exists()


def test_whoever_left_or_worked_here_once_can_stand_in(session: Session, member: Membership, nominee: Actor) -> None:
    left = make_person("Nominee 9, ericsson")
    left.appointments.create(role=Role.OFFICER, since=clock.today() - timedelta(days=9), until=clock.today())
    Account.objects.filter(pk=left.account_id).update(is_active=False)
    assert name(nominee, session, member.organisation, left.email).person == left
    assert list(visible_to(of(left.email))) == [session]


def test_a_tie_to_another_member_ends_with_its_session(
    session: Session, member: Membership, nominee: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.year is not None
    other = make_member(member.cohort, make_organisation("cisco"))
    name(make_actor(), session, other.organisation, "delegate@law.example")
    later = make_session(session.year, date(2023, 4, 4))
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(hours=25))
    assert name(nominee, later, member.organisation, "delegate@law.example").person is not None


def test_a_stand_in_is_let_in_once_nothing_ties_them_elsewhere_as_long_as_the_session_is_to_come(
    session: Session, member: Membership, nominee: Actor
) -> None:
    assert session.year is not None
    over = make_session(session.year, date(2023, 2, 7))
    tied = make_nominee(make_member(member.cohort, make_organisation("cisco")))
    named = [name(nominee, one, member.organisation, tied.email) for one in (session, over)]
    let_in_who_was_not(clock.today())
    assert not Delegation.objects.exclude(person=None).exists()
    tied.person.holdings.all().delete()
    let_in_who_was_not(clock.today())
    assert Delegation.objects.exclude(person=None).get() == named[0]
    assert Event.objects.get(name="delegate_named").ids["person"] == str(tied.person.pk)
    assert list(visible_to(of(tied.email))) == [session]


def test_whoever_sits_for_the_member_by_then_gets_no_stand_in_s_place(
    session: Session, member: Membership, nominee: Actor
) -> None:
    tied = make_nominee(make_member(member.cohort, make_organisation("cisco")))
    name(nominee, session, member.organisation, tied.email)
    tied.person.holdings.all().delete()
    member.seats.get(number=2).holdings.create(person=tied.person, since=clock.today())
    let_in_who_was_not(clock.today())
    assert Delegation.objects.get().person is None


def test_the_own_people_are_told_plainly(session: Session, member: Membership, nominee: Actor) -> None:
    name(nominee, session, member.organisation)
    with pytest.raises(Declined, match="named for the session already"):
        name(nominee, session, member.organisation)
    with pytest.raises(Declined, match="sits for your organisation"):
        name(nominee, session, member.organisation, Account.objects.get(pk=nominee.account).email)
    assert Delegation.objects.count() == 1


def test_a_day_has_few_delegates_and_taking_back_is_never_declined(
    session: Session, member: Membership, nominee: Actor
) -> None:
    named = [
        name(nominee, session, member.organisation, f"{number}@ericsson.example") for number in range(AT_MOST_A_DAY)
    ]
    with pytest.raises(Declined, match="tomorrow"):
        name(nominee, session, member.organisation)
    withdraw_delegate(nominee, named[0])
    assert Delegation.objects.count() == AT_MOST_A_DAY - 1


@pytest.mark.parametrize("email", ["", "nobody", "a b@ericsson.example", "postmaster@localhost"])
def test_what_is_no_address_is_declined(session: Session, member: Membership, nominee: Actor, email: str) -> None:
    with pytest.raises(Declined, match="not a mail address"):
        name(nominee, session, member.organisation, email)
    assert not Delegation.objects.exists()


def test_an_expert_is_not_named_for_a_session(session: Session, member: Membership, nominee: Actor) -> None:
    with pytest.raises(Declined, match="delegate or as a guest"):
        name_delegate(
            nominee, session, member.organisation, name="X", email="x@ericsson.example", capacity=Capacity.EXPERT
        )
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("state", [SessionState.CLOSED, SessionState.CANCELLED])
def test_nobody_stands_in_at_what_is_over(
    session: Session, member: Membership, nominee: Actor, state: SessionState
) -> None:
    Session.objects.update(state=state)
    with pytest.raises(Declined):
        name(nominee, session, member.organisation)
    assert not Delegation.objects.exists()
