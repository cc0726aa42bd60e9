"""Another mail address: what can be asked for, and for how long."""

from datetime import UTC, datetime, timedelta

from convenor.rules.own_address import LAPSES_AFTER, is_open, may_ask, may_confirm

ASKED = datetime(2023, 3, 6, 12, tzinfo=UTC)


def test_one_asks_for_another_address_than_the_own() -> None:
    assert may_ask(wanted="new@people.example", now_has="old@people.example").allowed
    assert not may_ask(wanted="OLD@people.example", now_has="old@people.example").allowed


def test_a_request_lapses_after_a_day() -> None:
    assert is_open(asked_at=ASKED, now=ASKED + LAPSES_AFTER - timedelta(seconds=1))
    assert not is_open(asked_at=ASKED, now=ASKED + LAPSES_AFTER)


def test_an_address_that_signs_in_already_is_not_taken_over() -> None:
    assert may_confirm(taken=False).allowed
    assert "already" in may_confirm(taken=True).reason
