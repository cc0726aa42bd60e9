"""Experts of a session: asked by an officer, briefed by a link of their own, and the questions that wait for them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import posted, press
from convenor.kernel.gate import Declined, needs, open_to_all
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, link_over, show
from convenor.people.queries import names_of
from convenor.room.meetings.actions import briefing
from convenor.room.meetings.actions.experts import request_expert
from convenor.room.meetings.expert_briefs import agenda_of, asked_for, audience_of, of_link
from convenor.room.meetings.forms.experts import AskExpertForm, QuestionForm
from convenor.room.meetings.models import ExpertRequest, QuestionAhead, Session
from convenor.room.meetings.queries import label_of, rules_to_accept, statement_to_read
from convenor.room.meetings.views.ground_rules import rules_page
from convenor.room.meetings.views.reach import THOSE_INVITED, place_of, session_or_404
from convenor.rules.consents import WORDS, Purpose
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.vocabulary import SessionState, Zone


@needs("session.change")
def experts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who was asked, who accepted, which questions wait; and asking one more."""
    row = session_or_404(request, pk)
    form = AskExpertForm(posted(request))
    if attempt(form, lambda: request_expert(who(request), row, **form.cleaned_data)):
        messages.success(request, _("Asked, alone. The mail is on its way with a link of the expert's own."))
        return redirect("meetings:experts", row.pk)
    return show(
        request,
        "meetings/experts.html",
        title=_("Experts"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        form=form,
        asked=asked_for(row),
        questions=row.questions_ahead.all(),
        may_ask=row.state == SessionState.PLANNED and row.year is not None,
    )


@needs("question.send")
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a question to the expert ahead, without a name."""
    actor, row = who(request), session_or_404(request, pk)
    rules = rules_to_accept(actor, row)
    if rules is not None:
        return rules_page(request, row, rules)
    form = QuestionForm(posted(request))
    if attempt(form, lambda: briefing.send_question(actor, row, **form.cleaned_data)):
        messages.success(
            request, _("Sent, without your name. It cannot be taken back, because nothing says it is yours.")
        )
        return redirect("meetings:questions", row.pk)
    return show(
        request,
        "meetings/questions.html",
        title=_("A question to the expert"),
        zone=Zone.ROOM,
        seen_by=str(THOSE_INVITED),
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        form=form,
        sent=row.questions_ahead.count(),
        to_come=row.state == SessionState.PLANNED,
    )


@needs("session.change")
@require_POST
def drop_question(request: HttpRequest, pk: UUID, question: UUID) -> HttpResponse:
    """Take a question out."""
    row = session_or_404(request, pk)
    found = get_object_or_404(QuestionAhead, session=row, pk=question)
    here = reverse("meetings:experts", args=[row.pk])
    done = _("Taken out.")
    return press(request, lambda: briefing.drop_question(who(request), found), then=here, back=here, done=done)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, token: str) -> HttpResponse:
    """What an expert's link opens; opening it does nothing, and each that leads nowhere looks the same."""
    opened = of_link(token)
    if opened is None:
        return link_over(request, _("The session has begun or is off. Write to the secretariat if something is open."))
    if opened.asked is None or opened.session is None:
        return _after(request, token)
    if request.method == "POST":
        return _chosen(request, token, opened.asked, opened.session)
    return _brief(request, opened.asked, opened.session)


def _chosen(request: HttpRequest, token: str, asked: ExpertRequest, session: Session) -> HttpResponse:
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: briefing.accept(
            asked, session, seen=request.POST.get("seen", ""), wants_to_hear="hear" in request.POST
        ),
        "hear": lambda: briefing.hear(asked, wants=True),
        "unhear": lambda: briefing.hear(asked, wants=False),
        "name": lambda: briefing.let_be_named(asked, session, seen=request.POST.get("words", "")),
        "unname": lambda: _unname(asked, session),
    }
    act = acts.get(request.POST.get("do", ""))
    if act is not None:
        try:
            act()
            messages.success(request, _("Noted, as of today."))
        except Declined as declined:
            messages.error(request, declined.verdict.reason)
    return redirect("meetings:expert_brief", token)


def _unname(asked: ExpertRequest, session: Session) -> None:
    consent = briefing.named_for(asked.organisation, session.year) if session.year else None
    if consent is not None:
        briefing.withdraw(consent)


def _brief(request: HttpRequest, asked: ExpertRequest, session: Session) -> HttpResponse:
    assert session.year is not None
    slug = asked.organisation_id
    return show(
        request,
        "meetings/expert_brief.html",
        title=_("Your brief"),
        zone=Zone.ROOM,
        seen_by=_("Seen by whoever has this link: it was mailed to you alone."),
        lead=label_of(session).full,
        session=session,
        asked=asked,
        audience=audience_of(session),
        items=agenda_of(session),
        questions=session.questions_ahead.all(),
        sentences=SENTENCES,
        statement=statement_to_read(session),
        seen=briefing.rules_seen(session),
        organisation=names_of([slug], session.starts_at.date())[slug] if slug else "",
        words=WORDS[Purpose.EXPERT],
        named=briefing.named_for(asked.organisation, session.year),
        year=session.year.year,
    )


def _after(request: HttpRequest, token: str) -> HttpResponse:
    """After the session the link does one thing: it withdraws what was agreed by it."""
    opened = of_link(token)
    consent = opened.consent if opened else None
    if consent is None:
        return link_over(request, _("Write to the secretariat if something is open."))
    if request.method == "POST":
        try:
            briefing.withdraw(consent)
            messages.success(request, _("Withdrawn, as of now. Nothing new names your organisation."))
        except Declined as declined:
            messages.error(request, declined.verdict.reason)
        return redirect("meetings:expert_brief", token)
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
