"""Who is an organisation's counsel, for the secretariat and for the organisation's own nominees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts import queries
from convenor.room.cohorts.actions.counsel import end_counsel, name_counsel
from convenor.room.cohorts.forms import CounselForm
from convenor.room.cohorts.models import OrganisationCounsel
from convenor.room.cohorts.ties import why_not_let_in
from convenor.room.cohorts.views.reach import organisation_or_404


@needs("counsel.name")
def counsel(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is counsel, and name somebody."""
    row = organisation_or_404(request, slug)
    form = CounselForm(posted(request))
    return ask(
        request,
        form,
        lambda: name_counsel(who(request), row, **form.cleaned_data),
        title=_("Counsel of %(name)s") % {"name": _name(row)},
        button=_("Name as counsel"),
        done=_("Named. They are mailed how to sign in; if nothing reaches them, write to us."),
        back=_to_this_page(row) if request.method == "POST" else _from_here(request, row),
        seen_by=_("Seen by the organisation's nominees and the secretariat."),
        template="cohorts/counsel.html",
        organisation=row,
        counsel=[(named, _why_kept_out(request, named)) for named in queries.counsel_of(who(request), row)],
    )


@needs("counsel.name")
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody be counsel no more."""
    row = organisation_or_404(request, slug)
    named = get_object_or_404(queries.counsel_of(who(request), row), pk=pk)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: end_counsel(who(request), named),
        title=_("Is %(name)s no longer counsel?") % {"name": named.called},
        button=_("End it today"),
        done=_("Ended. That person sees no pack any more."),
        consequences=(
            _("They see nothing here from their next click on."),
            _("Packs that they have downloaded stay with them, and stay valid."),
        ),
        danger=True,
        back=_to_this_page(row),
        seen_by=_("Seen by the organisation's nominees and the secretariat."),
    )


def _why_kept_out(request: HttpRequest, named: OrganisationCounsel) -> str:
    """Why somebody who was named is not let in; the secretariat alone reads it."""
    if named.person is not None or not who(request).in_secretariat:
        return ""
    return why_not_let_in(named, named.organisation_id)


def _name(row: Organisation) -> str:
    return names_of([row.pk], clock.today())[row.pk]


def _to_this_page(row: Organisation) -> Back:
    return Back(reverse("cohorts:counsel", args=[row.pk]), _("Counsel of %(name)s") % {"name": _name(row)})


def _from_here(request: HttpRequest, row: Organisation) -> Back:
    if who(request).in_secretariat:
        return Back(reverse("cohorts:organisation", args=[row.pk]), _name(row))
    return Back(reverse("meetings:packs"), _("Compliance packs"))
