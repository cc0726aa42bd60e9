"""The rows behind a table: who is counted, for which organisation, with which values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.wording import said

PERSON = "person"
LEAST_K = 3
LEAST_ORGANISATIONS = 2
MOST_ROWS = 100_000


class DisclosureError(ValueError):
    """Rows or an earlier release that cannot be used: where, what is wrong and how to mend it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """The people of a cell: how many of them each organisation has."""

    members: Mapping[str, int]

    @property
    def persons(self) -> int:
        """How many people."""
        return sum(self.members.values())

    @property
    def organisations(self) -> int:
        """How many organisations they come from."""
        return len(self.members)


def together(crowds: Sequence[Crowd]) -> Crowd:
    """The people of several cells that do not overlap."""
    members: Counter[str] = Counter()
    for crowd in crowds:
        members.update(crowd.members)
    return Crowd(members=members)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thresholds:
    """How many persons and organisations a set needs so that nobody stands out of it."""

    k: int
    k_organisations: int

    def is_small(self, crowd: Crowd) -> bool:
        """Whether a set has somebody in it and too few, so that its size is protected."""
        return 0 < crowd.persons < self.k or 0 < crowd.organisations < self.k_organisations

    def is_safe(self, crowd: Crowd) -> bool:
        """Whether a set may be counted: enough persons and organisations, and no organisation has more than half."""
        return (
            crowd.persons >= self.k
            and crowd.organisations >= self.k_organisations
            and 2 * max(crowd.members.values()) <= crowd.persons
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """One entry a person in each of the columns."""

    organisations: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.organisations)

    def crowds(self, by: Sequence[str]) -> dict[tuple[str, ...], Crowd]:
        """The people with each combination of values that somebody has, in the order of the values."""
        found: dict[tuple[str, ...], Counter[str]] = {}
        for key, organisation in zip(
            zip(*(self.columns[column] for column in by), strict=True), self.organisations, strict=True
        ):
            found.setdefault(key, Counter())[organisation] += 1
        return {key: Crowd(members=found[key]) for key in sorted(found)}


def read_rows(rows: Sequence[Mapping[str, object]], by: Sequence[str], unit: str) -> Rows:
    """Check the rows and keep what is counted; `DisclosureError` says which row cannot be used and why."""
    _can_be_counted_by(by, unit)
    if not rows:
        raise DisclosureError(said("there are no rows; give one row a person"))
    if len(rows) > MOST_ROWS:
        raise DisclosureError(
            said("there are more than {most} rows; tabulate them in parts that are read apart", most=f"{MOST_ROWS:,}")
        )
    _each_person_once([_text(row, PERSON, at) for at, row in enumerate(rows, 1)])
    return Rows(
        organisations=tuple(_text(row, unit, at) for at, row in enumerate(rows, 1)),
        columns={column: tuple(_text(row, column, at) for at, row in enumerate(rows, 1)) for column in by},
    )


def read_thresholds(k: object, k_organisations: object) -> Thresholds:
    """Check the thresholds: whole numbers, and not so small that they protect nobody."""
    return Thresholds(
        k=_whole(k, "k", LEAST_K), k_organisations=_whole(k_organisations, "k-organisations", LEAST_ORGANISATIONS)
    )


def _whole(number: object, name: str, least: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise DisclosureError(
            said(
                "{name}: {number} is not a whole number; write one of at least {least}",
                name=name,
                number=repr(number),
                least=least,
            )
        )
    if number < least:
        raise DisclosureError(
            said(
                "{name}: {number} is too small to protect anybody; it must be at least {least}",
                name=name,
                number=number,
                least=least,
            )
        )
    return number


def _can_be_counted_by(by: Sequence[str], unit: str) -> None:
    if not by:
        raise DisclosureError(said("no column is named; name at least one to count by"))
    for at, column in enumerate(by):
        if column in (PERSON, unit):
            raise DisclosureError(
                said('a table by "{column}" would name those who are counted; name another column', column=column)
            )
        if column in by[:at]:
            raise DisclosureError(said('the column "{column}" is named twice; name it once', column=column))


def _text(row: Mapping[str, object], column: str, at: int) -> str:
    if column not in row:
        raise DisclosureError(
            said(
                'row {row}: there is no column "{column}"; the columns are {there}',
                row=at,
                column=column,
                there=tuple(f'"{name}"' for name in row),
            )
        )
    value = row[column]
    if not isinstance(value, str):
        raise DisclosureError(
            said(
                'row {row}: "{column}" is {value} and not a text; write it as text',
                row=at,
                column=column,
                value=repr(value),
            )
        )
    if not value.strip():
        raise DisclosureError(
            said('row {row}: "{column}" is empty; fill it in, or write that it is not known', row=at, column=column)
        )
    return value


def _each_person_once(persons: Sequence[str]) -> None:
    first: dict[str, int] = {}
    for at, person in enumerate(persons, 1):
        if person in first:
            raise DisclosureError(
                said(
                    'row {row}: the person "{person}" is in row {before} already; give each person one row',
                    row=at,
                    person=person,
                    before=first[person],
                )
            )
        first[person] = at
