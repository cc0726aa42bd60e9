"""The polls of a session: written, asked, ended, shown, and what becomes of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, onward, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.live.tokens import listening_address
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.room.polls import asking
from convenor.room.polls.actions import polls as actions
from convenor.room.polls.actions.noting import note_result
from convenor.room.polls.following import fragment
from convenor.room.polls.forms.polls import AgainForm, PollForm, as_written
from convenor.room.polls.models import Poll
from convenor.room.polls.starters import STARTERS, starter_of
from convenor.room.polls.views.reach import poll_or_404, to_poll, to_polls_of
from convenor.rules.vocabulary import PollKind, SessionState, Zone

COMING = (SessionState.PLANNED, SessionState.OPEN)


@needs("poll.read")
@require_safe
def session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The polls of a session, each with how far it is."""
    row = session_or_404(request, pk)
    return show(
        request,
        "polls/polls.html",
        title=_("Polls"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        back=_to_session(row),
        session=row,
        within=place_of(row),
        rows=[(poll, asking.answers_so_far(poll)) for poll in row.polls.select_related("item")],
        can_be_written=row.state in COMING,
    )


def _to_session(row: Session) -> Back:
    """In the hour one comes from the cockpit, otherwise from the session's page."""
    if row.state == SessionState.OPEN:
        return Back(reverse("cockpit:cockpit", args=[row.pk]), _("The cockpit"))
    return Back(reverse("meetings:session", args=[row.pk]), _("The session"))


@needs("poll.change")
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose what to begin from, then write a poll of that kind."""
    row = session_or_404(request, pk)
    starter = starter_of(request.GET.get("like", ""))
    kind = starter.kind if starter else _kind(request.GET.get("kind", ""))
    if kind is None:
        return show(
            request,
            "polls/poll_begin.html",
            title=_("Write a poll"),
            zone=Zone.ROOM,
            seen_by=SECRETARIAT_ONLY,
            back=to_polls_of(row),
            within=place_of(row),
            starters=STARTERS,
            kinds=list(PollKind),
        )
    form = PollForm(posted(request), session=row, kind=kind, initial=starter.initial() if starter else None)
    made: list[Poll] = []
    if attempt(form, lambda: made.append(actions.write_poll(who(request), row, form.wanted()))):
        return redirect("polls:poll", made[0].pk)
    return _written(request, form, kind, title=_("Write a poll"), back=to_polls_of(row), within=place_of(row))


@needs("poll.change")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a poll that was not asked yet."""
    row = poll_or_404(request, pk)
    kind = PollKind(row.kind)
    form = PollForm(posted(request), session=row.session, kind=kind, initial=as_written(row))
    if attempt(form, lambda: actions.change_poll(who(request), row, form.wanted())):
        return redirect("polls:poll", pk)
    return _written(request, form, kind, title=_("Change the poll"), back=to_poll(row), within=place_of(row.session))


def _kind(text: str) -> PollKind | None:
    return PollKind(text) if text in {kind.value for kind in PollKind} else None


def _written(
    request: HttpRequest, form: PollForm, kind: PollKind, *, title: str, back: Back, within: str
) -> HttpResponse:
    return show(
        request,
        "polls/poll_write.html",
        title=title,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        form=form,
        kind=kind,
        button=_("Keep it"),
        back=back,
        within=within,
    )


@needs("poll.read")
@require_safe
def poll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One poll: how people see it, how far it is, and what the room may see of it."""
    row = poll_or_404(request, pk)
    return show(
        request,
        "polls/poll.html",
        title=row.wording,
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=to_polls_of(row.session),
        within=place_of(row.session),
        poll=row,
        besides=[(label_of(one.session).full, one) for one in asking.asked_besides(row)],
        live=listening_address(f"poll:{row.pk}"),
        fragment=fragment(row),
    )


@needs("poll.change")
@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a poll."""
    row = poll_or_404(request, pk)
    return _pressed(request, row, actions.open_poll, _("The question is on everybody's page."))


@needs("poll.change")
@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a poll without showing anything."""
    row = poll_or_404(request, pk)
    return _pressed(request, row, actions.close_poll, _how_it_ended)


def _how_it_ended(row: Poll) -> str:
    if row.unread:
        return _("The poll is ended. Its answers could not be read, so nothing of it is kept.")
    return _("The poll is ended. Nobody in the room sees its result yet.")


@needs("poll.change")
@require_POST
def reveal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the room what may be shown."""
    row = poll_or_404(request, pk)
    return _pressed(request, row, actions.reveal_poll, _("The room sees the result."))


@needs("remark.record")
@require_POST
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put what the room read of words or statements among the sealed notes."""
    row = poll_or_404(request, pk)
    return _pressed(request, row, note_result, _("It stands among the sealed notes."))


def _pressed(request: HttpRequest, row: Poll, act: Any, done: str | Callable[[Poll], str]) -> HttpResponse:
    here = onward(request, to_poll(row).url)
    return press(request, lambda: act(who(request), row), then=here, back=here, done=done)


@needs("poll.change")
def throw_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw away a poll that was not asked."""
    row = poll_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.drop_poll(who(request), row),
        title=_("Throw this poll away?"),
        button=_("Throw it away"),
        done=_("The poll is gone."),
        lead=row.wording,
        back=to_poll(row) if not posted(request) else to_polls_of(row.session),
        within=place_of(row.session),
        danger=True,
    )


@needs("poll.change")
def destroy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy a poll that is over, with its ballots and its result."""
    row = poll_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.forget_poll(who(request), row),
        title=_("Destroy this poll?"),
        button=_("Destroy it"),
        done=_("The poll is destroyed, with its ballots and its result."),
        lead=row.wording,
        consequences=(
            _("The ballots and the result are gone, also from the room's screens. It cannot be undone."),
            _("What was taken into a draft at the desk stays there."),
        ),
        back=to_poll(row) if not posted(request) else to_polls_of(row.session),
        within=place_of(row.session),
        danger=True,
    )


@needs("poll.change")
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the same poll for another session."""
    row = poll_or_404(request, pk)
    form = AgainForm(posted(request), sessions=asking.sessions_to_ask(who(request), row))
    made: list[Poll] = []
    if attempt(form, lambda: made.append(actions.ask_again(who(request), row, form.cleaned_data["session"]))):
        return redirect("polls:poll", made[0].pk)
    return show(
        request,
        "patterns/question_page.html",
        title=_("Ask this again"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=row.wording,
        form=form,
        button=_("Write it for that session"),
        back=to_poll(row),
        within=place_of(row.session),
        consequences=(_("The question is copied; what was answered is not."),),
    )
