"""An open series at the desk: what is public of it, what would be, and who has to agree."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convenor.desk import doors
from convenor.desk.actions import announcing
from convenor.desk.models import Announcement
from convenor.desk.views.reach import at_the_desk
from convenor.kernel.actor import Actor, who
from convenor.kernel.asking import press
from convenor.kernel.gate import needs
from convenor.room.series.models import Series
from convenor.room.series.queries import visible_to, words_of


@needs("desk.read")
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of a series as they stand beside those that are public, and the one button that comes next."""
    row = _series_or_404(request, slug)
    words = words_of(row)
    kept = Announcement.objects.filter(pk=row.pk).first() or Announcement(series=row)
    digest = announcing.digest_of(words)
    return at_the_desk(
        request,
        "series.html",
        title=_("Announce %(series)s") % {"series": row.name},
        series=row,
        words=words,
        kept=kept,
        digest=digest,
        is_public=kept.agreed == words,
        waits=kept.asked == digest,
        asked_before=bool(kept.asked) and kept.asked != digest,
        may_be_public=doors.may_be_public(row, words),
        may_decide=announcing.may_decide(who(request), kept),
    )


@needs("draft.write")
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a colleague to look at the words of a series."""
    return _pressed(request, slug, announcing.ask_to_announce, _("Your colleagues are told. One of them has to agree."))


@needs("draft.decide")
@require_POST
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Agree, and make the words public."""
    return _pressed(request, slug, announcing.announce, _("Announced. Anybody can register now."))


@needs("output.withdraw")
@require_POST
def take_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a series off the public site."""
    row, here = _series_or_404(request, slug), reverse("desk:series", args=[slug])
    return press(
        request,
        lambda: announcing.take_down(who(request), row),
        done=_("Taken down. The plan stays, and so do registrations until their day."),
        then=here,
        back=here,
    )


def _pressed(request: HttpRequest, slug: str, act: Callable[..., None], done: str) -> HttpResponse:
    row, here = _series_or_404(request, slug), reverse("desk:series", args=[slug])
    digest = request.POST.get("digest", "")
    actor: Actor = who(request)
    return press(request, lambda: act(actor, row, digest=digest), done=done, then=here, back=here)


def _series_or_404(request: HttpRequest, slug: str) -> Series:
    return get_object_or_404(visible_to(who(request)), pk=slug)
