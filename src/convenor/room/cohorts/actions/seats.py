"""The two seats of a member: who is nominated, and who is not any more (R-ROL-01, R-CoP-23)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.models import Account, Affiliation, Organisation, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Membership, Seat, SeatHolding
from convenor.rules.verdict import Verdict, no, yes

CAPABILITY = "cohort.change"


@dataclass(frozen=True, kw_only=True, slots=True)
class Nominee:
    """Whom a member nominates: the name, the address to sign in with, and the function there (R-ROL-14)."""

    name: str
    email: str
    function: str = ""


@transaction.atomic
def fill_seat(actor: Actor, seat: Seat, nominee: Nominee) -> SeatHolding:
    """Give a vacant seat to a nominee from today, who can sign in with the address from then on."""
    require(actor, CAPABILITY, cohort=seat.membership.cohort_id)
    # Whoever fills the other seat, ends the membership or seats the same person elsewhere has to wait for this.
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.get(pk=seat.membership_id).seats.get(pk=seat.pk)
    settle(_is_vacant(row))
    address = nominee.email.lower()
    people = Person.objects.select_for_update(of=("self",)).filter(Q(email__iexact=address) | Q(account__email=address))
    known = people.first()
    if known is not None:
        settle(_may_sit(known, nominee, row))
    person = known or Person.objects.create(name=nominee.name.strip(), email=address)
    _may_sign_in(person, address)
    _belongs_to(person, row.membership.organisation, nominee.function)
    holding = SeatHolding.objects.create(seat=row, person=person, since=clock.today())
    audit.record(actor, "seat.filled", kind="seat", subject=row.pk)
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
    return yes()


def _may_sit(known: Person, nominee: Nominee, seat: Seat) -> Verdict:
    """Whether somebody whom we know by this address may take the seat; two people are never merged by themselves."""
    if known.name.casefold() != nominee.name.strip().casefold():
        return no(
            _("This address is on record for “%(name)s”. If that is the same person, write the name like that.")
            % {"name": known.name}
        )
    if known.appointments.filter(in_force(clock.today())).exists():
        return no(_("This person works for the secretariat and cannot sit for a member."))
    sitting = SeatHolding.objects.filter(in_force(clock.today()), person=known)
    if sitting.filter(seat__membership=seat.membership_id).exists():
        return no(_("This person holds the other seat. The second seat is for a second person."))
    if sitting.exclude(seat__membership__organisation=seat.membership.organisation_id).exists():
        return no(_("This person sits for another member. Empty that seat first."))
    counsel = known.counsel_for.filter(in_force(clock.today()))
    if counsel.exclude(organisation=seat.membership.organisation_id).exists():
        return no(_("This person is counsel of another organisation and cannot sit for this one."))
    return yes()


def _may_sign_in(person: Person, address: str) -> None:
    if person.account is None:
        person.account = Account.objects.filter(email=address).first() or Account.objects.create_user(address)
        person.save(update_fields=["account"])
    if not person.account.is_active:
        person.account.is_active = True
        person.account.save(update_fields=["is_active"])


def _belongs_to(person: Person, organisation: Organisation, function: str) -> None:
    today = clock.today()
    current = person.affiliations.filter(in_force(today), organisation=organisation).first()
    if current is None:
        Affiliation.objects.create(person=person, organisation=organisation, function=function, since=today)
    elif function and current.function != function:
        current.function = function
        current.save(update_fields=["function"])
