"""Reading an earlier release: its shape, and whether it is what was published, of this room, with none missing."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from convenor.rules.disclosure.release import Cell, Noise, Release, Table, Withheld, digest_of
from convenor.rules.disclosure.rows import DisclosureError
from convenor.rules.wording import said

Part = TypeVar("Part")


def release_from_json(told: object) -> Release:
    """Read one release; `DisclosureError` says where it has not the shape of one or was altered."""
    release = _object(told, said("the release"))
    kept = release.get("digest")
    found = _digest(release)
    if kept is not None and kept != found:
        raise DisclosureError(
            said("it was altered after it was published (its digest does not fit); give the original")
        )
    room = release.get("room")
    return Release(
        k=_number(release.get("k"), "k", 1),
        k_organisations=_number(release.get("k_organisations"), "k_organisations", 1),
        by=_texts(release.get("by", []), "by"),
        tables=_each(release.get("tables"), "tables", _table),
        withheld=_each(release.get("withheld", []), "withheld", _withheld),
        room=None if room is None else _text(room, "room"),
        after=_texts(release.get("after", []), "after"),
        digest=found,
        noise=None if release.get("noise") is None else _noise(release["noise"]),
    )


def in_one_line(releases: Sequence[Release], room: str | None) -> str | None:
    """Check that earlier releases are of one room and that none is missing; give that room.

    A release names all that came before it, so a ledger with a gap shows.
    """
    known: set[str] = set()
    for at, release in enumerate(releases, 1):
        if release.room is not None and room is not None and release.room != room:
            raise DisclosureError(
                said("release {number} belongs to another room; give only those of this room", number=at)
            )
        room = release.room if room is None else room
        if not known.issuperset(release.after):
            raise DisclosureError(
                said("release {number} was made after one that is missing; give all releases, oldest first", number=at)
            )
        known.add(release.digest)
    return room


def _digest(release: Mapping[str, object]) -> str:
    try:
        return digest_of(release)
    except (TypeError, ValueError, RecursionError) as error:
        raise DisclosureError(said("it cannot be written as JSON; give the object that was published")) from error


def _table(told: object, where: str) -> Table:
    table = _object(told, where)
    total = table.get("total")
    by = _texts(table.get("by"), f"{where}.by")
    cells = _each(table.get("cells"), f"{where}.cells", _cell)
    for at, cell in enumerate(cells):
        if set(cell.where) != set(by):
            raise DisclosureError(
                said(
                    "{where}: it does not name the columns of the table; correct it", where=f"{where}.cells[{at}].where"
                )
            )
    return Table(by=by, total=total if isinstance(total, int) and not isinstance(total, bool) else None, cells=cells)


def _cell(told: object, where: str) -> Cell:
    cell = _object(told, where)
    values = {
        column: _texts([some] if isinstance(some, str) else some, f"{where}.where")
        for column, some in _object(cell.get("where"), f"{where}.where").items()
    }
    if cell.get("count") is not None:
        count = _number(cell["count"], f"{where}.count", 0)
        return Cell(where=values, least=count, most=count)
    least, most = (_number(cell.get(key), f"{where}.{key}", 0) for key in ("least", "most"))
    if most < least:
        raise DisclosureError(
            said(
                "{where}: at least {least} and at most {most} cannot both be; correct it",
                where=where,
                least=least,
                most=most,
            )
        )
    return Cell(where=values, least=least, most=most, words=str(cell.get("words", "")))


def _withheld(told: object, where: str) -> Withheld:
    one = _object(told, where)
    return Withheld(
        by=_texts(one.get("by", []), f"{where}.by"), reason=str(one.get("reason", "")), open=one.get("open") is True
    )


def _noise(told: object) -> Noise:
    one = _object(told, "noise")
    epsilon = one.get("epsilon")
    if not isinstance(epsilon, int | float) or isinstance(epsilon, bool) or not epsilon > 0:
        raise DisclosureError(
            said("{where}: it is not a number above 0; give the object as published", where="noise.epsilon")
        )
    most, within, total, total_within = (
        _number(one.get(key), f"noise.{key}", least)
        for key, least in (("most", 1), ("within", 0), ("total", 0), ("total_within", 0))
    )
    return Noise(epsilon=epsilon, most=most, within=within, total=total, total_within=total_within)


def _each(parts: object, where: str, read: Callable[[object, str], Part]) -> tuple[Part, ...]:
    if not isinstance(parts, list | tuple):
        raise DisclosureError(said("{where}: it is not a list; give the object that was published", where=where))
    return tuple(read(part, f"{where}[{at}]") for at, part in enumerate(parts))


def _texts(value: object, where: str) -> tuple[str, ...]:
    return _each(value, where, _text)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise DisclosureError(said("{where}: it is not a text; give the object that was published", where=where))
    return value


def _number(value: object, where: str, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise DisclosureError(
            said(
                "{where}: it is not a whole number of at least {least}; give the object as published",
                where=where,
                least=least,
            )
        )
    return value


def _object(told: object, where: str) -> Mapping[str, object]:
    if not isinstance(told, Mapping) or not all(isinstance(key, str) for key in told):
        raise DisclosureError(said("{where}: it is not an object; give the object that was published", where=where))
    return told
