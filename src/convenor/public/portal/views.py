"""The public site. Its pages are made without the request: everybody gets the same, so anybody may keep a copy."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import preferred
from convenor.kernel.models import Installation
from convenor.public.library import queries
from convenor.public.library.models import Output
from convenor.public.library.reading import as_html, first_line, table_of
from convenor.public.portal import capabilities, figures, numbers

A_PAGE = 20
KEEP = "public, max-age=60"
ROBOTS = "User-agent: *\nDisallow: /sign-in/\nDisallow: /desk/\n"
RELEASE = version("convenor")


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and what was published, newest first."""

    def make() -> HttpResponse:
        page = Paginator(queries.released(), A_PAGE).get_page(request.GET.get("page"))
        lines = [(output, first_line(output.body)) for output in page]
        return _page(request, "home.html", title=_("What was learned together"), place="home", page=page, lines=lines)

    return _unless_known(request, queries.latest_change(), make)


@open_to_all
@require_safe
def output(request: HttpRequest, slug: str) -> HttpResponse:
    """One output: what it is and is not, its text, where it comes from, and what was changed since."""
    found = queries.at_address(slug)
    if found is None:
        raise Http404
    if found.withdrawn_on:
        response = _page(request, "withdrawn.html", title=_("This text was withdrawn"), output=found)
        response.status_code, response["Cache-Control"] = 410, KEEP
        return response
    return _unless_known(request, found.updated_at, lambda: _output_page(request, found))


def _output_page(request: HttpRequest, found: Output) -> HttpResponse:
    corrections = list(queries.corrections_of(found))
    table = table_of(found)
    return _page(
        request,
        "output.html",
        title=found.title,
        output=found,
        text=as_html(found.body),
        table=table.as_json() if table else None,
        corrections=corrections,
    )


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The last outputs as an Atom feed; what was withdrawn is named with the reason, so that readers drop it too."""
    changed = queries.latest_change()

    def make() -> HttpResponse:
        entries = [(output, as_html(output.body)) for output in queries.released().order_by("-updated_at")[:A_PAGE]]
        return _page(
            request,
            "feed.xml",
            title=_here(request).name,
            entries=entries,
            withdrawn=queries.withdrawn()[:A_PAGE],
            changed=changed,
            content_type="application/atom+xml; charset=utf-8",
        )

    return _unless_known(request, changed, make)


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How the room works and how a note is made."""
    return _unless_known(request, None, lambda: _page(request, "about.html", title=_("How this works"), place="about"))


@open_to_all
@require_safe
def how_we_check(request: HttpRequest) -> HttpResponse:
    """What the check does and cannot do, and its figures as the benchmark wrote them."""

    def make() -> HttpResponse:
        return _page(
            request,
            "how_we_check.html",
            title=_("How we check"),
            measured=figures.measured(),
            measured_on=figures.measured_on(),
            unseen=figures.cases("unseen"),
            known=figures.cases("known"),
            figures=figures.figures(),
            disguises=figures.disguises(),
        )

    return _unless_known(request, None, make, figures.measured())


@open_to_all
@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """How numbers are kept from giving somebody away, and how that stood when the benchmark attacked it."""

    def make() -> HttpResponse:
        return _page(
            request,
            "how_we_count.html",
            title=_("How we count"),
            numbers=numbers.measured(),
            measured_on=numbers.measured_on(),
            sections=numbers.sections(),
        )

    return _unless_known(request, None, make, numbers.measured())


@open_to_all
@require_safe
def who_may_do_what(request: HttpRequest) -> HttpResponse:
    """The table that every page and every action asks, for whoever wants to know before joining."""

    def make() -> HttpResponse:
        parts = [
            (_("What members, counsel and guests may do"), capabilities.of_several()),
            (_("What the secretariat alone does"), capabilities.of_the_secretariat()),
        ]
        return _page(request, "who_may_do_what.html", title=_("Who may do what"), parts=parts)

    return _unless_known(request, None, make)


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all that is public."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8", headers={"Cache-Control": KEEP})


def _page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    content_type: str = "text/html; charset=utf-8",
    **context: object,
) -> HttpResponse:
    page = {"page_title": title, "installation": _here(request), "site": settings.CONVENOR_SITE, **context}
    return HttpResponse(render_to_string(f"portal/{template}", page), content_type=content_type)


def _unless_known(
    request: HttpRequest, changed: datetime | None, make: Callable[[], HttpResponse], *shown: object
) -> HttpResponse:
    """Answer that nothing changed to whoever has the page already; otherwise make it.

    `shown` is what else the page is made from.
    """
    here = _here(request)
    marks = [RELEASE, preferred(), here.name, here.contact, here.today, changed, request.get_full_path(), *shown]
    etag = f'"{hashlib.sha256(repr(marks).encode()).hexdigest()[:32]}"'
    moment = int(changed.timestamp()) if changed else None
    known = get_conditional_response(request, etag=etag, last_modified=moment)
    response = known or make()
    response["ETag"] = etag
    if moment:
        response["Last-Modified"] = http_date(moment)
    response["Cache-Control"] = KEEP
    return response


def _here(request: HttpRequest) -> Installation:
    here: Installation = request.installation  # type: ignore[attr-defined]
    return here
