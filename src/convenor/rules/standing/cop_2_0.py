"""The participation requirements of CoP 2.0, version `cop-2.0`: four minimums and two asks.

Thresholds that the group has not set are not invented here (A-10, A-11), and nothing here removes
anybody (A-15).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convenor.rules.standing.facts import GroupFact, GroupSeatFact, MemberFact, SpecialMeetingsDecision
from convenor.rules.standing.findings import Ask, AskId, RequirementFinding, RequirementId
from convenor.rules.standing.ledger import THERE, Attendance, Ledger, Turnout
from convenor.rules.vocabulary import GroupState, Mode, RequirementStatus, SessionKind
from convenor.rules.wording import Said, beside, counted, listed, on_day, said, said_of, together

MET, NOT_MET = RequirementStatus.MET, RequirementStatus.NOT_MET
NOT_DUE, NOT_SET = RequirementStatus.NOT_DUE, RequirementStatus.NOT_SET

RULES = {
    RequirementId.REGULAR_MEETINGS: (
        "Somebody from the company takes part in each regular meeting: a nominee, or a delegate in their place."
    ),
    RequirementId.SPECIAL_MEETINGS: (
        "The company takes part in as many special meetings as the group agreed for the year."
    ),
    RequirementId.WORKING_GROUP: "The company takes part in at least one working group.",
    RequirementId.YEAR_END_PRESENTATION: (
        "The company presents its findings in a written year-end update and at the annual gathering."
    ),
}


def _finding(
    requirement: RequirementId, status: RequirementStatus, because: str, evidence: Sequence[str] = ()
) -> RequirementFinding:
    return RequirementFinding(
        id=requirement,
        status=status,
        rule=said(RULES[requirement]),
        because=because,
        evidence=tuple(evidence),
    )


def regular_meetings(member: MemberFact, ledger: Ledger) -> RequirementFinding:
    """Judge the first minimum: the company is represented at each regular meeting (R-STD-01, R-STD-02, A-09)."""
    requirement = RequirementId.REGULAR_MEETINGS
    past = ledger.past(member, SessionKind.REGULAR)
    evidence = [attendance.in_words() for attendance in past]
    known = [attendance for attendance in past if attendance.turnout is not Turnout.UNKNOWN]
    there = sum(attendance.turnout in THERE for attendance in known)
    unknown = len(past) - len(known)
    if not known:
        waits = said_of(
            unknown,
            "Attendance is not recorded yet for {number} regular meeting.",
            "Attendance is not recorded yet for {number} regular meetings.",
        )
        because = waits if unknown else said("No regular meeting has taken place yet.")
        return _finding(requirement, NOT_DUE, because, evidence)
    more = said_of(
        unknown,
        "{number} more meeting will count once attendance is recorded.",
        "{number} more meetings will count once attendance is recorded.",
    )
    status = MET if there == len(known) else NOT_MET
    return _finding(requirement, status, together([_represented(there, len(known)), more if unknown else ""]), evidence)


def _represented(there: int, known: int) -> Said:
    if there == known:
        return said_of(
            known,
            "Represented at {there} of {number} regular meeting; a delegate counts as much as a nominee.",
            "Represented at {there} of {number} regular meetings; a delegate counts as much as a nominee.",
            there=there,
        )
    return said_of(
        known,
        "Represented at {there} of {number} regular meeting; nobody came from the company to {missed}, which needs a "
        "conversation.",
        "Represented at {there} of {number} regular meetings; nobody came from the company to {missed}, which needs a "
        "conversation.",
        there=there,
        missed=known - there,
    )


def decision_in_force(ledger: Ledger) -> SpecialMeetingsDecision | None:
    """Find the latest decision up to the date asked for; of two on one day, the one recorded last."""
    taken = [decision for decision in ledger.facts.decisions if decision.decided_on <= ledger.facts.as_of]
    latest = max((decision.decided_on for decision in taken), default=None)
    return next((decision for decision in reversed(taken) if decision.decided_on == latest), None)


def special_meetings(member: MemberFact, ledger: Ledger) -> RequirementFinding:
    """Judge the second minimum against what the group decided, if it has decided (R-STD-04, A-11, AC-04)."""
    requirement = RequirementId.SPECIAL_MEETINGS
    past = ledger.past(member, SessionKind.SPECIAL)
    evidence = [attendance.in_words() for attendance in past]
    decision = decision_in_force(ledger)
    if decision is None:
        because = said("Not set by the group: how many special meetings to attend has not been decided.")
        return _finding(requirement, NOT_SET, because, evidence)
    tally = _tally(decision, past, member, ledger)
    return _finding(requirement, tally.status(), tally.in_words(), [*evidence, _in_words(decision)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Special meetings of one member: agreed, attended, offered so far, and still awaited."""

    number: int
    attended: int
    offered: int
    awaited: int
    not_credited: tuple[str, ...]
    year_over: bool

    def status(self) -> RequirementStatus:
        """Decide the second minimum.

        While the year runs, missing meetings are not due as long as they can be made up: either the calendar
        still holds enough of them, or it does not yet hold the agreed number and more must follow. Once the
        year is over nobody is asked for more meetings than there were.
        """
        if self.attended >= self.number:
            return MET
        possible = self.offered + self.awaited
        if self.year_over:
            if self.attended == possible > 0:
                return MET
            return NOT_DUE if self.attended + self.awaited >= min(self.number, possible) else NOT_MET
        within_reach = self.attended + self.awaited >= self.number
        return NOT_DUE if within_reach or possible < self.number else NOT_MET

    def in_words(self) -> str:
        """Say the number, what was not credited, and what that means."""
        if self.number == 0:
            return said("The group agreed on no special meetings for this year.")
        because = said_of(
            self.number,
            "Represented at {there} of {number} special meeting agreed by the group",
            "Represented at {there} of {number} special meetings agreed by the group",
            there=self.attended,
        )
        if self.attended > self.number:
            because = said(
                "Represented at {there} special meetings; the group agreed on {number}",
                there=self.attended,
                number=self.number,
            )
        clauses = (because, self._not_credited(), *self._ending())
        return said("{clauses}.", clauses=beside("; ", clauses))

    def _not_credited(self) -> str:
        if not self.not_credited or self.attended >= self.number:
            return ""
        return said_of(
            len(self.not_credited),
            "{number} more was attended by {whom}, which the group decided does not count",
            "{number} more were attended by {whom}, which the group decided does not count",
            whom=listed(sorted(set(self.not_credited)), "or"),
        )

    def _ending(self) -> tuple[str, ...]:
        status = self.status()
        if status is NOT_DUE and not self.year_over:
            return (said("the year's special meetings have not all taken place"),)
        if status is NOT_DUE:
            waits = said("attendance at {number} is not recorded yet", number=self.awaited)
            return (waits if self.awaited else said("none took place"),)
        fewer_held = self.year_over and self.offered < self.number
        if status is NOT_MET:
            took_place = said("{number} took place", number=self.offered) if fewer_held else ""
            return took_place, said("this needs a conversation")
        if self.attended < self.number:
            return (
                said("only {number} took place, and nobody is asked for more than there were", number=self.offered),
            )
        return ()


def _tally(decision: SpecialMeetingsDecision, past: Sequence[Attendance], member: MemberFact, ledger: Ledger) -> Tally:
    credited = THERE if decision.delegates_count else {Turnout.REPRESENTED}
    words = {Turnout.BY_DELEGATE: said("a delegate"), Turnout.BY_GUEST: said("a guest")}
    unknown = sum(attendance.turnout is Turnout.UNKNOWN for attendance in past)
    return Tally(
        number=decision.number,
        attended=sum(attendance.turnout in credited for attendance in past),
        offered=len(past) - unknown,
        awaited=unknown + len(ledger.to_come(member, SessionKind.SPECIAL)),
        not_credited=tuple(words[a.turnout] for a in past if a.turnout in words and a.turnout not in credited),
        year_over=ledger.is_over(member),
    )


def _in_words(decision: SpecialMeetingsDecision) -> str:
    return said(
        "Decision of {day}: {meetings}, {delegates}",
        day=decision.decided_on,
        meetings=counted(decision.number, "special meeting"),
        delegates=said("delegates count" if decision.delegates_count else "delegates do not count"),
    )


def working_group(member: MemberFact, ledger: Ledger) -> RequirementFinding:
    """Judge the third minimum: a seat in a group at work; more than one seat counts once (R-STD-05, AC-06).

    A seat that was kept until its group closed in the course of the year counts as well.
    """
    requirement = RequirementId.WORKING_GROUP
    first, last = ledger.facts.year.starts, min(ledger.judged_on, ledger.last_day(member))
    seats = [seat for seat in ledger.facts.seats if seat.since <= last]
    # A proposed topic that was closed without anybody joining has never been a group.
    joined = {seat.group for seat in seats}
    groups = {
        group.id: group
        for group in ledger.facts.groups
        if group.was_active(first, last) and (group.state is GroupState.ACTIVE or group.id in joined)
    }
    if not groups:
        return _finding(requirement, NOT_DUE, said("No working group has been formed yet."))
    topics = sorted(
        {
            groups[seat.group].topic
            for seat in seats
            if seat.organisation == member.id and seat.group in groups and _kept(seat, groups[seat.group], last)
        }
    )
    if topics:
        because = said_of(
            len(topics),
            "Takes part in {number} working group: {topics}.",
            "Takes part in {number} working groups: {topics}.",
            topics=listed(topics),
        )
        return _finding(requirement, MET, because, [said("Working group: {topic}", topic=topic) for topic in topics])
    because = said("In no working group; taking part in at least one is asked for. This needs a conversation.")
    return _finding(requirement, NOT_MET, because)


def _kept(seat: GroupSeatFact, group: GroupFact, last: date) -> bool:
    """Tell whether the seat was still held when it is judged, or when its group closed."""
    return seat.until is None or seat.until > last or (group.closed_on is not None and seat.until >= group.closed_on)


def year_end_presentation(member: MemberFact, ledger: Ledger) -> RequirementFinding:
    """Judge the fourth minimum: the written update and the presentation, each half for itself (R-STD-06, -07)."""
    year, as_of = ledger.facts.year, ledger.facts.as_of
    received = min(
        (
            update.received_on
            for update in ledger.facts.updates
            if (update.organisation, update.year) == (member.id, year.year) and update.received_on <= as_of
        ),
        default=None,
    )
    presented = min(
        (
            (presentation.presented_on, presentation.mode is Mode.VIRTUAL)
            for presentation in ledger.facts.presentations
            if (presentation.organisation, presentation.year) == (member.id, year.year)
            and presentation.presented_on <= as_of
        ),
        default=None,
    )
    update_status = _half(member, as_of, done=received is not None, due=year.update_due)
    presentation_status = _half(member, as_of, done=presented is not None, due=year.gathering)
    because = said(
        "Written update: {update}. Annual gathering: {gathering}.",
        update=_update_in_words(received, update_status, year.update_due),
        gathering=_presentation_in_words(presented, presentation_status, year.gathering),
    )
    halves = {update_status, presentation_status}
    status = next(status for status in (NOT_MET, NOT_DUE, MET) if status in halves)
    evidence = [said("{day}: written update received", day=received)] if received else []
    if presented and presented[1]:
        evidence.append(said("{day}: presented at the annual gathering remotely, by exception", day=presented[0]))
    elif presented:
        evidence.append(said("{day}: presented at the annual gathering", day=presented[0]))
    return _finding(RequirementId.YEAR_END_PRESENTATION, status, because, evidence)


def _half(member: MemberFact, as_of: date, *, done: bool, due: date | None) -> RequirementStatus:
    """Judge one half: it is owed only by those who were members on the day it was due."""
    if done:
        return MET
    owed = due is not None and due < as_of and member.since <= due < (member.until or date.max)
    return NOT_MET if owed else NOT_DUE


def _update_in_words(received: date | None, status: RequirementStatus, due: date | None) -> Said:
    if received:
        return said("received on {day}", day=received)
    if due is None:
        return said("no date has been set for it")
    return said("not received; it was due on {day}" if status is NOT_MET else "due on {day}", day=due)


def _presentation_in_words(
    presented: tuple[date, bool] | None, status: RequirementStatus, gathering: date | None
) -> Said:
    if presented:
        return said(
            "presented on {day}, remotely by exception" if presented[1] else "presented on {day}", day=presented[0]
        )
    if gathering is None:
        return said("no date has been agreed for it")
    if status is NOT_MET:
        return said("not presented; it took place on {day}", day=gathering)
    return said("planned for {day}", day=gathering)


def lead_a_meeting(member: MemberFact, ledger: Ledger) -> Ask:
    """Encourage a company to lead one meeting, and name those that want a lead (A-12, AC-05)."""
    led = {lead.session for lead in ledger.facts.leads}
    own = {lead.session for lead in ledger.facts.leads if lead.organisation == member.id}
    year = ledger.facts.year
    answered = any(s.id in own for s in ledger.facts.sessions if year.starts <= s.on <= year.ends and not s.cancelled)
    if answered:
        thanks = said("Leads a regular meeting this year. Thank you.")
        return Ask(id=AskId.LEAD_A_MEETING, answered=True, text=thanks)
    still_free = [s for s in ledger.to_come(member, SessionKind.REGULAR) if s.id not in led]
    if not still_free:
        text = said("Consider leading a regular meeting; none without a lead is in the calendar at the moment.")
    else:
        days = listed([on_day(session.on) for session in still_free], "or")
        text = said("Consider leading one of: {days}.", days=days)
    return Ask(id=AskId.LEAD_A_MEETING, answered=False, text=text, sessions=tuple(s.id for s in still_free))


def executive_presence(member: MemberFact, ledger: Ledger) -> Ask:
    """Encourage an executive to take part in the year-end dialogue (A-13)."""
    year = ledger.facts.year.year
    answered = any(
        (fact.organisation, fact.year) == (member.id, year) and fact.took_part_on <= ledger.facts.as_of
        for fact in ledger.facts.executives
    )
    text = said(
        "An executive took part in the year-end dialogue. Thank you."
        if answered
        else "Consider bringing your chief executive or another executive to the year-end dialogue."
    )
    return Ask(id=AskId.EXECUTIVE_PRESENCE, answered=answered, text=text)


JUDGES = (regular_meetings, special_meetings, working_group, year_end_presentation)
ASKS = (lead_a_meeting, executive_presence)
