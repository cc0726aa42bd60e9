"""Is a column that seems new one that was published before, or made of one?

The engine knows a column by its name alone. The same question under another name, or a country beside its region,
would be two columns that it does not hold together, and a reader subtracts one table from the other (A-22). Nothing
here can know what was asked; so where it looks like that, the officer says what it is.

That an officer is asked, or is refused a table, tells a reader nothing: no table is made of it, and which tables
somebody wanted is not published.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from convenor.rules.participants import NOT_KNOWN, PLACES, bare
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import Said, beside, said

# So often at least the value in one column has to foretell that in another until it is no chance.
FORETOLD = 5
# A column is one of countries where nearly all of its values are some.
_NEARLY_ALL = 0.8


class Kinship(StrEnum):
    """How a column that seems new is like one that was published."""

    SAME_VALUES = "same_values"
    PLACES_IN_PLACES = "places_in_places"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A column that seems new, and the published ones that it may be the same as, or made of."""

    column: str
    like: tuple[str, ...]
    kinship: Kinship


def values_of(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> dict[str, set[str]]:
    """What these columns say, each value once."""
    some = list(rows)
    return {column: {row[column] for row in some} for column in columns}


def doubts(fresh: Mapping[str, Collection[str]], known: Mapping[str, Collection[str]]) -> tuple[Doubt, ...]:
    """What has to be asked about the columns of a table: `known` has the values that were published of every column."""
    names = {bare(column) for column in known}
    new = {column: values for column, values in fresh.items() if bare(column) not in names}
    return tuple(doubt for column in new for doubt in _about(column, new, known))


def _about(column: str, new: Mapping[str, Collection[str]], known: Mapping[str, Collection[str]]) -> Iterator[Doubt]:
    same = tuple(name for name, values in known.items() if has_the_values_of(new[column], values))
    if same:
        yield Doubt(column=column, like=same, kinship=Kinship.SAME_VALUES)
        return
    places = tuple(name for name, values in known.items() if _within(new[column], values))
    if places:
        yield Doubt(column=column, like=places, kinship=Kinship.PLACES_IN_PLACES)


def has_the_values_of(one: Collection[str], other: Collection[str]) -> bool:
    """Whether half of the smaller set of values is in the other, two at least; a lone value has to be there.

    Of a small room only the value of most people is ever named, so one may be all that is known of a column.
    """
    first, second = _known(one), _known(other)
    smaller = min(len(first), len(second))
    shared = len(first & second)
    return smaller > 0 and 2 * shared >= smaller and shared >= min(2, smaller)


def told_apart(asked: Iterable[Doubt], apart: Collection[str]) -> Verdict:
    """Whether the officer said of every doubtful column that it is about something else: these are `apart`."""
    for doubt in asked:
        if doubt.column not in apart:
            return no(_question(doubt))
    return yes()


def _question(doubt: Doubt) -> Said:
    like = beside(" and ", [said("“{words}”", words=name) for name in doubt.like])
    if doubt.kinship is Kinship.SAME_VALUES:
        return said(
            "The values of “{column}” were published before under {like}. If it is the same question asked of the same "
            "people, give the column that name; else confirm that it is another.",
            column=doubt.column,
            like=like,
        )
    return said(
        "Whoever knows which country lies where can subtract a table by “{column}” from the one by {like} that was "
        "published. Count by {like} again, or confirm that the two are about different things, such as where somebody "
        "lives and where somebody works.",
        column=doubt.column,
        like=like,
    )


def stand_alone(rows: Sequence[Mapping[str, str]], by: Sequence[str], known: Collection[str]) -> Verdict:
    """Whether no new column follows from a published one, or from one beside it, as the region does from the country.

    The two are two groupings of the same people, and the engine takes combinations for possible that a reader knows
    to be none, also where both are asked for at once. Only what is always so in these rows counts; `rows` may hold
    more columns than are counted.
    """
    names = {bare(column) for column in known}
    published = [column for row in rows[:1] for column in row if bare(column) in names]
    for column in (one for one in by if bare(one) not in names):
        for other in [*published, *(one for one in by if one != column and one not in published)]:
            if _foretells(rows, column, other) or _foretells(rows, other, column):
                return no(_refusal(column, other, is_published=other in published))
    return yes()


def _refusal(column: str, other: str, *, is_published: bool) -> Said:
    return said(
        "In this list “{column}” and “{other}” follow from each other, as a country and its region do. A reader could "
        "subtract a table by the one from a table by the other, and “{other}” is published. Count by “{other}” again, "
        "or by something that has nothing to do with it."
        if is_published
        else "In this list “{column}” and “{other}” follow from each other, as a country and its region do. Together "
        "they would say more than each alone. Count by one of the two.",
        column=column,
        other=other,
    )


def _foretells(rows: Sequence[Mapping[str, str]], fine: str, coarse: str) -> bool:
    """Whether whoever knows the value in one column knows that in the other: always, and not by chance."""
    unknown = bare(NOT_KNOWN)
    pairs = [(bare(row.get(fine, "")), bare(row.get(coarse, ""))) for row in rows]
    pairs = [pair for pair in pairs if unknown not in pair and "" not in pair]
    inputs, outcomes = {one for one, _ in pairs}, {other for _, other in pairs}
    return len(set(pairs)) == len(inputs) and len(outcomes) > 1 and len(pairs) - len(inputs) >= FORETOLD


def _within(one: Collection[str], other: Collection[str]) -> bool:
    """Whether the one names countries and the other regions of the world, or the other way round."""
    return {_places(one), _places(other)} == {"country", "region"}


def _places(values: Collection[str]) -> str | None:
    known = _known(values)
    return next(
        (kind for kind, names in PLACES.items() if known and len(known & names) >= _NEARLY_ALL * len(known)), None
    )


def _known(values: Iterable[str]) -> set[str]:
    return {bare(value) for value in values} - {bare(NOT_KNOWN)}
