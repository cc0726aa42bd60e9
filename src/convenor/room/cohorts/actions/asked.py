"""How a question whether somebody takes a seat ends; whatever its link says, it is dead from then on."""

from datetime import date

from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from convenor.kernel import clock
from convenor.kernel.outbox import emit
from convenor.people.models import Account, Organisation, Person
from convenor.room.cohorts.models import Membership, Nomination
from convenor.room.cohorts.written import reached_at
from convenor.rules.nomination import as_written
from convenor.rules.vocabulary import NominationState


def end_nomination(nomination: Nomination, state: NominationState, word: str = "") -> bool:
    """Note what became of a question, once, and say whether it was open; the nonce changes with it."""
    open_ones = Nomination.objects.filter(pk=nomination.pk, state=NominationState.PENDING)
    return bool(open_ones.update(state=state, ended_on=clock.today(), word=as_written(word)[:300], nonce=new_nonce()))


def withdraw_unanswered(person: Person, organisation: Organisation) -> None:
    """Take back what somebody was asked for a member and has not answered."""
    _withdraw(Nomination.objects.filter(reached_at(person.email), seat__membership__organisation=organisation))


def ask_anew(rows: QuerySet[Nomination], _account: Account, to: str) -> None:
    """Let a question follow whoever is asked to another mailbox; the link in the one before is dead.

    Who asked keeps reading what they wrote: that it moved would tell whom we know, and where they went.
    """
    for asked in rows.filter(state=NominationState.PENDING):
        asked.moved_to, asked.nonce = to, new_nonce()
        asked.save(update_fields=["moved_to", "nonce"])
        emit("nomination_made", nomination=str(asked.pk))
    rows.update(moved_to=to)


def withdraw_beyond(membership: Membership, until: date) -> None:
    """Take back what nobody can say yes to any more, because the membership ends before or has ended."""
    rows = Nomination.objects.filter(seat__membership=membership)
    _withdraw(rows if until <= clock.today() else rows.filter(starts_on__gte=until))


def new_nonce() -> str:
    """What a link has to hold to be open."""
    return get_random_string(32)


def _withdraw(rows: QuerySet[Nomination]) -> None:
    for asked in rows.filter(state=NominationState.PENDING):
        end_nomination(asked, NominationState.WITHDRAWN)
