"""What all tests with a database share."""

from datetime import date
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def mail_stays_here(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Outgoing mail of a test goes to a folder of its own."""
    if "settings" in request.fixturenames or "db" in request.fixturenames:
        request.getfixturevalue("settings").EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture
def today() -> date:
    """The day on which the tests' clock stands unless they say otherwise."""
    return date(2023, 3, 6)
