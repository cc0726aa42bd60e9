"""The open series on the public site: what is planned, when it is elsewhere in the world, and as a calendar."""

import json
from collections.abc import Iterable, Iterator, Sequence
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
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from convenor.kernel.calendars import CONTENT_TYPE, Entry, announced_entry, calendar_of, event_of
from convenor.kernel.gate import open_to_all
from convenor.kernel.language import in_english
from convenor.public.library import queries
from convenor.public.library.models import OpenSeries, OpenWebinar
from convenor.public.library.reading import readings_of
from convenor.public.portal import pages
from convenor.public.portal.machines import whole

# Where people live who should come most, from west to east (R-PLP-22); whoever lives elsewhere has the UTC time.
CITIES: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("São Paulo"), "America/Sao_Paulo"),
    (gettext_lazy("Lagos"), "Africa/Lagos"),
    (gettext_lazy("Nairobi"), "Africa/Nairobi"),
    (gettext_lazy("Delhi"), "Asia/Kolkata"),
    (gettext_lazy("Jakarta"), "Asia/Jakarta"),
)


Cities = Sequence[tuple[str, ZoneInfo]]
UNBROKEN = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A webinar as a page shows it; `length` and `elsewhere`, what clocks in some cities say then, are in words.

    `note` is the slug of what tells of it, empty where it was not held or nothing does.
    """

    webinar: OpenWebinar
    to_come: bool
    address: str
    length: str
    elsewhere: str
    note: str


@open_to_all
@require_safe
def webinars(request: HttpRequest) -> HttpResponse:
    """What is to come of all series, the next first, and every series with its page."""
    changed, coming = queries.latest_change(), queries.webinars_to_come()

    def make() -> HttpResponse:
        return pages.page(
            request,
            "webinars.html",
            title=_("Open webinars"),
            place="webinars",
            rows=_rows(coming),
            start=queries.page_to_start(),
            found=queries.announced(),
            calendar=whole("portal:calendar_of_all"),
        )

    return pages.unless_known(request, changed, make, list(coming.values_list("pk", flat=True)))


@open_to_all
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: its webinars in their order, when they are elsewhere, and the way to register."""
    changed, found = queries.latest_change(), _found(slug)
    shown = [queries.is_to_come(webinar) for webinar in found.webinars.all()]

    def make() -> HttpResponse:
        return pages.page(
            request,
            "series.html",
            title=f"{found.name} {found.year}",
            place="webinars",
            series=found,
            rows=_rows(found.webinars.all()),
            start=queries.page_to_start(),
            to_come=any(shown),
            for_machines=_for_machines(found, pages.here(request).name),
        )

    return pages.unless_known(request, changed, make, shown)


@open_to_all
@require_safe
@in_english
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The webinars of a series as a calendar that can be followed; nobody who comes is in it."""
    changed, found = queries.latest_change(), _found(slug)
    return pages.unless_known(request, changed, lambda: _as_calendar([found], found.name))


@open_to_all
@require_safe
@in_english
def calendar_of_all(request: HttpRequest) -> HttpResponse:
    """The webinars of all series as one calendar; each has the name that it has in the calendar of its series."""
    name = pages.here(request).name
    return pages.unless_known(request, queries.latest_change(), lambda: _as_calendar(queries.announced(), name))


def _as_calendar(found: Iterable[OpenSeries], name: str) -> HttpResponse:
    events = [event_of(_entry(one, webinar)) for one in found for webinar in one.webinars.all()]
    return HttpResponse(calendar_of(events, name=name), content_type=CONTENT_TYPE)


def _found(slug: str) -> OpenSeries:
    found = queries.announced_at(slug)
    if found is None:
        raise Http404
    return found


def _rows(found: Iterable[OpenWebinar]) -> list[Row]:
    # A list has hundreds of times and addresses, so what they have in common is looked up once.
    cities = [(str(city).replace(" ", UNBROKEN), ZoneInfo(zone)) for city, zone in CITIES]
    addresses = {slug: reverse("portal:series", args=[slug]) for slug in {webinar.series_id for webinar in found}}
    return [_row(webinar, addresses[webinar.series_id], cities) for webinar in found]


def _row(webinar: OpenWebinar, address: str, cities: Cities) -> Row:
    length = ngettext("%(minutes)s minute", "%(minutes)s minutes", webinar.minutes) % {"minutes": webinar.minutes}
    to_come = queries.is_to_come(webinar)
    elsewhere = " · ".join(_elsewhere(webinar.starts_at, cities)) if to_come and webinar.time_known else ""
    note = "" if to_come or webinar.cancelled else webinar.note
    return Row(webinar=webinar, to_come=to_come, address=address, length=length, elsewhere=elsewhere, note=note)


def _elsewhere(moment: datetime, cities: Cities) -> Iterator[str]:
    """What clocks say elsewhere, each in one piece; the day of the week too, where it is another day there."""
    for city, zone in cities:
        there = moment.astimezone(zone).replace(tzinfo=None)
        # A time alone is written alike in all languages.
        time = f"{there:%H:%M}" if there.date() == moment.date() else date_format(there, f"D{UNBROKEN}H:i")
        yield f"{city}{UNBROKEN}{time}"


def _entry(found: OpenSeries, webinar: OpenWebinar) -> Entry:
    return announced_entry(webinar, row=found.slug, name=found.name, address=_address(found), stamp=found.updated_at)


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


def _event(series: OpenSeries, webinar: OpenWebinar) -> dict[str, object]:
    status = "EventCancelled" if webinar.cancelled else "EventScheduled"
    found = readings_of(webinar, settings.CONVENOR_SITE)
    works = [{"@type": "CreativeWork", "name": title, "url": url} for title, url in found]
    return {
        "@type": "Event",
        "name": webinar.title,
        "startDate": f"{webinar.starts_at:%Y-%m-%d}" if not webinar.time_known else webinar.starts_at.isoformat(),
        "duration": f"PT{webinar.minutes}M",
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": {"@type": "VirtualLocation", "url": _address(series)},
        **({"workFeatured": works} if works else {}),
    }


def _address(found: OpenSeries) -> str:
    return whole("portal:series", found.slug)
