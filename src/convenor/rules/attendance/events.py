"""The older Teams list: one row each time that somebody joins or leaves, and no end of the meeting."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from convenor.rules.attendance.answers import NO_NAME, NUMBER_ONLY
from convenor.rules.attendance.column import Column
from convenor.rules.attendance.entries import Entry, read_address
from convenor.rules.attendance.moment import read_moment
from convenor.rules.attendance.names import read_name
from convenor.rules.attendance.people import Presence
from convenor.rules.attendance.report import Unreadable
from convenor.rules.attendance.shape import Columns, Section
from convenor.rules.attendance.table import Row
from convenor.rules.attendance.writing import fold
from convenor.rules.wording import said

LEAVING = re.compile(
    r"\b(left|leaves?|quitte\w*|parti\w?|sorti\w?|deconnecte|verlassen|ausgetreten|salio|abandono|ha salido|saiu|"
    r"abandonou|uscit\w|abbandonato|ha lasciato|verlaten|vertrokken|opuscil\w*|wyszedl|wyszla|lamnade|lamnat|forlod|"
    r"forlot|poistui|odesel|ayrildi|покинул\w*|вышел|вышла)\b|退出|离开|離開|退室|나감|퇴장"
)
JOINING = re.compile(
    r"\b(join\w*|rejoint\w?|rejoindre|arrive\w?|connecte\w?|beigetreten|beitritt|teilgenommen|se unio|se ha unido|"
    r"unido|ingreso|entro|ingressou|entrou|aderiu|participou|partecipa\w*|unit\w a|entrat\w|deelgenomen|toegetreden|"
    r"dolaczyl\w*|anslot|ansluten|deltog|deltager|liittyi|pripojil|katildi|присоединил\w*|вошел|вошла)\b|"
    r"参加|加入|참가|입장|참여"
)


def read_events(section: Section) -> Iterator[Entry]:
    """Each row as an entry that has either a joining or a leaving. Raises Unreadable for an action nobody knows."""
    for row in section.rows:
        yield _event(row, section)


def _event(row: Row, section: Section) -> Entry:
    told = section.columns.told(row)
    name = read_name(told.get(Column.NAME, ""))
    action = fold(told.get(Column.ACTION, ""))
    moment = read_moment(told.get(Column.TIMESTAMP, ""))
    if moment is None:
        raise Unreadable(
            said("Row {row}: there is no date and time beside the action; download the report again.", row=row.number)
        )
    is_leaving = LEAVING.search(action) is not None
    if not is_leaving and not JOINING.search(action):
        raise Unreadable(
            said(
                "Row {row}: the action is neither joining nor leaving in a language that is known here; "
                'write "Joined" or "Left" into that cell.',
                row=row.number,
            )
        )
    reason = None if name.text else NUMBER_ONLY if name.was_number else NO_NAME
    return Entry(
        row=row.number,
        name=name,
        email=read_address(told.get(Column.EMAIL, "")),
        guest=name.is_guest,
        joined=None if is_leaving else moment,
        left=moment if is_leaving else None,
        reason=reason,
    )


def headless(rows: Sequence[Row]) -> Section | None:
    """The list without its header: a name, an action, a time in every row."""
    filled = [row for row in rows if not row.is_blank]
    if not filled or not all(_is_event(row) for row in filled):
        return None
    places = {Column.NAME: 0, Column.ACTION: 1, Column.TIMESTAMP: 2}
    return Section(header=filled[0], columns=Columns(places=places, width=3), rows=filled)


def _is_event(row: Row) -> bool:
    if len(row.cells) < 3:
        return False
    action, moment = fold(row.cells[1]), read_moment(row.cells[2])
    return moment is not None and bool(LEAVING.search(action) or JOINING.search(action))


def pair_events(presences: Iterable[Presence]) -> Iterator[Presence]:
    """Join the events of each person to stays; where a leaving is missing, how long stays unknown."""
    ordered = sorted(presences, key=lambda presence: presence.entry.key)
    for _, events in groupby(ordered, key=lambda presence: presence.entry.key):
        yield from _stays(list(events))


def _stays(events: list[Presence]) -> Iterator[Presence]:
    joins = sorted((event for event in events if event.joined), key=lambda event: (event.joined, event.entry.row))
    leaves = sorted((event for event in events if event.left), key=lambda event: (event.left, event.entry.row))
    if len(joins) == len(leaves) and all(
        join.joined and leave.left and join.joined <= leave.left for join, leave in zip(joins, leaves, strict=True)
    ):
        # As many leavings as joinings, perhaps on two devices at once: pairing them in order covers the same time.
        for join, leave in zip(joins, leaves, strict=True):
            yield join.until(leave.left)
        return
    yield from _stays_with_gaps(
        sorted([*joins, *leaves], key=lambda event: (event.joined or event.left, event.entry.row))
    )


def _stays_with_gaps(events: list[Presence]) -> Iterator[Presence]:
    """Somebody who joins again without having left was there all along; a leaving ends it."""
    here: Presence | None = None
    for event in events:
        if event.left is None:
            here = here or event
        else:
            yield here.until(event.left) if here else event
            here = None
    if here:
        yield here
