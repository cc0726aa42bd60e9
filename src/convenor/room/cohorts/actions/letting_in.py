"""Letting somebody in for an organisation that names them: who may is decided here, and told to the secretariat alone.

A member that names an address reads the same whether the person is known, tied elsewhere or new: what it wrote is kept
as it wrote it, and whoever may not be let in simply is not.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.db.models import QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY, Actor
from convenor.kernel.gate import settle
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account, ErasureRequest, Person
from convenor.room.cohorts.ties import known_by, ties_elsewhere
from convenor.room.cohorts.written import Written, mailbox
from convenor.rules.naming import may_name
from convenor.rules.ties import may_be_let_in
from convenor.rules.verdict import yes

# What somebody does that can write to an address of their choice, or lets in whoever has it.
_DEEDS = (
    "contact.named",
    "contact.ended",
    "counsel.named",
    "delegate.named",
    "delegate.withdrawn",
    "nomination.made",
    "nomination.withdrawn",
    "seat.taken_back",
)


class Kept(Written, Protocol):
    """A row that holds whom an organisation named."""

    moved_to: str

    def save(self, *, update_fields: list[str]) -> None:
        """Keep these fields."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LetIn:
    """Who was let in, or nobody; `name` and `email` are as they were written, empty where the person is new here."""

    person: Person | None
    name: str
    email: str


def let_in(actor: Actor, organisation: str, *, name: str, email: str) -> LetIn:
    """Let whoever has an address sign in for an organisation, unless they are tied elsewhere.

    Raises Declined, with the reason, where the secretariat itself names somebody who is.
    """
    known = known_at(email)
    if known is None:
        person = Person.objects.create(name=name, email=email)
        may_sign_in(person, email)
        return LetIn(person=person, name="", email="")
    verdict = may_be_let_in(ties_elsewhere(known, organisation))
    settle(verdict if actor.in_secretariat else yes())
    if verdict.allowed:
        may_sign_in(known, email)
    return LetIn(person=known if verdict.allowed else None, name=name, email=email)


def let_in_at_last(row: Kept, organisation: str) -> bool:
    """Let in whom an organisation named while they were tied elsewhere, and say whether nothing ties them now."""
    if known_at(mailbox(row)) is None:
        # Somebody was known by it when it was written, so whoever has the mailbox now is somebody else.
        return False
    named = let_in(NOBODY, organisation, name=row.name, email=mailbox(row))
    if named.person is None:
        return False
    row.person = named.person
    row.save(update_fields=["person"])
    return True


def moves_unseen(rows: QuerySet[Any], _account: Account, to: str) -> None:
    """Let what was written of somebody lead to where they are reached now; nobody is shown that, and no heir of theirs.

    Also where they were let in: whoever has the mailbox of before next is not whom it was written of.
    """
    rows.exclude(email="").update(moved_to=to)


def few_enough(actor: Actor) -> None:
    """Decline to name more people on one day than any member needs; taking back is never declined."""
    since = clock.now() - timedelta(days=1)
    deeds = AuditEntry.objects.filter(verb__in=_DEEDS, account=actor.account, at__gt=since)
    settle(may_name(named_today=deeds.count(), in_secretariat=actor.in_secretariat))


def known_at(email: str) -> Person | None:
    """Whom we know by an address, held until the transaction ends."""
    return known_by(email).select_for_update(of=("self",)).first()


def may_sign_in(person: Person, address: str) -> None:
    """Give somebody an account for an address, or the one that was switched off back."""
    if person.account is None:
        person.account = Account.objects.filter(email=address).first() or Account.objects.create_user(address)
        person.save(update_fields=["account"])
    if not person.account.is_active:
        # Whoever comes back would be erased by what was asked for on leaving.
        ErasureRequest.objects.filter(account=person.account).delete()
        person.account.is_active = True
        person.account.save(update_fields=["is_active"])
