"""The year as it was agreed: what changed since, and the hours it asks for."""

from datetime import UTC, datetime, timedelta

import pytest

from convenor.rules.agreed_year import (
    Change,
    YearSession,
    changes_since,
    counted_words,
    expected_year,
    may_propose,
    may_record,
)
from convenor.rules.vocabulary import SessionKind

START = datetime(2023, 1, 10, 15, tzinfo=UTC)
NOBODYS = frozenset[str]()


def a_session(
    key: str = "a",
    *,
    kind: SessionKind = SessionKind.REGULAR,
    after: int = 0,
    minutes: int = 60,
    cancelled: bool = False,
    group: str = "",
) -> YearSession:
    return YearSession(
        id=key, kind=kind, starts_at=START + timedelta(days=after), minutes=minutes, cancelled=cancelled, group=group
    )


def test_a_year_that_stands_as_agreed_has_no_changes() -> None:
    assert changes_since([a_session()], [a_session()]) == ()


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (None, a_session(), Change.ADDED),
        (a_session(), a_session(after=1), Change.MOVED),
        (a_session(), a_session(minutes=90), Change.LENGTH),
        (a_session(), a_session(cancelled=True), Change.CANCELLED),
        (a_session(), None, Change.GONE),
    ],
)
def test_each_change_since_the_agreement_is_told(
    then: YearSession | None, now: YearSession | None, change: Change
) -> None:
    (found,) = changes_since([then] if then else [], [now] if now else [])
    assert (found.change, found.then, found.now, found.id) == (change, then, now, "a")


def test_what_was_off_before_the_agreement_or_came_and_went_is_no_change() -> None:
    off = a_session(cancelled=True)
    assert changes_since([off], [off]) == ()
    assert changes_since([], [off]) == ()


def test_changes_stand_in_order_of_date() -> None:
    found = changes_since([], [a_session("late", after=9), a_session("early", after=2)])
    assert [one.id for one in found] == ["early", "late"]


def test_hours_are_the_sum_of_what_is_expected() -> None:
    sessions = [a_session("a"), a_session("b", after=30, minutes=90), a_session("c", after=60, cancelled=True)]
    found = expected_year(sessions, special_agreed=None, months_to_call=10, groups=NOBODYS)
    assert (found.minutes, found.hours) == (150 + 600, "12.5")


def test_of_special_meetings_as_many_count_as_the_group_agreed() -> None:
    special = [a_session(str(n), kind=SessionKind.SPECIAL, after=n, minutes=60 + 30 * n) for n in range(3)]
    all_of_them = expected_year(special, special_agreed=None, months_to_call=0, groups=NOBODYS)
    assert all_of_them.minutes == 60 + 90 + 120
    two = expected_year(special, special_agreed=2, months_to_call=0, groups=NOBODYS)
    assert (two.minutes, two.lines[0].sessions, two.lines[0].of) == (210, 2, 3)
    five = expected_year(special, special_agreed=5, months_to_call=0, groups=NOBODYS)
    assert (five.to_call, five.minutes) == (2, 270 + 120)


def test_working_groups_count_for_those_who_sit_in_them() -> None:
    held = [
        a_session("a", kind=SessionKind.WORKING_GROUP, group="x", minutes=60),
        a_session("b", kind=SessionKind.WORKING_GROUP, group="y", minutes=90),
        a_session("c", kind=SessionKind.WORKING_GROUP, group="y", minutes=45),
    ]

    def minutes(groups: frozenset[str] | None) -> int:
        return expected_year(held, special_agreed=None, months_to_call=0, groups=groups).minutes

    assert minutes(frozenset({"x"})) == 60
    assert minutes(frozenset({"x", "y"})) == 195
    assert minutes(NOBODYS) == 0
    assert minutes(None) == 135


def test_hours_are_told_to_the_half_and_rounded_up() -> None:
    def told(minutes: int) -> str:
        return expected_year([a_session(minutes=minutes)], special_agreed=None, months_to_call=0, groups=None).in_words

    assert [told(minutes) for minutes in (30, 60, 61, 90, 95)] == [
        "about 0.5 hours",
        "about 1 hour",
        "about 1.5 hours",
        "about 1.5 hours",
        "about 2 hours",
    ]


def test_a_year_is_proposed_once_and_only_with_sessions_and_before_it_is_over() -> None:
    assert may_propose(sessions=1, open_already=False, over=False).allowed
    assert "no session" in may_propose(sessions=0, open_already=False, over=False).reason
    assert "proposed already" in may_propose(sessions=1, open_already=True, over=False).reason
    assert "over" in may_propose(sessions=1, open_already=False, over=True).reason


def test_what_is_recorded_is_what_was_proposed() -> None:
    assert may_record(proposed=None, today=[a_session()]).allowed
    assert may_record(proposed=[a_session()], today=[a_session()]).allowed
    assert "propose the year again" in may_record(proposed=[a_session()], today=[a_session(after=7)]).reason


def test_answers_to_a_proposal_are_told_in_numbers() -> None:
    assert counted_words({True: 7, False: 1}, 12) == "7 of 12 members agree, 1 would change something."
    assert counted_words({}, 12) == "0 of 12 members agree."
