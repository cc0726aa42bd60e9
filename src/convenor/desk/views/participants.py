"""Who takes part in a cohort, at the desk: what is public of it, what would be, and who has to agree."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convenor.desk import doors
from convenor.desk.actions import participants as actions
from convenor.desk.models import ParticipantList
from convenor.desk.views.reach import at_the_desk
from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import needs
from convenor.public.library import queries as library
from convenor.room.cohorts.agreed import participants_of
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import visible_to


@needs("desk.read")
@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is named in public, who would be, how many did not agree, and the one button that comes next."""
    row = _cohort_or_404(request, slug)
    kept = ParticipantList.objects.filter(pk=row.pk).first() or ParticipantList(cohort=row)
    return at_the_desk(
        request,
        "participants.html",
        title=_("Participants of %(cohort)s") % {"cohort": row.name},
        cohort=row,
        kept=kept,
        waits=actions.waits(kept),
        named=library.participants().get(kept.community, []) if kept.community else [],
        agreed=participants_of(row, clock.today()),
        digest=actions.digest_of(row),
        may_list=doors.may_list(row),
        may_decide=actions.may_decide(who(request), kept),
    )


@needs("draft.write")
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a colleague to look at the list."""
    return _pressed(request, slug, actions.ask_to_publish, _("Your colleagues are told. One of them has to agree."))


@needs("draft.decide")
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Agree, and make the list public."""
    return _pressed(request, slug, actions.publish, _("Published. From now on it follows the consents by itself."))


@needs("output.withdraw")
@require_POST
def take_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the list off the public site."""
    row, here = _cohort_or_404(request, slug), reverse("desk:participants", args=[slug])
    done = _("Taken down. What was agreed to stays on record.")
    return press(request, lambda: actions.take_down(who(request), row), done=done, then=here, back=here)


def _pressed(request: HttpRequest, slug: str, act: Callable[..., None], done: str) -> HttpResponse:
    row, here = _cohort_or_404(request, slug), reverse("desk:participants", args=[slug])
    digest, actor = request.POST.get("digest", ""), who(request)
    return press(request, lambda: act(actor, row, digest=digest), done=done, then=here, back=here)


def _cohort_or_404(request: HttpRequest, slug: str) -> Cohort:
    return get_object_or_404(visible_to(who(request)), pk=slug)
