"""The shared screen, which an officer opens and a whole room looks at."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from convenor.kernel.gate import needs
from convenor.kernel.language import for_anybody
from convenor.kernel.live.tokens import listening_address
from convenor.kernel.pages import show
from convenor.kernel.qr import qr_of
from convenor.room.cockpit.codes import code_of
from convenor.room.cockpit.happening import Stage, happening_in
from convenor.room.cockpit.screen import on_screen
from convenor.room.meetings.views.reach import session_or_404
from convenor.rules.vocabulary import Zone

WHOEVER_SEES_THE_SCREEN = gettext_lazy("Made to be shared: seen by everybody who sees this screen.")


@needs("session.run")
def screen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a room sees on its screen; nothing on it is the secretariat's alone."""
    session = session_or_404(request, pk)
    now = happening_in(session)
    address = request.build_absolute_uri(for_anybody(reverse("cockpit:joined", args=[code_of(session)])))
    return show(
        request,
        "cockpit/screen.html",
        title=now.label,
        zone=Zone.ROOM,
        seen_by=str(WHOEVER_SEES_THE_SCREEN),
        **on_screen(now),
        code=code_of(session) if now.stage != Stage.OVER else "",
        address=address,
        typed=request.get_host() + for_anybody(reverse("cockpit:join")).rstrip("/"),
        drawing=qr_of(address),
        live=listening_address(f"screen:{session.pk}"),
    )
