"""How far a draft is, held and asked by every action that depends on it."""

import hashlib
import json

from django.utils.translation import gettext as _

from convenor.desk.checks import Checked, check_draft
from convenor.desk.models import Draft
from convenor.desk.translations import is_whole
from convenor.desk.wording import Wording, wording_of
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import settle
from convenor.people.queries import secretariat_accounts
from convenor.rules.lifecycle import may_follow
from convenor.rules.release import may_leave, window_passed
from convenor.rules.second_pair import ReleaseFacts, second_pair_of_eyes, window_stands_in
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftKind, DraftState, WaiverState
from convenor.rules.wording import said

_ARRIVED = frozenset({DraftState.RELEASED, DraftState.WITHDRAWN})


def held(draft: Draft) -> Draft:
    """The draft as it is now, held until the transaction ends."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related(
        "cohort", "series", "session__year", "corrects", "translates"
    )
    return rows.get(pk=draft.pk)


def seen_in(draft: Draft) -> str:
    """What somebody has looked at who sees a draft: its text, and of a page of the site where it will stand."""
    text = wording_of(draft).digest
    return f"{text}-{draft.section}-{draft.rank}" if _has_a_place(draft) else text


def held_at(draft: Draft, seen: str) -> Draft:
    """The draft, held, if its text is still the one that was looked at. Raises Declined if somebody changed it."""
    row = held(draft)
    settle(unchanged(row, seen))
    return row


def held_in_place(draft: Draft, seen: str) -> Draft:
    """The same for what decides where a page stands, too. Raises Declined if somebody moved it."""
    row = held_at(draft, seen)
    settle(yes() if seen == seen_in(row) else _moved())
    return row


def unchanged(draft: Draft, seen: str) -> Verdict:
    """Whether a draft is still what somebody looked at; where only its text was, a place does not matter."""
    text, _dash, place = seen.partition("-")
    if text != wording_of(draft).digest:
        return no("The text was changed since you opened this page. Look at it again, then decide.")
    return _moved() if place and seen != seen_in(draft) else yes()


def _moved() -> Verdict:
    return no(_("This page was moved on the site since you opened this. Look at where it will stand now, then decide."))


def _has_a_place(draft: Draft) -> bool:
    # A translation stands where its original does.
    return draft.kind == DraftKind.PAGE and draft.translates_id is None


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
    _void_waivers(actor, draft)
    return True


def _void_waivers(actor: Actor, draft: Draft) -> None:
    """Note which agreements and questions are about words that are not there any more; a no stays a no."""
    rows = list(draft.waivers.filter(state__in=[WaiverState.WAITING, WaiverState.AGREED]))
    checked = check_draft(draft) if rows else None
    if checked is None or checked.trouble:
        return
    there = {matter.agreed_on for matter in checked.matters}
    for row in rows:
        if row.wording not in there:
            row.state = WaiverState.VOID
            row.save(update_fields=["state"])
            audit.record(actor, "waiver.voided", kind="waiver", subject=row.pk)


def decided_on(draft: Draft) -> str:
    """What an approval is bound to: the text and its place, why words in it were kept, and who agreed to which."""
    agreed = draft.waivers.filter(state=WaiverState.AGREED)
    kept = [
        sorted([row.wording, row.reason, str(row.account_id), row.kept_at.isoformat()] for row in draft.keepings.all()),
        sorted([row.wording, row.organisation_id, str(row.answered_by_id), str(row.answered_at)] for row in agreed),
    ]
    seen = seen_in(draft)
    # A column has room for a digest alone.
    bare = not any(kept) and not _has_a_place(draft)
    return seen if bare else hashlib.sha256(json.dumps([seen, kept]).encode()).hexdigest()


def text_is_ready(draft: Draft) -> Verdict:
    """Whether the check leaves nothing open, asked anew: the roster may have changed since somebody looked."""
    whole = is_whole(draft)
    return found_ready(check_draft(draft)) if whole.allowed else whole


def found_ready(checked: Checked) -> Verdict:
    """The same of what was just checked."""
    if checked.trouble:
        return no(said("The text cannot be checked, so it cannot go on: {trouble}.", trouble=checked.trouble))
    return may_leave(checked.facts())


def may_decide(actor: Actor, draft: Draft, checked: Checked) -> Verdict:
    """Whether this person is the second pair of eyes for a draft, or stands in for it."""
    return second_pair_of_eyes(_release_facts(actor, draft, checked))


def alone(actor: Actor, draft: Draft, checked: Checked) -> bool:
    """Whether nobody else of the secretariat could look first at what was written and kept."""
    facts = _release_facts(actor, draft, checked)
    return window_stands_in(facts)


def _release_facts(actor: Actor, draft: Draft, checked: Checked) -> ReleaseFacts:
    officers = {str(pk) for pk in secretariat_accounts().values_list("pk", flat=True)}
    writers = frozenset(str(account) for account in draft.writers.values_list("account", flat=True))
    keepers = frozenset(str(matter.kept.account_id) for matter in checked.kept if matter.kept)
    return ReleaseFacts(
        writers=writers,
        keepers=keepers & officers,
        decider=actor.account,
        officers=len(officers),
        free=len(officers - writers - keepers),
        window_passed=window_passed(draft.objections_until, clock.today()),
    )
