"""AC-17: the replay of the opening poll of the peer-learning series."""

from dataclasses import fields

import pytest
from mentimeter import ANSWERS, SERIES, TEN

from convenor.rules.answers import Answer, Named, PlannedSession, published, suggest_session, themes

GROUPING = themes(ANSWERS)


def test_ten_answers_in_ten_answers_out() -> None:
    assert sorted(one for theme in GROUPING.themes for one in theme.answers) == sorted(TEN)


def test_the_ten_answers_form_seven_themes() -> None:
    assert {theme.answers for theme in GROUPING.themes} == {
        ("1", "4", "9"),
        ("10", "2"),
        ("3",),
        ("6",),
        ("8",),
        ("5",),
        ("7",),
    }


def test_the_themes_are_named_in_plain_words() -> None:
    assert {theme.answers[0]: theme.label for theme in GROUPING.themes} == {
        "1": "Networking and learning from peers",
        "10": "Human rights policy and embedding",
        "3": "Human rights due diligence and risk assessment",
        "5": "Priorities and plans of the programme",
        "6": "Access to remedy and grievances",
        "7": "Open source and digital public goods",
        "8": "Artificial intelligence",
    }
    assert {theme.named for theme in GROUPING.themes} == {Named.BY_TOPIC}


def test_an_answer_has_no_place_for_its_author() -> None:
    assert {field.name for field in fields(Answer)} == {"id", "text", "unit"}


@pytest.mark.parametrize(("number", "day"), [("6", "2023-09-13"), ("3", "2023-03-15")])
def test_an_answer_is_offered_to_the_session_on_its_subject(number: str, day: str) -> None:
    suggestion = suggest_session(Answer(id=number, text=TEN[number]), SERIES)

    assert suggestion is not None
    assert suggestion.session_id == day
    assert suggestion.reason.startswith("Both are about: ")


@pytest.mark.parametrize("number", ["1", "2", "4", "5", "7", "8", "9", "10"])
def test_an_answer_that_no_session_is_about_is_offered_to_none(number: str) -> None:
    assert suggest_session(Answer(id=number, text=TEN[number]), SERIES) is None


def test_a_series_without_sessions_to_come_suggests_nothing() -> None:
    assert suggest_session(ANSWERS[0], ()) is None


def test_of_two_sessions_that_fit_equally_the_first_is_suggested() -> None:
    twice = [PlannedSession(id=one, title="Access to Remedy") for one in ("spring", "autumn")]
    suggestion = suggest_session(Answer(id="6", text=TEN["6"]), twice)

    assert suggestion is not None
    assert suggestion.session_id == "spring"


def test_a_session_that_no_topic_knows_is_found_by_its_words() -> None:
    sessions = (*SERIES, PlannedSession(id="kiosks", title="Ticket kiosks in stations"))
    suggestion = suggest_session(Answer(id="x", text="ticket kiosks at stations"), sessions)

    assert suggestion is not None
    assert (suggestion.session_id, suggestion.reason) == ("kiosks", "Both say: kiosks, stations, ticket.")


def test_a_session_that_shares_letters_alone_says_no_word() -> None:
    suggestion = suggest_session(Answer(id="x", text="brrrrrrrr"), [PlannedSession(id="cold", title="Brrrrrrrrrr")])

    assert suggestion is not None
    assert suggestion.reason == "Both are worded alike."


def test_of_the_ten_answers_only_the_theme_of_three_is_public() -> None:
    shown = published(GROUPING, ANSWERS, k=3)

    assert [(theme.label, theme.count) for theme in shown.themes] == [("Networking and learning from peers", 3)]
    assert shown.others == 7


def test_with_five_needed_the_ten_answers_are_a_number_alone() -> None:
    shown = published(GROUPING, ANSWERS, k=5)

    assert (shown.themes, shown.others) == ((), 10)
