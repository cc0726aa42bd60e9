"""A list of participants as other tools export it: its columns, and one row a person out of it.

The list is read, counted and forgotten; nothing here keeps it. Who took part is secret (R-CH-06).
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.attribution.geography import COUNTRIES, REGIONS
from convenor.rules.wording import said

MOST_ROWS = 100_000
NOT_KNOWN = "not known"
COUNTED_AS_ONE = said("Two of the columns would be counted as one. Choose one of them.")
REGION = "region"
# The continents as the United Nations counts them (M49), Western Asia with Asia; where two name a country, the first.
REGIONS_OF_THE_WORLD = {
    "Africa": ("Africa",),
    "Europe": ("Europe",),
    "Latin America": ("Latin America",),
    "North America": ("North America",),
    "Asia": ("Asia", "the Middle East", "the Caucasus"),
    "Oceania": ("Oceania",),
}

# A column is one of addresses, or of countries, where nearly all of what is filled in reads as one.
_NEARLY_ALL = 0.8
# Of fewer people nothing is told by how many of their values differ.
_MANY = 10
# What stands above the names of people, as `bare` leaves it.
_OF_NAMES = frozenset(
    "name names fullname yourname firstname lastname givenname familyname surname forename username displayname "
    "namefirst namelast namefirstname participant participants participantname attendee attendeename registrant "
    "respondent nom prénom nomcomplet nombre apellido apellidos nombrecompleto vorname nachname nome имя фамилия фио "
    "الاسم اسم 姓名 名字".split()
)
_SEPARATORS = ("\t", ";", ",")
_NEVER_SEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
# Mail that anybody can have: such an address belongs to nobody's organisation.
FREE_MAIL = frozenset(
    "aol.com fastmail.com gmail.com gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.com icloud.com live.com "
    "mail.com mail.ru me.com msn.com naver.com outlook.com pm.me proton.me protonmail.com qq.com tutanota.com web.de "
    "yahoo.co.in yahoo.co.uk yahoo.com yahoo.fr yandex.com yandex.ru zoho.com 126.com 163.com".split()
)


class ListError(ValueError):
    """The list cannot be used; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParticipantList:
    """The rows of a list, by the names of its columns, and the columns that can be made from others."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    # In which line of the text each row begins, as whoever wrote it counts them.
    lines: tuple[int, ...]
    # A column that holds countries can be counted by region, one of addresses by what stands after the @.
    countries: tuple[str, ...]
    addresses: tuple[str, ...]
    # In these nearly everybody has a value of their own, or a name: nobody is counted by them.
    naming: tuple[str, ...]

    @property
    def countable(self) -> tuple[str, ...]:
        """The columns that people may be counted by as they are."""
        return tuple(column for column in self.columns if column not in self.naming)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Which columns say who somebody is, for whom, and what to count by.

    Without an `organisation` the part of the address after the @ stands for it; where mail is anybody's, or there is no
    address, the person counts as an organisation of their own. A column in `regions` is counted as `REGION`.
    """

    person: str
    organisation: str | None
    by: tuple[str, ...]
    regions: frozenset[str] = frozenset()

    @property
    def counted(self) -> tuple[str, ...]:
        """The columns that the people are counted by."""
        return tuple(self.name_of(column) for column in self.by)

    def name_of(self, column: str) -> str:
        """What a column is called where it is counted: one of countries by the regions that they lie in."""
        return REGION if column in self.regions else column


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """One row a person, ready to be counted, and how many rows were left out as said before.

    A row holds the other columns of the list, too, so that what follows from what can be seen; only what is asked for
    is counted.
    """

    rows: tuple[dict[str, str], ...]
    repeated: int


def read_list(text: str) -> ParticipantList:
    """Read a list with a line of headings: comma, semicolon or tab between the columns, as exported or pasted.

    Raises ListError where there is no line of headings, a heading is missing or there twice, or nobody is in it.
    """
    written = [(at, line) for at, line in _lines(text.removeprefix("\ufeff")) if any(cell.strip() for cell in line)]
    if len(written) < 2:
        raise ListError(said("There is nobody in this list. Give a line of headings and one line for each person."))
    if len(written) - 1 > MOST_ROWS:
        raise ListError(
            said("There are more than {most} people in this list. Count it in parts.", most=f"{MOST_ROWS:,}")
        )
    columns = tuple(_as_seen(cell) for cell in written[0][1])
    while columns and not columns[-1]:
        columns = columns[:-1]
    _named_once(columns)
    rows = tuple({column: _as_seen(cell) for column, cell in _paired(columns, at, line)} for at, line in written[1:])
    return ParticipantList(
        columns=columns,
        rows=rows,
        lines=tuple(at for at, _ in written[1:]),
        countries=tuple(column for column in columns if _nearly_all(_filled(rows, column), _region_of)),
        addresses=tuple(column for column in columns if _nearly_all(_filled(rows, column), _domain_of)),
        naming=tuple(column for column in columns if _names_people(column, _filled(rows, column))),
    )


def values_in(found: ParticipantList) -> dict[str, set[str]]:
    """What each column says that people may be counted by, and the region that a column of countries becomes."""
    values = {column: {_value(row[column], as_region=False) for row in found.rows} for column in found.countable}
    regions = {_value(row[column], as_region=True) for column in found.countries for row in found.rows}
    return ({REGION: regions} if regions else {}) | values


def people_of(found: ParticipantList, choice: Choice) -> People:
    """One row a person, with `person`, `organisation` and the columns that are counted.

    Whoever is in the list twice counts once, as the last row says. Raises ListError where nobody can be told apart,
    or a column names those who are counted.
    """
    naming = next((one for one in choice.by if one in (choice.person, choice.organisation, *found.naming)), None)
    if naming is not None and naming not in choice.regions:
        raise ListError(
            said("A table by “{column}” would name those who are counted. Count by another column.", column=naming)
        )
    if len(set(choice.counted)) < len(choice.by):
        raise ListError(COUNTED_AS_ONE)
    last: dict[str, dict[str, str]] = {}
    counted = 0
    for number, row in zip(found.lines, found.rows, strict=True):
        name = alike(row[choice.person])
        if not name:
            raise ListError(
                said(
                    "Line {line} says nothing under “{column}”. Fill it in, or choose another column.",
                    line=number,
                    column=choice.person,
                )
            )
        counted += 1
        last[name] = {
            **_beside(row, choice),
            "person": name,
            "organisation": _organisation(row, choice, found.addresses),
            **{choice.name_of(column): _value(row[column], column in choice.regions) for column in choice.by},
        }
    return People(rows=tuple(last.values()), repeated=counted - len(last))


def _beside(row: Mapping[str, str], choice: Choice) -> dict[str, str]:
    """The columns that are not counted."""
    counted = {bare(column) for column in choice.counted}
    return {column: cell for column, cell in row.items() if bare(column) not in counted}


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    """Every line as columns, with its number; a cell in quotes may run over several."""
    first = text.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    written = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))
    # Strictly: else a mark that is closed by the next one, lines later, would swallow the people between the two.
    reader = csv.reader(written, delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ListError(
            said(
                "From line {line} on the list cannot be read as columns: a quotation mark there is not closed or "
                "stands within a cell, or the cell is far too long. Mend that line, or export the list as CSV again.",
                line=begins,
            )
        ) from error


def in_known_words(
    rows: Sequence[Mapping[str, str]],
    by: Sequence[str],
    known: Mapping[str, Iterable[str]],
    meant: Mapping[str, str] | None = None,
) -> tuple[list[dict[str, str]], list[str]]:
    """The same rows and columns, spelt as they were before: `known` has the values of every column that was published.

    "sector" after "Sector" would be a new column to whoever compares the two tables, and the step of one person would
    be told exactly (A-22). `meant` names the published column that another is, whatever it is called. Raises ListError
    where two columns would become one.
    """
    columns, meant = {bare(column): column for column in known}, meant or {}
    named = {column: columns.get(bare(meant.get(column, column)), column) for column in by}
    if len(set(named.values())) < len(by):
        raise ListError(COUNTED_AS_ONE)
    spelt: dict[str, dict[str, str]] = {
        column: {alike(value): value for value in known.get(named[column], ())} for column in by
    }
    told = []
    for row in sorted(rows, key=lambda row: [row[column] for column in by]):
        counted = {named[column]: spelt[column].setdefault(alike(row[column]), row[column]) for column in by}
        told.append({name: cell for name, cell in row.items() if name not in named} | counted)
    return told, list(named.values())


def alike(text: str) -> str:
    """What two spellings of the same words have in common."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _as_seen(text)).casefold())


def bare(text: str) -> str:
    """What is left of words without spaces and signs, in small letters; signs alone stay what they are."""
    folded = alike(text)
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN") or folded


def _as_seen(cell: str) -> str:
    """A cell without what nobody sees: marks of no width, signs that turn letters round, doubled spaces."""
    seen = "".join(sign for sign in cell if sign.isspace() or unicodedata.category(sign) not in _NEVER_SEEN)
    return " ".join(seen.split())


def _named_once(columns: tuple[str, ...]) -> None:
    if not all(columns):
        raise ListError(said("A column has no heading. The first line has to name every column."))
    if any(_domain_of(column) for column in columns):
        raise ListError(said("The first line is somebody's own. Put a line above it that names the columns."))
    names = [alike(column) for column in columns]
    twice = next((column for column in columns if names.count(alike(column)) > 1), None)
    if twice is not None:
        raise ListError(said("Two columns are called “{column}”. Give one of them another heading.", column=twice))


def _paired(columns: tuple[str, ...], at: int, line: list[str]) -> Iterable[tuple[str, str]]:
    """A line that is too short lacks its last cells, as spreadsheets write it; one too long has lost its order."""
    if any(cell.strip() for cell in line[len(columns) :]):
        raise ListError(
            said(
                "Line {line} has more columns than there are headings: it begins with “{begin}”.",
                line=at,
                begin=line[0][:40],
            )
        )
    return zip(columns, [*line, *[""] * (len(columns) - len(line))], strict=False)


def _filled(rows: Iterable[Mapping[str, str]], column: str) -> list[str]:
    return [row[column] for row in rows if row[column]]


def _nearly_all(values: list[str], reading: Callable[[str], str | None]) -> bool:
    return bool(values) and sum(reading(value) is not None for value in values) >= _NEARLY_ALL * len(values)


def _names_people(column: str, values: list[str]) -> bool:
    """Whether a column says who somebody is: by its heading, as an address, or by values that hardly anybody shares."""
    own = len(values) >= _MANY and len({alike(value) for value in values}) >= _NEARLY_ALL * len(values)
    return own or bare(column) in _OF_NAMES or _nearly_all(values, _domain_of)


def _value(cell: str, as_region: bool) -> str:
    if as_region:
        return _region_of(cell) or NOT_KNOWN
    return cell or NOT_KNOWN


def _organisation(row: Mapping[str, str], choice: Choice, addresses: tuple[str, ...]) -> str:
    if choice.organisation is not None and row[choice.organisation]:
        return alike(row[choice.organisation])
    domains = (_domain_of(row[column]) for column in addresses)
    own = next((domain for domain in domains if domain and domain not in FREE_MAIL), None)
    return own or f"alone: {row[choice.person].casefold()}"


def _domain_of(cell: str) -> str | None:
    local, at, domain = cell.casefold().rpartition("@")
    return domain if at and local and "." in domain and " " not in cell else None


def _region_of(cell: str) -> str | None:
    return _REGION_OF.get(cell.casefold())


def _regions() -> dict[str, str]:
    """Every name of a country, and of a region itself, with its region of the world."""
    by_name: dict[str, str] = {}
    for region, parts in REGIONS_OF_THE_WORLD.items():
        countries = [country for part in parts for country in sorted(REGIONS[part].countries)]
        names = [region, *parts, *(name for country in countries for name in COUNTRIES[country][0])]
        for name in names:
            by_name.setdefault(name.casefold(), region)
    return by_name


_REGION_OF = _regions()
_REGIONS = frozenset(bare(name) for region, parts in REGIONS_OF_THE_WORLD.items() for name in (region, *parts))
# The names of places as `bare` leaves them.
PLACES = {"region": _REGIONS, "country": frozenset(bare(name) for name in _REGION_OF) - _REGIONS}
