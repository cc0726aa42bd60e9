"""Looser ways to describe members: groups of countries, trades, and events told in other words."""

import pytest
from attribution_rosters import LOOSE, findings

from convenor.rules.vocabulary import Level


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        ("members from the euro area", "bruxnet slovoco"),
        ("the Brits", "albion cambria"),
        ("one Silicon Valley member", "sunny"),
        ("the Bay Area companies", "sunny oakapp"),
        ("a video-conferencing provider", "slovoco"),
        ("a software house", "tunikod"),
        ("a software firm that changed hands in May 2023", "tunikod"),
        ("a network that had been told to go dark in March 2024", "malinet"),
        ("the most recent arrival", "vietplay"),
        ("a participant that came on board in February 2025", "vietplay"),
        ("the sole Latin American voice", "limaria"),
        ("an operator with users in both Africa and Europe", "zambola"),
        ("an operator serving both Europe and Africa", "zambola"),
        ("the makers of network equipment and chips", "dansk albion sunny"),
        ("companies based neither in Europe nor in Africa", "sunny oakapp toronex limaria koreon vietplay"),
        ("companies based in neither Europe nor Africa", "sunny oakapp toronex limaria koreon vietplay"),
        ("members from outside Africa, Asia and Europe", "sunny oakapp toronex limaria"),
        ("members from outside Africa, Asia, and Europe", "sunny oakapp toronex limaria"),
    ],
)
def test_a_looser_phrase_is_read_as_whom_it_means(phrase: str, members: str) -> None:
    told = findings(f"In the afternoon, {phrase} asked about the draft.", LOOSE, k=9)
    assert [(" ".join(one.members), one.level) for one in told] == [(members, Level.BLOCKED)]


def test_social_networks_that_did_something_are_members() -> None:
    told = findings("Social networks had tried both.", LOOSE)
    assert [one.members for one in told] == [("oakapp", "toronex")]


def test_social_networks_are_a_topic_inside_a_sentence() -> None:
    assert not findings("Much of the debate was on hate in social networks and how it spreads.", LOOSE)


def test_a_main_verb_ends_the_clause_that_tells_an_event() -> None:
    told = findings("A software house that changed hands in May 2023 had kept its name.", LOOSE)
    assert [one.text for one in told] == ["A software house that changed hands in May 2023"]


def test_may_is_a_month_only_beside_a_date() -> None:
    told = findings("A firm that may be ordered to shut down its network came.", LOOSE)
    assert [one.members for one in told] == [("malinet",)]


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("The Belgian and the Danish representative offered to draft.", ["bruxnet dansk"]),
        ("The Belgian and the African representative offered to draft.", ["bruxnet", "malinet zambola gambit tunikod"]),
        ("A nominee spoke next, the only one from Belgium.", ["bruxnet"]),
        ("Of the reports, the only one from the past year was read.", []),
        ("Britons on the call had doubts.", ["albion cambria"]),
        ("Britons have long had doubts.", []),
        ("| Who | What |\n|---|---|\n| Lusaka-based carrier | a diary |", ["zambola"]),
        ("| Operator | Vendor |\n|---|---|\n| yes | no |", []),
        ("A colleague remarked that nobody has ever been thanked for a delay.", []),
    ],
)
def test_a_phrase_without_its_noun_or_its_article_is_read(note: str, members: list[str]) -> None:
    assert [" ".join(one.members) for one in findings(note, LOOSE)] == members
