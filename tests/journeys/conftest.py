"""Journeys start from the demonstration and click as people do."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from convenor.demo import load
from convenor.kernel.installation import installation
from convenor.people.models import Account

EMAILS = {
    "officer": "officer@secretariat.example",
    "chief": "chief@secretariat.example",
    "nominee": "nominee-1@telefonica.example",
}
SignIn = Callable[[str], Client]


@pytest.fixture
def demo(db: None) -> None:
    """The demonstration's database, on its own Monday."""
    load.everything()
    assert installation().demo


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which somebody has signed in, by role or by address."""

    def signed_in(who: str) -> Client:
        client = Client()
        account = Account.objects.get(email=EMAILS.get(who, who))
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in
