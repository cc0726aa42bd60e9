"""Sending a draft on its way, deciding, answering, releasing, and what comes after."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.desk import queries
from convenor.desk.actions import afterwards, deciding, objecting
from convenor.desk.actions.stage import alone, may_decide, seen_in
from convenor.desk.actions.thanking import thank_experts
from convenor.desk.beside import kept
from convenor.desk.checks import check_draft
from convenor.desk.forms import AnswerForm, CorrectionForm, DigestForm, NoteForm, ReasonForm, WindowForm
from convenor.desk.models import Draft
from convenor.desk.newsletters import takers_of
from convenor.desk.page import reading_page
from convenor.desk.translations import translations_of
from convenor.desk.views.reach import act, at_the_desk, by_button, draft_or_404
from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt
from convenor.people.queries import names_of
from convenor.rules.release import may_publish


@needs("draft.write")
@by_button
def send(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a draft to a second pair of eyes."""
    draft = draft_or_404(request, key)
    said = _("Sent. Your colleagues hear of it by mail; it goes on when one of them agrees.")
    return act(request, draft, lambda: deciding.send(who(request), draft, digest=_digest(request)), said)


@needs("draft.decide")
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read a draft as the public would and agree to exactly this text."""
    draft = draft_or_404(request, key)
    if draft.cohort is None:
        form: DigestForm = DigestForm(request.POST or None, initial={"digest": seen_in(draft)})
    else:
        form = _window(request, draft)
    if attempt(form, lambda: deciding.approve(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("You agreed to this text. What comes next stands below."))
        return redirect("desk:draft", draft.pk)
    return _decision_page(request, "decide.html", _("Read it and decide"), draft, form)


@needs("draft.decide")
def open_to_members(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where there is no second officer: open the members' time to object."""
    draft = draft_or_404(request, key)
    form = _window(request, draft)
    if attempt(form, lambda: deciding.open_to_members(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("The members hear of it by mail and may object until the day you chose."))
        return redirect("desk:draft", draft.pk)
    return _decision_page(request, "open.html", _("Open the members' time to object"), draft, form)


@needs("draft.decide")
def send_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send a draft back to its writer with a note."""
    draft = draft_or_404(request, key)
    form = NoteForm(request.POST or None)
    if attempt(form, lambda: deciding.send_back(who(request), draft, note=form.cleaned_data["note"])):
        messages.success(request, _("Sent back with your note."))
        return redirect("desk:draft", draft.pk)
    return at_the_desk(request, "send_back.html", title=_("Send it back"), lead=draft.title, draft=draft, form=form)


@needs("draft.decide")
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer an objection."""
    objection = get_object_or_404(
        queries.objections_visible_to(who(request)).select_related("draft__cohort", "draft__series"), pk=key
    )
    form = AnswerForm(request.POST or None)
    if attempt(form, lambda: objecting.answer_objection(who(request), objection, **form.cleaned_data)):
        messages.success(request, _("Answered. The organisation that objected hears of it by mail."))
        return redirect("desk:draft", objection.draft_id)
    name = names_of([objection.organisation_id], clock.today())[objection.organisation_id]
    return at_the_desk(
        request,
        "answer.html",
        title=_("Answer an objection"),
        lead=name,
        objection=objection,
        form=form,
        draft=objection.draft,
    )


@needs("draft.decide")
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look at the copy once more, then publish it."""
    draft = draft_or_404(request, key)
    if request.method == "POST":
        said = _("Published. Anybody can read it now.")
        return act(request, draft, lambda: deciding.release(who(request), draft, digest=_digest(request)), said)
    facts, checked = queries.facts_of(draft, alone=False), check_draft(draft)
    return at_the_desk(
        request,
        "release.html",
        title=_("Publish this text"),
        digest=seen_in(draft),
        may_publish=may_publish(facts, clock.today()),
        checked=checked,
        kept=list(kept(checked)),
        mailed_to=takers_of(draft).count(),
        **reading_page(draft),
    )


@needs("draft.write")
@require_POST
def thank(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send what was published to the experts who wanted to hear of it."""
    draft, here = draft_or_404(request, key), reverse("desk:draft", args=[key])
    done = _("On its way, to each alone. With the mail their addresses are destroyed.")
    return press(request, lambda: thank_experts(who(request), draft), then=here, back=here, done=done)


@needs("output.withdraw")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Withdraw what is published."""
    draft = draft_or_404(request, key)
    if draft.translates is not None:
        return _withdraw_translation(request, draft)
    form = ReasonForm(request.POST or None)
    if attempt(form, lambda: afterwards.withdraw(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("Withdrawn. The page stays and says why; the text is gone."))
        return redirect("desk:draft", draft.pk)
    return at_the_desk(
        request,
        "withdraw.html",
        title=_("Withdraw this text"),
        lead=draft.title,
        draft=draft,
        form=form,
        translations=translations_of(draft),
    )


def _withdraw_translation(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Withdraw a translation alone; nobody is told why, because the original stays where it is."""
    if request.method == "POST":
        said = _("Withdrawn. Its address leads readers to the English text.")
        return act(request, draft, lambda: afterwards.withdraw(who(request), draft), said)
    return at_the_desk(
        request, "withdraw.html", title=_("Withdraw this translation"), lead=draft.title, draft=draft, alone=True
    )


@needs("draft.write")
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin a correction of what is published."""
    draft = draft_or_404(request, key)
    form = CorrectionForm(request.POST or None, translated=draft.translates is not None)
    begun: list[Draft] = []
    if attempt(form, lambda: begun.append(afterwards.begin_correction(who(request), draft, **form.cleaned_data))):
        messages.success(request, _("The correction is begun. It goes the same way as the text did."))
        return redirect("desk:write", begun[0].pk)
    return at_the_desk(request, "correct.html", title=_("Correct this text"), lead=draft.title, draft=draft, form=form)


def _digest(request: HttpRequest) -> str:
    return request.POST.get("digest", "")


def _window(request: HttpRequest, draft: Draft) -> WindowForm:
    return WindowForm(request.POST or None, initial={**WindowForm.usual(), "digest": seen_in(draft)})


def _decision_page(request: HttpRequest, template: str, title: str, draft: Draft, form: DigestForm) -> HttpResponse:
    checked = check_draft(draft)
    return at_the_desk(
        request,
        template,
        title=title,
        form=form,
        checked=checked,
        kept=list(kept(checked)),
        may_decide=may_decide(who(request), draft, checked),
        alone=alone(who(request), draft, checked),
        **reading_page(draft),
    )
