"""Monday shows at most seven lines, the most urgent first, each with its reason and date (AC-23)."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.monday import (
    DeliveryDuty,
    DraftDuty,
    DueLine,
    GroupDuty,
    MondayFacts,
    PostingDuty,
    SeatDuty,
    SessionDuty,
    SpeakerDuty,
    Subject,
    YearDuty,
    in_words,
    monday,
)
from convenor.rules.vocabulary import CalendarState, DraftState, SessionKind, SessionState
from convenor.rules.wording import on_day

TODAY = date(2022, 3, 10)
PLANNED = SessionDuty(
    id="s2",
    label="Q1 Session 2",
    kind=SessionKind.REGULAR,
    state=SessionState.PLANNED,
    on=date(2022, 3, 14),
)
CLOSED = SessionDuty(
    id="s1",
    label="Q1 Session 1",
    kind=SessionKind.REGULAR,
    state=SessionState.CLOSED,
    on=date(2022, 2, 28),
    agenda_sent=True,
    statement_recorded=True,
    attendance_recorded=True,
    learning_kept=True,
)
DRAFT = DraftDuty(id="d1", title="Severity", state=DraftState.DRAFT, since=date(2022, 3, 9))
YEAR = YearDuty(
    id="y22",
    label="2022",
    starts=date(2022, 1, 1),
    ends=date(2022, 12, 31),
    calendar=CalendarState.AGREED,
    judged=True,
    special_meetings_decided=True,
)
GROUP = GroupDuty(
    id="g1",
    topic="gender",
    missing_quarters=(),
    meets_this_quarter=True,
    quarter_ends=date(2022, 3, 31),
)


def lines(**facts: object) -> tuple[DueLine, ...]:
    return monday(MondayFacts(today=TODAY, **facts)).lines  # type: ignore[arg-type]


def only(**facts: object) -> DueLine:
    (line,) = lines(**facts)
    return line


def test_an_agenda_is_due_three_days_before_its_session() -> None:
    line = only(sessions=(PLANNED,))
    assert line.what == "Send the agenda for Q1 Session 2, 14 March 2022."
    assert (line.due, line.when) == (date(2022, 3, 11), "due tomorrow")
    assert (line.subject, line.id) == (Subject.AGENDA, "s2")
    assert line.why


def test_an_agenda_far_ahead_is_not_yet_due() -> None:
    assert lines(sessions=(replace(PLANNED, on=TODAY + timedelta(days=11)),)) == ()


def test_missing_updates_are_counted_once_the_session_is_near() -> None:
    near = replace(PLANNED, on=date(2022, 3, 12), agenda_sent=True, updates_missing=2)
    assert only(sessions=(near,)).what == "2 updates missing for Q1 Session 2, 12 March 2022."
    assert lines(sessions=(replace(near, on=date(2022, 3, 14)),)) == ()


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({"statement_recorded": False}, Subject.STATEMENT),
        ({"attendance_recorded": False}, Subject.ATTENDANCE),
        ({"learning_kept": False, "remarks": 3}, Subject.NOTES),
        ({"learning_kept": False, "remarks": 3, "burn_on": date(2022, 3, 20)}, Subject.BURN),
        ({"summary_due": date(2022, 3, 7)}, Subject.SUMMARY_NOTE),
        ({"state": SessionState.PLANNED}, Subject.OUTCOME),
        ({"state": SessionState.OPEN}, Subject.OUTCOME),
    ],
)
def test_what_a_held_session_still_owes_is_due(change: dict[str, object], subject: Subject) -> None:
    line = only(sessions=(replace(CLOSED, **change),))  # type: ignore[arg-type]
    assert line.subject is subject
    assert lines(sessions=(replace(CLOSED, from_source=True, **change),)) == ()  # type: ignore[arg-type]


def test_a_session_that_is_open_today_is_not_hurried() -> None:
    assert lines(sessions=(replace(CLOSED, state=SessionState.OPEN, on=TODAY),)) == ()


def test_notes_are_due_two_weeks_after_and_a_summary_note_is_seen_three_days_before() -> None:
    assert only(sessions=(replace(CLOSED, learning_kept=False, remarks=3),)).due == date(2022, 3, 14)
    assert only(sessions=(replace(CLOSED, summary_due=TODAY + timedelta(days=3)),)).subject is Subject.SUMMARY_NOTE
    assert lines(sessions=(replace(CLOSED, summary_due=TODAY + timedelta(days=4)),)) == ()


def test_a_finished_a_cancelled_and_a_webinar_session_owe_nothing_of_this() -> None:
    cancelled = replace(CLOSED, state=SessionState.CANCELLED, statement_recorded=False)
    webinar = replace(CLOSED, kind=SessionKind.WEBINAR, attendance_recorded=False)
    assert lines(sessions=(CLOSED, cancelled, webinar)) == ()


def test_notes_that_will_be_destroyed_say_so_with_the_day() -> None:
    line = only(sessions=(replace(CLOSED, learning_kept=False, remarks=3, burn_on=date(2022, 3, 11)),))
    assert "cannot be brought back" in line.why
    assert line.when == "due tomorrow"


def test_an_objection_waits_for_an_answer() -> None:
    draft = replace(DRAFT, state=DraftState.OBJECTIONS, objections_open=1, objections_until=date(2022, 3, 12))
    line = only(drafts=(draft,))
    assert line.what == "Answer 1 objection to “Severity”."
    assert line.when == "due by 12 March 2022"


def test_once_the_window_has_ended_without_objections_a_decision_is_due() -> None:
    draft = replace(DRAFT, state=DraftState.OBJECTIONS, objections_until=date(2022, 3, 9))
    assert only(drafts=(draft,)).subject is Subject.RELEASE
    assert lines(drafts=(replace(draft, objections_until=TODAY),)) == ()


def test_drafts_wait_for_eyes_or_for_their_writer() -> None:
    assert only(drafts=(replace(DRAFT, state=DraftState.SECOND_PAIR),)).subject is Subject.SECOND_PAIR
    assert only(drafts=(replace(DRAFT, since=date(2022, 2, 1)),)).subject is Subject.DRAFT
    assert lines(drafts=(DRAFT, replace(DRAFT, state=DraftState.RELEASED, since=date(2022, 1, 1)))) == ()


def test_a_group_without_a_meeting_in_the_quarter_is_asked_and_not_blamed() -> None:
    line = only(groups=(replace(GROUP, meets_this_quarter=False),))
    assert line.due == date(2022, 3, 31)
    past = only(groups=(replace(GROUP, missing_quarters=(1,)),))
    assert "Q1" in past.why
    assert "not marked down" in past.why
    assert lines(groups=(GROUP,)) == ()


def test_a_vacant_seat_is_a_reminder() -> None:
    line = only(seats=(SeatDuty(organisation="acme", name="Acme", filled=1),))
    assert line.what == "Ask Acme to name a second nominee."
    assert line.id == "acme"
    assert lines(seats=(SeatDuty(organisation="acme", name="Acme", filled=2),)) == ()


def test_a_vacant_seat_says_since_when_and_asks_for_nothing_while_somebody_is_asked() -> None:
    since = TODAY - timedelta(days=21)
    line = only(seats=(SeatDuty(organisation="acme", name="Acme", filled=1, vacant_since=since),))
    assert line.why.startswith(f"1 nominee seat, vacant since {on_day(since)}, 3 weeks.")
    assert "changes nothing for the company" in line.why
    assert lines(seats=(SeatDuty(organisation="acme", name="Acme", filled=1, asked=1),)) == ()
    assert len(lines(seats=(SeatDuty(organisation="acme", name="Acme", filled=0, asked=1),))) == 1


def test_a_years_calendar_decision_and_updates_are_due() -> None:
    assert only(years=(replace(YEAR, calendar=CalendarState.DRAFT),)).subject is Subject.CALENDAR
    undecided = replace(YEAR, special_meetings_decided=False)
    assert only(years=(undecided,)).subject is Subject.DECISION
    assert lines(years=(replace(undecided, judged=False),)) == ()
    owed = replace(YEAR, update_due=date(2022, 3, 20), updates_missing=4)
    assert only(years=(owed,)).what == "Ask for 4 year-end updates of 2022."


def test_a_year_that_is_over_and_complete_asks_nothing() -> None:
    old = replace(
        YEAR,
        starts=date(2021, 1, 1),
        ends=date(2021, 12, 31),
        calendar=CalendarState.DRAFT,
        special_meetings_decided=False,
    )
    assert lines(years=(old,)) == ()
    late = replace(old, update_due=date(2021, 12, 1), updates_missing=1)
    assert only(years=(late,)).subject is Subject.YEAR_END
    to_come = replace(YEAR, starts=date(2022, 4, 1), special_meetings_decided=False)
    assert lines(years=(to_come,)) == ()
    last_day = replace(YEAR, ends=TODAY, calendar=CalendarState.DRAFT, special_meetings_decided=False)
    assert {line.subject for line in lines(years=(last_day,))} == {Subject.CALENDAR, Subject.DECISION}


def test_failed_deliveries_are_shown() -> None:
    line = only(deliveries=(DeliveryDuty(id="mail", what="invitations", count=2, since=date(2022, 3, 8)),))
    assert line.what == "Look at 2 failed deliveries: invitations."
    assert line.when == "since 8 March 2022"


def test_letters_that_came_back_are_shown_with_what_to_do() -> None:
    line = only(deliveries=(DeliveryDuty(id="x", what="agenda sent", count=1, since=date(2022, 3, 8), came_back=True),))
    assert line.what == "Check the address of 1 letter that came back: agenda sent."
    assert line.why == "The other side did not take them, so nobody has read them."


def test_a_mailbox_that_cannot_be_read_is_shown() -> None:
    line = only(mailbox_unread_since=date(2022, 3, 8))
    assert line.what == "Ask whoever runs this installation to look at the mailbox: it cannot be read."
    assert (line.subject, line.when) == (Subject.DELIVERY, "since 8 March 2022")


def test_seven_lines_are_shown_and_the_rest_is_counted() -> None:
    many = tuple(replace(PLANNED, id=f"s{n}", on=TODAY + timedelta(days=n)) for n in range(9, -1, -1))
    view = monday(MondayFacts(today=TODAY, sessions=many))
    assert [line.id for line in view.lines] == [f"s{n}" for n in range(7)]
    assert (view.left_out, view.more) == (3, "and 3 more")
    assert view.next_up == ""


def test_when_nothing_is_due_it_says_what_comes_next() -> None:
    later = replace(PLANNED, on=date(2022, 5, 3), label="Q2 Session 1")
    view = monday(MondayFacts(today=TODAY, sessions=(later,), years=(replace(YEAR, gathering=date(2022, 12, 1)),)))
    assert view.lines == ()
    assert view.next_up == "Nothing is due. Next: Q2 Session 1, 3 May 2022; its agenda is due first."
    empty = monday(MondayFacts(today=TODAY))
    assert empty.next_up == "Nothing is due, and nothing is planned yet. Plan the next session."


def test_reminders_begin_on_their_day_and_not_before() -> None:
    at_ten_days = replace(PLANNED, on=TODAY + timedelta(days=10))
    assert len(lines(sessions=(at_ten_days,))) == 1
    asked = replace(PLANNED, agenda_sent=True, updates_missing=1, on=TODAY + timedelta(days=3))
    assert len(lines(sessions=(asked,))) == 1
    notes = replace(CLOSED, learning_kept=False, remarks=1)
    at_two_weeks = replace(notes, burn_on=TODAY + timedelta(days=14))
    assert only(sessions=(at_two_weeks,)).subject is Subject.BURN
    assert only(sessions=(replace(notes, burn_on=TODAY + timedelta(days=15)),)).subject is Subject.NOTES
    assert only(drafts=(replace(DRAFT, since=TODAY - timedelta(days=14)),)).due == TODAY
    assert lines(drafts=(replace(DRAFT, since=TODAY - timedelta(days=13)),)) == ()
    quarter = replace(GROUP, meets_this_quarter=False)
    assert len(lines(groups=(replace(quarter, quarter_ends=TODAY + timedelta(days=30)),))) == 1
    assert lines(groups=(replace(quarter, quarter_ends=TODAY + timedelta(days=31)),)) == ()


def test_a_decision_on_a_draft_is_due_the_day_after_its_objections_end() -> None:
    draft = replace(DRAFT, state=DraftState.OBJECTIONS, objections_until=date(2022, 3, 9))
    assert only(drafts=(draft,)).due == TODAY


def test_the_end_of_objections_and_the_year_end_are_things_to_come() -> None:
    draft = replace(DRAFT, state=DraftState.OBJECTIONS, objections_until=date(2022, 3, 20))
    view = monday(MondayFacts(today=TODAY, drafts=(draft,)))
    assert view.next_up == "Nothing is due. Next: objections to “Severity” end on 20 March 2022."
    today = replace(draft, objections_until=TODAY)
    assert "10 March 2022" in monday(MondayFacts(today=TODAY, drafts=(today,))).next_up
    set_aside = replace(draft, state=DraftState.WITHDRAWN)
    assert "nothing is planned" in monday(MondayFacts(today=TODAY, drafts=(set_aside,))).next_up
    owed = replace(YEAR, update_due=date(2022, 11, 15), updates_missing=1)
    assert "year-end updates of 2022" in monday(MondayFacts(today=TODAY, years=(owed,))).next_up


def test_asks_and_offers_that_wait_for_a_person_are_said_and_others_are_not() -> None:
    assert monday(MondayFacts(today=TODAY, postings=PostingDuty())).lines == ()
    found = monday(MondayFacts(today=TODAY, postings=PostingDuty(in_doubt=1, without_a_nominee=2))).lines
    assert [line.what for line in found] == [
        "Look at 1 ask or offer of members.",
        "Give on or close 2 asks and offers.",
    ]
    assert {line.subject for line in found} == {Subject.POSTING}
    assert "No active nominee" in found[1].why


def test_dates_are_said_as_people_say_them() -> None:
    assert in_words(None, TODAY) == "no date"
    assert in_words(TODAY, TODAY) == "due today"
    assert in_words(date(2022, 3, 1), TODAY) == "overdue since 1 March 2022"


@given(days=st.lists(st.integers(-40, 10), max_size=30), order=st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(days: list[int], order: Random) -> None:
    sessions = [replace(PLANNED, id=f"s{n}", on=TODAY + timedelta(days=d)) for n, d in enumerate(days)]
    view = monday(MondayFacts(today=TODAY, sessions=tuple(sessions)))
    order.shuffle(sessions)
    assert monday(MondayFacts(today=TODAY, sessions=tuple(sessions))) == view
    dues = [line.due for line in view.lines if line.due]
    assert dues == sorted(dues)
    assert len(view.lines) + view.left_out >= len([d for d in days if d < 0])


def test_a_session_that_lost_its_speaker_stands_before_offers_that_wait() -> None:
    duty = SpeakerDuty(id="plp", label="Peer Learning Platform, session 2", on=TODAY + timedelta(days=5), waiting=2)
    (waits,) = monday(MondayFacts(today=TODAY, speakers=(duty,))).lines
    assert (waits.what, waits.due) == ("Answer 2 offers to speak at Peer Learning Platform, session 2.", duty.on)
    lost = monday(MondayFacts(today=TODAY, speakers=(replace(duty, lost=True, waiting=0),))).lines
    assert [line.what for line in lost] == ["Find a speaker for Peer Learning Platform, session 2."]
    assert monday(MondayFacts(today=TODAY, speakers=(replace(duty, waiting=0),))).lines == ()
