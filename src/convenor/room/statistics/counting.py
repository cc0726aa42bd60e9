"""Whoever registered for a session is counted once it has begun, before any of them is erased."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import THE_SYSTEM
from convenor.kernel.gate import Declined
from convenor.room.series.models import Webinar
from convenor.room.series.registered import registered_for, rows_of
from convenor.room.statistics.actions import make_table
from convenor.room.statistics.queries import ledger_of
from convenor.rules.vocabulary import SessionState

# Each is told by itself: crossed, they would describe people.
COLUMNS = ("region", "sector", "stage")


def count_who_registered(_today: date) -> None:
    """Keep how many had registered for each session that has begun, and make its table. Safe to call again."""
    begun = Webinar.objects.filter(registered=None, session__starts_at__lte=clock.now(), choices__isnull=False)
    begun = begun.exclude(session__state=SessionState.CANCELLED)
    for webinar in begun.select_related("series", "session").distinct():
        _count(webinar)


@transaction.atomic
def _count(webinar: Webinar) -> None:
    row = Webinar.objects.select_for_update(of=("self",)).select_related("series").get(pk=webinar.pk)
    if row.registered is not None:
        return
    rows, ledger = rows_of(row), ledger_of(row.series)
    row.registered = registered_for(row).count()
    row.save(update_fields=["registered"])
    if ledger is None or not rows:
        return
    title = _("Who registered: session %(number)s") % {"number": row.number}
    try:
        with transaction.atomic():
            make_table(THE_SYSTEM, ledger, rows, by=COLUMNS, title=title, crossed=False)
    except Declined:
        # Too few, or too near to what was published: then the number for the secretariat is all that stays.
        return
