"""Unanimity, presence and public sources."""

import pytest
from attribution_rosters import PUBLIC, SECRET, findings, found

from convenor.rules.attribution import check

EVERYONE = tuple(member.id for member in PUBLIC.members)


@pytest.mark.parametrize(
    "text",
    [
        "All members",
        "all of the 13 companies",
        "Every member company",
        "each participant",
        "No member",
        "None of the companies",
        "not one firm",
        "0 % of members",
        "100 per cent of the participants",
        "members unanimously",
    ],
)
def test_what_is_said_of_all_or_none_is_said_of_each(text: str) -> None:
    assert found(f"In May, {text} agreed.") == [(text, "unanimous", "blocked", EVERYONE)]


@pytest.mark.parametrize(
    "note",
    [
        "Most members agreed.",
        "Not all members agreed.",
        "Almost all members agreed.",
        "All companies should respect rights.",
        "All companies, wherever they are, must respect rights.",
        "Every user has rights.",
        "All tools were compared.",
    ],
)
def test_norms_and_majorities_are_clear(note: str) -> None:
    assert found(note) == []


def test_everyone_may_mean_the_members() -> None:
    assert found("Everyone agreed.") == [("Everyone agreed", "unanimous", "review", EVERYONE)]


def test_everybody_of_the_room_is_meant_when_the_room_is_known() -> None:
    assert found("All members agreed.", present=["google", "cisco", "apple"])[0][3] == ("apple", "cisco", "google")


def test_nobody_knows_who_all_are_when_the_list_is_secret() -> None:
    assert found("All members agreed.", SECRET) == []


@pytest.mark.parametrize(
    "note",
    [
        "Quorra attended in May.",
        "Among the registered was Quorra.",
        "Quorra, which took part, asked (https://quorra.example/report).",
        "A participant from Quorra asked.",
    ],
)
def test_in_a_secret_roster_taking_part_is_a_breach_of_its_own(note: str) -> None:
    assert ("Quorra", "presence", "blocked", ("quorra",)) in found(note, SECRET)


def test_where_the_list_is_public_taking_part_is_no_breach_of_its_own() -> None:
    assert found("Google attended in May.") == [("Google", "direct", "blocked", ("google",))]


LINK = "https://www.ericsson.com/en/rights-5g"


@pytest.mark.parametrize(
    "note",
    [
        f"Ericsson published an assessment ({LINK}).",
        f"Ericsson published an [assessment]({LINK}/).",
        f"See {LINK}#page=2 for the assessment of Ericsson.",
        "Ericsson published it: http://ERICSSON.com/en/rights-5g.",
    ],
)
def test_beside_the_right_link_a_mention_is_for_a_second_person(note: str) -> None:
    named = [one for one in findings(note) if one.text == "Ericsson"]
    assert [one.level for one in named] == ["review"]
    assert "5G assessment" in named[0].reason
    assert check(note, PUBLIC).verdict == "review"


@pytest.mark.parametrize(
    "note",
    [
        "Ericsson told us more (https://www.ericsson.com/en/rights-5g-2).",
        "Ericsson told us more (https://ericsson.rights.example/en/rights-5g).",
        f"Ericsson told us more. It is not in the paper: {LINK}",
        f"Google told us the same ({LINK}).",
        "Ericsson told us more (https://reports.example/search).",
    ],
)
def test_a_wrong_link_or_one_in_another_sentence_excuses_nothing(note: str) -> None:
    name = note.split(" ", 1)[0]
    assert [one.level for one in findings(note) if one.text == name] == ["blocked"]
