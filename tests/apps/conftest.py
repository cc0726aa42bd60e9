"""What the tests of the applications share: the day, who is in office, the desk, and a demonstration's folder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from commands import convenor
from desk_scene import TODAY, Scene, set_the_scene
from django.test import Client
from waiver_scene import make_two_operators

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import Account
from convenor.room.cohorts.models import Membership
from making import make_actor, make_installation, make_nominee, make_secretariat


@pytest.fixture
def on_the_day(today: date) -> Iterator[None]:
    """The clock stands."""
    with clock.standing_at(today):
        yield


@pytest.fixture
def in_a_demo(on_the_day: None, today: date) -> None:
    """The clock stands, and the installation is a demonstration of that day."""
    make_installation(demo=True, today=today)


@pytest.fixture
def officer() -> Actor:
    return make_actor()


@pytest.fixture
def signed_in(client: Client) -> Client:
    """The browser of an officer other than `officer`."""
    client.force_login(make_secretariat(name="Officer 2"))
    return client


@pytest.fixture
def scene() -> Iterator[Scene]:
    """The stage of the desk, on its day."""
    with clock.standing_at(TODAY):
        yield set_the_scene()


@pytest.fixture
def two_operators(scene: Scene) -> None:
    """The same words describe two companies of the stage."""
    make_two_operators()


@pytest.fixture
def telefonica(scene: Scene) -> Account:
    """The nominee of the other one."""
    return make_nominee(Membership.objects.get(cohort=scene.cohort, organisation="telefonica"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's folder, made once as somebody would; tests that spoil one take a copy."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    answer = convenor("demo", "--no-serve", "--data", folder)
    assert (answer.status, answer.complaint) == (0, "")
    assert "Loading the 2022 cohort year and the 2023 series" in answer.said
    return folder
