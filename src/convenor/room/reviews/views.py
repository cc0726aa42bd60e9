"""The year-end review on screen."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.language import in_english, preferred, told
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.reviews import actions, queries
from convenor.room.reviews.exports import FORMATS, ExportRefused, ExportUnavailable, export_review, file_name
from convenor.room.reviews.forms import AnswersForm, SectionForm
from convenor.rules.review import Confirmation
from convenor.rules.vocabulary import Zone


@needs("review.read")
def review(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The seven sections, what is still to be asked, and the ways to take it along."""
    programme_year = _year(slug, year)
    chapters = queries.chapters(programme_year)
    return show(
        request,
        "reviews/review.html",
        title=_("Year-end review %(year)s") % {"year": year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        year=programme_year,
        chapters=chapters,
        questions=[prompt for chapter in chapters for prompt in chapter.section.prompts],
        formats=FORMATS.values(),
    )


@needs("review.change")
def answers(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Answer what the records cannot know."""
    programme_year = _year(slug, year)
    form = AnswersForm(request.POST or None, initial=_answered(programme_year))
    if request.method == "POST" and attempt(form, lambda: _keep_answers(request, programme_year, form)):
        messages.success(request, _("Your answers are in the review."))
        return redirect("reviews:review", slug, year)
    return show(
        request,
        "reviews/answers.html",
        title=_("Questions about %(year)s") % {"year": year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        year=programme_year,
        form=form,
    )


@needs("review.change")
def section(request: HttpRequest, slug: str, year: int, key: str) -> HttpResponse:
    """Rewrite one section."""
    programme_year = _year(slug, year)
    chapter = _chapter(programme_year, key)
    form = SectionForm(request.POST or None, initial={"body": chapter.section.body_markdown})
    keep = partial(actions.rewrite_section, who(request), programme_year, chapter.section.key)
    if request.method == "POST" and attempt(form, lambda: keep(form.cleaned_data["body"])):
        messages.success(request, _("The section is as you wrote it."))
        return redirect("reviews:review", slug, year)
    return show(
        request,
        "reviews/section.html",
        title=_("Year-end review %(year)s") % {"year": year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        year=programme_year,
        chapter=chapter,
        form=form,
    )


@needs("review.change")
@require_POST
def again(request: HttpRequest, slug: str, year: int, key: str) -> HttpResponse:
    """Let a section be generated from the year's facts again."""
    programme_year = _year(slug, year)
    chapter = _chapter(programme_year, key)
    actions.generate_section_again(who(request), programme_year, chapter.section.key)
    messages.success(request, _("The section is generated from the year's records again."))
    return redirect("reviews:review", slug, year)


@needs("review.read")
@in_english
def export(request: HttpRequest, slug: str, year: int, form: str) -> HttpResponse:
    """The review as a file that carries no author."""
    if form not in FORMATS:
        raise Http404
    programme_year = _year(slug, year)
    try:
        content = export_review(programme_year, form)
    except (ExportUnavailable, ExportRefused) as reason:
        # The file is English; what is said instead of it stands on a page in the reader's language.
        with override(preferred()):
            messages.error(request, told(reason.args[0]))
        return redirect("reviews:review", slug, year)
    return HttpResponse(
        content,
        content_type=FORMATS[form].media_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name(programme_year, form)}"'},
    )


def _year(slug: str, year: int) -> ProgrammeYear:
    return get_object_or_404(ProgrammeYear.objects.select_related("cohort"), cohort=slug, year=year)


def _chapter(year: ProgrammeYear, key: str) -> queries.Chapter:
    for chapter in queries.chapters(year):
        if chapter.section.key == key:
            return chapter
    raise Http404


def _answered(year: ProgrammeYear) -> dict[str, object]:
    begun = queries.review_of(year)
    if begun is None:
        return {}
    return {
        "held_back": begun.held_back,
        "value": begun.value,
        "plans": begun.plans,
        "confirmed": begun.confirmed,
    }


def _keep_answers(request: HttpRequest, year: ProgrammeYear, form: AnswersForm) -> None:
    answered = form.cleaned_data
    actions.answer_review(
        who(request),
        year,
        confirmed=[Confirmation(claim) for claim in answered["confirmed"]],
        held_back=answered["held_back"],
        value=answered["value"],
        plans=answered["plans"],
    )
