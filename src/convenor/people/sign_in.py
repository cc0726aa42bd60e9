"""Signing in by a code sent by mail; nobody can open an account for themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the secretariat, and nobody has a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the package asks so
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: signing in shows where one is without a banner."""
