"""A name that is also a word is told from the word by what stands around it."""

import pytest
from attribution_rosters import findings

from convenor.rules.attribution import parse_roster

NAMES = ("Orange", "Block", "Target", "Signal", "Match", "Visa")
ROSTER = parse_roster(
    {
        "visibility": "public",
        "members": [
            *({"id": name.lower(), "name": name} for name in (*NAMES, "Vodafone", "Nestlé", "SAP", "AT&T")),
            {"id": "monday", "name": "Monday"},
            {"id": "o2", "name": "O2"},
            {"id": "three", "name": "3M"},
            {"id": "x", "name": "X"},
            {"id": "harbor", "name": "Blue Harbor Systems"},
            {"id": "one", "name": "1&1"},
            {"id": "circle", "name": "360"},
            {"id": "telekom", "name": "Deutsche Telekom AG"},
        ],
    }
)


def _levels(note: str) -> list[str]:
    return [str(one.level) for one in findings(note, ROSTER) if one.kind == "direct"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame",
    """{} said so.|{}'s lawyers agreed.|At {}, the team is small.|He works at {}.|According to {}, no.|{} disagreed.
    A {} representative spoke.|The people from {} left.|as {} put it to us|{} Inc. agreed.
    {} GmbH agreed.|{} S.A. agreed.
    the firm {} was named|{}: we need more time.|{}, a telecoms firm, asked.|the CEO of {} spoke""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_where_only_a_company_can_stand_it_is_one(frame: str, name: str) -> None:
    assert _levels(frame.format(name)) == ["blocked"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame",
    """{} and Vodafone differ.|{} and two others left.|{} is testing this.|{} will publish it.|{}-owned firms differ.
    {} was there.|- {}\\n- another|{} users complained.|She left {} in May.|{} has published it.
    as seen on {}.com""".replace("\n    ", "|").split("|"),
)
def test_where_a_company_often_stands_a_person_must_decide(frame: str, name: str) -> None:
    assert _levels(frame.format(name).replace("\\n", "\n"))[0] in {"review", "blocked"}


@pytest.mark.parametrize(
    "note",
    """An orange cable was cut.|Block the account.|Target dates slipped.|Match the form to the need.
    Visa rules were eased.|Block 3 of the building|Targets were set.|Target has been met.|Signal is lost.
    WHAT TO BLOCK AND WHEN
    ## Target Groups and Signal Words|**Target:** ten firms|Stop, Block and Report|On Monday the group met.|by Monday
    Last Monday's call was short.|Monday works best.|O2 levels fell.|About 3M users left.|Visas were refused.
    If company X sells to company Y, little changes.|it will sap trust|“Match” is the wrong word|Signal-to-noise ratio
    Visa is required.|Orange flags mark open points.""".replace("\n    ", "|").split("|"),
)
def test_the_word_is_left_alone(note: str) -> None:
    assert _levels(note) == []


@pytest.mark.parametrize(
    ("note", "level"),
    [
        ("We heard from Orange Group.", "review"),
        ("The Orange River is long, and so is Trafalgar Square.", ""),
        ("A colleague from X asked.", "review"),
        ("The slides of O2 were shown.", "review"),
        ("Staff of 3M came.", "review"),
        ("Monday said so.", "blocked"),
        ("It came from 1&1 and 11 others.", "blocked"),
        ("Some 11 firms, 360 people and 1 1/2 days.", ""),
        ("360 said so.", "review"),
        ("It was Blue Har-\\nbor Systems that asked.", "blocked"),
        ("A blue harbor systems of old.", "review"),
        ("In Blue harbor systems differ.", "review"),
        ("Buy $O2 for $3M.", "review"),
        ("It pleased Nestlé in May.", "blocked"),
        ("They work with SAP.", "blocked"),
        ("AT&amp;T was named.", "blocked"),
        ("zIgNaL aside, sIgNaL was named.", "blocked"),
        ("Deutsche Telekom was named.", "blocked"),
        ("Deutshe Telekom was named.", "review"),
        ("We heard from DT.", "review"),
        ("It came from D.T.", "review"),
    ],
)
def test_short_names_days_and_quantities_want_more(note: str, level: str) -> None:
    assert _levels(note.replace("\\n", "\n")) == ([level] if level else [])


@pytest.mark.parametrize(
    ("note", "level"),
    [
        ("An oryx is on the coat of arms.", "review"),
        ("The lampwick of an oil lamp needs trimming.", "review"),
        ("Oryx is the old word for it.", "review"),
        ("The Lampwick brothers showed a film.", "review"),
        ("The oryx lawyers came.", "blocked"),
        ("At oryx, nobody knew.", "blocked"),
        ("Oryx is the largest of them.", "blocked"),
    ],
)
def test_a_name_that_no_list_of_words_holds_can_still_be_used_as_a_word(note: str, level: str) -> None:
    members = [{"id": name.lower(), "name": name} for name in ("Oryx", "Lampwick")]
    roster = parse_roster({"visibility": "public", "members": members})
    assert [str(one.level) for one in findings(note, roster) if one.kind == "direct"] == [level]


_RARE = ("Jacaranda", "Gimbal", "Velkora", "Tarlen", "Signal", "Anchor")
RARE = parse_roster({"visibility": "public", "members": [{"id": name.lower(), "name": name} for name in _RARE]})


@pytest.mark.parametrize(
    "note",
    """The jacaranda trees are in bloom.|Two jacarandas stand at the gate.|A gimbal mount was hired.
    The camera hangs from a gimbal, as always.|The shade of jacaranda is blue.|We like our old gimbal.
    Jacaranda trees line the street.|A small velkora blew in at noon.|The velkora season begins in June.""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_a_rare_word_that_is_a_name_is_at_most_for_a_person_to_judge(note: str) -> None:
    assert {str(one.level) for one in findings(note, RARE)} <= {"review"}


@pytest.mark.parametrize(
    "note",
    """we asked jacaranda about it|somebody from gimbal will send it|gimbal said so|the jacaranda team is small
    i think velkora does that by default|we still owe gimbal an answer|it was jacaranda that asked first|ask velkora
    according to gimbal, no|at gimbal, nobody knew|velkora and gimbal differ|gimbal's lawyer came
    the velkora review was long|some boards weigh velkora first|the board weighed velkora
    tarlen, jacaranda and velkora: yes""".replace("\n    ", "|").split("|"),
)
def test_a_name_typed_in_a_hurry_is_blocked(note: str) -> None:
    assert {str(one.level) for one in findings(note, RARE) if one.kind == "direct"} == {"blocked"}


@pytest.mark.parametrize(
    ("note", "level"),
    [
        ("according to signal, the deadline is tight", ["review"]),
        ("signal's lawyer will write", ["review"]),
        ("Present: velkora, tarlen, signal, anchor", ["blocked", "blocked", "review", "review"]),
        ("according to signal strength, no", []),
        ("velkora and signal strength differ", ["blocked"]),
        ("the signal, velkora said, was weak", ["blocked"]),
        ("an anchor's weight is small", []),
    ],
)
def test_an_everyday_word_in_small_letters_is_asked_about_where_only_somebody_can_stand(
    note: str, level: list[str]
) -> None:
    assert [str(one.level) for one in findings(note, RARE)] == level
