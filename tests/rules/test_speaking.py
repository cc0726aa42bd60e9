"""Who may offer to speak, what the secretariat may answer, and in which order offers stand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from convenor.rules.speaking import OfferFact, forgotten_on, in_order, may_answer, may_offer, may_say

NOW = datetime(2023, 3, 6, 9, tzinfo=UTC)
SOON, AGO = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts_at", "cancelled", "offered", "because"),
    [
        (SOON, False, False, ""),
        (AGO, False, False, "begun"),
        (NOW, False, False, "begun"),
        (SOON, True, False, "does not take place"),
        (SOON, False, True, "already"),
    ],
)
def test_one_offers_once_for_what_is_to_come(starts_at: datetime, cancelled: bool, offered: bool, because: str) -> None:
    verdict = may_offer(starts_at=starts_at, cancelled=cancelled, offered=offered, now=NOW)
    assert verdict.allowed == (not because)
    assert because in verdict.reason


@pytest.mark.parametrize(
    ("starts_at", "cancelled", "sits", "because"),
    [(SOON, False, True, ""), (AGO, False, True, "begun"), (SOON, True, True, "begun"), (SOON, False, False, "sit")],
)
def test_an_offer_is_answered_while_it_can_come_true(
    starts_at: datetime, cancelled: bool, sits: bool, because: str
) -> None:
    verdict = may_answer(starts_at=starts_at, cancelled=cancelled, sits=sits, now=NOW)
    assert verdict.allowed == (not because)
    assert because in verdict.reason


@pytest.mark.parametrize(("words", "allowed"), [("", False), ("x", True), ("x" * 300, True), ("x" * 301, False)])
def test_words_are_few_and_there(words: str, allowed: bool) -> None:
    assert may_say(words).allowed == allowed


def test_offers_stand_by_day_then_by_name_and_by_nothing_else() -> None:
    rows = [("c", 2, "Ada"), ("a", 1, "Zoë"), ("b", 1, "Éva"), ("d", 1, "Eva")]
    facts = [OfferFact(key=key, on=date(2023, 3, day), name=name) for key, day, name in rows]
    assert [one.key for one in in_order(facts)] == ["b", "d", "a", "c"]


def test_it_is_forgotten_thirty_days_after_the_session() -> None:
    assert forgotten_on(NOW) == date(2023, 4, 5)
