"""A poll's result into the note of its session, and out of it again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.desk.actions import results
from convenor.desk.models import Draft
from convenor.desk.views.reach import draft_or_404
from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import needs
from convenor.room.polls.asking import polls_visible_to
from convenor.rules.vocabulary import DraftKind


@needs("draft.write")
@require_POST
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a poll's result into the note of its session."""
    poll = get_object_or_404(polls_visible_to(who(request)), pk=pk)
    return press(
        request,
        lambda: results.take_result(
            who(request), poll, option=request.POST.get("option", ""), is_another="another" in request.POST
        ),
        done=_said,
        then=lambda draft: reverse("desk:draft", args=[draft.pk]),
        back=reverse("polls:poll", args=[pk]),
    )


def _said(draft: Draft) -> str:
    if draft.kind == DraftKind.STATISTICS:
        return _("The note of the session has a table already, so this result has a draft of its own.")
    return _("The result is in the note, with its table. Go on in your own words.")


@needs("draft.write")
@require_POST
def leave_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the table away from a note."""
    draft = draft_or_404(request, key)
    here = reverse("desk:draft", args=[key])
    return press(
        request,
        lambda: results.leave_table_out(who(request), draft, digest=request.POST.get("digest", "")),
        done=_("The table is left out. What the words say of it stays until you change them."),
        then=here,
        back=here,
    )
