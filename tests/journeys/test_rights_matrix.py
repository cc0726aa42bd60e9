"""Who gets what from every address: each route, each role, each method, one's own, another's, and what is not there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import messages
from django.http import HttpRequest

from convenor.kernel import gate
from convenor.kernel.gate import Refused
from convenor.kernel.models import Event
from convenor.room.meetings.models import Session
from convenor.room.meetings.views import reach, sessions
from convenor.rules.verdict import no, yes
from journeys import rights, world
from journeys.rights import Clicks, Route
from journeys.world import World

pytestmark = pytest.mark.django_db

Hole = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with world.built(django_db_blocker.unblock()) as found:
        yield found


@pytest.fixture(scope="module")
def clicks(house: World) -> Clicks:
    return rights.clicks_of(house, rights.routes())


def named(*names: str) -> list[Route]:
    return [route for route in rights.routes() if route.name in names]


def unfilled(house: World, routes: list[Route]) -> list[str]:
    lacking = []
    for route in routes:
        try:
            route.addresses(house)
        except rights.NoFixtureError as lack:
            lacking.append(str(lack))
    return lacking


def test_every_route_has_what_fills_its_parameters(house: World) -> None:
    assert unfilled(house, rights.routes()) == []


def test_the_matrix_has_what_it_needs_to_fail(house: World, clicks: Clicks) -> None:
    every = {route.name: route.addresses(house) for route in rights.routes()}
    assert not [route.name for route in rights.routes() if route.parameters and "missing" not in every[route.name]]
    assert len([name for name, addresses in every.items() if addresses["own"] in clicks.bodies]) > 50
    for name in ("meetings:session", "desk:look", "groups:group", "cohorts:year", "standing:member"):
        assert "other" in every[name], name
    assert "own, of a peer" in every["meetings:withdraw_delegate"]


@pytest.mark.parametrize("who", rights.OF_THE_HOUSE)
def test_every_address_answers_as_the_policy_says(who: str, house: World, clicks: Clicks) -> None:
    """Also: nothing is written on a refusal, another's thing looks like none, and nothing fails."""
    assert rights.faults_of(house, who, clicks, rights.routes()) == []


@pytest.mark.parametrize("who", ["officer", "nominee", "nobody"])
def test_a_form_without_its_token_is_refused_everywhere(who: str, house: World, clicks: Clicks) -> None:
    client, accepted = house.browser(who, checks_forms=True), []
    for route in rights.routes():
        address = route.addresses(house)["own"]
        answer = rights.asked(client, "POST", address, clicks.bodies.get(address, {}))
        if answer.status != 403 or answer.wrote:
            accepted.append(f"{route.name}: {answer.status} {answer.wrote}")
    assert accepted == []


# What the matrix would see if a wall had a hole.


def everything_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "visible_to", lambda _actor: Session.objects.all())


def everybody_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "may", lambda *_args, **_places: yes())


def writes_when_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(*_args: object) -> None:
        Event.objects.create(name="refused", at="2023-03-06T10:00Z")

    monkeypatch.setattr(gate.audit, "refusal", keep)


def says_that_there_is_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(request: HttpRequest, pk: object) -> Session:
        row = reach.visible_to(reach.who(request)).filter(pk=pk).first()
        if row is None and Session.objects.filter(pk=pk).exists():
            raise Refused(no("This session is another cohort's."))
        return row or reach.session_or_404(request, pk)  # type: ignore[arg-type]

    monkeypatch.setattr(sessions, "session_or_404", found)


def says_it_in_the_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(request: HttpRequest, pk: object) -> Session:
        if Session.objects.filter(pk=pk).exists():
            messages.error(request, "This is another's.")
        return reach.session_or_404(request, pk)  # type: ignore[arg-type]

    monkeypatch.setattr(sessions, "session_or_404", found)


def test_a_route_with_a_parameter_that_nothing_fills_is_named(house: World) -> None:
    new = Route(name="funding:pledge", pattern="pledges/<uuid:pledge>/", capability="cohort.read")
    lack = "funding:pledge: nothing fills <pledge> after 'pledges'; say it in rights.PARAMETERS"
    assert unfilled(house, [new]) == [lack]


@pytest.mark.parametrize(
    "case",
    [
        (everything_to_everybody, "nominee", "is there"),
        (everybody_may, "no role", "was not refused"),
        (writes_when_it_refuses, "delegate", "wrote although"),
        (says_that_there_is_something, "nominee", "can be told from one that is missing"),
        (says_it_in_the_page_alone, "nominee", "can be told from one that is missing"),
    ],
    ids=lambda case: case[0].__name__,
)
def test_a_hole_in_a_wall_would_be_seen(
    case: tuple[Hole, str, str], house: World, clicks: Clicks, monkeypatch: pytest.MonkeyPatch
) -> None:
    hole, who, sign = case
    routes = named("meetings:session", "secretariat:monday")
    assert rights.faults_of(house, who, clicks, routes) == []
    hole(monkeypatch)
    assert [line for line in rights.faults_of(house, who, clicks, routes) if sign in line]
