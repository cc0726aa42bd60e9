"""Outputs say whom they do not speak for, from the roster of the day, and name nobody (AC-20)."""

import re

from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.caveats import (
    CaveatKey,
    RosterMember,
    Share,
    cohort_caveats,
    is_global_north,
    is_large,
    series_caveats,
    share,
)

FIRST_COHORT = [RosterMember(region="North America", size="large")] * 10 + [
    RosterMember(region="Europe", size="large")
] * 3
NEWCOMERS = [RosterMember(region="Africa", size="large"), RosterMember(region="Europe", size="small")]

members = st.builds(
    RosterMember,
    region=st.sampled_from(["Europe", "North America", "Africa", "South Asia", "East Asia", "Atlantis", None]),
    size=st.sampled_from(["large", "small", "start-up", "medium", None]),
)


def texts(roster: list[RosterMember]) -> dict[CaveatKey, str]:
    return {caveat.key: caveat.text for caveat in cohort_caveats(roster)}


def test_the_first_cohort_carries_all_three_caveats() -> None:
    found = texts(FIRST_COHORT)
    assert list(found) == [CaveatKey.NO_POSITION, CaveatKey.REPRESENTATIVENESS, CaveatKey.SMALLER_COMPANIES]
    assert "every company in it has its headquarters in the Global North" in found[CaveatKey.REPRESENTATIVENESS]
    assert "does not stand for the technology sector worldwide" in found[CaveatKey.REPRESENTATIVENESS]
    assert found[CaveatKey.SMALLER_COMPANIES].startswith("No small or medium-sized company and no start-up")


def test_one_african_and_one_small_company_change_the_texts_without_pointing_to_them() -> None:
    found = texts([*FIRST_COHORT, *NEWCOMERS])
    assert "most of its companies" in found[CaveatKey.REPRESENTATIVENESS]
    assert found[CaveatKey.SMALLER_COMPANIES].startswith("Most companies in the community are large.")
    for text in found.values():
        assert "Africa" not in text
        assert not re.search(r"\b(one|all but|except|single|\d+)\b", text.replace("any one company", ""))


def test_a_cohort_of_smaller_companies_needs_no_caveat_about_them() -> None:
    assert CaveatKey.SMALLER_COMPANIES not in texts([RosterMember(region="Africa", size="small")] * 3)


def test_no_position_is_taken_whatever_the_roster() -> None:
    assert texts([])[CaveatKey.NO_POSITION] == texts(FIRST_COHORT)[CaveatKey.NO_POSITION]


def test_what_is_not_recorded_is_not_claimed() -> None:
    unknown = [RosterMember()] * 8
    found = texts([*unknown, RosterMember(region="Europe", size="large")])
    assert "Global North" not in found[CaveatKey.REPRESENTATIVENESS]
    assert "has not been recorded" in found[CaveatKey.SMALLER_COMPANIES]
    partly = texts([*FIRST_COHORT, *unknown])
    assert "as far as is known" in partly[CaveatKey.REPRESENTATIVENESS]
    assert "As far as is known" in partly[CaveatKey.SMALLER_COMPANIES]


def test_peer_learning_materials_carry_their_own_caveats() -> None:
    keys = [caveat.key for caveat in series_caveats()]
    assert keys == [
        CaveatKey.NO_POSITION,
        CaveatKey.GENERAL_INFORMATION,
        CaveatKey.NO_CONSULTATION,
        CaveatKey.NO_COMPLIANCE_USE,
        CaveatKey.NO_ENDORSEMENT,
    ]
    endorsement = series_caveats()[-1].text
    assert all(who in endorsement for who in ("UN Human Rights", "B-Tech Project", "programme related to it"))


def test_a_region_tells_the_global_north_or_the_south_or_nothing() -> None:
    assert is_global_north("Europe") is True
    assert is_global_north(" north america ") is True
    assert is_global_north("Southeast Asia") is False
    assert is_global_north("Latin America") is False
    assert is_global_north("East Asia") is None
    assert is_global_north(None) is None


def test_a_size_tells_large_or_smaller_or_nothing() -> None:
    assert [is_large(size) for size in ("large", "SME", "huge", None)] == [True, False, None, None]


def test_half_is_not_most() -> None:
    assert share([True, False]) is Share.SOME
    assert share([True, True, False]) is Share.MOST
    assert share([True, None, None]) is Share.NOT_KNOWN
    assert share([True, True, None]) is Share.ALL_KNOWN
    assert share([]) is Share.NOT_KNOWN


@given(roster=st.lists(members, max_size=25))
def test_caveats_come_from_a_fixed_set_of_texts_and_carry_no_number(roster: list[RosterMember]) -> None:
    for caveat in cohort_caveats(roster):
        assert not re.search(r"\d", caveat.text)
        for member in roster:
            assert member.region is None or member.region not in caveat.text


@given(roster=st.lists(members, min_size=1, max_size=25), newcomer=members)
def test_all_is_said_only_while_it_is_true(roster: list[RosterMember], newcomer: RosterMember) -> None:
    text = texts([*roster, newcomer])[CaveatKey.REPRESENTATIVENESS]
    if "every company" in text:
        assert all(is_global_north(member.region) for member in [*roster, newcomer])
