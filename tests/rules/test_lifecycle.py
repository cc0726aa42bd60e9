"""One state follows another only where the table says so, and a refusal says what to do."""

from enum import StrEnum

import pytest

from convenor.rules.lifecycle import FOLLOWS, INSTEAD, NOUNS, STATE_WORDS, may_follow, next_states
from convenor.rules.vocabulary import CalendarState, DraftState, GroupState, MembershipState, SessionState

KINDS = (SessionState, DraftState, GroupState, CalendarState, MembershipState)


def test_a_session_is_planned_then_open_then_closed() -> None:
    assert may_follow(SessionState.PLANNED, SessionState.OPEN).allowed
    assert may_follow(SessionState.OPEN, SessionState.CLOSED).allowed
    assert not may_follow(SessionState.PLANNED, SessionState.CLOSED).allowed


def test_a_session_that_was_opened_cannot_be_cancelled() -> None:
    verdict = may_follow(SessionState.OPEN, SessionState.CANCELLED)
    assert not verdict.allowed
    assert verdict.reason == "The session is open; it cannot be cancelled next, only closed."


def test_a_closed_session_stays_closed_and_the_refusal_says_what_to_do() -> None:
    verdict = may_follow(SessionState.CLOSED, SessionState.OPEN)
    assert not verdict.allowed
    assert verdict.reason == "The session is closed, and that is final. Plan a new session instead."


def test_a_draft_is_never_released_straight_from_writing() -> None:
    verdict = may_follow(DraftState.DRAFT, DraftState.RELEASED)
    assert not verdict.allowed
    assert "second pair of eyes" in verdict.reason


def test_a_draft_goes_out_by_a_second_pair_of_eyes_or_after_objections() -> None:
    assert may_follow(DraftState.SECOND_PAIR, DraftState.RELEASED).allowed
    assert may_follow(DraftState.OBJECTIONS, DraftState.RELEASED).allowed
    assert may_follow(DraftState.OBJECTIONS, DraftState.DRAFT).allowed


def test_what_was_withdrawn_stays_withdrawn() -> None:
    assert next_states(DraftState.RELEASED) == {DraftState.WITHDRAWN}
    assert next_states(DraftState.WITHDRAWN) == frozenset()


def test_a_calendar_can_be_amended_again_and_agreed_anew() -> None:
    assert may_follow(CalendarState.AMENDED, CalendarState.AMENDED).allowed
    assert may_follow(CalendarState.AMENDED, CalendarState.AGREED).allowed
    assert not may_follow(CalendarState.DRAFT, CalendarState.AMENDED).allowed


def test_a_topic_may_be_dropped_before_it_becomes_a_group() -> None:
    assert may_follow(GroupState.PROPOSED, GroupState.CLOSED).allowed
    assert not may_follow(GroupState.CLOSED, GroupState.ACTIVE).allowed


def test_a_company_that_left_comes_back_as_a_new_member() -> None:
    verdict = may_follow(MembershipState.ENDED, MembershipState.CURRENT)
    assert not verdict.allowed
    assert "new membership" in verdict.reason


def test_staying_as_it_is_is_no_step() -> None:
    assert "already" in may_follow(DraftState.DRAFT, DraftState.DRAFT).reason


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_has_its_steps_and_its_words(kind: type[StrEnum]) -> None:
    assert set(FOLLOWS[kind]) == set(kind)
    assert set(STATE_WORDS[kind]) == set(kind)
    assert kind in NOUNS
    assert all(steps <= set(kind) for steps in FOLLOWS[kind].values())
    if any(not steps for steps in FOLLOWS[kind].values()):
        assert INSTEAD[kind].endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_can_be_reached_from_the_first(kind: type[StrEnum]) -> None:
    reached = {next(iter(kind)).value}
    for _ in kind:
        reached |= {str(step) for state in reached for step in FOLLOWS[kind][state]}
    assert reached == {str(state) for state in kind}
