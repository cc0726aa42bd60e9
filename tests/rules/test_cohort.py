"""Seats, the waiting list, nominees and gaps (AC-08, AC-20)."""

from datetime import date

import pytest

from convenor.rules.cohort import (
    WAITING_CRITERIA,
    MemberAttributes,
    NomineeSeatFact,
    Sourced,
    Targets,
    WaitingFact,
    gaps,
    may_join,
    membership_state,
    seat_count,
    seat_reminders,
    waiting_order,
)
from convenor.rules.vocabulary import MembershipState

UNVERIFIED = "public knowledge, unverified"


def test_thirteen_of_twenty_leave_seven_seats() -> None:
    count = seat_count(cap=20, taken=13, band=(15, 20))
    assert count.free == 7
    assert count.sentence == "13 of 20 seats are taken; 7 are free. The planned band is 15 to 20."


@pytest.mark.parametrize("taken", [13, 19])
def test_while_a_seat_is_free_a_company_may_join(taken: int) -> None:
    assert may_join(cap=20, taken=taken).allowed


@pytest.mark.parametrize("taken", [20, 21])
def test_a_full_cohort_refuses_and_offers_the_waiting_list(taken: int) -> None:
    verdict = may_join(cap=20, taken=taken)
    assert not verdict.allowed
    assert "waiting list" in verdict.reason


def test_one_free_seat_is_said_in_the_singular() -> None:
    assert may_join(cap=20, taken=19).reason == "1 seat of 20 is free."
    assert may_join(cap=20, taken=18).reason == "2 seats of 20 are free."
    assert seat_count(cap=20, taken=19).sentence == "19 of 20 seats are taken; 1 is free."
    assert seat_count(cap=20, taken=18).sentence == "18 of 20 seats are taken; 2 are free."


def test_a_full_cohort_says_that_no_seat_is_free() -> None:
    assert seat_count(cap=20, taken=20).sentence == "20 of 20 seats are taken; none is free."
    assert seat_count(cap=20, taken=22).free == 0


def test_the_waiting_list_goes_by_the_day_of_asking_then_by_the_alphabet() -> None:
    places = waiting_order(
        [
            WaitingFact(organisation="c", name="Zebra", asked_on=date(2024, 2, 1)),
            WaitingFact(organisation="a", name="Álamo", asked_on=date(2024, 3, 1)),
            WaitingFact(organisation="b", name="Beech", asked_on=date(2024, 3, 1)),
        ]
    )
    assert [place.organisation for place in places] == ["c", "a", "b"]
    assert [place.position for place in places] == [1, 2, 3]
    assert places[0].because == "Asked on 1 February 2024."
    assert "alphabetical" in places[2].because
    assert any("play no part" in criterion for criterion in WAITING_CRITERIA)


def test_a_membership_is_coming_then_current_then_ended() -> None:
    since, until = date(2022, 1, 1), date(2023, 1, 1)
    assert membership_state(since, until, date(2021, 12, 31)) is MembershipState.COMING
    assert membership_state(since, until, since) is MembershipState.CURRENT
    assert membership_state(since, until, date(2022, 12, 31)) is MembershipState.CURRENT
    assert membership_state(since, until, until) is MembershipState.ENDED
    assert membership_state(since, None, date(2099, 1, 1)) is MembershipState.CURRENT


def test_vacant_nominee_seats_are_a_reminder_and_name_nobody_who_is_complete() -> None:
    def held(who: str, until: date | None = None) -> NomineeSeatFact:
        return NomineeSeatFact(organisation=who, since=date(2022, 1, 1), until=until)

    seats = [held("full"), held("full"), held("one"), held("one", until=date(2022, 11, 4)), held("other")]
    reminders = seat_reminders(["full", "one", "none"], seats, date(2022, 11, 4))
    assert [(reminder.organisation, reminder.filled) for reminder in reminders] == [("one", 1), ("none", 0)]
    assert "stays in the cohort" in reminders[1].sentence


def seed_cohort() -> list[MemberAttributes]:
    regions = ["North America"] * 10 + ["Europe"] * 3
    sectors = (
        ["enterprise"] * 3 + ["social media"] * 2 + ["consumer devices and services", "network equipment"]
        + ["internet infrastructure", "online platform and search", "network equipment"] + ["telecommunications"] * 3
    )  # fmt: skip
    return [
        MemberAttributes(
            organisation=f"member-{number}",
            region=Sourced(value=region, source=UNVERIFIED),
            primary_sector=Sourced(value=sector, source=UNVERIFIED),
        )
        for number, (region, sector) in enumerate(zip(regions, sectors, strict=True))
    ]


TARGETS = Targets(
    regions=("Africa", "Southeast Asia"),
    sectors=("gaming", "dating", "social media", "enterprise", "telecommunications"),
)


def test_the_first_cohorts_gaps_are_named_with_the_source_of_the_attributes() -> None:
    found = gaps(seed_cohort(), TARGETS)
    assert {c.value: c.count for c in found.regions} == {
        "North America": 10,
        "Europe": 3,
        "Africa": 0,
        "Southeast Asia": 0,
    }
    sectors = {c.value: c.count for c in found.sectors}
    assert (sectors["gaming"], sectors["dating"], sectors["social media"]) == (0, 0, 2)
    assert (sectors["enterprise"], sectors["telecommunications"]) == (3, 3)
    assert found.sources == (UNVERIFIED,)
    assert found.sentence == (
        "The cohort has nobody from Africa or Southeast Asia and nobody whose main sector is dating or gaming."
    )


def test_a_new_member_closes_its_gap_and_brings_its_source() -> None:
    newcomer = MemberAttributes(organisation="new", region=Sourced(value="Africa", source="said by the company itself"))
    found = gaps([*seed_cohort(), newcomer], TARGETS)
    assert [count.value for count in found.regions if count.missing] == ["Southeast Asia"]
    assert found.unknown == ("new",)
    assert found.sources == (UNVERIFIED, "said by the company itself")


def test_a_cohort_without_gaps_says_so() -> None:
    assert gaps(seed_cohort(), Targets(regions=("Europe",), sectors=())).sentence.startswith("Every region")
