"""The last outputs as two feeds, each in the language that its address names; without one it is that of the house.

What is translated stands there in that language, everything else in English and marked as English. An output keeps its
one name (`urn:uuid:`) in all of them, so that a reader who follows a feed drops or renews it whatever its language.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import dated, is_in_address, preferred
from convenor.public.library import queries
from convenor.public.library.models import Output, Translation
from convenor.public.library.reading import as_html, first_line
from convenor.public.library.translating import caveats_in, is_older, is_whole
from convenor.public.portal import pages
from convenor.public.portal.machines import address_of, in_language, whole

# How many entries a feed has; who asks less often finds the rest on the site.
ENTRIES = 20
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An output as a feed tells it, in the language in which it is there; `html` says what the text is not, too."""

    output: Output
    language: str
    title: str
    summary: str
    address: str
    html: SafeString
    updated_at: datetime


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The last outputs as an Atom feed; what was withdrawn is named with the reason, so that readers drop it too."""
    return _in_its_language(request, _feed)


@open_to_all
@require_safe
def feed_in_json(request: HttpRequest) -> HttpResponse:
    """The same as a JSON feed (jsonfeed.org, version 1.1); what was withdrawn stands in an extension of ours."""
    return _in_its_language(request, _feed_in_json)


def _in_its_language(request: HttpRequest, make: Callable[[HttpRequest, str], HttpResponse]) -> HttpResponse:
    # Who follows an address gets the same from it whichever program asks, so a browser's preference is no matter.
    language = preferred() if is_in_address() else settings.LANGUAGE_CODE
    with translation.override(language):
        response = pages.unless_known(request, queries.latest_change(), lambda: make(request, language), language)
    response.headers["Content-Language"] = language
    return response


def _feed(request: HttpRequest, language: str) -> HttpResponse:
    entries, withdrawn = _entries(language), queries.withdrawn()[:ENTRIES]
    return pages.page(
        request,
        "feed.xml",
        own=in_language(language, whole("portal:feed")),
        home=in_language(language, whole("portal:home")),
        title=pages.here(request).name,
        language=language,
        english=settings.LANGUAGE_CODE,
        entries=entries,
        withdrawn=withdrawn,
        # Of what stands here alone: the library also changes when somebody is taken off a list.
        changed=max([*(one.updated_at for one in entries), *(one.updated_at for one in withdrawn)], default=None),
        content_type="application/atom+xml; charset=utf-8",
    )


def _feed_in_json(request: HttpRequest, language: str) -> HttpResponse:
    name = pages.here(request).name
    gone = [
        {"id": _id_of(output), "url": address_of(output), "reason": output.withdrawn_because}
        for output in queries.withdrawn()[:ENTRIES]
    ]
    made = {
        "version": JSON_FEED,
        "title": name,
        "home_page_url": in_language(language, whole("portal:home")),
        "feed_url": in_language(language, whole("portal:feed_in_json")),
        "language": language,
        "authors": [{"name": name}],
        "items": [_item(entry) for entry in _entries(language)],
        "_withdrawn": {"about": in_language(language, whole("portal:about")), "items": gone},
    }
    # A program that took it for a page would still find no tag in it.
    written = json.dumps(made, ensure_ascii=False).replace("<", "\\u003c")
    return HttpResponse(written, content_type="application/feed+json; charset=utf-8")


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": _id_of(entry.output),
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "language": entry.language,
        "date_published": f"{entry.output.published_on:%Y-%m-%d}T00:00:00+00:00",
        "date_modified": entry.updated_at.isoformat(timespec="seconds"),
        "tags": [entry.output.kind],
    }


def _entries(language: str) -> list[Entry]:
    """What changed last in a language, also by being translated into it."""
    found = {output.key: output for output in queries.notes().order_by("-updated_at")[:ENTRIES]}
    texts: dict[Any, Translation] = {}
    if language != settings.LANGUAGE_CODE:
        found |= {text.output_id: text.output for text in queries.notes_translated(language)[:ENTRIES]}
        texts = queries.translated(found.values(), language)
    entries = [_entry(output, texts.get(output.key), language) for output in found.values()]
    return sorted(entries, key=lambda entry: entry.updated_at, reverse=True)[:ENTRIES]


def _entry(output: Output, text: Translation | None, language: str) -> Entry:
    if text is not None and is_whole(language, output.caveats):
        return _translated(output, text)
    body = _with_caveats(output.caveats, as_html(output.body, whole("portal:home")), output.provenance)
    return Entry(
        output=output,
        language=settings.LANGUAGE_CODE,
        title=output.title,
        summary=first_line(output.body),
        address=address_of(output),
        html=body if language == settings.LANGUAGE_CODE else _within(settings.LANGUAGE_CODE, body),
        updated_at=output.updated_at,
    )


def _translated(output: Output, text: Translation) -> Entry:
    body = as_html(text.body, in_language(text.language, whole("portal:home")))
    said = _with_caveats(caveats_in(text.language, output.caveats) or [], body, text.provenance)
    return Entry(
        output=output,
        language=text.language,
        title=text.title,
        summary=first_line(text.body),
        address=in_language(text.language, address_of(output)),
        html=_within(text.language, format_html("{}{}", _which_text(output, text), said)),
        # A text that changed after its translation makes that older, which is news of it, too.
        updated_at=max(text.updated_at, output.updated_at),
    )


def _which_text(output: Output, text: Translation) -> SafeString:
    day = dated(localtime(text.of))
    if is_older(text, output):
        said = _("It follows the text of %(day)s, which was changed since. What holds now stands here:") % {"day": day}
    else:
        said = _("A translation. It follows the text of %(day)s, which stands here:") % {"day": day}
    english = in_language(settings.LANGUAGE_CODE, address_of(output)).removeprefix(settings.CONVENOR_SITE)
    link = '<p><em>{}</em> <a href="{}/en{}" lang="en" hreflang="en" dir="ltr">English</a></p>'
    return format_html(link, said, settings.CONVENOR_SITE, english)


def _with_caveats(caveats: list[str], body: SafeString, provenance: str) -> SafeString:
    """What a text is not, the text, and where it comes from: read elsewhere it needs them as much as here."""
    before = format_html_join("", "<p><em>{}</em></p>", ((caveat,) for caveat in caveats))
    after = format_html("<p>{}</p>", provenance) if provenance else ""
    return format_html("{}{}{}", before, body, after)


def _within(language: str, body: SafeString) -> SafeString:
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html('<div lang="{}" dir="{}">{}</div>', language, direction, body)


def _id_of(output: Output) -> str:
    return f"urn:uuid:{output.key}"
