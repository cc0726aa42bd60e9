"""Prompts and their answers for the secretariat, and what members have in common for the members."""

from collections import defaultdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import Declined, needs
from convenor.kernel.pages import COHORT_MEMBERS, SECRETARIAT_ONLY, attempt, show
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import visible_to as cohorts_visible_to
from convenor.room.polls import actions, queries
from convenor.room.polls.forms import GatherForm, LoadForm, ThemesForm, VotesForm
from convenor.room.polls.models import Opinion, Prompt
from convenor.room.polls.sessions import suggested
from convenor.room.statistics.queries import ledger_of
from convenor.room.statistics.reach import Room, address_of, room_at
from convenor.rules.vocabulary import Zone


@needs("poll.read")
def room(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """What a room was asked, and what waits to be done with the answers."""
    row = _room_or_404(request, kind, slug)
    return show(
        request,
        "polls/room.html",
        title=_("Polls and updates"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("Answers are kept word for word, and without who gave them."),
        back=_up(row),
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
    row = _room_or_404(request, kind, slug)
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
        back=_back(row),
    )


def _load(request: HttpRequest, row: Room, form: LoadForm) -> Prompt:
    return actions.load_answers(who(request), row, form.asked(), form.cleaned_data["answers"])


@needs("poll.change")
def gather(request: HttpRequest, slug: str) -> HttpResponse:
    """Group what members wrote at the end of a year."""
    row = get_object_or_404(cohorts_visible_to(who(request)), pk=slug)
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
        back=_back(row),
    )


@needs("poll.change")
def prompt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One prompt: its answers by theme, to be changed, counted and shown."""
    row = _prompt_or_404(request, pk)
    themes = queries.themes_of(row)
    form = ThemesForm(posted(request), rows=themes)
    if attempt(form, lambda: actions.regroup(who(request), row, form.changes())):
        messages.success(request, _("The themes are changed."))
        return redirect("polls:prompt", pk)
    asked = queries.room_of(row)
    return show(
        request,
        "polls/prompt.html",
        title=row.wording,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=_back(asked),
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
    row = _prompt_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.group_again(who(request), row),
        title=_("Group the answers anew?"),
        button=_("Group them anew"),
        done=_("The themes are new."),
        lead=_("What you changed in the themes is lost; the answers stay."),
        back=_to(row),
    )


@needs("poll.change")
@require_POST
def count(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a table of the themes."""
    row = _prompt_or_404(request, pk)
    try:
        made = actions.count_themes(who(request), row)
    except Declined as declined:
        messages.error(request, declined.verdict.reason)
        return redirect("polls:prompt", pk)
    return redirect("statistics:table", made.pk)


@needs("poll.change")
@require_POST
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the members what enough of them wrote of."""
    row = _prompt_or_404(request, pk)
    try:
        shown = actions.share_themes(who(request), row)
    except Declined as declined:
        messages.error(request, declined.verdict.reason)
        return redirect("polls:prompt", pk)
    told = ngettext("%d theme is shown to the members.", "%d themes are shown to the members.", shown) % shown
    messages.success(request, told)
    return redirect("polls:commonalities", queries.room_of(row).pk)


@needs("poll.change")
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy the answers to a prompt."""
    row = _prompt_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.forget_prompt(who(request), row),
        title=_("Destroy these answers?"),
        button=_("Destroy them"),
        done=_("The answers are destroyed. Tables that were made of them, and what members were shown, stay."),
        lead=row.wording,
        consequences=(_("It cannot be undone."),),
        back=_back(queries.room_of(row)),
        danger=True,
    )


@needs("poll.change")
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Find what a cohort shares in its votes on statements."""
    row = get_object_or_404(cohorts_visible_to(who(request)), pk=slug)
    form = VotesForm(posted(request), request.FILES or None)
    made: list[Opinion] = []
    if attempt(form, lambda: made.append(actions.find_opinion(who(request), row, form.conversation()))):
        return redirect("polls:opinion", made[0].pk)
    return show(
        request,
        "patterns/question_page.html",
        title=_("What do the votes have in common?"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("The files are read and forgotten: who voted what is not kept."),
        form=form,
        button=_("Find common ground"),
        back=_back(row),
    )


@needs("poll.read")
def opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What may be said of the votes on statements."""
    row = get_object_or_404(queries.opinions_visible_to(who(request)), pk=pk)
    return show(
        request,
        "polls/opinion.html",
        title=row.question,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("No counts, and nothing of a few: this is all that is kept of the votes."),
        back=_back(row.cohort),
        found=row,
    )


@needs("poll.change")
@require_POST
def share_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the members which statements they share."""
    row = get_object_or_404(queries.opinions_visible_to(who(request)), pk=pk)
    try:
        shown = actions.share_opinion(who(request), row)
    except Declined as declined:
        messages.error(request, declined.verdict.reason)
        return redirect("polls:opinion", pk)
    told = ngettext("%d statement is shown to the members.", "%d statements are shown to the members.", shown)
    messages.success(request, told % shown)
    return redirect("polls:commonalities", row.cohort_id)


@needs("poll.change")
def forget_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy what was found in votes."""
    row = get_object_or_404(queries.opinions_visible_to(who(request)), pk=pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.forget_opinion(who(request), row),
        title=_("Destroy what was found?"),
        button=_("Destroy it"),
        done=_("It is destroyed. What members were shown stays until you take it back."),
        lead=row.question,
        back=_back(row.cohort),
        danger=True,
    )


@needs("commonality.read")
def commonalities(request: HttpRequest, slug: str) -> HttpResponse:
    """What several members face."""
    actor = who(request)
    row = get_object_or_404(cohorts_visible_to(actor), pk=slug)
    asked = defaultdict(list)
    for one in queries.commonalities_visible_to(actor, row):
        asked[one.question].append(one)
    return show(
        request,
        "polls/commonalities.html",
        title=_("What several of us face"),
        zone=Zone.ROOM,
        seen_by=COHORT_MEMBERS,
        lead=row.name,
        cohort=row,
        asked=dict(asked),
        least=queries.fewest(row),
        in_secretariat=actor.in_secretariat,
    )


@needs("poll.change")
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what is shown of a question."""
    row = get_object_or_404(cohorts_visible_to(who(request)), pk=slug)
    actions.withdraw_commonalities(who(request), row, request.POST.get("question", ""))
    messages.success(request, _("It is no longer shown to the members."))
    return redirect("polls:commonalities", slug)


def _room_or_404(request: HttpRequest, kind: str, slug: str) -> Room:
    found = room_at(who(request), kind, slug)
    if found is None:
        raise Http404
    return found


def _prompt_or_404(request: HttpRequest, pk: UUID) -> Prompt:
    return get_object_or_404(queries.visible_to(who(request)), pk=pk)


def _to(row: Prompt) -> Back:
    return Back(reverse("polls:prompt", args=[row.pk]), row.wording)


def _back(row: Room) -> Back:
    return Back(reverse("polls:room", args=address_of(row)), _("Polls and updates"))


def _up(row: Room) -> Back:
    name = "cohorts:cohort" if isinstance(row, Cohort) else "series:series"
    return Back(reverse(name, args=[row.pk]), row.name)
