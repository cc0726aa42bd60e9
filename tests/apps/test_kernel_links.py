"""Links without an account: for one purpose, for a while, and never forged."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer
from hypothesis import given, settings
from hypothesis import strategies as st

from convenor.kernel import clock
from convenor.kernel.links import LONGEST, read, sign

NOON = datetime(2023, 3, 6, 12, tzinfo=UTC)
SAFE_IN_AN_ADDRESS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@settings(derandomize=True, deadline=None, database=None)
@given(st.lists(st.text(max_size=20), max_size=4))
def test_a_link_says_what_was_signed(parts: list[str]) -> None:
    token = sign("answer", *parts)
    assert read("answer", token) == tuple(parts)
    assert set(token) <= SAFE_IN_AN_ADDRESS


def test_a_link_is_for_one_purpose() -> None:
    assert read("feed", sign("answer", "row", "nonce")) is None


@pytest.mark.parametrize("at", range(0, 60, 7))
def test_a_link_with_another_letter_is_forged(at: int) -> None:
    token = sign("answer", "row", "nonce")
    other = "A" if token[at] != "A" else "B"
    assert read("answer", token[:at] + other + token[at + 1 :]) is None


@pytest.mark.parametrize("token", ["", ".", "..", "row.nonce", "\x00", "é.é", "x" * (LONGEST + 1), "W10." + "A" * 43])
def test_what_is_no_link_says_nothing(token: str) -> None:
    assert read("answer", token) is None


def test_a_link_that_is_longer_than_any_of_ours_is_not_read() -> None:
    assert read("answer", sign("answer", "x" * LONGEST)) is None


def test_a_link_of_another_secret_is_forged() -> None:
    elsewhere = Signer(key="another installation's", salt="convenor.links.answer", sep=".")
    assert read("answer", elsewhere.sign_object([0, "row"])) is None


def test_a_link_ends_with_its_time() -> None:
    with clock.standing_at(NOON):
        token = sign("nomination", "row")
    with clock.standing_at(NOON + timedelta(days=14)):
        assert read("nomination", token, timedelta(days=14)) == ("row",)
    with clock.standing_at(NOON + timedelta(days=14, seconds=1)):
        assert read("nomination", token, timedelta(days=14)) is None
        assert read("nomination", token) == ("row",)
