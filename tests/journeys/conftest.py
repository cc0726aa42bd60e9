"""Journeys start from the demonstration and click as people do."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from convenor.demo import load
from convenor.kernel.installation import installation
from convenor.people.models import Account

EMAILS = {
    "officer": "officer@secretariat.example",
    "chief": "chief@secretariat.example",
    "nominee": "nominee-1@telefonica.example",
}
SignIn = Callable[[str], Client]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration's database, on its own Monday: loaded once, and each test undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.everything()
        assert installation().demo
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which somebody has signed in, by role or by address."""

    def signed_in(who: str) -> Client:
        client = Client()
        account = Account.objects.get(email=EMAILS.get(who, who))
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in
