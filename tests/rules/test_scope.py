"""A first look at scope warns, explains and never decides (AC-12, A-38)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.scope import LEXICON, ScopeLevel, StatementFacts, belongs, in_force, look_at, missing_in

IN_SCOPE = [
    "HRDD in conflict settings",
    "HRDD, Enterprise Risk Management and Compliance",
    "Operationalizing Severity",
    "Stakeholder Engagement Workstream",
    "World Economic Forum's Global Future Council on Human Rights",
    "HRDD and Remedy on End Use",
    "the Role of Key Colleagues",
    "B-Tech and COP Participant Priorities",
    "Introduction to the UNGPs, overview of B-Tech, plans for the PLP",
    "HRDD & End Use, Regulation (DSA, etc)",
    "Regulation and the Smart-Mix concept (UNGPs Compass)",
    "Access to Remedy",
    "Stakeholder Engagement Vulnerable Groups, Governance Gaps",
    "Capacity building for smaller firms",
    "Working with non-profit organisations on marginalised groups",
    "Human rights due diligence in mergers",
    "Forbidden content and forbearance in moderation",
    "What does layoffs in trust and safety mean for rights holders?",
    "Rights of customers' families",
]


def levels(text: str) -> set[ScopeLevel]:
    return {warning.level for warning in look_at(text)}


@pytest.mark.parametrize(
    ("text", "topic", "phrase"),
    [
        ("Cloud credit pricing for Q3", "prices", "pricing"),
        ("Joint bid for a ministry contract", "bids", "bid"),
        ("How we each set our Discounts", "prices", "Discounts"),
        ("Who serves which sales territory", "customers_and_markets", "sales territory"),
        ("A common boycott of one supplier", "joint_action", "boycott"),
        ("Salary bands for trust and safety staff", "pay_and_hiring", "Salary bands"),
        ("Our unreleased features", "products_to_come", "unreleased"),
        ("Our go to market for phones", "sales_plans", "go to market"),
        ("Gross margins in hosting", "costs_and_margins", "margins"),
    ],
)
def test_a_commercial_topic_is_warned_about_with_its_place_and_reason(text: str, topic: str, phrase: str) -> None:
    warning = next(warning for warning in look_at(text) if warning.topic == topic)
    assert warning.level is ScopeLevel.WARNING
    assert warning.text == phrase == text[warning.start : warning.end]
    assert "out of scope" in warning.reason


def test_business_models_are_an_advisory_only() -> None:
    assert levels("Human rights risks of advertising-funded business models") == {ScopeLevel.ADVISORY}
    assert levels("Human Rights Risks in Business Models/Responsible investment work") == {ScopeLevel.ADVISORY}
    (warning,) = look_at("Human rights risks of advertising-funded business models")
    assert "Confirm" in warning.reason


@pytest.mark.parametrize("text", IN_SCOPE)
def test_topics_of_the_programme_pass_without_a_word(text: str) -> None:
    assert look_at(text) == ()


def test_a_commercial_side_of_a_business_model_is_still_warned_about() -> None:
    assert levels("Pricing of advertising-funded business models") == {ScopeLevel.WARNING, ScopeLevel.ADVISORY}


def test_where_phrases_overlap_the_longer_stands_alone() -> None:
    assert [w.text for w in look_at("Human rights risks of advertising revenue models")] == ["advertising revenue"]
    assert [w.text for w in look_at("Our list price, revenue models")] == ["list price", "revenue models"]


def test_neighbouring_phrases_are_both_found() -> None:
    assert [w.text for w in look_at("prices,discounts")] == ["prices", "discounts"]
    assert [w.text for w in look_at("business models/bids")] == ["business models", "bids"]


def test_every_topic_of_the_lexicon_can_be_found() -> None:
    for topic in LEXICON:
        for phrase in topic.phrases:
            assert look_at(phrase.replace("*", "")), phrase


@given(st.text(alphabet="ab cdeiprgn -.,\n*“éÅ", max_size=60) | st.sampled_from(IN_SCOPE))
def test_matches_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for warning in look_at(f"{text} pricing {text}"):
        assert end <= warning.start < warning.end
        assert f"{text} pricing {text}"[warning.start : warning.end] == warning.text
        end = warning.end
    assert end > 0


VERSION_1 = StatementFacts(
    version="1.2",
    text="We talk about human rights here and about nothing commercial.",
    in_scope=("respect for human rights",),
    out_of_scope=("sales",),
    in_force_from=date(2022, 1, 1),
)


def test_a_statement_needs_a_number_a_text_and_both_lists() -> None:
    assert missing_in(VERSION_1) == ()
    empty = StatementFacts(version=" ", text="", in_scope=(), out_of_scope=(), in_force_from=date(2022, 1, 1))
    assert len(missing_in(empty)) == 4


def test_the_version_in_force_is_the_latest_that_has_begun() -> None:
    later = StatementFacts(
        version="2.0", text="x", in_scope=("a",), out_of_scope=("b",), in_force_from=date(2023, 1, 1)
    )
    for order in ((VERSION_1, later), (later, VERSION_1)):
        assert in_force(order, date(2022, 12, 31)) == VERSION_1
        assert in_force(order, date(2023, 1, 1)) == later
    assert in_force([VERSION_1], date(2021, 1, 1)) is None
    mended = replace(VERSION_1, version="1.3")
    assert in_force([VERSION_1, mended], date(2022, 6, 1)) == mended


def test_doubted_words_belong_once_somebody_says_why() -> None:
    assert belongs(("Remedy", "Conflict"), "").allowed
    doubted = belongs(("Remedy", "Cloud credit pricing for Q3"), "  ")
    assert not doubted.allowed
    assert "Cloud credit" in doubted.reason
    assert belongs(("Remedy", "Cloud credit pricing for Q3"), "It is about people at risk.").allowed
