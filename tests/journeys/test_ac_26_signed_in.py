"""AC-26 for whoever signs in: no English sentence of ours is left on a page, and what is kept is English."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve

from convenor.kernel.language import reading
from convenor.rules import standing as rules
from convenor.rules.exchange import NOT_OPEN
from journeys import marked, rights, world
from journeys.rights import Clicks, Route
from journeys.world import World

pytestmark = pytest.mark.django_db

WHO = ("nominee", "focal point", "delegate", "guest", "counsel", "no role", "officer", "nobody")
# Who may change something there; the officer may everywhere.
SENDS = ("nominee", "focal point", "delegate", "counsel", "officer")
# Names, and what stands for itself in every language; the name of a digest, the keys of entries in the trail.
# A surname that the world gave, too.
NAMES = frozenset({"Convenor", "UTC", "B-Tech", "SHA-", "own"})
# What the tests' browser types.
TYPED = ("Something that somebody would write.", "Something written", "credential")
# What else public pages say: to a question, and to an address that leads nowhere.
LOOKED_FOR = ("nothing-of-the-kind", "severity", "sevrity")
BESIDE = (
    *(f"/search/?q={words}" for words in LOOKED_FOR),
    "/search/?q=!",
    f"/search/?q={'a+' * 40}",
    "/nothing-of-the-kind/",
    "/newsletter/confirm/nothing/",
    "/newsletter/end/nothing/",
    "/registration/nothing/",
)
# What is English whoever reads it, each with its reason.
ENGLISH = {
    "exchange:actions_file": "a document",
    "exchange:pack_file": "a document",
    "reviews:export": "a document",
    "holdings_json": "a file for programs",
    "holdings_text": "a document",
    "invitations:feed": "read by calendars",
    "portal:api": "for programs",
    "portal:api_output": "for programs",
    "portal:api_outputs": "for programs",
    "portal:api_webinars": "for programs",
    "portal:calendar": "read by calendars",
    "portal:calendar_of_all": "read by calendars",
    "portal:robots": "for programs",
    "portal:sitemap": "for programs",
}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with world.built(django_db_blocker.unblock()) as found:
        yield found


@pytest.fixture
def in_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of ours is marked in one language."""
    marked.speak(monkeypatch)


@pytest.fixture(scope="module")
def clicks(house: World) -> Clicks:
    return rights.clicks_of(house, rights.routes())


def english_at(client: Client, address: str, data: list[str], body: dict[str, Any] | None = None) -> list[str]:
    """What is English of ours on this page, or on where its form leads, and what is kept that is not English."""
    address, cookies = f"/{marked.LANGUAGE}{address}", client.cookies.copy()
    with world.savepoint(), world.portal_reads_here(), marked.kept() as kept:
        answer = client.get(address) if body is None else client.post(address, body, follow=True)
    client.cookies = cookies
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return kept
    if answer.headers.get("Content-Language") != marked.LANGUAGE:
        return kept
    return kept + marked.english_on(answer.content.decode(), data, NAMES)


@pytest.mark.usefixtures("in_marks")
@pytest.mark.parametrize("who", WHO)
def test_no_text_of_ours_stays_english_on_a_page(house: World, who: str) -> None:
    client, data = house.browser(who), marked.written()
    found = [
        f"{route.name}: {line}"
        for route in rights.routes()
        if not route.name.startswith("portal:")
        for line in english_at(client, route.addresses(house)["own"], data)
    ]
    assert found == []


@pytest.mark.usefixtures("in_marks")
@pytest.mark.parametrize("filled", ["as a browser fills it in", "empty"])
@pytest.mark.parametrize("who", SENDS)
def test_what_is_said_of_a_form_is_in_the_language_and_what_is_kept_is_english(
    house: World, clicks: Clicks, who: str, filled: str
) -> None:
    client, data = house.browser(who), [*TYPED, *marked.written()]
    found = [
        f"{route.name}: {line}"
        for route in rights.routes()
        if not route.name.startswith("portal:") and route.name not in {"account_logout", *ENGLISH}
        for address in [route.addresses(house)["own"]]
        for line in english_at(client, address, data, {} if filled == "empty" else clicks.bodies.get(address, {}))
    ]
    assert found == []


@pytest.mark.usefixtures("in_marks")
def test_no_text_of_ours_stays_english_on_a_public_page(house: World) -> None:
    public = [route for route in rights.routes() if route.name.startswith("portal:") and route.name not in ENGLISH]
    addresses = [route.addresses(house)["own"] for route in public] + list(BESIDE)
    client, data = Client(), [*LOOKED_FOR, *marked.written()]
    with world.savepoint(), world.portal_reads_here():
        spoken = {address: client.get(f"/{marked.LANGUAGE}{address}")["Content-Language"] for address in addresses}
    assert set(spoken.values()) == {marked.LANGUAGE}, spoken
    assert [f"{address}: {line}" for address in addresses for line in english_at(client, address, data)] == []


@pytest.mark.usefixtures("in_marks")
@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"])
def test_no_text_of_ours_stays_english_where_something_failed(house: World, template: str) -> None:
    with reading(marked.LANGUAGE):
        assert marked.english_on(render_to_string(template, {"reason": NOT_OPEN}), marked.written(), NAMES) == []


@pytest.mark.usefixtures("in_marks")
def test_a_sentence_that_is_put_together_without_a_form_would_be_seen(
    house: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "in_a_sentence", lambda found: f"Judged by {len(found)} requirements.")
    client, data = house.browser("nominee"), marked.written()
    assert english_at(client, "/organisation/", data) != []


def test_only_documents_and_what_programs_read_are_english_for_everybody() -> None:
    assert {route.name for route in rights.routes() if is_english(route)} == set(ENGLISH)


def is_english(route: Route) -> bool:
    """Whether its view is declared to be English."""
    address = route.address([value for _path, value in map(route._fixture, route.parameters)])
    return hasattr(resolve(address).func, "in_english")
