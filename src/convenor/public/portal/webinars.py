"""The open series on the public site: what is planned, when it is elsewhere in the world, and as a calendar."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from convenor.kernel.calendars import CONTENT_TYPE, Entry, calendar_of, event_of
from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_six_languages, taken_off
from convenor.public.library import queries
from convenor.public.library.models import OpenSeries, OpenWebinar
from convenor.public.portal import pages

# Where people live who should come most, from west to east (R-PLP-22); whoever lives elsewhere has the UTC time.
CITIES: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("São Paulo"), "America/Sao_Paulo"),
    (gettext_lazy("Lagos"), "Africa/Lagos"),
    (gettext_lazy("Nairobi"), "Africa/Nairobi"),
    (gettext_lazy("Delhi"), "Asia/Kolkata"),
    (gettext_lazy("Jakarta"), "Asia/Jakarta"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A webinar as a page shows it; `elsewhere` has a city and what its clocks say then."""

    webinar: OpenWebinar
    to_come: bool
    elsewhere: tuple[tuple[str | Promise, str], ...]


@open_to_all
@require_safe
@in_six_languages
def webinars(request: HttpRequest) -> HttpResponse:
    """What is to come of all series, the next first, and every series with its page."""
    coming = [_row(webinar) for webinar in queries.webinars_to_come()]
    shown = [row.webinar.pk for row in coming]

    def make() -> HttpResponse:
        return pages.page(
            request, "webinars.html", title=_("Open webinars"), place="webinars", rows=coming, found=queries.announced()
        )

    return pages.unless_known(request, queries.latest_change(), make, shown)


@open_to_all
@require_safe
@in_six_languages
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: its webinars in their order, when they are elsewhere, and the way to register."""
    found = _found(slug)
    rows = [_row(webinar) for webinar in found.webinars.all()]
    shown = [row.to_come for row in rows]

    def make() -> HttpResponse:
        return pages.page(
            request,
            "series.html",
            title=f"{found.name} {found.year}",
            place="webinars",
            series=found,
            rows=rows,
            to_come=any(shown),
            for_machines=_for_machines(found, pages.here(request).name),
        )

    return pages.unless_known(request, found.updated_at, make, shown)


@open_to_all
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The webinars of a series as a calendar that can be followed; nobody who comes is in it."""
    found = _found(slug)

    def make() -> HttpResponse:
        events = [event_of(_entry(found, webinar)) for webinar in found.webinars.all()]
        return HttpResponse(calendar_of(events), content_type=CONTENT_TYPE)

    return pages.unless_known(request, found.updated_at, make)


def _found(slug: str) -> OpenSeries:
    found = queries.announced_at(slug)
    if found is None:
        raise Http404
    return found


def _row(webinar: OpenWebinar) -> Row:
    known = tuple(_elsewhere(webinar.starts_at)) if webinar.time_known else ()
    return Row(webinar=webinar, to_come=queries.is_to_come(webinar), elsewhere=known)


def _elsewhere(moment: datetime) -> Iterable[tuple[str | Promise, str]]:
    """What clocks say elsewhere; the day of the week too, where it is another day there."""
    for city, zone in CITIES:
        there = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        yield city, date_format(there, "H:i" if there.date() == moment.date() else "D H:i")


def _entry(found: OpenSeries, webinar: OpenWebinar) -> Entry:
    return Entry(
        name=f"{found.slug}-{webinar.number}",
        sequence=webinar.sequence,
        stamp=found.updated_at,
        starts_at=webinar.starts_at,
        minutes=webinar.minutes,
        summary=webinar.title,
        description=f"{found.name}\n{_address(found)}",
        url=_address(found),
        time_known=webinar.time_known,
        tentative=webinar.subject_to_change,
        cancelled=webinar.cancelled,
    )


def _for_machines(found: OpenSeries, organizer: str) -> SafeString:
    """The series in the words of schema.org, for search engines; who comes is nobody's to know."""
    made = {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": found.name,
        "url": _address(found),
        "organizer": {"@type": "Organization", "name": organizer},
        "subEvent": [_event(found, webinar) for webinar in found.webinars.all()],
    }
    # Nothing in it can end the element that it stands in.
    return mark_safe(json.dumps(made, ensure_ascii=False).replace("<", "\\u003c"))


def _event(found: OpenSeries, webinar: OpenWebinar) -> dict[str, object]:
    status = "EventCancelled" if webinar.cancelled else "EventScheduled"
    return {
        "@type": "Event",
        "name": webinar.title,
        "startDate": f"{webinar.starts_at:%Y-%m-%d}" if not webinar.time_known else webinar.starts_at.isoformat(),
        "duration": f"PT{webinar.minutes}M",
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": {"@type": "VirtualLocation", "url": _address(found)},
    }


def _address(found: OpenSeries) -> str:
    return f"{settings.CONVENOR_SITE}{taken_off(reverse('portal:series', args=[found.slug]))[1]}"
