"""Beginning a draft, writing it, giving it up."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.desk import queries
from convenor.desk.actions import site_pages, writing
from convenor.desk.actions.stage import seen_in
from convenor.desk.beside import findings
from convenor.desk.checks import check_draft
from convenor.desk.forms import LONGEST_BODY, BeginForm, WordForm, WriteForm
from convenor.desk.models import Draft
from convenor.desk.page import translation
from convenor.desk.spoken import HIDDEN_WORDS
from convenor.desk.views.reach import act, at_the_desk, draft_or_404
from convenor.desk.word import WordFile
from convenor.desk.wording import FIELDS, Wording, wording_of
from convenor.kernel.actor import who
from convenor.kernel.asking import posted, press
from convenor.kernel.gate import needs
from convenor.kernel.language import in_place
from convenor.kernel.pages import attempt
from convenor.room.cohorts.queries import visible_to as cohorts_visible_to
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of, sealed_remarks
from convenor.room.meetings.queries import visible_to as sessions_visible_to
from convenor.room.statistics.queries import visible_to as tables_visible_to
from convenor.rules.vocabulary import DraftKind, PageSection

# The text itself, and room for the lines that go with it.
LONGEST_CHECKED = LONGEST_BODY + 2_000
_THEN = re.compile(r"(take|cite|keep|ask)-(\d{1,7})-(\d{1,7})")


@needs("draft.write")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from a session's notes or from nothing."""
    session = _session(request)
    remarks = sealed_remarks(who(request)).filter(session=session).select_related("item") if session else None
    usual = DraftKind.SUMMARY_NOTE if session and session.year is None else DraftKind.OUTPUT_NOTE
    kind = request.GET.get("kind", usual)
    form = BeginForm(
        request.POST or None,
        cohorts=cohorts_visible_to(who(request)),
        remarks=remarks,
        with_text="body" in request.POST,
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
        text=form.cleaned_data.get("body", ""),
    )


@needs("draft.write")
@require_POST
def begin_statistics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a draft around a table."""
    table = get_object_or_404(tables_visible_to(who(request)), pk=pk)
    return press(
        request,
        lambda: writing.begin_statistics(who(request), table),
        done=_("The draft is begun around the table. Say in a sentence what it shows."),
        then=lambda draft: reverse("desk:draft", args=[draft.pk]),
        back=reverse("statistics:table", args=[table.pk]),
    )


@needs("draft.write")
def begin_from_word(request: HttpRequest) -> HttpResponse:
    """Read a Word file: its text to begin from, and what its hidden parts would have told. Nothing of it is kept."""
    form = WordForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return at_the_desk(request, "word.html", title=_("Begin a draft from a Word file"), form=form)
    read: WordFile = form.cleaned_data["document"]
    words = {"kind": DraftKind.OUTPUT_NOTE, "title": read.text.title[:200], "body": read.text.body}
    return at_the_desk(
        request,
        "word_read.html",
        title=_("What the file says"),
        lead=_("Its text is here to begin from; what the file would have told beside it is listed, and left behind."),
        form=BeginForm(cohorts=cohorts_visible_to(who(request)), with_text=True, initial=words),
        hidden=[(HIDDEN_WORDS[one.part], one.by, in_place(one.text)) for one in read.hidden],
    )


@needs("draft.write")
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the text; beside it what the check finds in it, and the sealed notes that it comes from."""
    draft = draft_or_404(request, key)
    wording = wording_of(draft)
    initial = {field: getattr(wording, field) for field in wording.__slots__}
    form = WriteForm(
        request.POST or None,
        correcting=draft.corrects is not None,
        placed=draft.kind == DraftKind.PAGE and draft.translates is None,
        initial={
            **initial,
            "digest": seen_in(draft),
            "word_budget": draft.word_budget,
            "section": draft.section,
            "rank": draft.rank,
        },
    )
    if attempt(form, lambda: _save(request, draft, form)):
        messages.success(request, _("The text is kept."))
        return _onward(request, draft)
    remarks = (
        sealed_remarks(who(request)).filter(session=draft.session) if draft.session and not draft.translates else ()
    )
    shown = form.typed() if form.is_bound and len(form.typed().whole) <= LONGEST_CHECKED else wording
    return at_the_desk(
        request,
        "write.html",
        title=_("Write"),
        lead=draft.title,
        form=form,
        remarks=remarks,
        translation=translation(draft),
        theirs=wording if form.is_bound and request.POST.get("digest") != seen_in(draft) else None,
        instead=seen_in(draft),
        **findings(draft, check_draft(draft, shown)),
    )


def _save(request: HttpRequest, draft: Draft, form: WriteForm) -> None:
    said = form.cleaned_data
    wording = Wording(**{field: said.get(field, "") for field in FIELDS})
    # Whoever saw a colleague's text may put the own in its place, and in the place of no other.
    digest = request.POST.get("instead") or said["digest"]
    if "section" in said:
        place = {"section": PageSection(said["section"]), "rank": said["rank"]}
        site_pages.write(who(request), draft, wording, digest=digest, word_budget=said["word_budget"], **place)
    else:
        writing.write(who(request), draft, wording, digest=digest, word_budget=said["word_budget"])


def _onward(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Where a button beside a finding leads once the text is kept: to what it asks for, if the place is still there."""
    asked = _THEN.fullmatch(request.POST.get("then", ""))
    if asked is None:
        return redirect("desk:draft", draft.pk)
    saved = draft_or_404(request, draft.pk)
    digest, start, end = seen_in(saved), int(asked[2]), int(asked[3])
    if asked[1] == "take":
        said = _("The words were replaced.")
        take = lambda: writing.take_suggestion(who(request), saved, digest=digest, start=start, end=end)  # noqa: E731
        return act(request, saved, take, said, then="desk:write")
    return redirect(reverse(f"desk:{asked[1]}", args=[saved.pk], query={"digest": digest, "start": start, "end": end}))


@needs("draft.write")
@require_POST
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Check what somebody is writing and answer with what stands beside it; nothing of it is kept."""
    draft = draft_or_404(request, key)
    form = WriteForm(request.POST, correcting=draft.corrects is not None)
    typed = form.typed()
    if len(typed.whole) > LONGEST_CHECKED:
        return render(request, "desk/_too_long.html", {"most": LONGEST_CHECKED}, status=413)
    found = findings(draft, check_draft(draft, typed))
    changed = request.POST.get("digest") != seen_in(draft)
    return render(request, "desk/_findings.html", {**found, "changed_meanwhile": changed})


@needs("draft.write")
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a draft up."""
    draft = draft_or_404(request, key)
    if request.method == "POST":
        return act(request, draft, lambda: writing.drop(who(request), draft), _("The draft is given up."))
    return at_the_desk(request, "drop.html", title=_("Give this draft up?"), lead=draft.title, draft=draft)
