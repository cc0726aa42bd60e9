"""Signing in and out, and the ways in that an account has. Only what the product offers has an address."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from convenor.kernel.gate import open_to_all, own_account
from convenor.people import own, own_address_pages, own_mail, views
from convenor.people.asking_for_a_code import CodeForm
from convenor.people.leavers import leaver
from convenor.rules.vocabulary import Zone


def _told(title: str | Promise) -> dict[str, Any]:
    """What each page about one's own account says of itself."""
    return {"page_title": title, "zone": Zone.ROOM, "seen_by": _("Seen by you alone.")}


# One address under the three names by which the sign-in package looks for it.
_sign_in = open_to_all(account.RequestLoginCodeView.as_view(form_class=CodeForm))
_ways = own_account(views.Ways.as_view(extra_context=_told(_("Your account"))))
_confirm = own_account(steps.ReauthenticateView.as_view(extra_context=_told(_("Confirm that it is you"))))
_confirm_by_passkey = own_account(
    webauthn.ReauthenticateWebAuthnView.as_view(extra_context=_told(_("Confirm that it is you")))
)
_rename = own_account(webauthn.EditWebAuthnView.as_view(extra_context=_told(_("Rename this passkey"))))
_remove = own_account(views.RemovePasskey.as_view(extra_context=_told(_("Remove this passkey"))))
_remove_app = own_account(views.RemoveApp.as_view(extra_context=_told(_("Remove the app’s codes"))))
_recovery = own_account(recovery.ViewRecoveryCodesView.as_view(extra_context=_told(_("Recovery codes"))))
_new_codes = own_account(recovery.GenerateRecoveryCodesView.as_view(extra_context=_told(_("New recovery codes"))))

urlpatterns = [
    path("sign-in/", _sign_in, name="sign_in"),
    path("sign-in/", _sign_in, name="account_login"),
    path("sign-in/", _sign_in, name="account_request_login_code"),
    path("sign-in/", _sign_in, name="account_signup"),
    path("sign-in/code/", open_to_all(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/passkey/", open_to_all(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-step/", open_to_all(steps.authenticate), name="mfa_authenticate"),
    path("sign-in/with/<slug:provider_id>/", open_to_all(views.to_provider), name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", open_to_all(views.from_provider), name="openid_connect_callback"),
    path("sign-in/cancelled/", open_to_all(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("sign-out/", open_to_all(account.logout), name="account_logout"),
    path("account-closed/", open_to_all(account.account_inactive), name="account_inactive"),
    path("account/", _ways, name="mfa_index"),
    path("account/holdings/", own.holdings, name="holdings"),
    path("account/holdings/correct/", own.correction, name="own_correction"),
    path("account/holdings/erase/", own.erasure, name="own_erasure"),
    path("account/holdings/stay/", own.stay, name="own_stay"),
    path("erase-me/<str:token>/", leaver, name="leaver"),
    path("account/holdings/what-we-hold.json", own.as_json, name="holdings_json"),
    path("account/holdings/what-we-hold.txt", own.as_text, name="holdings_text"),
    path("account/address/", own_address_pages.own_address, name="own_address"),
    path("account/address/stay/", own_address_pages.take_back, name="own_address_stays"),
    path("account/address/<str:token>/", own_address_pages.confirm, name="confirm_address"),
    path("account/mail/", own_mail.own_mail, name="own_mail"),
    path("mail/<str:token>/", own_mail.silence, name="silence"),
    path("mail/<str:token>/at-once/", own_mail.silence_at_once, name="silence_at_once"),
    path("account/confirm/", own_account(views.again), name="account_reauthenticate"),
    path("account/confirm/code/", _confirm, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", _confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", own_account(RedirectView.as_view(pattern_name="mfa_index")), name="mfa_list_webauthn"),
    path(
        "account/passkeys/add/",
        own_account(views.AddPasskey.as_view(extra_context=_told(_("Add a passkey")))),
        name="mfa_add_webauthn",
    ),
    path("account/passkeys/<int:pk>/rename/", _rename, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", _remove, name="mfa_remove_webauthn"),
    path(
        "account/app/",
        own_account(views.AddApp.as_view(extra_context=_told(_("Add an app’s codes")))),
        name="mfa_activate_totp",
    ),
    path("account/app/remove/", _remove_app, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", _recovery, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", _new_codes, name="mfa_generate_recovery_codes"),
]
