"""What programs read of the public site: a map of all addresses, how a browser searches, where engines may look."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_english, spoken_in, taken_off
from convenor.public.library import queries
from convenor.public.library.models import Output
from convenor.public.library.translating import is_whole
from convenor.public.portal import pages

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
@in_english
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, for search engines."""
    changed = queries.latest_change()

    def make() -> HttpResponse:
        lasting = [whole(name) for name in LASTING]
        outputs = [(address_of(output), output.updated_at) for output in queries.released()]
        outputs += [
            (in_language(text.language, address_of(text.output)), text.updated_at)
            for text in queries.all_translations()
            if is_whole(text.language, text.output.caveats)
        ]
        outputs += [(whole("portal:series", series.slug), series.updated_at) for series in queries.announced()]
        kind = "application/xml; charset=utf-8"
        return pages.page(request, "sitemap.xml", title="", lasting=lasting, outputs=outputs, content_type=kind)

    return pages.unless_known(request, changed, make)


@open_to_all
@require_safe
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
@in_english
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as every view
    """What search engines may read: all that is public."""
    said = ROBOTS.format(site=settings.CONVENOR_SITE, sitemap=reverse("portal:sitemap"))
    return HttpResponse(said, content_type="text/plain; charset=utf-8", headers={"Cache-Control": pages.KEEP})


def address_of(output: Output) -> str:
    """The whole address of the page on which a released text stands."""
    return whole(pages.place_of(output.kind), output.slug)


def in_language(language: str, address: str) -> str:
    """A whole address of this site as it is where the site is read in a language."""
    site = settings.CONVENOR_SITE
    return f"{site}{spoken_in(language, address.removeprefix(site))}"


def whole(name: str, *parts: str) -> str:
    """The whole address of a public page, for programs."""
    # What programs keep is the same whatever language its reader's address begins with.
    return f"{settings.CONVENOR_SITE}{taken_off(reverse(name, args=parts))[1]}"
