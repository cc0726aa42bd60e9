"""Reads of registrations: by the link that was mailed, what is sealed in one, and what a table may count."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict
from zoneinfo import ZoneInfo

from django.db.models import Max, QuerySet

from convenor.kernel import clock, links
from convenor.kernel.letters import page
from convenor.kernel.sealed import unseal
from convenor.room.series.models import Registration, Webinar
from convenor.rules.registration import Registrant, described, erased_on, organisations_of

PURPOSE = "registration"


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class LastSession(TypedDict):
    """What a read adds to a registration: when the last session begins that it is for, in UTC."""

    last: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What names somebody in a registration."""

    email: str
    name: str
    organisation: str


def link_of(registration: Registration) -> str:
    """The whole address at which a registration is confirmed, changed and left; it is mailed and nowhere shown."""
    return page("series:registration", links.sign(PURPOSE, str(registration.pk), registration.nonce))


def of_link(token: str) -> Registration | None:
    """The registration that a link leads to; None for a forged one and for one that was erased."""
    said = links.read(PURPOSE, token)
    if said is None or len(said) != 2:
        return None
    return Registration.objects.select_related("series").filter(pk=said[0], nonce=said[1]).first()


def said_in(registration: Registration) -> Said | None:
    """Who it is; None once the installation's key was changed."""
    words = unseal(PURPOSE, registration.sealed)
    return Said(**json.loads(words)) if words is not None else None


def zone_of(registration: Registration) -> ZoneInfo:
    """The zone in which the person reads times."""
    return ZoneInfo(registration.zone)


def erased_of(registration: Registration) -> date:
    """The day on which it is erased, as it stands."""
    return erased_on(
        registered=registration.made_on,
        confirmed=registration.confirmed,
        sessions=[choice.webinar.session.starts_at for choice in registration.choices.all()],
    )


def keeps_sessions(registration: Registration) -> bool:
    """Whether it is for a session that has begun, which stays chosen whatever else is."""
    return registration.choices.filter(webinar__session__starts_at__lte=clock.now()).exists()


def with_last_session() -> "QuerySet[WithAnnotations[Registration, LastSession]]":
    """Registrations, each with the `last` beginning that it is kept for; None where nothing is chosen."""
    return Registration.objects.annotate(last=Max("choices__webinar__session__starts_at"))


def registered_for(webinar: Webinar) -> QuerySet[Registration]:
    """Whoever confirmed a registration for a session."""
    return Registration.objects.filter(confirmed=True, choices__webinar=webinar)


def registrants(rows: Iterable[Registration]) -> list[Registrant]:
    """Those of these who can be read with the installation's key, to be counted or told apart and forgotten."""
    found = [(row, said_in(row)) for row in rows]
    return [
        Registrant(person=str(row.pk), organisation=said.organisation, address=said.email)
        for row, said in found
        if said is not None
    ]


def rows_of(webinar: Webinar) -> list[dict[str, str]] | None:
    """What a table may count of whoever registered for a session; to be counted and forgotten.

    None where the installation's key was changed since: then nobody can tell who belongs to one organisation.
    """
    found = list(registered_for(webinar))
    people = registrants(found)
    if len(people) < len(found):
        return None
    organisations = organisations_of(people)
    return [
        {
            "person": str(row.pk),
            "organisation": organisations[str(row.pk)],
            "region": described(row.home_region),
            "sector": described(row.sector),
            "stage": described(row.stage),
        }
        for row in found
    ]
