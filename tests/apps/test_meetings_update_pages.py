"""A member's own pages of the hour: its brief update, the ground rules of stand-ins, and one tap that says: here."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from hour_scene import START, account_of, begun, make_hour, stand_in_account

from convenor.kernel import clock
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account
from convenor.room.meetings import handlers
from convenor.room.meetings.actions.running import close_session
from convenor.room.meetings.models import AgendaSending, Attendance, BriefUpdate, Delegation, Session
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.vocabulary import Capacity
from making import make_actor, make_cohort, make_installation, make_member, make_nominee, make_organisation
from making import make_secretariat as make_officer

pytestmark = pytest.mark.django_db

EVE = START - timedelta(days=4)
PRICES = {"challenge": "Cloud credit pricing for Q3"}


@pytest.fixture(autouse=True)
def on_the_eve(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    at(monkeypatch, EVE)
    make_installation()


def at(monkeypatch: pytest.MonkeyPatch, moment: object) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def session() -> Session:
    return make_hour()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def nominee(session: Session) -> Client:
    return signed_in(account_of("ericsson"))


@pytest.fixture
def delegate(session: Session) -> Client:
    return signed_in(stand_in_account(session, "ericsson"))


def page(client: Client, session: Session, name: str = "session", *more: str) -> str:
    return client.get(address(session, name, *more)).content.decode()


def address(session: Session, name: str, *more: str) -> str:
    return reverse(f"meetings:{name}", args=[session.pk, *more])


def accept(client: Client, session: Session) -> None:
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page(client, session, "rules"))
    client.post(address(session, "rules"), {"seen": seen})


def texts() -> list[tuple[str, str]]:
    return sorted(BriefUpdate.objects.values_list("organisation_id", "challenge"))


# The update.


def test_a_nominee_sends_an_update_from_the_session_page(nominee: Client, session: Session) -> None:
    there = address(session, "update_of", "ericsson")
    assert f'href="{there}"' in page(nominee, session)
    shown = page(nominee, session, "update_of", "ericsson")
    assert "sealed notes without any name" in shown
    assert "Why it belongs here" not in shown
    answer = nominee.post(there, {"challenge": "Suppliers answer late."}, follow=True)
    assert "The update is kept" in answer.content.decode()
    assert "Your brief update is in." in answer.content.decode()
    assert texts() == [("ericsson", "Suppliers answer late.")]


def test_the_link_of_the_mail_leads_to_the_own_update(nominee: Client, session: Session) -> None:
    answer = nominee.get(address(session, "update"))
    assert (answer.status_code, answer.headers["Location"]) == (302, address(session, "update_of", "ericsson"))


def test_an_update_that_says_nothing_is_refused_in_words(nominee: Client, session: Session) -> None:
    answer = nominee.post(address(session, "update_of", "ericsson"), {"challenge": "  "})
    assert "Write at least one of the four" in answer.content.decode()
    assert texts() == []


def test_what_may_be_out_of_scope_comes_back_with_the_reason_and_all_that_was_typed(
    nominee: Client, session: Session
) -> None:
    there = address(session, "update_of", "ericsson")
    answer = nominee.post(there, PRICES | {"offer": "Our list of questions."}).content.decode()
    assert texts() == []
    assert "Cloud credit pricing for Q3" in answer
    assert "Our list of questions." in answer
    assert "which is out of scope. Change the topic, or say why it belongs here." in answer
    assert 'name="scope_reason"' in answer
    nominee.post(there, PRICES | {"scope_reason": "How credits reach human rights defenders."})
    assert texts() == [("ericsson", "Cloud credit pricing for Q3")]
    assert BriefUpdate.objects.get().scope_reason == "How credits reach human rights defenders."


def test_a_colleagues_change_is_not_overwritten_unseen(nominee: Client, session: Session) -> None:
    there = address(session, "update_of", "ericsson")
    colleague = signed_in(account_of("ericsson", 2))
    (seen,) = re.findall(r'name="seen" value="([^"]*)"', page(nominee, session, "update_of", "ericsson"))
    colleague.post(there, {"challenge": "Theirs.", "seen": ""})
    answer = nominee.post(there, {"challenge": "Mine.", "seen": seen}).content.decode()
    assert "Somebody else of your organisation changed this update" in answer
    assert "Mine." in answer
    assert texts() == [("ericsson", "Theirs.")]
    (seen,) = re.findall(r'name="seen" value="([^"]*)"', answer)
    nominee.post(there, {"challenge": "Mine.", "seen": seen})
    assert texts() == [("ericsson", "Mine.")]


def test_an_update_is_taken_back_and_nothing_stays(nominee: Client, session: Session) -> None:
    nominee.post(address(session, "update_of", "ericsson"), {"challenge": "Suppliers answer late."})
    assert address(session, "take_back_update", "ericsson") in page(nominee, session, "update_of", "ericsson")
    answer = nominee.post(address(session, "take_back_update", "ericsson"), follow=True)
    assert "Taken back. Nothing of it is kept." in answer.content.decode()
    assert texts() == []


@pytest.mark.parametrize("name", ["update_of", "take_back_update"])
def test_the_update_of_another_member_is_not_there(nominee: Client, session: Session, name: str) -> None:
    BriefUpdate.objects.create(session=session, organisation_id="apple", challenge="Ours.")
    for other in ("apple", "nobody"):
        assert nominee.post(address(session, name, other), {"challenge": "x"}).status_code == 404
    assert texts() == [("apple", "Ours.")]
    assert "Ours." not in page(nominee, session)


def test_an_officer_sees_all_cards_ahead_and_types_one(nominee: Client, session: Session) -> None:
    nominee.post(address(session, "update_of", "ericsson"), PRICES | {"scope_reason": "It is about defenders."})
    officer = signed_in(make_officer())
    assert f'href="{address(session, "update")}"' in page(officer, session)
    shown = page(officer, session, "update")
    for said in ("Ericsson", "Cloud credit pricing for Q3", "It is about defenders.", "Perhaps out of scope"):
        assert said in shown
    officer.post(address(session, "update_of", "apple"), {"ask": "How do others begin?"})
    assert texts() == [("apple", ""), ("ericsson", PRICES["challenge"])]


def test_where_no_updates_are_heard_none_is_offered(nominee: Client, session: Session) -> None:
    session.items.filter(kind="updates").delete()
    assert "brief update" not in page(nominee, session)


def test_after_the_end_there_is_nothing_to_change(nominee: Client, session: Session) -> None:
    close_session(make_actor(), begun(session), (EVE + timedelta(days=30)).date())
    shown = page(nominee, session, "update_of", "ericsson")
    assert "<textarea" not in shown
    assert "The session is closed" in shown


# The ground rules.


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.GUEST])
def test_nothing_but_the_rules_is_shown_before_they_are_accepted(session: Session, capacity: Capacity) -> None:
    client = signed_in(stand_in_account(session, "ericsson", capacity))
    shown = page(client, session)
    assert "meet.example" not in shown
    assert "Operationalising severity" not in shown
    assert all(escape(sentence) in shown for sentence in SENTENCES)
    assert "leave commercial matters outside" in shown
    accept(client, session)
    shown = page(client, session)
    assert "meet.example" in shown
    assert "Operationalising severity" in shown
    assert "You have accepted these rules" in page(client, session, "rules")


def test_rules_that_changed_meanwhile_are_not_accepted(delegate: Client, session: Session) -> None:
    answer = delegate.post(address(session, "rules"), {"seen": "0.9/1.1"}, follow=True)
    assert "The rules were changed since you opened this page" in answer.content.decode()
    assert Delegation.objects.get().accepted_on is None
    assert "meet.example" not in page(delegate, session)


def test_nominees_are_not_asked(nominee: Client, session: Session) -> None:
    assert "meet.example" in page(nominee, session)
    assert nominee.get(address(session, "rules")).status_code == 403


def test_a_delegate_sends_the_update_after_the_rules_and_a_guest_never(delegate: Client, session: Session) -> None:
    there = address(session, "update_of", "ericsson")
    before = delegate.post(there, {"challenge": "Too early."})
    assert (before.status_code, before.headers["Location"]) == (302, address(session, "rules"))
    assert texts() == []
    accept(delegate, session)
    delegate.post(there, {"challenge": "Suppliers answer late."})
    assert texts() == [("ericsson", "Suppliers answer late.")]
    guest = signed_in(stand_in_account(session, "ericsson", Capacity.GUEST))
    accept(guest, session)
    assert guest.post(there, {"challenge": "Mine."}).status_code == 403
    assert texts() == [("ericsson", "Suppliers answer late.")]


# We are here.


def test_one_tap_says_that_the_organisation_is_there(
    nominee: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(session)
    at(monkeypatch, START + timedelta(minutes=7))
    entries = AuditEntry.objects.count()
    assert "We are here" in page(nominee, session)
    answer = nominee.post(address(session, "here"), follow=True).content.decode()
    assert "Your organisation is checked in. Who of you said so is kept nowhere." in answer
    assert "We are here" not in answer
    row = Attendance.objects.get()
    assert (row.organisation_id, row.origin, row.recorded_at) == ("ericsson", "checked_in", START)
    assert AuditEntry.objects.count() == entries


def test_the_second_nominee_sees_that_and_not_who(
    nominee: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(session)
    at(monkeypatch, START + timedelta(minutes=7))
    nominee.post(address(session, "here"), follow=True)
    # Both look once more, so that what was said to the one who tapped is gone.
    shown = [page(client, session) for client in (nominee, signed_in(account_of("ericsson", 2)))]
    assert all("Your organisation is checked in." in one for one in shown)
    said = [re.sub(r'value="[^"]+"', "", one) for one in shown]
    assert said[0] == said[1]


def test_before_the_start_nobody_is_there_yet(nominee: Client, session: Session) -> None:
    assert "We are here" not in page(nominee, session)
    answer = nominee.post(address(session, "here"), follow=True).content.decode()
    assert "The session has not begun yet" in answer
    assert not Attendance.objects.exists()


def test_whoever_stands_in_accepts_the_rules_first(
    delegate: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(session)
    at(monkeypatch, START + timedelta(minutes=7))
    delegate.post(address(session, "here"))
    assert not Attendance.objects.exists()
    accept(delegate, session)
    delegate.post(address(session, "here"))
    assert Attendance.objects.get().capacity == "delegate"


def test_the_secretariat_and_strangers_do_not_check_in(session: Session) -> None:
    begun(session)
    stranger = signed_in(make_nominee(make_member(make_cohort("other"), make_organisation("elsewhere"))))
    assert signed_in(make_officer()).post(address(session, "here")).status_code == 403
    assert stranger.post(address(session, "here")).status_code == 404
    assert not Attendance.objects.exists()


# What mails say of it.


def letter_to(account: Account, session: Session) -> str:
    """The mail with the agenda, as this person gets it."""
    sending = session.sendings.first() or AgendaSending.objects.create(
        session=session, sent_at=EVE, recipients=1, digest="0" * 64
    )
    mail.outbox.clear()
    handlers.mail_agenda(session=str(session.pk), person=str(account.person.pk), sending=str(sending.pk))
    (letter,) = mail.outbox
    return str(letter.body)


def test_a_member_finds_the_way_to_the_update_in_the_mail(session: Session) -> None:
    said = letter_to(account_of("ericsson"), session)
    assert "Your brief update can be sent ahead, in two minutes:" in said
    assert address(session, "update") in said
    assert "https://meet.example/42" in said
    assert "Operationalising severity" in said


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.GUEST])
def test_the_mail_to_a_stand_in_keeps_agenda_and_link_until_the_rules_are_accepted(
    session: Session, capacity: Capacity
) -> None:
    account = stand_in_account(session, "ericsson", capacity)
    said = letter_to(account, session)
    assert "once you have accepted the ground rules there" in said
    for hidden in ("meet.example", "Operationalising severity", address(session, "update")):
        assert hidden not in said
    accept(signed_in(account), session)
    said = letter_to(account, session)
    assert "https://meet.example/42" in said
    assert (address(session, "update") in said) == (capacity == Capacity.DELEGATE)


def test_an_officer_sees_on_the_page_which_theme_may_be_out_of_scope(session: Session) -> None:
    session.themes.create(position=1, title="Joint bid for a ministry contract")
    assert "Perhaps out of scope:" in page(signed_in(make_officer()), session)
    assert "Perhaps out of scope:" not in page(signed_in(account_of("ericsson")), session)
