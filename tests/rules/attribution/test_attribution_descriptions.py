"""Plain descriptions: whom they fit, and a wording that fits enough."""

import pytest
from attribution_rosters import PUBLIC, findings, found

from convenor.rules.attribution import check

EUROPEANS = ("ericsson", "telefonica", "vodafone")
OPERATORS = ("telefonica", "verizon", "vodafone")


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        ("the Spain-based operator", ("telefonica",)),
        ("a Spanish member", ("telefonica",)),
        ("a company headquartered in Madrid", ("telefonica",)),
        ("an Iberian company", ("telefonica",)),
        ("a European operator", ("telefonica", "vodafone")),
        ("two US social media firms", ("meta", "twitter")),
        ("a U.S. carrier", ("verizon",)),
        ("European participants", EUROPEANS),
        ("companies from Europe", EUROPEANS),
        ("companies based outside the United States", EUROPEANS),
        ("non-US companies", EUROPEANS),
        ("the three operators", OPERATORS),
        ("an operator with users in Latin America", ("telefonica",)),
        ("medium-sized firms", ("cloudflare", "twitter")),
        ("a cloud platform", ("google",)),
        ("the member that joined in 2022", ("telefonica",)),
    ],
)
def test_a_phrase_is_computed_exactly(phrase: str, members: tuple[str, ...]) -> None:
    assert found(f"In May {phrase} disagreed.") == [(phrase, "description", "blocked", members)]


@pytest.mark.parametrize(
    "phrase",
    [
        "network operators and equipment vendors",
        "North American companies",
        "large companies",
        "most members",
        "several participants",
        "one participant",
        "a regulator in Spain",
        "elections in Sweden",
        "every business enterprise",
        "a German company",
    ],
)
def test_a_phrase_that_fits_enough_or_no_member_is_clear(phrase: str) -> None:
    assert found(f"In May {phrase} mattered.") == []


@pytest.mark.parametrize("phrase", ["the largest company", "the only participant", "the newest member"])
def test_a_superlative_that_the_roster_cannot_tell_is_for_a_person(phrase: str) -> None:
    assert found(f"In May {phrase} disagreed.") == [(phrase, "description", "review", ())]


def test_a_definite_phrase_with_a_clause_is_for_a_person() -> None:
    assert [one[1:3] for one in found("The company that runs the old registry disagreed.")] == [
        ("description", "review")
    ]


def test_k_decides_what_is_too_few() -> None:
    assert found("European participants spoke.", k=3) == []
    assert found("European participants spoke.", k=4) != []


def test_the_room_is_smaller_than_the_roster() -> None:
    present = ["cisco", "google", "meta", "verizon", "vodafone", "twitter"]
    assert found("European companies spoke.", present=present, k=3)[0][3] == ("vodafone",)
    assert "6 members in the room" in findings("European companies spoke.", present=present, k=3)[0].reason


def test_somebody_absent_is_still_described() -> None:
    assert found("A Spanish company spoke.", present=["cisco", "google", "meta"], k=3)[0][3] == ("telefonica",)


@pytest.mark.parametrize(
    ("note", "k", "suggestion", "size"),
    [
        ("In May a Spain-based operator spoke.", 3, "an operator", 3),
        ("In May two Swedish companies spoke.", 5, "participants", 13),
        ("A European operator spoke.", 3, "An operator", 3),
        ("Two US social media firms spoke.", 5, "US firms", 10),
    ],
)
def test_a_suggestion_keeps_what_it_can_and_fits_enough(note: str, k: int, suggestion: str, size: int) -> None:
    (one,) = findings(note, k=k)
    assert (one.suggestion, one.suggestion_size) == (suggestion, size)
    repaired = note[: one.start] + suggestion + note[one.end :]
    assert check(repaired, PUBLIC, k=k).verdict == "clear"


def test_the_reason_says_how_many() -> None:
    assert findings("A Swedish company spoke.")[0].reason == "fits 1 of 13 members; at least 5 are needed"


def test_an_event_of_another_year_is_not_the_one_in_the_roster() -> None:
    whose = "a company whose rights team was laid off in {}"
    assert found(f"In May {whose.format(2022)} spoke.")[0][1:] == ("description", "blocked", ("twitter",))
    assert found(f"In May {whose.format(2019)} spoke.") == []
