"""Naming somebody who stands in, and taking that back."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt, show
from convenor.people.models import Organisation
from convenor.room.cohorts.models import Contact
from convenor.room.cohorts.seating import WHO_FILLS
from convenor.room.meetings import sheet, standing_in
from convenor.room.meetings.actions.delegates import name_delegate, withdraw_delegate
from convenor.room.meetings.forms.delegates import DelegateForm
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of, stand_ins_of, visible_to
from convenor.room.meetings.views.reach import place_of
from convenor.rules.vocabulary import Capacity, Zone


@needs("delegate.name")
def coming(request: HttpRequest) -> HttpResponse:
    """The sessions to come, each with who stands in for the own organisation; nothing else of them."""
    actor = who(request)
    rows = standing_in.to_come(actor)
    return show(
        request,
        "meetings/coming.html",
        title=_("Stand-ins"),
        zone=Zone.ROOM,
        seen_by=_("Seen by your organisation's nominees, its focal point and the secretariat."),
        sessions=[{"row": row, "label": label_of(row), "named": standing_in.named_for(actor, row)} for row in rows],
    )


@needs("delegate.name")
def delegate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name a delegate or a guest for one session."""
    row = _session_or_404(request, pk)
    organisations = _organisations(request, row)
    first = standing_in.alternates(organisations, row)
    form = DelegateForm(request.POST or None, organisations=organisations, initial=_chosen(request, first))
    if attempt(form, lambda: _name(request, row, form)):
        messages.success(request, _("Named. A mail brings the rules; if none comes, write to the secretariat."))
        return redirect(_up(request, row))
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
        alternates=first,
        up=_up(request, row),
        only=next(iter(organisations.values())) if len(organisations) == 1 else "",
    )


def _organisations(request: HttpRequest, row: Session) -> dict[str, str]:
    """The members for which this person may name somebody; a page for none of them is not there."""
    members, actor = sheet.member_names(row), who(request)
    if not actor.in_secretariat:
        own = actor.organisations(*WHO_FILLS, cohort=row.year.cohort_id) if row.year else frozenset()
        members = {slug: name for slug, name in members.items() if slug in own}
    if not members:
        raise Http404
    return members


def _session_or_404(request: HttpRequest, pk: UUID) -> Session:
    rows = standing_in.sessions_to_name_for(who(request)).select_related("year__cohort")
    return get_object_or_404(rows, pk=pk)


def _chosen(request: HttpRequest, first: Iterable[Contact]) -> dict[str, str]:
    """The alternate that was clicked, as the form begins; what is typed there counts in the end."""
    found = next((one for one in first if str(one.pk) == request.GET.get("alternate")), None)
    if found is None:
        return {}
    return {"name": found.called, "email": found.address, "organisation": found.membership.organisation_id}


def _up(request: HttpRequest, row: Session) -> str:
    """The session's page for whoever may see it; a focal point goes back to the list."""
    seen = visible_to(who(request)).filter(pk=row.pk).exists()
    return reverse("meetings:session", args=[row.pk]) if seen else reverse("meetings:coming")


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
    row = _session_or_404(request, pk)
    withdraw_delegate(who(request), get_object_or_404(stand_ins_of(who(request), row), pk=delegation))
    messages.success(request, _("Taken back. That person has no access any more."))
    return redirect(_up(request, row))
