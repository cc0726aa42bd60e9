"""What an expert's mailed link opens: a brief, the way in until the session is over, and what was agreed by it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from convenor.kernel.gate import Declined, open_to_all
from convenor.kernel.language import told
from convenor.kernel.pages import link_over, show
from convenor.people.models import NamingConsent
from convenor.people.queries import names_of
from convenor.room.meetings.actions import briefing
from convenor.room.meetings.expert_briefs import Opened, agenda_of, audience_of, naming_of, of_link
from convenor.room.meetings.models import ExpertRequest, Session
from convenor.room.meetings.queries import label_of, statement_to_read
from convenor.rules.consents import WORDS, Purpose
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.vocabulary import Zone


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, token: str) -> HttpResponse:
    """What an expert's link opens; opening it does nothing, and each that leads nowhere looks the same."""
    opened = of_link(token)
    if opened is None:
        return link_over(request, _("The session is over or is off. Write to the secretariat if something is open."))
    if request.method == "POST":
        return _pressed(request, token, opened)
    return _shown(request, opened)


def _shown(request: HttpRequest, opened: Opened, *, let_in: bool = False) -> HttpResponse:
    if opened.session is not None:
        return _brief(request, opened, opened.session, let_in=let_in)
    assert opened.consent is not None
    return _agreed(request, opened.consent)


def _pressed(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    pressed = request.POST.get("do", "")
    try:
        if pressed == "unname" and opened.consent is not None:
            _withdraw(request, opened.consent)
        elif opened.asked is not None and opened.session is not None:
            _choose(request, pressed, opened.asked, opened.session)
        elif pressed == "accept" and opened.session is not None:
            briefing.accept_late(opened.session, seen=request.POST.get("seen", ""))
            # Nothing is kept of it, so there is nowhere to lead to: the way in stands in this very answer.
            return _shown(request, opened, let_in=True)
    except Declined as declined:
        messages.error(request, told(declined.verdict.reason))
    return redirect("meetings:expert_brief", token)


def _choose(request: HttpRequest, pressed: str, asked: ExpertRequest, session: Session) -> None:
    if pressed == "accept":
        wants_to_hear = "hear" in request.POST
        briefing.accept(asked, session, seen=request.POST.get("seen", ""), wants_to_hear=wants_to_hear)
    elif pressed in {"hear", "unhear"}:
        briefing.hear(asked, wants=pressed == "hear")
    elif pressed == "name":
        briefing.let_be_named(asked, session, seen=request.POST.get("words", ""))
    else:
        return
    messages.success(request, _("Noted, as of today."))


def _withdraw(request: HttpRequest, consent: NamingConsent) -> None:
    if briefing.withdraw(consent):
        messages.success(
            request,
            _(
                "Your word is withdrawn, as of now. Your organisation agreed in another way as well; that stands until "
                "it is withdrawn there."
            ),
        )
    else:
        messages.success(request, _("Withdrawn, as of now. Nothing new names your organisation."))


def _brief(request: HttpRequest, opened: Opened, session: Session, *, let_in: bool) -> HttpResponse:
    assert session.year is not None
    asked = opened.asked
    return show(
        request,
        "meetings/expert_brief.html",
        title=_("Your brief"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has this link: it was mailed to you alone."),
        lead=label_of(session).full,
        session=session,
        asked=asked,
        let_in=let_in or (asked is not None and asked.accepted_on is not None),
        audience=audience_of(session),
        items=agenda_of(session),
        questions=session.questions_ahead.all(),
        sentences=SENTENCES,
        statement=statement_to_read(session),
        seen=briefing.rules_seen(session),
        naming=naming_of(opened),
        consent=opened.consent,
        words=WORDS[Purpose.EXPERT],
        year=session.year.year,
    )


def _agreed(request: HttpRequest, consent: NamingConsent) -> HttpResponse:
    """After the session the link does one thing: it withdraws what was agreed by it."""
    return show(
        request,
        "meetings/expert_after.html",
        title=_("What you agreed to"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has this link: it was mailed to you alone."),
        consent=consent,
        words=WORDS[Purpose.EXPERT],
        organisation=names_of([consent.organisation_id], consent.given_on)[consent.organisation_id],
    )
