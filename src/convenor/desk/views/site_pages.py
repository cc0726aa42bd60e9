"""The pages of the site at the desk: which there are, and where a new one begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenor.desk import queries
from convenor.desk.actions import writing
from convenor.desk.forms import BeginPageForm
from convenor.desk.models import Draft
from convenor.desk.views.reach import at_the_desk
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt
from convenor.rules.vocabulary import DraftKind, PageSection


@needs("desk.read")
@require_safe
def site_pages(request: HttpRequest) -> HttpResponse:
    """The pages by section, each with how far it is."""
    title = _("The pages of the site")
    return at_the_desk(request, "site_pages.html", title=title, sections=queries.site_pages())


@needs("draft.write")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a page in a section."""
    form = BeginPageForm(request.POST or None, initial={"section": request.GET.get("section", PageSection.PROJECT)})
    begun: list[Draft] = []
    if attempt(form, lambda: begun.append(_begin(request, form))):
        messages.success(request, _("The page is begun. Write it in your own words."))
        return redirect("desk:write", begun[0].pk)
    return at_the_desk(request, "begin_page.html", title=_("Begin a page"), form=form)


def _begin(request: HttpRequest, form: BeginPageForm) -> Draft:
    said = form.cleaned_data
    return writing.begin(
        who(request),
        kind=DraftKind.PAGE,
        title=said["title"],
        section=PageSection(said["section"]),
        rank=said["rank"],
    )
