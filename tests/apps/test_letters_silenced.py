"""Doing without reminders and news: on one's own page, by a link from a letter, by a mail program's button."""

import pytest
from django.test import Client
from django.urls import reverse

from convenor.kernel import links
from convenor.kernel.letters import SILENCE
from convenor.kernel.models import AuditEntry, Silence
from convenor.people.holding import held_about
from convenor.people.models import Account, Person
from making import make_cohort, make_installation, make_member, make_nominee, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db

OWN = reverse("own_mail")


@pytest.fixture
def nominee() -> Account:
    make_installation()
    return make_nominee(make_member(make_cohort(), make_organisation("ericsson")))


def person_of(account: Account) -> str:
    return str(Person.objects.get(account=account).pk)


def token_of(account: Account, kind: str = "agendas") -> str:
    return links.sign(SILENCE, person_of(account), kind)


def silenced() -> list[tuple[str, str]]:
    return list(Silence.objects.values_list("whom", "kind"))


def strict() -> Client:
    """A browser that is asked for the token of each form."""
    return Client(enforce_csrf_checks=True)


def test_each_kind_is_switched_off_and_on_by_oneself(nominee: Account) -> None:
    browser = Client()
    browser.force_login(nominee)
    page = browser.get(OWN).content.decode()
    assert "Agendas of sessions" in page
    assert "Work that waits at the desk" not in page, "what is never sent to a nominee is not offered"
    said = browser.post(OWN, {"kind": "agendas", "switch": "off"}, follow=True).content.decode()
    assert "Switched off." in said
    assert silenced() == [(person_of(nominee), "agendas")]
    browser.post(OWN, {"kind": "agendas", "switch": "off"})
    assert len(silenced()) == 1
    browser.post(OWN, {"kind": "agendas", "switch": "on"})
    assert silenced() == []
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"mail.silenced", "mail.asked_for"}


def test_what_was_switched_off_in_another_role_can_be_switched_on_again(nominee: Account) -> None:
    Silence.objects.create(whom=person_of(nominee), kind="desk_work")
    browser = Client()
    browser.force_login(nominee)
    assert "Work that waits at the desk" in browser.get(OWN).content.decode()
    browser.post(OWN, {"kind": "desk_work", "switch": "on"})
    assert silenced() == []


def test_a_colleague_is_offered_the_work_of_the_desk() -> None:
    make_installation()
    browser = Client()
    browser.force_login(make_secretariat())
    assert "Work that waits at the desk" in browser.get(OWN).content.decode()


def test_a_kind_that_there_is_not_changes_nothing(nominee: Account) -> None:
    browser = Client()
    browser.force_login(nominee)
    said = browser.post(OWN, {"kind": "sign_in_code", "switch": "off"}, follow=True).content.decode()
    assert "There is no such kind of letters." in said
    assert silenced() == []


def test_opening_the_link_does_nothing_and_its_button_acts(nominee: Account) -> None:
    address = reverse("silence", args=[token_of(nominee)])
    browser = Client()
    assert "Switch them off" in browser.get(address).content.decode()
    browser.head(address)
    assert silenced() == []
    assert browser.post(address, {"switch": "off"}).headers["Location"] == address
    assert silenced() == [(person_of(nominee), "agendas")]
    assert "Switch them on again" in browser.get(address).content.decode()
    browser.post(address, {"switch": "on"})
    assert silenced() == []


def test_the_button_of_the_page_asks_for_the_token_of_its_form(nominee: Account) -> None:
    assert strict().post(reverse("silence", args=[token_of(nominee)]), {"switch": "off"}).status_code == 403
    assert silenced() == []


def test_a_mail_program_needs_the_signed_link_and_nothing_else(nominee: Account) -> None:
    """RFC 8058: a POST with this body, without cookies; a GET, which scanners send, leads to the page and acts not."""
    address = reverse("silence_at_once", args=[token_of(nominee)])
    looked = strict().get(address)
    assert looked.headers["Location"] == reverse("silence", args=[token_of(nominee)])
    assert silenced() == []
    assert strict().post(address, {"switch": "off"}).status_code == 403, "no mail program sends this"
    assert silenced() == []
    form = "application/x-www-form-urlencoded"
    done = strict().post(address, "List-Unsubscribe=One-Click", content_type=form)
    assert (done.status_code, done.content) == (200, b"Switched off.")
    assert silenced() == [(person_of(nominee), "agendas")]
    assert strict().post(address, "List-Unsubscribe=One-Click", content_type=form).status_code == 200
    assert len(silenced()) == 1


def forged(nominee: Account) -> list[str]:
    token = token_of(nominee)
    return [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        links.sign("meetings.brief", person_of(nominee), "agendas"),
        links.sign(SILENCE, person_of(nominee), "sign_in_code"),
        links.sign(SILENCE, person_of(nominee)),
        links.sign(SILENCE, person_of(nominee), "agendas", "more"),
        "nonsense",
    ]


@pytest.mark.parametrize("name", ["silence", "silence_at_once"])
def test_a_link_that_was_not_made_for_this_does_nothing(nominee: Account, name: str) -> None:
    pages = set()
    for token in forged(nominee):
        address = reverse(name, args=[token])
        for answer in (Client().get(address), Client().post(address, {"switch": "off"})):
            assert answer.status_code == 404
            pages.add("This link has ended" in answer.content.decode())
    assert pages == {True}
    assert silenced() == []


def test_what_somebody_does_without_is_told_to_them(nominee: Account) -> None:
    other = make_secretariat()
    Silence.objects.create(whom=person_of(nominee), kind="agendas")
    told = [row.lines[0][1] for held in held_about(nominee) if held.kind.model is Silence for row in held.rows]
    assert told == ["agendas"]
    assert [held for held in held_about(other) if held.kind.model is Silence] == []
