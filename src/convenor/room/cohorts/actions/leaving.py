"""Somebody leaves a member by their own word or a colleague's; the company and what was said stay (AC-19)."""

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.models import Organisation, Person
from convenor.room.cohorts.actions.parting import has_a_place, held_people, leaves
from convenor.room.cohorts.models import ContinuityKit
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
        (row,) = held_people([person.pk])
        settle(yes() if has_a_place(row, organisation) else no(_("This person has left already.")))
        if kit_to:
            ContinuityKit.objects.update_or_create(person=row, defaults={"address": an_address(kit_to)})
        leaves(row, organisation)
        if not oneself:
            emit("said_to_have_left", person=str(row.pk), organisation=organisation.pk)
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
