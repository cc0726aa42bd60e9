"""What is over is destroyed, with the events that led to it; of introductions the number stays, and nothing else.

Whoever changes an introduction holds its posting first, here as everywhere, so that nobody agrees to what is being
destroyed and nobody waits for one who waits for them.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require
from convenor.kernel.models import Event
from convenor.room.cohorts.models import Membership
from convenor.room.exchange.models import Action, Introduction, IntroductionCount, Posting, WordsLookedAt
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.rules.exchange import INTRODUCED_FOR, PUT_BACK_WITHIN, Answer

EVENTS = ("posting_answered", "introduction_made")


def forget_what_is_over(today: date, actor: Actor = THE_SYSTEM) -> None:
    """Destroy introductions and postings on their day, and actions that nobody can put back. Safe to call again."""
    require(actor, "posting.decide")
    last = today - INTRODUCED_FOR
    over = Q(made_on__lte=last) | Q(made_on=None, answered_on__lte=last)
    with transaction.atomic():
        touched = Introduction.objects.filter(over).values("posting")
        _hold(Posting.objects.filter(Q(until__lte=today) | Q(pk__in=touched)))
        forget_introductions(Introduction.objects.filter(over | Q(posting__until__lte=today, made_on=None)))
        Posting.objects.filter(until__lte=today, introductions=None).delete()
        _forget_actions(today)
        WordsLookedAt.objects.filter(on__lt=today).delete()
        forget_on_disk()


def end_posting(posting: Posting) -> None:
    """Take a posting that is held off the board at once; tonight it is destroyed.

    Who was introduced by it keeps its words until that is over: each of the two was promised to be told.
    """
    void_answers(posting)
    posting.until, posting.returned_because = clock.today(), ""
    if not posting.introductions.filter(answer=Answer.MADE).exists():
        posting.text = ""
    posting.save(update_fields=["until", "returned_because", "text"])
    forget_on_disk()


def set_aside(posting: Posting) -> None:
    """Leave who was introduced with the words, and the member, that a posting which is held had when they agreed."""
    made = posting.introductions.filter(answer=Answer.MADE)
    if made.exists():
        before = Posting.objects.create(
            cohort_id=posting.cohort_id,
            organisation_id=posting.organisation_id,
            kind=posting.kind,
            text=posting.text,
            state=posting.state,
            until=clock.today(),
        )
        made.update(posting=before)


def void_answers(posting: Posting) -> None:
    """Let what was answered to a posting that is held count no more: it was meant for what the posting said.

    What was declined becomes so, too, or whoever gave it would learn that it was.
    """
    rows = posting.introductions.filter(answer__in=(Answer.OPEN, Answer.DECLINED))
    forget_events([str(key) for key in rows.values_list("pk", flat=True)])
    rows.update(answer=Answer.VOID, words="")
    forget_on_disk()


def forget_introductions(introductions: QuerySet[Introduction]) -> None:
    """Destroy these and every event about them; those that were made are counted now, not on the day they were."""
    _hold(Posting.objects.filter(pk__in=introductions.values("posting")))
    rows = list(introductions.select_for_update(of=("self",)).select_related("posting"))
    keys = [str(row.pk) for row in rows]
    for cohort, number in sorted(Counter(row.posting.cohort_id for row in rows if row.made_on).items()):
        count, _ = IntroductionCount.objects.select_for_update().get_or_create(cohort_id=cohort)
        count.number += number
        count.save(update_fields=["number"])
    forget_events(keys)
    Introduction.objects.filter(pk__in=keys).delete()
    forget_on_disk()


def forget_events(introductions: list[str]) -> None:
    """Destroy what the outbox holds of introductions with these keys; what has not left yet never does."""
    Event.objects.filter(name__in=EVENTS, ids__introduction__in=introductions).delete()


def _hold(postings: QuerySet[Posting]) -> None:
    list(postings.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _forget_actions(today: date) -> None:
    """Those removed for long, and those of an organisation that sits nowhere any more."""
    sits = Membership.objects.filter(organisation=OuterRef("organisation"))
    lasting = Q(until=None) | Q(until__gt=today - PUT_BACK_WITHIN)
    left = ~Exists(sits.filter(lasting))
    Action.objects.filter(Q(removed_on__lte=today - PUT_BACK_WITHIN) | left).delete()
