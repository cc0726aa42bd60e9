"""Searching what was released: a question in the address, its answer on the page, and no word of it kept."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import spoken_in
from convenor.public.library import finding, queries
from convenor.public.library.finding import Answer, Found
from convenor.public.library.indexing import OUTPUT
from convenor.public.portal import pages
from convenor.rules.wording import listed, said

A_PAGE = 20


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is released and says what somebody looks for, the best first."""
    return pages.unless_known(request, queries.latest_change(), lambda: _searched(request))


def _searched(request: HttpRequest) -> HttpResponse:
    answer = finding.answer(request.GET.get("q", ""))
    asked = answer.question.asked
    page = Paginator(answer.keys, A_PAGE).get_page(request.GET.get("page"))
    shown = finding.shown(answer.question, list(page))
    results = [(found, _place_of(found), _tag_of(found)) for found in shown]
    return pages.page(
        request,
        "search.html",
        title=_("Search results") if asked else _("Search"),
        place="search",
        asked=asked,
        question=answer.question,
        empty=not results and finding.is_empty(),
        corrected=[(term.said, _in_words(term.instead)) for term in answer.question.terms if term.instead],
        missing=answer.missing,
        without=_without_missing(answer),
        page=page,
        results=results,
        query=urlencode({"q": asked}),
    )


def _in_words(instead: Iterable[str]) -> str:
    return listed([said("“{word}”", word=word) for word in instead], "or")


def _place_of(found: Found) -> str:
    """Where a document is read; a webinar stands on the page of its series."""
    name = pages.place_of(found.document.kind) if found.document.shelf == OUTPUT else "portal:series"
    path = reverse(name, args=[found.document.slug])
    return spoken_in(found.document.language, path) if found.document.language else path


def _tag_of(found: Found) -> str:
    """The language of a document where it is not that of the page."""
    tag = found.document.language or settings.LANGUAGE_CODE
    return "" if tag == get_language() else tag


def _without_missing(answer: Answer) -> str:
    """The address of the same question without the words that nothing has; empty where no other would be left."""
    rest = " ".join(term.said for term in answer.question.terms if term not in answer.missing)
    return f"?{urlencode({'q': rest})}" if rest and answer.missing else ""
