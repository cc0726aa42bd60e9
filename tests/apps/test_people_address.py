"""Another mail address for oneself: confirmed from the new mailbox, told to the old one, lapsed after a day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from invitation_scene import FIRST, NOW, SECOND, make_scene, work

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.links import sign
from convenor.kernel.models import AuditEntry
from convenor.people import own_address as actions
from convenor.people.holding import kinds
from convenor.people.models import Account, AddressChange, Person
from convenor.people.own_address import PURPOSE, link_to
from convenor.room.cohorts.models import SeatHolding
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.meetings.models import ExpertRequest, ExpertThanks, Session
from convenor.rules.own_address import AT_MOST_A_DAY
from making import make_secretariat

pytestmark = pytest.mark.django_db
NEW = "somebody-new@people.example"


@pytest.fixture
def row() -> Session:
    with clock.standing_at(NOW):
        return make_scene()


@pytest.fixture
def at_the_time() -> Iterator[None]:
    """The clock stands at one moment."""
    with clock.standing_at(NOW):
        yield


def nominee() -> Account:
    return Account.objects.get(person__holdings__seat__membership__organisation="ericsson")


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def asked(client: Client, address: str = NEW) -> list[mail.EmailMessage]:
    """The letters that follow from asking."""
    client.post("/account/address/", {"address": address})
    # On the day of the installation, as every page; the hour is the real one.
    with clock.standing_at(NOW.date()):
        return work()


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/account/address/\S+/)", str(letter.body))
    assert found is not None
    return found[1]


def test_the_new_address_confirms_and_sign_in_and_letters_move(row: Session) -> None:
    account = nominee()
    client = browser(account)
    EmailAddress.objects.create(user=account, email=FIRST, verified=True, primary=True)
    seats = list(SeatHolding.objects.values_list("pk", "person_id", "seat_id"))
    letters = {letter.to[0]: letter for letter in asked(client)}
    assert set(letters) == {NEW, FIRST}
    link = link_in(letters[NEW])
    assert link not in str(letters[FIRST].body)
    assert NEW not in str(letters[FIRST].body)
    assert nominee().email == FIRST
    assert client.get(link).status_code == 200
    assert nominee().email == FIRST, "opening a link does nothing"
    client.post(link)
    assert (nominee().email, Person.objects.get(account=account).email) == (NEW, NEW)
    assert not EmailAddress.objects.exists()
    assert list(SeatHolding.objects.values_list("pk", "person_id", "seat_id")) == seats
    with clock.standing_at(NOW):
        send_invitations(actor_of(make_secretariat()), row)
        invited = [letter.to[0] for letter in work() if "Invitation" in str(letter.subject)]
        assert sorted(invited) == sorted([NEW, SECOND])
    assert client.get("/my-calendar/").status_code == 200, "who is signed in stays so"


def test_the_address_of_before_is_told_and_other_browsers_are_signed_out(row: Session) -> None:
    client, other, somebody_else = browser(nominee()), browser(nominee()), browser(Account.objects.get(email=SECOND))
    letters = {letter.to[0]: letter for letter in asked(client)}
    client.post(link_in(letters[NEW]))
    assert AddressChange.objects.get().former == FIRST
    with clock.standing_at(NOW.date()):
        (told,) = work()
    assert told.to == [FIRST]
    assert "another address now" in str(told.subject)
    assert NEW not in str(told.body)
    assert not AddressChange.objects.exists()
    assert [one.get("/my-calendar/").status_code for one in (client, other, somebody_else)] == [200, 302, 200]


def test_what_is_found_by_the_address_alone_goes_along(row: Session) -> None:
    account, day = nominee(), NOW.date()
    for model, about in ((ExpertRequest, {"asked_on": day}), (ExpertThanks, {"forget_on": day})):
        model.objects.create(address=FIRST.upper(), **about)
        model.objects.create(address=SECOND, **about)
    letters = asked(browser(account))
    client = browser(account)
    client.post(next(link_in(letter) for letter in letters if letter.to == [NEW]))
    for model in (ExpertRequest, ExpertThanks):
        assert set(model.objects.values_list("address", flat=True)) == {NEW, SECOND}


def test_what_names_an_address_goes_along_or_says_why_not() -> None:
    # Held with the account, moved by hand, a mailbox of somebody's choice, or where something was sent.
    stay = {"Account.email", "EmailAddress.email", "AddressChange.address", "Installation.contact"}
    stay |= {"ContinuityKit.address", "Invitation.address"}
    found = {
        f"{kind.model.__name__}.{column}"
        for kind in kinds()
        for column in kind.fields
        if column in {"email", "address", "contact"} and kind.follows is None
    }
    assert found == stay - {"Invitation.address"}


@pytest.mark.usefixtures("at_the_time")
def test_a_day_has_few_requests(row: Session) -> None:
    actor = actor_of(nominee())
    for number in range(AT_MOST_A_DAY):
        actions.ask_for_address(actor, address=f"one-{number}@people.example")
    with pytest.raises(Declined, match="tomorrow"):
        actions.ask_for_address(actor, address=NEW)
    assert AddressChange.objects.get().address == f"one-{AT_MOST_A_DAY - 1}@people.example"
    actions.ask_for_address(actor_of(Account.objects.get(email=SECOND)), address=NEW)
    with clock.standing_at(NOW + timedelta(days=1)):  # type: ignore[arg-type]
        actions.ask_for_address(actor, address=NEW)


@pytest.mark.usefixtures("at_the_time")
def test_it_moves_on_only_after_the_address_of_before_was_told(row: Session) -> None:
    account = nominee()
    change = actions.ask_for_address(actor_of(account), address=NEW)
    actions.confirm(actor_of(account), change)
    with pytest.raises(Declined, match="being told"):
        actions.ask_for_address(actor_of(account), address="third@people.example")
    with pytest.raises(Declined, match="nothing to take back"):
        actions.take_back(actor_of(account))
    assert FIRST in [letter.to[0] for letter in work()]


def test_a_code_alone_moves_no_address_of_whoever_needs_a_second_step(row: Session) -> None:
    officer = actor_of(make_secretariat(), proved=False)
    assert officer.held_back
    with pytest.raises(Declined, match="second step"):
        actions.ask_for_address(officer, address=NEW)
    change = actions.ask_for_address(replace(officer, held_back=frozenset()), address=NEW)
    with pytest.raises(Declined, match="second step"):
        actions.confirm(officer, change)
    assert not Account.objects.filter(email=NEW).exists()


def test_a_link_works_once(row: Session) -> None:
    client = browser(nominee())
    letters = asked(client)
    link = next(link_in(letter) for letter in letters if letter.to == [NEW])
    client.post(link)
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_whoever_got_the_link_by_mistake_gets_no_account(row: Session) -> None:
    letters = asked(browser(nominee()))
    link = next(link_in(letter) for letter in letters if letter.to == [NEW])
    nobody, somebody_else = Client(), browser(Account.objects.get(email=SECOND))
    assert nobody.post(link)["Location"].startswith("/sign-in/")
    assert somebody_else.get(link).status_code == somebody_else.post(link).status_code == 404
    assert nominee().email == FIRST
    assert Account.objects.filter(email=SECOND).exists()


@pytest.mark.usefixtures("at_the_time")
def test_a_forged_an_old_and_a_replaced_link_look_the_same(row: Session) -> None:
    account = nominee()
    actor = actor_of(account)
    first = actions.ask_for_address(actor, address="first@people.example")
    replaced, forged = link_to(first), sign("stand-in", str(first.pk), first.nonce)
    second = actions.ask_for_address(actor, address=NEW)
    guessed = sign(PURPOSE, str(second.pk), "0" * 32)
    for token in (replaced, forged, guessed, "nonsense", link_to(second)[:-2]):
        assert actions.of_link(actor, token) is None
    assert actions.of_link(actor, link_to(second)) == second
    token = link_to(second)
    with clock.standing_at(NOW + timedelta(days=1)):  # type: ignore[arg-type]
        assert actions.of_link(actor, token) is None
        with pytest.raises(Declined, match="has ended"):
            actions.confirm(actor, second)
        assert actions.asked_by(account) is None
        assert work() == []
        actions.forget_lapsed(NOW.date())
    assert nominee().email == FIRST
    assert not AddressChange.objects.exists()


def test_what_is_open_is_not_forgotten_in_the_night(row: Session) -> None:
    with clock.standing_at(NOW):
        actions.ask_for_address(actor_of(nominee()), address=NEW)
        actions.forget_lapsed(NOW.date())
    assert AddressChange.objects.exists()


def test_an_address_of_somebody_else_is_not_taken_and_nobody_learns_of_it(row: Session) -> None:
    client = browser(nominee())
    known, unknown = (client.post("/account/address/", {"address": address}) for address in (SECOND, NEW))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    # The request for another account's address writes to the own old address, and to nobody else.
    AddressChange.objects.all().delete()
    assert [letter.to for letter in asked(client, SECOND)] == [[FIRST]]
    change = AddressChange.objects.get()
    assert client.post(f"/account/address/{link_to(change)}/").status_code == 200
    assert nominee().email == FIRST
    assert Account.objects.filter(email=SECOND).count() == 1


@pytest.mark.usefixtures("at_the_time")
def test_an_address_that_was_taken_meanwhile_stays_its_owner_s(row: Session) -> None:
    account = nominee()
    change = actions.ask_for_address(actor_of(account), address=NEW)
    known = Person.objects.create(name="Somebody known without an account", email=NEW.upper())
    with pytest.raises(Declined, match="somebody of its own"):
        actions.confirm(actor_of(account), change)
    known.delete()
    Account.objects.create(email=NEW)
    with pytest.raises(Declined, match="somebody of its own"):
        actions.confirm(actor_of(account), change)
    assert nominee().email == FIRST


def test_it_is_taken_back_by_whoever_asked(row: Session) -> None:
    client = browser(nominee())
    letters = asked(client)
    link = next(link_in(letter) for letter in letters if letter.to == [NEW])
    assert "Waits to be confirmed" in client.get("/account/address/").content.decode()
    client.post("/account/address/stay/")
    assert client.post(link).status_code == 404
    assert nominee().email == FIRST
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize("address", ["", "no address", FIRST.upper(), "a@b\nBcc: c@d.example"])
def test_what_is_no_new_address_changes_nothing(row: Session, address: str) -> None:
    letters = asked(browser(nominee()), address)
    assert letters == []
    assert not AddressChange.objects.exists()


def test_the_trail_says_that_it_moved_and_not_where(row: Session) -> None:
    client = browser(nominee())
    letters = asked(client)
    client.post(next(link_in(letter) for letter in letters if letter.to == [NEW]))
    entries = list(AuditEntry.objects.values_list("verb", "subject"))
    assert [verb for verb, _ in entries if verb.startswith("address")] == ["address.asked", "address.changed"]
    assert NEW not in str(entries)


def test_what_is_asked_for_is_told_to_whoever_asked(row: Session) -> None:
    client = browser(nominee())
    asked(client)
    assert NEW in client.get("/account/holdings/").content.decode()
    assert NEW not in browser(Account.objects.get(email=SECOND)).get("/account/holdings/").content.decode()


def test_the_moment_of_a_request_is_the_clock_s(row: Session) -> None:
    at = datetime(2023, 3, 7, 9, tzinfo=UTC)
    with clock.standing_at(at):
        assert actions.ask_for_address(actor_of(nominee()), address=NEW).asked_at == at
