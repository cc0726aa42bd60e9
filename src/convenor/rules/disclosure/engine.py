"""What is published of a room: each table that is asked for, or that it is withheld."""

from collections.abc import Mapping, Sequence

from convenor.rules.disclosure.crossed import linked_tables
from convenor.rules.disclosure.first import LINKED, LOOKED_AT, Plan, is_harmless, plan
from convenor.rules.disclosure.later import first_table, frozen_blocks, later_table, was_crossed
from convenor.rules.disclosure.merging import Block
from convenor.rules.disclosure.noisy import told_one_way
from convenor.rules.disclosure.release import Release, Table, Withheld
from convenor.rules.disclosure.rows import Rows, Thresholds

Hierarchy = Mapping[str, Mapping[str, str]]


def publish(
    rows: Rows,
    by: Sequence[str],
    earlier: Sequence[Release],
    limits: Thresholds,
    *,
    hierarchy: Hierarchy | None = None,
    room: str | None = None,
    crossed: bool = True,
) -> Release:
    """Make the release that says as much as the thresholds and all earlier releases of the room allow.

    Where it is not to be `crossed`, each column is told by itself, as far as nothing protected follows from them all.

    Raises DisclosureError for a column that was published with noise. Noise rules nothing out, so otherwise such a
    release neither binds this one nor adds to what is certain.
    """
    told_one_way(by, earlier, noisy=False)
    limits = _largest(limits, earlier)
    tables, unseen = _tables(rows, by, earlier, limits, hierarchy or {}, crossed=crossed)
    wanted = [(column,) for column in by] + ([tuple(by)] if crossed and len(by) > 1 else [])
    found = {table.by: table for table in tables}
    return Release(
        k=limits.k,
        k_organisations=limits.k_organisations,
        by=tuple(by),
        tables=tuple(found[one] for one in wanted if one in found),
        withheld=tuple(Withheld(by=one, open=unseen.issuperset(one)) for one in wanted if one not in found),
        room=room,
        after=tuple(release.digest for release in earlier),
    ).sealed()


def _largest(limits: Thresholds, earlier: Sequence[Release]) -> Thresholds:
    """The largest thresholds ever used: what a larger one protects, a smaller one must not give away later."""
    return Thresholds(
        k=max([limits.k, *(release.k for release in earlier)]),
        k_organisations=max([limits.k_organisations, *(release.k_organisations for release in earlier)]),
    )


def _tables(
    rows: Rows,
    by: Sequence[str],
    earlier: Sequence[Release],
    limits: Thresholds,
    hierarchy: Hierarchy,
    *,
    crossed: bool,
) -> tuple[list[Table], set[str]]:
    """The tables that may be published, and the columns that were not looked at."""
    if rows.size < LOOKED_AT * limits.k:
        return [], set(by)
    settled = {column for release in earlier for column in release.settled()}
    told = {column: table for column in by if column in settled and (table := first_table(column, earlier))}
    known = {column: frozen_blocks(table, rows) for column, table in told.items()}
    fresh = [column for column in by if column not in settled]
    if rows.size < LINKED * limits.k and len(by) > 1:
        # In a small room two columns bound each other too closely; which one is told is decided without looking.
        fresh, unseen = ([], set(fresh)) if known else (fresh[:1], set(fresh[1:]))
    else:
        unseen = set()
    plans = [found for column in fresh if (found := plan(rows, column, limits, hierarchy.get(column)))]
    later = [
        table
        for column, one in told.items()
        if (table := later_table(one, rows, limits, crossed=was_crossed(column, earlier)))
    ]
    return [*later, *_first(plans, known, rows, by, limits, crossed=crossed)], unseen


def _first(
    plans: Sequence[Plan],
    known: Mapping[str, Sequence[Block]],
    rows: Rows,
    by: Sequence[str],
    limits: Thresholds,
    *,
    crossed: bool,
) -> list[Table]:
    """The tables of columns that were never published, crossed where all are new and counted."""
    if crossed and len(plans) == len(by) > 1 and all(one.is_exact for one in plans):
        tables = linked_tables(plans, rows, limits)
        if tables:
            return tables
    accepted: list[Plan] = []
    for one in plans:
        alone = not known and not accepted
        if alone or is_harmless([*accepted, one], known, rows, limits):
            accepted.append(one)
    return [one.table(rows.size) for one in accepted]
