"""Breakouts: the secretariat puts them together; whoever sits in one sees it and sends what it brings back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convenor.kernel.actor import who
from convenor.kernel.asking import onward, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.breakouts import actions
from convenor.room.breakouts.forms import MoveForm, NoteForm, PlanForm
from convenor.room.breakouts.models import Place, Round
from convenor.room.breakouts.queries import breakouts_visible_to, groups_of, round_of, rounds_visible_to
from convenor.room.meetings import sheet
from convenor.room.meetings.forms.scope import reason_in
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of, represented_at, rules_to_accept
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.vocabulary import RemarkKind, SessionState, Zone


@needs("session.run")
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put people into breakouts, look at who sits with whom, begin and end them."""
    actor, row = who(request), session_or_404(request, pk)
    current = round_of(actor, row)
    members = sheet.member_names(row)
    form = PlanForm(posted(request), members=members, here=_here(row, members), initial=_as_planned(current))
    if attempt(form, lambda: _plan(request, row, form)):
        messages.success(request, _("The breakouts are put together. Nobody else sees them before they begin."))
        return redirect("breakouts:plan", pk)
    return show(
        request,
        "breakouts/plan.html",
        title=_("Breakouts"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        round=current,
        groups=groups_of(actor, current) if current else [],
        form=form,
        may_plan=row.state in (SessionState.PLANNED, SessionState.OPEN) and row.year is not None,
    )


def _plan(request: HttpRequest, row: Session, form: PlanForm) -> None:
    given = form.cleaned_data
    actions.plan_breakouts(
        who(request), row, form.present(), given["themes"], given["minutes"], scope_reason=reason_in(form)
    )


def _here(row: Session, members: dict[str, str]) -> dict[str, int]:
    """One of each member that is known to be here; of every member where nobody was checked in yet."""
    return dict.fromkeys(represented_at(row) or members, 1)


def _as_planned(current: Round | None) -> dict[str, object]:
    if current is None:
        return {}
    return {"themes": "\n".join(row.theme for row in current.breakouts.all()), "minutes": current.minutes}


@needs("session.run")
@require_POST
def move(request: HttpRequest, pk: UUID, place: int) -> HttpResponse:
    """Put somebody into another breakout."""
    row = _round_or_404(request, pk)
    moved = get_object_or_404(Place.objects.select_related("breakout__round"), pk=place, breakout__round=row)
    form = MoveForm(request.POST, breakouts=row.breakouts.all())
    if not attempt(form, lambda: actions.move_place(who(request), moved, form.cleaned_data["to"])):
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("breakouts:plan", row.session_id)


@needs("session.run")
@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send everybody into their breakouts."""
    row = _round_or_404(request, pk)
    done = _("The breakouts have begun. Whoever is invited sees which is theirs.")
    return _press(request, row, lambda: actions.begin_round(who(request), row), done)


@needs("session.run")
@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call everybody back to plenary."""
    row = _round_or_404(request, pk)
    done = _("Everybody is called back. Who sat with whom is forgotten; the notes are sealed.")
    return _press(request, row, lambda: actions.end_round(who(request), row), done)


@needs("session.run")
@require_POST
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw the plan away."""
    row = _round_or_404(request, pk)
    return _press(request, row, lambda: actions.drop_round(who(request), row), _("The plan is thrown away."))


def _press(request: HttpRequest, row: Round, act: Callable[[], None], done: str) -> HttpResponse:
    there = onward(request, reverse("breakouts:plan", args=[row.session_id]))
    return press(request, act, then=lambda _made: there, back=there, done=lambda _made: done)


@needs("session.read")
@require_safe
def own(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find one's breakout: the one that runs, or a choice where several people of one's organisation came."""
    actor, row = who(request), session_or_404(request, pk)
    if actor.in_secretariat:
        return redirect("breakouts:plan", pk)
    if rules_to_accept(actor, row):
        return redirect("meetings:session", pk)
    current = round_of(actor, row)
    groups = groups_of(actor, current) if current else []
    if len(groups) == 1:
        return redirect("breakouts:note", groups[0].breakout.pk)
    return show(
        request,
        "breakouts/own.html",
        title=_("Your breakout"),
        zone=Zone.ROOM,
        seen_by=_("Seen by the organisations in these breakouts and the secretariat."),
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        running=current is not None,
        groups=groups,
    )


@needs("breakout.note")
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """See one's breakout, and send what it brings back."""
    actor = who(request)
    row = get_object_or_404(breakouts_visible_to(actor), pk=pk)
    form = NoteForm(posted(request))
    if attempt(form, lambda: actions.send_note(actor, row, RemarkKind(form.cleaned_data["kind"]), _text(form))):
        messages.success(request, _("Sealed. The secretariat alone reads it, and nothing says who sent it."))
        return redirect("breakouts:note", pk)
    return show(
        request,
        "breakouts/note.html",
        title=_("Breakout %(number)s") % {"number": row.number},
        zone=Zone.ROOM,
        seen_by=_("Seen by the organisations in this breakout and the secretariat."),
        lead=row.theme,
        session=row.round.session,
        within=place_of(row.round.session),
        round=row.round,
        group=next(group for group in groups_of(actor, row.round) if group.breakout.pk == row.pk),
        form=form,
    )


def _text(form: NoteForm) -> str:
    text: str = form.cleaned_data["text"]
    return text


def _round_or_404(request: HttpRequest, pk: UUID) -> Round:
    return get_object_or_404(rounds_visible_to(who(request)), pk=pk)
