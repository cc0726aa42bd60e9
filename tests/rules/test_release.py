"""The way out of the room, as rules."""

from dataclasses import replace
from datetime import date

import pytest

from convenor.rules.release import (
    DraftFacts,
    SettlingFacts,
    Step,
    may_leave,
    may_object,
    may_publish,
    next_step,
    window,
    window_passed,
)
from convenor.rules.vocabulary import DraftState

TODAY = date(2023, 3, 6)
READY = SettlingFacts(has_title=True, has_text=True, empty_sections=(), blocked=0, undecided=0)
OPEN = DraftFacts(
    state=DraftState.OBJECTIONS, since=TODAY, until=date(2023, 3, 20), unanswered=0, approved=True, alone=False
)


def test_a_settled_text_may_leave() -> None:
    assert may_leave(READY).allowed


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (replace(READY, has_title=False), "title"),
        (replace(READY, has_text=False), "title"),
        (replace(READY, empty_sections=("What to do",)), "What to do"),
        (replace(READY, blocked=1), "1 place points"),
        (replace(READY, undecided=2), "2 places"),
    ],
)
def test_a_text_stays_while_something_is_open_and_the_reason_says_what(facts: SettlingFacts, word: str) -> None:
    verdict = may_leave(facts)
    assert not verdict.allowed
    assert word in verdict.reason


def test_members_may_object_on_the_last_day_and_not_after_it() -> None:
    until = date(2023, 3, 20)
    assert may_object(until, until).allowed
    assert not may_object(until, date(2023, 3, 21)).allowed
    assert not may_object(None, TODAY).allowed


def test_the_last_day_belongs_to_the_members() -> None:
    assert not window_passed(date(2023, 3, 20), date(2023, 3, 20))
    assert window_passed(date(2023, 3, 20), date(2023, 3, 21))
    assert not window_passed(None, TODAY)


def test_a_window_lies_ahead() -> None:
    assert not window(opens=TODAY, until=TODAY, alone=False).allowed
    assert window(opens=TODAY, until=date(2023, 3, 7), alone=False).allowed


def test_an_officer_alone_gives_members_a_week() -> None:
    assert not window(opens=TODAY, until=date(2023, 3, 12), alone=True).allowed
    assert window(opens=TODAY, until=date(2023, 3, 13), alone=True).allowed


def test_an_objection_holds_the_release_even_after_the_last_day() -> None:
    late = date(2023, 4, 1)
    assert not may_publish(replace(OPEN, unanswered=1), late).allowed
    assert may_publish(OPEN, late).allowed
    assert not may_publish(OPEN, date(2023, 3, 20)).allowed


def step(facts: DraftFacts, today: date = TODAY) -> Step:
    found = next_step(facts, today)
    assert found is not None
    return found


def test_every_step_says_who_has_to_act() -> None:
    writing = replace(OPEN, state=DraftState.DRAFT)
    assert "second pair" in step(writing).what
    assert "members" in step(replace(writing, alone=True)).what
    read = replace(OPEN, state=DraftState.SECOND_PAIR, approved=False)
    assert step(read).who == "an officer who did not write it"
    assert step(replace(read, approved=True)).what == "Publish it"
    assert step(OPEN).who == "the members"
    assert step(OPEN, date(2023, 3, 21)).what == "Publish it"


@pytest.mark.parametrize("state", [DraftState.RELEASED, DraftState.WITHDRAWN])
def test_what_has_arrived_waits_for_nobody(state: DraftState) -> None:
    assert next_step(replace(OPEN, state=state), TODAY) is None


def test_what_waits_too_long_is_late() -> None:
    waiting = replace(OPEN, state=DraftState.SECOND_PAIR, approved=False)
    assert not step(waiting, date(2023, 3, 13)).late
    assert step(waiting, date(2023, 3, 14)).late
    assert step(replace(OPEN, unanswered=1)).late
    assert not step(OPEN, date(2023, 3, 21)).late
    assert step(OPEN, date(2023, 3, 28)).late


def test_what_somebody_said_no_to_is_told_first() -> None:
    verdict = may_leave(replace(READY, blocked=2, refused=1))
    assert "1 place stays unpublished, because somebody whom the words are about said no" in verdict.reason


def test_a_draft_that_asks_waits_for_the_answers() -> None:
    waits = step(replace(OPEN, state=DraftState.DRAFT, asked=2))
    assert (waits.what, waits.who) == ("Wait for 2 answers, or say it otherwise", "who was asked")
