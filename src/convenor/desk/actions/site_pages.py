"""Where on the site a page stands; its words go the way of every draft."""

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.desk.actions import writing
from convenor.desk.actions.stage import at_the_desk, held, held_in_place, reopen
from convenor.desk.models import Draft
from convenor.desk.wording import Wording
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import DraftKind, PageSection


@transaction.atomic
def write(
    actor: Actor, draft: Draft, wording: Wording, *, digest: str, word_budget: int, section: PageSection, rank: int
) -> None:
    """Keep what somebody wrote on a page, and where it is to stand; nobody moves back what a colleague moved."""
    require(actor, "draft.write")
    held_in_place(draft, digest)
    writing.write(actor, draft, wording, digest=digest, word_budget=word_budget)
    put_in_place(actor, draft, section=section, rank=rank)


def put_in_place(actor: Actor, draft: Draft, *, section: PageSection, rank: int) -> None:
    """Say where on the site a page will stand; the public copy moves with its release."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = held(draft)
        settle(at_the_desk(row))
        settle(yes() if row.kind == DraftKind.PAGE else no(_("Only a page of the site stands in one of its sections.")))
        if (row.section, row.rank) != (section, rank):
            reopen(row)
            row.section, row.rank, row.changed_at = section, rank, clock.now()
            row.save()
            # Where a page stands says something, too, so whoever moved it is not its second pair of eyes.
            row.writers.get_or_create(account_id=actor.account)
            audit.record(actor, "page.moved", kind="draft", subject=row.pk)
