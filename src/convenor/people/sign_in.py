"""Signing in by a code sent by mail; nobody can open an account for themselves."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from convenor.kernel import letters
from convenor.people.letters import BY_NAME, CODE
from convenor.people.models import Account

NOBODYS = "account/email/unknown_account"
log = logging.getLogger("convenor.people")
# Few: a mail server that does not answer holds these up and no page.
_postmen = ThreadPoolExecutor(max_workers=2, thread_name_prefix="postman")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the secretariat, and nobody has a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the package asks so
        """No."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: signing in shows where one is without a banner."""

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Note that somebody was here with this address, and not when."""
        Account.objects.filter(pk=user.pk, was_here=False).update(was_here=True)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to confirm once more, a passkey first."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(ways, key=lambda way: "passkey" not in str(way["url"]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail now and send it after the answer, so that an answer takes as long for an unknown address.

        For that one the mail is written too, and thrown away.
        """
        letter = CODE if template_prefix == NOBODYS else BY_NAME[template_prefix]
        # Letters are English, whatever the page is in that asked for this one.
        with override(settings.LANGUAGE_CODE):
            words = letters.compose(letter, {"code": str(context.get("code", ""))})
            try:
                mail = letters.written(letter, words, to=email)
            except letters.NotOneAddress:
                # A form lets addresses through that no letter goes to; the answer is the same for them, too.
                return
        soon(mail.send if template_prefix != NOBODYS else _nothing)


def soon(work: Callable[[], object]) -> None:
    """Do this beside the request that asked for it; where it fails, the log says so and the person asks again."""
    _postmen.submit(_carried_out, work)


def _carried_out(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:  # a mail server may fail in any way; nobody waits for this thread
        log.warning("a mail about signing in was not sent: %s", type(error).__name__)


def _nothing() -> None:
    pass
