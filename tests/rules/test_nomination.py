"""How long somebody has to answer, when a seat can be offered, and what the page says of the time that it takes."""

from datetime import date, timedelta

import pytest

from convenor.rules import nomination as rules
from convenor.rules.nomination import SeatFact, may_nominate

TODAY = date(2023, 3, 6)
SOON = TODAY + timedelta(days=30)


def test_a_vacant_seat_can_be_offered_at_once() -> None:
    assert may_nominate(SeatFact(held=False), today=TODAY, starts_on=None).allowed


def test_a_held_seat_is_handed_over_on_a_day() -> None:
    refused = may_nominate(SeatFact(held=True), today=TODAY, starts_on=None)
    assert "takes over" in refused.reason
    assert may_nominate(SeatFact(held=True), today=TODAY, starts_on=SOON).allowed


@pytest.mark.parametrize(
    ("seat", "starts_on", "why"),
    [
        (SeatFact(held=False, asked=True), None, "not answered yet"),
        (SeatFact(held=True, taken_from=SOON), SOON, "5 April 2023"),
        (SeatFact(held=False, ends=TODAY), None, "ended"),
        (SeatFact(held=False, ends=SOON), SOON, "ended"),
        (SeatFact(held=False), TODAY - timedelta(days=1), "past"),
        (SeatFact(held=False), TODAY + timedelta(days=400), "within a year"),
    ],
)
def test_a_seat_is_offered_to_one_person_at_a_time_and_on_a_day_that_can_be(
    seat: SeatFact, starts_on: date | None, why: str
) -> None:
    verdict = may_nominate(seat, today=TODAY, starts_on=starts_on)
    assert not verdict.allowed
    assert why in verdict.reason


def test_whoever_answers_late_begins_today() -> None:
    assert rules.begins_on(today=TODAY, wanted=TODAY - timedelta(days=3)) == TODAY
    assert rules.begins_on(today=TODAY, wanted=SOON) == SOON
    assert rules.begins_on(today=TODAY, wanted=None) == TODAY


@pytest.mark.parametrize(("days", "due"), [(6, False), (7, True), (29, True), (30, False)])
def test_there_is_a_reminder_after_a_week_and_none_once_it_lapsed(days: int, due: bool) -> None:
    asked_on = TODAY - timedelta(days=days)
    assert rules.reminder_due(asked_on=asked_on, reminded_on=None, today=TODAY) is due
    assert not rules.reminder_due(asked_on=asked_on, reminded_on=TODAY, today=TODAY)
    assert rules.has_lapsed(asked_on=asked_on, today=TODAY) is (days == 30)


def test_a_name_stays_in_its_line_and_turns_nothing_around() -> None:
    assert rules.as_written("Nominee\u202e 1,\r\nBcc: x\u2066 Ericsson\x00") == "Nominee 1, Bcc: x Ericsson"
    assert rules.as_written("علی\u200cرضا") == "علی\u200cرضا"


def test_the_time_is_told_in_whole_hours_as_planned() -> None:
    assert rules.time_asked([60, 60, 90]) == "3 sessions planned this year, about 4 hours in all."
    assert rules.time_asked([]) == "The sessions of the year are not planned yet."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vacant since today"),
        (1, "vacant since 5 March 2023, 1 day"),
        (21, "vacant since 13 February 2023, 3 weeks"),
        (95, "vacant since 1 December 2022, 3 months"),
    ],
)
def test_a_vacancy_is_told_as_people_would(days: int, words: str) -> None:
    assert rules.vacant_in_words(TODAY - timedelta(days=days), TODAY) == words
