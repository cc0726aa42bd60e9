"""What people wrote in a poll, and which of it the room reads."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convenor.kernel.actor import who
from convenor.kernel.asking import onward, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.room.meetings.views.reach import place_of
from convenor.room.polls.actions import showing
from convenor.room.polls.models import Poll
from convenor.room.polls.views.reach import poll_or_404, to_poll
from convenor.rules.vocabulary import Zone

# Each is looked over when it is shown, so that a hall's answers do not keep one waiting.
A_PAGE = 50


@needs("poll.change")
@require_safe
def said(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What people wrote, a page at a time, with what may point to somebody marked; each is shown, or is not."""
    row = poll_or_404(request, pk)
    written = showing.written_in(row)
    page = Paginator(written, A_PAGE).get_page(request.GET.get("page"))
    rows = showing.looked_over(row, page)
    return show(
        request,
        "polls/poll_said.html",
        title=_("What people wrote"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.wording,
        back=to_poll(row),
        within=place_of(row.session),
        poll=row,
        page=page,
        here=request.get_full_path(),
        rows=rows,
        shown=sum(one.shown for one in written),
        clean=[one.key for one in rows if one.is_clean and not one.shown],
    )


@needs("poll.change")
@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the room read a text or a word, or no longer, or all of a page in which nothing was found."""
    row = poll_or_404(request, pk)
    here = onward(request, reverse("polls:said", args=[pk]))
    return press(request, lambda: _decide(request, row), then=here, back=here, done=_("It is as you decided."))


def _decide(request: HttpRequest, row: Poll) -> None:
    if "clean" in request.POST:
        showing.show_clean(who(request), row, request.POST.getlist("clean"))
        return
    showing.show_said(who(request), row, request.POST.getlist("hide"), shown=False)
    showing.show_said(who(request), row, request.POST.getlist("show"), shown=True)
