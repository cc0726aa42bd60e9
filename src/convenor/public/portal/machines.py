"""What programs read of the public site.

Two feeds, a map of all addresses, how a browser searches here, and where search engines may look.
"""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_six_languages, spoken_in, taken_off
from convenor.public.library import queries
from convenor.public.library.models import Output
from convenor.public.library.reading import as_html, first_line
from convenor.public.portal import pages

# How many entries a feed has; who asks less often finds the rest on the site.
ENTRIES = 20
JSON_FEED = "https://jsonfeed.org/version/1.1"
ROBOTS = "User-agent: *\nDisallow: /sign-in/\nDisallow: /desk/\nSitemap: {site}{sitemap}\n"
# The pages that are always there, besides the outputs.
LASTING = (
    "portal:home",
    "portal:site_pages",
    "portal:webinars",
    "portal:newsletter",
    "portal:participants",
    "portal:about",
    "portal:how_we_check",
    "portal:how_we_count",
    "portal:who_may_do_what",
)


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The last outputs as an Atom feed; what was withdrawn is named with the reason, so that readers drop it too."""
    changed = queries.latest_change()

    def make() -> HttpResponse:
        return pages.page(
            request,
            "feed.xml",
            own=whole("portal:feed"),
            home=whole("portal:home"),
            title=pages.here(request).name,
            entries=[(output, address_of(output), as_html(output.body, whole("portal:home"))) for output in _entries()],
            withdrawn=queries.withdrawn()[:ENTRIES],
            changed=changed,
            content_type="application/atom+xml; charset=utf-8",
        )

    return pages.unless_known(request, changed, make)


@open_to_all
@require_safe
def feed_in_json(request: HttpRequest) -> HttpResponse:
    """The same as a JSON feed (jsonfeed.org, version 1.1); what was withdrawn stands in an extension of ours."""
    return pages.unless_known(request, queries.latest_change(), lambda: _feed_in_json(request))


def _feed_in_json(request: HttpRequest) -> HttpResponse:
    name = pages.here(request).name
    gone = [
        {"id": _id_of(output), "url": address_of(output), "reason": output.withdrawn_because}
        for output in queries.withdrawn()[:ENTRIES]
    ]
    made = {
        "version": JSON_FEED,
        "title": name,
        "home_page_url": whole("portal:home"),
        "feed_url": whole("portal:feed_in_json"),
        "language": get_language(),
        "authors": [{"name": name}],
        "items": [_item(output) for output in _entries()],
        "_withdrawn": {"about": whole("portal:about"), "items": gone},
    }
    # A program that took it for a page would still find no tag in it.
    written = json.dumps(made, ensure_ascii=False).replace("<", "\\u003c")
    return HttpResponse(written, content_type="application/feed+json; charset=utf-8")


def _item(output: Output) -> dict[str, Any]:
    return {
        "id": _id_of(output),
        "url": address_of(output),
        "title": output.title,
        "summary": first_line(output.body),
        "content_html": _with_caveats(output),
        "date_published": f"{output.published_on:%Y-%m-%d}T00:00:00+00:00",
        "date_modified": output.updated_at.isoformat(timespec="seconds"),
        "tags": [output.kind],
    }


def _with_caveats(output: Output) -> str:
    """What a text is not, the text, and where it comes from: read elsewhere it needs them as much as here."""
    before = format_html_join("", "<p><em>{}</em></p>", ((caveat,) for caveat in output.caveats))
    after = format_html("<p>{}</p>", output.provenance) if output.provenance else ""
    return f"{before}{as_html(output.body, whole('portal:home'))}{after}"


@open_to_all
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, for search engines."""
    changed = queries.latest_change()

    def make() -> HttpResponse:
        lasting = [whole(name) for name in LASTING]
        outputs = [(address_of(output), output.updated_at) for output in queries.released()]
        outputs += [
            (_in_language(text.language, address_of(text.output)), text.updated_at)
            for text in queries.all_translations()
        ]
        outputs += [(whole("portal:series", series.slug), series.updated_at) for series in queries.announced()]
        kind = "application/xml; charset=utf-8"
        return pages.page(request, "sitemap.xml", title="", lasting=lasting, outputs=outputs, content_type=kind)

    return pages.unless_known(request, changed, make)


@open_to_all
@require_safe
@in_six_languages
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here from its own field (OpenSearch 1.1); what is looked for is kept nowhere."""
    name = pages.here(request).name

    def make() -> HttpResponse:
        return pages.page(
            request,
            "opensearch.xml",
            title=_("Search what %(name)s published") % {"name": name},
            # A browser shows no more of it.
            short=Truncator(name).chars(16),
            own=whole("portal:opensearch"),
            search=whole("portal:search"),
            content_type="application/opensearchdescription+xml; charset=utf-8",
        )

    return pages.unless_known(request, None, make)


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as every view
    """What search engines may read: all that is public."""
    said = ROBOTS.format(site=settings.CONVENOR_SITE, sitemap=reverse("portal:sitemap"))
    return HttpResponse(said, content_type="text/plain; charset=utf-8", headers={"Cache-Control": pages.KEEP})


def _entries() -> list[Output]:
    return list(queries.notes().order_by("-updated_at")[:ENTRIES])


def _id_of(output: Output) -> str:
    return f"urn:uuid:{output.key}"


def address_of(output: Output) -> str:
    """The whole address of the page on which a released text stands."""
    return whole(pages.place_of(output.kind), output.slug)


def _in_language(language: str, address: str) -> str:
    site = settings.CONVENOR_SITE
    return f"{site}{spoken_in(language, address.removeprefix(site))}"


def whole(name: str, *parts: str) -> str:
    """The whole address of a public page, for programs."""
    # What programs keep is the same whatever language its reader's address begins with.
    return f"{settings.CONVENOR_SITE}{taken_off(reverse(name, args=parts))[1]}"
