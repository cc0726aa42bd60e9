"""What happens by itself once a day: `convenor.wiring.DAILY` names it, the worker carries it out.

The round asks for its own successor, so that one row in the queue is all the memory it needs. A chore that fails does
not keep the others from being done; it is done the next day, and the failure is in the log.
"""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.kernel.language import english
from convenor.kernel.models import Event
from convenor.rules.retention import Record, kept_for

AT_NIGHT = time(2, tzinfo=UTC)
OUTBOX_KEPT_FOR = kept_for(Record.OUTBOX)
log = logging.getLogger("convenor.daily")

Chore = Callable[[date], object]


def begin() -> None:
    """Ask for a first round unless one waits already; called whenever a worker starts."""
    _ask_for_a_round(None)


@task()
def daily_round() -> None:
    """Do each chore of the day, then ask for tomorrow's round."""
    try:
        with clock.standing_at(installation().today):
            chores_of_the_day()
    finally:
        # A database that is away for a moment must not end the chain.
        _ask_for_a_round(_next_night(timezone.now()))


def chores_of_the_day() -> None:
    """Do each chore of the day that the clock shows; safe to call again."""
    # A demonstration goes on to another day from a page in any language.
    with english():
        for path in import_string(settings.CONVENOR_DAILY):
            _do(path, clock.today())


def _ask_for_a_round(run_after: datetime | None) -> None:
    """One that waits is enough: two workers that begin at once become one chain again after their first night."""
    with transaction.atomic():
        waiting = DBTaskResult.objects.filter(task_path=daily_round.module_path, status="READY")
        if not waiting.exists():
            daily_round.using(run_after=run_after).enqueue()


def _do(path: str, today: date) -> None:
    chore: Chore = import_string(path)
    try:
        with transaction.atomic():
            chore(today)
    except Exception as error:  # a chore may fail in any way; the others must still be done
        log.warning("%s failed and is tried again tomorrow", path, exc_info=error)


def forget_what_is_over(_today: date) -> None:
    """Remove sign-ins that have ended, rounds of the queue that are done, and what letters were due long ago."""
    Event.objects.filter(at__lt=clock.now() - OUTBOX_KEPT_FOR).delete()
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)


def _next_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.date(), AT_NIGHT)
    return tonight if tonight > now else tonight + timedelta(days=1)
