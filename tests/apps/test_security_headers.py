"""What every answer says to the browser, whatever it answers: pages, files, refusals, faults."""

import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from architecture.reading import SOURCE
from convenor.public.portal import pages as portal
from journeys import rights, world
from journeys.overhearing import everything_of
from journeys.world import World, savepoint

pytestmark = pytest.mark.django_db

LETS_SCRIPTS_IN = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:", "data:", "blob:")
Answers = list[tuple[str, HttpResponse]]


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with world.built(django_db_blocker.unblock()) as found:
        yield found


def policy_of(response: HttpResponse) -> dict[str, list[str]]:
    """The content policy, by directive."""
    parts = [part.split() for part in response.headers.get("Content-Security-Policy", "").split(";")]
    return {part[0]: part[1:] for part in parts if part}


def lacking(response: HttpResponse, *, https: bool = False) -> list[str]:
    """What an answer does not say and should."""
    policy, headers = policy_of(response), response.headers
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    checks = {
        "a content policy": policy.get("default-src") == ["'self'"],
        "no script but from files of ours": not [word for word in scripts if word.strip("'") in LETS_SCRIPTS_IN],
        "no framing": policy.get("frame-ancestors") == ["'none'"] and headers.get("X-Frame-Options") == "DENY",
        "forms to ourselves": policy.get("form-action") == ["'self'"],
        "no other base": policy.get("base-uri") == ["'none'"],
        "no plug-ins": policy.get("object-src") == ["'none'"],
        "no guessing of types": headers.get("X-Content-Type-Options") == "nosniff",
        "a referrer for ourselves": headers.get("Referrer-Policy") == "same-origin",
        "a window of its own": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "no camera": "camera=()" in headers.get("Permissions-Policy", ""),
        "no microphone": "microphone=()" in headers.get("Permissions-Policy", ""),
        "whether it may be kept": bool(headers.get("Cache-Control")),
        "nothing of what serves it": not {"server", "x-powered-by"} & {name.lower() for name in headers},
        "https from now on": not https or "max-age=31536000" in headers.get("Strict-Transport-Security", ""),
    }
    return [wanted for wanted, said in checks.items() if not said]


def faults(answers: Answers, *, https: bool = False) -> list[str]:
    found = [(where, one.status_code, lacking(one, https=https)) for where, one in answers]
    return [f"{where} {status}: {wanted}" for where, status, wanted in found if wanted]


def kept(answers: Answers, house: World) -> list[str]:
    """Answers that a cache between two people might give to the second, but for the pages of the portal."""
    open_to_caches = [where for where, one in answers if "no-store" not in one.headers.get("Cache-Control", "")]
    return [where for where in open_to_caches if where.split()[-1] not in portal_addresses(house)]


def portal_addresses(house: World) -> set[str]:
    routes = [route for route in rights.routes() if route.name.startswith("portal:")]
    return {address for route in routes for address in route.addresses(house).values()}


def every_route(house: World, who: str) -> Answers:
    client, answers = house.browser(who), []
    for route in rights.routes():
        for whose, address in route.addresses(house).items():
            for method in ("GET", "POST") if whose == "own" else ("GET",):
                before = client.cookies.copy()
                with savepoint():
                    answers.append((f"{who}: {method} {address}", client.generic(method, address)))
                client.cookies = before
    return answers


def every_error(house: World, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What goes wrong before, in and behind the views."""

    def fails(*_args: object, **_kwargs: object) -> HttpResponse:
        raise RuntimeError

    client = house.browser("officer", checks_forms=True)
    style = "/static/convenor/convenor.css"
    answers = [
        ("bad host", client.get("/", headers={"host": "elsewhere.example"})),
        ("unknown", client.get("/no-such-page/")),
        ("without its slash", client.get("/about")),
        ("odd bytes", client.get("/%ff%fe/")),
        ("no token", client.post("/start-a-cohort/", {"name": "x"})),
        ("bad method", Client().delete("/")),
        ("withdrawn", client.get(f"/notes/{house.other.output}/")),
        ("too many fields", client.post("/sign-in/", {f"field{number}": "" for number in range(6000)})),
        ("file", client.get(style)),
        ("file unchanged", client.get(style, headers={"if-none-match": client.get(style).headers["ETag"]})),
        ("file in part", client.get(style, headers={"range": "bytes=0-9"})),
        ("no such file", client.get("/static/convenor/none.css")),
        ("page unchanged", client.get("/", headers={"if-none-match": client.get("/").headers["ETag"]})),
    ]
    monkeypatch.setattr(portal, "page", fails)
    return [*answers, ("fault", client.get("/about/"))]


@pytest.mark.parametrize("who", ["nobody", "officer", "nominee"])
def test_every_route_says_all_of_it_and_no_page_for_one_is_kept_for_another(who: str, house: World) -> None:
    answers = every_route(house, who)
    assert faults(answers) == []
    assert kept(answers, house) == []


def test_errors_and_files_say_all_of_it_too(house: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = every_error(house, monkeypatch)
    assert {one.status_code for _, one in answers} == {200, 206, 301, 304, 400, 403, 404, 405, 410, 500}
    assert faults(answers) == []


HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Cache-Control",
)


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_is_missing_would_be_seen(name: str, house: World) -> None:
    response = house.browser("officer").get("/monday/")
    assert lacking(response) == []
    del response.headers[name]
    assert lacking(response)


@pytest.mark.parametrize("allowed", ["'unsafe-inline'", "https:", "*", "'unsafe-eval'"])
def test_a_policy_that_lets_scripts_in_would_be_seen(allowed: str, house: World) -> None:
    response = house.browser("officer").get("/monday/")
    response.headers["Content-Security-Policy"] += f"; script-src 'self' {allowed}"
    assert lacking(response) == ["no script but from files of ours"]


# What may be kept


def test_what_may_be_kept_is_the_same_for_everybody(house: World) -> None:
    """Byte by byte, so that a cache that does not know the viewer does no harm."""
    compared = 0
    for address in portal_addresses(house):
        pages = {everything_of(house.browser(who).get(address)) for who in ("nobody", "officer", "nominee")}
        if "no-store" not in "".join(pages):
            assert len(pages) == 1, address
            compared += 1
    assert compared >= 5


def test_whoever_gets_a_cookie_gets_a_page_that_is_not_kept() -> None:
    answers = [(address, Client().get(address)) for address in ("/sign-in/", "/sign-out/")]
    answers.append(("a code", Client().post("/sign-in/", {"email": "somebody@people.example"})))
    with_cookie = [one for _, one in answers if one.cookies]
    assert with_cookie
    assert all("no-store" in one.headers["Cache-Control"] for one in with_cookie)


def test_a_page_that_could_be_kept_would_be_seen(house: World) -> None:
    response = house.browser("officer").get("/monday/")
    response.headers["Cache-Control"] = "public, max-age=60"
    assert kept([("officer: GET /monday/", response)], house)


# Over HTTPS


@pytest.fixture
def over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings as an operator gets them who says that there is HTTPS."""
    monkeypatch.setenv("CONVENOR_HTTPS", "1")
    found = runpy.run_path(str(SOURCE / "settings.py"))
    for name in ("SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        monkeypatch.setattr(settings, name, found[name])


@pytest.mark.usefixtures("over_https")
def test_over_https_every_answer_asks_for_https_from_now_on(house: World) -> None:
    client = Client(headers={"x-forwarded-proto": "https"}, raise_request_exception=False)
    addresses = ("/", "/sign-in/", "/desk/", "/nope/", "/static/convenor/convenor.css", "/about")
    answers = [(address, client.get(address)) for address in addresses]
    answers.append(("bad host", client.get("/", headers={"host": "elsewhere.example"})))
    assert faults(answers, https=True) == []


@pytest.mark.usefixtures("over_https")
def test_over_https_cookies_stay_on_https() -> None:
    client = Client(headers={"x-forwarded-proto": "https"})
    client.get("/sign-in/")
    client.post("/sign-in/", {"email": "somebody@people.example"})
    assert set(client.cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert all(cookie["secure"] and cookie["httponly"] for cookie in client.cookies.values())


def test_without_https_nothing_is_promised_that_does_not_hold(house: World) -> None:
    assert settings.SECURE_PROXY_SSL_HEADER is None
    answer = Client().get("/", headers={"x-forwarded-proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers
    assert faults([("/", answer)], https=True)


# Hosts

OTHERS = ("elsewhere.example", "testserver.elsewhere.example", "testserver@elsewhere.example", " ")


@pytest.mark.parametrize("host", OTHERS)
def test_another_host_is_refused(host: str) -> None:
    response = Client().get("/", headers={"host": host})
    assert response.status_code == 400
    assert "elsewhere" not in everything_of(response)


def test_no_page_repeats_a_host_that_was_only_claimed(house: World) -> None:
    claims = dict.fromkeys(("x-forwarded-host", "x-host", "x-original-host", "forwarded"), "elsewhere.example")
    for who in ("nobody", "officer"):
        client = house.browser(who)
        for address in ("/", "/feed.atom", "/sign-in/", "/monday/", "/desk/", "/about"):
            assert "elsewhere" not in everything_of(client.get(address, headers=claims)), address


def test_a_host_that_is_believed_would_be_seen(house: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    assert Client().get("/", headers={"host": OTHERS[0]}).status_code == 200
