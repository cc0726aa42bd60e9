"""Writing the agenda and sending it."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted
from convenor.kernel.gate import Declined, needs
from convenor.kernel.language import told
from convenor.kernel.pages import SECRETARIAT_ONLY, plainly_written, show
from convenor.room.meetings import sheet
from convenor.room.meetings.actions.agenda import send_agenda, set_agenda, start_from
from convenor.room.meetings.actions.stage import in_one_of
from convenor.room.meetings.forms.agenda import (
    AgendaRow,
    AgendaRows,
    TemplateForm,
    agenda_rows,
    rearranged,
    typed_rows,
)
from convenor.room.meetings.models import AgendaSending, Session
from convenor.room.meetings.queries import agenda_digest, agenda_facts, invited_to, label_of
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.agenda import look_over
from convenor.rules.first_agenda import Template
from convenor.rules.scope import ScopeWarning, look_at
from convenor.rules.vocabulary import SessionKind, SessionState, Zone


@needs("session.change")
def agenda(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the agenda: every button sends the whole form, so that it works without script."""
    row = session_or_404(request, pk)
    members = {"members": sheet.member_names(row)}
    if request.method != "POST":
        rows = AgendaRows(initial=agenda_rows(row.items.all()), form_kwargs=members)
        return _page(request, row, rows, unsaved=False)
    rows = AgendaRows(request.POST, form_kwargs=members)
    if "order" in request.POST:
        moved = rearranged(typed_rows(rows), request.POST["order"])
        return _page(request, row, AgendaRows(initial=moved, form_kwargs=members), unsaved=True)
    problem = _keep(request, row, rows)
    if problem is None:
        messages.success(request, _("The agenda is kept."))
        return redirect("meetings:session", row.pk)
    return _page(request, row, rows, unsaved=True, problem=problem)


def _keep(request: HttpRequest, row: Session, rows: BaseFormSet[AgendaRow]) -> str | None:
    """Keep the rows; the reason if a rule declines, an empty text if the rows themselves say what is wrong."""
    # Each row says what is wrong with it, not only the first.
    if not rows.is_valid() or False in [plainly_written(form) for form in rows]:
        return ""
    try:
        set_agenda(who(request), row, [form.draft() for form in rows], seen=request.POST.get("seen"))
    except Declined as declined:
        return told(declined.verdict.reason)
    return None


def _page(
    request: HttpRequest, row: Session, rows: BaseFormSet[AgendaRow], *, unsaved: bool, problem: str = ""
) -> HttpResponse:
    errors = [{"text": problem}] if problem else []
    errors += [
        {"text": f"{place}. {form[name].label}: {message}", "href": f"#{form[name].id_for_label}"}
        for place, form in enumerate(rows, start=1)
        for name, found in form.errors.items()
        for message in found
    ]
    return show(
        request,
        "meetings/agenda.html",
        title=_("Agenda"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        rows=[(form, _doubts(form)) for form in rows],
        management=rows.management_form,
        # After a refusal it is what stands now: whoever keeps the page again has been told, and decides.
        seen=agenda_digest(row) if problem or not unsaved else request.POST.get("seen", ""),
        errors=errors,
        unsaved=unsaved,
        lacks=[] if unsaved else [finding.sentence for finding in look_over(agenda_facts(row))],
        minutes_planned=sheet.minutes_in_words(row),
        may_change=in_one_of(row, SessionState.PLANNED),
        sending=sheet.sending_of(row),
    )


def _doubts(form: AgendaRow) -> tuple[ScopeWarning, ...]:
    """What may be out of scope in a title; then a reason is asked for and not only welcome."""
    warnings = look_at(str(form["title"].value() or ""))
    form.fields["scope_reason"].required = bool(warnings)
    return warnings


@needs("session.change")
def template(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lay the agenda out anew from a template, once somebody has said yes to what goes."""
    row = session_or_404(request, pk)
    form = TemplateForm(posted(request), kind=SessionKind(row.kind), initial={"seen": agenda_digest(row)})
    return ask(
        request,
        form,
        lambda: start_from(who(request), row, Template(form.cleaned_data["template"]), seen=form.cleaned_data["seen"]),
        title=_("Start from a template"),
        lead=label_of(row).full,
        button=_("Replace the agenda"),
        done=_("This is the agenda of the template. Change what you like."),
        back=Back(reverse("meetings:agenda", args=[row.pk]), _("Agenda")),
        consequences=(
            _("The items that are on the agenda now go, with their leads, links and reasons."),
            _("The statement comes first, the themes of the session share the time, and everything fits its length."),
            _("Nobody is told: the agenda was not sent yet."),
        ),
        within=place_of(row),
    )


@needs("session.change")
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look once more at the agenda, then send it."""
    row = session_or_404(request, pk)
    problem = ""
    if request.method == "POST":
        try:
            sending = send_agenda(who(request), row)
        except Declined as declined:
            problem = told(declined.verdict.reason)
        else:
            messages.success(request, _what_left(row, sending))
            return redirect("meetings:session", row.pk)
    return show(
        request,
        "meetings/send_agenda.html",
        title=_("Send the agenda") if row.year else _("Fix the agenda"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        status=409 if problem else 200,
        session=row,
        within=place_of(row),
        lines=sheet.agenda_lines(row, None),
        minutes_planned=sheet.minutes_in_words(row),
        invited=invited_to(row).count(),
        sending=sheet.sending_of(row),
        lacks=[finding.sentence for finding in look_over(agenda_facts(row))],
        problem=problem,
        errors=[{"text": problem}] if problem else [],
    )


def _what_left(row: Session, sending: AgendaSending) -> str:
    if row.year is None:
        return _("The agenda is fixed. The session can be opened with it.")
    words = ngettext(
        "The agenda is on its way to %(count)d person.",
        "The agenda is on its way to %(count)d people.",
        sending.recipients,
    )
    return words % {"count": sending.recipients}
