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
    SpeakerDuty,
    Subject,
    YearDuty,
    due_line,
)
from convenor.rules.monday.sessions import name_of, session_lines
from convenor.rules.nomination import vacant_in_words
from convenor.rules.vocabulary import CalendarState, DraftState, SessionState
from convenor.rules.wording import Said, listed, said, said_of

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
    "SpeakerDuty",
    "Subject",
    "YearDuty",
    "in_words",
    "monday",
]

MOST_LINES = 7


def monday(facts: MondayFacts) -> Monday:
    """Gather what is due, the most urgent first, and cut it at seven lines."""
    lines = sorted(
        [
            *(line for session in facts.sessions for line in session_lines(session, facts)),
            *(line for draft in facts.drafts for line in _draft_lines(draft, facts)),
            *(line for group in facts.groups for line in _group_lines(group, facts)),
            *(line for seat in facts.seats for line in _seat_lines(seat, facts.today)),
            *(line for year in facts.years for line in _year_lines(year, facts)),
            *(line for delivery in facts.deliveries for line in _delivery_lines(delivery)),
            *_mailbox_lines(facts.mailbox_unread_since),
            *_posting_lines(facts.postings),
            *(line for duty in facts.speakers for line in _speaker_lines(duty)),
        ],
        key=_urgency,
    )
    left_out = max(len(lines) - MOST_LINES, 0)
    return Monday(
        lines=tuple(replace(line, when=line.when or in_words(line.due, facts.today)) for line in lines[:MOST_LINES]),
        left_out=left_out,
        more=said("and {number} more", number=left_out) if left_out else "",
        next_up="" if lines else _next_up(facts),
    )


def _urgency(line: DueLine) -> tuple[date, int, str, str]:
    return (line.due or date.max, list(Subject).index(line.subject), line.id, line.what)


def in_words(due: date | None, today: date) -> str:
    """Say when something is due as people do: today, tomorrow, by a date, or overdue since one."""
    if due is None:
        return said("no date")
    if due < today:
        return said("overdue since {day}", day=due)
    days = (due - today).days
    if days < 2:
        return said("due tomorrow" if days else "due today")
    return said("due by {day}", day=due)


def _draft_lines(draft: DraftDuty, facts: MondayFacts) -> Iterable[DueLine]:
    today, pace = facts.today, facts.pace
    if draft.state in {DraftState.RELEASED, DraftState.WITHDRAWN}:
        return
    if draft.objections_open:
        what = said_of(
            draft.objections_open,
            "Answer {number} objection to “{title}”.",
            "Answer {number} objections to “{title}”.",
            title=draft.title,
        )
        why = said("Nothing is released while an objection is unanswered.")
        yield due_line(Subject.OBJECTION, draft.id, what, why, due=draft.objections_until or draft.since)
    elif draft.state is DraftState.OBJECTIONS and draft.objections_until and draft.objections_until < today:
        what = said("Decide on “{title}”.", title=draft.title)
        why = said("The time for objections has ended, and none is unanswered.")
        yield due_line(Subject.RELEASE, draft.id, what, why, due=draft.objections_until + timedelta(days=1))
    if draft.state is DraftState.SECOND_PAIR:
        what, why = said("Look over “{title}”.", title=draft.title), said("It waits for a second pair of eyes.")
        due = draft.since + timedelta(days=pace.second_pair_after)
        yield due_line(Subject.SECOND_PAIR, draft.id, what, why, due=due)
    waits_until = draft.since + timedelta(days=pace.draft_after)
    if draft.state is DraftState.DRAFT and waits_until <= today:
        what = said("Go on with “{title}”, or set it aside.", title=draft.title)
        why = said("Nobody has touched it since {day}.", day=draft.since)
        yield due_line(Subject.DRAFT, draft.id, what, why, due=waits_until)


def _group_lines(group: GroupDuty, facts: MondayFacts) -> Iterable[DueLine]:
    soon = group.quarter_ends - timedelta(days=facts.pace.quarter_seen_before) <= facts.today
    if not group.meets_this_quarter and soon:
        what = said("Ask the {topic} group for a meeting.", topic=group.topic)
        why = said("Working groups meet once a quarter, and this quarter has none yet.")
        yield due_line(Subject.QUARTER, group.id, what, why, due=group.quarter_ends)
    elif group.missing_quarters:
        quarters = listed([said("Q{quarter}", quarter=quarter) for quarter in group.missing_quarters])
        what = said("Ask the {topic} group how it is doing.", topic=group.topic)
        why = said("It did not meet in {quarters}. Its members are not marked down for that.", quarters=quarters)
        yield due_line(Subject.QUARTER, group.id, what, why, due=None)


def _seat_lines(seat: SeatDuty, today: date) -> Iterable[DueLine]:
    """List who is asked to name somebody; while each vacant seat waits for an answer, there is nothing to ask."""
    vacant = NOMINEE_SEATS - seat.filled
    if vacant <= seat.asked:
        return
    what = said(
        "Ask {company} to name a second nominee." if vacant == 1 else "Ask {company} to name two nominees.",
        company=seat.name,
    )
    yield due_line(Subject.SEAT, seat.organisation, what, _vacant(vacant, seat.vacant_since, today), due=None)


def _vacant(vacant: int, since: date | None, today: date) -> Said:
    if since is None:
        return said_of(
            vacant,
            "{number} nominee seat vacant. This is a reminder; it changes nothing for the company.",
            "{number} nominee seats vacant. This is a reminder; it changes nothing for the company.",
        )
    return said_of(
        vacant,
        "{number} nominee seat, {vacant}. This is a reminder; it changes nothing for the company.",
        "{number} nominee seats, {vacant}. This is a reminder; it changes nothing for the company.",
        vacant=vacant_in_words(since, today),
    )


def _year_lines(year: YearDuty, facts: MondayFacts) -> Iterable[DueLine]:
    today = facts.today
    if today > year.ends and not year.updates_missing:
        return
    if year.calendar is CalendarState.DRAFT and today <= year.ends:
        what = said("Have the calendar of {year} agreed.", year=year.label)
        why = said("The group has not agreed its twelve months yet.")
        yield due_line(Subject.CALENDAR, year.id, what, why, due=year.starts)
    if year.judged and not year.special_meetings_decided and year.starts <= today <= year.ends:
        what = said("Ask the group how many special meetings to attend in {year}.", year=year.label)
        why = said("Until it decides, the second requirement reads “not set”. Ask also whether delegates count.")
        yield due_line(Subject.DECISION, year.id, what, why, due=None)
    seen_from = timedelta(days=facts.pace.year_end_seen_before)
    if year.updates_missing and year.update_due and year.update_due - seen_from <= today:
        what = said_of(
            year.updates_missing,
            "Ask for {number} year-end update of {year}.",
            "Ask for {number} year-end updates of {year}.",
            year=year.label,
        )
        why = said("The findings of the working groups go into the year-end review.")
        yield due_line(Subject.YEAR_END, year.id, what, why, due=year.update_due)


def _delivery_lines(delivery: DeliveryDuty) -> Iterable[DueLine]:
    what = said_of(
        delivery.count,
        "Look at {number} failed delivery: {what}.",
        "Look at {number} failed deliveries: {what}.",
        what=delivery.what,
    )
    why = said("They were tried several times and did not arrive.")
    if delivery.came_back:
        what = said_of(
            delivery.count,
            "Check the address of {number} letter that came back: {what}.",
            "Check the address of {number} letters that came back: {what}.",
            what=delivery.what,
        )
        why = said("The other side did not take them, so nobody has read them.")
    when = said("since {day}", day=delivery.since)
    yield due_line(Subject.DELIVERY, delivery.id, what, why, due=delivery.since, when=when)


def _mailbox_lines(since: date | None) -> Iterable[DueLine]:
    if since is not None:
        what = said("Ask whoever runs this installation to look at the mailbox: it cannot be read.")
        why = said("Answers by mail, and mails that came back, are not taken in meanwhile; nothing is lost.")
        yield due_line(Subject.DELIVERY, "mailbox", what, why, due=since, when=said("since {day}", day=since))


def _posting_lines(postings: PostingDuty) -> Iterable[DueLine]:
    if postings.in_doubt:
        what = said_of(
            postings.in_doubt,
            "Look at {number} ask or offer of members.",
            "Look at {number} asks and offers of members.",
        )
        why = said("Something in it may point to somebody or be out of scope; until you decide, nobody else reads it.")
        yield due_line(Subject.POSTING, "in_doubt", what, why, due=None)
    if postings.without_a_nominee:
        what = said_of(
            postings.without_a_nominee,
            "Give on or close {number} ask or offer.",
            "Give on or close {number} asks and offers.",
        )
        why = said("No active nominee: nobody of its member can be asked now.")
        yield due_line(Subject.POSTING, "without_a_nominee", what, why, due=None)


def _speaker_lines(duty: SpeakerDuty) -> Iterable[DueLine]:
    if duty.lost:
        what = said("Find a speaker for {session}.", session=duty.label)
        why = said("Whoever was to speak took it back or has left. Choose somebody else, or go on without.")
        yield due_line(Subject.SPEAKER, duty.id, what, why, due=duty.on)
    if duty.waiting:
        what = said_of(
            duty.waiting,
            "Answer {number} offer to speak at {session}.",
            "Answer {number} offers to speak at {session}.",
            session=duty.label,
        )
        why = said("Members' people offered to tell what they tried, and wait for a word.")
        yield due_line(Subject.SPEAKER, duty.id, what, why, due=duty.on)


def _next_up(facts: MondayFacts) -> str:
    """Say what comes next when nothing is due."""
    coming = [
        (
            session.on,
            name_of(session)
            if session.agenda_sent
            else said("{session}; its agenda is due first", session=name_of(session)),
        )
        for session in facts.sessions
        if session.state is SessionState.PLANNED
    ]
    coming += [
        (
            draft.objections_until,
            said("objections to “{title}” end on {day}", title=draft.title, day=draft.objections_until),
        )
        for draft in facts.drafts
        if draft.state is DraftState.OBJECTIONS and draft.objections_until
    ]
    for year in facts.years:
        if year.update_due and year.updates_missing:
            updates = said("year-end updates of {year} by {day}", year=year.label, day=year.update_due)
            coming.append((year.update_due, updates))
        if year.gathering:
            coming.append((year.gathering, said("the annual gathering, {day}", day=year.gathering)))
    ahead = sorted((day, what) for day, what in coming if day >= facts.today)
    if not ahead:
        return said("Nothing is due, and nothing is planned yet. Plan the next session.")
    return said("Nothing is due. Next: {next}.", next=ahead[0][1])
