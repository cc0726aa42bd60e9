"""Asking for a code to sign in: one spelling for one mailbox, and nobody keeps somebody else from asking."""

from contextlib import suppress

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from allauth.core.internal.ratelimit import consume, get_ip
from django.http import HttpRequest

from convenor.rules.addresses import as_kept

# Counted by address and by the place that asks together: counted by address alone, as the package would, three
# requests a minute from anywhere would keep an officer out on the day of a session.
FROM_ONE_PLACE = {"code_from_here": "3/m/key,10/h/key"}
# And a mailbox is not flooded from many places. Who holds a passkey needs no code.
TO_ONE_MAILBOX = {"code_to_mailbox": "60/h/key"}


class CodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address to which a code is sent, where it signs in."""

    def clean_email(self) -> str:
        """The address as it is kept; refused where too many codes were asked for from here."""
        email = str(self.cleaned_data["email"])
        with suppress(ValueError):
            email = as_kept(email)
        if not _may_ask(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.cleaned_data["email"] = email
        kept: str = super().clean_email()
        return kept


def _may_ask(request: HttpRequest, email: str) -> bool:
    here = f"{get_ip(request)} {email}"
    return _counted(request, "code_from_here", FROM_ONE_PLACE, here) and _counted(
        request, "code_to_mailbox", TO_ONE_MAILBOX, email
    )


def _counted(request: HttpRequest, action: str, rates: dict[str, str], key: str) -> bool:
    return consume(request, app="convenor.people", action=action, config=rates, key=key) is not None
