"""Registering for an open series: any or all of what is to come, counted by employer, gone on a day that is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from convenor.rules.registration import (
    JOINED_UNTIL,
    NEAR,
    Offered,
    Registrant,
    Told,
    can_be_joined,
    described,
    erased_on,
    is_news,
    may_choose,
    organisations_of,
)

NOW = datetime(2023, 3, 6, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OFFERED = [
    Offered(number=1, starts_at=NOW - DAY, cancelled=False),
    Offered(number=2, starts_at=NOW + DAY, cancelled=False),
    Offered(number=3, starts_at=NOW + 2 * DAY, cancelled=True),
    Offered(number=4, starts_at=NOW + 3 * DAY, cancelled=False),
]


@pytest.mark.parametrize("chosen", [(2,), (4,), (4, 2)])
def test_any_or_all_of_what_is_to_come_may_be_chosen_in_any_order(chosen: tuple[int, ...]) -> None:
    assert may_choose(chosen, OFFERED, NOW).allowed


@pytest.mark.parametrize("chosen", [(), (1,), (3,), (9,), (2, 3)])
def test_what_is_over_called_off_or_unknown_may_not(chosen: tuple[int, ...]) -> None:
    assert not may_choose(chosen, OFFERED, NOW).allowed


def test_whoever_keeps_what_has_begun_need_choose_nothing_to_come() -> None:
    assert may_choose((), OFFERED, NOW, keeps_others=True).allowed
    assert not may_choose((3,), OFFERED, NOW, keeps_others=True).allowed


def test_it_is_erased_thirty_days_after_the_last_session_and_after_seven_where_nobody_confirmed() -> None:
    sessions = [datetime(2023, 9, 13, 14, tzinfo=UTC), datetime(2023, 3, 15, 14, tzinfo=UTC)]
    made = date(2023, 3, 6)
    assert erased_on(registered=made, confirmed=True, sessions=sessions) == date(2023, 10, 13)
    assert erased_on(registered=made, confirmed=False, sessions=sessions) == date(2023, 3, 13)
    assert erased_on(registered=made, confirmed=True, sessions=[]) == date(2023, 4, 5)


def of(person: str, organisation: str = "", address: str = "") -> Registrant:
    return Registrant(person=person, organisation=organisation, address=address or f"{person}@gmail.com")


def units(*people: Registrant) -> int:
    return len(set(organisations_of(people).values()))


def test_one_employer_is_one_however_it_is_spelled() -> None:
    assert units(of("a", address="a@acme.example"), of("b", "Acme Ltd", "b@acme.example"), of("c", " acme  ltd ")) == 1
    # In whatever order they registered.
    assert units(of("c", "acme ltd"), of("a", address="a@acme.example"), of("b", "Acme Ltd", "b@ACME.example")) == 1


def test_whoever_says_nothing_and_has_mail_that_anybody_can_have_counts_alone() -> None:
    assert units(of("a"), of("b"), of("c", "Elsewhere")) == 3
    assert units(of("a", "gmail.com"), of("b")) == 2


def test_a_name_is_no_domain_and_nobody_s_key_is_a_name() -> None:
    assert units(of("a", "acme.example"), of("b", address="b@acme.example")) == 2
    assert units(of("a"), of("b", "a"), of("c", "person a")) == 3


def test_what_nobody_said_is_not_known() -> None:
    assert described("") == "not known"
    assert described("Africa") == "Africa"


@pytest.mark.parametrize(
    ("told", "now", "news"),
    [
        ((DAY, False), (DAY, False), False),
        ((DAY, False), (2 * DAY, False), True),
        ((DAY, False), (DAY, True), True),
        ((-DAY, False), (DAY, False), True),
        ((-2 * DAY, False), (-DAY, True), False),
    ],
)
def test_news_is_what_changes_of_a_session_that_was_still_to_come(
    told: tuple[timedelta, bool], now: tuple[timedelta, bool], news: bool
) -> None:
    before, after = (Told(starts_at=NOW + away, cancelled=off) for away, off in (told, now))
    assert is_news(before, after, moment=NOW) is news


def test_the_link_to_join_is_shown_from_when_it_is_sent_until_some_hours_after() -> None:
    assert can_be_joined(NOW + NEAR, NOW, cancelled=False)
    assert not can_be_joined(NOW + NEAR + timedelta(seconds=1), NOW, cancelled=False)
    assert can_be_joined(NOW - JOINED_UNTIL, NOW, cancelled=False)
    assert not can_be_joined(NOW - JOINED_UNTIL - timedelta(seconds=1), NOW, cancelled=False)
    assert not can_be_joined(NOW + DAY, NOW, cancelled=True)
