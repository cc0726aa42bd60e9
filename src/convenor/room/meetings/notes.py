"""What stands beside a sealed note: whether it may be out of scope, and whether it names a member."""

from collections.abc import Iterable
from dataclasses import dataclass

from convenor.room.meetings.models import Remark, Session
from convenor.rules.scope import ScopeWarning, look_at


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
    return [Noted(remark=row, warnings=look_at(row.text), names=()) for row in rows]
