"""A roster that cannot be used is refused with the place, the fault and the mending."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from attribution_rosters import PUBLIC, PUBLIC_FACTS

from convenor.rules.attribution import RosterError, check, parse_roster


def _changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    facts = copy.deepcopy(PUBLIC_FACTS)
    change(facts)
    return facts


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda facts: facts["members"][1].update(id="apple"), "members[1].id"),
        (lambda facts: facts["members"][2].update(name="  "), "members[2].name"),
        (lambda facts: facts["members"][2].update(name="!!"), "members[2].name"),
        (lambda facts: facts["members"][2].pop("id"), "members[2].id"),
        (lambda facts: facts["members"][2].update(id=7), "members[2].id"),
        (lambda facts: facts["members"].append("Someone"), "members[13]"),
        (lambda facts: facts.update(members=[]), "members"),
        (lambda facts: facts.update(members={}), "members"),
        (lambda facts: facts.update(k=2), "k"),
        (lambda facts: facts.update(k="5"), "k"),
        (lambda facts: facts.update(k=True), "k"),
        (lambda facts: facts.update(k=4.5), "k"),
        (lambda facts: facts.update(visibility="hidden"), "visibility"),
        (lambda facts: facts.update(visibility=[]), "visibility"),
        (lambda facts: facts["members"][0].update(aliases="Apple Inc."), "members[0].aliases"),
        (lambda facts: facts["members"][0].update(aliases=[""]), "members[0].aliases"),
        (lambda facts: facts["members"][0].update(products=["—"]), "members[0].products[0]"),
        (lambda facts: facts["members"][0].update(attributes={"size": 3}), "members[0].attributes.size"),
        (lambda facts: facts["members"][0].update(attributes={"region": [["x"]]}), "members[0].attributes.region"),
        (lambda facts: facts["members"][0].update(attributes=[]), "members[0].attributes"),
        (lambda facts: facts["members"][0].update(people=[{"role": "x"}]), "members[0].people[0].name"),
        (lambda facts: facts["members"][0].update(events=[{"date": "2022"}]), "members[0].events[0].text"),
        (lambda facts: facts.update(experts=["Someone"]), "experts[0]"),
        (lambda facts: facts["public_sources"][0].update(members=["nobody"]), "public_sources[0].members"),
        (lambda facts: facts["public_sources"][0].update(url=""), "public_sources[0].url"),
    ],
)
def test_a_bad_roster_is_refused_with_its_place(change: Callable[[dict[str, Any]], object], where: str) -> None:
    with pytest.raises(RosterError) as refused:
        parse_roster(_changed(change))
    assert str(refused.value).startswith(f"{where}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("facts", [None, [], "members", 3])
def test_what_is_no_object_is_no_roster(facts: object) -> None:
    with pytest.raises(RosterError, match="the roster: "):
        parse_roster(facts)


def test_only_id_and_name_are_needed_and_more_is_kept() -> None:
    roster = parse_roster({"members": [{"id": "a", "name": "Aplombia", "note": 1}], "title": "x"})
    assert (roster.k, str(roster.visibility), roster.members[0].extra, roster.extra) == (
        5,
        "secret",
        {"note": 1},
        {"title": "x"},
    )


def test_an_attribute_may_be_one_text_or_several() -> None:
    attributes = {"country": "Spain", "region": ["Europe", "Iberia"]}
    (member,) = parse_roster({"members": [{"id": "a", "name": "A1", "attributes": attributes}]}).members
    assert member.values("country") == ("Spain",)
    assert member.values("region") == ("Europe", "Iberia")
    assert member.values("city") == ()


def test_k_and_those_present_are_checked() -> None:
    with pytest.raises(RosterError, match="k: 2"):
        check("x", PUBLIC, k=2)
    with pytest.raises(RosterError, match="present: "):
        check("x", PUBLIC, present=["nobody"])
