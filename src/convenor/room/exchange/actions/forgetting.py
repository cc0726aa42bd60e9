"""What is over is destroyed, with the events that led to it; of introductions the number stays, and nothing else."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require
from convenor.kernel.models import Event
from convenor.room.cohorts.models import Membership
from convenor.room.exchange.models import Action, Introduction, IntroductionCount, Posting
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.rules.exchange import INTRODUCED_FOR, PUT_BACK_WITHIN

EVENTS = ("posting_answered", "introduction_made")


def forget_what_is_over(today: date, actor: Actor = THE_SYSTEM) -> None:
    """Destroy introductions and postings on their day, and actions that nobody can put back. Safe to call again."""
    require(actor, "posting.decide")
    last = today - INTRODUCED_FOR
    over = Q(made_on__lte=last) | Q(made_on=None, answered_on__lte=last)
    with transaction.atomic():
        forget_introductions(Introduction.objects.filter(over).select_related("posting"))
        for posting in Posting.objects.filter(until__lte=today):
            forget_posting(posting)
        _forget_actions(today)
        forget_on_disk()


def forget_posting(posting: Posting) -> None:
    """Destroy a posting with the introductions that hang on it; part of what ends it."""
    forget_introductions(posting.introductions.select_related("posting"))
    posting.delete()
    forget_on_disk()


def forget_introductions(introductions: Iterable[Introduction]) -> None:
    """Destroy these and every event about them; those that were made are counted now, not on the day they were."""
    rows = list(introductions)
    keys = [str(row.pk) for row in rows]
    for cohort, number in Counter(row.posting.cohort_id for row in rows if row.made_on).items():
        count, _ = IntroductionCount.objects.select_for_update().get_or_create(cohort_id=cohort)
        count.number += number
        count.save(update_fields=["number"])
    Event.objects.filter(name__in=EVENTS, ids__introduction__in=keys).delete()
    Introduction.objects.filter(pk__in=keys).delete()
    forget_on_disk()


def _forget_actions(today: date) -> None:
    """Those removed for long, and those of an organisation that sits nowhere any more."""
    sits = Membership.objects.filter(organisation=OuterRef("organisation"))
    lasting = Q(until=None) | Q(until__gt=today - PUT_BACK_WITHIN)
    left = ~Exists(sits.filter(lasting))
    Action.objects.filter(Q(removed_on__lte=today - PUT_BACK_WITHIN) | left).delete()
