"""A place with a member ends: what ends with it is the same, whichever way it was lost (AC-19).

A seat is given up by the person's own word or a colleague's, handed over to somebody else, taken back before it began,
or ends with the membership. Whoever has no place left has left; a place that ends on a later day does so that night.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.crypto import get_random_string

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, actor_of
from convenor.kernel.outbox import emit
from convenor.people.models import Affiliation, Organisation, Person
from convenor.people.queries import in_force
from convenor.people.signed_out import close_without_a_role, sign_out_everywhere
from convenor.room.cohorts.actions.asked import withdraw_beyond, withdraw_unanswered
from convenor.room.cohorts.models import Contact, ContinuityKit, Membership, Seat, SeatHolding
from convenor.room.cohorts.written import reached_at
from convenor.rules.ties import STAND_IN_ENDS_AFTER
from convenor.rules.vocabulary import NominationState, SessionState

_NOT_OVER = (SessionState.PLANNED, SessionState.OPEN)


def held_people(keys: Iterable[UUID]) -> list[Person]:
    """These people as they are now, in one order, so that two who wait for each other's rows never do so for ever."""
    rows = Person.objects.select_for_update(of=("self",)).select_related("account")
    return list(rows.filter(pk__in=set(keys)).order_by("pk"))


def has_a_place(person: Person, organisation: Organisation) -> bool:
    """Whether somebody sits for a member, will sit for it, or is a contact of it."""
    return _seats(person, organisation).exists() or _contacts(person, organisation).exists()


def leaves(person: Person, organisation: Organisation) -> None:
    """End all that somebody is for a member, all that was mailed to them and every sign-in; send the kit.

    The person is held (`held_people`).
    """
    _end_places(person, organisation)
    _end_links(person, organisation)
    if person.account is not None:
        sign_out_everywhere(person.account)
        close_without_a_role(person.account)
    _send_kit(person, organisation)


def leave_without_a_place(people: Iterable[Person], organisation: Organisation) -> list[Person]:
    """Let those leave who have no place left with a member, and say who they are; whoever keeps one has not left."""
    gone = [
        person
        for person in people
        if not has_a_place(person, organisation)
        and not person.counsel_for.filter(_lasting(), organisation=organisation).exists()
    ]
    for person in gone:
        leaves(person, organisation)
    return gone


def hand_over(seat: Seat, since: date) -> list[SeatHolding]:
    """End the time of whoever holds a seat on the day on which somebody else takes it; gives what ended so."""
    rows = list(seat.holdings.filter(Q(until=None) | Q(until__gt=since), since__lte=since))
    people = held_people(row.person_id for row in rows)
    seat.holdings.filter(pk__in=[row.pk for row in rows]).update(until=since)
    if since <= clock.today():
        leave_without_a_place(people, seat.membership.organisation)
    return rows


def end_with(membership: Membership, until: date) -> None:
    """End every place of a membership with it, and what was asked for it; whoever has none left leaves at once.

    Those who have one up to a later day leave then (`let_go`).
    """
    beyond = Q(until=None) | Q(until__gt=until)
    seats = SeatHolding.objects.filter(beyond, seat__membership=membership)
    contacts = Contact.objects.filter(beyond, membership=membership)
    places = seats.values_list("person"), contacts.exclude(person=None).values_list("person")
    people = held_people(key for rows in places for (key,) in rows)
    for coming in seats.filter(since__gt=clock.today(), since__gte=until):
        tell_taken_back(coming)
        coming.delete()
    for key in sorted({*seats.values_list("person", flat=True), *contacts.values_list("person", flat=True)} - {None}):
        emit("membership_over", person=str(key), membership=str(membership.pk))
    last = Greatest("since", Value(until), output_field=DateField())
    seats.update(until=last)
    contacts.update(until=last)
    withdraw_beyond(membership, until)
    leave_without_a_place(people, membership.organisation)


def end_seats(rows: QuerySet[SeatHolding], today: date) -> None:
    """End these seats today; one that would begin later is given back to whoever holds it until then."""
    for coming in rows.filter(since__gt=today).select_related("seat__membership"):
        give_back(coming)
    rows.filter(_lasting()).update(until=today)


def give_back(coming: SeatHolding) -> None:
    """Let nobody take over a seat after all: whoever would have handed it over keeps it, and is told."""
    seat, since = coming.seat, coming.since
    coming.delete()
    for kept in seat.holdings.filter(in_force(clock.today()), until=since):
        kept.until = seat.membership.until
        kept.save(update_fields=["until"])
        emit("seat_kept", holding=str(kept.pk))


def tell_taken_back(coming: SeatHolding) -> None:
    """Tell somebody that the seat which they were to take is not theirs after all."""
    emit("seat_taken_back", person=str(coming.person_id), membership=str(coming.seat.membership_id))


def let_go(today: date) -> None:
    """Let those leave whose last place has ended with this day, and end what is asked for memberships that are over."""
    over = Membership.objects.filter(until__lte=today, seats__nominations__state=NominationState.PENDING)
    for row in over.distinct():
        withdraw_beyond(row, today)
    for person, organisation in sorted(_whose_time_is_over(today), key=str):
        with transaction.atomic():
            for _gone in leave_without_a_place(held_people([person]), Organisation.objects.get(pk=organisation)):
                audit.record(THE_SYSTEM, "person.left", kind="organisation", subject=organisation)


def _whose_time_is_over(today: date) -> set[tuple[UUID, str]]:
    """Who still belongs to a member where a seat of theirs ended, or has an account from being a focal point."""
    belongs = Affiliation.objects.filter(
        in_force(today), person=OuterRef("person"), organisation=OuterRef("seat__membership__organisation")
    )
    seats = SeatHolding.objects.filter(Exists(belongs), until__lte=today)
    over = Q(until__lte=today) | Q(membership__until__lte=today)
    contacts = Contact.objects.filter(over, person__account__is_active=True).select_related(
        "person__account", "membership"
    )
    sits = SeatHolding.objects.filter(_lasting(), person=OuterRef("person"))
    idle = {
        (row.person.pk, row.membership.organisation_id)
        for row in contacts.exclude(Exists(sits))
        if row.person is not None and not actor_of(row.person.account).grants
    }
    return {*seats.values_list("person_id", "seat__membership__organisation_id"), *idle}


def _lasting(prefix: str = "") -> Q:
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": clock.today()})


def _seats(person: Person, organisation: Organisation) -> QuerySet[SeatHolding]:
    lasting = _lasting() & _lasting("seat__membership__")
    return SeatHolding.objects.filter(lasting, person=person, seat__membership__organisation=organisation)


def _contacts(person: Person, organisation: Organisation) -> QuerySet[Contact]:
    lasting = _lasting() & _lasting("membership__")
    return Contact.objects.filter(lasting, person=person, membership__organisation=organisation)


def _end_places(person: Person, organisation: Organisation) -> None:
    """End seats and other places today; a seat that would begin later is none."""
    today = clock.today()
    end_seats(_seats(person, organisation), today)
    _contacts(person, organisation).update(until=today)
    # What the member wrote of them by their address ends with it.
    written = Contact.objects.filter(_lasting(), reached_at(person.email), membership__organisation=organisation)
    written.exclude(email="").update(until=today)
    _ended(person.affiliations.filter(organisation=organisation))
    _ended(person.counsel_for.filter(organisation=organisation))


def _ended(rows: QuerySet[Any]) -> None:
    today = clock.today()
    rows.filter(in_force(today)).update(until=today)


def _end_links(person: Person, organisation: Organisation) -> None:
    """What was mailed to them is dead, and their calendars are told; floors above keep what hangs on a person."""
    withdraw_unanswered(person, organisation)
    sessions = set()
    # Also of a session that has begun: what a delegate may do lasts until the day after.
    rights_last = Q(session__starts_at__gt=clock.now() - STAND_IN_ENDS_AFTER) | Q(session__state__in=_NOT_OVER)
    named = Q(person=person) | (reached_at(person.email) & ~Q(email=""))
    for delegation in organisation.delegations.filter(rights_last, named):
        sessions.add(str(delegation.session_id))
        delegation.delete()
    for invitation in person.invitations.all():
        invitation.nonce = get_random_string(43)
        invitation.save(update_fields=["nonce"])
        sessions.add(str(invitation.session_id))
    if hasattr(person, "feed"):
        person.feed.delete()
    for session in sorted(sessions):
        emit("invitation_due", session=session, person=str(person.pk))


def _send_kit(person: Person, organisation: Organisation) -> None:
    chosen = ContinuityKit.objects.filter(person=person)
    if chosen.update(organisation=organisation, left_on=clock.today()):
        emit("somebody_left", kit=str(chosen.get().pk))
