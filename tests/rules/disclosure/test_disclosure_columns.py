"""A column that seems new may be a published one under another name, or be made of one."""

import pytest

from convenor.rules.disclosure.columns import Kinship, doubts, stand_alone, told_apart
from convenor.rules.participants import NOT_KNOWN, bare

SCALE = {"agree", "disagree", "neither"}


def asked(values: set[str], known: dict[str, set[str]], column: str = "Views") -> list[tuple[tuple[str, ...], Kinship]]:
    return [(doubt.like, doubt.kinship) for doubt in doubts({column: values}, known)]


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"Agree", " DISAGREE ", "Neither."}, SCALE),
        ({"agree", "disagree", "x", "y", "z", NOT_KNOWN}, SCALE),
        ({"agree", "other"}, {"agree"}),
        ({"agree"}, SCALE | {"agree!"}),
    ],
)
def test_the_same_values_under_another_name_are_asked_about(values: set[str], published: set[str]) -> None:
    assert asked(values, {"Answer": published}) == [(("Answer",), Kinship.SAME_VALUES)]


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"agree", "red", "green"}, SCALE),
        ({"red", NOT_KNOWN}, {"green", NOT_KNOWN}),
        ({"red", "green"}, set[str]()),
    ],
)
def test_other_values_are_another_question(values: set[str], published: set[str]) -> None:
    assert asked(values, {"Answer": published}) == []


def test_every_column_with_these_values_is_offered() -> None:
    assert asked(SCALE, {"First": SCALE, "Colour": {"red", "green"}, "Second": SCALE}) == [
        (("First", "Second"), Kinship.SAME_VALUES)
    ]


@pytest.mark.parametrize("name", ["answer", " ANSWER ", "Answer?", "an-swer", "An swer"])
def test_another_spelling_of_the_name_is_the_same_column(name: str) -> None:
    assert asked(SCALE, {"Answer": SCALE}, name) == []


def test_signs_alone_are_not_all_the_same() -> None:
    assert bare("+") != bare("-")
    assert bare("Q.1 ") == bare("q1") != bare("Q2")


@pytest.mark.parametrize(("one", "other"), [({"Spain", "Kenya"}, {"Europe", "Africa"}), ({"Asia"}, {"Japan", "India"})])
def test_a_country_and_its_region_are_asked_about_whatever_they_are_called(one: set[str], other: set[str]) -> None:
    assert asked(one, {"Where from": other}) == [(("Where from",), Kinship.PLACES_IN_PLACES)]


def test_nothing_is_counted_until_it_is_said_what_a_column_is() -> None:
    (doubt,) = doubts({"Views": SCALE}, {"Answer": SCALE})
    refused = told_apart([doubt], ())
    assert not refused.allowed
    assert "published before under “Answer”" in refused.reason
    assert "give the column that name; else confirm that it is another" in refused.reason
    assert told_apart([doubt], {"Views"}).allowed


def rows(pairs: list[tuple[str, str]], times: int = 3) -> list[dict[str, str]]:
    return [{"Country": country, "Region": region} for country, region in pairs for _ in range(times)]


PLACES = [("Spain", "Europe"), ("France", "Europe"), ("Kenya", "Africa"), ("?", NOT_KNOWN)]


@pytest.mark.parametrize(("by", "known"), [("Country", "region"), ("Region", "COUNTRY")])
def test_what_follows_from_a_published_column_is_not_counted(by: str, known: str) -> None:
    refused = stand_alone(rows(PLACES), [by], [known])
    assert not refused.allowed
    assert "is published" in refused.reason


def test_two_columns_of_which_one_follows_from_the_other_are_not_counted_at_once() -> None:
    refused = stand_alone(rows(PLACES), ["Country", "Region"], [])
    assert not refused.allowed
    assert "Count by one of the two" in refused.reason


def test_a_published_column_is_counted_again() -> None:
    assert stand_alone(rows(PLACES), ["Region"], ["Region"]).allowed


@pytest.mark.parametrize(
    "pairs",
    [
        [*PLACES, ("Spain", "Africa")],
        [(country, "Europe") for country, _ in PLACES],
    ],
)
def test_columns_that_do_not_follow_from_each_other_stand_alone(pairs: list[tuple[str, str]]) -> None:
    assert stand_alone(rows(pairs), ["Country"], ["Region"]).allowed


def test_a_few_that_agree_by_chance_are_no_reason() -> None:
    assert stand_alone(rows(PLACES, times=2), ["Country"], ["Region"]).allowed


def test_what_is_not_seen_is_what_the_decision_record_says() -> None:
    pairs = {"Kenya": "Africa", "Japan": "Asia", "Spain": "Europe", "Peru": "Latin America"}
    rows = [{"region": pairs[one], "country": one} for one in [*pairs] * 10]
    assert not stand_alone(rows, ["country"], ["region"]).allowed
    rows[0] = {"region": "Asia", "country": "Kenya"}
    assert stand_alone(rows, ["country"], ["region"]).allowed, "one mistyped row breaks what is always so"
    assert not doubts({"Where from": {"Africa", "Asia"}}, {"region": set()}), "a withheld table has no values"
