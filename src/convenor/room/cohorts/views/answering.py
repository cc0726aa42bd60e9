"""The page behind a nomination's link: it says what a seat asks for, and two buttons answer. Looking never acts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.gate import open_to_all
from convenor.kernel.installation import installation
from convenor.kernel.pages import attempt, link_over, show
from convenor.people.queries import names_of
from convenor.room.cohorts import seating
from convenor.room.cohorts.actions import nominations
from convenor.room.cohorts.forms import AnswerForm
from convenor.room.cohorts.models import Nomination
from convenor.rules.ground_rules import SENTENCES, VERSION
from convenor.rules.vocabulary import Zone

ANSWERS = ("accept", "decline")


@open_to_all
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody is asked, and the answer; a link that is used, taken back, too old or forged says the same."""
    asked = seating.nomination_behind(token)
    if asked is None:
        return _closed(request)
    chosen = request.POST.get("answer", "") if request.method == "POST" else ""
    form = AnswerForm(request.POST if chosen in ANSWERS else None)
    if chosen in ANSWERS and attempt(form, lambda: _act(request, asked, chosen, form.cleaned_data["word"])):
        return _thanks(request, asked, chosen)
    if form.errors and seating.nomination_behind(token) is None:
        return _closed(request)
    return _question(request, asked, form)


def _act(request: HttpRequest, asked: Nomination, chosen: str, word: str) -> None:
    if chosen == "accept":
        nominations.accept(asked, seen=request.POST.get("seen", ""), word=word)
    else:
        nominations.decline(asked, word=word)


def _question(request: HttpRequest, asked: Nomination, form: AnswerForm) -> HttpResponse:
    where, today = asked.seat.membership, clock.today()
    return show(
        request,
        "cohorts/nomination.html",
        title=_("Will you sit for %(name)s?") % {"name": _name(asked)},
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has the link of this mail."),
        lead=where.cohort.name,
        asked=asked,
        form=form,
        rules=SENTENCES,
        version=VERSION,
        name=_name(asked),
        asks=seating.asked_for(where, today),
    )


def _thanks(request: HttpRequest, asked: Nomination, chosen: str) -> HttpResponse:
    accepted = chosen == "accept"
    return show(
        request,
        "cohorts/answered.html",
        title=_("Thank you: the seat is yours") if accepted else _("Thank you for the answer"),
        zone=Zone.ROOM,
        seen_by=_("Seen by you alone."),
        accepted=accepted,
        starts_on=asked.starts_on if asked.starts_on and asked.starts_on > clock.today() else None,
        address=asked.mailbox,
    )


def _closed(request: HttpRequest) -> HttpResponse:
    then = _("If you wanted to answer, write to whoever asked you, or to %(contact)s, and have yourself asked again.")
    return link_over(request, then % {"contact": installation().contact})


def _name(asked: Nomination) -> str:
    organisation = asked.seat.membership.organisation_id
    return names_of([organisation], clock.today())[organisation]
