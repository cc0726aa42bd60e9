"""Whoever registered for a session is counted once it has begun, before any of them is erased."""

from datetime import date

from django.db import transaction

from convenor.kernel import clock
from convenor.kernel.actor import THE_SYSTEM
from convenor.kernel.gate import Declined
from convenor.room.series.models import Webinar
from convenor.room.series.registered import registered_for, rows_of
from convenor.room.statistics.actions import discard_table, make_table
from convenor.room.statistics.models import Table
from convenor.room.statistics.queries import ledger_of
from convenor.room.statistics.titles import who_registered
from convenor.rules.vocabulary import SessionState

# Each is told by itself: crossed, they would describe people.
COLUMNS = ("region", "sector", "stage")


def count_who_registered(_today: date) -> None:
    """Keep how many had registered for each session that has begun, and make its table. Safe to call again."""
    begun = Webinar.objects.filter(registered=None, session__starts_at__lte=clock.now(), choices__isnull=False)
    for key in begun.exclude(session__state=SessionState.CANCELLED).values_list("pk", flat=True).distinct():
        _count(key)


@transaction.atomic
def _count(key: int) -> None:
    row = _held(pk=key)
    # It may have been moved or called off since it was found.
    if row is None or row.registered is not None or not _was_held(row):
        return
    rows, ledger = rows_of(row), ledger_of(row.series)
    row.registered = registered_for(row).count()
    row.save(update_fields=["registered"])
    if ledger is None or not rows or row.tabled:
        return
    title = who_registered(row.number)
    try:
        with transaction.atomic():
            table = make_table(THE_SYSTEM, ledger, rows, by=COLUMNS, title=title, crossed=False)
    except Declined:
        # Too few, or too near to what was published: then the number for the secretariat is all that stays.
        return
    Table.objects.filter(pk=table.pk).update(webinar=row)
    row.tabled = True
    row.save(update_fields=["tabled"])


@transaction.atomic
def count_anew(*, session: str) -> None:
    """A session was moved or called off after its time, so it was not held then: what was counted goes.

    A table that is published or at the desk stays: the one was read, of the other somebody decides. Another is made of
    none, because two of one session, laid side by side, would describe who came between them. Safe to call again.
    """
    row = _held(session__pk=session)
    if row is None or row.registered is None or _was_held(row):
        return
    row.registered, row.tabled = None, row.tabled or row.tables.exists()
    row.save(update_fields=["registered", "tabled"])
    for table in row.tables.all():
        try:
            discard_table(THE_SYSTEM, table)
        except Declined:
            continue


def _held(**which: object) -> Webinar | None:
    """A session of a series with its plan as it is now; nobody else counts it until the transaction ends."""
    rows = Webinar.objects.select_for_update(of=("self",)).select_related("series", "session")
    return rows.filter(**which).first()


def _was_held(row: Webinar) -> bool:
    """As far as anybody can know: its time has come, and it was not called off."""
    return row.session.starts_at <= clock.now() and row.session.state != SessionState.CANCELLED
