"""Looking in as a role exists in a demonstration that was started as one, and nowhere else."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.test import Client

from convenor.demo import views
from convenor.demo.reference import TODAY
from convenor.demo.roles import ROLES
from convenor.kernel.models import Installation
from convenor.people.models import Account
from making import make_installation, make_secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Account:
    """The demonstration's officer, in a database that is marked as a demonstration."""
    account = make_secretariat()
    Account.objects.filter(pk=account.pk).update(email="officer@secretariat.example")
    make_installation(demo=True, today=TODAY)
    account.refresh_from_db()
    return account


@pytest.fixture
def started_as_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, demo=True))


def session_of(client: Client) -> str:
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


def ways_in(client: Client) -> list[int]:
    """What the address answers, asked and filled in with every role."""
    return [
        client.get("/look-in/").status_code,
        *(client.post("/look-in/", {"role": role.key}).status_code for role in ROLES),
    ]


@pytest.mark.usefixtures("started_as_demo")
def test_one_click_looks_in_as_the_role(officer: Account) -> None:
    client = Client()
    assert "Look in as" in client.get("/look-in/").content.decode()
    response = client.post("/look-in/", {"role": "officer"})
    assert response.headers["Location"] == "/start/"
    assert client.session[SESSION_KEY] == str(officer.pk)
    assert client.get("/trail/").status_code == 200


@pytest.mark.usefixtures("started_as_demo")
def test_looking_in_as_a_reader_signs_out(officer: Account) -> None:
    client = Client()
    client.post("/look-in/", {"role": "officer"})
    assert client.post("/look-in/", {"role": "reader"}).headers["Location"] == "/"
    assert client.get("/trail/").status_code == 302


def test_a_demonstration_that_was_not_started_as_one_has_no_such_address(officer: Account) -> None:
    client = Client()
    assert set(ways_in(client)) == {404}
    assert not client.cookies


@pytest.mark.usefixtures("started_as_demo")
def test_a_real_house_has_no_such_address_however_it_was_started(officer: Account) -> None:
    Installation.objects.update(demo=False, today=None)
    client = Client()
    assert set(ways_in(client)) == {404}
    assert not client.cookies


@pytest.mark.usefixtures("started_as_demo")
def test_a_house_that_nobody_has_set_up_has_no_such_address() -> None:
    assert set(ways_in(Client())) == {404}


@pytest.mark.usefixtures("started_as_demo")
@pytest.mark.parametrize(
    "role", ["", "nobody", "donor_relations", "officer ", "officer@secretariat.example", "OFFICER"]
)
def test_a_role_that_is_none_of_them_signs_nobody_in(officer: Account, role: str) -> None:
    client = Client()
    assert client.post("/look-in/", {"role": role}).status_code == 200
    assert SESSION_KEY not in client.session


@pytest.mark.usefixtures("started_as_demo")
def test_another_account_cannot_be_asked_for(officer: Account) -> None:
    other = make_secretariat(name="Another of the team")
    client = Client()
    client.post("/look-in/", {"role": "officer", "email": other.email, "account": other.pk, "user": other.pk})
    assert client.session[SESSION_KEY] == str(officer.pk)


@pytest.mark.usefixtures("started_as_demo")
@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", "/desk/"])
def test_it_leads_nowhere_but_to_the_start(officer: Account, onward: str) -> None:
    response = Client().post("/look-in/", {"role": "officer", "next": onward}, query_params={"next": onward})
    assert response.headers["Location"] == "/start/"


@pytest.mark.usefixtures("started_as_demo")
def test_it_needs_the_forms_token(officer: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/look-in/", {"role": "officer"}).status_code == 403
    assert SESSION_KEY not in client.session


# A session that somebody prepared beforehand


def prepared(client: Client) -> str:
    """A session that was there before, as somebody could plant it in another's browser."""
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return str(session.session_key)


def worth_something(planted: str) -> bool:
    """Whether a session that was planted now belongs to somebody."""
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    return thief.get("/trail/").status_code == 200


@pytest.mark.usefixtures("started_as_demo")
def test_a_planted_session_is_worth_nothing_afterwards(officer: Account) -> None:
    client = Client()
    planted = prepared(client)
    client.post("/look-in/", {"role": "officer"})
    assert session_of(client) != planted
    assert client.get("/trail/").status_code == 200
    assert not worth_something(planted)


@pytest.mark.usefixtures("started_as_demo")
def test_looking_in_as_somebody_else_leaves_nothing_of_the_first(officer: Account) -> None:
    nominee = Account.objects.create_user("nominee-1@telefonica.example")
    client = Client()
    client.post("/look-in/", {"role": "officer"})
    first = session_of(client)
    session = client.session
    session["left"] = "behind"
    session.save()
    client.post("/look-in/", {"role": "nominee"})
    assert client.session[SESSION_KEY] == str(nominee.pk)
    assert "left" not in client.session
    assert not worth_something(first)


@pytest.mark.usefixtures("started_as_demo")
def test_a_way_in_that_keeps_the_session_would_be_seen(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(request: HttpRequest, account: Account, backend: str) -> None:
        request.session[SESSION_KEY] = str(account.pk)
        request.session["_auth_user_backend"] = backend
        request.session["_auth_user_hash"] = account.get_session_auth_hash()

    monkeypatch.setattr(views, "login", careless)
    client = Client()
    planted = prepared(client)
    client.post("/look-in/", {"role": "officer"})
    assert worth_something(planted)
