"""Thanking experts: whoever wanted to hear what came of a session is sent the note that was published of it."""

from django.db import transaction

from convenor.desk.models import Draft
from convenor.desk.queries import public_address
from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.room.meetings.thanks import how_many_wait, set_out
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import DraftState


def thank_experts(actor: Actor, draft: Draft) -> int:
    """Send each of them the published note, alone; with that mail the address is destroyed. Says how many."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = Draft.objects.select_for_update(of=("self",)).select_related("session", "corrects").get(pk=draft.pk)
        is_public = row.state == DraftState.RELEASED and not row.translates_id and public_address(row) is not None
        settle(yes() if is_public else no("Only what is published is sent. Publish the note first."))
        waiting = set_out(row.session, row.pk) if row.session else []
        settle(yes() if waiting else no("Nobody waits to hear of it: whoever wanted to was told, or it is too late."))
        for one in waiting:
            emit("expert_thanked", thanks=one)
        audit.record(actor, "experts.thanked", kind="draft", subject=row.pk)
    return len(waiting)


def waiting_for(draft: Draft) -> int:
    """How many wait to hear of a published note; never who."""
    if draft.state != DraftState.RELEASED or draft.session is None or draft.translates_id is not None:
        return 0
    return how_many_wait(draft.session)
