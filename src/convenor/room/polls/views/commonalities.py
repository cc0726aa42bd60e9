"""What members have in common: shown to them, read by them, taken back."""

from collections import defaultdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import COHORT_MEMBERS, show
from convenor.room.cohorts.views.reach import cohort_or_404
from convenor.room.polls import queries
from convenor.room.polls.actions import commonalities as actions
from convenor.room.polls.views.reach import opinion_or_404, prompt_or_404, to_prompt
from convenor.room.statistics.reach import room_of
from convenor.rules.vocabulary import Zone


@needs("commonality.read")
def commonalities(request: HttpRequest, slug: str) -> HttpResponse:
    """What several members face."""
    actor = who(request)
    row = cohort_or_404(request, slug)
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
def share_themes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the members what enough of them wrote of."""
    row = prompt_or_404(request, pk)
    return press(
        request,
        lambda: actions.share_themes(who(request), row),
        done=_shown_themes,
        then=reverse("polls:commonalities", args=[room_of(row).pk]),
        back=to_prompt(row).url,
    )


def _shown_themes(count: int) -> str:
    return ngettext("%d theme is shown to the members.", "%d themes are shown to the members.", count) % count


@needs("poll.change")
@require_POST
def share_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the members which statements they share."""
    row = opinion_or_404(request, pk)
    return press(
        request,
        lambda: actions.share_opinion(who(request), row),
        done=_shown_statements,
        then=reverse("polls:commonalities", args=[row.cohort_id]),
        back=reverse("polls:opinion", args=[row.pk]),
    )


def _shown_statements(count: int) -> str:
    return ngettext("%d statement is shown to the members.", "%d statements are shown to the members.", count) % count


@needs("poll.change")
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what is shown of a question; asked first, because nobody can show it again."""
    row = cohort_or_404(request, slug)
    back = Back(reverse("polls:commonalities", args=[slug]), _("What several of us face"))
    shown = queries.commonalities_visible_to(who(request), row).filter(question=request.GET.get("question", ""))
    one = shown.first()
    if one is None:
        messages.info(request, _("Nothing is shown to the members of this question any more."))
        return redirect(back.url)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.withdraw_commonalities(who(request), row, one.question),
        title=_("Take this back from the members?"),
        button=_("Take it back"),
        done=_("It is no longer shown to the members."),
        lead=one.question,
        consequences=(
            _("Members no longer see it. Who has read it has read it."),
            _("It cannot be undone: what was shown of a question once is not shown a second time."),
        ),
        back=back,
        danger=True,
    )
