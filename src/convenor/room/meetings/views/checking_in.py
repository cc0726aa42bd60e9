"""One tap: we are here. It credits the organisation and says of nobody who tapped."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import Actor, who
from convenor.kernel.asking import onward, press
from convenor.kernel.gate import needs
from convenor.room.meetings.actions.checking_in import check_in
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import comes_as
from convenor.room.meetings.views.reach import session_or_404


@needs("attendance.check_in")
@require_POST
def here(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the own organisation is there."""
    actor, row = who(request), session_or_404(request, pk)
    if not comes_as(actor, row):
        raise Http404
    there = onward(request, reverse("meetings:session", args=[pk]))
    done = _("Your organisation is checked in. Who of you said so is kept nowhere.")
    return press(request, lambda: _check_in(actor, row), then=there, back=there, done=done)


def _check_in(actor: Actor, row: Session) -> None:
    for organisation in comes_as(actor, row):
        check_in(actor, row, organisation)
