"""An agenda fits the hour, begins with the statement, and gates the discussion (AC-11)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.agenda import (
    AgendaFacts,
    AgendaFault,
    AgendaItemFact,
    ClosingFacts,
    look_over,
    may_open,
    may_open_discussion,
    may_send,
    missing_to_close,
    sent_in_time,
)
from convenor.rules.vocabulary import AgendaItemKind, SessionKind

START = datetime(2022, 3, 14, 15, 0, tzinfo=UTC)
BEFORE = START - timedelta(days=3)


def item(kind: AgendaItemKind, minutes: int, title: str = "") -> AgendaItemFact:
    return AgendaItemFact(id=f"{kind}-{title}", kind=kind, title=title or kind.value, minutes=minutes)


STATEMENT = item(AgendaItemKind.STATEMENT, 5)
UPDATES = item(AgendaItemKind.UPDATES, 15)
TOPIC = item(AgendaItemKind.TOPIC, 30, "Operationalizing Severity")
CLOSE = item(AgendaItemKind.CLOSE, 10)
GOOD = AgendaFacts(kind=SessionKind.REGULAR, length=60, items=(STATEMENT, UPDATES, TOPIC, CLOSE))


def faults(agenda: AgendaFacts) -> list[AgendaFault]:
    return [finding.fault for finding in look_over(agenda)]


def test_a_good_agenda_may_be_sent_before_the_start() -> None:
    assert look_over(GOOD) == ()
    assert may_send(GOOD, starts_at=START, now=BEFORE).allowed


def test_an_agenda_that_overruns_says_by_how_much_and_which_items() -> None:
    long = replace(GOOD, items=(STATEMENT, UPDATES, replace(TOPIC, minutes=45), CLOSE))
    (finding,) = look_over(long)
    assert finding.fault is AgendaFault.TOO_LONG
    assert finding.sentence.startswith("The items take 75 minutes, 15 more than the 60 of the session.")
    assert finding.items == (TOPIC.id, CLOSE.id)
    assert "Operationalizing Severity" in finding.sentence


def test_an_item_needs_time() -> None:
    (finding,) = look_over(replace(GOOD, items=(STATEMENT, UPDATES, replace(TOPIC, minutes=0))))
    assert finding.fault is AgendaFault.NO_TIME
    assert finding.sentence == "“Operationalizing Severity” has no time. Give at least one minute."
    (both,) = look_over(replace(GOOD, items=(STATEMENT, replace(UPDATES, minutes=0), replace(TOPIC, minutes=0))))
    assert both.sentence.startswith("“updates” and “Operationalizing Severity” have no time.")
    assert look_over(replace(GOOD, items=(STATEMENT, UPDATES, replace(TOPIC, minutes=1)))) == ()


def test_an_agenda_may_fill_the_hour_to_the_minute_and_not_one_more() -> None:
    full = replace(GOOD, items=(STATEMENT, UPDATES, replace(TOPIC, minutes=40)))
    assert look_over(full) == ()
    (finding,) = look_over(replace(full, items=(*full.items, replace(CLOSE, minutes=1))))
    assert finding.items == (CLOSE.id,)


def test_the_statement_is_there_and_comes_first() -> None:
    assert faults(replace(GOOD, items=(UPDATES, TOPIC))) == [AgendaFault.NO_STATEMENT]
    assert faults(replace(GOOD, items=(UPDATES, STATEMENT))) == [AgendaFault.STATEMENT_NOT_FIRST]


def test_updates_are_a_named_item_of_regular_meetings_only() -> None:
    without = replace(GOOD, items=(STATEMENT, TOPIC))
    assert faults(without) == [AgendaFault.NO_UPDATES]
    assert faults(replace(without, kind=SessionKind.SPECIAL)) == []


def test_an_empty_agenda_is_one_finding() -> None:
    assert faults(replace(GOOD, items=())) == [AgendaFault.EMPTY]


def test_an_agenda_with_findings_is_not_sent_and_the_reason_lists_them() -> None:
    verdict = may_send(replace(GOOD, items=(TOPIC,)), starts_at=START, now=BEFORE)
    assert not verdict.allowed
    assert "statement is missing" in verdict.reason
    assert "updates are missing" in verdict.reason


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1)])
def test_no_agenda_is_sent_once_the_session_has_begun(late: timedelta) -> None:
    verdict = may_send(GOOD, starts_at=START, now=START + late)
    assert not verdict.allowed
    assert "before the start" in verdict.reason


def test_a_session_opens_only_after_its_agenda_was_sent_in_time() -> None:
    assert may_open(sent_at=BEFORE, starts_at=START, now=START).allowed
    assert not may_open(sent_at=None, starts_at=START, now=START).allowed
    assert not may_open(sent_at=START, starts_at=START, now=START).allowed


def test_a_session_that_is_open_to_anybody_opens_with_the_agenda_that_was_fixed_in_time() -> None:
    assert may_open(sent_at=BEFORE, starts_at=START, now=START, open_to_anybody=True).allowed
    missing = may_open(sent_at=None, starts_at=START, now=START, open_to_anybody=True)
    late = may_open(sent_at=START, starts_at=START, now=START, open_to_anybody=True)
    assert (missing.allowed, late.allowed) == (False, False)
    assert "not been fixed. Fix it first" in missing.reason
    assert "fixed after the start" in late.reason


def test_a_session_opens_during_its_day_and_not_a_week_before() -> None:
    assert may_open(sent_at=BEFORE, starts_at=START, now=START - timedelta(hours=24)).allowed
    verdict = may_open(sent_at=BEFORE, starts_at=START, now=START - timedelta(hours=25))
    assert not verdict.allowed
    assert "Open it on that day" in verdict.reason


def test_discussion_opens_only_once_the_statement_was_read() -> None:
    assert may_open_discussion(statement_read=True).allowed
    verdict = may_open_discussion(statement_read=False)
    assert not verdict.allowed
    assert "record the reading" in verdict.reason


def test_closing_lists_what_is_missing_as_things_to_do() -> None:
    nothing = ClosingFacts(statement_read=False, attendance_recorded=False, items_finished=False, learning=False)
    assert len(missing_to_close(nothing)) == 4
    done = ClosingFacts(statement_read=True, attendance_recorded=True, items_finished=True, learning=True)
    assert missing_to_close(done) == ()
    (left,) = missing_to_close(replace(done, attendance_recorded=False))
    assert "represented" in left


@given(minutes=st.lists(st.integers(1, 60), min_size=1, max_size=8), length=st.integers(15, 180))
def test_an_agenda_fits_exactly_when_its_minutes_do(minutes: list[int], length: int) -> None:
    items = (STATEMENT, *(item(AgendaItemKind.TOPIC, m, str(n)) for n, m in enumerate(minutes)))
    agenda = AgendaFacts(kind=SessionKind.WORKING_GROUP, length=length, items=items)
    assert (AgendaFault.TOO_LONG in faults(agenda)) is (5 + sum(minutes) > length)


PRICING = item(AgendaItemKind.TOPIC, 20, "Cloud credit pricing for Q3")


def test_a_title_that_may_be_out_of_scope_wants_a_reason() -> None:
    agenda = replace(GOOD, items=(STATEMENT, UPDATES, PRICING, CLOSE))
    (finding,) = look_over(agenda)
    assert (finding.fault, finding.items) == (AgendaFault.OUT_OF_SCOPE, (PRICING.id,))
    assert "“Cloud credit pricing for Q3”" in finding.sentence
    assert "say why it belongs here" in finding.sentence
    assert not may_send(agenda, starts_at=START, now=BEFORE).allowed


def test_with_a_reason_it_is_a_persons_decision() -> None:
    kept = replace(PRICING, scope_reason="How credits reach human rights defenders.")
    assert look_over(replace(GOOD, items=(STATEMENT, UPDATES, kept, CLOSE))) == ()
    assert look_over(replace(GOOD, items=(STATEMENT, UPDATES, replace(PRICING, scope_reason="  "), CLOSE))) != ()


def test_an_agenda_is_in_time_until_the_very_start() -> None:
    assert sent_in_time(sent_at=START - timedelta(seconds=1), starts_at=START)
    assert not sent_in_time(sent_at=START, starts_at=START)
