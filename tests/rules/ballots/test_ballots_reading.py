"""What counts as an answer, and what is refused with a reason."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.ballots import (
    Ballot,
    BallotError,
    Question,
    ballot_from_json,
    can_be_asked,
    question_from_json,
    read_ballot,
)
from convenor.rules.vocabulary import PollKind

OPTIONS = ("Remedy", "Due diligence", "Conflict")
ONE = Question(kind=PollKind.ONE, wording="Which?", options=OPTIONS)
SEVERAL = Question(kind=PollKind.SEVERAL, wording="Which?", options=OPTIONS, most=2)
RANKING = Question(kind=PollKind.RANKING, wording="Which first?", options=OPTIONS, most=3)
SCALE = Question(kind=PollKind.SCALE, wording="How sure?", steps=5, ends=("not", "very"))
TEXT = Question(kind=PollKind.TEXT, wording="What is hard?")
CLOUD = Question(kind=PollKind.CLOUD, wording="In a word?", most=2)
STATEMENTS = Question(kind=PollKind.STATEMENTS, wording="Do you agree?", options=("First", "Second"))
ALL = (ONE, SEVERAL, RANKING, SCALE, TEXT, CLOUD, STATEMENTS)


@pytest.mark.parametrize(
    ("question", "fields", "choices"),
    [
        (ONE, {"choice": ["2"]}, (2,)),
        (SEVERAL, {"choice": ["2", "0"]}, (0, 2)),
        (RANKING, {"place-0": ["2"], "place-1": [""], "place-2": ["1"]}, (2, 0)),
        (SCALE, {"choice": ["5"]}, (5,)),
        (TEXT, {"text": ["  Two\r\nlines \u202fhere\u200f "]}, ("Two\nlines \u202fhere\u200f",)),
        (CLOUD, {"word": [" AI  policy ", "ai policy", "", "  "][:2]}, ("AI policy",)),
        (STATEMENTS, {"statement-0": ["disagree"], "statement-1": ["unsure"]}, (-1, 0)),
        (STATEMENTS, {"statement-1": ["agree"], "statement-0": [""]}, (None, 1)),
    ],
)
def test_an_answer_is_read(question: Question, fields: dict[str, list[str]], choices: tuple[object, ...]) -> None:
    ballot = read_ballot(question, {**fields, "slip": ["x"], "back": ["/"]})
    assert ballot.choices == choices
    assert ballot_from_json(ballot.as_json()) == ballot


@pytest.mark.parametrize(
    ("question", "fields", "why"),
    [
        (ONE, {}, "Nothing was chosen"),
        (ONE, {"choice": ["0", "0"]}, "More than one"),
        (ONE, {"choice": ["3"]}, "none of those"),
        (ONE, {"choice": ["-1"]}, "none of those"),
        (ONE, {"choice": ["٢"]}, "none of those"),
        (ONE, {"choice": ["0" * 100_000]}, "none of those"),
        (SEVERAL, {"choice": ["0", "1", "2"]}, "Choose 2 at most"),
        (SEVERAL, {"choice": ["1", "1"]}, "chosen twice"),
        (SEVERAL, {}, "at least one"),
        (RANKING, {"place-0": ["1"], "place-1": ["1"]}, "given twice"),
        (RANKING, {"place-0": ["2"]}, "left out"),
        (RANKING, {"place-0": ["4"]}, "none of those"),
        (RANKING, {"place-0": ["1", "2"]}, "answered twice"),
        (RANKING, {}, "No place"),
        (SCALE, {"choice": ["0"]}, "none of those"),
        (SCALE, {"choice": ["6"]}, "none of those"),
        (SCALE, {}, "No step"),
        (SCALE, {"choice": ["1", "2"]}, "More than one"),
        (TEXT, {"text": [" \n "]}, "Nothing was written"),
        (TEXT, {"text": ["…"]}, "Nothing was written"),
        (TEXT, {"text": ["x" * 1001]}, "longer than 1000"),
        (TEXT, {"text": ["x" * 1_000_000]}, "longer than 1000"),
        (TEXT, {"text": ["bell\x07"]}, "cannot be shown"),
        (TEXT, {"text": ["turned \u202e round"]}, "cannot be shown"),
        (TEXT, {"text": ["half \ud800"]}, "cannot be shown"),
        (CLOUD, {"word": ["a", "b", "c"]}, "Write 2 at most"),
        (CLOUD, {"word": ["x" * 41]}, "longer than 40"),
        (CLOUD, {"word": ["!!"]}, "Nothing was written"),
        (CLOUD, {"word": ["bell\x07"]}, "cannot be shown"),
        (STATEMENTS, {"statement-0": ["perhaps"]}, "none of those"),
        (STATEMENTS, {}, "at least one statement"),
    ],
)
def test_anything_else_is_refused_with_a_reason(question: Question, fields: dict[str, list[str]], why: str) -> None:
    with pytest.raises(BallotError, match=why):
        read_ballot(question, fields)


@given(
    st.sampled_from(ALL),
    st.dictionaries(
        st.sampled_from(["choice", "text", "word", "place-0", "place-1", "place-2", "statement-0", "statement-1"]),
        st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["0", "1", "2", "agree"])), max_size=3),
    ),
)
def test_whatever_comes_is_read_or_refused(question: Question, fields: dict[str, list[str]]) -> None:
    with suppress(BallotError):
        ballot = read_ballot(question, fields)
        assert ballot.choices
        assert ballot_from_json(ballot.as_json()) == ballot


@pytest.mark.parametrize("question", ALL)
def test_a_question_is_kept_with_its_ballots(question: Question) -> None:
    assert can_be_asked(question).allowed
    assert question_from_json(question.as_json()) == question


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (Question(kind=PollKind.TEXT, wording=" "), "no question"),
        (Question(kind=PollKind.TEXT, wording="x" * 301), "longer than 300"),
        (Question(kind=PollKind.ONE, wording="Which?", options=("A",)), "at least two"),
        (Question(kind=PollKind.ONE, wording="Which?", options=("A", " a")), "say the same"),
        (Question(kind=PollKind.ONE, wording="Which?", options=("A", " ")), "empty"),
        (Question(kind=PollKind.ONE, wording="Which?", options=tuple(map(str, range(21)))), "More than 20"),
        (Question(kind=PollKind.ONE, wording="Which?", options=("A", "x" * 201)), "longer than 200"),
        (Question(kind=PollKind.SEVERAL, wording="Which?", options=("A", "B"), most=3), "Between 1 and 2"),
        (Question(kind=PollKind.SCALE, wording="Which?", steps=11), "3 to 10 steps"),
        (Question(kind=PollKind.SCALE, wording="Which?", ends=("x" * 61, "")), "longer than 60"),
        (Question(kind=PollKind.CLOUD, wording="Which?", most=6), "Between 1 and 5"),
        (Question(kind=PollKind.STATEMENTS, wording="Which?"), "no statement"),
    ],
)
def test_what_nobody_could_answer_is_not_asked(question: Question, why: str) -> None:
    verdict = can_be_asked(question)
    assert not verdict.allowed
    assert why in verdict.reason


def test_a_ballot_says_nothing_but_its_choices() -> None:
    assert Ballot((1,)).as_json() == "[1]"
