"""The facts of one year, looked up once, so that judging twenty members over many years stays quick."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from convenor.rules.standing.facts import MemberFact, SessionFact, StandingFacts
from convenor.rules.vocabulary import Capacity, Origin, SessionKind
from convenor.rules.wording import Said, said

# Whoever comes for the company credits it; experts and the secretariat come for themselves.
CREDITS = frozenset({Capacity.NOMINEE, Capacity.DELEGATE, Capacity.GUEST})


class Turnout(StrEnum):
    """How a company was there; never who came."""

    REPRESENTED = "represented"
    BY_DELEGATE = "represented by a delegate"
    BY_GUEST = "represented by a colleague as a guest"
    NOBODY = "not represented"
    UNKNOWN = "attendance not recorded yet"


THERE = frozenset({Turnout.REPRESENTED, Turnout.BY_DELEGATE, Turnout.BY_GUEST})


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """One past session and how one company was there."""

    session: SessionFact
    turnout: Turnout
    synthetic: bool

    def in_words(self) -> Said:
        """The day and how the company was there; what is made up for a demo says so."""
        turnout = said(self.turnout.value)
        if self.synthetic:
            return said("{day}: {turnout} (synthetic)", day=self.session.on, turnout=turnout)
        return said("{day}: {turnout}", day=self.session.on, turnout=turnout)


class Ledger:
    """The index over the facts; built once, read for every member."""

    def __init__(self, facts: StandingFacts) -> None:
        self.facts = facts
        self.judged_on = min(facts.as_of, facts.year.ends)
        self._sessions: dict[SessionKind, list[SessionFact]] = defaultdict(list)
        for session in sorted(facts.sessions, key=lambda session: (session.on, session.id)):
            if facts.year.starts <= session.on <= facts.year.ends:
                self._sessions[session.kind].append(session)
        self._capacities: dict[tuple[str, str], set[Capacity]] = defaultdict(set)
        self._waiting: set[tuple[str, str]] = set()
        self._synthetic: set[str] = set()
        for presence in facts.presences:
            place = (presence.session, presence.organisation)
            if presence.origin is Origin.SYNTHETIC:
                self._synthetic.add(presence.session)
            if presence.capacity not in CREDITS:
                continue
            if presence.recorded:
                self._capacities[place].add(presence.capacity)
            else:
                self._waiting.add(place)

    def last_day(self, member: MemberFact) -> date:
        """Give the member's last day in the year."""
        ended = member.until - timedelta(days=1) if member.until else date.max
        return min(self.facts.year.ends, ended)

    def is_over(self, member: MemberFact) -> bool:
        """Tell whether the year has run out for the member."""
        return self.facts.as_of >= self.last_day(member)

    def _counting(self, kind: SessionKind, first: date, last: date) -> Iterable[SessionFact]:
        return (
            session
            for session in self._sessions[kind]
            if session.counts_toward_standing and not session.cancelled and first <= session.on <= last
        )

    def past(self, member: MemberFact, kind: SessionKind) -> tuple[Attendance, ...]:
        """List the sessions of a kind during the membership, up to the date asked for."""
        last = min(self.judged_on, self.last_day(member))
        return tuple(
            self._attendance(member, session)
            for session in self._counting(kind, member.since, last)
            if not member.is_away(session.on)
        )

    def to_come(self, member: MemberFact, kind: SessionKind) -> tuple[SessionFact, ...]:
        """List the sessions of a kind that the calendar still holds for the member after the date asked for."""
        return tuple(
            session
            for session in self._counting(kind, member.since, self.last_day(member))
            if session.on > self.facts.as_of
        )

    def _attendance(self, member: MemberFact, session: SessionFact) -> Attendance:
        turnout = self._turnout(session, (session.id, member.id))
        made_up = turnout is not Turnout.UNKNOWN and session.id in self._synthetic
        return Attendance(session=session, turnout=turnout, synthetic=made_up)

    def _turnout(self, session: SessionFact, place: tuple[str, str]) -> Turnout:
        if not (session.held and session.attendance_recorded):
            return Turnout.UNKNOWN
        capacities = self._capacities.get(place, set())
        if Capacity.NOMINEE in capacities:
            return Turnout.REPRESENTED
        if Capacity.DELEGATE in capacities:
            return Turnout.BY_DELEGATE
        if Capacity.GUEST in capacities:
            return Turnout.BY_GUEST
        # Somebody may have been there and only waits to be matched: that is not an absence.
        return Turnout.UNKNOWN if place in self._waiting else Turnout.NOBODY
