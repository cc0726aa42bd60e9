"""What follows from seats outside their transaction: each mail goes to one person, and names nobody else."""

import zoneinfo
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import override

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import Person
from convenor.people.queries import names_of
from convenor.room.cohorts.models import Contact, Nomination, SeatHolding
from convenor.room.cohorts.seating import link_to
from convenor.rules.nomination import LAPSES_AFTER
from convenor.rules.vocabulary import NominationState
from convenor.rules.wording import on_day


def mail_nomination(*, nomination: str) -> None:
    """Ask one person to take a seat, unless that was taken back or answered meanwhile."""
    _ask(nomination, "cohorts/mail/nomination")


def mail_reminder(*, nomination: str) -> None:
    """Ask once more, a week later, on the same terms."""
    _ask(nomination, "cohorts/mail/reminder")


def mail_seated(*, holding: str) -> None:
    """Tell a new nominee how to sign in."""
    row = SeatHolding.objects.select_related("person__account", "seat__membership").filter(pk=holding).first()
    if row is None or (row.until is not None and row.until <= clock.today()):
        return
    where = row.seat.membership
    words = {
        "organisation": names_of([where.organisation_id], clock.today())[where.organisation_id],
        "address": f"{settings.CONVENOR_SITE}{reverse('sign_in')}",
        "mail_address": _signs_in_with(row.person),
        "since": on_day(row.since) if row.since > clock.today() else "",
    }
    _mail(_signs_in_with(row.person), row.person.time_zone, "cohorts/mail/seated", words)


def mail_focal_point(*, contact: str) -> None:
    """Tell a new focal point what that is, and how to sign in."""
    row = Contact.objects.select_related("person__account", "membership").filter(pk=contact).first()
    if row is None or (row.until is not None and row.until <= clock.today()):
        return
    where = row.membership
    words = {
        "organisation": names_of([where.organisation_id], clock.today())[where.organisation_id],
        "address": f"{settings.CONVENOR_SITE}{reverse('sign_in')}",
        "mail_address": _signs_in_with(row.person),
    }
    _mail(_signs_in_with(row.person), row.person.time_zone, "cohorts/mail/focal_point", words)


def _signs_in_with(person: Person) -> str:
    """The address that codes are sent to; how to sign in is said there and nowhere else."""
    return person.account.email if person.account else person.email


def _ask(key: str, template: str) -> None:
    asked = Nomination.objects.filter(pk=key, state=NominationState.PENDING).select_related("seat__membership").first()
    if asked is None:
        return
    where = asked.seat.membership
    words = {
        "organisation": names_of([where.organisation_id], clock.today())[where.organisation_id],
        "cohort": where.cohort.name,
        "address": f"{settings.CONVENOR_SITE}{reverse('cohorts:answer_nomination', args=[link_to(asked)])}",
        "until": on_day(asked.asked_on + LAPSES_AFTER),
    }
    _mail(asked.email, asked.time_zone, template, words)


def _mail(to: str, time_zone: str, template: str, words: dict[str, Any]) -> None:
    here = installation()
    with override(_zone(time_zone)):
        subject = " ".join(render_to_string(f"{template}_subject.txt", words).split())
        body = render_to_string(f"{template}.txt", {**words, "installation": here})
    EmailMessage(subject=subject, body=body, to=[to], reply_to=[here.contact]).send()


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
