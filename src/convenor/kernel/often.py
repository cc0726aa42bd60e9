"""What happens by itself every few minutes: `convenor.wiring.OFTEN` names it, the worker carries it out.

As `kernel.daily`: a round asks for its own successor, and a chore that fails does not keep the others from being done.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.kernel.outbox import deliver

EVERY = timedelta(minutes=5)
log = logging.getLogger("convenor.often")

Chore = Callable[[], object]


def begin() -> None:
    """Ask for a first round unless one waits already; called whenever a worker starts."""
    _ask_for_a_round(None)


@task()
def often_round() -> None:
    """Do what is done every few minutes, then ask for the next round; rounds that are over leave nothing behind."""
    try:
        with clock.standing_at(installation().today):
            for path in import_string(settings.CONVENOR_OFTEN):
                _do(path)
        # A delivery that is done leaves the hour in the queue, which its event may not keep (ADR 0004).
        over = (often_round.module_path, deliver.module_path)
        DBTaskResult.objects.filter(task_path__in=over, status="SUCCESSFUL").delete()
    finally:
        # A database that is away for a moment must not end the chain.
        _ask_for_a_round(timezone.now() + EVERY)


def _do(path: str) -> None:
    chore: Chore = import_string(path)
    try:
        chore()
    except Exception as error:  # a chore may fail in any way; the others must still be done
        log.warning("%s failed and is tried again", path, exc_info=error)


def _ask_for_a_round(run_after: datetime | None) -> None:
    with transaction.atomic():
        if not DBTaskResult.objects.filter(task_path=often_round.module_path, status="READY").exists():
            often_round.using(run_after=run_after).enqueue()
