"""The same question is not asked twice of the same people."""

import pytest

from convenor.rules.ballots import Question, may_stand_beside
from convenor.rules.vocabulary import PollKind

OPTIONS = ("Remedy", "Due diligence", "Conflict")
SHOWN = Question(kind=PollKind.ONE, wording="What comes first?", options=OPTIONS)


@pytest.mark.parametrize(
    "again",
    [
        SHOWN,
        Question(kind=PollKind.ONE, wording="  what COMES, first", options=("Yes", "No")),
        Question(kind=PollKind.SCALE, wording="What\u00a0comes first?!"),
        Question(kind=PollKind.ONE, wording="Which is the first?", options=("due diligence", "Conflict.", "Remedy")),
    ],
)
def test_a_question_that_was_shown_is_not_asked_again_in_other_letters(again: Question) -> None:
    verdict = may_stand_beside(again, [SHOWN])
    assert not verdict.allowed
    assert "give away who came or left in between" in verdict.reason
    assert "another session" in verdict.reason


@pytest.mark.parametrize(
    "other",
    [
        Question(kind=PollKind.ONE, wording="Which is the first?", options=OPTIONS[:2]),
        Question(kind=PollKind.SEVERAL, wording="What do you do?", options=OPTIONS, most=2),
        Question(kind=PollKind.TEXT, wording="What is hard?"),
    ],
)
def test_another_question_may_be_asked(other: Question) -> None:
    assert may_stand_beside(other, [SHOWN]).allowed
    assert may_stand_beside(SHOWN, []).allowed


def test_two_questions_are_not_one_for_having_a_yes_and_a_no_or_no_options() -> None:
    met = Question(kind=PollKind.ONE, wording="Shall we meet in May?", options=("Yes", "No", "Don’t know"))
    ready = Question(kind=PollKind.ONE, wording="Are you ready?", options=("No", "Yes", "Don’t know"))
    assert may_stand_beside(ready, [met]).allowed
    word = Question(kind=PollKind.CLOUD, wording="One word?", most=1)
    assert may_stand_beside(word, [Question(kind=PollKind.CLOUD, wording="Another?", most=1)]).allowed


def test_signs_alone_are_told_apart() -> None:
    assert may_stand_beside(
        Question(kind=PollKind.TEXT, wording="☀?"), [Question(kind=PollKind.TEXT, wording="☂?")]
    ).allowed
