"""How a question whether somebody takes a seat ends; whatever its link says, it is dead from then on."""

from datetime import date

from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from convenor.kernel import clock
from convenor.people.models import Organisation, Person
from convenor.room.cohorts.models import Membership, Nomination
from convenor.rules.nomination import as_written
from convenor.rules.vocabulary import NominationState


def end_nomination(nomination: Nomination, state: NominationState, word: str = "") -> bool:
    """Note what became of a question, once, and say whether it was open; the nonce changes with it."""
    open_ones = Nomination.objects.filter(pk=nomination.pk, state=NominationState.PENDING)
    return bool(open_ones.update(state=state, ended_on=clock.today(), word=as_written(word)[:300], nonce=new_nonce()))


def withdraw_unanswered(person: Person, organisation: Organisation) -> None:
    """Take back what somebody was asked for a member and has not answered."""
    _withdraw(Nomination.objects.filter(email__iexact=person.email, seat__membership__organisation=organisation))


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
