"""Joining, waiting and leaving: the cap holds, the order of asking holds, and each decision is kept (AC-08)."""

from datetime import date, timedelta

import pytest

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import Organisation
from convenor.room.cohorts import queries
from convenor.room.cohorts.actions.members import (
    add_member,
    end_membership,
    put_on_waiting_list,
    seat_from_waiting_list,
    take_off_waiting_list,
)
from convenor.room.cohorts.models import Cohort, Decision, Membership, Seat, SeatHolding, Waiting
from convenor.room.meetings.models import Session
from convenor.room.standing.queries import standing_of
from making import make_cohort, make_member, make_nominee, make_organisation, make_session, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def small() -> Cohort:
    """A cohort with a year, two seats, and one of them taken."""
    cohort = make_cohort(cap=2)
    make_year(cohort)
    make_member(cohort, make_organisation("apple"))
    return cohort


def kept() -> tuple[int, int, int, int]:
    return Membership.objects.count(), Waiting.objects.count(), Decision.objects.count(), AuditEntry.objects.count()


def test_a_new_member_gets_two_vacant_seats(officer: Actor, small: Cohort, today: date) -> None:
    membership = add_member(officer, small, make_organisation("cisco"), since=today)
    assert list(membership.seats.values_list("number", flat=True)) == [1, 2]
    assert queries.seats_taken(small, today) == 2
    assert not Decision.objects.exists()
    assert AuditEntry.objects.get().verb == "member.added"


def test_a_full_cohort_declines_and_offers_the_waiting_list(officer: Actor, small: Cohort, today: date) -> None:
    make_member(small, make_organisation("cisco"))
    newcomer = make_organisation("newcomer")
    before = kept()
    with pytest.raises(Declined, match="waiting list"):
        add_member(officer, small, newcomer, since=today)
    assert kept() == before
    put_on_waiting_list(officer, small, newcomer)
    assert [row.name for row in queries.waiting_list(small)] == ["Newcomer"]


def test_whoever_joins_later_has_a_seat_of_the_cap_already(officer: Actor, small: Cohort, today: date) -> None:
    make_member(small, make_organisation("cisco"), since=today + timedelta(days=60))
    with pytest.raises(Declined, match="All 2 seats are taken"):
        add_member(officer, small, make_organisation("newcomer"), since=today)


def test_a_cohort_without_a_cap_is_never_full(officer: Actor, today: date) -> None:
    cohort = make_cohort(cap=None)
    for slug in ("apple", "cisco", "meta"):
        add_member(officer, cohort, make_organisation(slug), since=today)
    assert queries.seat_count(cohort, today) is None


def test_nobody_sits_twice_nor_waits_while_sitting(officer: Actor, small: Cohort, today: date) -> None:
    apple = Membership.objects.get().organisation
    before = kept()
    with pytest.raises(Declined, match="already"):
        add_member(officer, small, apple, since=today)
    with pytest.raises(Declined, match="already"):
        put_on_waiting_list(officer, small, apple)
    assert kept() == before


def test_nobody_comes_before_those_who_wait_without_a_reason(officer: Actor, small: Cohort, today: date) -> None:
    put_on_waiting_list(officer, small, make_organisation("first"))
    cisco = make_organisation("cisco")
    before = kept()
    with pytest.raises(Declined, match="asked for a seat earlier"):
        add_member(officer, small, cisco, since=today)
    assert kept() == before
    add_member(officer, small, cisco, since=today, reason="The first asked us to wait until June.")
    decision = Decision.objects.get()
    assert (decision.topic, decision.text) == (
        Decision.Topic.MEMBERSHIP,
        "Cisco joins: The first asked us to wait until June.",
    )


def test_the_order_is_that_of_asking_and_then_of_the_alphabet(officer: Actor, small: Cohort, today: date) -> None:
    for slug, days in [("zeta", 2), ("beta", 1), ("alpha", 1)]:
        with clock.standing_at(today - timedelta(days=days)):
            put_on_waiting_list(officer, small, make_organisation(slug))
    found = queries.waiting_list(small)
    assert [row.name for row in found] == ["Zeta", "Alpha", "Beta"]
    assert found[0].place.because == "Asked on 4 March 2023."
    assert "alphabetical" in found[1].place.because


def test_a_seat_from_the_waiting_list_is_a_recorded_decision(officer: Actor, small: Cohort, today: date) -> None:
    waiting = put_on_waiting_list(officer, small, make_organisation("first"))
    membership = seat_from_waiting_list(officer, waiting, since=today)
    assert membership.seats.count() == 2
    assert queries.waiting_list(small) == []
    assert Waiting.objects.get().left_on == today
    assert Decision.objects.get().text == "First joins from the waiting list: it asked first"


def test_a_seat_out_of_turn_needs_a_reason(officer: Actor, small: Cohort, today: date) -> None:
    with clock.standing_at(today - timedelta(days=1)):
        put_on_waiting_list(officer, small, make_organisation("first"))
    second = put_on_waiting_list(officer, small, make_organisation("second"))
    before = kept()
    with pytest.raises(Declined, match="1 company asked"):
        seat_from_waiting_list(officer, second, since=today)
    assert kept() == before
    seat_from_waiting_list(officer, second, since=today, reason="The first cannot begin before June.")
    assert "cannot begin before June" in Decision.objects.get().text


def test_no_seat_is_given_while_none_is_free(officer: Actor, small: Cohort, today: date) -> None:
    make_member(small, make_organisation("cisco"))
    waiting = put_on_waiting_list(officer, small, make_organisation("first"))
    before = kept()
    with pytest.raises(Declined, match="All 2 seats are taken"):
        seat_from_waiting_list(officer, waiting, since=today)
    assert kept() == before
    assert Waiting.objects.get().left_on is None


def test_without_a_year_there_is_no_place_for_the_decision(officer: Actor, today: date) -> None:
    cohort = make_cohort()
    waiting = put_on_waiting_list(officer, cohort, make_organisation("first"))
    with pytest.raises(Declined, match="Open a programme year first"):
        seat_from_waiting_list(officer, waiting, since=today)
    assert not Membership.objects.exists()
    assert Waiting.objects.get().left_on is None


def test_somebody_who_left_the_list_is_not_seated_from_it(officer: Actor, small: Cohort, today: date) -> None:
    waiting = put_on_waiting_list(officer, small, make_organisation("first"))
    take_off_waiting_list(officer, waiting)
    with pytest.raises(Declined, match="does not wait"):
        seat_from_waiting_list(officer, waiting, since=today)
    with pytest.raises(Declined, match="does not wait"):
        take_off_waiting_list(officer, waiting)
    assert Membership.objects.count() == 1


def test_who_asks_again_waits_from_that_day(officer: Actor, small: Cohort, today: date) -> None:
    first = make_organisation("first")
    with clock.standing_at(today - timedelta(days=10)):
        take_off_waiting_list(officer, put_on_waiting_list(officer, small, first))
    put_on_waiting_list(officer, small, first)
    assert queries.waiting_list(small)[0].waiting.since == today


def test_leaving_keeps_the_reason_opens_the_seat_and_ends_access(officer: Actor, small: Cohort, today: date) -> None:
    membership = Membership.objects.get()
    account = make_nominee(membership)
    assert actor_of(account).organisations() == {"apple"}
    decision = end_membership(officer, membership, until=today, reason="It closed its office.")
    membership.refresh_from_db()
    assert (membership.until, membership.ended_because) == (today, "It closed its office.")
    assert decision.text == "Apple leaves: It closed its office."
    assert queries.seats_taken(small, today) == 0
    assert actor_of(account).grants == ()
    assert SeatHolding.objects.get().until == today


def test_until_the_day_of_leaving_the_people_keep_their_access(officer: Actor, small: Cohort, today: date) -> None:
    membership = Membership.objects.get()
    account = make_nominee(membership)
    end_membership(officer, membership, until=today + timedelta(days=3), reason="It merges with another member.")
    assert actor_of(account).organisations() == {"apple"}
    with clock.standing_at(today + timedelta(days=3)):
        assert actor_of(account).grants == ()


@pytest.mark.parametrize(
    ("until", "reason", "why"),
    [
        (date(2023, 3, 6), " ", "Say why"),
        (date(2019, 1, 1), "It left.", "before it began"),
    ],
)
def test_a_membership_ends_with_a_reason_and_after_it_began(
    officer: Actor, small: Cohort, until: date, reason: str, why: str
) -> None:
    before = kept()
    with pytest.raises(Declined, match=why):
        end_membership(officer, Membership.objects.get(), until=until, reason=reason)
    assert kept() == before
    assert Membership.objects.get().until is None


def test_a_membership_ends_once(officer: Actor, small: Cohort, today: date) -> None:
    end_membership(officer, Membership.objects.get(), until=today, reason="It left.")
    with pytest.raises(Declined, match="has an end already"):
        end_membership(officer, Membership.objects.get(), until=today, reason="It left again.")
    assert Decision.objects.count() == 1


def test_a_former_member_may_join_again(officer: Actor, small: Cohort, today: date) -> None:
    membership = Membership.objects.get()
    end_membership(officer, membership, until=today, reason="It left.")
    add_member(officer, small, membership.organisation, since=today)
    assert Membership.objects.count() == 2
    assert Seat.objects.count() == 4


def test_a_nominee_changes_nothing(small: Cohort, today: date) -> None:
    membership = Membership.objects.get()
    nominee = actor_of(make_nominee(membership))
    other = make_organisation("cisco")
    waiting = Waiting.objects.create(cohort=small, organisation=make_organisation("first"), since=today)
    before = kept()
    for attempt in (
        lambda: add_member(nominee, small, other, since=today),
        lambda: put_on_waiting_list(nominee, small, other),
        lambda: take_off_waiting_list(nominee, waiting),
        lambda: seat_from_waiting_list(nominee, waiting, since=today),
        lambda: end_membership(nominee, membership, until=today, reason="No."),
    ):
        with pytest.raises(Refused):
            attempt()
    assert kept() == before
    assert Membership.objects.get().until is None


def test_the_gaps_name_what_nobody_has_with_its_source(small: Cohort, today: date) -> None:
    Cohort.objects.update(target_regions=["Africa"], target_sectors=["gaming", "social media"])
    small.refresh_from_db()
    make_member(small, make_organisation("meta", region="North America", sector="social media"))
    found = queries.gaps(small, today)
    assert [count.value for count in found.regions if count.missing] == ["Africa"]
    assert [count.value for count in found.sectors if count.missing] == ["gaming"]
    assert found.unknown == ("apple",)
    assert found.sources == ("public knowledge, unverified",)


def test_gaps_take_the_same_statements_with_ten_times_the_members(
    small: Cohort, today: date, django_assert_num_queries: object
) -> None:
    Cohort.objects.update(cap=None)
    for number in range(20):
        make_member(small, make_organisation(f"member-{number}", region="Europe"))
    with django_assert_num_queries(3):  # type: ignore[operator]
        queries.gaps(small, today)


def came_back(cohort: Cohort, since: date) -> Membership:
    """Apple sat until 1 March with one person, and since some day again with another."""
    first = cohort.memberships.get(organisation="apple")
    make_nominee(first, 1)
    Membership.objects.filter(pk=first.pk).update(until=date(2023, 3, 1))
    SeatHolding.objects.filter(seat__membership=first).update(until=date(2023, 3, 1))
    second = make_member(cohort, first.organisation, since=since)
    make_nominee(second, 2)
    return second


def test_whoever_comes_back_sits_on_no_day_twice(officer: Actor, small: Cohort, today: date) -> None:
    end_membership(officer, small.memberships.get(), until=date(2023, 3, 1), reason="It left.")
    apple = Organisation.objects.get(pk="apple")
    before = kept()
    with pytest.raises(Declined, match="It sat in this cohort until 1 March 2023"):
        add_member(officer, small, apple, since=date(2023, 2, 28))
    assert kept() == before
    add_member(officer, small, apple, since=date(2023, 3, 1))
    assert queries.seats_taken(small, today) == 1


def test_whoever_sat_for_a_member_before_it_came_back_is_still_on_the_roster(small: Cohort, today: date) -> None:
    came_back(small, date(2023, 3, 4))
    (apple,) = queries.roster(small, day=today)["members"]
    assert [person["name"] for person in apple["people"]] == ["Nominee 1, apple", "Nominee 2, apple"]


def test_whoever_sits_in_two_cohorts_has_the_people_of_both(small: Cohort, today: date) -> None:
    other = make_cohort("other")
    make_nominee(small.memberships.get(), 1)
    make_nominee(make_member(other, Organisation.objects.get(pk="apple")), 2)
    (apple,) = queries.roster_of_all(day=today)["members"]
    assert sorted(person["name"] for person in apple["people"]) == ["Nominee 1, apple", "Nominee 2, apple"]
    assert len(apple["events"]) == 1


def test_a_member_that_came_back_has_one_standing_for_the_year(small: Cohort) -> None:
    came_back(small, date(2023, 6, 1))
    year = small.years.get()
    for month in (1, 4, 7):
        day = date(2023, month, 10)
        session = make_session(year, day)
        Session.objects.filter(pk=session.pk).update(state="closed", attendance_recorded_at=session.starts_at)
    (before,) = standing_of(year, date(2023, 5, 1))
    (apple,) = standing_of(year, date(2023, 12, 1))
    assert [before.requirements[0].because[:40], apple.requirements[0].because[:40]] == [
        "Represented at 0 of 1 regular meeting; n",
        "Represented at 0 of 2 regular meetings; ",
    ]


def test_a_member_that_left_before_the_year_and_came_back_after_it_has_no_standing_in_it(small: Cohort) -> None:
    came_back(small, date(2025, 1, 1))
    assert standing_of(make_year(small, 2024), date(2024, 12, 31)) == ()
