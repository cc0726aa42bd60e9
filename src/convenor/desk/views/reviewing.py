"""Sending a year-end review to the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.desk.actions import reviewing
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.room.cohorts.models import ProgrammeYear


@needs("draft.write")
def send_review(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Send a copy of a year's review to the desk."""
    row = get_object_or_404(ProgrammeYear.objects.select_related("cohort"), cohort=slug, year=year)
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: reviewing.send_review(who(request), row),
        title=_("Send the review to the desk"),
        lead=_(
            "A copy goes to the desk as a draft. What you change in the review afterwards does not change it there."
        ),
        consequences=(
            _("The check marks what points to somebody. The list of members is public and may stay."),
            _("A second officer reads it, and every member may object, before it is published."),
        ),
        button=_("Send it to the desk"),
        done=_("The review is at the desk. Next: settle there what the check found."),
        back=Back(reverse("reviews:review", args=[slug, year]), _("The review")),
    )
