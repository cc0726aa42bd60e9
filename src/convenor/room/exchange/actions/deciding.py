"""What the secretariat decides on asks and offers: what is in doubt, and what has lost its people (AC-19)."""

from django.db import transaction

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.models import Organisation
from convenor.room.exchange.actions.forgetting import end_posting, forget_introductions, set_aside
from convenor.room.exchange.actions.postings import held
from convenor.room.exchange.checking import doubts_about
from convenor.room.exchange.models import Posting
from convenor.room.exchange.queries import nominees_of, others_in
from convenor.rules import exchange as rules
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import PostingState

CAPABILITY = "posting.decide"
_DECIDED = "Nothing is in doubt here any more: it was decided or reworded before you. Look at it again."
_RETURNED = "It was returned or reworded before you, so these are not the words that you saw. Look at it again."


@transaction.atomic
def let_through(actor: Actor, posting: Posting, *, seen: str) -> None:
    """Let the other members read these words, as they were `seen`; a person has looked at what was in doubt.

    What surely names somebody or fits too few is let through by nobody.
    """
    require(actor, CAPABILITY)
    row = _in_doubt(posting, seen)
    settle(rules.may_stand_unnamed(others=others_in(row.cohort_id, {row.organisation_id})))
    settle(rules.may_be_kept(doubts_about(row.cohort, row.text)))
    row.state = PostingState.SHOWN
    row.save(update_fields=["state"])
    audit.record(actor, "posting.let_through", kind="posting", subject=row.pk)


@transaction.atomic
def send_back(actor: Actor, posting: Posting, *, seen: str, because: str) -> None:
    """Ask its organisation for other words than were `seen`; nobody else reads it meanwhile."""
    require(actor, CAPABILITY)
    row = held(posting)
    again = row.state == PostingState.RETURNED and row.returned_because == because.strip()
    settle(yes() if row.text == seen and not again else no(_RETURNED))
    settle(yes() if because.strip() else no("Say what to reword, so that its organisation can."))
    row.state, row.returned_because = PostingState.RETURNED, because.strip()
    row.save(update_fields=["state", "returned_because"])
    audit.record(actor, "posting.returned", kind="posting", subject=row.pk)


@transaction.atomic
def close(actor: Actor, posting: Posting) -> None:
    """End it for its organisation: nobody reads it any more, and tonight it is destroyed."""
    require(actor, CAPABILITY)
    row = held(posting)
    audit.record(actor, "posting.closed", kind="posting", subject=row.pk)
    end_posting(row)


@transaction.atomic
def give_on(actor: Actor, posting: Posting, organisation: Organisation) -> None:
    """Give it to another member that takes it up, where its own has nobody any more (AC-19).

    Whoever answered did so without knowing whose it is, so their answers stay; but nobody answers their own, and
    who was introduced to the one before stays introduced to that one, and is not told who comes after.
    """
    require(actor, CAPABILITY)
    row = held(posting)
    before = row.organisation_id
    set_aside(row)
    left = nominees_of(row).count()
    row.organisation = organisation
    settle(rules.may_give_on(nominees=left, takes=nominees_of(row).count(), same=before == organisation.pk))
    # What the secretariat told the one before is nothing for the next.
    row.returned_because = ""
    row.save(update_fields=["organisation", "returned_because"])
    forget_introductions(row.introductions.filter(organisation=organisation))
    audit.record(actor, "posting.given_on", kind="posting", subject=row.pk)


def _in_doubt(posting: Posting, seen: str) -> Posting:
    row = held(posting)
    settle(yes() if row.state == PostingState.WAITING and row.text == seen else no(_DECIDED))
    return row
