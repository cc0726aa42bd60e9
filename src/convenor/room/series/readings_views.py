"""The list of what to read before a session, for the secretariat."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted, press
from convenor.kernel.gate import needs
from convenor.room.series import queries
from convenor.room.series import readings as actions
from convenor.room.series.models import Webinar
from convenor.room.series.readings_form import ReadingsForm
from convenor.rules.readings import MOST


@needs("series.change")
def readings(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what to read before a session, or take up a text of ours that fits."""
    mine = queries.visible_to(who(request)).filter(pk=slug)
    row = get_object_or_404(Webinar.objects.select_related("series", "session"), series__in=mine, number=number)
    here = reverse("series:readings", args=[slug, number])
    if request.method == "POST" and "add" in request.POST:
        return press(
            request,
            lambda: actions.add_reading(who(request), row, request.POST["add"]),
            done=_("Added below the others. It is public once a colleague agreed to the new words."),
            then=here,
            back=here,
        )
    form = ReadingsForm(posted(request), webinar=row)
    return ask(
        request,
        form,
        lambda: actions.keep_readings(who(request), row, form.rows(), mark=form.mark(), scope_reason=form.reason()),
        title=_("Readings of session %(number)s") % {"number": number},
        button=_("Keep the list"),
        done=_("The list is kept. It is public once a colleague agreed to the new words."),
        lead=row.title,
        back=Back(reverse("series:series", args=[slug]), row.series.name),
        template="series/readings.html",
        suggested=actions.suggested(row),
        most=MOST,
    )
