"""Signing in and out. Only the ways in that the product offers have an address."""

from allauth.account import views as account
from django.urls import path

from convenor.kernel.gate import open_to_all

# One address under the three names by which the sign-in package looks for it.
_sign_in = open_to_all(account.request_login_code)

urlpatterns = [
    path("sign-in/", _sign_in, name="sign_in"),
    path("sign-in/", _sign_in, name="account_login"),
    path("sign-in/", _sign_in, name="account_request_login_code"),
    path("sign-in/", _sign_in, name="account_signup"),
    path("sign-in/code/", open_to_all(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-out/", open_to_all(account.logout), name="account_logout"),
    path("account-closed/", open_to_all(account.account_inactive), name="account_inactive"),
]
