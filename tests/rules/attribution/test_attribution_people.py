"""People of the roster are blocked, anybody else's name is for a person to decide."""

import pytest
from attribution_rosters import SECRET, found

from convenor.rules.attribution import check, parse_roster


@pytest.mark.parametrize(
    "text",
    [
        "Iphigenia van der Molenbroek",
        "iphigenia van der molenbroek",
        "IPHIGENIA VAN DER MOLENBROEK",
        "Iphigenia Molenbroek",
        "I. van der Molenbroek",
        "van der Molenbroek, Iphigenia",
        "Ms van der Molenbroek",
        "Dr. Molenbroek",
        "Molenbroek",
        "Molenbroek's",
        "Ms Iphigenia",
        "Mevrouw van der Molenbroek",
        "Моlеnbrоek",
        "M o l e n b r o e k",
    ],
)
def test_somebody_of_a_member_is_found_by_any_form_of_the_name(text: str) -> None:
    assert found(f"It is {text} who publishes it.", SECRET) == [(text, "person", "blocked", ("quorra",))]


@pytest.mark.parametrize("text", ["Iphigenia", "I.v.d.M", "Molenbroeck"])
def test_a_part_or_a_misspelling_of_a_name_is_doubtful(text: str) -> None:
    assert found(f"It is {text} who publishes it.", SECRET)[0][1:] == ("person", "review", ("quorra",))


def test_a_surname_that_is_a_word_needs_more_than_itself() -> None:
    assert found("Young people were asked.", SECRET) == []
    assert found("It will long be known to the young.", SECRET) == []
    assert found("Mr Young agreed.", SECRET) == [("Mr Young", "person", "blocked", ("zumaya",))]
    assert found("It was Baptiste Young.", SECRET) == [("Baptiste Young", "person", "blocked", ("zumaya",))]


def test_an_expert_is_blocked_without_a_member() -> None:
    assert found("The slides are by Oyelaran Whitlock-Sorby.") == [("Oyelaran Whitlock-Sorby", "person", "blocked", ())]


@pytest.mark.parametrize(
    "text",
    [
        "Ms Tessaly",
        "Prof. Andri Kvalheim",
        "Andri Kvalheim",
        "Grace Kvalheim",
        "K. Kvalheim",
        "Prof. A. B. Kvalheim",
        "Grace O’Kvalheim",
    ],
)
def test_anybody_elses_name_is_for_a_person_to_decide(text: str) -> None:
    assert found(f"The talk was opened by {text} at noon.") == [(text, "person", "review", ())]


@pytest.mark.parametrize(
    "note",
    [
        "The Guiding Principles ask for more.",
        "We met in Buenos Aires, then in New York and Hong Kong.",
        "Human Rights Watch said so.",
        "The European Union and the United Nations agree.",
        "Pillar Two is short. Civil Society spoke.",
        "On Wednesday March came up.",
        "The Rio Claro and the Magna Carta were named, and the Istanbul Convention.",
        "Section A. Scope and B. Words were read.",
    ],
)
def test_capitals_alone_make_no_person(note: str) -> None:
    assert found(note) == []


@pytest.mark.parametrize("note", ["Maria Lindqvist told us so.", "Jane Smith's story moved the group."])
def test_a_first_name_that_is_also_a_word_is_a_name_before_a_surname(note: str) -> None:
    (one,) = check(note, parse_roster({"members": [{"id": "a", "name": "Vellum"}]})).findings
    assert (str(one.kind), str(one.level)) == ("person", "review")
