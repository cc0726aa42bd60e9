"""Another mail address: what can be asked for, and for how long."""

from datetime import UTC, datetime, timedelta

from convenor.rules.own_address import AT_MOST_A_DAY, LAPSES_AFTER, is_open, may_ask, may_confirm
from convenor.rules.verdict import Verdict

ASKED = datetime(2023, 3, 6, 12, tzinfo=UTC)


def asks(wanted: str = "new@people.example", *, asked_today: int = 0, old_waits: bool = False) -> Verdict:
    return may_ask(wanted=wanted, now_has="old@people.example", asked_today=asked_today, old_waits=old_waits)


def test_one_asks_for_another_address_than_the_own() -> None:
    assert asks().allowed
    assert not asks("OLD@people.example").allowed


def test_nobody_sends_many_mails_to_mailboxes_of_their_choice() -> None:
    assert asks(asked_today=AT_MOST_A_DAY - 1).allowed
    assert "tomorrow" in asks(asked_today=AT_MOST_A_DAY).reason


def test_the_address_of_before_is_told_before_it_moves_again() -> None:
    assert "being told" in asks(old_waits=True).reason


def test_a_request_lapses_after_a_day() -> None:
    assert is_open(asked_at=ASKED, now=ASKED + LAPSES_AFTER - timedelta(seconds=1))
    assert not is_open(asked_at=ASKED, now=ASKED + LAPSES_AFTER)


def test_an_address_that_signs_in_already_is_not_taken_over() -> None:
    assert may_confirm(taken=False).allowed
    assert "already" in may_confirm(taken=True).reason
