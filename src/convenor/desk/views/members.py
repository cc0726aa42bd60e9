"""What nominees see of the desk: texts open to their objections, their own objections, and what they are asked."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from convenor.desk import queries
from convenor.desk.actions import waiving
from convenor.desk.actions.objecting import raise_objection
from convenor.desk.forms import ObjectionForm, WaiverForm
from convenor.desk.models import Draft
from convenor.desk.page import about, reading_page
from convenor.desk.views.reach import draft_or_404
from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import COHORT_MEMBERS, attempt, show
from convenor.people.queries import names_of
from convenor.public.library.reading import as_html
from convenor.rules.release import may_object
from convenor.rules.vocabulary import WaiverState, Zone
from convenor.rules.waiver import REVEALS, may_answer

_OWN_NOMINEES = gettext_lazy("Seen by your organisation's nominees and the secretariat.")
_WAITING_FIRST = Case(When(state=WaiverState.WAITING, then=0), default=1)


@needs("draft.object")
@require_safe
def in_view(request: HttpRequest) -> HttpResponse:
    """The texts that wait for the members' eyes, and what became of one's own objections."""
    today = clock.today()
    drafts = queries.visible_to(who(request)).select_related("cohort", "series").order_by("objections_until")
    own = queries.objections_visible_to(who(request)).order_by("-raised_at")
    titles = {draft.pk: draft.title for draft in drafts}
    questions = queries.waivers_visible_to(who(request)).select_related("draft__cohort", "draft__series")
    return show(
        request,
        "desk/in_view.html",
        title=_("Notes to look at"),
        zone=Zone.DESK,
        seen_by=COHORT_MEMBERS,
        rows=[(draft, about(draft), may_object(draft.objections_until, today).allowed) for draft in drafts],
        own=[(objection, titles.get(objection.draft_id, "")) for objection in own[:20]],
        questions=[(waiver, about(waiver.draft)) for waiver in questions.order_by(_WAITING_FIRST, "-asked_at")[:20]],
    )


@needs("draft.object")
def look(request: HttpRequest, key: UUID) -> HttpResponse:
    """One text as it would be published, and the place to object to it."""
    draft = draft_or_404(request, key)
    organisations = queries.own_names(who(request), draft.cohort_id or "")
    form = ObjectionForm(request.POST or None, organisations=organisations)
    if attempt(form, lambda: raise_objection(who(request), draft, **form.cleaned_data)):
        messages.success(request, _("Your objection is kept. The text is not published before it is answered."))
        return redirect("desk:look", draft.pk)
    return show(
        request,
        "desk/look.html",
        title=draft.title,
        zone=Zone.DESK,
        seen_by=COHORT_MEMBERS,
        form=form,
        until=draft.objections_until,
        may_object=may_object(draft.objections_until, clock.today()),
        own=_own_objections(request, draft),
        **reading_page(draft),
    )


@needs("waiver.answer")
def asked(request: HttpRequest, key: UUID) -> HttpResponse:
    """Words that point to one's own organisation: may exactly these be published? Nobody else is told of the answer."""
    waiver = get_object_or_404(queries.waivers_visible_to(who(request)).select_related("draft__cohort"), pk=key)
    form = WaiverForm(posted(request))
    if attempt(form, lambda: waiving.answer(who(request), waiver, agrees=form.agrees())):
        messages.success(request, form.said())
        return redirect("desk:asked", waiver.pk)
    state = WaiverState(waiver.state)
    here = waiver.draft.state in queries.AT_THE_DESK
    current = here and waiving.is_current(waiver.draft, waiver)
    return show(
        request,
        "desk/asked.html",
        title=_("May these words be published?"),
        zone=Zone.DESK,
        seen_by=_("Seen by you and the secretariat.") if waiver.person_id else _OWN_NOMINEES,
        form=form,
        waiver=waiver,
        name=names_of([waiver.organisation_id], clock.today())[waiver.organisation_id],
        text=as_html(waiver.excerpt),
        reveals=REVEALS[waiver.kind],
        may_answer=may_answer(state, agrees=False, current=current, at_the_desk=here),
        published=waiver.draft.released_at,
    )


def _own_objections(request: HttpRequest, draft: Draft) -> list[object]:
    """What one's own organisation said of a draft; of others' objections a member learns nothing, not even that."""
    return list(queries.objections_visible_to(who(request)).filter(draft=draft))
