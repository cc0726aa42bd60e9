"""An urgent special session: soon, about a public fact, in scope, and counted only as the group decided (AC-21)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from convenor.rules.urgent import MOST_EXPERTS, WITHIN, UrgentFacts, counts, may_call, warnings_of

NOW = datetime(2022, 2, 24, 9, tzinfo=UTC)
GOOD = UrgentFacts(
    happened="Conflict breaks out.",
    source_url="https://news.example/1",
    starts_at=NOW + timedelta(days=4),
    themes=("HRDD in conflict settings",),
    purpose="How companies respect human rights in conflict.",
)


def why_not(facts: UrgentFacts, named: tuple[str, ...] = ()) -> str:
    verdict = may_call(facts, now=NOW, named=named)
    return "" if verdict.allowed else verdict.reason


def test_a_session_about_a_public_fact_is_called_within_days() -> None:
    assert why_not(GOOD) == ""
    assert why_not(replace(GOOD, starts_at=NOW + WITHIN)) == ""


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (replace(GOOD, happened=" "), "only a public fact"),
        (replace(GOOD, source_url=""), "where it was published"),
        (replace(GOOD, themes=()), "at least one theme"),
        (replace(GOOD, purpose=" "), "what the session is for"),
        (replace(GOOD, starts_at=NOW), "has passed"),
        (replace(GOOD, starts_at=NOW + WITHIN + timedelta(minutes=1)), "within 14 days"),
        (replace(GOOD, experts=tuple(f"{n}@x.example" for n in range(MOST_EXPERTS + 1))), "At most 20 experts"),
        (replace(GOOD, themes=("Cloud credit pricing",)), "out of scope"),
        (replace(GOOD, purpose="A joint bid."), "out of scope"),
        (replace(GOOD, happened="Prices rise."), "out of scope"),
    ],
)
def test_what_it_lacks_is_said(facts: UrgentFacts, said: str) -> None:
    assert said in why_not(facts)


def test_a_member_is_named_in_nothing_that_experts_read() -> None:
    assert "“Ericsson” points to a member" in why_not(GOOD, ("Ericsson",))


def test_a_person_decides_on_the_scope_with_a_reason() -> None:
    doubted = replace(GOOD, themes=("Risks of advertising-funded business models",))
    assert warnings_of(doubted)
    assert "say why" in why_not(doubted)
    assert why_not(replace(doubted, scope_reason="It is about people at risk.")) == ""


def test_it_counts_only_as_the_group_decided() -> None:
    assert not counts(None).allowed
    assert not counts(0).allowed
    assert counts(1).reason == "It counts: the group agreed to attend 1 special meeting this year."
