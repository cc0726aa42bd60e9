"""What a room was asked: its answers, their themes, and what becomes of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import NothingForm, ask, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.views.reach import cohort_or_404
from convenor.room.polls import queries
from convenor.room.polls.actions import prompts as actions
from convenor.room.polls.forms.prompts import GatherForm, LoadForm, ThemesForm
from convenor.room.polls.models import Prompt
from convenor.room.polls.suggestions import suggested
from convenor.room.polls.views.reach import called, name_of_polls, prompt_or_404, to_polls, to_prompt
from convenor.room.statistics.queries import ledger_of
from convenor.room.statistics.reach import Room, address_of, place_of, room_of, room_or_404, to_room
from convenor.rules.vocabulary import Zone


@needs("poll.read")
def room(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """What a room was asked, and what waits to be done with the answers."""
    row = room_or_404(request, kind, slug)
    return show(
        request,
        "polls/room.html",
        title=name_of_polls(row),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("Answers are kept word for word, and without who gave them."),
        back=to_room(row),
        within=place_of(row),
        kind=kind,
        slug=slug,
        prompts=queries.prompts_of(row),
        found=row.opinions.all() if isinstance(row, Cohort) else [],
        has_updates=isinstance(row, Cohort) and bool(queries.updates_of(row)),
        in_cohort=isinstance(row, Cohort),
    )


@needs("poll.change")
def load(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Load the answers that a poll tool collected."""
    row = room_or_404(request, kind, slug)
    form = LoadForm(posted(request))
    made: list[Prompt] = []
    if attempt(form, lambda: made.append(_load(request, row, form))):
        return redirect("polls:prompt", made[0].pk)
    return show(
        request,
        "patterns/question_page.html",
        title=_("Load the answers to a question"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("From a poll tool or a chat. They are grouped into themes, which you can change."),
        form=form,
        button=_("Load them"),
        back=to_polls(row),
        within=place_of(row),
    )


def _load(request: HttpRequest, row: Room, form: LoadForm) -> Prompt:
    return actions.load_answers(who(request), row, form.asked(), form.cleaned_data["answers"])


@needs("poll.change")
def gather(request: HttpRequest, slug: str) -> HttpResponse:
    """Group what members wrote at the end of a year."""
    row = cohort_or_404(request, slug)
    form = GatherForm(posted(request), cohort=row)
    made: list[Prompt] = []
    if attempt(form, lambda: made.append(actions.gather_updates(who(request), row, form.cleaned_data["year"]))):
        return redirect("polls:prompt", made[0].pk)
    return show(
        request,
        "patterns/question_page.html",
        title=_("What do the updates have in common?"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("Their paragraphs are copied without their authors and grouped into themes."),
        form=form,
        button=_("Group them"),
        back=to_polls(row),
        within=place_of(row),
    )


@needs("poll.change")
def prompt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One prompt: its answers by theme, to be changed, counted and shown."""
    row = prompt_or_404(request, pk)
    themes = queries.themes_of(row)
    form = ThemesForm(posted(request), rows=themes)
    if attempt(form, lambda: actions.regroup(who(request), row, form.changes())):
        messages.success(request, _("The themes are changed."))
        return redirect("polls:prompt", pk)
    asked = room_of(row)
    return show(
        request,
        "polls/prompt.html",
        title=called(row),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=to_polls(asked),
        within=place_of(asked),
        prompt=row,
        form=form,
        themes=[(theme, form[f"label-{theme.theme.number}"], _places(form, theme)) for theme in themes],
        least=queries.fewest(asked),
        answered=queries.answered_by(row),
        shown=queries.shown_of(row).themes,
        shown_on=queries.shown_on(row),
        may_count=queries.counts_once_each(row) and ledger_of(asked) is not None,
        needs_ledger=ledger_of(asked) is None,
        address=address_of(asked),
        in_cohort=isinstance(asked, Cohort),
        suggestions=suggested(row),
    )


def _places(form: ThemesForm, row: queries.ThemeRow) -> list[tuple[object, object]]:
    return [(answer, form[f"place-{answer.pk}"]) for answer in row.answers]


@needs("poll.change")
def group_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer new themes."""
    row = prompt_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.group_again(who(request), row),
        title=_("Group the answers anew?"),
        button=_("Group them anew"),
        done=_("The themes are new."),
        lead=_("What you changed in the themes is lost; the answers stay."),
        back=to_prompt(row),
        within=place_of(room_of(row)),
    )


@needs("poll.change")
@require_POST
def count(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a table of the themes."""
    row = prompt_or_404(request, pk)
    return press(
        request,
        lambda: actions.count_themes(who(request), row, is_another="another" in request.POST),
        then=lambda table: reverse("statistics:table", args=[table.pk]),
        back=to_prompt(row).url,
    )


@needs("poll.change")
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy the answers to a prompt."""
    row = prompt_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.forget_prompt(who(request), row),
        title=_("Destroy these answers?"),
        button=_("Destroy them"),
        done=_("The answers are destroyed. Tables that were made of them, and what members were shown, stay."),
        lead=called(row),
        consequences=(_("It cannot be undone."),),
        back=to_polls(room_of(row)),
        within=place_of(room_of(row)),
        danger=True,
    )
