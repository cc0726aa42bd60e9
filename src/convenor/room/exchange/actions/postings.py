"""Writing, changing and taking back an ask or an offer; the trail says nothing of it, because it would say when."""

from django.db import transaction

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.cohorts.models import Membership
from convenor.room.exchange.actions.forgetting import end_posting, set_aside, void_answers
from convenor.room.exchange.actions.looking import look_at
from convenor.room.exchange.models import Posting
from convenor.room.exchange.queries import others_in
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.rules import exchange as rules
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import PostingKind, PostingState

CAPABILITY = "posting.write"
_CHANGED = "Somebody changed this while you wrote. Look at what is there now, then change that."


def post(actor: Actor, membership: Membership, kind: PostingKind, text: str) -> Posting:
    """Put an ask or an offer of the own organisation where the others read its words, or where a person looks first."""
    require(actor, CAPABILITY, organisation=membership.organisation_id, cohort=membership.cohort_id)
    settle(rules.may_post(text, already_open=0))
    settle(rules.may_stand_unnamed(others=others_in(membership.cohort_id, {membership.organisation_id})))
    state = look_at(membership.organisation, membership.cohort, text)
    with transaction.atomic():
        # One organisation's are written one after the other, so that two people cannot pass the most together.
        row = Membership.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=membership.pk)
        today = clock.today()
        mine = Posting.objects.filter(cohort=row.cohort, organisation=row.organisation_id, until__gt=today)
        same = mine.filter(kind=kind, text=text.strip()).exists()
        settle(rules.may_post(text, already_open=mine.count(), same=same))
        return Posting.objects.create(
            cohort=row.cohort,
            organisation_id=row.organisation_id,
            kind=kind,
            text=text.strip(),
            state=state,
            until=today + rules.POSTED_FOR,
        )


def reword(actor: Actor, posting: Posting, kind: PostingKind, text: str) -> Posting:
    """Say it in other words, checked as if they were new; it ends on the same day, and no answer so far counts."""
    require(actor, CAPABILITY, organisation=posting.organisation_id, cohort=posting.cohort_id)
    settle(rules.may_post(text, already_open=0))
    settle(rules.may_stand_unnamed(others=others_in(posting.cohort_id, {posting.organisation_id})))
    looked_at = text.strip() != posting.text or posting.state == PostingState.RETURNED
    state = look_at(posting.organisation, posting.cohort, text) if looked_at else posting.state
    with transaction.atomic():
        row = held(posting)
        settle(yes() if row.text == posting.text and row.state == posting.state else no(_CHANGED))
        if looked_at:
            row.state, row.returned_because = state, ""
        if (kind, text.strip()) != (row.kind, row.text):
            set_aside(row)
            void_answers(row)
        row.kind, row.text = kind, text.strip()
        row.save(update_fields=["kind", "text", "state", "returned_because"])
        forget_on_disk()
    return row


def take_back(actor: Actor, posting: Posting) -> None:
    """Take it back: nobody reads it any more, and tonight it is destroyed."""
    require(actor, CAPABILITY, organisation=posting.organisation_id, cohort=posting.cohort_id)
    with transaction.atomic():
        end_posting(held(posting))


def held(posting: Posting) -> Posting:
    """The posting as it is now, held. Raises Declined where it is gone."""
    rows = Posting.objects.select_for_update(of=("self",)).select_related("cohort", "organisation")
    row = rows.filter(pk=posting.pk, until__gt=clock.today()).first()
    if row is None:
        raise Declined(no(rules.NOT_OPEN))
    return row
