"""Looser ways to describe members: groups of countries, trades, and events told in other words."""

from typing import Any

import pytest

from convenor.rules.attribution import Verdict, check, parse_roster
from convenor.rules.vocabulary import Level

# id: country, city, region, sector, size, regions of users, events besides joining; all of them invented.
_ROWS = """
malinet: Mali, Bamako, Africa, telecommunications, medium, Africa, 2024-03: was ordered to shut down its network in March 2024
zambola: Zambia, Lusaka, Africa, telecommunications, small, Africa + Europe
gambit: Gambia, Banjul, Africa, gaming, small, -
tunikod: Tunisia, Tunis, Africa, enterprise software, small, -, 2023-05: was bought by a rival in May 2023
bruxnet: Belgium, Brussels, Europe, telecommunications, large, Europe
slovoco: Slovakia, Bratislava, Europe, video communications, small, -
dansk: Denmark, Aarhus, Europe, network equipment, large, -
albion: United Kingdom, Leeds, Europe, semiconductors, medium, -
cambria: United Kingdom, Cardiff, Europe, payments, small, -
sunny: United States, Sunnyvale, North America, semiconductors, large, -
oakapp: United States, Oakland, North America, social media, medium, -
toronex: Canada, Toronto, North America, social media, large, -
limaria: Peru, Lima, Latin America, payments, medium, -
koreon: South Korea, Busan, East Asia, gaming, large, -
vietplay: Vietnam, Hanoi, Southeast Asia, gaming, medium, -, 2025-02: joined the community in February 2025
"""  # noqa: E501


def _member(line: str) -> dict[str, Any]:
    identity, _, rest = line.partition(": ")
    country, city, region, sector, size, users, *events = rest.split(", ")
    told = [dict(zip(("date", "text"), event.split(": "), strict=True)) for event in events]
    attributes = {
        "country": country,
        "city": city,
        "region": region,
        "sector": sector,
        "size": size,
        "user_regions": [] if users == "-" else users.split(" + "),
    }
    year = "2023" if size == "small" else "2024"
    joined = [{"date": year, "text": f"joined the community in {year}"}] if identity != "vietplay" else []
    return {"id": identity, "name": f"{identity.title()}qz", "attributes": attributes, "events": [*joined, *told]}


ROSTER = parse_roster(
    {"visibility": "public", "k": 5, "members": [_member(line) for line in _ROWS.strip().splitlines()]}
)


def found_in(text: str, k: int | None = None, earlier: tuple[str, ...] = ()) -> Verdict:
    return check(text, ROSTER, k=k, earlier=earlier)


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
    findings = found_in(f"In the afternoon, {phrase} asked about the draft.", k=9).findings
    assert [(" ".join(one.members), one.level) for one in findings] == [(members, Level.BLOCKED)]


def test_social_networks_that_did_something_are_members() -> None:
    findings = found_in("Social networks had tried both.").findings
    assert [one.members for one in findings] == [("oakapp", "toronex")]


def test_social_networks_are_a_topic_inside_a_sentence() -> None:
    assert not found_in("Much of the debate was on hate in social networks and how it spreads.").findings


def test_a_main_verb_ends_the_clause_that_tells_an_event() -> None:
    findings = found_in("A software house that changed hands in May 2023 had kept its name.").findings
    assert [one.text for one in findings] == ["A software house that changed hands in May 2023"]


def test_may_is_a_month_only_beside_a_date() -> None:
    findings = found_in("A firm that may be ordered to shut down its network came.").findings
    assert [one.members for one in findings] == [("malinet",)]
