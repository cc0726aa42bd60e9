"""Naming somebody who stands in for a member at one session, and taking that back."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Account, Organisation, Person
from convenor.people.queries import in_force
from convenor.room.cohorts.models import SeatHolding
from convenor.room.meetings.actions.stage import locked, year_of
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import members_at
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import Capacity, SessionState

STAND_INS = (Capacity.DELEGATE, Capacity.GUEST)
_BEFORE_THE_END = (SessionState.PLANNED, SessionState.OPEN)

# One sentence for every reason, so that naming an address does not tell whether it is known here.
_TAKEN = "This address cannot stand in for your organisation at this session. Check it, or write to the secretariat."


def name_delegate(
    actor: Actor, session: Session, organisation: Organisation, *, name: str, email: str, capacity: Capacity
) -> Delegation:
    """Let somebody stand in for a member, or come along as its guest, at this session alone (R-ROL-02, R-ROL-04)."""
    require(actor, "delegate.name", organisation=organisation.pk, cohort=year_of(session).cohort_id)
    address = _an_address(email)
    if capacity not in STAND_INS or not name.strip():
        raise Declined(no("Say who comes, and whether as a delegate or as a guest."))
    with transaction.atomic():
        row = locked(session, *_BEFORE_THE_END)
        if organisation.pk not in members_at(row):
            raise Declined(no("This organisation is not a member on the day of the session."))
        person = _person_at(address, name.strip(), row, organisation)
        delegation = Delegation.objects.create(session=row, organisation=organisation, person=person, capacity=capacity)
        emit("delegate_named", session=str(row.pk), person=str(person.pk))
        audit.record(actor, "delegate.named", kind="session", subject=row.pk)
    return delegation


def withdraw_delegate(actor: Actor, delegation: Delegation) -> None:
    """Take a stand-in back before the session is over; the rights end with the next request."""
    session = delegation.session
    require(actor, "delegate.name", organisation=delegation.organisation_id, cohort=year_of(session).cohort_id)
    with transaction.atomic():
        row = locked(session, *_BEFORE_THE_END)
        gone, _ = Delegation.objects.filter(pk=delegation.pk).delete()
        settle(yes() if gone else no("Somebody of your organisation took this back before you."))
        emit("delegate_withdrawn", session=str(row.pk), person=str(delegation.person_id))
        audit.record(actor, "delegate.withdrawn", kind="session", subject=row.pk)


def _an_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Declined(no("This is not a mail address. Write it like name@company.example.")) from None
    return address


def _person_at(address: str, name: str, session: Session, organisation: Organisation) -> Person:
    """The person behind an address, made if nobody has it. Raises Declined where the person belongs elsewhere."""
    account = Account.objects.filter(email=address).first() or Account.objects.create_user(address)
    # Held, so that the same person is not seated or named for another organisation at the same moment.
    people = Person.objects.select_for_update()
    person = people.filter(account=account).first() or people.filter(email__iexact=address).first()
    if person is None:
        return Person.objects.create(name=name, email=address, account=account)
    seated = SeatHolding.objects.filter(in_force(clock.today()), person=person)
    known_elsewhere = (
        seated.exists()
        or person.appointments.exists()
        or person.delegations.filter(session=session).exists()
        or person.delegations.exclude(organisation=organisation).exists()
        or person.counsel_for.filter(in_force(clock.today())).exclude(organisation=organisation).exists()
    )
    if known_elsewhere or not account.is_active:
        raise Declined(no(_TAKEN))
    if person.account is None:
        person.account = account
        person.save(update_fields=["account"])
    return person
