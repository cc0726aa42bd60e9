"""The two seats of a member: who is nominated, and who is not any more (R-ROL-01, R-CoP-23)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Affiliation, Organisation, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.letting_in import known_at, may_sign_in
from convenor.room.cohorts.models import Membership, Seat, SeatHolding
from convenor.room.cohorts.ties import ties_elsewhere
from convenor.rules.ties import Tie, may_be_let_in
from convenor.rules.verdict import Verdict, no, yes

CAPABILITY = "cohort.change"


@dataclass(frozen=True, kw_only=True, slots=True)
class Nominee:
    """Whom a member nominates: the name, the address to sign in with, and the function there (R-ROL-14)."""

    name: str
    email: str
    function: str = ""
    time_zone: str = "UTC"


@transaction.atomic
def fill_seat(actor: Actor, seat: Seat, nominee: Nominee) -> SeatHolding:
    """Give a vacant seat to a nominee from today, who is told how to sign in with the address."""
    require(actor, CAPABILITY, cohort=seat.membership.cohort_id)
    row = held(seat)
    settle(_is_vacant(row))
    known = known_at(nominee.email)
    if known is not None:
        settle(_is_the_same(known, nominee))
        settle(may_sit(known, row))
    holding = take(row, nominee, known, since=clock.today())
    audit.record(actor, "seat.filled", kind="seat", subject=row.pk)
    return holding


def held(seat: Seat) -> Seat:
    """The seat as it is now: whoever fills the other, ends the membership or seats the same person has to wait."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=seat.membership_id).seats.get(pk=seat.pk)


def take(seat: Seat, nominee: Nominee, known: Person | None, *, since: date, rules: str = "") -> SeatHolding:
    """Let somebody hold a seat from a day; who holds it until then does so up to that day, and no longer."""
    seat.holdings.filter(Q(until=None) | Q(until__gt=since), since__lt=since).update(until=since)
    seat.holdings.filter(until=None, since=since).update(until=since)
    person = known or Person.objects.create(
        name=nominee.name.strip(), email=nominee.email.lower(), time_zone=nominee.time_zone
    )
    may_sign_in(person, nominee.email.lower())
    _belongs_to(person, seat.membership.organisation, nominee.function)
    holding = SeatHolding.objects.create(
        seat=seat,
        person=person,
        since=since,
        rules_version=rules,
        rules_accepted_on=clock.today() if rules else None,
    )
    emit("nominee_seated", holding=str(holding.pk))
    return holding


@transaction.atomic
def empty_seat(actor: Actor, seat: Seat) -> None:
    """Free a seat at once: what its holder may do ends with the next request; the member stays (AC-19)."""
    require(actor, CAPABILITY, cohort=seat.membership.cohort_id)
    today = clock.today()
    freed = SeatHolding.objects.filter(in_force(today), seat=seat).update(until=today)
    settle(yes() if freed else no(_("Nobody holds this seat.")))
    audit.record(actor, "seat.emptied", kind="seat", subject=seat.pk)


def _is_vacant(seat: Seat) -> Verdict:
    today = clock.today()
    if seat.membership.until is not None and seat.membership.until <= today:
        return no(_("This membership has ended, so nobody can be nominated any more."))
    if seat.holdings.filter(in_force(today)).exists():
        return no(_("Somebody holds this seat. Empty it first."))
    if seat.holdings.filter(since__gt=today).exists() or seat.nominations.filter(state="pending").exists():
        return no(_("Somebody was nominated for this seat. Wait for that, or take the nomination back first."))
    return yes()


def _is_the_same(known: Person, nominee: Nominee) -> Verdict:
    """Two people are never merged by themselves."""
    if known.name.casefold() == nominee.name.strip().casefold():
        return yes()
    return no(
        _("This address is on record for “%(name)s”. If that is the same person, write the name like that.")
        % {"name": known.name}
    )


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
