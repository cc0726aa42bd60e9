"""Monday: what is due now, in at most seven lines, each with its reason and its date (AC-23)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from convenor.rules.cohort import NOMINEE_SEATS
from convenor.rules.monday.facts import (
    DeliveryDuty,
    DraftDuty,
    DueLine,
    GroupDuty,
    Monday,
    MondayFacts,
    Pace,
    PostingDuty,
    SeatDuty,
    SessionDuty,
    Subject,
    YearDuty,
)
from convenor.rules.nomination import vacant_in_words
from convenor.rules.vocabulary import CalendarState, DraftState, SessionKind, SessionState
from convenor.rules.wording import counted, listed, on_day

__all__ = [
    "DeliveryDuty",
    "DraftDuty",
    "DueLine",
    "GroupDuty",
    "Monday",
    "MondayFacts",
    "Pace",
    "PostingDuty",
    "SeatDuty",
    "SessionDuty",
    "Subject",
    "YearDuty",
    "in_words",
    "monday",
]

MOST_LINES = 7

WITH_ATTENDANCE = frozenset({SessionKind.REGULAR, SessionKind.SPECIAL})


def monday(facts: MondayFacts) -> Monday:
    """Gather what is due, the most urgent first, and cut it at seven lines."""
    lines = sorted(
        [
            *(line for session in facts.sessions for line in _session_lines(session, facts)),
            *(line for draft in facts.drafts for line in _draft_lines(draft, facts)),
            *(line for group in facts.groups for line in _group_lines(group, facts)),
            *(line for seat in facts.seats for line in _seat_lines(seat, facts.today)),
            *(line for year in facts.years for line in _year_lines(year, facts)),
            *(line for delivery in facts.deliveries for line in _delivery_lines(delivery)),
            *_mailbox_lines(facts.mailbox_unread_since),
            *_posting_lines(facts.postings),
        ],
        key=_urgency,
    )
    left_out = max(len(lines) - MOST_LINES, 0)
    return Monday(
        lines=tuple(replace(line, when=line.when or in_words(line.due, facts.today)) for line in lines[:MOST_LINES]),
        left_out=left_out,
        more=f"and {left_out} more" if left_out else "",
        next_up="" if lines else _next_up(facts),
    )


def _urgency(line: DueLine) -> tuple[date, int, str, str]:
    return (line.due or date.max, list(Subject).index(line.subject), line.id, line.what)


def _line(subject: Subject, about: str, what: str, why: str, *, due: date | None, when: str = "") -> DueLine:
    return DueLine(subject=subject, id=about, what=what, why=why, due=due, when=when)


def in_words(due: date | None, today: date) -> str:
    """Say when something is due as people do: today, tomorrow, by a date, or overdue since one."""
    if due is None:
        return "no date"
    if due < today:
        return f"overdue since {on_day(due)}"
    days = (due - today).days
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due by {on_day(due)}")


def _session_lines(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    if session.state is SessionState.CANCELLED:
        return []
    if session.state is SessionState.PLANNED and session.on >= facts.today:
        return _before(session, facts)
    return [] if session.from_source else [*_after(session, facts), *_learning(session, facts)]


def _before(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due before a session: its agenda, then the updates that members were asked for."""
    today, pace, name = facts.today, facts.pace, _name(session)
    if not session.agenda_sent and session.on - timedelta(days=pace.agenda_seen_before) <= today:
        due = session.on - timedelta(days=pace.agenda_before)
        why = f"It goes out {counted(pace.agenda_before, 'day')} before, so that members can prepare."
        yield _line(Subject.AGENDA, session.id, f"Send the agenda for {name}.", why, due=due)
    if session.updates_missing and session.on - timedelta(days=pace.agenda_before) <= today:
        what = f"{counted(session.updates_missing, 'update')} missing for {name}."
        why = "Members were asked for a line before the session; a reminder helps."
        yield _line(Subject.UPDATES, session.id, what, why, due=session.on)


def _after(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due once a session has begun: its outcome, the statement, the attendance."""
    today, name = facts.today, _name(session)
    due = session.on + timedelta(days=facts.pace.closing_after)
    if session.state is SessionState.PLANNED or (session.state is SessionState.OPEN and session.on < today):
        what = f"Say what became of {name}: close it or cancel it."
        why = "Its day has passed, and the calendar still shows it as not done."
        yield _line(Subject.OUTCOME, session.id, what, why, due=due)
        return
    if not session.statement_recorded:
        what = f"Record the reading of the statement at {name}."
        why = "Without it there is no proof that the session kept to its scope."
        yield _line(Subject.STATEMENT, session.id, what, why, due=session.on)
    if not session.attendance_recorded and session.kind in WITH_ATTENDANCE and session.state is SessionState.CLOSED:
        what = f"Record who was represented at {name}."
        why = "Until then the session counts neither for nor against any company."
        yield _line(Subject.ATTENDANCE, session.id, what, why, due=due)


def _learning(session: SessionDuty, facts: MondayFacts) -> Iterable[DueLine]:
    """List what is due before the learning of a session is lost: the notes, their burn date, the summary note."""
    today, pace, name = facts.today, facts.pace, _name(session)
    waiting = session.state is SessionState.CLOSED and session.remarks and not session.learning_kept
    if waiting and session.burn_on and session.burn_on - timedelta(days=pace.burn_seen_before) <= today:
        what = f"Take what is worth keeping from the notes of {name}."
        why = f"{counted(session.remarks, 'remark')} will be destroyed on that day and cannot be brought back."
        yield _line(Subject.BURN, session.id, what, why, due=session.burn_on)
    elif waiting:
        what = f"Turn the notes of {name} into a draft."
        why = f"{counted(session.remarks, 'remark')} still sealed; what is not drafted soon is forgotten."
        yield _line(Subject.NOTES, session.id, what, why, due=session.on + timedelta(days=pace.notes_after))
    if session.summary_due is None or session.summary_released:
        return
    if session.summary_due - timedelta(days=pace.summary_seen_before) <= today:
        what = f"Publish the summary note of {name}."
        why = "A short note on what was covered was promised for each session."
        yield _line(Subject.SUMMARY_NOTE, session.id, what, why, due=session.summary_due)


def _name(session: SessionDuty) -> str:
    return f"{session.label}, {on_day(session.on)}"


def _draft_lines(draft: DraftDuty, facts: MondayFacts) -> Iterable[DueLine]:
    today, pace, title = facts.today, facts.pace, f"“{draft.title}”"
    if draft.state in {DraftState.RELEASED, DraftState.WITHDRAWN}:
        return
    if draft.objections_open:
        what = f"Answer {counted(draft.objections_open, 'objection')} to {title}."
        why = "Nothing is released while an objection is unanswered."
        yield _line(Subject.OBJECTION, draft.id, what, why, due=draft.objections_until or draft.since)
    elif draft.state is DraftState.OBJECTIONS and draft.objections_until and draft.objections_until < today:
        what, why = f"Decide on {title}.", "The time for objections has ended, and none is unanswered."
        yield _line(Subject.RELEASE, draft.id, what, why, due=draft.objections_until + timedelta(days=1))
    if draft.state is DraftState.SECOND_PAIR:
        what, why = f"Look over {title}.", "It waits for a second pair of eyes."
        due = draft.since + timedelta(days=pace.second_pair_after)
        yield _line(Subject.SECOND_PAIR, draft.id, what, why, due=due)
    waits_until = draft.since + timedelta(days=pace.draft_after)
    if draft.state is DraftState.DRAFT and waits_until <= today:
        what, why = f"Go on with {title}, or set it aside.", f"Nobody has touched it since {on_day(draft.since)}."
        yield _line(Subject.DRAFT, draft.id, what, why, due=waits_until)


def _group_lines(group: GroupDuty, facts: MondayFacts) -> Iterable[DueLine]:
    soon = group.quarter_ends - timedelta(days=facts.pace.quarter_seen_before) <= facts.today
    if not group.meets_this_quarter and soon:
        what = f"Ask the {group.topic} group for a meeting."
        why = "Working groups meet once a quarter, and this quarter has none yet."
        yield _line(Subject.QUARTER, group.id, what, why, due=group.quarter_ends)
    elif group.missing_quarters:
        quarters = listed([f"Q{quarter}" for quarter in group.missing_quarters])
        what = f"Ask the {group.topic} group how it is doing."
        why = f"It did not meet in {quarters}. Its members are not marked down for that."
        yield _line(Subject.QUARTER, group.id, what, why, due=None)


def _seat_lines(seat: SeatDuty, today: date) -> Iterable[DueLine]:
    """List who is asked to name somebody; while each vacant seat waits for an answer, there is nothing to ask."""
    vacant = NOMINEE_SEATS - seat.filled
    if vacant <= seat.asked:
        return
    what = f"Ask {seat.name} to name {'a second nominee' if vacant == 1 else 'two nominees'}."
    since = f", {vacant_in_words(seat.vacant_since, today)}" if seat.vacant_since else " vacant"
    why = f"{counted(vacant, 'nominee seat')}{since}. This is a reminder; it changes nothing for the company."
    yield _line(Subject.SEAT, seat.organisation, what, why, due=None)


def _year_lines(year: YearDuty, facts: MondayFacts) -> Iterable[DueLine]:
    today = facts.today
    if today > year.ends and not year.updates_missing:
        return
    if year.calendar is CalendarState.DRAFT and today <= year.ends:
        what, why = f"Have the calendar of {year.label} agreed.", "The group has not agreed its twelve months yet."
        yield _line(Subject.CALENDAR, year.id, what, why, due=year.starts)
    if year.judged and not year.special_meetings_decided and year.starts <= today <= year.ends:
        what = f"Ask the group how many special meetings to attend in {year.label}."
        why = "Until it decides, the second requirement reads “not set”. Ask also whether delegates count."
        yield _line(Subject.DECISION, year.id, what, why, due=None)
    seen_from = timedelta(days=facts.pace.year_end_seen_before)
    if year.updates_missing and year.update_due and year.update_due - seen_from <= today:
        what = f"Ask for {counted(year.updates_missing, 'year-end update')} of {year.label}."
        why = "The findings of the working groups go into the year-end review."
        yield _line(Subject.YEAR_END, year.id, what, why, due=year.update_due)


def _delivery_lines(delivery: DeliveryDuty) -> Iterable[DueLine]:
    what = f"Look at {counted(delivery.count, 'failed delivery', 'failed deliveries')}: {delivery.what}."
    why = "They were tried several times and did not arrive."
    if delivery.came_back:
        what = f"Check the address of {counted(delivery.count, 'letter')} that came back: {delivery.what}."
        why = "The other side did not take them, so nobody has read them."
    when = f"since {on_day(delivery.since)}"
    yield _line(Subject.DELIVERY, delivery.id, what, why, due=delivery.since, when=when)


def _mailbox_lines(since: date | None) -> Iterable[DueLine]:
    if since is not None:
        what = "Ask whoever runs this installation to look at the mailbox: it cannot be read."
        why = "Answers by mail, and mails that came back, are not taken in meanwhile; nothing is lost."
        yield _line(Subject.DELIVERY, "mailbox", what, why, due=since, when=f"since {on_day(since)}")


def _posting_lines(postings: PostingDuty) -> Iterable[DueLine]:
    if postings.in_doubt:
        what = f"Look at {counted(postings.in_doubt, 'ask or offer', 'asks and offers')} of members."
        why = "Something in it may point to somebody or be out of scope; until you decide, nobody else reads it."
        yield _line(Subject.POSTING, "in_doubt", what, why, due=None)
    if postings.without_a_nominee:
        what = f"Give on or close {counted(postings.without_a_nominee, 'ask or offer', 'asks and offers')}."
        why = "No active nominee: nobody of its member can be asked now."
        yield _line(Subject.POSTING, "without_a_nominee", what, why, due=None)


def _next_up(facts: MondayFacts) -> str:
    """Say what comes next when nothing is due."""
    coming = [
        (session.on, f"{_name(session)}{'' if session.agenda_sent else '; its agenda is due first'}")
        for session in facts.sessions
        if session.state is SessionState.PLANNED
    ]
    coming += [
        (draft.objections_until, f"objections to “{draft.title}” end on {on_day(draft.objections_until)}")
        for draft in facts.drafts
        if draft.state is DraftState.OBJECTIONS and draft.objections_until
    ]
    for year in facts.years:
        if year.update_due and year.updates_missing:
            coming.append((year.update_due, f"year-end updates of {year.label} by {on_day(year.update_due)}"))
        if year.gathering:
            coming.append((year.gathering, f"the annual gathering, {on_day(year.gathering)}"))
    ahead = sorted((day, what) for day, what in coming if day >= facts.today)
    if not ahead:
        return "Nothing is due, and nothing is planned yet. Plan the next session."
    return f"Nothing is due. Next: {ahead[0][1]}."
