"""A session's page; calling, changing and cancelling one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.language import told
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings import sheet
from convenor.room.meetings.actions.calling import call_session, cancel_session, change_session
from convenor.room.meetings.actions.experts import are_experts_asked
from convenor.room.meetings.actions.stage import in_one_of
from convenor.room.meetings.fairness import HoursTable, hours_at, hours_of
from convenor.room.meetings.forms.calling import CallForm, CancelForm, call_initial
from convenor.room.meetings.models import Session
from convenor.room.meetings.next_step import next_step
from convenor.room.meetings.preparing import tasks_before
from convenor.room.meetings.queries import (
    agenda_digest,
    anomaly_of,
    label_of,
    rules_to_accept,
    statement_to_read,
)
from convenor.room.meetings.standing_in import named_for
from convenor.room.meetings.taking_part import own_parts
from convenor.room.meetings.views.ground_rules import rules_page
from convenor.room.meetings.views.reach import THOSE_INVITED, place_of, session_or_404, sits_for
from convenor.rules.scope import look_at
from convenor.rules.vocabulary import AgendaItemKind, SessionState, Zone
from convenor.rules.wording import beside

_RUNNING = (SessionState.PLANNED, SessionState.OPEN)


@needs("session.read")
def session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A session: its whole record for the secretariat, what one needs to take part for everybody else."""
    actor, row = who(request), session_or_404(request, pk)
    asked = rules_to_accept(actor, row)
    if asked is not None:
        return rules_page(request, row, asked)
    own = sits_for(actor, row) & sheet.member_names(row).keys()
    parts = [part for part in own_parts(actor, row) if part.has_any]
    return show(
        request,
        "meetings/session.html",
        title=label_of(row).full,
        zone=Zone.ROOM,
        seen_by=str(THOSE_INVITED),
        lead=beside("; ", [theme.title for theme in row.themes.all()]),
        session=row,
        within=place_of(row),
        year_label=told(beside(", ", (row.year.cohort.name, str(row.year.year)))) if row.year else "",
        lines=sheet.agenda_lines(row, None if actor.in_secretariat else actor.organisations()),
        minutes_planned=sheet.minutes_in_words(row),
        statement=statement_to_read(row),
        reading=getattr(row, "reading", None),
        to_come=row.state in _RUNNING,
        may_name=row.state in _RUNNING and bool(own),
        stand_ins=named_for(actor, row),
        own_parts=parts,
        asks_an_expert=_asks_an_expert(row) and not actor.in_secretariat,
        may_check_in=any(part.may_check_in for part in parts),
        office=_for_the_secretariat(row) if actor.in_secretariat else None,
    )


def _asks_an_expert(row: Session) -> bool:
    """Whether a question can be sent ahead: to come, and somebody from outside is expected."""
    if row.state != SessionState.PLANNED or row.year is None:
        return False
    briefed = any(item.kind == AgendaItemKind.EXPERT_BRIEFING for item in row.items.all())
    return briefed or are_experts_asked(row)


def _for_the_secretariat(row: Session) -> dict[str, object]:
    return {
        "label": label_of(row),
        "anomaly": anomaly_of(row),
        "next": next_step(row, clock.now()),
        "tasks": tasks_before(row, statement_to_read(row)) if row.state == SessionState.PLANNED else [],
        "sending": sheet.sending_of(row),
        "attendance": sheet.attendance_in_words(row),
        "synthetic": sheet.is_synthetic(row),
        "remarks": row.remarks.count(),
        "may_change": in_one_of(row, SessionState.PLANNED).allowed,
        "hours": hours_of(row) if row.state == SessionState.PLANNED else None,
        "doubts": look_at("\n".join([*(theme.title for theme in row.themes.all()), row.purpose])),
    }


@needs("session.change")
def call(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Call a session in a cohort's year."""
    row = get_object_or_404(ProgrammeYear.objects.select_related("cohort"), cohort=slug, year=year)
    form = CallForm(request.POST or None)
    called: list[Session] = []
    if not _only_looks(request) and attempt(form, lambda: called.append(call_session(who(request), row, form.call()))):
        messages.success(request, _("The session is called. This is its first agenda; change what you like."))
        return redirect("meetings:agenda", called[0].pk)
    return show(
        request,
        "meetings/call.html",
        title=_("Call a session"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=beside(", ", (row.cohort.name, str(row.year))),
        form=form,
        year=row,
        hours=_hours(form, row),
    )


def _only_looks(request: HttpRequest) -> bool:
    """Whether the button was pressed that shows the hour everywhere and keeps nothing."""
    return "look" in request.GET


def _hours(form: CallForm, year: ProgrammeYear | None, *, but: Session | None = None) -> HoursTable | None:
    """The hour that was typed, in other places; without a sound one, that of the session as it stands."""
    if year is not None and form.is_bound and form.is_valid():
        call = form.call()
        return hours_at(year, call.starts_at, call.minutes, but=but)
    return hours_of(but) if but is not None and not form.is_bound else None


@needs("session.change")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change or move a session that has not begun."""
    row = session_or_404(request, pk)
    form = CallForm(request.POST or None, initial=call_initial(row), kind=row.kind)
    seen = request.POST.get("seen", agenda_digest(row))
    if not _only_looks(request) and attempt(form, lambda: change_session(who(request), row, form.call(), seen=seen)):
        messages.success(request, _("The session is changed."))
        return redirect("meetings:session", row.pk)
    return show(
        request,
        "meetings/change.html",
        title=_("Change the session"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        form=form,
        session=row,
        within=place_of(row),
        # After a refusal it is what stands now: whoever keeps the page again has been told, and decides.
        seen=agenda_digest(row) if form.non_field_errors() else seen,
        told=row.year is not None and row.sendings.exists(),
        hours=_hours(form, row.year, but=row),
    )


@needs("session.change")
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a session off."""
    row = session_or_404(request, pk)
    form = CancelForm(request.POST or None)
    if attempt(form, lambda: cancel_session(who(request), row, form.cleaned_data["because"])):
        messages.success(request, _("The session is cancelled. It stays in the calendar."))
        return redirect("meetings:session", row.pk)
    consequences = [
        _("It stays in the calendar, struck through, and counts for nobody and against nobody."),
        *_who_is_told(row),
        _("It cannot be taken up again; call a new session instead."),
    ]
    return show(
        request,
        "patterns/confirm_page.html",
        title=_("Cancel the session"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        question=_("Cancel %(label)s?") % {"label": told(label_of(row).full)},
        consequences=consequences,
        confirm_label=_("Cancel the session"),
        cancel_label=_("No, keep it"),
        cancel_url=reverse("meetings:session", args=[row.pk]),
        within=place_of(row),
        danger=True,
        form=form,
    )


def _who_is_told(row: Session) -> list[str]:
    """Who gets a mail when a session is called off."""
    if row.year is None:
        return [_("Whoever registered for it gets a mail, each alone, and its public page says so at once.")]
    members = (
        _("Whoever was sent the agenda gets a mail with the reason, each alone.")
        if row.sendings.exists()
        else _("Nobody gets a mail, because no agenda was sent.")
    )
    experts = _("Experts who were asked to brief it get a mail without the reason, each alone.")
    return [members, experts] if are_experts_asked(row) else [members]
