"""The review as a file: built from its clean text, so that nothing of who wrote it can be in it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from convenor.kernel import clock
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.cohorts.queries import roster
from convenor.room.reviews.exports.document import NOT_FOR_PUBLICATION, Review, as_document
from convenor.room.reviews.exports.page import ExportUnavailable, as_page, as_pdf
from convenor.room.reviews.exports.scan import ExportRefused, refuse_names, refuse_traces
from convenor.room.reviews.queries import chapters, not_named, title_of
from convenor.rules.attribution import Roster, parse_roster
from convenor.rules.note import tidy
from convenor.rules.review import SectionKey

__all__ = ["FORMATS", "ExportRefused", "ExportUnavailable", "Format", "export_review", "file_name"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A kind of file: its ending, its name for people, its media type, and how it is made."""

    ending: str
    label: str | Promise
    media_type: str
    make: Callable[[Review], bytes]


def as_markdown(review: Review) -> bytes:
    """The review as Markdown, in UTF-8."""
    parts = [NOT_FOR_PUBLICATION, f"# {review.title}"]
    for heading, body in review.sections:
        parts += [f"## {heading}", body] if body else [f"## {heading}"]
    return ("\n\n".join(parts) + "\n").encode()


FORMATS = {
    made.ending: made
    for made in (
        Format(
            ending="docx",
            label="Word",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            make=as_document,
        ),
        Format(ending="pdf", label="PDF", media_type="application/pdf", make=as_pdf),
        Format(ending="html", label=gettext_lazy("Web page"), media_type="text/html; charset=utf-8", make=as_page),
        Format(ending="md", label="Markdown", media_type="text/markdown; charset=utf-8", make=as_markdown),
    )
}


def export_review(year: ProgrammeYear, ending: str) -> bytes:
    """The review of a year as a file of this kind.

    Raises KeyError for a kind that there is not, ExportUnavailable where this machine cannot make it, ExportRefused
    where the file would tell of somebody.
    """
    found = [chapter.section for chapter in chapters(year)]
    said = "\n".join(section.body_markdown for section in found if section.key is SectionKey.PARTICIPANTS)
    refuse_names(said, not_named(year))
    # Pasted text brings characters that nobody sees and a Word document cannot hold.
    sections = ((tidy(section.heading), tidy(section.body_markdown)) for section in found)
    review = Review(title=title_of(year), sections=tuple(sections))
    content = FORMATS[ending].make(review)
    refuse_traces(content, _people_of(year), printed_from=as_page(review))
    return content


def _people_of(year: ProgrammeYear) -> Roster | None:
    # Expert organisations that agreed are named in a review; those that did not are looked for by themselves.
    facts = {**roster(year.cohort, day=clock.today()), "experts": []}
    return parse_roster(facts) if facts["members"] else None


def file_name(year: ProgrammeYear, ending: str) -> str:
    """A name for the file that says what it is."""
    return f"year-end-review-{year.cohort_id}-{year.year}.{ending}"
