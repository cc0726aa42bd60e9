"""What may be said of votes on statements."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.cohorts.views.reach import cohort_or_404
from convenor.room.polls import queries
from convenor.room.polls.actions import opinions as actions
from convenor.room.polls.forms.opinions import VotesForm
from convenor.room.polls.models import Opinion
from convenor.room.polls.views.reach import opinion_or_404, to_polls
from convenor.room.statistics.reach import place_of
from convenor.rules.vocabulary import Zone


@needs("poll.change")
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Find what a cohort shares in its votes on statements."""
    row = cohort_or_404(request, slug)
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
        back=to_polls(row),
        within=place_of(row),
    )


@needs("poll.read")
def opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What may be said of the votes on statements."""
    row = opinion_or_404(request, pk)
    return show(
        request,
        "polls/opinion.html",
        title=row.question,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("No counts, and nothing of a few: this is all that is kept of the votes."),
        back=to_polls(row.cohort),
        within=place_of(row.cohort),
        found=row,
        shown_on=queries.shown_on(row),
    )


@needs("poll.change")
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy what was found in votes."""
    row = opinion_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.forget_opinion(who(request), row),
        title=_("Destroy what was found?"),
        button=_("Destroy it"),
        done=_("It is destroyed. What members were shown stays until you take it back."),
        lead=row.question,
        back=to_polls(row.cohort),
        within=place_of(row.cohort),
        danger=True,
    )
