"""Signing in through an organisation's own provider: it says who somebody is, and nothing it tells is stored."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from convenor.config import Provider
from convenor.people.models import Account


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What the sign-in package asks about providers."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - the package asks so
        """Nobody opens an account for themselves, here neither."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Sign in who is known by an address that this provider may speak for; whoever is not learns nothing more."""
        provider = provider_called(sociallogin.account.provider)
        account = _account_of(sociallogin, provider)
        if provider is None or account is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/not_known.html", status=403))
        record_authentication(request, account, "provider", provider=provider.id, second_step=provider.second_step)
        login = Login(user=account, redirect_url=sociallogin.get_redirect_url(request), email=account.email)
        raise ImmediateHttpResponse(perform_login(request, login))


def provider_called(name: str) -> Provider | None:
    """The provider that the operator configured under this name."""
    return next((provider for provider in settings.CONFIG.providers if provider.id == name), None)


def _account_of(sociallogin: Any, provider: Provider | None) -> Account | None:
    """The account of an address that the provider has verified and that lies in one of its domains."""
    if provider is None:
        return None
    told = {address.email.lower() for address in sociallogin.email_addresses if address.verified is True}
    own = [address for address in told if address.rpartition("@")[2] in provider.domains]
    return Account.objects.filter(email__in=own).first() if len(own) == 1 else None
