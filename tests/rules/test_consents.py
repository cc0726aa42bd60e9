"""What was agreed to, in which words, and whether it still holds."""

from dataclasses import replace
from datetime import date

import pytest

from convenor.rules import consents
from convenor.rules.consents import WORDS, Given, Purpose, State, balance, may_agree_by_link, standing

EXPERT = Purpose.EXPERT
HERE = Given(key=1, purpose=EXPERT, version=WORDS[EXPERT].version, given_on=date(2023, 3, 1), year=2023, online=True)


@pytest.fixture
def other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words have changed since."""
    monkeypatch.setitem(consents.WORDS, EXPERT, replace(WORDS[EXPERT], version="2.0"))


def test_nothing_holds_that_was_never_given() -> None:
    assert standing([], EXPERT).state is State.NEVER
    assert not standing([HERE], Purpose.MEMBER).holds


def test_a_consent_holds_for_its_purpose_and_its_year() -> None:
    assert standing([HERE], EXPERT, year=2023).holds
    assert standing([HERE], EXPERT, year=2024).state is State.NEVER
    assert standing([replace(HERE, year=None)], EXPERT, year=2024).holds


@pytest.mark.usefixtures("other_words")
def test_other_words_ask_again_and_the_old_consent_does_not_carry_over() -> None:
    found = standing([HERE], EXPERT, year=2023)
    assert (found.state, found.holds) == (State.ASKS_AGAIN, False)
    again = replace(HERE, key=2, version="2.0", given_on=date(2023, 4, 1))
    assert standing([HERE, again], EXPERT, year=2023).last == again
    assert standing([HERE, again], EXPERT, year=2023).holds


@pytest.mark.usefixtures("other_words")
def test_what_was_agreed_for_a_year_that_is_over_or_on_paper_holds_as_it_was_agreed() -> None:
    assert standing([HERE], EXPERT, year=2023, year_is_over=True).holds
    assert standing([replace(HERE, online=False, version="as printed")], EXPERT, year=2023).holds


def test_a_withdrawn_consent_holds_no_more_and_a_new_one_does() -> None:
    gone = replace(HERE, withdrawn_on=date(2023, 3, 2))
    assert standing([gone], EXPERT, year=2023).state is State.WITHDRAWN
    assert standing([gone, replace(HERE, key=2)], EXPERT, year=2023).holds


def test_the_words_of_each_purpose_have_a_version_and_name_no_session() -> None:
    for purpose in Purpose:
        assert WORDS[purpose].version
    assert "never with a session" in WORDS[EXPERT].words


def test_the_balance_names_every_field_also_where_nobody_comes_from_it() -> None:
    known = ("civil_society", "academia", "business")
    assert balance(["civil_society", "academia", "civil_society"], known) == (
        ("civil_society", 2),
        ("academia", 1),
        ("business", 0),
    )


def test_of_two_of_one_day_the_later_one_counts() -> None:
    newer = replace(HERE, key=10, version="1.1")
    assert standing([replace(HERE, key=9), newer], EXPERT, year=2023).last == newer


BY_LINK = replace(HERE, withdrawn_on=date(2023, 3, 9), withdrawn_by_link=True)
BY_THE_ORGANISATION = replace(HERE, withdrawn_on=date(2023, 3, 9))


@pytest.mark.parametrize("given", [(), (HERE,), (BY_LINK,), (BY_LINK, replace(HERE, key=2))])
def test_whoever_was_mailed_a_link_may_agree_until_the_organisation_withdraws(given: tuple[Given, ...]) -> None:
    assert may_agree_by_link(given, EXPERT, year=2023).allowed


@pytest.mark.parametrize("row", [BY_THE_ORGANISATION, replace(BY_THE_ORGANISATION, year=None)])
@pytest.mark.parametrize("besides", [(), (replace(BY_LINK, key=2),)])
def test_a_link_does_not_speak_against_the_organisation(row: Given, besides: tuple[Given, ...]) -> None:
    found = may_agree_by_link((row, *besides), EXPERT, year=2023)
    assert not found.allowed
    assert "withdrew this itself" in found.reason
    assert may_agree_by_link((row, *besides, replace(HERE, key=3)), EXPERT, year=2023).allowed


def test_what_was_withdrawn_for_another_year_or_purpose_does_not_count() -> None:
    assert may_agree_by_link((BY_THE_ORGANISATION,), EXPERT, year=2024).allowed
    assert may_agree_by_link((BY_THE_ORGANISATION,), Purpose.ADVISOR, year=2023).allowed
