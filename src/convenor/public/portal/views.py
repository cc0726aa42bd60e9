"""The public site. Its pages are made without the request: everybody gets the same, so anybody may keep a copy."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_english
from convenor.public.library import queries
from convenor.public.library.models import Output
from convenor.public.library.reading import as_html, first_line, table_of
from convenor.public.portal import capabilities, figures, numbers, pages, translations
from convenor.public.portal.translations import Edition
from convenor.rules.vocabulary import DraftKind

A_PAGE = 20


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and what was published, newest first."""

    def make() -> HttpResponse:
        page = Paginator(queries.notes(), A_PAGE).get_page(request.GET.get("page"))
        lines = translations.lines_of(page)
        return pages.page(
            request, "home.html", title=_("What was learned together"), place="home", page=page, lines=lines
        )

    return pages.unless_known(request, queries.latest_change(), make)


@open_to_all
@require_safe
def output(request: HttpRequest, slug: str) -> HttpResponse:
    """One output: what it is and is not, its text, where it comes from, and what was changed since."""
    # Read first: what changes after it has another mark.
    changed = queries.latest_change()
    found = queries.at_address(slug)
    if found is None:
        raise Http404
    if found.kind == DraftKind.PAGE:
        return redirect("portal:site_page", slug, permanent=True)
    if found.withdrawn_on:
        return pages.gone(request, found)
    texts = translations.whole_translations(found)
    editions = translations.editions_of(found, texts)
    return translations.in_own_language(request, found, texts, changed) or _in_english(
        request, found, editions, changed
    )


@in_english
def _in_english(request: HttpRequest, found: Output, editions: list[Edition], changed: datetime | None) -> HttpResponse:
    return pages.unless_known(request, changed, lambda: _output_page(request, found, editions), editions)


def _output_page(request: HttpRequest, found: Output, editions: list[Edition]) -> HttpResponse:
    corrections = list(queries.corrections_of(found))
    table = table_of(found)
    return pages.page(
        request,
        "output.html",
        title=found.title,
        output=found,
        editions=editions,
        line=first_line(found.body),
        text=as_html(found.body, get_script_prefix()),
        table=table.as_json() if table else None,
        corrections=corrections,
    )


@open_to_all
@require_safe
def newsletter(request: HttpRequest) -> HttpResponse:
    """The issues of the newsletter so far, newest first, and how to get the next by mail."""

    def make() -> HttpResponse:
        page = Paginator(queries.released_of(DraftKind.NEWSLETTER), A_PAGE).get_page(request.GET.get("page"))
        lines = translations.lines_of(page)
        return pages.page(request, "newsletter.html", title=_("Newsletter"), place="newsletter", page=page, lines=lines)

    return pages.unless_known(request, queries.latest_change(), make)


@open_to_all
@require_safe
def participants(request: HttpRequest) -> HttpResponse:
    """The organisations that take part and agreed to be named, by community; who came where is kept elsewhere."""

    def make() -> HttpResponse:
        found = queries.participants().items()
        return pages.page(request, "participants.html", title=_("Who takes part"), place="participants", found=found)

    return pages.unless_known(request, queries.latest_change(), make)


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How the room works and how a note is made."""
    return pages.unless_known(
        request, None, lambda: pages.page(request, "about.html", title=_("How this works"), place="about")
    )


@open_to_all
@require_safe
def how_we_check(request: HttpRequest) -> HttpResponse:
    """What the check does and cannot do, and its figures as the benchmark wrote them."""

    def make() -> HttpResponse:
        return pages.page(
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

    return pages.unless_known(request, None, make, figures.measured())


@open_to_all
@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """How numbers are kept from giving somebody away, and how that stood when the benchmark attacked it."""

    def make() -> HttpResponse:
        return pages.page(
            request,
            "how_we_count.html",
            title=_("How we count"),
            numbers=numbers.measured(),
            measured_on=numbers.measured_on(),
            sections=numbers.sections(),
        )

    return pages.unless_known(request, None, make, numbers.measured())


@open_to_all
@require_safe
def who_may_do_what(request: HttpRequest) -> HttpResponse:
    """The table that every page and every action asks, for whoever wants to know before joining."""

    def make() -> HttpResponse:
        parts = [
            (_("What members, counsel and guests may do"), capabilities.of_several()),
            (_("What the secretariat alone does"), capabilities.of_the_secretariat()),
        ]
        return pages.page(request, "who_may_do_what.html", title=_("Who may do what"), parts=parts)

    return pages.unless_known(request, None, make)
