"""Makers of the things that tests start from; each takes what matters and fills in the rest."""

from datetime import UTC, date, datetime

from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.models import Installation
from convenor.people.models import (
    Account,
    Appointment,
    Organisation,
    OrganisationAttribute,
    OrganisationName,
    Person,
)
from convenor.room.cohorts.actions.nominations import accept, nominate
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import Cohort, Membership, Programme, ProgrammeYear, Seat, SeatHolding
from convenor.room.meetings.models import AgendaItem, Session, Statement
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import AgendaItemKind, NameKind, OrganisationKind, Role, SessionKind

LONG_AGO = date(2020, 1, 1)


def make_installation(*, demo: bool = False, today: date | None = None) -> Installation:
    row, _ = Installation.objects.update_or_create(
        pk=1,
        defaults={"name": "B-Tech", "contact": "secretariat@convenor.example", "demo": demo, "today": today},
    )
    return row


def make_person(name: str, *, account: bool = True) -> Person:
    email = f"{name.lower().replace(' ', '-').replace(',', '')}@people.example"
    owner = Account.objects.create_user(email) if account else None
    return Person.objects.create(name=name, email=email, account=owner)


def make_secretariat(role: Role = Role.OFFICER, *, name: str = "") -> Account:
    person = make_person(name or role.value.capitalize())
    Appointment.objects.create(person=person, role=role, since=LONG_AGO)
    assert person.account is not None
    return person.account


def make_actor(role: Role = Role.OFFICER, *, name: str = "") -> Actor:
    return actor_of(make_secretariat(role, name=name))


def make_organisation(slug: str, *, name: str = "", **attributes: str | list[str]) -> Organisation:
    organisation = Organisation.objects.create(slug=slug, kind=OrganisationKind.COMPANY)
    OrganisationName.objects.create(
        organisation=organisation, kind=NameKind.NAME, text=name or slug.replace("-", " ").title()
    )
    for key, values in attributes.items():
        for value in [values] if isinstance(values, str) else values:
            OrganisationAttribute.objects.create(
                organisation=organisation, key=key, value=value, provenance="public knowledge"
            )
    return organisation


def make_cohort(slug: str = "cop", *, cap: int | None = 20) -> Cohort:
    programme, _ = Programme.objects.get_or_create(slug="b-tech", defaults={"name": "B-Tech"})
    return Cohort.objects.create(
        slug=slug,
        programme=programme,
        name="Community of Practice",
        cap=cap,
        band_low=15,
        band_high=20,
        monthly=True,
        rule_basis="implied",
    )


def make_year(cohort: Cohort, year: int = 2023, *, requirement_set: str = "cop-2.0") -> ProgrammeYear:
    return ProgrammeYear.objects.create(
        cohort=cohort,
        year=year,
        starts=date(year, 1, 1),
        ends=date(year, 12, 31),
        requirement_set=requirement_set,
    )


def make_member(cohort: Cohort, organisation: Organisation, *, since: date = LONG_AGO) -> Membership:
    membership = Membership.objects.create(cohort=cohort, organisation=organisation, since=since)
    Seat.objects.bulk_create([Seat(membership=membership, number=number) for number in (1, 2)])
    return membership


def make_nominee(membership: Membership, number: int = 1) -> Account:
    person = make_person(f"Nominee {number}, {membership.organisation_id}")
    seat = membership.seats.get(number=number)
    SeatHolding.objects.create(seat=seat, person=person, since=membership.since)
    assert person.account is not None
    return person.account


def seat_somebody(actor: Actor, seat: Seat, nominee: Nominee, *, starts_on: date | None = None) -> SeatHolding:
    """Somebody is asked by this actor and says yes."""
    return accept(nominate(actor, seat, nominee, starts_on=starts_on), seen=VERSION)


def make_session(year: ProgrammeYear, day: date, *, kind: SessionKind = SessionKind.REGULAR, hour: int = 15) -> Session:
    starts_at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Session.objects.create(year=year, kind=kind, starts_at=starts_at)


def make_agenda(session: Session) -> list[AgendaItem]:
    rows = [
        (AgendaItemKind.STATEMENT, "Anti-trust statement", 5),
        (AgendaItemKind.UPDATES, "Brief updates", 20),
        (AgendaItemKind.TOPIC, "Operationalising severity", 30),
        (AgendaItemKind.CLOSE, "Close", 5),
    ]
    return [
        AgendaItem.objects.create(session=session, position=position, kind=kind, title=title, minutes=minutes)
        for position, (kind, title, minutes) in enumerate(rows, start=1)
    ]


def make_statement(version: str = "1.2") -> Statement:
    return Statement.objects.create(
        version=version,
        text="We speak about respect for human rights and leave commercial matters outside.",
        in_scope=["respect for human rights"],
        out_of_scope=["prices", "customers"],
        in_force_from=LONG_AGO,
    )
