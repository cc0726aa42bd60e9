"""The sealed notes of a session."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings.actions.remarks import change_remark, delete_remark, record_remark
from convenor.room.meetings.forms.remarks import RemarkForm
from convenor.room.meetings.models import Remark, Session
from convenor.room.meetings.notes import noted
from convenor.room.meetings.queries import label_of, sealed_remarks
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.vocabulary import RemarkKind, SessionState, Zone

_TAKEN_IN = (SessionState.OPEN, SessionState.CLOSED)


@needs("remark.record")
def remarks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read the notes and take another."""
    row = session_or_404(request, pk)
    now_open = next((str(i.pk) for i in row.items.all() if i.opened_at and not i.closed_at), "")
    initial = {"kind": RemarkKind.CHALLENGE, "item": now_open}
    form = RemarkForm(request.POST or None, items=list(row.items.all()), initial=initial)
    if attempt(form, lambda: record_remark(who(request), row, *form.chosen())):
        messages.success(request, _("The note is sealed."))
        return redirect("meetings:remarks", pk)
    return show(
        request,
        "meetings/remarks.html",
        title=_("Sealed notes"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        form=form,
        notes=noted(row, sealed_remarks(who(request)).filter(session=row).select_related("item")),
        burnt=row.burn_on is not None and row.burn_on <= clock.today(),
        may_take=row.state in _TAKEN_IN,
    )


@needs("remark.record")
def remark(request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:
    """Write one note better."""
    row = session_or_404(request, pk)
    kept = _note_or_404(request, row, note)
    initial = {"text": kept.text, "kind": kept.kind, "item": kept.item_id or ""}
    form = RemarkForm(request.POST or None, items=list(row.items.all()), initial=initial)
    if attempt(form, lambda: change_remark(who(request), kept, *form.chosen())):
        messages.success(request, _("The note is changed; its old wording is gone."))
        return redirect("meetings:remarks", pk)
    return show(
        request,
        "meetings/remark.html",
        title=_("Change a note"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        form=form,
        remark=kept,
    )


@needs("remark.record")
@require_POST
def delete(request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:
    """Destroy one note."""
    row = session_or_404(request, pk)
    delete_remark(who(request), _note_or_404(request, row, note))
    messages.success(request, _("The note is destroyed."))
    return redirect("meetings:remarks", pk)


def _note_or_404(request: HttpRequest, row: Session, note: UUID) -> Remark:
    return get_object_or_404(sealed_remarks(who(request)).select_related("session"), session=row, pk=note)
