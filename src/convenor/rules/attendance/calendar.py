"""Which of two numbers is the day: decided for a whole file, by what it holds or by the session's date."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from convenor.rules.attendance.moment import NO_DAY, Order, Written
from convenor.rules.attendance.report import Refused, Unreadable
from convenor.rules.wording import listed, on_day, said

LONGEST_STAY = timedelta(days=2)
OTHER = {Order.DAY_FIRST: Order.MONTH_FIRST, Order.MONTH_FIRST: Order.DAY_FIRST}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A moment with where it stands in the file."""

    row: int
    written: Written


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """How the dates of one file are read: the order for each separator, and the day of bare times."""

    orders: dict[str, Order]
    day: date = NO_DAY

    def date_of(self, written: Written) -> date | None:
        """The date, or None if only a time of day is written."""
        order = self.orders.get(written.separator, Order.DAY_FIRST)
        return written.day(order) or written.day(OTHER[order])

    def moment(self, written: Written | None, *, after: datetime | None = None) -> datetime | None:
        """The moment; a bare time of day is the next one after `after`, or on the day of the meeting."""
        if written is None:
            return None
        if written.year:
            day = self.date_of(written)
            return written.at(day) if day is not None and written.clock is not None else None
        bare = written.at(after.date() if after else self.day)
        return bare + timedelta(days=1) if after is not None and bare < after else bare


def settle(
    places: Iterable[tuple[int, Written]],
    *,
    stays: Iterable[tuple[Written, Written]] = (),
    evidence: Callable[[], Iterable[Written]] = tuple,
    session_date: date | None,
) -> dict[str, Order]:
    """Decide the order for each separator of the file.

    `places` are the rows and moments that are read, `stays` pairs of joining and leaving, `evidence` gives
    other dates of the file, and is asked only where those leave a doubt.
    Raises Refused for dates that stay open, Unreadable for dates that no calendar has.
    """
    pairs = {(joined.numbers, left.numbers): (joined, left) for joined, left in stays if joined.year and left.year}
    firsts: dict[tuple[str, tuple[int, int, int]], Place] = {}
    for row, written in places:
        if written.year and (written.separator, written.numbers) not in firsts:
            firsts[written.separator, written.numbers] = Place(row=row, written=written)
    orders: dict[str, Order] = {}
    settled = {
        day for place in firsts.values() if not place.written.separator and (day := place.written.day(Order.DAY_FIRST))
    }
    for separator in sorted({separator for separator, _ in firsts}):
        ours = [place for (its, _), place in firsts.items() if its == separator]
        for place in ours:
            if not any(place.written.day(order) for order in Order):
                raise _no_such_day(place)
        orders[separator] = _order(
            ours,
            [pair for pair in pairs.values() if all(written.separator == separator for written in pair)],
            evidence,
            [settled, {session_date} if session_date else set()],
        )
    return orders


def _order(
    ours: list[Place],
    pairs: list[tuple[Written, Written]],
    evidence: Callable[[], Iterable[Written]],
    days: list[set[date]],
) -> Order:
    written = [place.written for place in ours]
    fitting = [order for order in Order if all(one.day(order) for one in written)]
    doubtful = sorted((place for place in ours if _is_open(place.written)), key=lambda place: place.row)
    if not doubtful:
        return fitting[0] if fitting else Order.DAY_FIRST
    if not fitting:
        raise Refused(
            said(
                "Row {row}: this file writes some dates with the day first and others with the month first, so "
                '"{date}" cannot be read; download the report again without saving it in a spreadsheet.',
                row=doubtful[0].row,
                date=_short(doubtful[0]),
            )
        )
    separator = doubtful[0].written.separator
    others = [one for one in evidence() if one.separator == separator] if len(fitting) > 1 else []
    fitting = [order for order in fitting if all(one.day(order) for one in others)] or fitting
    fitting = [order for order in fitting if all(_is_a_stay(*pair, order) for pair in pairs)] or fitting
    if len(fitting) == 1:
        return fitting[0]
    for known in days:
        if (order := _nearest(written, known)) is not None:
            return order
    if separator == ".":
        return Order.DAY_FIRST  # nobody writes dots with the month first
    raise _still_open(doubtful[0], days[-1])


def _is_open(written: Written) -> bool:
    days = {written.day(order) for order in Order}
    return None not in days and len(days) == 2


def _is_a_stay(joined: Written, left: Written, order: Order) -> bool:
    come, gone = joined.day(order), left.day(order)
    return come is not None and gone is not None and timedelta() <= gone - come <= LONGEST_STAY


def _nearest(written: list[Written], days: set[date]) -> Order | None:
    """The one order that puts a date on one of these days, or beside it."""
    if not days:
        return None
    distances = {
        order: min(abs((day - known).days) for one in written if (day := one.day(order)) for known in days)
        for order in Order
    }
    nearest = min(Order, key=lambda order: distances[order])
    return nearest if distances[nearest] <= 1 < distances[OTHER[nearest]] else None


def _still_open(place: Place, session: set[date]) -> Refused:
    readings = listed([on_day(day) for order in Order if (day := place.written.day(order))], "or")
    if session:
        return Refused(
            said(
                'Row {row}: the date "{date}" can be read as {readings}, and neither is the session\'s day, {day}; '
                "check the file or the date.",
                row=place.row,
                date=_short(place),
                readings=readings,
                day=min(session),
            )
        )
    return Refused(
        said(
            'Row {row}: the date "{date}" can be read as {readings}; say which with the date of the session '
            "(--session-date YYYY-MM-DD).",
            row=place.row,
            date=_short(place),
            readings=readings,
        )
    )


def _no_such_day(place: Place) -> Unreadable:
    return Unreadable(
        said(
            'Row {row}: no calendar has the day "{date}"; download the report again.', row=place.row, date=_short(place)
        )
    )


def _short(place: Place) -> str:
    return place.written.text[:40]
