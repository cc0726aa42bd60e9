"""The same matrix for members and their guests, in a file of its own, so that two processes share the work."""

from collections.abc import Iterator
from typing import Any

import pytest

from journeys import rights, world
from journeys.rights import Clicks
from journeys.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with world.built(django_db_blocker.unblock()) as found:
        yield found


@pytest.fixture(scope="module")
def clicks(house: World) -> Clicks:
    return rights.clicks_of(house, rights.routes())


@pytest.mark.parametrize("who", rights.OF_MEMBERS)
def test_every_address_answers_as_the_policy_says(who: str, house: World, clicks: Clicks) -> None:
    """Also: nothing is written on a refusal, another's thing looks like none, and nothing fails."""
    assert rights.faults_of(house, who, clicks, rights.routes()) == []
