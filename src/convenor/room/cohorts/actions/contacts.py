"""A member's people besides its nominees: alternates, the focal point, and who knows a topic (R-ROL-15).

Alternates and whoever knows a topic are what their member wrote of them and nothing else: whether we know the address
is neither asked nor told. A focal point signs in, so that one is let in as others are.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.erasing import ask_to_erase
from convenor.people.models import Person
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.letting_in import LetIn, few_enough, let_in, let_in_at_last
from convenor.room.cohorts.actions.parting import held_people, leave_without_a_place
from convenor.room.cohorts.models import Contact, Membership
from convenor.room.cohorts.ties import waiting_focal_points
from convenor.rules.nomination import as_written
from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import ContactKind

CAPABILITY = "seat.propose"
ERASES = "cohort.change"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Who it is, and what for; `topic` where somebody knows one."""

    name: str
    email: str
    kind: ContactKind
    function: str = ""
    topic: str = ""


def name_contact(actor: Actor, membership: Membership, named: Named) -> Contact:
    """Name somebody; a focal point can sign in from then on, an alternate and whoever knows a topic cannot."""
    require(actor, CAPABILITY, organisation=membership.organisation_id, cohort=membership.cohort_id)
    name, address, topic = as_written(named.name), an_address(named.email), as_written(named.topic)
    settle(yes() if name else no(_("Say who it is.")))
    settle(yes() if topic or named.kind != ContactKind.TOPIC else no(_("Say which topic.")))
    with transaction.atomic():
        few_enough(actor)
        row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        settle(_may_be_contact(row, named.kind, address))
        access = named.kind == ContactKind.FOCAL_POINT
        who = (
            let_in(actor, row.organisation_id, name=name, email=address)
            if access
            else LetIn(person=None, name=name, email=address)
        )
        contact = row.contacts.create(
            person=who.person,
            name=who.name,
            email=who.email,
            function=as_written(named.function),
            kind=named.kind,
            topic=topic,
            since=clock.today(),
        )
        if who.person is not None:
            emit("focal_point_named", contact=str(contact.pk))
        audit.record(actor, "contact.named", kind="membership", subject=row.pk)
    return contact


def end_contact(actor: Actor, contact: Contact) -> None:
    """Let somebody be a contact no more; what a focal point may do ends with the next request."""
    membership = contact.membership
    require(actor, CAPABILITY, organisation=membership.organisation_id, cohort=membership.cohort_id)
    with transaction.atomic():
        today = clock.today()
        ended = Contact.objects.filter(in_force(today), pk=contact.pk).update(until=today)
        settle(yes() if ended else no(_("Somebody ended this before you.")))
        if contact.person_id is not None:
            leave_without_a_place(held_people([contact.person_id]), membership.organisation)
        audit.record(actor, "contact.ended", kind="membership", subject=membership.pk)


def erase_contact(actor: Actor, contact: Contact) -> None:
    """Delete what a member wrote of somebody, because that person asked for it; access ends with it."""
    require(actor, ERASES, cohort=contact.membership.cohort_id)
    with transaction.atomic():
        people = held_people([] if contact.person_id is None else [contact.person_id])
        gone, _kinds = Contact.objects.filter(pk=contact.pk).delete()
        settle(yes() if gone else no(_("It is deleted already.")))
        for person in leave_without_a_place(people, contact.membership.organisation):
            _erase_whole(actor, person)
        audit.record(actor, "contact.erased", kind="membership", subject=contact.membership_id)


def _erase_whole(actor: Actor, person: Person) -> None:
    """Whoever asked for the deletion and has no account left is erased in a week; a letter lets them take it back."""
    if person.account is not None and not person.account.is_active:
        with suppress(Declined):
            ask_to_erase(actor, str(person.account.pk))


def let_in_who_was_not(today: date) -> None:
    """Let focal points in whom nothing ties elsewhere any more; nothing that was promised waits for a person."""
    with transaction.atomic():
        for contact in waiting_focal_points(today):
            if let_in_at_last(contact, contact.membership.organisation_id):
                emit("focal_point_named", contact=str(contact.pk))
                audit.record(THE_SYSTEM, "contact.named", kind="membership", subject=contact.membership_id)


def forget_contacts(today: date) -> None:
    """Delete the contacts that ended, or whose membership did, once their days are over; safe to call again."""
    last = today - kept_for(Record.CONTACTS)
    Contact.objects.filter(Q(until__lte=last) | Q(membership__until__lte=last)).delete()


def _may_be_contact(membership: Membership, kind: ContactKind, address: str) -> Verdict:
    own = membership.contacts.filter(in_force(clock.today()), kind=kind)
    if kind == ContactKind.FOCAL_POINT and own.exists():
        return no(_("There is a focal point already. End that first."))
    twice = own.filter(email=address).exists()
    return no(_("This person is on the list already.")) if twice else yes()
