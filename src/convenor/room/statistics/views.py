"""The statistics of a room: what was published, what may be, and what a reader would learn from it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import Declined, needs
from convenor.kernel.language import told
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, plainly_written, show
from convenor.room.cohorts.models import Cohort
from convenor.room.statistics import actions, noise, queries
from convenor.room.statistics.forms import (
    AboutForm,
    AttendanceForm,
    ColumnsForm,
    ListForm,
    ThresholdsForm,
    meant_by,
)
from convenor.room.statistics.models import Ledger, Table
from convenor.room.statistics.reach import Room, address_of, place_of, room_of, room_or_404, to_room
from convenor.rules.disclosure import release_from_json
from convenor.rules.disclosure.budget import LEAST_PEOPLE, STRENGTHS, can_be_drawn, odds
from convenor.rules.disclosure.reader import learned_from, names_everybody
from convenor.rules.participants import ListError, people_of, values_in
from convenor.rules.verdict import no
from convenor.rules.vocabulary import Zone


@needs("statistics.read")
def room(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """What was published in numbers about a room, and the tables that wait."""
    row = room_or_404(request, kind, slug)
    ledger = queries.ledger_of(row)
    return show(
        request,
        "statistics/room.html",
        title=_("Statistics"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("Numbers about the room that give nobody away: people are counted and forgotten."),
        back=to_room(row),
        within=place_of(row),
        kind=kind,
        slug=slug,
        ledger=ledger,
        published=queries.published(ledger) if ledger else [],
        can_be_about=noise.is_there(),
        left=f"{queries.budget_of(ledger).left:g}" if ledger else "",
        budget=f"{ledger.budget:g}" if ledger else "",
        waiting=queries.waiting(ledger) if ledger else [],
        has_attendance=isinstance(row, Cohort) and queries.sessions_with_attendance(row).exists(),
    )


@needs("statistics.change")
def open_ledger(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Freeze the thresholds of a room."""
    row = room_or_404(request, kind, slug)
    form = ThresholdsForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.open_ledger(who(request), row, **form.cleaned_data),
        title=_("How few are too few?"),
        button=_("Set them for good"),
        done=_("The thresholds are set. Next: make a table."),
        lead=_(
            "Two thresholds: a number is published only where it stands for so many people and so many organisations. "
            "They hold for every number about this room."
        ),
        consequences=(
            _("Nobody can change them afterwards: lowered later, they would let two tables be taken apart."),
        ),
        back=_back(row),
        within=place_of(row),
    )


@needs("statistics.change")
def from_list(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Count a list that somebody uploads or pastes: first the list, then its columns."""
    row = room_or_404(request, kind, slug)
    ledger = _ledger_or_404(row)
    if "person" in request.POST:
        return _columns(request, row, ledger)
    form = ListForm(posted(request), request.FILES or None)
    if form.is_valid() and plainly_written(form):
        given = form.cleaned_data
        columns = ColumnsForm(
            found=given["found"],
            asked=queries.doubts_about(ledger, values_in(given["found"])),
            initial={"title": given["title"], "text": given["text"]},
        )
        return _ask_columns(request, row, columns)
    return _ask_list(request, row, form)


def _ask_list(request: HttpRequest, row: Room, form: ListForm) -> HttpResponse:
    return _question(
        request,
        form,
        row,
        title=_("Make a table from a list"),
        button=_("Read the list"),
        lead=_("Who registered, who came, or what a poll's answers were: one line for each person."),
    )


def _columns(request: HttpRequest, row: Room, ledger: Ledger) -> HttpResponse:
    again = ListForm({"title": request.POST.get("title"), "text": request.POST.get("text")})
    if not again.is_valid():
        return _ask_list(request, row, again)
    found = again.cleaned_data["found"]
    form = ColumnsForm(request.POST, found=found, asked=queries.doubts_about(ledger, values_in(found)))
    made: list[Table] = []
    if attempt(form, lambda: made.append(_count(request, ledger, form))):
        return redirect("statistics:table", made[0].pk)
    return _ask_columns(request, row, form)


def _count(request: HttpRequest, ledger: Ledger, form: ColumnsForm) -> Table:
    try:
        people = people_of(form.found, form.choice())
    except ListError as error:
        raise Declined(no(error.args[0])) from error
    made = actions.make_table(
        who(request),
        ledger,
        people.rows,
        by=form.choice().counted,
        title=form.cleaned_data["title"],
        meant=meant_by(form, form.asked),
    )
    if people.repeated:
        again = ngettext(
            "%d line of somebody who was there already counted once.",
            "%d lines of somebody who was there already counted once.",
            people.repeated,
        )
        messages.info(request, again % people.repeated)
    return made


def _ask_columns(request: HttpRequest, row: Room, form: ColumnsForm) -> HttpResponse:
    people = len(form.found.rows)
    return _question(
        request,
        form,
        row,
        title=_("What do the columns say?"),
        button=_("Count"),
        lead=ngettext("%d line was read.", "%d lines were read.", people) % people,
    )


@needs("statistics.change")
def about(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Count a list with noise: first the list, then its columns and how much noise; drawn once, and spent then."""
    row = room_or_404(request, kind, slug)
    ledger = _ledger_or_404(row)
    first = ListForm(posted(request), request.FILES or None)
    why_not = _why_no_noise(ledger)
    if why_not or not first.is_valid() or not _are_enough(first, ledger):
        return _ask_about(request, row, ledger, first, why_not=why_not, button=_("Read the list"))
    given = first.cleaned_data
    asked = queries.doubts_about(ledger, values_in(given["found"]))
    second, drawn = "person" in request.POST, list[Table]()
    form = AboutForm(
        request.POST if second else None,
        found=given["found"],
        asked=asked,
        ledger=ledger,
        initial={"title": given["title"], "text": given["text"]},
    )
    if second and attempt(form, lambda: drawn.append(_draw(request, ledger, form))):
        return redirect("statistics:table", drawn[0].pk)
    return _ask_about(request, row, ledger, form, button=_("Draw the numbers"))


def _why_no_noise(ledger: Ledger) -> str:
    if not noise.is_there():
        return noise.missing().verdict.reason
    verdict = can_be_drawn(queries.budget_of(ledger), STRENGTHS[0], people=LEAST_PEOPLE, most=ledger.most_of_one)
    return "" if verdict.allowed else verdict.reason


def _are_enough(form: ListForm, ledger: Ledger) -> bool:
    """Whether the list has lines for enough people; what is counted of them is looked at again when it is drawn."""
    lines, budget = len(form.cleaned_data["found"].rows), queries.budget_of(ledger)
    verdict = can_be_drawn(budget, STRENGTHS[0], people=lines, most=ledger.most_of_one)
    if not verdict.allowed:
        form.add_error(None, told(verdict.reason))
    return verdict.allowed


def _ask_about(
    request: HttpRequest, row: Room, ledger: Ledger, form: ListForm | AboutForm, *, button: str, why_not: str = ""
) -> HttpResponse:
    return show(
        request,
        "statistics/about.html",
        title=_("Make a table with “about” numbers"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("Chance is added to each number, so that none is exact and nobody can be worked out from them."),
        form=form,
        button=button,
        back=_back(row),
        why_not=why_not,
        left=f"{queries.budget_of(ledger).left:g}",
        budget=f"{ledger.budget:g}",
        ledger=ledger,
        drawing=isinstance(form, AboutForm),
        within=place_of(row),
    )


def _draw(request: HttpRequest, ledger: Ledger, form: AboutForm) -> Table:
    try:
        people = people_of(form.found, form.choice())
    except ListError as error:
        raise Declined(no(error.args[0])) from error
    return actions.draw_table(
        who(request),
        ledger,
        people.rows,
        column=form.choice().counted[0],
        values=form.lines(),
        epsilon=form.cleaned_data["epsilon"],
        title=form.cleaned_data["title"],
        meant=meant_by(form, form.asked),
    )


@needs("statistics.change")
def from_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Count who was represented at a session or in a year, by what is on record of the organisations."""
    row = room_or_404(request, "cohorts", slug)
    if not isinstance(row, Cohort):
        raise Http404
    ledger, made = _ledger_or_404(row), list[Table]()
    asked = queries.doubts_about(ledger, queries.values_on_record(row))
    form = AttendanceForm(posted(request), cohort=row, asked=asked)
    if attempt(form, lambda: made.append(_count_attendance(request, ledger, form))):
        return redirect("statistics:table", made[0].pk)
    return _question(
        request,
        form,
        row,
        title=_("Make a table from attendance"),
        button=_("Count"),
        lead=_("Organisations are counted, not people. That one was there does not leave the room."),
    )


def _count_attendance(request: HttpRequest, ledger: Ledger, form: AttendanceForm) -> Table:
    by: list[str] = form.cleaned_data["by"]
    rows = queries.rows_about(queries.represented(form.subject()), queries.COLUMNS)
    return actions.make_table(who(request), ledger, rows, by=by, title=form.title(), meant=meant_by(form, form.asked))


@needs("statistics.read")
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One table as readers would see it, and what they would learn."""
    row = _table_or_404(request, pk)
    return show(
        request,
        "statistics/table.html",
        title=row.called,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=_back(room_of(row.ledger)),
        within=place_of(room_of(row.ledger)),
        table=row,
        ledger=row.ledger,
        up_to_date=queries.is_up_to_date(row),
        before=row.after,
        at_the_desk=queries.draft_around(row),
        given_up=queries.draft_given_up(row),
        learned=learned_from(release_from_json(row.release)),
        names_everybody=names_everybody(release_from_json(row.release)),
        odds=_odds(row),
    )


def _odds(table: Table) -> dict[str, str]:
    """How much surer a reader can become by a table with noise, and by all that the room may ever publish."""
    if not table.is_noisy:
        return {}
    each, budget = table.release["noise"]["epsilon"], table.ledger.budget
    return {"cost": f"{each:g}", "of_one": f"{odds(each):.1f}", "of_all": f"{odds(budget):.1f}"}


@needs("statistics.change")
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a table away that nobody published."""
    row = _table_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.discard_table(who(request), row),
        title=_("Throw this table away?"),
        button=_("Throw it away"),
        done=_("The table is gone."),
        lead=row.called,
        consequences=(_("What its noise cost stays spent, because its numbers were seen."),) if row.is_noisy else (),
        back=_back(room_of(row.ledger)),
        within=place_of(room_of(row.ledger)),
        danger=True,
    )


def _question(
    request: HttpRequest,
    form: ListForm | ColumnsForm | AttendanceForm,
    row: Room,
    *,
    title: str,
    button: str,
    lead: str,
) -> HttpResponse:
    return show(
        request,
        "patterns/question_page.html",
        title=title,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=lead,
        form=form,
        button=button,
        back=_back(row),
        within=place_of(row),
    )


def _ledger_or_404(row: Room) -> Ledger:
    ledger = queries.ledger_of(row)
    if ledger is None:
        raise Http404
    return ledger


def _table_or_404(request: HttpRequest, pk: UUID) -> Table:
    return get_object_or_404(queries.visible_to(who(request)), pk=pk)


def _back(row: Room) -> Back:
    return Back(reverse("statistics:room", args=address_of(row)), _("Statistics of %s") % row.name)
