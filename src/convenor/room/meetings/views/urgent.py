"""Something happened: an urgent special session, written, looked at and sent from one page (AC-21)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import posted
from convenor.kernel.gate import needs
from convenor.kernel.language import told
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, plainly_written, show
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.actions.urgent import Urgent, call_urgent, does_count, may_be_called
from convenor.room.meetings.forms.urgent import UrgentForm
from convenor.room.meetings.models import Session
from convenor.room.meetings.urgent import Preview, expert_contacts, preview_of
from convenor.rules.urgent import warnings_of
from convenor.rules.vocabulary import Zone
from convenor.rules.wording import beside


@needs("session.change")
def urgent(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Write it, look at what would go out, send it; nothing leaves that was not shown so before."""
    row = get_object_or_404(ProgrammeYear.objects.select_related("cohort"), cohort=slug, year=year)
    form = UrgentForm(posted(request), contacts=expert_contacts(row.cohort))
    preview, asked, changed = None, None, False
    if form.is_valid() and plainly_written(form):
        asked = form.urgent()
        preview = _looked_at(form, row, asked)
        changed = preview is not None and "go" in request.POST and request.POST.get("seen") != preview.digest
        if preview is not None and "go" in request.POST and not changed:
            called: list[Session] = []
            if attempt(form, lambda: called.append(call_urgent(who(request), row, asked))):
                messages.success(request, _("Called. The agenda and the requests are on their way, each mail alone."))
                return redirect("meetings:session", called[0].pk)
            preview = None
    warnings = warnings_of(asked.facts) if asked else ()
    form.fields["scope_reason"].required = bool(warnings)
    return show(
        request,
        "meetings/urgent.html",
        title=_("An urgent special session"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=beside(", ", (row.cohort.name, str(row.year))),
        form=form,
        year=row,
        counts=does_count(row),
        preview=preview,
        warnings=warnings,
        changed=changed,
    )


def _looked_at(form: UrgentForm, row: ProgrammeYear, asked: Urgent) -> Preview | None:
    """What would go out, or the reason on the form why it cannot."""
    verdict = may_be_called(row, asked.facts)
    if not verdict.allowed:
        form.add_error(None, told(verdict.reason))
        return None
    return preview_of(row, asked)
