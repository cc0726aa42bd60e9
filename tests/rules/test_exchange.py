"""Who may answer an ask or an offer, when two are told of each other, and when all of it ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from convenor.rules import exchange as rules
from convenor.rules import guiding_principles as principles
from convenor.rules.exchange import Answer, Doubt, IntroductionFact, Mending, PostingFact
from convenor.rules.vocabulary import PostingState

TODAY = date(2023, 3, 6)
POSTING = PostingFact(organisation="ours", state=PostingState.SHOWN, until=TODAY + timedelta(days=90))
WAITS = IntroductionFact(posting=POSTING, answered_on=TODAY)
MADE = replace(WAITS, answer=Answer.MADE, made_on=TODAY)
DAY = timedelta(days=1)


def test_a_posting_is_short_and_says_something() -> None:
    assert rules.may_post("How do others run a supplier audit?", already_open=0).allowed
    assert "sentence or two" in rules.may_post("  ", already_open=0).reason
    assert rules.may_post("x" * 400, already_open=0).allowed
    assert "401 characters" in rules.may_post("x" * 401, already_open=0).reason


def test_one_organisation_does_not_fill_the_page() -> None:
    assert rules.may_post("A last one.", already_open=9).allowed
    assert "Take one back" in rules.may_post("One too many.", already_open=10).reason
    assert "in the same words" in rules.may_post("Once more.", already_open=1, same=True).reason


def test_what_names_somebody_is_reworded_before_it_is_kept_at_all() -> None:
    named = Doubt(text="Ericsson", mending=Mending.NAMES, blocked=True)
    unsure = Doubt(text="that market", mending=Mending.UNSURE, blocked=False)
    assert rules.may_be_kept(()).allowed
    assert rules.may_be_kept((unsure,)).allowed
    refused = rules.may_be_kept((unsure, named))
    assert not refused.allowed
    assert "“Ericsson”" in refused.reason
    assert "that market" not in refused.reason


def test_of_fewer_than_three_others_nothing_stands_without_a_name() -> None:
    assert rules.may_stand_unnamed(others=3).allowed
    assert "once more have joined" in rules.may_stand_unnamed(others=2).reason


def test_after_ten_on_a_day_everything_waits() -> None:
    assert rules.first_state((), looked_at=10) is PostingState.SHOWN
    assert rules.first_state((), looked_at=11) is PostingState.WAITING


def test_what_is_in_doubt_waits_and_all_else_is_read_at_once() -> None:
    assert rules.first_state((), looked_at=1) is PostingState.SHOWN
    for mending in Mending:
        assert (
            rules.first_state((Doubt(text="x", mending=mending, blocked=False),), looked_at=1) is PostingState.WAITING
        )
        assert "“x”" in rules.in_words(Doubt(text="x", mending=mending, blocked=True))


def test_another_member_answers_once() -> None:
    assert rules.may_answer(POSTING, own={"theirs"}, answered=False, today=TODAY).allowed


@pytest.mark.parametrize(
    ("posting", "own", "answered", "today"),
    [
        (POSTING, {"ours"}, False, TODAY),
        (POSTING, {"theirs", "ours"}, False, TODAY),
        (POSTING, {"theirs"}, True, TODAY),
        (POSTING, {"theirs"}, False, POSTING.until),
        (replace(POSTING, state=PostingState.WAITING), {"theirs"}, False, TODAY),
        (replace(POSTING, state=PostingState.RETURNED), {"theirs"}, False, TODAY),
    ],
    ids=["own", "own among others", "answered", "over", "waits", "returned"],
)
def test_what_cannot_be_answered_gets_one_same_answer(
    posting: PostingFact, own: set[str], answered: bool, today: date
) -> None:
    verdict = rules.may_answer(posting, own=own, answered=answered, today=today)
    assert (verdict.allowed, verdict.reason) == (False, rules.NOT_OPEN)


def test_one_yes_is_not_enough_to_tell_anybody() -> None:
    assert not rules.both_agreed(WAITS, TODAY)
    assert not rules.both_agreed(replace(WAITS, answer=Answer.DECLINED), TODAY)
    assert not rules.both_agreed(replace(WAITS, answer=Answer.MADE), TODAY)
    assert rules.both_agreed(MADE, TODAY)


def test_the_two_are_told_for_thirty_days() -> None:
    assert rules.both_agreed(MADE, TODAY + timedelta(days=29))
    assert not rules.both_agreed(MADE, TODAY + timedelta(days=30))
    assert rules.ends_on(WAITS) == TODAY + timedelta(days=30)
    assert rules.ends_on(replace(MADE, made_on=TODAY + DAY)) == TODAY + timedelta(days=31)


@pytest.mark.parametrize(
    "over",
    [
        replace(WAITS, answer=Answer.DECLINED),
        replace(WAITS, answer=Answer.TAKEN_BACK),
        replace(WAITS, answer=Answer.VOID),
        MADE,
        replace(WAITS, still_sits=False),
        replace(WAITS, answered_on=TODAY - timedelta(days=30)),
        replace(WAITS, posting=replace(POSTING, until=TODAY)),
        replace(WAITS, posting=replace(POSTING, state=PostingState.WAITING)),
    ],
    ids=["declined", "taken back", "void", "made", "left", "too old", "posting over", "posting in doubt"],
)
def test_what_is_over_cannot_be_agreed_to(over: IntroductionFact) -> None:
    assert rules.may_settle(WAITS, TODAY).allowed
    assert rules.may_settle(over, TODAY).reason == rules.NOT_OPEN


def test_whoever_answered_cannot_tell_a_no_from_silence() -> None:
    declined = replace(WAITS, answer=Answer.DECLINED)
    for day in range(32):
        today = TODAY + timedelta(days=day)
        assert rules.seen_as_waiting(WAITS, today) == rules.seen_as_waiting(declined, today) == (day < 30)
        assert rules.told_of(WAITS, today) == rules.told_of(declined, today) or day >= 30
    for answer in (Answer.MADE, Answer.TAKEN_BACK, Answer.VOID):
        assert not rules.seen_as_waiting(replace(WAITS, answer=answer), TODAY)
        assert rules.told_of(replace(WAITS, answer=answer), TODAY) is answer


def test_what_became_of_an_answer_is_read_while_its_posting_stands() -> None:
    over = replace(WAITS, posting=replace(POSTING, until=TODAY))
    assert rules.is_there(WAITS, TODAY)
    assert not rules.is_there(over, TODAY)
    assert not rules.seen_as_waiting(over, TODAY)


def test_a_posting_is_given_on_only_where_its_own_has_nobody_and_the_other_has() -> None:
    assert rules.may_give_on(nominees=0, takes=1, same=False).allowed
    assert "has a nominee" in rules.may_give_on(nominees=1, takes=1, same=False).reason
    assert "another member" in rules.may_give_on(nominees=0, takes=0, same=False).reason
    assert "another member" in rules.may_give_on(nominees=0, takes=1, same=True).reason


def test_an_action_says_what_is_to_be_done_and_can_be_put_back_for_a_week() -> None:
    assert rules.may_keep_action("Try it.").allowed
    assert not rules.may_keep_action(" ").allowed
    assert "401" in rules.may_keep_action("x" * 401).reason
    assert rules.can_be_put_back(removed_on=TODAY, today=TODAY + timedelta(days=6))
    assert not rules.can_be_put_back(removed_on=TODAY, today=TODAY + timedelta(days=7))


def test_a_list_of_actions_ends_and_says_the_same_once() -> None:
    assert rules.may_list_action(listed=199).allowed
    assert "Remove what is done" in rules.may_list_action(listed=200).reason
    assert "on your list already" in rules.may_list_action(listed=1, same=True).reason


def test_there_are_thirty_one_principles_in_three_pillars() -> None:
    numbers = range(principles.FIRST, principles.LAST + 1)
    assert list(numbers) == list(range(1, 32))
    pillars = [principles.pillar_of(number) for number in numbers]
    assert [pillars.count(pillar) for pillar in principles.Pillar] == [10, 14, 7]
    assert principles.in_words(17) == "Principle 17: due diligence as a whole"
    assert len({principles.in_words(number) for number in numbers}) == 31
