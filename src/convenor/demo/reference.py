"""What the sources state as fact: the programme, its workstreams, organisations and their names."""

from datetime import UTC, date, datetime, time
from typing import Any

from convenor.demo.facts import facts
from convenor.kernel.models import Installation
from convenor.people.models import Organisation, OrganisationAttribute, OrganisationName
from convenor.room.cohorts.models import Cohort, Programme, Workstream
from convenor.room.meetings.models import Statement
from convenor.rules.vocabulary import Basis

# A Monday between the first webinar and the second.
TODAY = date(2023, 3, 6)
PUBLIC_KNOWLEDGE = "public knowledge"


def in_the_morning(day: date) -> datetime:
    """Ten o'clock of a day: nothing in the demonstration happened at the hour at which it was loaded."""
    return datetime.combine(day, time(10), tzinfo=UTC)


def load() -> None:
    """The installation, the programme, its cohorts, the organisations, and a statement that awaits counsel."""
    found = facts()
    Installation.objects.create(
        pk=1,
        name="B-Tech",
        contact=found["contact"],
        website=found["website"],
        demo=True,
        today=TODAY,
    )
    programme = Programme.objects.create(**found["programme"])
    Workstream.objects.bulk_create(
        Workstream(slug=row["slug"], programme=programme, name=row["name"], position=position)
        for position, row in enumerate(found["workstreams"], start=1)
    )
    for row in [*found["organisations"], *found["experts"]]:
        _load_organisation(row)
    _load_cohorts(programme, found["targets"])
    Statement.objects.create(
        version="1.0",
        text=found["statement"]["text"],
        in_scope=found["statement"]["in_scope"],
        out_of_scope=found["statement"]["out_of_scope"],
        in_force_from=date(2021, 1, 1),
    )


def _load_organisation(row: dict[str, Any]) -> None:
    organisation = Organisation.objects.create(slug=row["slug"], kind=row["kind"])
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=organisation, **_dated(name)) for name in row["names"]
    )
    OrganisationAttribute.objects.bulk_create(
        OrganisationAttribute(organisation=organisation, key=key, value=value, provenance=PUBLIC_KNOWLEDGE)
        for key, values in row.get("attributes", {}).items()
        for value in values
    )


def _dated(name: dict[str, str]) -> dict[str, Any]:
    days: dict[str, Any] = {end: date.fromisoformat(name[end]) for end in ("since", "until") if end in name}
    return {"kind": name["kind"], "text": name["text"], **days}


def _load_cohorts(programme: Programme, targets: dict[str, list[str]]) -> None:
    Cohort.objects.create(
        slug="cop-1",
        programme=programme,
        name="Community of Practice",
        band_low=15,
        band_high=20,
        rule_basis=Basis.IMPLIED,
        announced="Announced in 2020; its first working year was 2021.",
    )
    Cohort.objects.create(
        slug="cop-2",
        programme=programme,
        name="Community of Practice 2.0",
        cap=20,
        band_low=15,
        band_high=20,
        monthly=True,
        rule_basis=Basis.IMPLIED,
        target_regions=targets["regions"],
        target_sectors=targets["sectors"],
    )
