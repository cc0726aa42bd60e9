"""Making a table about a room, and entering it into the ledger when the desk publishes it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.statistics.models import FLOOR, Ledger, Table
from convenor.room.statistics.queries import ledger_of, published, published_words, releases
from convenor.room.statistics.reach import Room, about
from convenor.rules.disclosure import DisclosureError, tabulate
from convenor.rules.disclosure.columns import doubts, stand_alone, told_apart, values_of
from convenor.rules.participants import ListError, in_known_words
from convenor.rules.verdict import Verdict, no, yes

CAPABILITY = "statistics.change"


@transaction.atomic
def open_ledger(actor: Actor, room: Room, *, k: int, k_organisations: int) -> Ledger:
    """Freeze how many people and organisations a number about this room needs; nobody changes it afterwards."""
    require(actor, CAPABILITY)
    settle(_thresholds(k, k_organisations))
    if ledger_of(room) is not None:
        raise Declined(no(_("The thresholds of this room are set, and they stay. Go on and make a table.")))
    ledger = Ledger.objects.create(**about(room), k=k, k_organisations=k_organisations, opened_at=clock.now())
    audit.record(actor, "ledger.opened", kind="ledger", subject=ledger.pk)
    return ledger


@transaction.atomic
def make_table(
    actor: Actor,
    ledger: Ledger,
    rows: Sequence[dict[str, str]],
    *,
    by: Sequence[str],
    title: str,
    meant: Mapping[str, str] | None = None,
) -> Table:
    """Count the rows, checked against everything published about the room; the rows themselves are not kept.

    `meant` says of a column that looks like a published one which of the two it is: the name of the published one, or
    its own where it is about something else. The same table made twice is one.
    """
    require(actor, CAPABILITY)
    row = Ledger.objects.select_for_update().get(pk=ledger.pk)
    before, known, meant = releases(row), published_words(row), meant or {}
    apart = {column for column in by if meant.get(column) == column}
    try:
        told, columns = in_known_words(rows, by, known, meant)
        asked = doubts(values_of(told, columns), known)
        settle(told_apart(asked, apart))
        settle(stand_alone(told, columns, known))
        release = tabulate(told, columns, before, row.k, row.k_organisations, room=str(row.pk))
    except (DisclosureError, ListError) as error:
        raise Declined(no(str(error))) from error
    table, is_new = row.tables.get_or_create(
        title=title,
        release=release,
        told_apart=[{"column": doubt.column, "like": list(doubt.like)} for doubt in asked],
        position=None,
        defaults={"after": len(before), "made_at": clock.now()},
    )
    if is_new:
        audit.record(actor, "table.made", kind="table", subject=table.pk)
        for _doubt in asked:
            audit.record(actor, "column.told_apart", kind="table", subject=table.pk)
    return table


@transaction.atomic
def discard_table(actor: Actor, table: Table) -> None:
    """Throw away a table that nobody published."""
    require(actor, CAPABILITY)
    row = Table.objects.select_for_update().get(pk=table.pk)
    settle(_not_published(row))
    audit.record(actor, "table.discarded", kind="table", subject=row.pk)
    try:
        row.delete()
    except ProtectedError as error:
        raise Declined(
            no(_("A draft at the desk is about this table, also if it was given up, so it stays."))
        ) from error


def enter(table: Table) -> Table:
    """Put a table into the ledger, in the transaction in which the desk publishes it.

    Raises Declined where another was published since: the two together might say what neither does alone.
    """
    ledger = Ledger.objects.select_for_update().get(pk=table.ledger_id)
    row = Table.objects.select_for_update().get(pk=table.pk)
    settle(_not_published(row))
    before = published(ledger)
    settle(_made_after(row, len(before)))
    row.position, row.published_at = len(before) + 1, clock.now()
    row.save(update_fields=["position", "published_at"])
    return row


def _thresholds(k: int, k_organisations: int) -> Verdict:
    if k_organisations < FLOOR or k < k_organisations:
        return no(
            _("At least %(floor)s organisations, and at least as many people: with fewer, whoever is meant is known.")
            % {"floor": FLOOR}
        )
    return yes()


def _not_published(table: Table) -> Verdict:
    return yes() if table.position is None else no(_("This table is published; what was read stays in the ledger."))


def _made_after(table: Table, published: int) -> Verdict:
    if table.after == published:
        return yes()
    return no(
        _(
            "Another table about this room was published since this one was made, and the two together might give "
            "somebody away. Make it again from the list; it is then checked against that one, too."
        )
    )
