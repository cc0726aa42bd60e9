"""An organisation's own list of actions; nobody but its nominees comes here."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.language import in_english, told
from convenor.kernel.pages import show
from convenor.people.queries import in_order
from convenor.room.exchange import queries
from convenor.room.exchange.actions import own_list as acts
from convenor.room.exchange.actions.own_list import Meant
from convenor.room.exchange.files import as_a_file
from convenor.room.exchange.forms import ActionForm
from convenor.room.exchange.models import Action
from convenor.room.exchange.notes import notes_of
from convenor.room.exchange.take_home import action_lines
from convenor.room.exchange.views.reach import own_or_404
from convenor.rules.guiding_principles import in_words
from convenor.rules.vocabulary import Role, Zone
from convenor.rules.wording import on_day


@needs("own_actions.keep")
def actions(request: HttpRequest) -> HttpResponse:
    """What the own organisation means to do: to be done first, done last, removed lately at the end."""
    actor = who(request)
    rows = queries.in_their_order(queries.own_actions(actor))
    removed = list(queries.removed_actions(actor))
    today = clock.today()
    return show(
        request,
        "exchange/actions.html",
        title=_("Our actions"),
        zone=Zone.ROOM,
        seen_by=_nominees(),
        lead=_("What you want to do at home. The secretariat cannot read it, and it outlives whoever wrote it here."),
        places=[
            {
                "slug": slug,
                "name": name,
                "lines": [_line(row, today) for row in rows if row.organisation_id == slug],
                "removed": [row for row in removed if row.organisation_id == slug],
            }
            for slug, name in in_order(actor.organisations(Role.NOMINEE), today)
        ],
    )


@needs("own_actions.keep")
def new(request: HttpRequest, organisation: str) -> HttpResponse:
    """Put an action on the list."""
    place = own_or_404(request, organisation)
    notes = notes_of(sorted(who(request).cohorts(Role.NOMINEE)))
    wanted = request.GET.get("note", "")
    form = ActionForm(posted(request), notes=notes, initial={"note": wanted})
    return _ask(
        request,
        form,
        lambda: acts.add_action(who(request), place.membership.organisation, Meant(**form.cleaned_data)),
        title=_("Add an action"),
        button=_("Put it on our list"),
        done=_("It is on your list."),
        lead=place.name,
    )


@needs("own_actions.keep")
def action(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say an action otherwise."""
    row = _action_or_404(request, pk)
    notes = notes_of(sorted(who(request).cohorts(Role.NOMINEE)))
    known = {"text": row.text, "due": row.due, "principle": row.principle, "note": row.note}
    form = ActionForm(posted(request), notes=notes, kept=row.note, initial=known)
    return _ask(
        request,
        form,
        lambda: acts.change_action(who(request), row, Meant(**form.cleaned_data)),
        title=_("Change an action"),
        button=_("Keep the changes"),
        done=_("Changed."),
    )


@needs("own_actions.keep")
@require_POST
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it is done; or, where that was a slip, that it is not."""
    row, there = _action_or_404(request, pk), reverse("exchange:actions")
    is_done = request.POST.get("done") != "no"
    said = _("Done. You can undo that in the list.") if is_done else _("It is open again.")
    return press(request, lambda: acts.mark_done(who(request), row, done=is_done), then=there, back=there, done=said)


@needs("own_actions.keep")
@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it off the list; it can be put back for a week."""
    row, there = _action_or_404(request, pk), reverse("exchange:actions")
    said = _("Removed. For seven days you can put it back, at the end of this page.")
    return press(request, lambda: acts.remove_action(who(request), row), then=there, back=there, done=said)


@needs("own_actions.keep")
@require_POST
def put_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put back what was removed."""
    row, there = _action_or_404(request, pk), reverse("exchange:actions")
    return press(request, lambda: acts.put_back(who(request), row), then=there, back=there, done=_("Put back."))


@needs("own_actions.keep")
@in_english
def file(request: HttpRequest, organisation: str) -> HttpResponse:
    """The whole list as plain text, for the organisation that it belongs to."""
    place = own_or_404(request, organisation)
    rows = queries.in_their_order(queries.own_actions(who(request)).filter(organisation=organisation))
    head = _("Our actions: %(name)s, %(day)s") % {"name": place.name, "day": on_day(clock.today())}
    return as_a_file("\n".join([head, "", *action_lines(rows)]) + "\n", "actions.txt")


def _ask(request: HttpRequest, form: ActionForm, act: Any, **words: Any) -> HttpResponse:
    back = Back(reverse("exchange:actions"), _("Our actions"))
    return ask(request, form, act, back=back, seen_by=_nominees(), within="standing:mine", **words)


def _line(row: Action, today: date) -> dict[str, object]:
    return {
        "action": row,
        "principle": told(in_words(row.principle)) if row.principle else "",
        "late": row.done_on is None and row.due is not None and row.due < today,
    }


def _action_or_404(request: HttpRequest, pk: UUID) -> Action:
    """One on the list; for a button also one that was removed lately: the action says so then."""
    rows = queries.own_actions(who(request))
    if request.method == "POST":
        rows |= queries.removed_actions(who(request))
    return get_object_or_404(rows, pk=pk)


def _nominees() -> str:
    return _("Seen by your organisation's nominees and by nobody else, the secretariat neither.")
