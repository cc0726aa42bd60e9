"""Whoever has left and cannot sign in any more is erased by the link that they took along."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.links import sign
from convenor.people import erasing
from convenor.people.erasing import LEAVER, LINK_HOLDS, erase_who_asked, link_of_leaver
from convenor.people.models import Account, ErasureRequest, Person
from convenor.room.cohorts.actions.letting_in import may_sign_in
from making import make_installation, make_person

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 6)
ENDED = "This link has ended"


@pytest.fixture
def gone() -> Account:
    """Somebody whose access has ended."""
    make_installation(demo=True, today=TODAY)
    account = make_person("Somebody who left").account
    assert account is not None
    account.is_active = False
    account.save()
    return account


def page_of(account: Account) -> str:
    return reverse("leaver", args=[link_of_leaver(account)])


def test_whoever_left_asks_takes_back_and_is_erased(gone: Account) -> None:
    client, page = Client(), page_of(gone)
    assert "Erase me in a week" in client.get(page).content.decode()
    assert not ErasureRequest.objects.exists()
    client.post(page)
    assert "Take it back" in client.get(page).content.decode()
    client.post(page, {"stay": "yes"})
    assert not ErasureRequest.objects.exists()
    client.post(page)
    assert erase_who_asked(TODAY + timedelta(days=7)) == 1
    person = Person.objects.get(account=gone)
    assert (person.name, person.email) == (erasing.ERASED, "")
    assert ENDED in client.get(page).content.decode()


def test_asking_twice_at_once_is_asking_once(gone: Account) -> None:
    client, page = Client(), page_of(gone)
    client.post(page)
    assert "You asked for this already." in client.post(page).content.decode()
    assert ErasureRequest.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("link", ["forged", "another purpose", "too old", "of somebody who is here"])
def test_a_link_that_leads_nowhere_does_nothing(gone: Account, link: str, method: str) -> None:
    token = link_of_leaver(gone)
    if link == "forged":
        token = token[:-1] + ("a" if token[-1] != "a" else "b")
    elif link == "another purpose":
        token = sign("meetings.brief", str(gone.pk))
    elif link == "too old":
        with clock.standing_at(TODAY - LINK_HOLDS - timedelta(days=1)):
            token = sign(LEAVER, str(gone.pk))
    else:
        Account.objects.update(is_active=True)
    answer = getattr(Client(), method)(reverse("leaver", args=[token]))
    assert answer.status_code == 404
    assert ENDED in answer.content.decode()
    assert not ErasureRequest.objects.exists()


def test_one_that_fails_keeps_nobody_else_from_being_erased(gone: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_person("Somebody else who left").account
    assert other is not None
    for account in (gone, other):
        ErasureRequest.objects.create(account=account, asked_on=TODAY, due_on=TODAY)
    whole = erasing.sign_out_everywhere

    def in_the_way(account: Account) -> None:
        if account.pk == gone.pk:
            raise RuntimeError
        whole(account)

    monkeypatch.setattr(erasing, "sign_out_everywhere", in_the_way)
    assert erase_who_asked(TODAY) == 1
    assert Person.objects.get(account=gone).erased_on is None
    assert Person.objects.get(account=other).erased_on == TODAY


def test_whoever_takes_it_back_during_the_round_is_not_erased(gone: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in (gone, make_person("Somebody else who left").account):
        ErasureRequest.objects.create(account=account, asked_on=TODAY, due_on=TODAY)

    def meanwhile(account: Account) -> None:
        ErasureRequest.objects.exclude(account=account).delete()

    monkeypatch.setattr(erasing, "sign_out_everywhere", meanwhile)
    assert erase_who_asked(TODAY) == 1


def test_whoever_comes_back_is_not_erased(gone: Account) -> None:
    Client().post(page_of(gone))
    may_sign_in(Person.objects.get(account=gone), gone.email)
    assert erase_who_asked(TODAY + timedelta(days=7)) == 0
    assert Account.objects.get(pk=gone.pk).is_active
