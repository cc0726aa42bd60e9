"""The newsletter, for the secretariat: how many take it, what was sent, and where the next issue begins."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.desk import newsletters
from convenor.desk.views.reach import at_the_desk
from convenor.kernel.gate import needs
from convenor.room.newsletter.queries import confirmed


@needs("newsletter.read")
@require_safe
def subscriptions(request: HttpRequest) -> HttpResponse:
    """A number, and the issues; no list of anybody, and nothing to take along."""
    return at_the_desk(
        request,
        "newsletter.html",
        title=_("The newsletter"),
        subscribed=confirmed().count(),
        issues=newsletters.issues(),
    )
