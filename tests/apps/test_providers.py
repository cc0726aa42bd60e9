"""Signing in through an organisation's own provider: it speaks for its own domains, and nothing of it is stored."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from convenor.config import Provider, WrongConfig, read_providers
from convenor.people.models import Account
from making import make_installation, make_secretariat
from provider import CLIENT, SECRET, a_provider
from provider import Provider as Answering

pytestmark = pytest.mark.django_db


@pytest.fixture
def answering() -> Iterator[Answering]:
    with a_provider() as provider:
        yield provider


@pytest.fixture
def configured(answering: Answering, settings: Any) -> Provider:
    cache.clear()
    make_installation()
    return configure(answering, settings)


def configure(answering: Answering, settings: Any, **differently: Any) -> Provider:
    ours = Provider(
        id="un",
        name="Our own sign-in",
        server=answering.address,
        client_id=CLIENT,
        client_secret=SECRET,
        domains=("people.example",),
    )
    ours = replace(ours, **differently)
    settings.CONFIG = replace(settings.CONFIG, providers=(ours,))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [ours.app]}}
    return ours


@pytest.fixture
def officer(configured: Provider) -> Account:
    return make_secretariat()


class _Stays(urllib.request.HTTPRedirectHandler):
    """Follow nothing: where one is led is what is asked."""

    def redirect_request(self, *args: Any) -> None:
        """Stay."""


def go(client: Client, answering: Answering, *, language: str = "", **claims: Any) -> HttpResponse:
    """The way of a browser: the button, the provider, and back."""
    answering.claims = claims
    led = client.post(f"{language}/sign-in/with/un/", {"next": "/account/"})
    assert led.headers["Location"].startswith(f"{answering.address}/authorize?")
    opener = urllib.request.build_opener(_Stays)
    try:
        opener.open(led.headers["Location"])
    except urllib.error.HTTPError as answer:
        back = answer.headers["Location"]
    response: HttpResponse = client.get(back.removeprefix("http://testserver"))
    return response


def signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def says(account: Account) -> dict[str, Any]:
    return {"sub": "1", "email": account.email.upper(), "email_verified": True, "name": "Somebody"}


def test_who_is_known_is_signed_in_and_nothing_of_it_is_stored(officer: Account, answering: Answering) -> None:
    client = Client()
    assert "Sign in with Our own sign-in" in client.get("/sign-in/").content.decode()
    assert go(client, answering, **says(officer)).status_code == 302
    assert signed_in(client)
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_a_provider_leads_back_to_one_address_from_any_language(officer: Account, answering: Answering) -> None:
    client = Client()
    assert go(client, answering, language="/fr", **says(officer)).status_code == 302
    assert signed_in(client)


def test_a_provider_is_no_second_step_unless_the_operator_says_so(
    officer: Account, answering: Answering, settings: Any
) -> None:
    client = Client()
    go(client, answering, **says(officer))
    assert client.get("/monday/").headers["Location"].startswith("/account/")
    configure(answering, settings, second_step=True)
    trusted = Client()
    go(trusted, answering, **says(officer))
    assert trusted.get("/monday/").status_code == 200


@pytest.mark.parametrize(
    "differently",
    [
        {"email": "stranger@people.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
    ],
)
def test_who_is_not_known_or_not_verified_is_told_the_same(
    officer: Account, answering: Answering, differently: dict[str, Any]
) -> None:
    client = Client()
    response = go(client, answering, **{**says(officer), **differently})
    assert response.status_code == 403
    assert "This did not sign you in" in response.content.decode()
    assert not signed_in(client)
    assert not Account.objects.filter(email="stranger@people.example").exists()


def test_a_provider_does_not_speak_for_other_domains(officer: Account, answering: Answering, settings: Any) -> None:
    configure(answering, settings, domains=("company.example",))
    client = Client()
    assert go(client, answering, **says(officer)).status_code == 403
    assert not signed_in(client)


def test_somebody_who_left_is_not_let_in(officer: Account, answering: Answering) -> None:
    Account.objects.update(is_active=False)
    client = Client()
    go(client, answering, **says(officer))
    assert not signed_in(client)


def test_who_turns_back_is_told_that_nothing_happened(configured: Provider, answering: Answering) -> None:
    client = Client()
    response = go(client, answering)
    assert response.headers["Location"] == "/sign-in/cancelled/"
    assert "Nothing happened." in client.get("/sign-in/cancelled/").content.decode()


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=forged", "?error=server_error&state=forged"])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(configured: Provider, query: str) -> None:
    client = Client()
    response = client.get(f"/sign-in/with/un/back/{query}")
    assert "The provider did not answer as it should" in response.content.decode()
    assert not signed_in(client)


def test_an_answer_is_good_in_the_browser_that_asked(officer: Account, answering: Answering) -> None:
    answering.claims = says(officer)
    led = Client().post("/sign-in/with/un/").headers["Location"]
    try:
        urllib.request.build_opener(_Stays).open(led)
    except urllib.error.HTTPError as answer:
        back = answer.headers["Location"].removeprefix("http://testserver")
    other = Client()
    other.get(back)
    assert not signed_in(other)


def test_a_provider_that_is_down_is_told_of_in_words(officer: Account, answering: Answering) -> None:
    answering.shutdown()
    answering.server_close()
    response = Client().post("/sign-in/with/un/")
    assert "The provider did not answer as it should" in response.content.decode()


def test_an_unknown_provider_is_not_there(configured: Provider) -> None:
    assert Client().post("/sign-in/with/another/").status_code == 404


def test_the_form_may_lead_to_the_provider_and_nowhere_else(tmp_path: Path) -> None:
    (provider,) = read_providers(written(tmp_path, [THEIRS]))
    assert provider.origin == "https://id.company.example"
    assert provider.app["settings"] == {"server_url": "https://id.company.example/realms/staff"}


THEIRS = {
    "id": "company",
    "name": "The company",
    "server": "https://id.company.example/realms/staff",
    "client_id": "convenor",
    "client_secret": "s",
    "domains": ["company.example"],
}


def written(folder: Path, listed: Any) -> str:
    (folder / "providers.json").write_text(json.dumps(listed), encoding="utf-8")
    return str(folder / "providers.json")


@pytest.mark.parametrize(
    "listed",
    [{}, [{}], [{**THEIRS, "colour": "red"}], [{**THEIRS, "domains": []}], [{**THEIRS, "server": "ftp://x"}], "x", [1]],
)
def test_a_file_that_cannot_be_used_is_said_at_the_start(tmp_path: Path, listed: Any) -> None:
    with pytest.raises(WrongConfig):
        read_providers(written(tmp_path, listed))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongConfig, match="cannot be used"):
        read_providers(str(tmp_path / "nowhere.json"))
    assert read_providers("") == ()
