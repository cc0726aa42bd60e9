"""The pages of the site, by section, and what is open to anybody now (R-COM-02, R-COM-05)."""

from datetime import datetime
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_english
from convenor.public.library import queries
from convenor.public.library.models import Output, Translation
from convenor.public.library.reading import as_html, first_line
from convenor.public.portal import pages
from convenor.public.portal.translations import editions_of, in_own_language, lines_of, whole_translations
from convenor.rules.vocabulary import DraftKind

# How many of the webinars to come are named where all that is open is listed.
NAMED = 3


@open_to_all
@require_safe
def site_pages(request: HttpRequest) -> HttpResponse:
    """All pages by section, under what is open to anybody now."""
    changed, coming = queries.latest_change(), queries.webinars_to_come()[:NAMED]

    def make() -> HttpResponse:
        found = groupby(lines_of(queries.site_pages()), key=lambda line: line.output.section)
        return pages.page(
            request,
            "site_pages.html",
            title=_("The project"),
            place="site_pages",
            sections=[(section, list(some)) for section, some in found],
            webinars=coming,
        )

    return pages.unless_known(request, changed, make, [webinar.pk for webinar in coming])


@open_to_all
@require_safe
def site_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, what was changed on it, and the others of its section."""
    # Read first: what changes after it has another mark.
    changed = queries.latest_change()
    found = queries.at_address(slug)
    if found is None or found.kind != DraftKind.PAGE:
        raise Http404
    if found.withdrawn_on:
        return pages.gone(request, found)
    texts = whole_translations(found)
    return in_own_language(request, found, texts, changed) or _in_english(request, found, texts, changed)


@in_english
def _in_english(
    request: HttpRequest, found: Output, texts: list[Translation], changed: datetime | None
) -> HttpResponse:
    return pages.unless_known(request, changed, lambda: _made(request, found, texts))


def _made(request: HttpRequest, found: Output, texts: list[Translation]) -> HttpResponse:
    return pages.page(
        request,
        "site_page.html",
        title=found.title,
        place="site_pages",
        output=found,
        editions=editions_of(found, texts),
        line=first_line(found.body),
        text=as_html(found.body, get_script_prefix()),
        corrections=list(queries.corrections_of(found)),
        others=[one for one in queries.site_pages() if one.section == found.section and one != found],
    )
