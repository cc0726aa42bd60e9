"""The second step of signing in: whoever reaches others' confidences needs one, and it is asked for each time."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from convenor.kernel.models import AuditEntry
from convenor.people.models import Account
from convenor.people.second_step import Adapter
from convenor.rules.vocabulary import Role
from making import make_cohort, make_installation, make_member, make_nominee, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_fresh_start() -> None:
    cache.clear()
    make_installation()


@pytest.fixture
def officer() -> Account:
    return make_secretariat()


def seated() -> Account:
    """A nominee, whom no role obliges to a second step."""
    return make_nominee(make_member(make_cohort(), make_organisation("ericsson")))


def by_code(account: Account, client: Client | None = None) -> Client:
    """A browser in which somebody signed in with a mailed code, as far as that alone leads."""
    client = client or Client()
    client.post("/sign-in/", {"email": account.email})
    found = re.search(r"sign in: (\S+)", mail.outbox[-1].body)
    assert found
    client.post("/sign-in/code/", {"code": found[1]})
    return client


def app_code(secret: str) -> str:
    """What the app shows now: the middle one of those that are taken, so that it holds when its time runs out."""
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def with_app(client: Client) -> str:
    """Add an app's codes; returns the key."""
    page = client.get("/account/app/").content.decode()
    found = re.search(r"<code>(\w+)</code>", page)
    assert found
    response = client.post("/account/app/", {"code": app_code(found[1])})
    assert response.status_code == 302, response.content.decode()
    return found[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>(\d+)</code>", client.get("/account/recovery-codes/").content.decode())


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHIEF, Role.DONOR_RELATIONS])
def test_a_mailed_code_alone_opens_nothing_that_the_role_reaches(role: Role) -> None:
    client = by_code(make_secretariat(role))
    assert client.get("/start/").headers["Location"] == "/account/"
    page = client.get("/account/").content.decode()
    assert "One more step before you begin." in page


def test_an_officer_without_a_second_step_is_led_to_add_one(officer: Account) -> None:
    client = by_code(officer)
    response = client.get("/monday/")
    assert (response.status_code, response.headers["Location"]) == (302, "/account/?next=/monday/")
    before = AuditEntry.objects.count()
    assert client.post("/start-a-cohort/", {"name": "A cohort"}).status_code == 302
    assert AuditEntry.objects.count() == before


def test_whoever_adds_one_has_taken_it(officer: Account) -> None:
    client = by_code(officer)
    with_app(client)
    assert client.get("/monday/").status_code == 200


def test_a_nominee_needs_none() -> None:
    client = by_code(seated())
    assert client.get("/organisation/").status_code == 200
    assert "One more step" not in client.get("/account/").content.decode()


def test_it_is_asked_for_at_the_next_sign_in(officer: Account) -> None:
    secret = with_app(by_code(officer))
    client = by_code(officer)
    assert client.get("/monday/").headers["Location"].startswith("/sign-in/")
    assert client.post("/sign-in/second-step/", {"code": "000000"}).status_code == 200
    assert client.get("/monday/").status_code == 302
    assert client.post("/sign-in/second-step/", {"code": app_code(secret)}).status_code == 302
    assert client.get("/monday/").status_code == 200


def test_a_session_that_began_before_does_not_profit(officer: Account) -> None:
    earlier = by_code(officer)
    with_app(by_code(officer))
    assert earlier.get("/monday/").headers["Location"].startswith("/account/")


def test_a_recovery_code_works_once_and_is_shown_once(officer: Account) -> None:
    first = by_code(officer)
    with_app(first)
    codes = recovery_codes(first)
    assert len(codes) == 10
    assert recovery_codes(first) == []
    for expected in (302, 200):
        client = by_code(officer)
        assert client.post("/sign-in/second-step/", {"code": codes[0]}).status_code == expected
        cache.clear()


def test_guessing_is_slowed_down(officer: Account) -> None:
    secret = with_app(by_code(officer))
    client = by_code(officer)
    for _ in range(12):
        client.post("/sign-in/second-step/", {"code": "000000"})
    client.post("/sign-in/second-step/", {"code": app_code(secret)})
    assert client.get("/monday/").status_code == 302


def test_the_key_is_not_stored_in_the_clear(officer: Account) -> None:
    secret = with_app(by_code(officer))
    stored = str(Authenticator.objects.values_list("data", flat=True))
    assert secret not in stored
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert Adapter().decrypt(kept) == secret


def test_after_another_key_no_code_fits(officer: Account, settings: Any) -> None:
    secret = with_app(by_code(officer))
    client = by_code(officer)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    for known in (secret, ""):
        cache.clear()
        client.post("/sign-in/second-step/", {"code": app_code(known)})
    assert client.get("/monday/").status_code == 302


def test_nothing_says_when_it_was_used(officer: Account) -> None:
    secret = with_app(by_code(officer))
    by_code(officer).post("/sign-in/second-step/", {"code": app_code(secret)})
    assert set(Authenticator.objects.values_list("last_used_at", flat=True)) == {None}


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_of_each_change(officer: Account) -> None:
    with_app(by_code(officer))
    told = mail.outbox[-1]
    assert told.to == [officer.email]
    assert "An app's codes were added" in told.subject
    assert "127.0.0.1" not in told.body


@pytest.mark.parametrize(("needed", "left"), [(True, 1), (False, 0)])
def test_the_last_one_stays_where_a_role_needs_it(needed: bool, left: int) -> None:
    account = make_secretariat() if needed else seated()
    client = by_code(account)
    with_app(client)
    response = client.post("/account/app/remove/", follow=True)
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == left
    assert ("This is your only second step" in response.content.decode()) is needed


def test_what_changes_the_ways_in_is_confirmed_first(officer: Account) -> None:
    secret = with_app(by_code(officer))
    client = by_code(officer)
    client.post("/sign-in/second-step/", {"code": app_code(secret)})
    asked = client.get("/account/recovery-codes/new/")
    assert asked.headers["Location"].startswith("/account/confirm/")
    page = client.get(asked.headers["Location"], follow=True)
    assert "confirm first" in page.content.decode()
    cache.clear()
    answered = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"code": app_code(secret)})
    assert answered.headers["Location"] == "/account/recovery-codes/new/"
    assert client.get("/account/recovery-codes/new/").status_code == 200


def test_nobody_sees_or_touches_anothers(officer: Account) -> None:
    with_app(by_code(officer))
    other = by_code(make_secretariat(name="Officer 2"))
    key = Authenticator.objects.get(type=Authenticator.Type.TOTP).pk
    for address in (f"/account/passkeys/{key}/rename/", f"/account/passkeys/{key}/remove/", "/account/app/remove/"):
        assert other.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=key).exists()
