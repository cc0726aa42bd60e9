"""The programme year as the group agreed it: what has changed since, and how many hours it asks for.

Sources: R-MTG-08 (draft, agreed with its date, amended), R-MTG-07 (the number of special meetings is the group's
decision), R-ROL-17 (expected hours are computed from the calendar).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import SessionKind
from convenor.rules.wording import Said, said, said_of

# What a month without a meeting yet is expected to take, and a special one that is not called yet (R-MTG-05).
USUAL_MINUTES = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class YearSession:
    """One session of a year: when it begins (aware), how many minutes it takes, and for which working group."""

    id: str
    kind: SessionKind
    starts_at: datetime
    minutes: int
    cancelled: bool = False
    group: str = ""


class Change(StrEnum):
    """What became of a session since the year was agreed."""

    ADDED = "added"
    MOVED = "moved"
    LENGTH = "length"
    CANCELLED = "cancelled"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """One change: the session as it is now, and as it was agreed; `now` is None for one that is gone."""

    change: Change
    then: YearSession | None
    now: YearSession | None

    @property
    def id(self) -> str:
        found = self.now or self.then
        return found.id if found else ""


def changes_since(agreed: Iterable[YearSession], today: Iterable[YearSession]) -> tuple[Changed, ...]:
    """What was added, moved, made longer or shorter, cancelled or taken out since; in order of date.

    What was cancelled before it was agreed is no change, and neither is a session that came and went since.
    """
    then = {session.id: session for session in agreed if not session.cancelled}
    now = {session.id: session for session in today}
    found = [_changed(then.get(key), now.get(key)) for key in {**then, **now}]
    return tuple(sorted((one for one in found if one is not None), key=_order))


def _changed(then: YearSession | None, now: YearSession | None) -> Changed | None:
    if then is None:
        added = now is not None and not now.cancelled
        return Changed(change=Change.ADDED, then=None, now=now) if added else None
    if now is None:
        return Changed(change=Change.GONE, then=then, now=None)
    if now.cancelled:
        return Changed(change=Change.CANCELLED, then=then, now=now)
    if now.starts_at != then.starts_at:
        return Changed(change=Change.MOVED, then=then, now=now)
    return Changed(change=Change.LENGTH, then=then, now=now) if now.minutes != then.minutes else None


def _order(changed: Changed) -> tuple[datetime, str]:
    found = changed.now or changed.then
    assert found is not None
    return found.starts_at, found.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """Minutes that one kind of session asks of a nominee in a year; `sessions` of them are attended, of `of`."""

    kind: SessionKind
    sessions: int
    of: int
    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpectedYear:
    """What a year asks of one nominee who comes to everything that is expected; travel and reading are not in it."""

    lines: tuple[Expected, ...]
    to_call: int

    @property
    def minutes(self) -> int:
        """All of it, with the months that have no meeting yet."""
        return sum(line.minutes for line in self.lines) + self.to_call * USUAL_MINUTES

    @property
    def hours(self) -> str:
        """In hours, to the half: "14", "14.5"."""
        halves = -(-self.minutes // 30)
        return f"{halves // 2}.5" if halves % 2 else str(halves // 2)

    @property
    def in_words(self) -> Said:
        """The same as a page says it: "about 14.5 hours"."""
        # Which form it takes depends on a whole number: half an hour is said as none are, one and a half as two.
        whole = -(-self.minutes // 60) if self.minutes > 30 else 0
        return said_of(whole, "about {hours} hour", "about {hours} hours", hours=self.hours)


def expected_year(
    sessions: Iterable[YearSession], *, special_agreed: int | None, months_to_call: int, groups: frozenset[str] | None
) -> ExpectedYear:
    """The hours of a year, computed from its calendar (R-ROL-17).

    Of the special meetings as many count as the group agreed to attend, the longest of them; without a decision all.
    Working groups count where `groups` names them; None stands for somebody who sits in none, and takes the fullest.
    Months that still lack their meeting count with the usual hour.
    """
    standing = [session for session in sessions if not session.cancelled]
    lines = [_line(kind, standing, special_agreed, groups) for kind in SessionKind]
    short = 0
    if special_agreed is not None:
        called = sum(session.kind is SessionKind.SPECIAL for session in standing)
        short = max(0, special_agreed - called)
    return ExpectedYear(lines=tuple(line for line in lines if line.of), to_call=months_to_call + short)


def _line(
    kind: SessionKind, standing: Iterable[YearSession], special: int | None, groups: frozenset[str] | None
) -> Expected:
    of_kind = [session for session in standing if session.kind is kind]
    minutes = sorted((session.minutes for session in of_kind), reverse=True)
    if kind is SessionKind.SPECIAL and special is not None:
        minutes = minutes[:special]
    if kind is SessionKind.WORKING_GROUP:
        minutes = _of_groups(of_kind, groups)
    return Expected(kind=kind, sessions=len(minutes), of=len(of_kind), minutes=sum(minutes))


def _of_groups(sessions: Iterable[YearSession], groups: frozenset[str] | None) -> list[int]:
    by_group: dict[str, list[int]] = {}
    for session in sessions:
        by_group.setdefault(session.group, []).append(session.minutes)
    if groups is None:
        return max(by_group.values(), key=sum, default=[])
    return [minutes for group, held in by_group.items() if group in groups for minutes in held]


def may_propose(*, sessions: int, open_already: bool, over: bool) -> Verdict:
    """Whether a year can be proposed to its cohort."""
    if over:
        return no("This year is over, so there is nothing to propose any more.")
    if not sessions:
        return no("There is no session in this year yet. Call its sessions first, then propose it.")
    if open_already:
        return no("This year is proposed already. Take that proposal back first, or record what the group decided.")
    return yes()


def may_record(*, proposed: Iterable[YearSession] | None, today: Iterable[YearSession]) -> Verdict:
    """Whether the group's decision can be recorded: what it agreed to is what was proposed, unless nothing was."""
    if proposed is not None and changes_since(proposed, today):
        return no(
            "The calendar has changed since it was proposed, so this is not what the group looked at. "
            "Take the proposal back and propose the year again."
        )
    return yes()


def counted_words(answers: Mapping[bool, int], members: int) -> str:
    """How members answered a proposal, in numbers alone: "7 of 12 members agree, 1 would change something"."""
    agree = answers.get(True, 0)
    if not answers.get(False):
        return said("{agree} of {members} members agree.", agree=agree, members=members)
    return said(
        "{agree} of {members} members agree, {others} would change something.",
        agree=agree,
        members=members,
        others=answers[False],
    )
