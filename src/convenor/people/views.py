"""How somebody signs in: passkeys, an app's codes and codes for a rainy day, each added and removed by its owner.

The sign-in package's own views do the work. What is added to them here: whoever just added a second step has taken
it, and the last one stays where a role needs it.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as steps
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from convenor.kernel.actor import who
from convenor.kernel.language import addresses_for_anybody
from convenor.people.second_step import may_remove
from convenor.rules.policy import SECOND_STEP

THE_LAST = _("This is your only second step, and your role needs one. Add another first; then remove this one.")


def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead somebody to the own organisation's provider."""
    return _while_it_answers(openid_connect.login, request, provider_id)


def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in whoever comes back from there."""
    return _while_it_answers(openid_connect.callback, request, provider_id)


def _while_it_answers(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        # A provider knows one address to lead back to.
        with addresses_for_anybody():
            return view(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)


class Ways(steps.IndexView):  # type: ignore[misc]
    """The ways in that an account has."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the package finds, and whether something waits for a second step."""
        found: dict[str, Any] = super().get_context_data(**given)
        return {**found, "waits": bool(who(self.request).held_back)}


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    """Adding a passkey, which is also taking the second step."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep it, and count this session as begun with it."""
        response: HttpResponse = super().form_valid(form)
        _took(self.request, Authenticator.Type.WEBAUTHN)
        return response


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Adding an app's codes, which is also taking the second step."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep it, and count this session as begun with it."""
        response: HttpResponse = super().form_valid(form)
        _took(self.request, Authenticator.Type.TOTP)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Removing a passkey, unless a role needs it."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it, or say why it stays."""
        if not _may_go(self.request, self.get_object()):
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Removing an app's codes, unless a role needs them."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove them, or say why they stay."""
        if not _may_go(self.request, self.authenticator):
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


def again(request: HttpRequest) -> HttpResponseBase:
    """Confirm that it is still the same person, by whichever second step the account has."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        return redirect("mfa_index")
    return redirect(f"{ways[0]['url']}?{request.GET.urlencode()}")


def _took(request: HttpRequest, kind: str) -> None:
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


def _may_go(request: HttpRequest, authenticator: Authenticator) -> bool:
    needed = any(grant.role in SECOND_STEP for grant in who(request).grants)
    if needed and not may_remove(authenticator):
        messages.error(request, str(THE_LAST))
        return False
    return True
