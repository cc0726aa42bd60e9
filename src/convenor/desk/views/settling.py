"""Settling what the check found: take other words, cite a source, ask whom they are about, or keep them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convenor.desk.actions import waiving, writing
from convenor.desk.actions.stage import unchanged
from convenor.desk.checks import Matter, check_draft, excerpt_of
from convenor.desk.forms import AskForm, CiteForm, KeepForm, PlaceForm
from convenor.desk.models import Draft
from convenor.desk.views.reach import act, at_the_desk, by_button, draft_or_404
from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt
from convenor.people.queries import names_of
from convenor.public.library.reading import as_html
from convenor.rules.verdict import Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Click:
    """Where somebody clicked, in which text, and what is to settle there; nothing if the text was changed since."""

    place: dict[str, Any]
    matter: Matter | None
    paragraph: str
    excerpt: str = ""
    may_be_asked: Verdict | None = None


@needs("draft.write")
@by_button
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the suggestion for a finding."""
    draft, place = draft_or_404(request, key), _place(request)
    said = _("The words were replaced.")
    return act(request, draft, lambda: writing.take_suggestion(who(request), draft, **place), said)


@needs("draft.write")
def cite(request: HttpRequest, key: UUID) -> HttpResponse:
    """Cite a public source for a name."""
    draft = draft_or_404(request, key)
    click = _click(request, draft)
    names = names_of(click.matter.members, clock.today()) if click.matter else {}
    form = CiteForm(request.POST or None, organisations=list(names.items()), initial=click.place)
    if attempt(form, lambda: writing.cite_source(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("The source is cited. The second pair of eyes confirms that it says this."))
        return redirect("desk:draft", draft.pk)
    return _page(request, "cite.html", draft, click, title=_("Cite a public source"), form=form)


@needs("draft.write")
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep words that a person has to decide on, with the reason."""
    draft = draft_or_404(request, key)
    click = _click(request, draft)
    form = KeepForm(request.POST or None, initial=click.place)
    if attempt(form, lambda: writing.keep_finding(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("Kept, with your reason."))
        return redirect("desk:draft", draft.pk)
    return _page(request, "keep.html", draft, click, title=_("Keep these words"), form=form)


@needs("waiver.ask")
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask whom words point to whether exactly these may be published."""
    draft = draft_or_404(request, key)
    click = _click(request, draft)
    form = AskForm(request.POST or None, initial={**AskForm.usual(), **click.place})
    if attempt(form, lambda: waiving.ask(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("Asked. They hear of it by mail, and their answers appear here."))
        return redirect("desk:draft", draft.pk)
    names = names_of(click.matter.members, clock.today()) if click.matter else {}
    return _page(
        request,
        "ask.html",
        draft,
        click,
        title=_("Ask whom it is about"),
        form=form,
        parties=list(names.values()),
        text=as_html(click.excerpt),
        may_be_asked=click.may_be_asked,
    )


@needs("waiver.ask")
@by_button
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a question back that nobody answered yet."""
    draft, wording = draft_or_404(request, key), request.POST.get("wording", "")
    said = _("The question is taken back. Whoever was asked sees that; the words are to be settled again.")
    return act(request, draft, lambda: waiving.take_back(who(request), draft, wording=wording), said)


def _place(request: HttpRequest) -> dict[str, Any]:
    """The place that was clicked. Raises Http404 for an address that no page gives."""
    form = PlaceForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _click(request: HttpRequest, draft: Draft) -> Click:
    place, checked = _place(request), check_draft(draft)
    matter = checked.at(place["start"], place["end"]) if unchanged(draft, place["digest"]).allowed else None
    if matter is None:
        return Click(place=place, matter=None, paragraph="")
    return Click(
        place=place,
        matter=matter,
        paragraph=checked.wording.paragraph(matter.start, matter.end),
        excerpt=excerpt_of(checked.wording, matter),
        may_be_asked=waiving.may_be_asked(matter, checked, waiving.who_could_answer(draft, matter)),
    )


def _page(request: HttpRequest, template: str, draft: Draft, click: Click, **context: Any) -> HttpResponse:
    status = 200 if click.matter else 409
    return at_the_desk(
        request,
        template,
        lead=draft.title,
        draft=draft,
        matter=click.matter,
        paragraph=click.paragraph,
        status=status,
        **context,
    )
