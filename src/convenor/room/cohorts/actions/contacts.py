"""A member's people besides its nominees: alternates, the focal point, and who knows a topic (R-ROL-15)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Person
from convenor.people.queries import in_force
from convenor.room.cohorts.actions.nominations import an_address
from convenor.room.cohorts.actions.seats import known_at, may_sign_in
from convenor.room.cohorts.models import Contact, Membership, SeatHolding
from convenor.rules.nomination import as_written
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import ContactKind

CAPABILITY = "seat.propose"
# One sentence for every reason, so that naming an address tells nobody whom we know.
_TAKEN = "This address cannot be a contact of this member. Check it, or write to the secretariat."


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Who it is, and what for; `topic` where somebody knows one."""

    name: str
    email: str
    kind: ContactKind
    topic: str = ""


def name_contact(actor: Actor, membership: Membership, named: Named) -> Contact:
    """Name somebody; a focal point can sign in from then on, an alternate and whoever knows a topic cannot."""
    require(actor, CAPABILITY, organisation=membership.organisation_id, cohort=membership.cohort_id)
    name, address, topic = as_written(named.name), an_address(named.email), as_written(named.topic)
    settle(yes() if name else no(_("Say who it is.")))
    settle(yes() if topic or named.kind != ContactKind.TOPIC else no(_("Say which topic.")))
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        known = known_at(address)
        settle(_may_be_contact(known, row, named.kind))
        person = known or Person.objects.create(name=name, email=address)
        contact = row.contacts.create(person=person, kind=named.kind, topic=topic, since=clock.today())
        if named.kind == ContactKind.FOCAL_POINT:
            may_sign_in(person, address)
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
        audit.record(actor, "contact.ended", kind="membership", subject=membership.pk)


def _may_be_contact(known: Person | None, membership: Membership, kind: ContactKind) -> Verdict:
    today = clock.today()
    if kind == ContactKind.FOCAL_POINT and membership.contacts.filter(in_force(today), kind=kind).exists():
        return no(_("There is a focal point already. End that first."))
    if known is None:
        return yes()
    if membership.contacts.filter(in_force(today), person=known, kind=kind).exists():
        return no(_("This person is on the list already."))
    organisation = membership.organisation_id
    elsewhere = (
        known.appointments.filter(in_force(today)).exists()
        or SeatHolding.objects.filter(in_force(today), person=known)
        .exclude(seat__membership__organisation=organisation)
        .exists()
        or known.contact_for.filter(in_force(today)).exclude(membership__organisation=organisation).exists()
        or known.counsel_for.filter(in_force(today)).exclude(organisation=organisation).exists()
        or known.delegations.exclude(organisation=organisation).exists()
    )
    return no(_(_TAKEN)) if elsewhere else yes()
