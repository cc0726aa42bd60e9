"""Beginning a draft, writing it, giving it up."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convenor.desk import queries
from convenor.desk.actions import writing
from convenor.desk.checks import check_draft
from convenor.desk.forms import BeginForm, WriteForm
from convenor.desk.models import Draft
from convenor.desk.views.reach import act, at_the_desk, draft_or_404
from convenor.desk.wording import Wording, wording_of
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt
from convenor.room.cohorts.queries import visible_to as cohorts_visible_to
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of, sealed_remarks
from convenor.room.meetings.queries import visible_to as sessions_visible_to
from convenor.rules.note import words_in
from convenor.rules.vocabulary import DraftKind


@needs("draft.write")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from a session's notes or from nothing."""
    session = _session(request)
    remarks = sealed_remarks(who(request)).filter(session=session).select_related("item") if session else None
    kind = DraftKind.SUMMARY_NOTE if session and session.year is None else DraftKind.OUTPUT_NOTE
    form = BeginForm(
        request.POST or None,
        cohorts=cohorts_visible_to(who(request)),
        remarks=remarks,
        initial={"kind": kind, "remarks": [remark.pk for remark in remarks or ()]},
    )
    begun: list[Draft] = []
    if attempt(form, lambda: begun.append(_begin(request, form, session))):
        messages.success(request, _("The draft is begun. Write it in your own words."))
        return redirect("desk:write", begun[0].pk)
    return at_the_desk(
        request,
        "begin.html",
        title=_("Begin a draft"),
        lead=label_of(session).full if session else "",
        form=form,
        session=session,
        sessions=() if session else queries.sessions_with_notes(who(request)),
    )


def _session(request: HttpRequest) -> Session | None:
    wanted = request.GET.get("session")
    if not wanted:
        return None
    try:
        key = UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(sessions_visible_to(who(request)).select_related("year__cohort"), pk=key)


def _begin(request: HttpRequest, form: BeginForm, session: Session | None) -> Draft:
    return writing.begin(
        who(request),
        kind=DraftKind(form.cleaned_data["kind"]),
        title=form.cleaned_data["title"],
        cohort=form.cleaned_data.get("cohort"),
        session=session,
        remarks=[remark.pk for remark in form.cleaned_data.get("remarks", ())],
    )


@needs("draft.write")
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the text; beside it the sealed notes that it comes from, and what the check found."""
    draft = draft_or_404(request, key)
    correcting = draft.corrects is not None
    wording = wording_of(draft)
    initial = {field: getattr(wording, field) for field in wording.__slots__}
    form = WriteForm(
        request.POST or None,
        correcting=correcting,
        initial={**initial, "digest": wording.digest, "word_budget": draft.word_budget},
    )
    if attempt(form, lambda: _save(request, draft, form)):
        messages.success(request, _("The text is kept."))
        return redirect("desk:draft", draft.pk)
    remarks = sealed_remarks(who(request)).filter(session=draft.session) if draft.session else ()
    return at_the_desk(
        request,
        "write.html",
        title=_("Write"),
        lead=draft.title,
        draft=draft,
        form=form,
        remarks=remarks,
        checked=check_draft(draft),
        words=words_in(draft.body),
    )


def _save(request: HttpRequest, draft: Draft, form: WriteForm) -> None:
    said = form.cleaned_data
    wording = Wording(
        title=said["title"],
        body=said["body"],
        applies_to=said["applies_to"],
        provenance=said["provenance"],
        correction=said.get("correction", ""),
    )
    writing.write(who(request), draft, wording, digest=said["digest"], word_budget=said["word_budget"])


@needs("draft.write")
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a draft up."""
    draft = draft_or_404(request, key)
    if request.method == "POST":
        return act(request, draft, lambda: writing.drop(who(request), draft), _("The draft is given up."))
    return at_the_desk(request, "drop.html", title=_("Give this draft up?"), lead=draft.title, draft=draft)
