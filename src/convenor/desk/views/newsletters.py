"""The newsletter, for the secretariat: how many take it, what was sent, and where the next issue begins."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convenor.desk import newsletters
from convenor.desk.actions import newsletters as actions
from convenor.desk.views.reach import at_the_desk
from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import needs
from convenor.room.newsletter.queries import confirmed


@needs("newsletter.read")
@require_safe
def subscriptions(request: HttpRequest) -> HttpResponse:
    """A number, and the issues; no list of anybody, and nothing to take along."""
    issues = newsletters.issues()
    return at_the_desk(
        request,
        "newsletter.html",
        title=_("The newsletter"),
        subscribed=confirmed().count(),
        issues=issues,
        given_up=sum(issue.given_up for issue in issues),
    )


@needs("outbox.retry")
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Start over with what could not leave."""
    here = reverse("newsletter_subscriptions")
    done = _("On its way again, to each alone. Whoever got it already does not get it twice.")
    return press(request, lambda: actions.send_again(who(request)), then=here, back=here, done=done)
