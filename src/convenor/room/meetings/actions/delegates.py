"""Naming somebody who stands in for a member at one session, and taking that back."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.models import Organisation
from convenor.room.cohorts.actions.letting_in import few_enough, let_in, let_in_at_last
from convenor.room.cohorts.models import SeatHolding
from convenor.room.cohorts.ties import known_by
from convenor.room.cohorts.written import mailbox
from convenor.room.meetings.actions.stage import locked, year_of
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import members_at
from convenor.room.meetings.standing_in import waiting_stand_ins
from convenor.rules.nomination import as_written
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Capacity, SessionState

STAND_INS = (Capacity.DELEGATE, Capacity.GUEST)
_BEFORE_THE_END = (SessionState.PLANNED, SessionState.OPEN)


def name_delegate(
    actor: Actor, session: Session, organisation: Organisation, *, name: str, email: str, capacity: Capacity
) -> Delegation:
    """Let somebody stand in for a member, or come along as its guest, at this session alone (R-ROL-02, R-ROL-04)."""
    require(actor, "delegate.name", organisation=organisation.pk, cohort=year_of(session).cohort_id)
    wanted, address = as_written(name), an_address(email)
    if capacity not in STAND_INS or not wanted:
        raise Declined(no("Say who comes, and whether as a delegate or as a guest."))
    with transaction.atomic():
        few_enough(actor)
        row = locked(session, *_BEFORE_THE_END)
        if organisation.pk not in members_at(row):
            raise Declined(no("This organisation is not a member on the day of the session."))
        settle(_is_no_double(row, organisation, address))
        who = let_in(actor, organisation.pk, name=wanted, email=address)
        delegation = Delegation.objects.create(
            session=row,
            organisation=organisation,
            person=who.person,
            name=who.name,
            email=who.email,
            capacity=capacity,
        )
        if who.person is not None:
            emit("delegate_named", session=str(row.pk), person=str(who.person.pk))
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
        if delegation.person_id is not None:
            emit("delegate_withdrawn", session=str(row.pk), person=str(delegation.person_id))
        audit.record(actor, "delegate.withdrawn", kind="session", subject=row.pk)


@transaction.atomic
def let_in_who_was_not(_today: date) -> None:
    """Let stand-ins in whom nothing ties elsewhere any more, as long as their session is to come.

    Whoever sits for the member by now, or is named a second time, needs no stand-in's place.
    """
    for row in waiting_stand_ins():
        others = Delegation.objects.exclude(pk=row.pk)
        double = not _is_no_double(row.session, row.organisation, mailbox(row), among=others).allowed
        if not double and let_in_at_last(row, row.organisation_id):
            emit("delegate_named", session=str(row.session_id), person=str(row.person_id))
            audit.record(THE_SYSTEM, "delegate.named", kind="session", subject=row.session_id)


def _is_no_double(
    session: Session, organisation: Organisation, address: str, *, among: QuerySet[Delegation] | None = None
) -> Verdict:
    """Whether somebody is not there for this organisation already; of other organisations it tells nothing."""
    known = known_by(address)
    lasting = Q(until=None) | Q(until__gt=clock.today())
    seats = SeatHolding.objects.filter(lasting, seat__membership__organisation=organisation, person__in=known)
    if seats.exists():
        return no("This person sits for your organisation, or will, and needs nobody's word to come.")
    rows = Delegation.objects.all() if among is None else among
    named = rows.filter(session=session, organisation=organisation)
    if named.filter(Q(email=address) | Q(person__in=known)).exists():
        return no("This person is named for the session already.")
    return yes()
