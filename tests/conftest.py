"""What all tests with a database share."""

import fcntl
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import Client

from convenor.people import sign_in
from convenor.people.models import Account


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[IO[str]]:
    """Wait for one's turn: the databases of a server share its roles, so processes make theirs one by one."""
    with (tmp_path_factory.getbasetemp().parent / "making-a-database").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield turn


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: IO[str], django_db_setup: None) -> None:
    """Let the next process make its database."""
    fcntl.flock(django_db_modify_db_settings, fcntl.LOCK_UN)


@pytest.fixture(scope="session", autouse=True)
def signed_in_whole() -> Iterator[None]:
    """Who is signed in by a test took a second step too, unless the test goes the way through the pages."""
    by_itself = Client.force_login

    def force_login(client: Client, user: Account, backend: str | None = None) -> None:
        by_itself(client, user, backend or settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "passwordless": True}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(autouse=True)
def no_page_is_known() -> None:
    """Each test has a library of its own, so no page of the one before is kept."""
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def codes_arrive_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is mailed beside the request; tests read it at once."""
    monkeypatch.setattr(sign_in, "soon", lambda work: work())


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
