"""Experts from outside: who can be asked, and how long an address waits to be thanked."""

from datetime import date, timedelta

from convenor.rules.experts import MOST_AT_ONCE, may_ask, thanked_until
from convenor.rules.retention import Record, kept_for


def test_nobody_is_asked_twice_with_a_member_s_name_or_beyond_the_number() -> None:
    assert may_ask(asked=0, known_already=False, named=()).allowed
    assert "already" in may_ask(asked=1, known_already=True, named=()).reason
    assert "Ericsson" in may_ask(asked=0, known_already=False, named=("Ericsson",)).reason
    assert "At most" in may_ask(asked=MOST_AT_ONCE, known_already=False, named=()).reason


def test_an_address_waits_until_the_end_of_a_month_whatever_the_day_of_the_session() -> None:
    days = [date(2023, 3, 1) + timedelta(days=step) for step in range(0, 28, 9)]
    last = {thanked_until(day) for day in days}
    assert all((day + timedelta(days=1)).day == 1 for day in last)
    for day in days:
        assert (
            kept_for(Record.EXPERT_THANKS) <= thanked_until(day) - day <= kept_for(Record.EXPERT_THANKS) + timedelta(31)
        )
