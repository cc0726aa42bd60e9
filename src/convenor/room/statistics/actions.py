"""Making a table about a room, and entering it into the ledger when the desk publishes it."""

import json
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.statistics import noise
from convenor.room.statistics.models import FLOOR, USUAL_BUDGET, Ledger, Table
from convenor.room.statistics.queries import (
    budget_of,
    is_up_to_date,
    ledger_of,
    published,
    published_words,
    releases,
)
from convenor.room.statistics.reach import Room, about
from convenor.rules.disclosure import DisclosureError, Thresholds, release_from_json, tabulate
from convenor.rules.disclosure.budget import can_be_drawn, can_be_frozen
from convenor.rules.disclosure.columns import Doubt, doubts, stand_alone, told_apart, values_of
from convenor.rules.disclosure.noisy import Question, count, read_question, tell, told_one_way
from convenor.rules.participants import ListError, in_known_words
from convenor.rules.verdict import Verdict, no, yes

CAPABILITY = "statistics.change"
Row = dict[str, str]


@transaction.atomic
def open_ledger(
    actor: Actor, room: Room, *, k: int, k_organisations: int, budget: float = USUAL_BUDGET, most_of_one: int = 1
) -> Ledger:
    """Freeze how many people and organisations a number about this room needs; nobody changes it afterwards.

    Frozen with it is what tables with noise may cost in all, and how many people of one organisation these count.
    """
    require(actor, CAPABILITY)
    settle(_thresholds(k, k_organisations))
    settle(can_be_frozen(budget, most_of_one))
    if ledger_of(room) is not None:
        raise Declined(no(_("The thresholds of this room are set, and they stay. Go on and make a table.")))
    ledger = Ledger.objects.create(
        **about(room),
        k=k,
        k_organisations=k_organisations,
        budget=budget,
        most_of_one=most_of_one,
        opened_at=clock.now(),
    )
    audit.record(actor, "ledger.opened", kind="ledger", subject=ledger.pk)
    return ledger


@transaction.atomic
def make_table(
    actor: Actor,
    ledger: Ledger,
    rows: Sequence[Row],
    *,
    by: Sequence[str],
    title: str,
    meant: Mapping[str, str] | None = None,
    crossed: bool = True,
) -> Table:
    """Count the rows, checked against everything published about the room; the rows themselves are not kept.

    `meant` says of a column that looks like a published one which of the two it is: the name of the published one, or
    its own where it is about something else. Columns that are not `crossed` are each told by themselves. The same table
    made twice is one.
    """
    require(actor, CAPABILITY)
    row = Ledger.objects.select_for_update().get(pk=ledger.pk)
    before = releases(row)
    try:
        told, columns, asked = _in_the_rooms_words(row, rows, by, meant or {})
        release = tabulate(told, columns, before, row.k, row.k_organisations, room=str(row.pk), crossed=crossed)
    except (DisclosureError, ListError) as error:
        raise Declined(no(error.args[0])) from error
    table, is_new = row.tables.get_or_create(
        title=title,
        release=release,
        told_apart=_as_kept(asked),
        position=None,
        defaults={"after": len(before), "made_at": clock.now()},
    )
    if is_new:
        audit.record(actor, "table.made", kind="table", subject=table.pk)
        _record(actor, table, asked)
    return table


@transaction.atomic
def draw_table(
    actor: Actor,
    ledger: Ledger,
    rows: Sequence[Row],
    *,
    column: str,
    values: Sequence[str],
    epsilon: float,
    title: str,
    meant: Mapping[str, str] | None = None,
    draw: Callable[..., Sequence[int]] = noise.draw,
) -> Table:
    """Count the rows by the values that were possible, with noise; the room has spent it once the numbers are drawn.

    It stays spent where the table is thrown away, because somebody saw the numbers. The same table of the same people
    is drawn once: whoever asks again gets these numbers, or the mean of many draws would give the true ones.
    """
    require(actor, CAPABILITY)
    row = Ledger.objects.select_for_update().get(pk=ledger.pk)
    limits, earlier = Thresholds(k=row.k, k_organisations=row.k_organisations), releases(row)
    try:
        told, (name,), asked = _in_the_rooms_words(row, rows, [column], meant or {})
        question = read_question(name, values, epsilon=epsilon, most=row.most_of_one)
        before = [release_from_json(release) for release in earlier]
        told_one_way([name], before, noisy=True)
        counted = count(told, question)
        drawn_of = _digest(row, told, question)
        if same := row.tables.filter(drawn_of=drawn_of).first():
            return _retitled(same, title)
        settle(can_be_drawn(budget_of(row), epsilon, people=counted.people, most=question.most))
        drawn = draw(counted.counts, epsilon=epsilon, most=question.most)
        release = tell(question, drawn, limits=limits, earlier=before, room=str(row.pk))
    except (DisclosureError, ListError) as error:
        raise Declined(no(error.args[0])) from error
    row.spent += epsilon
    row.save(update_fields=["spent"])
    table = row.tables.create(
        title=title,
        release=release.as_json(),
        told_apart=_as_kept(asked),
        drawn_of=drawn_of,
        after=len(before),
        made_at=clock.now(),
    )
    audit.record(actor, "table.drawn", kind="table", subject=table.pk)
    _record(actor, table, asked)
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
    settle(_may_stand_beside_the_rest(row))
    row.position, row.published_at, row.drawn_of = len(published(ledger)) + 1, clock.now(), ""
    row.save(update_fields=["position", "published_at", "drawn_of"])
    return row


def _in_the_rooms_words(
    ledger: Ledger, rows: Sequence[Row], by: Sequence[str], meant: Mapping[str, str]
) -> tuple[list[Row], list[str], tuple[Doubt, ...]]:
    """The rows and columns as the room's tables spell them, and what was asked about the columns and confirmed."""
    known, apart = published_words(ledger), {column for column in by if meant.get(column) == column}
    told, columns = in_known_words(rows, by, known, meant)
    asked = doubts(values_of(told, columns), known)
    settle(told_apart(asked, apart))
    settle(stand_alone(told, columns, known))
    return told, columns, asked


def _as_kept(asked: Sequence[Doubt]) -> list[dict[str, object]]:
    return [{"column": doubt.column, "like": list(doubt.like)} for doubt in asked]


def _record(actor: Actor, table: Table, asked: Sequence[Doubt]) -> None:
    for _doubt in asked:
        audit.record(actor, "column.told_apart", kind="table", subject=table.pk)


def _digest(ledger: Ledger, rows: Sequence[Row], question: Question) -> str:
    """What noise is drawn for; keyed with a secret outside the database, so that it confirms no guess about a list."""
    people = sorted([row["person"], row["organisation"], row[question.column]] for row in rows)
    asked = [str(ledger.pk), question.column, question.values, question.epsilon, question.most]
    return salted_hmac("convenor.statistics.drawn", json.dumps([asked, people]), algorithm="sha256").hexdigest()


def _retitled(table: Table, title: str) -> Table:
    if table.title != title:
        table.title = title
        table.save(update_fields=["title"])
    return table


def _thresholds(k: int, k_organisations: int) -> Verdict:
    if k_organisations < FLOOR or k < k_organisations:
        return no(
            _("At least %(floor)s organisations, and at least as many people: with fewer, whoever is meant is known.")
            % {"floor": FLOOR}
        )
    return yes()


def _not_published(table: Table) -> Verdict:
    return yes() if table.position is None else no(_("This table is published; what was read stays in the ledger."))


def _may_stand_beside_the_rest(table: Table) -> Verdict:
    if is_up_to_date(table):
        return yes()
    if table.is_noisy:
        return no(
            _(
                "What this table tells with noise was published exactly since it was drawn, and two numbers for one "
                "thing would say more together than either says. Throw it away."
            )
        )
    return no(
        _(
            "Another table about this room was published since this one was made, and the two together might give "
            "somebody away. Make it again from the list; it is then checked against that one, too."
        )
    )
