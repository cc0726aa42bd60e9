"""How a public page is made, and kept by whoever has it: the same for everybody, so it can be kept anywhere."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from convenor.kernel.kept import stands_on
from convenor.kernel.language import in_english
from convenor.kernel.models import Installation
from convenor.public.library.models import Output
from convenor.rules.vocabulary import DraftKind

KEEP = "public, max-age=60"


def page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    content_type: str = "text/html; charset=utf-8",
    **context: object,
) -> HttpResponse:
    """A page made from the library alone; nothing of who asks is in it."""
    made = {"page_title": title, "installation": here(request), "site": settings.CONVENOR_SITE, **context}
    return HttpResponse(render_to_string(f"portal/{template}", made), content_type=content_type)


@in_english
def gone(request: HttpRequest, output: Output) -> HttpResponse:
    """What stands at the address of a text that was withdrawn: that it was, when and why."""
    response = page(request, "withdrawn.html", title=_("This text was withdrawn"), output=output)
    response.status_code, response["Cache-Control"] = 410, KEEP
    return response


def place_of(kind: str) -> str:
    """The name of the page on which a released text of a kind stands."""
    return "portal:site_page" if kind == DraftKind.PAGE else "portal:output"


def unless_known(
    request: HttpRequest, changed: datetime | None, make: Callable[[], HttpResponse], *shown: object
) -> HttpResponse:
    """Answer that nothing changed to whoever has the page already; otherwise make it.

    `shown` is what else the page is made from. No date is sent: it would tell the second at which a name was taken off
    a list; and the mark is made with the installation's key, so that nobody finds that second by trying them all.
    """
    marks = [*stands_on(request), changed, request.get_full_path(), *shown]
    etag = f'"{salted_hmac("convenor.public.portal.pages", repr(marks), algorithm="sha256").hexdigest()[:32]}"'
    known = get_conditional_response(request, etag=etag)
    response = known or _made(request, etag, make)
    response["ETag"] = etag
    response["Cache-Control"] = KEEP
    return response


def _made(request: HttpRequest, etag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as this process made it last, as long as nothing changed; a question in an address is made each time."""
    if request.META.get("QUERY_STRING"):
        return make()
    kept = caches["pages"].get(etag)
    if kept is None:
        response = make()
        kept = response.content, response.headers["Content-Type"]
        caches["pages"].set(etag, kept)
    content, content_type = kept
    return HttpResponse(content, content_type=content_type)


def here(request: HttpRequest) -> Installation:
    """What this installation is called, and where it is written to."""
    found: Installation = request.installation  # type: ignore[attr-defined]
    return found
