"""A mail address as somebody types it."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from convenor.kernel.gate import Declined
from convenor.rules.addresses import as_kept
from convenor.rules.verdict import no

# Django lets the server's own mailboxes pass; nobody who writes from outside has one.
_is_one = EmailValidator(allowlist=[])


def an_address(email: str) -> str:
    """A mail address as it is kept. Raises Declined for what is none."""
    try:
        address = as_kept(email)
        _is_one(address)
        if address.endswith("]"):
            # The address of a machine, which no letter of ours is sent to.
            raise ValueError
    except (ValidationError, ValueError):
        raise Declined(no(_("This is not a mail address. Write it like name@company.example."))) from None
    return address
