"""Rejoins are one person, two addresses are two people, and time spent twice at once counts once."""

from datetime import date

import pytest
from attendance_reports import only, read, stay, zoom
from hypothesis import given
from hypothesis import strategies as st


def test_rejoins_of_one_address_are_one_entry_whatever_the_name() -> None:
    person = only(
        read(
            zoom(
                stay("Nominee One", "15:00", "15:20", 20, email="n1@alpha.example"),
                stay("N. One", "15:30", "16:00", 30, email="N1@Alpha.example"),
            )
        )
    )
    assert (person.name, person.email, person.minutes) == ("Nominee One", "n1@alpha.example", 50)


def test_rejoins_of_one_name_without_an_address_are_one_entry() -> None:
    rows = [
        stay("Nominee One", "15:00", "15:20", 20),
        stay("nominee  ONE (Guest)", "15:30", "16:00", 30),
        stay("\u200eNominee One", "16:00", "16:05", 5),
        stay("Alias (Nominee One)", "16:05", "16:06", 1),
    ]
    person = only(read(zoom(*rows)))
    assert (person.minutes, person.guest) == (56, True)


def test_two_addresses_are_two_people_of_one_name() -> None:
    rows = [
        stay("Nominee One", "15:00", "16:00", 60, email="n1@alpha.example"),
        stay("Nominee One", "15:00", "16:00", 60, email="n1@beta.example"),
    ]
    assert [person.minutes for person in read(zoom(*rows)).people] == [60, 60]


def test_a_name_with_an_address_and_without_are_two_entries() -> None:
    rows = [
        stay("Nominee One", "15:00", "15:30", 30, email="n1@alpha.example"),
        stay("Nominee One", "15:30", "16:00", 30),
    ]
    assert [person.email for person in read(zoom(*rows)).people] == ["n1@alpha.example", None]


@pytest.mark.parametrize(
    ("stays", "minutes"),
    [
        ([("15:00", "15:40", 40), ("15:20", "16:00", 40)], 60),
        ([("15:00", "16:00", 60), ("15:10", "15:30", 20)], 60),
        ([("15:00", "15:30", 30), ("15:30", "16:00", 30)], 60),
        ([("15:00", "15:20", 20), ("15:40", "16:00", 20)], 40),
        ([("15:00", "15:20", 20), ("15:10", "15:30", 20), ("15:50", "16:00", 10)], 40),
        ([("15:00", "15:20", ""), ("15:10", "15:30", "")], 30),
        ([("15:00", "15:00", 0), ("15:10", "15:30", 20)], 20),
        ([("15:00", "16:00", 63)], 63),
        ([("15:00", "15:00", 0)], 0),
    ],
)
def test_minutes_are_added_without_counting_overlaps_twice(
    stays: list[tuple[str, str, int | str]], minutes: int
) -> None:
    rows = [stay("Nominee One", begin, end, length) for begin, end, length in stays]
    assert only(read(zoom(*rows))).minutes == minutes


def test_a_stay_of_unknown_length_makes_the_minutes_unknown() -> None:
    rows = [stay("Nominee One", "15:00", "15:20", 20), "Nominee One,,2022-03-14 15:30:00,,,No"]
    person = only(read(zoom(*rows)))
    assert (person.left, person.minutes) == (None, None)


def test_unknown_is_never_nought() -> None:
    assert only(read(zoom("Nominee One,,,,,No"))).minutes is None


def test_whoever_came_for_seconds_was_there_for_a_minute() -> None:
    assert only(read(zoom("Nominee One,,2022-03-14 15:00:00,2022-03-14 15:00:10,0,No"))).minutes == 1


def test_a_leaving_before_the_joining_is_no_stay() -> None:
    assert only(read(zoom(stay("Nominee One", "16:00", "15:00")))).minutes is None


def test_a_stay_past_midnight() -> None:
    row = "Nominee One,,2022-03-14 23:50:00,2022-03-15 00:10:00,,No"
    assert only(read(zoom(row))).minutes == 20


def test_whoever_only_waited_is_left_out_and_whoever_was_let_in_is_not() -> None:
    header = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),In Waiting Room"
    rows = [
        "Nominee One,,2022-03-14 14:50,2022-03-14 15:00,10,Yes",
        "Nominee One,,2022-03-14 15:00,2022-03-14 16:00,60,No",
        "Nominee Two,,2022-03-14 14:50,2022-03-14 15:00,10,Yes",
    ]
    report = read("\n".join([header, *rows]))
    person = only(report)
    assert (person.minutes, person.joined and person.joined.hour) == (60, 15)
    assert [(row.row, row.reason) for row in report.left_out] == [(4, "only waited in the waiting room")]


times = st.integers(0, 119).flatmap(lambda begin: st.tuples(st.just(begin), st.integers(begin, 120)))


def clock(minute: int) -> str:
    return f"{14 + minute // 60}:{minute % 60:02}"


@given(stays=st.lists(times, min_size=1, max_size=6), drawn=st.data())
def test_the_order_of_the_rows_does_not_matter(stays: list[tuple[int, int]], drawn: st.DataObject) -> None:
    rows = [stay("Nominee One", clock(begin), clock(end), end - begin) for begin, end in stays]
    shuffled = drawn.draw(st.permutations(rows))
    assert read(zoom(*rows)).people == read(zoom(*shuffled)).people


@given(stays=st.lists(times, min_size=1, max_size=6))
def test_the_minutes_are_those_in_which_somebody_was_there(stays: list[tuple[int, int]]) -> None:
    rows = [stay("Nominee One", clock(begin), clock(end), end - begin) for begin, end in stays]
    there = {minute for begin, end in stays for minute in range(begin, end)}
    assert only(read(zoom(*rows), on=date(2022, 3, 14))).minutes == len(there)
