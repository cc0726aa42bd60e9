"""Introductions: answering without a name, agreeing without one, and then the two names for the two."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import ask, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import show
from convenor.people.queries import names_of
from convenor.room.exchange import queries
from convenor.room.exchange.actions import introductions as actions
from convenor.room.exchange.forms import AnswerForm
from convenor.room.exchange.models import Introduction
from convenor.room.exchange.views.reach import to_board
from convenor.rules.vocabulary import PostingKind, Zone


@needs("posting.answer")
def answer(request: HttpRequest, posting: UUID) -> HttpResponse:
    """Say that one could help, or would like to hear more."""
    row = get_object_or_404(queries.postings_of_others(who(request)), pk=posting)
    if queries.has_answered(who(request), row):
        messages.info(request, _("You answered this already. What became of it stands on this page."))
        return redirect("exchange:index")
    form = AnswerForm(posted(request))
    asks = row.kind == PostingKind.ASK
    return ask(
        request,
        form,
        lambda: actions.answer(who(request), row, words=form.cleaned_data["words"]),
        title=_("Could you help?") if asks else _("Would you like to hear more?"),
        button=_("I could help") if asks else _("I would like to hear more"),
        done=_("Answered. If the other side agrees, you both get a letter; until then nobody learns who you are."),
        template="exchange/answer.html",
        posting=row,
        consequences=(
            _("The other side is told that somebody answered, and not who."),
            _("If it agrees, the two of you are told each other's name and address. Nobody else is, ever."),
            _("You can take your answer back until then, and then not answer again."),
            _("If the other side says no, you are not told, and it ends."),
        ),
        back=to_board(request),
        seen_by=_you_alone(),
        within="exchange:index",
    )


@needs("introduction.settle")
def introduction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An answer that waits for the own side; or, once both have agreed, who the other is."""
    actor = who(request)
    made = next((row for row in queries.made_for(actor) if row.pk == pk), None)
    waits = made or _waiting_or_404(request, pk)
    other, slug = queries.other_of(made, actor) if made else (None, "")
    answered = made is not None and made.answered_by != other
    return show(
        request,
        "exchange/introduction.html",
        title=_("You are introduced") if made else _("Somebody answered"),
        zone=Zone.ROOM,
        seen_by=_("Seen by the two of you alone.") if made else _("Seen by your organisation's nominees."),
        posting=waits.posting,
        introduction=waits,
        other=other,
        organisation=names_of([slug], clock.today()).get(slug, "") if made else "",
        words=made.words if made and not answered else "",
        back=to_board(request),
        within="exchange:index",
    )


@needs("introduction.settle")
@require_POST
def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes for the own side."""
    row = get_object_or_404(queries.put_to(who(request)).select_related("posting"), pk=pk)
    there, board = reverse("exchange:introduction", args=[pk]), to_board(request).url
    if any(made.pk == pk for made in queries.made_for(who(request))):
        messages.info(request, _("You agreed already."))
        return redirect(there)
    done = _("You are introduced. Each of you gets one letter, and nobody else does.")
    return press(request, lambda: actions.agree(who(request), row), then=there, back=board, done=done)


@needs("introduction.settle")
@require_POST
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no for the own side; nobody is told."""
    row, board = get_object_or_404(queries.put_to(who(request)).select_related("posting"), pk=pk), to_board(request).url
    done = _("Declined. Whoever answered is not told.")
    return press(request, lambda: actions.decline(who(request), row), then=board, back=board, done=done)


@needs("introduction.settle")
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's own answer back."""
    row, board = get_object_or_404(queries.answers_of(who(request)), pk=pk), to_board(request).url
    done = _("Taken back. Your words are destroyed, and nobody learns who you were. You cannot answer this again.")
    return press(request, lambda: actions.take_back_answer(who(request), row), then=board, back=board, done=done)


def _waiting_or_404(request: HttpRequest, pk: UUID) -> Introduction:
    for row in queries.to_settle(who(request)):
        if row.pk == pk:
            return row
    raise Http404


def _you_alone() -> str:
    return _("Seen by you alone. Nobody learns who you are unless both sides agree.")
