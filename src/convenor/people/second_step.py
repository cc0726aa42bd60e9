"""The second step of signing in: which roles need one, whether it was taken, and how its secrets are kept."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest
from django.utils.translation import gettext

from convenor.kernel.installation import installation
from convenor.kernel.qr import qr_of
from convenor.kernel.sealed import seal, unseal
from convenor.people.models import Account

# Where a session says that somebody looks in at a demonstration, which asks nobody who they are.
LOOKS_IN = "looks_in"
PURPOSE = "second step"
STEPS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def proved(request: HttpRequest) -> bool:
    """Whether this session began with a second step: a passkey, a code of an app, or a provider that asks for one."""
    if request.session.get(LOOKS_IN) and installation().demo:
        return True
    return any(_proves(record) for record in get_authentication_records(request, request.user))


def _proves(record: dict[str, Any]) -> bool:
    return record.get("method") == "mfa" or bool(record.get("second_step"))


def may_remove(authenticator: Authenticator) -> bool:
    """Whether another second step stays when this one goes."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=STEPS).exclude(pk=authenticator.pk)
    return authenticator.type not in STEPS or others.exists()


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What the sign-in package asks about second steps."""

    def encrypt(self, text: str) -> str:
        """Keep a secret so that a copy of the database alone does not give it away."""
        return seal(PURPOSE, text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; one that nobody knows where the installation's key was changed, so that no code fits."""
        return unseal(PURPOSE, encrypted_text) or generate_totp_secret()

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002 - the package calls it so
        """What a passkey is called whose owner gives it no name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def build_totp_svg(self, url: str) -> str:
        """The key as a picture, drawn as the other codes of this product are."""
        return qr_of(url)

    def get_totp_issuer(self) -> str:
        """Under which name an app lists the account."""
        return installation().name

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Whose passkey it is, as the device lists it: the address that signs in."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.email}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """To whom a passkey belongs: this site, by its name."""
        return {**super().get_public_key_credential_rp_entity(), "name": installation().name}
