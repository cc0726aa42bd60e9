"""What follows for whoever registered: one mail to one mailbox, made of how things stand when it leaves.

A mail can be late or come twice, so each looks first whether the registration is still there and what it was told.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from convenor.kernel import clock, letters
from convenor.kernel.calendars import announced_entry, calendar_of, event_of
from convenor.kernel.language import dated
from convenor.kernel.letters import Beside, Letter, page, when
from convenor.kernel.outbox import emit
from convenor.room.series.announced import PublicSeries, PublicWebinar, announced_at
from convenor.room.series.letters import CALENDAR, CONFIRM, LINK, NEWS, REMINDER
from convenor.room.series.models import Choice, Registration, Webinar
from convenor.room.series.registered import erased_of, link_of, said_in, zone_of
from convenor.rules.registration import Told, can_be_joined, is_news

_FILE = "webinars.ics"


def mail_registered(*, registration: str) -> None:
    """Ask whoever has the mailbox whether the registration was meant."""
    with held(registration) as row:
        if row is not None and not row.confirmed:
            send(CONFIRM, row, {"series": name_of(row), "address": link_of(row)})


def mail_link(*, registration: str) -> None:
    """Mail somebody who registered again the way to their registration."""
    with held(registration) as row:
        if row is not None:
            send(LINK, row, {"series": name_of(row), "address": link_of(row)})


def mail_calendar(*, registration: str, dropped: str = "") -> None:
    """Mail the sessions that somebody chose, in their own time and as a calendar file.

    `dropped` are the numbers of those that were left out, which the file takes out of a calendar.
    """
    with held(registration) as row:
        series = announced_at(row.series_id) if row is not None else None
        if row is not None and series is not None and row.confirmed:
            _mail_calendar(row, series, {int(number) for number in dropped.split(",") if number})


def _mail_calendar(row: Registration, series: PublicSeries, dropped: set[int]) -> None:
    chosen = _chosen(row, series)
    values = {
        "series": series.name,
        "zone": row.zone.replace("_", " "),
        "sessions": "\n\n".join(_line(one, row) for one in chosen),
        "erased_on": dated(erased_of(row)),
        "address": link_of(row),
    }
    gone = dropped - {one.number for one in chosen}
    off = [replace(one, cancelled=True) for one in series.webinars if one.number in gone]
    send(CALENDAR, row, values, _calendar(series, [*chosen, *off]))
    _note_told(row, chosen)


def tell_registered(*, session: str) -> None:
    """A session of a series was moved, changed or called off: look at each registration for it, and for no other."""
    webinar = Webinar.objects.filter(session__pk=session).first()
    series = announced_at(webinar.series_id) if webinar is not None else None
    if webinar is None or series is None:
        return
    for public in [one for one in series.webinars if one.number == webinar.number]:
        for choice in Choice.objects.filter(webinar=webinar, registration__confirmed=True):
            if is_news(_told(choice), _now(public), moment=clock.now()):
                emit("registration_outdated", registration=str(choice.registration_id))


def mail_news(*, registration: str) -> None:
    """Tell somebody which of their sessions moved or were called off since they were last told."""
    with held(registration) as row:
        series = announced_at(row.series_id) if row is not None else None
        if row is not None and series is not None and row.confirmed:
            _mail_news(row, series)


def _mail_news(row: Registration, series: PublicSeries) -> None:
    told = {one.webinar.number: _told(one) for one in row.choices.select_related("webinar")}
    moment = clock.now()
    changed = [one for one in _chosen(row, series) if is_news(told[one.number], _now(one), moment=moment)]
    if not changed:
        return
    values = {
        "series": series.name,
        "zone": row.zone.replace("_", " "),
        "sessions": "\n\n".join(_line(one, row) for one in changed),
        # A session that moves takes the day with it that was told before.
        "erased_on": dated(erased_of(row)),
        "address": link_of(row),
    }
    send(NEWS, row, values, _calendar(series, _chosen(row, series)))
    _note_told(row, changed)


def mail_reminder(*, registration: str, session: str) -> None:
    """Mail the link to join to somebody whose session is near."""
    with held(registration) as row:
        choice = row.choices.filter(webinar__session__pk=session).first() if row is not None else None
        series = announced_at(row.series_id) if row is not None else None
        if row is not None and choice is not None and series is not None and row.confirmed:
            _mail_reminder(row, choice, series)


def _mail_reminder(row: Registration, choice: Choice, series: PublicSeries) -> None:
    meeting = choice.webinar.session
    public = next((one for one in series.webinars if one.number == choice.webinar.number), None)
    if public is None or choice.reminded_for == public.starts_at:
        return
    if not can_be_joined(public.starts_at, clock.now(), cancelled=public.cancelled):
        return
    join = meeting.join_url or _("The link to join will stand on the page below.")
    values = {"title": public.title, "when": _at(public, row), "join": join, "address": link_of(row)}
    send(REMINDER, row, values)
    row.choices.filter(pk=choice.pk).update(reminded_for=public.starts_at)


@contextmanager
def held(registration: str) -> Iterator[Registration | None]:
    """The registration, held, if it is still there; what is written meanwhile is in that person's language."""
    row = Registration.objects.select_for_update().filter(pk=registration).first()
    with override(row.language if row is not None and row.language else settings.LANGUAGE_CODE):
        yield row


def send(letter: Letter, row: Registration, values: dict[str, str], calendar: bytes = b"") -> None:
    """Mail somebody who registered a letter, with a calendar file beside it; nobody where the key was changed since."""
    said = said_in(row)
    if said is None:
        return
    beside = [Beside(calendar.decode(), "text/calendar", _FILE)] if calendar else []
    letters.send(letter, to=said.email, values=values, beside=beside)


def name_of(row: Registration) -> str:
    """What the series is called in public; nothing else leads out of the room."""
    series = announced_at(row.series_id)
    return series.name if series is not None else _("an open series")


def _chosen(row: Registration, series: PublicSeries) -> list[PublicWebinar]:
    numbers = set(row.choices.values_list("webinar__number", flat=True))
    return [one for one in series.webinars if one.number in numbers]


def _line(one: PublicWebinar, row: Registration) -> str:
    if one.cancelled:
        return f"{one.number}. {one.title}\n   " + _("does not take place")
    moved = _(", ") + _("subject to change") if one.subject_to_change else ""
    return f"{one.number}. {one.title}\n   {_at(one, row)}{moved}"


def _at(one: PublicWebinar, row: Registration) -> str:
    if not one.time_known:
        return when(one.starts_at, UTC, "l j F Y") + _(", ") + _("the time is not fixed yet")
    return f"{when(one.starts_at, zone_of(row), 'l j F Y, H:i (T)')}{_(', ')}{when(one.starts_at, UTC, 'H:i')} UTC"


def _calendar(series: PublicSeries, chosen: Iterable[PublicWebinar]) -> bytes:
    """The sessions that somebody chose; an event has the name that it has on the public site, and no link to join."""
    address, now = page("portal:series", series.slug), clock.now()
    entries = [announced_entry(one, row=series.slug, name=series.name, address=address, stamp=now) for one in chosen]
    return calendar_of(event_of(entry) for entry in entries)


def _told(choice: Choice) -> Told:
    return Told(starts_at=choice.told_starts_at, cancelled=choice.told_cancelled)


def _now(public: PublicWebinar) -> Told:
    return Told(starts_at=public.starts_at, cancelled=public.cancelled)


def _note_told(row: Registration, said: Iterable[PublicWebinar]) -> None:
    """What was mailed is what was told; the plan may have gone on meanwhile, and its own mail follows."""
    for one in said:
        told = {"told_starts_at": one.starts_at, "told_cancelled": one.cancelled}
        row.choices.filter(webinar__number=one.number).update(**told)
