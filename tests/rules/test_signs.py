"""What nobody sees in a name does not stay in it, and what a script needs does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.signs import in_one_line

TURNING = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


@pytest.mark.parametrize(
    "sign",
    [*"\u200b\u200e\u200f\u061c\u00ad\ufeff\u2060\u180e\x00\x07\x1b\x7f\x85\U000e0041", "\u200c", "\u200d", *TURNING],
)
def test_a_sign_that_nobody_sees_goes(sign: str) -> None:
    assert "".join(in_one_line(f"Eric{sign}sson").split()) == "Ericsson"
    assert in_one_line(f"{sign}مجموعة{sign}") == "مجموعة"
    assert in_one_line(sign) == ""


@pytest.mark.parametrize(
    "name", ["علی\u200cرضا", "क्\u200dष", "می\u200cخواهم", "శ్రీ\u200cరామ్", "名前 一", "Ünal-O'Neil Jr.", "👩 Team"]
)
def test_what_a_script_needs_stays(name: str) -> None:
    assert in_one_line(name) == name


@pytest.mark.parametrize("hiding", ["Nokia\u200cم", "م\u200dNokia", "م \u200cم", "م\u200c م"])
def test_a_joiner_that_joins_nothing_goes(hiding: str) -> None:
    assert not set(in_one_line(hiding)) & set("\u200c\u200d")


def test_a_name_stands_in_one_line() -> None:
    assert in_one_line("Nominee 1\r\nBcc: x\u2028 Ericsson\t") == "Nominee 1 Bcc: x Ericsson"


@given(st.text(max_size=40))
def test_a_line_stays_as_it_is_once_it_is_one(text: str) -> None:
    line = in_one_line(text)
    assert in_one_line(line) == line
    assert not set(line) & set(TURNING)
    assert "\n" not in line
