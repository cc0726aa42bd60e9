"""Somebody leaves a member: seats, access and links end at one moment; the company and what was said stay (AC-19)."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.models import Organisation, Person
from convenor.people.queries import in_force
from convenor.people.signed_out import close_without_a_role, sign_out_everywhere
from convenor.room.cohorts.actions.nominations import an_address, withdraw_unanswered
from convenor.room.cohorts.models import Contact, ContinuityKit, SeatHolding
from convenor.rules.verdict import no, yes

CAPABILITY = "seat.leave"


def leave(actor: Actor, person: Person, organisation: Organisation, *, kit_to: str = "") -> None:
    """End all that somebody is for a member, at once: said by themselves, by its own people or by the secretariat.

    `kit_to` is the leaver's own choice, so nobody else may give it; an address that was chosen before holds.
    """
    require(actor, CAPABILITY, organisation=organisation.pk)
    oneself = is_about_oneself(actor, person)
    settle(yes() if oneself or not kit_to else no(_("Only the person who leaves chooses where their material goes.")))
    with transaction.atomic():
        row = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
        settle(yes() if _end_places(row, organisation) else no(_("This person has left already.")))
        _end_links(row, organisation)
        if kit_to:
            ContinuityKit.objects.update_or_create(person=row, defaults={"address": an_address(kit_to)})
        if row.account is not None:
            sign_out_everywhere(row.account)
            close_without_a_role(row.account)
        _send_kit(row, organisation)
        audit.record(actor, "person.left", kind="organisation", subject=organisation.pk)


def choose_kit_address(actor: Actor, *, address: str) -> None:
    """Keep where one's own material goes on the day of leaving; an empty address takes the choice back."""
    require(actor, "own_people.read")
    with transaction.atomic():
        person = Person.objects.get(account__pk=actor.account)
        ContinuityKit.objects.filter(person=person).delete()
        if address.strip():
            ContinuityKit.objects.create(person=person, address=an_address(address))
        audit.record(actor, "kit.chosen", kind="account", subject=actor.account)


def is_about_oneself(actor: Actor, person: Person) -> bool:
    """Whether somebody speaks of themselves."""
    return bool(actor.account) and str(person.account_id) == actor.account


def _end_places(person: Person, organisation: Organisation) -> bool:
    """End seats and other places today, and those that would begin later; say whether there were any."""
    today = clock.today()
    lasting = Q(until=None) | Q(until__gt=today)
    seats = SeatHolding.objects.filter(lasting, person=person, seat__membership__organisation=organisation)
    contacts = Contact.objects.filter(lasting, person=person, membership__organisation=organisation)
    there = seats.exists() or contacts.exists()
    seats.filter(since__gt=today).delete()
    seats.update(until=today)
    contacts.update(until=today)
    # What the member wrote of them by their address ends with it.
    written = Contact.objects.filter(lasting, email__iexact=person.email, membership__organisation=organisation)
    written.exclude(email="").update(until=today)
    _ended(person.affiliations.filter(organisation=organisation))
    _ended(person.counsel_for.filter(organisation=organisation))
    return there


def _ended(rows: QuerySet[Any]) -> None:
    today = clock.today()
    rows.filter(in_force(today)).update(until=today)


def _end_links(person: Person, organisation: Organisation) -> None:
    """What was mailed to them is dead, and their calendars are told; floors above keep what hangs on a person."""
    withdraw_unanswered(person, organisation)
    sessions = set()
    for delegation in person.delegations.filter(organisation=organisation, session__starts_at__gt=clock.now()):
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
