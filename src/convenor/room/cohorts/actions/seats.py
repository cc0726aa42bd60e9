"""The two seats of a member: who is nominated, and who is not any more (R-ROL-01, R-CoP-23)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.outbox import emit
from convenor.people.models import Affiliation, Organisation, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.letting_in import may_sign_in
from convenor.room.cohorts.models import Membership, Seat, SeatHolding
from convenor.room.cohorts.ties import ties_elsewhere
from convenor.rules.ties import Tie, may_be_let_in
from convenor.rules.verdict import Verdict, no


@dataclass(frozen=True, kw_only=True, slots=True)
class Nominee:
    """Whom a member nominates: the name, the address to sign in with, and the function there (R-ROL-14)."""

    name: str
    email: str
    function: str = ""
    time_zone: str = "UTC"


def held(seat: Seat) -> Seat:
    """The seat as it is now: whoever fills the other, ends the membership or seats the same person has to wait."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=seat.membership_id).seats.get(pk=seat.pk)


def take(seat: Seat, nominee: Nominee, known: Person | None, *, since: date, rules: str) -> SeatHolding:
    """Let somebody who accepted these rules hold a seat from a day; nobody else holds it from then on."""
    person = known or Person.objects.create(
        name=nominee.name.strip(), email=nominee.email.lower(), time_zone=nominee.time_zone
    )
    may_sign_in(person, nominee.email.lower())
    _belongs_to(person, seat.membership.organisation, nominee.function)
    holding = SeatHolding.objects.create(
        seat=seat, person=person, since=since, rules_version=rules, rules_accepted_on=clock.today()
    )
    emit("nominee_seated", holding=str(holding.pk))
    return holding


def may_sit(known: Person, seat: Seat) -> Verdict:
    """Whether somebody whom we know may take a seat."""
    if holds_the_other(known, seat):
        return no(_("This person holds the other seat. The second seat is for a second person."))
    # A seat is taken by a person's own word or an officer's, so what was asked for on leaving is taken back with it.
    return may_be_let_in(ties_elsewhere(known, seat.membership.organisation_id) - {Tie.ERASURE})


def holds_the_other(known: Person, seat: Seat) -> bool:
    """Whether somebody holds the member's other seat, or will."""
    sitting = SeatHolding.objects.filter(Q(until=None) | Q(until__gt=clock.today()), person=known)
    return sitting.filter(seat__membership=seat.membership_id).exists()


def _belongs_to(person: Person, organisation: Organisation, function: str) -> None:
    today = clock.today()
    current = person.affiliations.filter(in_force(today), organisation=organisation).first()
    if current is None:
        Affiliation.objects.create(person=person, organisation=organisation, function=function, since=today)
    elif function and current.function != function:
        current.function = function
        current.save(update_fields=["function"])
