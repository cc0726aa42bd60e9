"""Who sits for a member, who is asked, and since when a seat is vacant: for the member itself and the secretariat."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from convenor.kernel import clock, links
from convenor.kernel.actor import Actor
from convenor.people.models import Person
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Contact, ContinuityKit, Membership, Nomination, Seat, SeatHolding
from convenor.room.cohorts.queries import of_own_seats, year_on
from convenor.room.cohorts.ties import known_by, ties_elsewhere, why_not_let_in
from convenor.rules import nomination as rules
from convenor.rules.retention import Record, kept_for
from convenor.rules.standing import REQUIREMENT_SETS
from convenor.rules.standing.cop_2_0 import RULES
from convenor.rules.ties import Tie, may_be_let_in
from convenor.rules.vocabulary import ContactKind, NominationState, Role, SessionState

PURPOSE = "nomination"
WHO_FILLS = (Role.NOMINEE, Role.FOCAL_POINT)


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatLine:
    """One seat as its member sees it: who holds it, who takes it next, who is asked, and what became of the last."""

    seat: Seat
    holder: SeatHolding | None
    coming: SeatHolding | None
    asked: Nomination | None
    last: Nomination | None
    vacant: str
    hindered: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vacancy:
    """A seat that nobody holds: since when, and whether it is about to be filled."""

    since: date
    asked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Asks:
    """What a seat asks for."""

    requirements: tuple[str, ...]
    hours: str


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The memberships whose seats somebody looks after: all for the secretariat, else the own organisation's."""
    rows = Membership.objects.filter(Q(until=None) | Q(until__gt=clock.today()))
    if not actor.in_secretariat:
        rows = rows.filter(of_own_seats(actor, "organisation", "cohort", WHO_FILLS))
    return rows.select_related("organisation", "cohort")


def seats_of(membership: Membership, today: date) -> list[SeatLine]:
    """The two seats, in order."""
    return [_line(seat, today) for seat in membership.seats.select_related("membership")]


def with_hindrances(lines: Iterable[SeatLine]) -> list[SeatLine]:
    """The seats, each with why whoever is asked cannot accept as things stand; for the secretariat's eyes alone."""
    return [replace(line, hindered=_hindrance(line)) for line in lines]


def _hindrance(line: SeatLine) -> str:
    known = known_by(line.asked.mailbox).first() if line.asked else None
    ties = ties_elsewhere(known, line.seat.membership.organisation_id) if known else frozenset()
    verdict = may_be_let_in(ties - {Tie.ERASURE})
    return "" if verdict.allowed else verdict.reason


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactLine:
    """A contact as the secretariat sees it: why a focal point is not let in, and when what ended is deleted."""

    row: Contact
    hindered: str = ""
    gone_on: date | None = None


def contact_lines(membership: Membership, today: date, *, office: bool) -> list[ContactLine]:
    """Whom a member has besides its nominees; for the secretariat also who was named and is not let in, and who was."""
    if not office:
        return [ContactLine(row=row) for row in contacts_of(membership, today)]
    return [_contact_line(row, today) for row in membership.contacts.select_related("person", "membership")]


def _contact_line(row: Contact, today: date) -> ContactLine:
    kept_out = row.kind == ContactKind.FOCAL_POINT and row.person is None
    ended = row.until is not None and row.until <= today
    return ContactLine(
        row=row,
        hindered=why_not_let_in(row, row.membership.organisation_id) if kept_out and not ended else "",
        gone_on=row.until + kept_for(Record.CONTACTS) if ended and row.until else None,
    )


def vacancies_by_organisation(memberships: QuerySet[Membership], today: date) -> dict[str, list[Vacancy]]:
    """The seats that nobody holds today, by member; in four statements, and empty where both are held.

    A seat that never was held counts from the joining; `asked` is whether somebody is asked or takes it soon.
    """
    holdings = SeatHolding.objects.order_by("since")
    asked = Nomination.objects.filter(state=NominationState.PENDING)
    rows = memberships.prefetch_related(
        "seats", Prefetch("seats__holdings", queryset=holdings), Prefetch("seats__nominations", queryset=asked)
    )
    found: dict[str, list[Vacancy]] = defaultdict(list)
    for row in rows:
        vacant = (_vacancy(seat, row, today) for seat in row.seats.all())
        found[row.organisation_id] += [one for one in vacant if one is not None]
    return found


def _vacancy(seat: Seat, membership: Membership, today: date) -> Vacancy | None:
    times = [(held.since, held.until) for held in seat.holdings.all()]
    if any(since <= today and (until is None or until > today) for since, until in times):
        return None
    ended = [until for _since, until in times if until is not None and until <= today]
    coming = any(since > today for since, _until in times)
    return Vacancy(since=max(ended, default=membership.since), asked=coming or bool(seat.nominations.all()))


def vacant_since(seat: Seat, today: date) -> date | None:
    """Since when nobody holds a seat; None where somebody does."""
    found = _vacancy(seat, seat.membership, today)
    return found.since if found else None


def own_vacancies(actor: Actor, today: date) -> dict[tuple[str, str], list[SeatLine]]:
    """The vacant seats of the organisations that somebody sits for, by cohort and organisation."""
    rows = memberships_visible_to(actor) if actor.organisations(*WHO_FILLS) else Membership.objects.none()
    return {
        (row.cohort_id, row.organisation_id): [line for line in seats_of(row, today) if line.vacant] for row in rows
    }


def contacts_of(membership: Membership, today: date) -> QuerySet[Contact]:
    """Whom a member has besides its nominees."""
    return membership.contacts.filter(in_force(today)).select_related("person")


def person_keys_of(membership: Membership, today: date) -> set[UUID]:
    """Whoever sits for a member, will sit for it, or is its focal point."""
    lasting = Q(until=None) | Q(until__gt=today)
    seated = SeatHolding.objects.filter(lasting, seat__membership=membership).values_list("person_id", flat=True)
    focal = membership.contacts.filter(lasting).exclude(person=None).values_list("person_id", flat=True)
    return {*seated, *focal}


def kit_address_of(person: Person) -> str:
    """Where somebody wants their own material; for that person's eyes."""
    chosen = ContinuityKit.objects.filter(person=person, left_on=None).first()
    return chosen.address if chosen else ""


def nomination_behind(token: str) -> Nomination | None:
    """The nomination that a link leads to while it can be answered; None for any other, whatever the reason."""
    parts = links.read(PURPOSE, token, within=rules.LAPSES_AFTER + timedelta(days=1))
    if parts is None or len(parts) != 2:
        return None
    key, nonce = parts
    rows = Nomination.objects.filter(pk=key, nonce=nonce, state=NominationState.PENDING)
    found = rows.select_related("seat__membership__cohort", "seat__membership__organisation").first()
    if found is None or rules.has_lapsed(asked_on=found.asked_on, today=clock.today()):
        return None
    until = found.seat.membership.until
    return None if until is not None and until <= clock.today() else found


def link_to(nomination: Nomination) -> str:
    """The token of the one link that answers a nomination."""
    return links.sign(PURPOSE, str(nomination.pk), nomination.nonce)


def asked_for(membership: Membership, today: date) -> Asks:
    """What a seat asks for in plain words: the year's requirements, and the hours as planned so far (R-ROL-17)."""
    year = year_on(membership.cohort, today)
    if year is None:
        return Asks(requirements=(), hours=rules.time_asked(()))
    sessions = year.sessions.exclude(state=SessionState.CANCELLED).values_list("minutes", flat=True)
    judged = year.requirement_set in REQUIREMENT_SETS
    return Asks(requirements=tuple(RULES.values()) if judged else (), hours=rules.time_asked(sessions))


def _line(seat: Seat, today: date) -> SeatLine:
    since = vacant_since(seat, today)
    nominations: Iterable[Nomination] = seat.nominations.all()
    asked = next((one for one in nominations if one.state == NominationState.PENDING), None)
    ended = [one for one in nominations if one.state != NominationState.PENDING and one.ended_on]
    holdings = seat.holdings.select_related("person")
    return SeatLine(
        seat=seat,
        holder=holdings.filter(in_force(today)).first(),
        coming=holdings.filter(since__gt=today).order_by("since").first(),
        asked=asked,
        last=max(ended, key=lambda one: one.ended_on or one.asked_on, default=None),
        vacant=rules.vacant_in_words(since, today) if since else "",
    )
