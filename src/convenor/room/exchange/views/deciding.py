"""Asks and offers as the secretariat sees them: what is in doubt, what lost its people, and all that is open."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.language import english
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts.queries import members_of
from convenor.room.exchange import queries
from convenor.room.exchange.actions import deciding as actions
from convenor.room.exchange.checking import doubts_about
from convenor.room.exchange.forms import GiveOnForm, ReturnForm
from convenor.room.exchange.models import IntroductionCount, Posting
from convenor.room.exchange.views.reach import posting_or_404, to_board
from convenor.rules.exchange import in_words, may_be_kept, points_to_somebody
from convenor.rules.vocabulary import PostingState, Zone


@needs("posting.decide")
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what has no active nominee, and every other ask and offer that is open."""
    found = queries.still_open(queries.all_postings(who(request)))
    rows, left = list(found), set(queries.without_a_nominee(found).values_list("pk", flat=True))
    names = names_of({row.organisation_id for row in rows}, clock.today())
    lines = [{"posting": row, "name": names[row.organisation_id], "left": row.pk in left} for row in rows]
    return show(
        request,
        "exchange/to_decide.html",
        title=_("Asks and offers"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        waiting=[line for line in lines if line["posting"].state == PostingState.WAITING],  # type: ignore[attr-defined]
        left=[line for line in lines if line["left"]],
        lines=lines,
        counts=IntroductionCount.objects.select_related("cohort").filter(number__gt=0).order_by("cohort"),
    )


@needs("posting.decide")
def posting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One ask or offer: whose it is, what is in doubt, and what can be done with it."""
    row = _posting_or_404(request, pk)
    doubts = doubts_about(row.cohort, row.text)
    return show(
        request,
        "exchange/decide.html",
        title=_name(row),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        posting=row,
        doubts=[in_words(doubt) for doubt in doubts],
        points=points_to_somebody(doubts),
        may_be_read=may_be_kept(doubts).allowed,
        waiting=row.state == PostingState.WAITING,
        nominees=queries.nominees_of(row).count(),
        back=to_board(request),
        within="exchange:to_decide",
    )


@needs("posting.decide")
@require_POST
def let_through(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the others read it, as it was seen."""
    row, board = _posting_or_404(request, pk), to_board(request).url
    seen = request.POST.get("seen", "")
    done = _("The members of the cohort read it now.")
    return press(request, lambda: actions.let_through(who(request), row, seen=seen), then=board, back=board, done=done)


@needs("posting.decide")
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for other words."""
    row = _posting_or_404(request, pk)
    form = ReturnForm(posted(request), initial={"seen": row.text, "because": _usual_reason(row)})
    return ask(
        request,
        form,
        lambda: actions.send_back(who(request), row, **form.cleaned_data),
        title=_("Ask for other words"),
        button=_("Return it"),
        done=_("Returned. Its organisation reads why, and nobody else reads the words."),
        lead=row.text,
        back=_back(row),
        within="exchange:to_decide",
    )


@needs("posting.decide")
def give_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give it to another member, where nobody is left who could be asked."""
    row = _posting_or_404(request, pk)
    sitting = members_of(row.cohort, clock.today()).exclude(organisation=row.organisation_id)
    form = GiveOnForm(posted(request), members=sitting.values_list("organisation_id", flat=True))

    def act() -> None:
        taking = Organisation.objects.get(pk=form.cleaned_data["organisation"])
        actions.give_on(who(request), row, taking)

    return ask(
        request,
        form,
        act,
        title=_("Give it to another member"),
        button=_("Give it on"),
        done=_("Given on. It is that member's own now."),
        lead=row.text,
        consequences=(
            _("Ask the member first: from now on it is its own, and it can take it back."),
            _("It is not told whose it was. Whoever answered is told nothing."),
            _("Who was introduced by it already stays so."),
        ),
        back=_back(row),
        within="exchange:to_decide",
    )


@needs("posting.decide")
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it for its organisation."""
    row = _posting_or_404(request, pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.close(who(request), row),
        title=_("Close it?"),
        button=_("Close it"),
        done=_("Closed. Nobody reads it any more, and tonight it is destroyed."),
        lead=row.text,
        consequences=(
            _("It is destroyed with every answer that waits. Nobody is written to."),
            _("Who was introduced by it already stays so."),
        ),
        danger=True,
        back=Back(to_board(request).url, _("Asks and offers")),
        within="exchange:to_decide",
    )


def _posting_or_404(request: HttpRequest, pk: UUID) -> Posting:
    return posting_or_404(request, queries.all_postings(who(request)), pk)


def _back(row: Posting) -> Back:
    return Back(reverse("exchange:decide", args=[row.pk]), _name(row))


def _usual_reason(row: Posting) -> str:
    """One wording for every name, so that what comes back does not tell whether somebody takes part."""
    if not points_to_somebody(doubts_about(row.cohort, row.text)):
        return ""
    # It is kept, and each member is told it in a language of their own.
    with english():
        return _(
            "Something in it may name or describe an organisation or a person. We return all such words, whoever is "
            "meant, so this says nothing of who takes part. Please say it without."
        )


def _name(row: Posting) -> str:
    name = names_of([row.organisation_id], clock.today())[row.organisation_id]
    words = {"name": name, "cohort": row.cohort.name}
    return (_("An ask of %(name)s, %(cohort)s") if row.kind == "ask" else _("An offer of %(name)s, %(cohort)s")) % words
