"""Experts of a session: asked by an officer, briefed by a link of their own, and the questions that wait for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings.actions import briefing
from convenor.room.meetings.actions.experts import request_expert
from convenor.room.meetings.expert_briefs import asked_for
from convenor.room.meetings.forms.experts import AskExpertForm, QuestionForm
from convenor.room.meetings.models import QuestionAhead
from convenor.room.meetings.queries import label_of, rules_to_accept
from convenor.room.meetings.views.ground_rules import rules_page
from convenor.room.meetings.views.reach import THOSE_INVITED, place_of, session_or_404
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
