"""What all tests with a database share."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections


@pytest.fixture(autouse=True)
def mail_stays_here(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Outgoing mail of a test goes to a folder of its own."""
    if "settings" in request.fixturenames or "db" in request.fixturenames:
        request.getfixturevalue("settings").EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture(autouse=True)
def the_portal_reads_what_a_test_wrote(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lend the portal the test's own connection: what a test wrote is seen by the transaction that it runs in alone.

    The wall around the real public connection has tests of its own, which open it themselves.
    """
    if "_django_db_helper" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    own = connections["public"]
    connections["public"] = connections["default"]
    yield
    connections["public"] = own


@pytest.fixture
def today() -> date:
    """The day on which the tests' clock stands unless they say otherwise."""
    return date(2023, 3, 6)
