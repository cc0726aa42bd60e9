"""Who can talk with whom, and in which words one is introduced (R-PLP-17, R-PLP-24)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.peers import Pair, Seeker, answered_by, is_over, may_seek, paired

REMEDY, LAW = "Access to remedy", "Regulation"


def seeker(person: str, *topics: str, organisation: str = "") -> Seeker:
    return Seeker(person=person, organisation=organisation or person, topics=topics)


def test_two_with_a_topic_in_common_are_a_pair_about_the_first_of_it() -> None:
    assert paired([seeker("a", REMEDY, LAW), seeker("b", LAW), seeker("c")]) == [Pair(one="a", other="b", topic=LAW)]


def test_nobody_is_led_to_somebody_of_the_same_organisation() -> None:
    assert paired([seeker("a", LAW, organisation="x"), seeker("b", LAW, organisation="x")]) == []


def test_whoever_has_the_fewest_to_choose_from_is_not_left_over() -> None:
    # a could take b, and then c had nobody.
    pairs = paired([seeker("a", LAW, REMEDY), seeker("b", LAW), seeker("c", REMEDY), seeker("d", LAW)])
    assert {frozenset((pair.one, pair.other)) for pair in pairs} == {frozenset("bd"), frozenset("ac")}


SEEKERS = st.lists(
    st.builds(
        Seeker,
        person=st.uuids().map(str),
        organisation=st.sampled_from("xyz"),
        topics=st.lists(st.sampled_from("pqrs"), unique=True, max_size=3).map(tuple),
    ),
    unique_by=lambda one: one.person,
    max_size=12,
)


@given(SEEKERS)
def test_each_is_in_one_pair_at_most_and_nobody_is_left_who_could_talk(seekers: list[Seeker]) -> None:
    known = {one.person: one for one in seekers}
    pairs = paired(seekers)
    taken = [person for pair in pairs for person in (pair.one, pair.other)]
    assert len(taken) == len(set(taken))
    for pair in pairs:
        one, other = known[pair.one], known[pair.other]
        assert one.organisation != other.organisation
        assert pair.topic in one.topics
        assert pair.topic in other.topics
    assert paired([one for one in seekers if one.person not in taken]) == []


@pytest.mark.parametrize(
    ("topics", "words", "found", "reason"),
    [
        ((), "Counsel", 0, "Choose what you want"),
        (("a", "b", "c", "d"), "Counsel", 0, "three topics at most"),
        ((LAW,), "", 0, "how the other person should know you"),
        ((LAW,), "x" * 121, 0, "at most 120 signs"),
        ((LAW,), "See https://evil.example", 0, "without a link"),
        ((LAW,), "See WWW.evil.example", 0, "without a link"),
        ((LAW,), "Counsel, evil.example/now", 0, "without a link"),
        ((LAW,), "Counsel, пример.рф/вход", 0, "without a link"),
        ((LAW,), "Counsel, evil.xn--p1ai/in", 0, "without a link"),
        ((LAW,), "Counsel, evil.example:8443", 0, "without a link"),
        ((LAW,), "Counsel, evil.example?in", 0, "without a link"),
        ((LAW,), "Counsel, 192.0.2.10/in", 0, "without a link"),
        ((LAW,), "Write to somebody@else.example", 0, "without a link"),
        ((LAW,), "Counsel", 3, "three times"),
    ],
)
def test_what_nobody_can_be_introduced_by_is_declined_with_its_reason(
    topics: tuple[str, ...], words: str, found: int, reason: str
) -> None:
    verdict = may_seek(topics, words, found=found)
    assert not verdict.allowed
    assert reason in str(verdict.reason)


@pytest.mark.parametrize(
    "words", ["Counsel", "Policy lead / small company, A.B. of N.Y./L.A.", "@ work: law", "مسؤولة حقوق الإنسان", "人权"]
)
def test_as_little_as_somebody_likes_is_enough(words: str) -> None:
    assert may_seek((LAW, REMEDY), words, found=2).allowed


def test_there_are_seven_days_to_say_yes() -> None:
    found = date(2023, 3, 6)
    assert answered_by(found) == date(2023, 3, 13)
    assert not is_over(found, date(2023, 3, 13))
    assert is_over(found, date(2023, 3, 13) + timedelta(days=1))
