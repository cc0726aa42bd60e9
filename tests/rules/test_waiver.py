"""Who has to agree that words which point to somebody are published, and who may look at them a second time."""

from dataclasses import replace

import pytest

from convenor.rules.attribution import Kind
from convenor.rules.policy import Grant, may
from convenor.rules.second_pair import ReleaseFacts, second_pair_of_eyes, window_stands_in
from convenor.rules.vocabulary import Role, WaiverState
from convenor.rules.waiver import REVEALS, AskingFacts, can_be_waived, is_waived, may_answer, may_ask

TWO = frozenset({"telefonica", "vodafone"})
ASKING = AskingFacts(
    kind=Kind.DESCRIPTION,
    parties=TWO,
    asked=frozenset(),
    reachable=TWO,
    settled=False,
    refused=False,
    others_told=False,
)
BY_TWO = ReleaseFacts(
    writers=frozenset({"one"}),
    keepers=frozenset({"two"}),
    decider="two",
    officers=2,
    free=0,
    window_passed=False,
)


@pytest.mark.parametrize(
    ("agreed", "waived"),
    [(set(), False), ({"vodafone"}, False), ({"vodafone", "ericsson"}, False), (TWO, True), (TWO | {"ericsson"}, True)],
)
def test_everybody_whom_words_fit_has_to_agree(agreed: set[str], waived: bool) -> None:
    assert is_waived(TWO, agreed) is waived


def test_what_points_to_nobody_is_waived_by_nobody() -> None:
    assert not is_waived((), {"vodafone"})


def test_a_link_is_not_waived_and_neither_are_words_without_a_party() -> None:
    assert not can_be_waived(Kind.CONTACT, TWO)
    assert not can_be_waived("scope", TWO)
    assert not can_be_waived(Kind.PERSON, ())
    assert set(REVEALS) == set(Kind) - {Kind.CONTACT}


def test_no_kind_says_how_many_others_are_meant() -> None:
    assert not [said for said in REVEALS.values() if any(sign.isdigit() for sign in said) or "others" in said]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (ASKING, ""),
        (replace(ASKING, asked=frozenset({"vodafone"}), reachable=frozenset({"telefonica"})), ""),
        (replace(ASKING, kind=Kind.CONTACT), "no member"),
        (replace(ASKING, refused=True), "for good"),
        (replace(ASKING, settled=True), "settled already"),
        (replace(ASKING, asked=TWO), "asked already"),
        (replace(ASKING, reachable=frozenset({"vodafone"})), "somebody here who can answer"),
        (replace(ASKING, others_told=True), "point to others"),
    ],
)
def test_the_parties_are_asked_where_all_can_answer_and_read_of_nobody_else(facts: AskingFacts, reason: str) -> None:
    verdict = may_ask(facts)
    assert verdict.allowed is not bool(reason)
    assert reason in verdict.reason


@pytest.mark.parametrize(
    ("state", "agrees", "reason"),
    [
        (WaiverState.WAITING, True, ""),
        (WaiverState.WAITING, False, ""),
        (WaiverState.AGREED, False, ""),
        (WaiverState.AGREED, True, "agreed to this already"),
        (WaiverState.REFUSED, True, "for good"),
        (WaiverState.TAKEN_BACK, True, "took its question back"),
        (WaiverState.VOID, True, "were changed"),
    ],
)
def test_an_answer_is_given_once_and_only_an_agreement_is_taken_back(
    state: WaiverState, agrees: bool, reason: str
) -> None:
    verdict = may_answer(state, agrees=agrees, current=True, at_the_desk=True)
    assert verdict.allowed is not bool(reason)
    assert reason in verdict.reason


def test_nothing_is_answered_about_words_that_are_gone_or_published() -> None:
    assert "changed" in may_answer(WaiverState.WAITING, agrees=True, current=False, at_the_desk=True).reason
    assert "left the desk" in may_answer(WaiverState.AGREED, agrees=False, current=False, at_the_desk=False).reason


def test_only_a_nominee_answers_and_only_for_the_own_organisation() -> None:
    seat = Grant(role=Role.NOMINEE, organisation="vodafone", cohort="cop")
    assert may([seat], "waiver.answer", organisation="vodafone").allowed
    assert not may([seat], "waiver.answer", organisation="ericsson").allowed
    for role in set(Role) - {Role.NOMINEE}:
        assert not may([Grant(role=role, organisation="vodafone")], "waiver.answer", organisation="vodafone").allowed


# The second pair of eyes


def test_who_kept_words_does_not_decide_while_somebody_else_can() -> None:
    verdict = second_pair_of_eyes(replace(BY_TWO, officers=3, free=1, window_passed=True))
    assert "You gave the reason" in verdict.reason
    assert not window_stands_in(replace(BY_TWO, officers=3, free=1))


def test_where_everybody_wrote_or_kept_the_members_time_has_to_pass() -> None:
    assert "has to pass first" in second_pair_of_eyes(BY_TWO).reason
    assert second_pair_of_eyes(replace(BY_TWO, window_passed=True)).allowed
    assert window_stands_in(BY_TWO)
    assert window_stands_in(replace(BY_TWO, decider="one"))


def test_a_writer_never_decides_beside_a_keeper() -> None:
    assert "You wrote part" in second_pair_of_eyes(replace(BY_TWO, decider="one", window_passed=True)).reason


def test_where_all_wrote_no_window_helps() -> None:
    both = replace(BY_TWO, writers=frozenset({"one", "two"}), window_passed=True)
    assert not second_pair_of_eyes(both).allowed
    assert not window_stands_in(both)


def test_a_single_officer_can_work() -> None:
    lone = ReleaseFacts(
        writers=frozenset({"one"}),
        keepers=frozenset({"one"}),
        decider="one",
        officers=1,
        free=0,
        window_passed=False,
    )
    assert window_stands_in(lone)
    assert not second_pair_of_eyes(lone).allowed
    assert second_pair_of_eyes(replace(lone, window_passed=True)).allowed


def test_who_did_neither_decides_at_once() -> None:
    assert second_pair_of_eyes(replace(BY_TWO, decider="three", officers=3, free=1)).allowed
