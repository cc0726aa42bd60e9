"""Signing in by a code: it works, it leads nowhere else, and it tells nobody who is known here."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convenor.people import sign_in
from convenor.people.models import Account
from convenor.people.sign_in import Adapter
from convenor.people.signed_in import SessionStore
from making import make_installation, make_secretariat

pytestmark = pytest.mark.django_db

UNKNOWN = "somebody@unknown.example"
AWAY = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "/\\elsewhere.example/",
    "http:elsewhere.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "https://localhost.elsewhere.example/",
    "https://localhost@elsewhere.example/",
    "/\t/elsewhere.example/",
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a browser is told: all of it that is the same for everybody."""

    status: int
    location: str
    page: str
    cookies: frozenset[str]


@pytest.fixture(autouse=True)
def nobody_was_here_before() -> None:
    cache.clear()


@pytest.fixture
def officer() -> Account:
    make_installation()
    return make_secretariat()


@pytest.fixture
def left() -> Account:
    account = make_secretariat(name="Somebody who left")
    account.is_active = False
    account.save()
    return account


def code() -> str:
    """The code in the last mail."""
    found = re.search(r"sign in: (\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def step(client: Client, address: str, **body: str) -> Step:
    response = client.post(address, body) if body else client.get(address)
    return Step(
        status=response.status_code,
        location=response.headers.get("Location", ""),
        page=TOKEN.sub("", response.content.decode()),
        cookies=frozenset(response.cookies),
    )


def way_in(email: str) -> list[Step]:
    """All that somebody is told who asks for a code and guesses it three times and once more."""
    cache.clear()
    client = Client()
    steps = [step(client, "/sign-in/", email=email), step(client, "/sign-in/code/")]
    return steps + [step(client, "/sign-in/code/", code="WRNG-CODE") for _ in range(4)]


def signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def lands(client: Client, officer: Account, onward: str) -> str:
    """Where signing in leads when it is asked to go on to this address, by every field that could say so."""
    cache.clear()
    client.get("/sign-in/", {"next": onward})
    client.post(f"/sign-in/?next={onward}", {"email": officer.email, "next": onward})
    response = client.post(f"/sign-in/code/?next={onward}", {"code": code(), "next": onward})
    assert response.status_code == 302
    return response.headers["Location"]


def test_a_code_from_the_mail_signs_in_once(officer: Account) -> None:
    client = Client()
    assert step(client, "/sign-in/", email=officer.email.upper()).location == "/sign-in/code/"
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == ([officer.email], [], [])
    assert step(client, "/sign-in/code/", code=code()).location == "/start/"
    assert signed_in(client)
    another = Client()
    step(another, "/sign-in/", email=officer.email)
    assert step(another, "/sign-in/code/", code="WRNG-CODE").status == 200
    assert not signed_in(another)


def test_an_account_keeps_no_time_of_a_sign_in(officer: Account) -> None:
    before = Account.objects.filter(pk=officer.pk).values().get()
    client = Client()
    step(client, "/sign-in/", email=officer.email)
    step(client, "/sign-in/code/", code=code())
    assert signed_in(client)
    assert Account.objects.filter(pk=officer.pk).values().get() == {**before, "was_here": True}
    assert "last_login" not in before


def stored(monkeypatch: pytest.MonkeyPatch, officer: Account, at: datetime) -> tuple[datetime, str]:
    """When the row of a sign-in at this moment ends, and what is in it."""
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr(time, "time", at.timestamp)
    cache.clear()
    client = Client()
    step(client, "/sign-in/", email=officer.email)
    step(client, "/sign-in/code/", code=code())
    assert signed_in(client)
    row = Session.objects.get(pk=client.session.session_key)
    return row.expire_date, row.session_data


def test_what_is_stored_of_a_sign_in_names_no_minute(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    morning = datetime(2023, 3, 14, 6, 0, 1, tzinfo=UTC)
    early, late = (stored(monkeypatch, officer, morning + timedelta(minutes=after)) for after in (0, 359))
    assert early == late
    ends, kept = early
    assert ends == datetime(2023, 3, 14, 18, tzinfo=UTC), "six hours at least, and never more than twelve"
    assert SessionStore().decode(kept)["account_authentication_methods"] == [{"method": "code", "email": officer.email}]


def test_what_was_signed_elsewhere_signs_nobody_in(officer: Account) -> None:
    client = Client()
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    row = Session.objects.get(pk=client.session.session_key)
    for forged in (signing.dumps(SessionStore().decode(row.session_data)), row.session_data[:-1], "", "é"):
        Session.objects.filter(pk=row.pk).update(session_data=forged)
        assert not signed_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it_alone(officer: Account) -> None:
    step(Client(), "/sign-in/", email=officer.email)
    thief = Client()
    step(thief, "/sign-in/", email=UNKNOWN)
    step(thief, "/sign-in/code/", code=code())
    assert not signed_in(thief)


def test_signing_in_changes_the_session_so_that_one_given_beforehand_is_worth_nothing(officer: Account) -> None:
    client = Client()
    step(client, "/sign-in/", email=officer.email)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    step(client, "/sign-in/code/", code=code())
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not signed_in(stolen)


def test_the_session_is_out_of_reach_for_scripts_and_other_sites(officer: Account) -> None:
    client = Client()
    step(client, "/sign-in/", email=officer.email)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_ends_the_session_itself(officer: Account) -> None:
    client = Client()
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/sign-out/").status_code == 200
    assert signed_in(client), "asking is not yet signing out"
    client.post("/sign-out/")
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not signed_in(client)


def test_nobody_can_open_an_account() -> None:
    make_installation()
    client = Client()
    client.post("/sign-in/", {"email": UNKNOWN, "email2": UNKNOWN, "password1": "x", "is_active": "1"})
    assert not Account.objects.filter(email=UNKNOWN).exists()
    assert mail.outbox == []
    for address in ("/signup/", "/accounts/signup/", "/accounts/login/", "/login/", "/password/reset/", "/admin/"):
        assert client.get(address).status_code == 404, address


# Who is known here


def test_known_unknown_and_departed_people_are_told_the_same(officer: Account, left: Account) -> None:
    known = way_in(officer.email)
    assert known == way_in(UNKNOWN) == way_in(left.email)
    assert [one.status for one in known] == [302, 200, 200, 200, 302, 302]


def test_only_who_is_known_gets_a_mail(officer: Account, left: Account) -> None:
    way_in(UNKNOWN)
    way_in(left.email)
    assert mail.outbox == []
    way_in(officer.email)
    assert [sent.to for sent in mail.outbox] == [[officer.email]]


def asked_of_the_database(email: str) -> list[str]:
    """Every statement that asking for a code brings about, without what differs by its values."""
    cache.clear()
    client = Client()
    client.get("/sign-in/")
    with CaptureQueriesContext(connection) as asked:
        client.post("/sign-in/", {"email": email})
    return [re.sub(r"s\d+_x\d+|_curs_\w+|'[^']*'|X'[^']*'|\b\d+\b", "?", query["sql"]) for query in asked]


def test_as_much_is_done_for_an_unknown_address(
    officer: Account, left: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[Callable[[], object]] = []
    monkeypatch.setattr(sign_in, "soon", later.append)
    known, unknown, gone = (asked_of_the_database(email) for email in (officer.email, UNKNOWN, left.email))
    assert known == unknown == gone
    assert len(later) == 3, "each answer leaves the sending to somebody beside it"
    assert mail.outbox == []


def test_a_mail_server_that_fails_delays_nobody(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(letter: mail.EmailMessage) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", fails)
    monkeypatch.setattr(sign_in, "soon", sign_in._carried_out)
    assert step(Client(), "/sign-in/", email=officer.email).location == "/sign-in/code/"


def test_asking_too_often_is_refused_alike(officer: Account) -> None:
    def often(email: str) -> list[tuple[int, str]]:
        cache.clear()
        steps = [step(Client(), "/sign-in/", email=email) for _ in range(6)]
        return [(one.status, one.page.replace(email, "that address")) for one in steps]

    assert often(officer.email) == often(UNKNOWN)
    assert len(mail.outbox) == 3


def test_asking_for_everybody_is_refused_with_a_page(officer: Account) -> None:
    answers = [step(Client(), "/sign-in/", email=f"{number}@unknown.example") for number in range(25)]
    assert {answer.status for answer in answers[:20]} == {302}
    assert {answer.location for answer in answers[20:]} == {""}
    assert "Try again later." in answers[-1].page


def test_guessing_ends_after_three_wrong_codes(officer: Account) -> None:
    client = Client()
    step(client, "/sign-in/", email=officer.email)
    for _ in range(3):
        step(client, "/sign-in/code/", code="WRNG-CODE")
    step(client, "/sign-in/code/", code=code())
    assert not signed_in(client)


def test_a_way_in_that_tells_who_is_known_would_be_seen(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ACCOUNT_PREVENT_ENUMERATION", False)
    assert way_in(officer.email) != way_in(UNKNOWN)


# Where it leads


def test_it_leads_on_to_the_page_that_was_asked_for(officer: Account) -> None:
    client = Client()
    asked = client.get("/trail/").headers["Location"]
    assert asked == "/sign-in/?next=/trail/"
    assert lands(client, officer, "/trail/") == "/trail/"


@pytest.mark.parametrize("onward", AWAY)
def test_it_never_leads_away(officer: Account, onward: str) -> None:
    assert lands(Client(), officer, onward) == "/start/"


def test_an_address_to_go_on_to_cannot_become_a_script(officer: Account) -> None:
    onward = '"><script>alert(1)</script>'
    page = Client().get("/sign-in/", {"next": onward}).content.decode()
    assert "&lt;script&gt;" in page
    assert re.findall("<script[^>]*>", page) == ['<script src="/static/people/passkeys.js" defer>']


def test_signing_out_never_leads_away(officer: Account) -> None:
    for onward in AWAY:
        client = Client()
        client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
        response = client.post("/sign-out/", {"next": onward}, query_params={"next": onward})
        assert response.headers["Location"] == "/"


def test_a_way_in_that_leads_anywhere_would_be_seen(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Adapter, "is_safe_url", lambda *_: True)
    assert lands(Client(), officer, AWAY[0]) == AWAY[0]


# What a request claims


def test_a_forged_address_of_the_caller_does_not_widen_what_one_may_ask(officer: Account) -> None:
    answers = [
        Client().post("/sign-in/", {"email": UNKNOWN}, headers={"x-forwarded-for": f"203.0.113.{number}"}).status_code
        for number in range(8)
    ]
    assert set(answers[4:]) != {302}


def codes_asked(email: str, number: int, place: str) -> list[int]:
    """What so many requests for a code are answered from one place."""
    return [Client(REMOTE_ADDR=place).post("/sign-in/", {"email": email}).status_code for _ in range(number)]


def test_nobody_keeps_somebody_else_from_asking_for_a_code(officer: Account) -> None:
    cache.clear()
    assert codes_asked(officer.email, 4, "203.0.113.1") == [302, 302, 302, 200]
    assert codes_asked(officer.email.upper(), 1, "203.0.113.1") == [200], "no other spelling makes it another address"
    assert codes_asked(UNKNOWN, 4, "203.0.113.9") == [302, 302, 302, 200], "and an unknown one is answered alike"
    mail.outbox.clear()
    assert codes_asked(officer.email, 1, "203.0.113.2") == [302]
    assert [letter.to for letter in mail.outbox] == [[officer.email]]


def test_one_place_asks_for_few_codes_in_an_hour(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    start, answers = time.time(), []
    for minute in range(0, 8, 2):
        monkeypatch.setattr(time, "time", lambda at=start + 60 * minute: at)
        answers += codes_asked(officer.email, 3, "203.0.113.1")
    assert answers == [302] * 10 + [200] * 2


def test_a_mailbox_is_not_flooded_from_many_places(officer: Account) -> None:
    cache.clear()
    answers = [codes_asked(officer.email, 3, f"203.0.113.{place}") for place in range(21)]
    assert answers == [[302] * 3] * 20 + [[200] * 3]


def test_a_domain_in_any_script_signs_in_however_it_is_written() -> None:
    cache.clear()
    make_installation()
    account = Account.objects.create_user("Name@B\u00fccher.example")
    assert account.email == "name@xn--bcher-kva.example"
    for written in ("name@b\u00fccher.example", "NAME@xn--bcher-kva.example"):
        client = Client()
        client.post("/sign-in/", {"email": written})
        client.post("/sign-in/code/", {"code": code()})
        assert signed_in(client)


def test_a_forged_name_of_the_server_is_refused_and_reaches_no_mail(officer: Account) -> None:
    for headers in ({"host": "elsewhere.example"}, {"host": "localhost, elsewhere.example"}):
        assert Client().post("/sign-in/", {"email": officer.email}, headers=headers).status_code == 400
    assert mail.outbox == []
    step_in = Client().post("/sign-in/", {"email": officer.email}, headers={"x-forwarded-host": "elsewhere.example"})
    assert "elsewhere.example" not in step_in.headers["Location"] + mail.outbox[0].message().as_string()


@pytest.mark.parametrize(
    "email", ["a@b.example\nBcc: c@d.example", "a@b.example\r\n\r\nhello", "a@b.example,c@d.example"]
)
def test_an_address_that_would_write_a_mail_header_is_no_address(officer: Account, email: str) -> None:
    Account.objects.create_user(email)
    client = Client()
    assert client.post("/sign-in/", {"email": email}).status_code in {200, 302}
    for sent in mail.outbox:
        assert sent.to == [email]
        assert "Bcc" not in sent.message()
