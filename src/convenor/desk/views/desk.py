"""The desk itself: what is on it, and one draft with all that is to settle."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.desk import queries
from convenor.desk.models import Draft
from convenor.desk.views.reach import at_the_desk, draft_or_404, show_draft
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.rules.release import Step
from convenor.rules.vocabulary import DraftState

A_PAGE = 20


@needs("desk.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The drafts by how far they are, each with its next step and who has to act."""
    waiting = queries.at_the_desk()
    arrived = queries.visible_to(who(request)).exclude(state__in=queries.AT_THE_DESK).select_related("corrects")
    return at_the_desk(
        request,
        "index.html",
        title=_("The desk"),
        lanes=[_lane(state, waiting) for state in queries.AT_THE_DESK],
        series_waiting=queries.series_waiting(),
        lists_waiting=queries.lists_waiting(),
        anything=bool(waiting),
        late=sum(step.late for _draft, step in waiting),
        page=Paginator(arrived.order_by("-changed_at", "pk"), A_PAGE).get_page(request.GET.get("page")),
    )


def _lane(state: DraftState, waiting: list[tuple[Draft, Step]]) -> dict[str, object]:
    return {"state": state, "rows": [(draft, step) for draft, step in waiting if draft.state == state]}


@needs("desk.read")
@require_safe
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """One draft: the text with its places marked, what to settle, and what still keeps it from going on."""
    return show_draft(request, draft_or_404(request, key))
