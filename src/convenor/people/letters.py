"""The letters about signing in: sent beside the request that asks for them, by the names of the package that asks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter

_OWNER = _("Whose account it is")

CODE = Letter(
    key="sign_in_code",
    cause=_("Somebody asks for a code to sign in."),
    to=_OWNER,
    subject=_("Your code to sign in"),
    body=_("""Your code to sign in: {code}

It holds for fifteen minutes and works once. If you did not ask for it, do nothing."""),
    samples={"code": "ABC123"},
    required=("code",),
)


def _about_a_way_in(key: str, cause: Promise, subject: str, said: str) -> Letter:
    return Letter(
        key=key,
        cause=cause,
        to=_OWNER,
        subject=subject,
        body=said
        + (
            "\n\nIf it was you, do nothing. If it was not, write to the secretariat at once: somebody else can read "
            "your mail."
        ),
        samples={},
        required=(),
    )


# By the name that the sign-in package has for what it would send.
BY_NAME = {
    "account/email/login_code": CODE,
    "mfa/email/webauthn_added": _about_a_way_in(
        "passkey_added", _("A passkey is added."), "A passkey was added", "A passkey was added to your account."
    ),
    "mfa/email/webauthn_removed": _about_a_way_in(
        "passkey_removed",
        _("A passkey is removed."),
        "A passkey was removed",
        "A passkey was removed from your account.",
    ),
    "mfa/email/totp_activated": _about_a_way_in(
        "app_added",
        _("An app's codes are added."),
        "An app's codes were added",
        "Codes of an app were added to your account as a second step.",
    ),
    "mfa/email/totp_deactivated": _about_a_way_in(
        "app_removed",
        _("An app's codes are removed."),
        "An app's codes were removed",
        "The codes of an app were removed from your account.",
    ),
    "mfa/email/recovery_codes_generated": _about_a_way_in(
        "recovery_codes",
        _("New recovery codes are made."),
        "New recovery codes were made",
        "New recovery codes were made for your account; the earlier ones do not work any more.",
    ),
}
LETTERS = tuple(BY_NAME.values())
