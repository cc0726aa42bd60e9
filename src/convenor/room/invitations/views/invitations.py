"""A session's invitations, for whoever sends them: what was answered, in numbers and by organisation."""

from uuid import UUID

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, press
from convenor.kernel.gate import needs
from convenor.kernel.language import told
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.actions.settling import settle_mails
from convenor.room.invitations.queries import (
    ANSWERS,
    Answers,
    answers_to,
    is_to_come,
    mailbox_unread,
    mails_for_a_person,
)
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import Zone

_COLUMNS = {
    PartStat.ACCEPTED: gettext_lazy("Come"),
    PartStat.TENTATIVE: gettext_lazy("Perhaps"),
    PartStat.DECLINED: gettext_lazy("Do not come"),
    PartStat.DELEGATED: gettext_lazy("Somebody stands in"),
    PartStat.NEEDS_ACTION: gettext_lazy("No answer yet"),
}


@needs("invitation.send")
def invitations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was answered, and the button that sends."""
    row, here = session_or_404(request, pk), reverse("invitations:session", args=[pk])
    if request.method == "POST":
        return press(request, lambda: send_invitations(who(request), row), then=here, back=here, done=_sent)
    return _shown(request, row)


def _sent(number: int) -> str:
    return ngettext(
        "%(number)d person is invited, or holds what was sent before.",
        "%(number)d people are invited, each alone, or hold what was sent before.",
        number,
    ) % {"number": number}


@needs("invitation.send")
@require_POST
def looked_at(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody has looked for the mails in the mailbox; what came in since the page was opened stays."""
    row, here = session_or_404(request, pk), reverse("invitations:session", args=[pk])
    done = _("Noted. The mails themselves stay in the mailbox.")
    upto = request.POST.get("upto", "")
    return press(request, lambda: settle_mails(who(request), row, upto=upto), then=here, back=here, done=done)


def _shown(request: HttpRequest, row: Session) -> HttpResponse:
    answers = answers_to(row)
    unsettled = mails_for_a_person(row)
    return show(
        request,
        "invitations/session.html",
        title=_("Invitations"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        back=Back(reverse("meetings:session", args=[row.pk]), told(label_of(row).short)),
        invited=sum(answers.total.values()),
        totals=[(_COLUMNS[answer], number) for answer, number in answers.total.items()],
        heads=[_("Organisation"), *_COLUMNS.values()],
        rows=_rows(answers),
        may_send=is_to_come(row),
        unread=mailbox_unread(),
        unsettled_here=unsettled.filter(session=row).count(),
        unsettled_unknown=unsettled.filter(session=None).count(),
        unsettled_upto=unsettled.aggregate(last=Max("pk"))["last"],
    )


def _rows(answers: Answers) -> list[list[object]]:
    return [[name, *(numbers[answer] for answer in ANSWERS)] for name, numbers in answers.by_organisation]
