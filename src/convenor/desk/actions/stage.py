"""How far a draft is, held and asked by every action that depends on it."""

from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.queries import officers
from convenor.desk.wording import Wording, wording_of
from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import settle
from convenor.rules.lifecycle import may_follow
from convenor.rules.policy import ReleaseFacts, second_pair_of_eyes
from convenor.rules.release import may_leave, window_passed
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftState

_ARRIVED = frozenset({DraftState.RELEASED, DraftState.WITHDRAWN})


def held(draft: Draft) -> Draft:
    """The draft as it is now, held until the transaction ends."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("cohort", "series", "session__year", "corrects")
    return rows.get(pk=draft.pk)


def held_at(draft: Draft, digest: str) -> Draft:
    """The draft, held, if its text is still the one that was looked at. Raises Declined if somebody changed it."""
    row = held(draft)
    settle(unchanged(row, digest))
    return row


def unchanged(draft: Draft, digest: str) -> Verdict:
    """Whether the text is still the one that somebody looked at."""
    if wording_of(draft).digest == digest:
        return yes()
    return no("The text was changed since you opened this page. Look at it again, then decide.")


def at_the_desk(draft: Draft) -> Verdict:
    """Whether a draft can still be written on."""
    if draft.state not in _ARRIVED:
        return yes()
    if draft.state == DraftState.RELEASED:
        return no("This text is published. Begin a correction to change it.")
    return no("This draft is withdrawn, and that is final. Begin a new draft instead.")


def go_on_to(draft: Draft, state: DraftState) -> None:
    """Move a draft to its next state. Raises Declined where that may not follow."""
    settle(may_follow(DraftState(draft.state), state))
    draft.state, draft.changed_at = state, clock.now()


def reopen(draft: Draft) -> None:
    """Take a draft back to be written on; whoever approved it has to look again."""
    if draft.state != DraftState.DRAFT:
        go_on_to(draft, DraftState.DRAFT)
        draft.objections_until = None
        draft.approvals.all().delete()


def rewrite(actor: Actor, draft: Draft, wording: Wording) -> bool:
    """Give a draft other words, note who wrote them, and take it back to be written on; whether anything changed."""
    if wording == wording_of(draft):
        return False
    settle(at_the_desk(draft))
    reopen(draft)
    for field in wording.__slots__:
        setattr(draft, field, getattr(wording, field))
    draft.changed_at = clock.now()
    draft.save()
    draft.writers.get_or_create(account_id=actor.account)
    return True


def text_is_ready(draft: Draft) -> Verdict:
    """Whether the check leaves nothing open, asked anew: the roster may have changed since somebody looked."""
    checked = check_draft(draft)
    if checked.trouble:
        return no(f"The text cannot be checked, so it cannot go on: {checked.trouble}.")
    return may_leave(checked.facts())


def may_decide(actor: Actor, draft: Draft) -> Verdict:
    """Whether this person is the second pair of eyes for a draft, or stands in for it."""
    facts = ReleaseFacts(
        writers=frozenset(str(account) for account in draft.writers.values_list("account", flat=True)),
        decider=actor.account,
        officers=officers(),
        window_passed=window_passed(draft.objections_until, clock.today()),
    )
    return second_pair_of_eyes(facts)


def alone(actor: Actor, draft: Draft) -> bool:
    """Whether nobody else of the secretariat could look at what this person wrote."""
    return officers() <= 1 and draft.writers.filter(account__pk=actor.account).exists()
