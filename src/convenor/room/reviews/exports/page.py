"""The review as a web page that stands alone, and as the PDF printed from it."""

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from convenor.room.reviews.exports.document import NOT_FOR_PUBLICATION, Review
from convenor.rules.wording import said

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "br"}


class ExportUnavailable(Exception):  # noqa: N818 - it is the export that is unavailable
    """This machine cannot make a file of this kind; the message says what it lacks."""


def as_page(review: Review) -> bytes:
    """The review as one HTML file that asks for nothing else."""
    return _page(review).encode()


def as_pdf(review: Review) -> bytes:
    """The review as PDF, tagged for screen readers; it names no author. Raises ExportUnavailable without Pango."""
    try:
        from weasyprint import HTML
    except OSError:
        raise ExportUnavailable(
            said(
                "A PDF cannot be made here: the library Pango is missing. "
                "Install it (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0) "
                "or take the review as Word or as a web page."
            )
        ) from None
    made: bytes = HTML(string=_page(review), url_fetcher=_nothing_from_elsewhere).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=review.title.encode()
    )
    return made


def safe_markdown(text: str) -> str:
    """Markdown as HTML in which only plain formatting and links are left."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    cleaned = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    return mark_safe(cleaned)


def _page(review: Review) -> str:
    sections = [(heading, safe_markdown(body)) for heading, body in review.sections]
    return render_to_string(
        "reviews/export.html", {"review": review, "sections": sections, "warning": NOT_FOR_PUBLICATION}
    )


def _nothing_from_elsewhere(url: str) -> None:
    raise ValueError(f"the review asks for nothing from elsewhere, not for {url}")
