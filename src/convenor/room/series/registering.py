"""Registering for an open series, confirming, changing and leaving: without an account, and told to nobody.

Nothing of it stands in the trail: an entry would outlive the registration, and tell when somebody was here.
"""

import json
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.gate import Declined, settle
from convenor.kernel.models import Event
from convenor.kernel.outbox import emit
from convenor.kernel.sealed import fingerprint, seal
from convenor.people.addresses import an_address
from convenor.room.meetings.actions.forgetting import forget_tonight
from convenor.room.meetings.models import new_nonce
from convenor.room.series import peers
from convenor.room.series.announced import PublicSeries, announced_at
from convenor.room.series.models import Choice, Registration, Webinar
from convenor.room.series.registered import PURPOSE, keeps_sessions
from convenor.rules.demand import may_wish
from convenor.rules.ground_rules import VERSION
from convenor.rules.registration import MAILS_A_DAY, NEAR, Offered, may_choose
from convenor.rules.verdict import no

EVENTS = (
    "registered",
    "registered_again",
    "registration_confirmed",
    "registration_changed",
    "registration_outdated",
    "webinar_near",
    *peers.MAILS,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What somebody writes of themselves; all but the address, the sessions and the zone may stay empty."""

    email: str
    sessions: tuple[int, ...]
    zone: str
    name: str = ""
    organisation: str = ""
    home_region: str = ""
    user_regions: tuple[str, ...] = ()
    sector: str = ""
    stage: str = ""
    wishes: tuple[str, ...] = ()


def register(slug: str, entry: Entry, *, slip: UUID) -> None:
    """Register a mailbox for sessions of a series; who registered before is mailed the way to change it.

    Whoever sends the form is told the same in both cases, so nobody learns whether somebody else is registered. Raises
    Declined for a series that is not announced, for sessions that are over, and for what is no address.
    """
    series, address = _announced(slug), an_address(entry.email)
    settle(may_choose(entry.sessions, _offered(series), clock.now()))
    settle(may_wish(entry.wishes))
    mailbox = fingerprint(PURPOSE, address)
    # Made before it is known whether it is needed: nobody else waits meanwhile, and it costs the same in both cases.
    new, webinars = _new(series, mailbox, address, entry, slip), _webinars(slug, entry.sessions)
    with transaction.atomic():
        if not _was_there(series, mailbox, entry, slip):
            try:
                with transaction.atomic():
                    _keep(new, webinars, series)
            except IntegrityError:
                # The other half of a double tap was faster.
                _was_there(series, mailbox, entry, slip)


def _new(series: PublicSeries, mailbox: str, address: str, entry: Entry, slip: UUID) -> Registration:
    today = clock.today()
    row = Registration(series_id=series.slug, mailbox=mailbox, slip=slip, rules=VERSION, made_on=today, mailed_on=today)
    row.language = _spoken()
    _write(row, address, entry, series)
    _count_mail(row)
    return row


def _keep(row: Registration, webinars: list[Webinar], series: PublicSeries) -> None:
    row.save(force_insert=True)
    _add(row, webinars, series)
    _mail(row)


def _was_there(series: PublicSeries, mailbox: str, entry: Entry, slip: UUID) -> bool:
    """Answer for a mailbox that is registered already: what was not confirmed is written anew, and a mail tells."""
    row = Registration.objects.select_for_update().filter(series_id=series.slug, mailbox=mailbox).first()
    if row is None:
        return False
    # At its limit a mailbox costs the same whether it is registered or only was asked.
    if row.slip == slip or not _may_be_mailed(row):
        return True
    row.slip = slip
    if not row.confirmed:
        # Links of before end, so that nobody confirms what they did not read.
        row.nonce, row.made_on, row.rules, row.language = new_nonce(), clock.today(), VERSION, _spoken()
        _write(row, an_address(entry.email), entry, series)
        _choose(row, entry.sessions, series)
    _count_mail(row)
    row.save()
    _mail(row)
    return True


def _count_mail(row: Registration) -> None:
    row.mails = row.mails + 1 if row.mailed_on == clock.today() else 1
    row.mailed_on = clock.today()


def _mail(row: Registration) -> None:
    """Have the mail sent that anybody can bring about."""
    if row.confirmed:
        emit("registered_again", registration=str(row.pk))
    else:
        emit("registered", registration=str(row.pk))


def _may_be_mailed(row: Registration) -> bool:
    """Whether the mailbox had few enough such mails today."""
    return row.mailed_on != clock.today() or row.mails < MAILS_A_DAY


@transaction.atomic
def confirm(registration: Registration) -> bool:
    """Say from the mailbox itself that it was meant; from then on it counts. Safe to call again.

    False where it was erased, or written anew by somebody, since the page was opened.
    """
    row = _held(registration)
    if row is None:
        return False
    if not row.confirmed:
        row.confirmed, row.language = True, _spoken()
        row.save(update_fields=["confirmed", "language"])
        if announced_at(row.series_id) is None:
            # The page says that it is not on; once it is again, that is news, and the calendar file comes with it.
            row.choices.update(told_cancelled=True)
        emit("registration_confirmed", registration=str(row.pk))
        _send_link_to_join(row)
    return True


def _held(registration: Registration) -> Registration | None:
    """The registration as it was when its page was opened, held until the transaction ends."""
    rows = Registration.objects.select_for_update().filter(pk=registration.pk, nonce=registration.nonce)
    return rows.first()


def _spoken() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _send_link_to_join(row: Registration) -> None:
    """Whoever comes to it late is not told tonight, when it may be over."""
    now = clock.now()
    near = row.choices.filter(webinar__session__starts_at__gt=now, webinar__session__starts_at__lte=now + NEAR)
    for session in near.values_list("webinar__session", flat=True):
        emit("webinar_near", registration=str(row.pk), session=str(session))


@transaction.atomic
def change(registration: Registration, entry: Entry) -> None:
    """Choose other sessions or say something else of oneself; what has begun stays chosen."""
    series = _announced(registration.series_id)
    row = _held(registration)
    if row is None:
        raise Declined(no(_("This registration was erased meanwhile, so nothing was changed. You can register again.")))
    settle(may_choose(entry.sessions, _offered(series), clock.now(), keeps_others=keeps_sessions(row)))
    settle(may_wish(entry.wishes))
    row.language = _spoken()
    _write(row, an_address(entry.email), entry, series)
    row.save()
    dropped = _choose(row, entry.sessions, series)
    emit("registration_changed", registration=str(row.pk), dropped=",".join(map(str, dropped)))
    _send_link_to_join(row)


@transaction.atomic
def leave(registration: Registration) -> None:
    """Erase a registration at once, with what it caused."""
    forget([registration.pk])


def forget(keys: list[UUID]) -> int:
    """Erase these registrations and the events about them; how many there were."""
    # In this order everywhere: introductions, what is mailed, registrations. Else two would wait for each other.
    proposed = peers.open_of(keys)
    Event.objects.filter(name__in=EVENTS, ids__registration__in=[str(key) for key in keys]).delete()
    peers.end(proposed)
    _all, of_each = Registration.objects.filter(pk__in=keys).delete()
    forget_tonight()
    return of_each.get(Registration._meta.label, 0)


def _write(row: Registration, address: str, entry: Entry, series: PublicSeries) -> None:
    said = {"email": address, "name": entry.name, "organisation": entry.organisation}
    row.sealed = seal(PURPOSE, json.dumps(said, ensure_ascii=False))
    row.zone, row.home_region, row.user_regions = entry.zone, entry.home_region, list(entry.user_regions)
    row.sector, row.stage = entry.sector, entry.stage
    row.wishes = [topic for topic in series.topics if topic in entry.wishes]


def _choose(row: Registration, numbers: tuple[int, ...], series: PublicSeries) -> list[int]:
    """Keep what somebody chose, with the time that they read beside it; gives what they chose before and leave out."""
    wanted = {webinar.pk: webinar for webinar in _webinars(row.series_id, numbers)}
    left_out = row.choices.filter(webinar__session__starts_at__gt=clock.now()).exclude(webinar__in=wanted)
    dropped = list(left_out.values_list("webinar__number", flat=True))
    left_out.delete()
    there = set(row.choices.values_list("webinar", flat=True))
    _add(row, [webinar for key, webinar in wanted.items() if key not in there], series)
    return dropped


def _add(row: Registration, webinars: list[Webinar], series: PublicSeries) -> None:
    read = {one.number: one.starts_at for one in series.webinars}
    Choice.objects.bulk_create(
        Choice(registration=row, webinar=webinar, told_starts_at=read[webinar.number]) for webinar in webinars
    )


def _webinars(slug: str, numbers: tuple[int, ...]) -> list[Webinar]:
    return list(Webinar.objects.filter(series_id=slug, number__in=numbers).select_related("session"))


def _announced(slug: str) -> PublicSeries:
    series = announced_at(slug)
    if series is None:
        raise Declined(no(_("This series is not announced now. Look at the webinars that are.")))
    return series


def _offered(series: PublicSeries) -> list[Offered]:
    return [Offered(number=row.number, starts_at=row.starts_at, cancelled=row.cancelled) for row in series.webinars]
