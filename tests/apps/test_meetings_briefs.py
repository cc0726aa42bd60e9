"""Whoever stands in is let in by the link in the mail: to one session, after one tap, and no further."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from hour_scene import START, account_of, begun, make_hour, stand_in_account

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.links import sign
from convenor.kernel.models import Event
from convenor.people.models import Account, ErasureRequest
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.room.invitations.models import Feed
from convenor.room.meetings.actions.delegates import withdraw_delegate
from convenor.room.meetings.briefs import PURPOSE, token_of
from convenor.room.meetings.handlers import mail_delegate
from convenor.room.meetings.models import Attendance, Delegation, Session
from convenor.room.meetings.queries import invited_to
from convenor.rules.vocabulary import Capacity, Origin, Role, SessionState
from making import make_actor, make_installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(days=1))
    make_installation()


@pytest.fixture
def session() -> Session:
    return make_hour()


@pytest.fixture
def account(session: Session) -> Account:
    return stand_in_account(session, "ericsson")


@pytest.fixture
def delegation(account: Account) -> Delegation:
    return Delegation.objects.get(person__account=account)


def link(delegation: Delegation) -> str:
    return f"/stand-in/{token_of(delegation)}/"


def tap(client: Client, address: str) -> str:
    """Read the page, press its button; returns what is shown then."""
    page = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen, page
    return client.post(address, {"seen": seen[1]}, follow=True).content.decode()


def let_in(client: Client) -> bool:
    return SESSION_KEY in client.session


def test_the_mail_brings_the_link(session: Session, delegation: Delegation) -> None:
    event = Event.objects.get(name="delegate_named")
    mail_delegate(**event.ids)
    (sent,) = mail.outbox
    found = re.search(r"https?://[^/]+(/stand-in/\S+)", sent.body)
    assert found
    assert "You stand in" in Client().get(found[1]).content.decode()


def test_reading_does_nothing(session: Session, delegation: Delegation) -> None:
    client = Client()
    page = client.get(link(delegation)).content.decode()
    delegation.refresh_from_db()
    assert (delegation.accepted_on, let_in(client)) == (None, False)
    assert "It is asked for a brief update" in page
    # Titles and the way in are for whoever accepted.
    assert session.join_url not in page
    assert all(item.title not in page for item in session.items.filter(kind="topic"))


def test_one_tap_accepts_and_lets_in(session: Session, delegation: Delegation) -> None:
    client = Client()
    page = tap(client, link(delegation))
    assert "Here are the agenda and the way in." in page
    assert session.join_url in page
    delegation.refresh_from_db()
    assert delegation.accepted_on == clock.today()
    assert let_in(client)


def test_it_leads_to_this_session_alone(session: Session, delegation: Delegation) -> None:
    client = Client()
    tap(client, link(delegation))
    other = Session.objects.create(year=session.year, kind="special", starts_at=START + timedelta(days=3))
    assert client.get(f"/sessions/{other.pk}/").status_code == 404
    assert client.get("/monday/").status_code == 403


def test_it_does_not_grow_with_what_the_person_becomes(session: Session, delegation: Delegation) -> None:
    passed_on, own = Client(), Client()
    tap(passed_on, link(delegation))
    own.force_login(delegation.person.account)
    member = Membership.objects.get(organisation="ericsson")
    SeatHolding.objects.filter(seat__membership=member, seat__number=2).delete()
    member.seats.get(number=2).holdings.create(person=delegation.person, since=clock.today())
    later = Session.objects.create(year=session.year, kind="special", starts_at=START + timedelta(days=3))
    later.delegations.create(organisation=delegation.organisation, person=delegation.person, capacity="delegate")
    leaves = f"/cohorts/{member.cohort_id}/members/ericsson/leave/{delegation.person_id}/"
    answers = {address: (own.get(address).status_code, passed_on.get(address).status_code) for address in (
        "/asks-and-offers/", "/organisation/actions/", "/our-consents/", leaves, f"/sessions/{later.pk}/",
        f"/sessions/{session.pk}/",
    )}  # fmt: skip
    assert [own for own, _by_link in answers.values()] == [200] * 6
    assert [by_link for _own, by_link in answers.values()] == [403, 403, 403, 403, 404, 200]


def test_it_makes_no_lasting_address_of_a_calendar(session: Session, delegation: Delegation) -> None:
    client = Client()
    tap(client, link(delegation))
    assert client.get("/my-calendar/").status_code == 403
    assert client.post("/my-calendar/address/").status_code == 403
    assert not Feed.objects.exists()
    page = client.get(f"/sessions/{session.pk}/").content.decode()
    assert "/my-calendar/" not in page
    assert "Your account" not in page
    client.post("/sign-out/")
    client.force_login(delegation.person.account)
    assert client.post("/my-calendar/address/").status_code == 200


def test_of_two_links_the_browser_goes_where_the_last_one_leads(session: Session, delegation: Delegation) -> None:
    later = Session.objects.create(year=session.year, kind="special", starts_at=START + timedelta(days=3))
    second = later.delegations.create(
        organisation=delegation.organisation, person=delegation.person, capacity="delegate"
    )
    client = Client()
    tap(client, link(delegation))
    assert "Here are the agenda and the way in." in tap(client, link(second))
    assert client.get(f"/sessions/{later.pk}/").status_code == 200


def test_a_mark_that_does_not_say_what_it_was_for_signs_out(session: Session, delegation: Delegation) -> None:
    client = Client()
    tap(client, link(delegation))
    held = client.session
    held["by_link"] = True
    held.save()
    assert client.get(f"/sessions/{session.pk}/").status_code == 302
    assert not let_in(client)


def test_it_opens_nothing_of_the_account(session: Session, delegation: Delegation) -> None:
    client = Client()
    tap(client, link(delegation))
    for address in ("/account/", "/account/passkeys/add/", "/account/holdings/", "/account/address/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "sign out, then sign in" in answer.content.decode()
    assert client.post("/account/holdings/erase/", {"sure": "on"}).status_code == 403
    assert not ErasureRequest.objects.exists()
    client.force_login(Account.objects.get(person__delegations=delegation))
    client.post("/sign-out/")
    client.force_login(Account.objects.get(person__delegations=delegation))
    assert client.get("/account/holdings/").status_code == 200


def test_whoever_has_a_second_step_takes_it(session: Session, delegation: Delegation) -> None:
    Authenticator.objects.create(user=delegation.person.account, type=Authenticator.Type.TOTP, data={})
    client = Client()
    assert "Sign in as always" in tap(client, link(delegation))
    assert not let_in(client)


def test_it_ends_with_the_membership(session: Session, delegation: Delegation) -> None:
    client = Client()
    tap(client, link(delegation))
    forged = dead(link(delegation)[:-3] + "xx/")
    assert actor_of(delegation.person.account).grants
    Membership.objects.filter(organisation=delegation.organisation).update(until=clock.today())
    assert dead(link(delegation)) == forged
    assert client.get(f"/sessions/{session.pk}/").status_code == 403
    assert not actor_of(delegation.person.account).grants
    assert delegation.person not in invited_to(session)


def test_once_closed_nobody_reads_who_stood_in(session: Session, delegation: Delegation) -> None:
    pages = [Client(), Client()]
    pages[0].force_login(account_of("ericsson"))
    pages[1].force_login(Account.objects.get(pk=make_actor(name="Officer 9").account))
    address, name = f"/sessions/{session.pk}/", delegation.person.name
    assert all(name in client.get(address).content.decode() for client in pages)
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
    Attendance.objects.create(
        session=session,
        organisation=delegation.organisation,
        capacity=Capacity.DELEGATE,
        origin=Origin.REPORT,
        recorded_at=clock.now(),
    )
    for client in pages:
        for page in (address, f"{address}attendance/"):
            answer = client.get(page)
            assert name not in answer.content.decode()
    assert pages[1].get(f"{address}attendance/").status_code == 200


def test_a_guest_reads_that_no_update_is_asked_for(session: Session) -> None:
    account = stand_in_account(session, "ericsson", Capacity.GUEST)
    page = Client().get(link(Delegation.objects.get(person__account=account))).content.decode()
    assert "You come along" in page
    assert "brief update" not in page


def test_the_second_device_is_let_in_without_accepting_again(session: Session, delegation: Delegation) -> None:
    tap(Client(), link(delegation))
    begun(session)
    second = Client()
    assert "Go to the session" in second.get(link(delegation)).content.decode()
    tap(second, link(delegation))
    assert let_in(second)


def dead(address: str) -> tuple[int, str]:
    client = Client()
    read, pressed = client.get(address), client.post(address, {"seen": ""})
    assert not let_in(client)
    assert (read.status_code, read.content) == (pressed.status_code, pressed.content)
    return read.status_code, read.content.decode()


def test_dead_links_are_all_alike(session: Session, delegation: Delegation) -> None:
    address = link(delegation)
    forged = dead(address[:-3] + "xx/")
    assert forged[0] == 404
    assert dead(f"/stand-in/{sign('another purpose', str(delegation.pk), str(delegation.person_id))}/") == forged
    assert dead(f"/stand-in/{sign(PURPOSE, '987654', str(delegation.person_id))}/") == forged
    for state in (SessionState.CLOSED, SessionState.CANCELLED):
        Session.objects.filter(pk=session.pk).update(state=state)
        assert dead(address) == forged
    Session.objects.filter(pk=session.pk).update(state=SessionState.PLANNED)
    Account.objects.filter(person__delegations=delegation).update(is_active=False)
    assert dead(address) == forged
    Account.objects.update(is_active=True)
    withdraw_delegate(make_actor(name="Officer 7"), delegation)
    assert dead(address) == forged


def test_whoever_is_more_than_a_stand_in_signs_in_as_always(session: Session, delegation: Delegation) -> None:
    officer = make_actor(Role.CHIEF, name="Chief 2")
    person = Account.objects.get(pk=officer.account).person
    named = Delegation.objects.create(session=session, organisation=delegation.organisation, person=person)
    client = Client()
    assert "Sign in as always" in tap(client, link(named))
    assert not let_in(client)


def test_nobody_elses_session_on_this_device_is_taken_over(session: Session, delegation: Delegation) -> None:
    client = Client()
    client.force_login(account_of("apple"))
    assert "Somebody else is signed in on this device" in tap(client, link(delegation))
    delegation.refresh_from_db()
    assert delegation.accepted_on is None


def test_rules_that_changed_meanwhile_are_read_again(session: Session, delegation: Delegation) -> None:
    client = Client()
    answer = client.post(link(delegation), {"seen": "0/0"}, follow=True).content.decode()
    assert "The rules were changed since you opened this page" in answer
    assert not let_in(client)
