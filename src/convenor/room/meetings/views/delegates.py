"""Naming somebody who stands in, and taking that back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt, show
from convenor.people.models import Organisation
from convenor.room.meetings import sheet
from convenor.room.meetings.actions.delegates import name_delegate, withdraw_delegate
from convenor.room.meetings.forms.delegates import DelegateForm
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of, stand_ins_of
from convenor.room.meetings.views.reach import place_of, session_or_404, sits_for
from convenor.rules.vocabulary import Capacity, Zone


@needs("delegate.name")
def delegate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name a delegate or a guest for one session."""
    row = session_or_404(request, pk)
    organisations = _organisations(request, row)
    form = DelegateForm(request.POST or None, organisations=organisations)
    if attempt(form, lambda: _name(request, row, form)):
        messages.success(request, _("Named. The agenda and the rules are on their way to that address."))
        return redirect("meetings:session", pk)
    return show(
        request,
        "meetings/delegate.html",
        title=_("Name a delegate or a guest"),
        zone=Zone.ROOM,
        seen_by=_("Seen by your organisation's nominees and the secretariat."),
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        form=form,
        only=next(iter(organisations.values())) if len(organisations) == 1 else "",
    )


def _organisations(request: HttpRequest, row: Session) -> dict[str, str]:
    """The members for which this person may name somebody; a page for none of them is not there."""
    members, actor = sheet.member_names(row), who(request)
    if not actor.in_secretariat:
        own = sits_for(actor, row)
        members = {slug: name for slug, name in members.items() if slug in own}
    if not members:
        raise Http404
    return members


def _name(request: HttpRequest, row: Session, form: DelegateForm) -> None:
    given = form.cleaned_data
    name_delegate(
        who(request),
        row,
        Organisation.objects.get(pk=given["organisation"]),
        name=given["name"],
        email=given["email"],
        capacity=Capacity(given["capacity"]),
    )


@needs("delegate.name")
@require_POST
def withdraw(request: HttpRequest, pk: UUID, delegation: int) -> HttpResponse:
    """Take a stand-in back."""
    row = session_or_404(request, pk)
    withdraw_delegate(who(request), get_object_or_404(stand_ins_of(who(request), row), pk=delegation))
    messages.success(request, _("Taken back. That person has no access any more."))
    return redirect("meetings:session", pk)
