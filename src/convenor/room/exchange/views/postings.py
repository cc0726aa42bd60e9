"""Asks and offers: what others ask, without whose it is, and the own ones."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt, show
from convenor.room.exchange import queries
from convenor.room.exchange.actions import postings as actions
from convenor.room.exchange.forms import PostingForm
from convenor.room.exchange.models import Posting
from convenor.room.exchange.views.reach import own_posting_or_404, place_or_404, to_board
from convenor.rules.exchange import Answer, may_stand_unnamed
from convenor.rules.vocabulary import PostingKind, PostingState, Zone


@needs("posting.read")
def index(request: HttpRequest) -> HttpResponse:
    """What the others ask and offer, what the own organisation does, and the introductions that wait."""
    actor = who(request)
    answered = queries.answered_by(actor)
    told = {row.posting_id: word for row, word in answered}
    own, others = list(queries.still_open(queries.own_postings(actor))), list(queries.postings_of_others(actor))
    waits, unnamed = queries.to_settle(actor), queries.unnamed_in(actor)
    answers = Counter(row.posting_id for row in waits)
    return show(
        request,
        "exchange/index.html",
        title=_("Asks and offers"),
        zone=Zone.ROOM,
        seen_by=_("Seen by this cohort's members. Whose words these are, only its people and the secretariat know."),
        lead=_("What members would like to hear, and what they can share. You read the words, not whose they are."),
        places=[
            {
                "place": place,
                "closed": "" if place.membership.cohort_id in unnamed else _too_few(),
                "own": [(row, answers[row.pk]) for row in own if _is_of(row, place)],
                "others": [(row, told.get(row.pk)) for row in others if row.cohort_id == place.membership.cohort_id],
            }
            for place in queries.places_of(actor)
        ],
        waits=waits,
        answered=[(row, word) for row, word in answered if word in {Answer.OPEN, Answer.VOID}],
        made=queries.made_for(actor),
    )


def _too_few() -> str:
    return may_stand_unnamed(others=0).reason


def _is_of(row: Posting, place: queries.Place) -> bool:
    return (row.cohort_id, row.organisation_id) == (place.membership.cohort_id, place.membership.organisation_id)


@needs("posting.write")
def new(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Write an ask or an offer, or carry one over from a brief update."""
    place = place_or_404(request, slug, organisation)
    form = PostingForm(posted(request), initial=_carried(request))
    return _ask(
        request,
        form,
        lambda: actions.post(who(request), place.membership, form.cleaned_data["kind"], form.cleaned_data["text"]),
        title=_("Ask or offer something"),
        button=_("Let the others read it"),
        lead=place.name,
        consequences=_consequences(),
    )


@needs("posting.write")
def posting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own ask or offer: say it otherwise, or take it back."""
    row = own_posting_or_404(request, pk)
    form = PostingForm(posted(request), initial={"kind": row.kind, "text": row.text})
    return _ask(
        request,
        form,
        lambda: actions.reword(who(request), row, form.cleaned_data["kind"], form.cleaned_data["text"]),
        title=_("Your ask") if row.kind == PostingKind.ASK else _("Your offer"),
        button=_("Keep these words"),
        template="exchange/posting.html",
        posting=row,
        what_next=_looked_at_first(),
    )


@needs("posting.write")
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back at once."""
    row, board = own_posting_or_404(request, pk), to_board(request).url
    done = _("Taken back. Nobody reads it any more, and tonight it is destroyed.")
    return press(request, lambda: actions.take_back(who(request), row), then=board, back=board, done=done)


def _ask(
    request: HttpRequest,
    form: PostingForm,
    act: Callable[[], Posting],
    *,
    title: str,
    button: str,
    template: str = "patterns/question_page.html",
    **context: Any,
) -> HttpResponse:
    """Ask for the words, and say whether they are read at once or looked at first."""
    kept: list[Posting] = []
    if attempt(form, lambda: kept.append(act())):
        messages.success(request, _read_now() if kept[0].state == PostingState.SHOWN else _looked_at_first())
        return redirect("exchange:index")
    return show(
        request,
        template,
        title=title,
        zone=Zone.ROOM,
        seen_by=_("Seen by your organisation's nominees and the secretariat; the others read the words alone."),
        form=form,
        button=button,
        back=to_board(request),
        within="exchange:index",
        **context,
    )


def _read_now() -> str:
    return _("The others read it now. You can change it or take it back at any time.")


def _looked_at_first() -> str:
    return _(
        "Kept, and the secretariat looks at it first. That is so where something may name or describe an organisation "
        "or a person, whether they take part or not, or be out of scope, and after many tries on one day. You need do "
        "nothing; it may be read sooner if you say it without names."
    )


def _carried(request: HttpRequest) -> dict[str, str]:
    """The words of a brief update that somebody carries over."""
    kind = request.GET.get("kind", "")
    card = queries.card_of(who(request), request.GET.get("card", ""))
    if kind not in set(PostingKind):
        return {}
    return {"kind": kind, "text": getattr(card, kind) if card else ""}


def _consequences() -> tuple[str, ...]:
    return (
        _("Members of the cohort read the words alone. Only your own people and the secretariat know whose."),
        _("Words without a name are read at once. What may name or describe anybody, the secretariat looks at first."),
        _("If somebody answers, you are told that somebody did. Names come only if you both agree."),
        _("It ends after 90 days. You can take it back before; then it is destroyed the same night."),
    )
