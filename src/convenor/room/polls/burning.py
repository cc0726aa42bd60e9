"""Answers are destroyed on their day, like the sealed notes of a session (AC-25)."""

from datetime import date

from django.db import transaction

from convenor.kernel import audit
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import require
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.polls.actions.polls import clear_away
from convenor.room.polls.models import Ballot, Prompt


def burn_answers(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Destroy the answers whose day has come, with their themes; say how many. It is safe to call again.

    The question stays, and so do tables and what members were shown; the trail keeps an entry with the count.
    """
    require(actor, "poll.change")
    burnt = 0
    with transaction.atomic():
        for prompt in Prompt.objects.filter(burn_on__lte=today).select_for_update(of=("self",)):
            gone, _ = prompt.answers.all().delete()
            prompt.themes.all().delete()
            if gone:
                audit.record(actor, "answers.burnt", kind="prompt", subject=f"{prompt.pk} answers: {gone}")
            burnt += gone
        burnt += _burn_ballots(today, actor)
        forget_on_disk()
    clear_away()
    return burnt


def _burn_ballots(today: date, actor: Actor) -> int:
    """Destroy the ballots of polls whose day has come; what the room was shown of them stays."""
    due = Ballot.objects.filter(poll__burn_on__lte=today)
    for poll in sorted(set(due.order_by().values_list("poll", flat=True))):
        audit.record(actor, "ballots.burnt", kind="poll", subject=poll)
    return due.delete()[0]
