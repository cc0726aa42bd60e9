"""Once a request: what database this is, what time it is here, and who asks."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY, Actor, actor_of, led_by
from convenor.kernel.gate import BY_LINK, Declined, Refused
from convenor.kernel.installation import installation as this_installation
from convenor.kernel.language import IN_ADDRESSES, speaking, taken_off, told

Respond = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), display-capture=(), browsing-topics=()"


def headers(respond: Respond) -> Respond:
    """Say on every answer, also on one that never reached a view, what a browser must not do with it.

    What does not say that it may be kept may not: what one person may see must not be found by another.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def _asked_for(request: HttpRequest) -> str:
    """The language that the browser prefers; a cookie would give one reader's page to another."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("accept-language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def language(respond: Respond) -> Respond:
    """Let a page turn the way its reader reads; its words, dates and refusals are all in one language (AC-26)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code, request.path_info = taken_off(request.path_info)
        query = request.META.get("QUERY_STRING", "")
        wanted = IN_ADDRESSES[code] if code else _asked_for(request)
        with speaking(code, wanted, f"{request.path_info}?{query}" if query else request.path_info):
            response = respond(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", wanted)
        return response

    return middleware


def installation(respond: Respond) -> Respond:
    """Attach the installation and set the clock by it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        here = this_installation()
        request.installation = here  # type: ignore[attr-defined]
        with clock.standing_at(here.today):
            return respond(request)

    return middleware


class acting:  # noqa: N801 - read as a word in the list of middleware
    """Attach the actor, found only when asked for, and answer a refusal with its reason."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _who_asks(request))  # type: ignore[attr-defined]
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return _with_reason(request, "403.html", exception.verdict.reason, 403)
        if isinstance(exception, Declined):
            return _with_reason(request, "409.html", exception.verdict.reason, 409)
        return None


def _who_asks(request: HttpRequest) -> Actor:
    link = request.session.get(BY_LINK)
    if link is not None and not isinstance(link, dict):
        # A mark that does not say what the link was for lets in for nothing.
        request.session.flush()
        return NOBODY
    actor = actor_of(request.user, proved=_proved()(request))
    return led_by(link, actor) if link else actor


@cache
def _proved() -> Callable[[HttpRequest], bool]:
    proved: Callable[[HttpRequest], bool] = import_string(settings.CONVENOR_PROOF)
    return proved


def _with_reason(request: HttpRequest, template: str, reason: str, status: int) -> HttpResponse:
    response = render(request, template, {"reason": told(reason)}, status=status)
    response.reason_in_words = told(reason)  # type: ignore[attr-defined]
    return response


def briefly(respond: Respond) -> Respond:
    """Answer a page that sends a form by itself and stays where it is: in words, what any button would have said.

    Such a page asks for `application/json` and nothing else, and sends again what had no answer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        asked = request.method == "POST" and request.headers.get("Accept") == "application/json"
        if not asked or response.status_code >= 500 or response.headers.get("Content-Type") == "application/json":
            return response
        word, said = _in_words(request, response)
        return JsonResponse({"said": word, "title": said.rstrip(".。"), "why": "", "then": ""})

    return middleware


def _in_words(request: HttpRequest, response: HttpResponse) -> tuple[str, str]:
    """What became of a form, in one word for the page and a sentence for the person."""
    if response.status_code != 302:
        reason = getattr(response, "reason_in_words", "")
        return "refused", reason or _("This cannot be done here. Load the page again to see how things stand.")
    if response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL)):
        return "refused", _("You are signed out. Load the page again and sign in.")
    flashed = list(messages.get_messages(request))
    wrong = any(message.level >= messages.ERROR for message in flashed)
    return "declined" if wrong else "done", " ".join(str(message) for message in flashed) or _("Done.")
