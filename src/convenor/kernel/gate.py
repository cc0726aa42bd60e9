"""The one gate: every action asks it, every view declares what it needs of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from convenor.kernel import audit
from convenor.kernel.actor import Actor, who
from convenor.rules.policy import may
from convenor.rules.verdict import Verdict, no
from convenor.rules.wording import said

OPEN = "open"
# What belongs to an account itself, whatever its person is to the programme.
OWN_ACCOUNT = "own_account"
# Where a browser's session says that a mailed link began it, and what the link was for: `role`, `organisation` and the
# one `session` of the programme that it leads to (`actor.led_by`).
BY_LINK = "by_link"
_BY_LINK_ONLY = said(
    "You came in by a link that leads to one session. For what is yours beyond it, sign out, then sign in with a code "
    "that is mailed to you."
)
# What browsers send; to anything else no page of ours has an answer.
ANSWERED = ("GET", "HEAD", "POST")


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """This person may not do this; the verdict's reason is meant for the person."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class Declined(Exception):  # noqa: N818 - as above
    """Nobody may do this as things stand; the verdict's reason says why and what to do first."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def require(actor: Actor, capability: str, *, organisation: str | None = None, cohort: str | None = None) -> None:
    """Let this actor pass or raise `Refused` with the reason."""
    verdict = may(actor.grants, capability, organisation=organisation, cohort=cohort)
    if not verdict.allowed:
        audit.refusal(actor, capability)
        raise Refused(verdict)


def by_oneself(actor: Actor, capability: str) -> None:
    """Let whoever signed in pass; whoever a mailed link let in could have been passed the mail on, and would stay."""
    if actor.within:
        audit.refusal(actor, capability)
        raise Refused(no(_BY_LINK_ONLY))


def settle(verdict: Verdict) -> None:
    """Go on if a rule allows it or raise `Declined` with the rule's reason."""
    if not verdict.allowed:
        raise Declined(verdict)


def needs(capability: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """Declare the capability that a view needs; whoever has not signed in is asked to do so first.

    Each row is still found through its app's `visible_to`, so that "not yours" and "not there" look the same.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = who(request)
            if not actor.signed_in:
                return redirect_to_login(request.get_full_path())
            verdict = may(actor.grants, capability)
            if not verdict.allowed and may(actor.held_back, capability).allowed:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.CONVENOR_SECOND_STEP_URL))
            if not verdict.allowed:
                audit.refusal(actor, capability)
                raise Refused(verdict)
            if request.method not in ANSWERED:
                return HttpResponseNotAllowed(ANSWERED)
            return view(request, *args, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]
        return guarded

    return declare


def own_account(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Declare that a view is about the reader's own account, so that being signed in is enough."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not who(request).signed_in:
            return redirect_to_login(request.get_full_path())
        by_oneself(who(request), OWN_ACCOUNT)
        if request.method not in ANSWERED:
            return HttpResponseNotAllowed(ANSWERED)
        return view(request, *args, **kwargs)

    guarded.capability = OWN_ACCOUNT  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare that anybody may see this view."""
    view.capability = OPEN  # type: ignore[attr-defined]
    return view
