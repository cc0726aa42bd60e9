"""What stands beside a sealed note: whether it may be out of scope, and whether it points to somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import roster
from convenor.room.meetings.models import Remark, Session
from convenor.rules.attribution import Kind, Roster, RosterError, check, parse_roster
from convenor.rules.scope import ScopeWarning, look_at

# A sealed note may describe a member; what it is better without is a name that it could do without.
_NAMING = frozenset({Kind.DIRECT, Kind.PERSON, Kind.CONTACT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """A note with what is to be said about it; both are advice, nothing is refused."""

    remark: Remark
    warnings: tuple[ScopeWarning, ...]
    names: tuple[str, ...]


def noted(session: Session, remarks: Iterable[Remark]) -> list[Noted]:
    """The notes, under their items in the agenda's order, each with its advice."""
    order = {item.pk: item.position for item in session.items.all()}
    rows = sorted(remarks, key=lambda remark: (order.get(remark.item_id, 0) if remark.item_id else 0, remark.pk))
    known = _roster(session) if rows else None
    return [
        Noted(remark=row, warnings=look_at(row.text), names=_names(row.text, known) if known else ()) for row in rows
    ]


def named_in(text: str, cohort: Cohort, day: date, *, experts: bool = True) -> tuple[str, ...]:
    """The names of members, of their people and of expert organisations that stand in a text.

    Without `experts` where a member is told of it: whoever tries names out would learn which of them came.
    """
    known = roster(cohort, day=day)
    try:
        return _names(text, parse_roster(known if experts else {**known, "experts": []}))
    except RosterError:
        return ()


def _roster(session: Session) -> Roster | None:
    """The members as the attribution check knows them, or None where there are none."""
    if session.year is None:
        return None
    try:
        return parse_roster(roster(session.year.cohort, day=session.starts_at.date()))
    except RosterError:
        return None


def _names(text: str, known: Roster) -> tuple[str, ...]:
    found = [finding.text for finding in check(text, known).findings if finding.kind in _NAMING]
    return tuple(dict.fromkeys(found))
