"""The order of asking holds unless somebody says why not."""

from convenor.rules.waiting import may_come_before


def test_the_first_in_the_order_needs_no_reason() -> None:
    assert may_come_before(ahead=0, reason="").allowed


def test_nobody_comes_before_others_without_a_reason() -> None:
    verdict = may_come_before(ahead=2, reason="  ")
    assert not verdict.allowed
    assert verdict.reason.startswith("2 companies asked for a seat earlier.")


def test_a_reason_given_by_a_person_is_enough() -> None:
    assert may_come_before(ahead=1, reason="The first asked us to wait until June.").allowed


def test_one_company_is_counted_as_one() -> None:
    assert may_come_before(ahead=1, reason="").reason.startswith("1 company asked")
