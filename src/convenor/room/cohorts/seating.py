"""Who sits for a member, who is asked, and since when a seat is vacant: for the member itself and the secretariat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from convenor.kernel import clock, links
from convenor.kernel.actor import Actor
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Contact, Membership, Nomination, Seat, SeatHolding
from convenor.room.cohorts.queries import of_own_seats, year_on
from convenor.rules import nomination as rules
from convenor.rules.standing import REQUIREMENT_SETS
from convenor.rules.standing.cop_2_0 import RULES
from convenor.rules.vocabulary import NominationState, Role, SessionState

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
    return [_line(seat, today) for seat in membership.seats.all()]


def vacant_since(seat: Seat, today: date) -> date | None:
    """Since when nobody holds a seat; None where somebody does. A seat that never was held counts from the joining."""
    if seat.holdings.filter(in_force(today)).exists():
        return None
    last = seat.holdings.filter(until__lte=today).order_by("-until").values_list("until", flat=True).first()
    return last or seat.membership.since


def vacancies_of(membership: Membership, today: date) -> list[SeatLine]:
    """The seats that nobody holds, with since when in words."""
    return [line for line in seats_of(membership, today) if line.vacant]


def contacts_of(membership: Membership, today: date) -> QuerySet[Contact]:
    """Whom a member has besides its nominees."""
    return membership.contacts.filter(in_force(today)).select_related("person")


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
