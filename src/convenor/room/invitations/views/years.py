"""A programme year on one page, and the answer that somebody gives from it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import Actor, who
from convenor.kernel.asking import onward, press
from convenor.kernel.gate import Declined, needs
from convenor.kernel.language import told
from convenor.kernel.pages import COHORT_MEMBERS, show
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.cohorts.proposals import proposal_shown
from convenor.room.cohorts.queries import decisions_of
from convenor.room.cohorts.views.reach import year_or_404
from convenor.room.invitations.actions.answering import answer
from convenor.room.invitations.forms import AnswerForm
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import own_invitations
from convenor.room.invitations.year import year_page
from convenor.room.meetings.models import Session
from convenor.room.meetings.views.reach import session_or_404
from convenor.rules.fair_hours import place_of
from convenor.rules.replies import PartStat
from convenor.rules.verdict import no
from convenor.rules.vocabulary import Zone


@needs("cohort.read")
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Twelve months at a glance, in the reader's own time; it fits on paper."""
    actor, row, today = who(request), year_or_404(request, slug, year), clock.today()
    page = year_page(actor, row, today)
    with timezone.override(page.zone):
        return show(
            request,
            "invitations/year.html",
            title=_("%(cohort)s %(year)s on one page") % {"cohort": row.cohort.name, "year": row.year},
            zone=Zone.ROOM,
            seen_by=COHORT_MEMBERS,
            year=row,
            page=page,
            place=told(place_of(page.zone.key)),
            in_secretariat=actor.in_secretariat,
            over=row.ends < today,
            versions=_versions(row),
            proposal=proposal_shown(actor, row),
        )


def _versions(year: ProgrammeYear) -> list[dict[str, object]]:
    """Every calendar that the group agreed, latest first, with how many sessions it had."""
    agreed = decisions_of(year).filter(topic="calendar")
    return [
        {"decision": one, "sessions": sum(not kept["cancelled"] for kept in one.sessions)}
        for one in agreed
        if one.sessions is not None
    ]


@needs("own_calendar.read")
@require_POST
def say(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer an invitation while signed in; the same as from its link."""
    row = session_or_404(request, pk)
    here = onward(request, reverse("invitations:mine"))
    done = _("Noted. You can change it until the session begins.")
    return press(
        request, lambda: _say(_own(who(request), row), AnswerForm(request.POST)), then=here, back=here, done=done
    )


def _own(actor: Actor, session: Session) -> Invitation:
    found = next((row for row in own_invitations(actor) if row.session_id == session.pk), None)
    if found is None:
        raise Declined(no(_("You hold no invitation to this session. It comes by mail once it is sent.")))
    return found


def _say(held: Invitation, form: AnswerForm) -> None:
    if not form.is_valid():
        raise Declined(no(_("Say whether you come, do not come, or perhaps.")))
    answer(held, PartStat(form.cleaned_data["says"]))
