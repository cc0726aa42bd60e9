"""Once an address has moved, what was mailed to the one before opens nothing: its codes, its links, its browsers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import convenor
from django.core import mail
from django.core.cache import cache
from django.test import Client
from invitation_scene import FIRST, NOW, SECOND, make_scene, work

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry, Delivery
from convenor.kernel.outbox import came_back, emit
from convenor.people.holding import held_about, kinds, rows_of
from convenor.people.models import Account, AddressChange, Person
from convenor.people.own_address import confirm, forget_lapsed, move_for
from convenor.room.cohorts.actions import counsel
from convenor.room.cohorts.actions.contacts import let_in_who_was_not
from convenor.room.cohorts.actions.nominations import nominate
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import Membership, Nomination, SeatHolding
from convenor.room.cohorts.ties import why_not_let_in
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.models import Invitation
from convenor.room.meetings.actions.delegates import name_delegate
from convenor.room.meetings.models import Delegation, Session
from convenor.rules.own_address import LAPSES_AFTER
from convenor.rules.retention import Record, kept_for
from convenor.rules.vocabulary import Capacity
from convenor.secretariat.mistyped import put_right
from making import make_member, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db
NEW = "somebody-new@people.example"
LINK = re.compile(r"https?://[^/]+(/(?:stand-in|nominations|answer)/\S+/)")


@pytest.fixture(autouse=True)
def at_the_time() -> Iterator[None]:
    cache.clear()
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def row() -> Session:
    return make_scene()


@pytest.fixture
def officer() -> Actor:
    return actor_of(make_secretariat())


def move(account: Account) -> None:
    """Ask for another address and confirm it."""
    change = AddressChange.objects.create(account=account, address=NEW, asked_at=clock.now(), nonce="x" * 32)
    confirm(actor_of(account), change)


def links_to(address: str) -> set[str]:
    """The links in the mails that leave for a mailbox now."""
    return {link for letter in work() if letter.to == [address] for link in LINK.findall(str(letter.body))}


def status_of(link: str) -> int:
    return Client().get(link).status_code


def test_a_stand_in_reads_anew_at_the_new_address_alone(row: Session, officer: Actor) -> None:
    asked = {"name": "D", "email": "d@ericsson.example", "capacity": Capacity.DELEGATE}
    named = name_delegate(officer, row, Membership.objects.all()[0].organisation, **asked)  # type: ignore[arg-type]
    (before,) = links_to("d@ericsson.example")
    assert named.person is not None
    assert named.person.account is not None
    Delegation.objects.update(accepted_on=clock.today())
    move(named.person.account)
    (after,) = links_to(NEW)
    assert (status_of(before), status_of(after)) == (404, 200)
    assert Delegation.objects.get().accepted_on == clock.today(), "what was accepted stays so"


def test_the_link_of_a_stand_in_ends_during_the_hour_too(
    row: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"name": "D", "email": "d@ericson.example", "capacity": Capacity.DELEGATE}
    named = name_delegate(officer, row, Membership.objects.all()[0].organisation, **asked)  # type: ignore[arg-type]
    (before,) = links_to("d@ericson.example")
    with clock.standing_at(row.starts_at.replace(minute=3)):
        assert named.person is not None
        put_right(officer, named.person, address="d@ericsson.example")
        (after,) = links_to("d@ericsson.example")
        assert (status_of(before), status_of(after)) == (404, 200)


def test_an_invitation_is_answered_by_no_old_link_and_the_answer_stands(row: Session, officer: Actor) -> None:
    account = Account.objects.get(email=FIRST)
    send_invitations(officer, row)
    before = links_to(FIRST)
    assert before
    Invitation.objects.filter(person__account=account).update(answer="ACCEPTED")
    move(account)
    assert {status_of(link) for link in before} == {404}
    held = Invitation.objects.get(person__account=account)
    assert (held.answer, held.address) == ("ACCEPTED", NEW)
    after = links_to(NEW)
    assert after
    assert {status_of(link) for link in after} == {200}
    assert links_to(SECOND) == set(), "nobody else is written to"


def asked_elsewhere(officer: Actor, address: str) -> Nomination:
    """Another member asks whoever has this address, whom it does not know to sit for others."""
    member = make_member(Membership.objects.all()[0].cohort, make_organisation("cisco"))
    account = Account.objects.create_user("nominee@cisco.example")
    person = Person.objects.create(name="Nominee 1, Cisco", email=account.email, account=account)
    member.seats.get(number=1).holdings.create(person=person, since=clock.today())
    return nominate(actor_of(account), member.seats.get(number=2), Nominee(name="As written", email=address))


def test_a_question_follows_and_whoever_asked_reads_what_they_wrote(row: Session, officer: Actor) -> None:
    asked = asked_elsewhere(officer, FIRST)
    (before,) = links_to(FIRST)
    move(Account.objects.get(email=FIRST))
    (after,) = links_to(NEW)
    assert (status_of(before), status_of(after)) == (404, 200)
    client = Client()
    client.force_login(Account.objects.get(email="nominee@cisco.example"))
    page = client.get(f"/cohorts/{asked.seat.membership.cohort_id}/members/cisco/people/").content.decode()
    assert FIRST in page
    assert NEW not in page


def test_a_question_that_was_typed_wrong_is_asked_at_the_right_address_alone(row: Session, officer: Actor) -> None:
    member = Membership.objects.get(organisation="ericsson")
    account = Account.objects.create_user("n@ericson.example")
    person = Person.objects.create(name="N", email=account.email, account=account)
    asked = nominate(officer, member.seats.get(number=2), Nominee(name="N", email=account.email))
    (before,) = links_to("n@ericson.example")
    put_right(officer, person, address="n@ericsson.example")
    (after,) = links_to("n@ericsson.example")
    assert (status_of(before), status_of(after)) == (404, 200)
    asked.refresh_from_db()
    assert asked.email == "n@ericsson.example"


def test_somebody_else_who_has_the_old_mailbox_by_now_is_shown_and_erased_nothing_of_it(
    row: Session, officer: Actor
) -> None:
    asked = asked_elsewhere(officer, FIRST)
    account = Account.objects.get(email=FIRST)
    move(account)
    account.refresh_from_db()
    heir = Account.objects.create_user(FIRST)
    Person.objects.create(name="Who has it by now", email=FIRST, account=heir)
    shown = [str(one) for held in held_about(heir) for one in held.rows]
    assert not any("As written" in one for one in shown)
    assert any("As written" in str(one) for held in held_about(account) for one in held.rows)
    for kind in kinds():
        if kind.model is Nomination:
            assert list(rows_of(kind, heir)) == []
            assert list(rows_of(kind, account)) == [asked]


@pytest.mark.parametrize("let_in", [True, False])
def test_nor_of_what_a_member_wrote(row: Session, let_in: bool) -> None:
    account = Account.objects.get(email=FIRST)
    member = Membership.objects.get(organisation="ericsson")
    written = {"name": "As written", "email": FIRST, "person": account.person if let_in else None}
    kept = [
        member.contacts.create(kind="focal_point", since=clock.today(), **written),
        member.organisation.counsel.create(since=clock.today(), **written),
        row.delegations.create(organisation=member.organisation, **written),
    ]
    move(account)
    account.refresh_from_db()
    heir = Account.objects.create_user(FIRST)
    Person.objects.create(name="Who has it by now", email=FIRST, account=heir)
    for one in kept:
        (kind,) = [kind for kind in kinds() if kind.model is type(one)]
        assert rows_of(kind, account).count() == 1
        assert not rows_of(kind, heir).exists()


def test_who_is_not_let_in_is_let_in_where_they_are_now_and_nobody_at_the_mailbox_of_before(
    row: Session, officer: Actor
) -> None:
    member = make_member(Membership.objects.all()[0].cohort, make_organisation("cisco"))
    account = Account.objects.get(email=FIRST)
    focal = member.contacts.create(name="As written", email=FIRST, kind="focal_point", since=clock.today())
    move(account)
    SeatHolding.objects.all().delete()
    let_in_who_was_not(clock.today())
    focal.refresh_from_db()
    assert (focal.person, focal.address) == (account.person, FIRST)
    assert not Account.objects.filter(email=FIRST).exists()
    gone = member.organisation.counsel.create(name="As written", email="gone@x.example", since=clock.today())
    counsel.let_in_who_was_not(clock.today())
    assert not Account.objects.filter(email="gone@x.example").exists()
    assert "Nobody is known" in why_not_let_in(gone, "cisco")


def test_a_code_that_was_asked_for_before_signs_nobody_in(row: Session) -> None:
    account, waits, other = Account.objects.get(email=FIRST), Client(), Client()
    codes = {}
    for client, address in ((waits, FIRST), (other, SECOND)):
        client.post("/sign-in/", {"email": address})
        found = re.search(r"sign in: (\S+)", str(mail.outbox[-1].body))
        assert found
        codes[client] = found[1]
    move(account)
    for client in (waits, other):
        client.post("/sign-in/code/", {"code": codes[client]})
    assert [one.get("/account/").status_code for one in (waits, other)] == [302, 200]


def test_whoever_signed_in_once_was_here_and_is_moved_by_no_officer(row: Session, officer: Actor) -> None:
    account, client = Account.objects.get(email=FIRST), Client()
    client.post("/sign-in/", {"email": FIRST})
    found = re.search(r"sign in: (\S+)", str(mail.outbox[-1].body))
    assert found
    client.post("/sign-in/code/", {"code": found[1]})
    assert client.get("/account/").status_code == 200
    with pytest.raises(Declined, match="has been here"):
        put_right(officer, account.person, address=NEW)


def test_a_colleague_is_moved_by_nobody_but_themselves(row: Session, officer: Actor) -> None:
    colleague = make_secretariat(name="Officer 2")
    with pytest.raises(Declined, match="works for the secretariat"):
        put_right(officer, colleague.person, address=NEW)
    assert not AddressChange.objects.exists()


def test_the_mailbox_of_before_is_told_however_late_its_letter_leaves(row: Session) -> None:
    account = Account.objects.get(email=FIRST)
    move(account)
    AddressChange.objects.create(account=Account.objects.get(email=SECOND), address="lapsed@x.example", asked_at=NOW)
    with clock.standing_at(NOW + LAPSES_AFTER):
        forget_lapsed(clock.today())
    assert AddressChange.objects.get().former == FIRST
    assert FIRST in [one for letter in work() for one in letter.to]
    move_back = AddressChange.objects.create(account=account, address=FIRST, former=NEW, asked_at=NOW)
    with clock.standing_at(NOW + kept_for(Record.OUTBOX)):
        forget_lapsed(clock.today())
    assert not AddressChange.objects.filter(pk=move_back.pk).exists()


@pytest.mark.parametrize(("event", "state"), [("address_changed", "done"), ("address_put_right", "came_back")])
def test_a_farewell_that_comes_back_needs_nobody(row: Session, event: str, state: str) -> None:
    emit(event, change="0", account="0")
    delivery = Delivery.objects.get()
    Delivery.objects.update(state=Delivery.State.DONE, message_id="a@b")
    assert came_back("<a@b>", for_good=True)
    delivery.refresh_from_db()
    assert delivery.state == state


def test_whoever_runs_the_installation_moves_the_address_of_somebody_whose_mailbox_is_closed(row: Session) -> None:
    account, browser = Account.objects.get(email=FIRST), Client()
    Account.objects.filter(pk=account.pk).update(was_here=True)
    browser.force_login(account)
    for before, after, why in (
        (FIRST, SECOND, "already"),
        (FIRST, FIRST, "kept already"),
        ("x@y.example", NEW, "Nobody"),
        (FIRST, "no", "not a mail address"),
    ):
        with pytest.raises(Declined, match=why):
            move_for(before, after)
    move_for(FIRST.upper(), NEW)
    with pytest.raises(Declined, match="being told"):
        move_for(NEW, "third@x.example")
    letters = {letter.to[0]: str(letter.body) for letter in work()}
    assert set(letters) == {FIRST, NEW}
    assert NEW not in letters[FIRST]
    assert NEW in letters[NEW]
    assert browser.get("/account/").status_code == 302
    assert AuditEntry.objects.get(verb="address.changed").account == "system"


def test_the_command_says_why_it_does_not(tmp_path: Path, demo: Any) -> None:
    answer = convenor("move-address", "nobody@x.example", "somebody@x.example", "--data", demo)
    assert (answer.status, answer.said) == (2, "")
    assert "Nobody has an account with the first address" in answer.sentence
