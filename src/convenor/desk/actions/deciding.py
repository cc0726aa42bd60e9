"""Sending a draft on its way, deciding on it, and releasing it as a copy."""

from datetime import date

from django.db import transaction

from convenor.desk import doors
from convenor.desk.actions.announcing import say_that_a_note_changed
from convenor.desk.actions.stage import (
    alone,
    decided_on,
    found_ready,
    go_on_to,
    held,
    held_in_place,
    may_decide,
    reopen,
    text_is_ready,
)
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.newsletters import takers_of
from convenor.desk.queries import facts_of, nominees_of, second_readers, with_facts
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.queries import secretariat_accounts
from convenor.public.library.models import Output, Translation
from convenor.rules.note import tidy
from convenor.rules.release import may_publish, window
from convenor.rules.verdict import no
from convenor.rules.vocabulary import DraftKind, DraftState


def send(actor: Actor, draft: Draft, *, digest: str) -> None:
    """Send a settled draft to a second pair of eyes."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = held_in_place(draft, digest)
        go_on_to(row, DraftState.SECOND_PAIR)
        settle(text_is_ready(row))
        row.save()
        audit.record(actor, "draft.sent", kind="draft", subject=row.pk)
        for account in second_readers(row):
            emit("draft_waits", draft=str(row.pk), account=str(account.pk))


def approve(actor: Actor, draft: Draft, *, digest: str, until: date | None = None) -> None:
    """Agree to exactly this text as the second pair of eyes; the members of its cohort may then object until a date.

    That is the text with what was kept and agreed to in it: whatever is kept later asks for a new look.
    A draft about no one cohort has nobody to ask: it can be released as soon as it is approved.
    """
    require(actor, "draft.decide")
    with transaction.atomic():
        row = held_in_place(draft, digest)
        if row.state != DraftState.SECOND_PAIR:
            raise Declined(no("This draft does not wait for a second pair of eyes."))
        checked = check_draft(row)
        settle(may_decide(actor, row, checked))
        settle(found_ready(checked))
        row.approvals.create(account_id=actor.account, digest=decided_on(row), approved_at=clock.now())
        audit.record(actor, "draft.approved", kind="draft", subject=row.pk)
        if row.cohort is None:
            row.changed_at = clock.now()
        else:
            _open_window(actor, row, until, decides_alone=False)
        row.save()


def open_to_members(actor: Actor, draft: Draft, *, digest: str, until: date) -> None:
    """Where nobody else could look: let the members' time to object stand in for the second pair of eyes."""
    require(actor, "draft.decide")
    with transaction.atomic():
        row = held_in_place(draft, digest)
        if not alone(actor, row, check_draft(row)):
            raise Declined(no("Somebody else of the secretariat can look at this draft. Send it to them instead."))
        settle(text_is_ready(row))
        _open_window(actor, row, until, decides_alone=True)
        row.save()


def send_back(actor: Actor, draft: Draft, *, note: str) -> None:
    """Send a draft back to be written on, with a note on what is missing."""
    require(actor, "draft.decide")
    with transaction.atomic():
        row = held(draft)
        if row.state not in {DraftState.SECOND_PAIR, DraftState.OBJECTIONS}:
            raise Declined(no("This draft is not on its way, so there is nothing to send back."))
        if not note.strip():
            raise Declined(no("Say what is missing, so that the writer knows what to do."))
        reopen(row)
        row.save()
        row.sendings_back.create(account_id=actor.account, note=tidy(note), sent_at=clock.now())
        audit.record(actor, "draft.sent_back", kind="draft", subject=row.pk)


def release(actor: Actor, draft: Draft, *, digest: str) -> Output:
    """Publish a copy, once two pairs of eyes agreed to exactly this text and the members' time to object is over.

    The copy carries the caveats that the facts of the day call for; nothing on it leads back here (A-19). An issue of
    the newsletter is mailed to whoever takes it; a correction or a translation of one is not. Of a translation the
    output is the one that it translates.
    """
    require(actor, "draft.decide")
    with transaction.atomic():
        row = held_in_place(draft, digest)
        _settle_release(actor, row)
        copy = doors.shelve_translation(row) if row.translates else doors.shelve(row)
        output = copy.output if isinstance(copy, Translation) else copy
        go_on_to(row, DraftState.RELEASED)
        row.released_at = clock.now()
        if row.corrects is None:
            row.output = copy.key
        row.save()
        audit.record(actor, "output.released", kind="draft", subject=row.pk)
        say_that_a_note_changed(row)
        for account in _who_hears_of(row):
            emit("output_released", draft=str(row.pk), account=account)
        for subscription in takers_of(row).values_list("pk", flat=True):
            emit("newsletter_due", subscription=str(subscription), output=str(output.key))
    return output


def _open_window(actor: Actor, draft: Draft, until: date | None, *, decides_alone: bool) -> None:
    if until is None:
        raise Declined(no("Choose the last day on which members may object."))
    settle(window(opens=clock.today(), until=until, alone=decides_alone))
    go_on_to(draft, DraftState.OBJECTIONS)
    draft.objections_until = until
    audit.record(actor, "objections.opened", kind="draft", subject=draft.pk)
    for account in nominees_of(draft.cohort) if draft.cohort else ():
        emit("objections_opened", draft=str(draft.pk), account=str(account.pk))


def _settle_release(actor: Actor, draft: Draft) -> None:
    """Raise Declined as long as anything speaks against a release."""
    if draft.state not in {DraftState.SECOND_PAIR, DraftState.OBJECTIONS}:
        raise Declined(no("This draft is not ready: a second pair of eyes and the members come first."))
    if draft.corrects is not None and draft.corrects.state != DraftState.RELEASED:
        raise Declined(no("What this corrects was withdrawn, so there is nothing to correct any more."))
    if draft.translates is not None and draft.translates.state != DraftState.RELEASED:
        raise Declined(no("What this translates was withdrawn, so there is nothing to translate any more."))
    settle(text_is_ready(draft))
    looked_at = decided_on(draft)
    if not draft.approvals.filter(digest=looked_at).exists():
        settle(may_decide(actor, draft, check_draft(draft)))
        draft.approvals.create(account_id=actor.account, digest=looked_at, approved_at=clock.now())
    if draft.cohort is not None and draft.state != DraftState.OBJECTIONS:
        raise Declined(no("The members have not seen it yet. Open their time to object first."))
    facts = facts_of(with_facts(Draft.objects.filter(pk=draft.pk)).get(), alone=False)
    settle(may_publish(facts, clock.today()))


def _who_hears_of(draft: Draft) -> list[str]:
    # A page of the site is no news: those who made it public know.
    if draft.kind == DraftKind.PAGE:
        return []
    accounts = {str(account.pk) for account in secretariat_accounts()}
    if draft.cohort is not None:
        accounts |= {str(account.pk) for account in nominees_of(draft.cohort)}
    return sorted(accounts)
