"""Brief updates: four short texts, looked at for scope, heard in an order that favours nobody (A-38, A-39)."""

from dataclasses import replace

import pytest

from convenor.rules.updates import AS_A_REMARK, LONGEST, Part, UpdateFacts, may_keep, order_of_speaking, warnings_of

CLEAN = UpdateFacts(challenge="Suppliers answer late.", ask="How do others ask them?")


@pytest.mark.parametrize("part", Part)
def test_one_part_is_enough(part: Part) -> None:
    said = UpdateFacts(**{str(part): "Severity first."})
    assert may_keep(said).allowed
    assert said.texts() == {part: "Severity first."}


def test_an_update_says_something() -> None:
    assert not may_keep(UpdateFacts(priority="  ", scope_reason="It belongs here.")).allowed


@pytest.mark.parametrize("part", Part)
def test_each_part_is_short(part: Part) -> None:
    assert may_keep(UpdateFacts(**{str(part): "x" * LONGEST})).allowed
    refused = may_keep(UpdateFacts(**{str(part): "x" * (LONGEST + 1)}))
    assert not refused.allowed
    assert f"The {part} has 401 characters" in refused.reason


@pytest.mark.parametrize("part", Part)
def test_what_may_be_out_of_scope_asks_for_a_reason_in_whichever_part_it_stands(part: Part) -> None:
    said = replace(CLEAN, **{str(part): "Cloud credit pricing for Q3"})
    assert set(warnings_of(said)) == {part}
    refused = may_keep(said)
    assert not refused.allowed
    assert "say why" in refused.reason
    assert may_keep(replace(said, scope_reason="Only how credit reaches local civil society.")).allowed


def test_an_advisory_asks_for_a_reason_too() -> None:
    said = UpdateFacts(priority="Human rights risks of advertising-funded business models")
    assert not may_keep(said).allowed
    assert may_keep(replace(said, scope_reason="It is about the risks.")).allowed


def test_what_is_in_scope_needs_no_reason() -> None:
    assert warnings_of(CLEAN) == {}
    assert may_keep(CLEAN).allowed


def test_a_reason_is_short() -> None:
    assert not may_keep(replace(CLEAN, scope_reason="x" * (LONGEST + 1))).allowed


def test_every_part_becomes_a_remark_of_some_kind() -> None:
    assert set(AS_A_REMARK) == set(Part)
    assert len(set(AS_A_REMARK.values())) == len(Part)


def test_everybody_speaks_once_and_another_one_begins_each_time() -> None:
    members = ["Apple", "Cisco", "Ericsson"]
    orders = [order_of_speaking(members, turn=turn) for turn in range(6)]
    assert all(sorted(order) == members for order in orders)
    assert [order[0] for order in orders] == members * 2
    assert orders[1] == ("Cisco", "Ericsson", "Apple")


def test_of_nobody_there_is_no_order() -> None:
    assert order_of_speaking([], turn=7) == ()
