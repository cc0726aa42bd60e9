"""The largest, the only, the newest: whom such words leave of a set, as far as the roster can tell."""

from collections.abc import Callable

from convenor.rules.attribution.lexicons import Role
from convenor.rules.attribution.roster import Member, Roster

EXTREMES = frozenset({Role.ONLY, Role.LARGEST, Role.SMALLEST, Role.NEWEST, Role.OLDEST, Role.BEST})
_SIZES = ("small", "medium", "large")
JOINED = ("join", "member since", "signed up")
_BEGAN = (*JOINED, "founded", "established", "set up")


def extreme(role: Role, bits: int, roster: Roster) -> int | None:
    """Give the part of a set that may be meant, or nothing where the roster does not tell or leaves everybody.

    Whoever's size or date is not known may always be meant. "Only" says that the set itself is the smallest there is.
    """
    if role is Role.LARGEST:
        return _most(bits, roster, _size)
    if role is Role.SMALLEST:
        return _most(bits, roster, lambda member: None if (size := _size(member)) is None else -size)
    if role is Role.NEWEST:
        return _most(bits, roster, _joined)
    if role is Role.OLDEST:
        dates = sorted({date for member in roster.members if (date := _joined(member))}, reverse=True)
        ranks = {date: rank for rank, date in enumerate(dates)}
        return _most(bits, roster, lambda member: ranks.get(_joined(member) or ""))
    return None


def _most(bits: int, roster: Roster, rank: Callable[[Member], object]) -> int | None:
    ranked = {at: rank(member) for at, member in enumerate(roster.members) if bits >> at & 1}
    known = [value for value in ranked.values() if value is not None]
    if not known or len(ranked) < 2:
        return None
    most = max(known)  # type: ignore[type-var]
    chosen = sum(1 << at for at, value in ranked.items() if value in {most, None})
    return chosen if chosen != bits else None


def _size(member: Member) -> int | None:
    """Rank a member's size, as far as it is known."""
    known = (_SIZES.index(value.casefold()) for value in member.values("size") if value.casefold() in _SIZES)
    return max(known, default=None)


def _joined(member: Member) -> str | None:
    """Give when a member joined, or else was founded, as far as its events tell."""
    dates = [event.date for event in member.events if event.date and any(word in event.text for word in _BEGAN)]
    return min(dates, default=None)
