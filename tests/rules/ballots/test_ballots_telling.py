"""Results in sentences: what is long is said once, and what stands above is not said again."""

from convenor.rules.ballots import Question, Share, Shown, begins_with, in_words
from convenor.rules.vocabulary import PollKind

SCALE = Question(kind=PollKind.SCALE, wording="How ready?", steps=5, ends=("Not at all", "Very"))
RANKING = Question(kind=PollKind.RANKING, wording="In which order?", options=("A", "B"))
STATEMENTS = Question(kind=PollKind.STATEMENTS, wording="Where do you stand?", options=("We know.", "We ask."))


def shares(*counts: tuple[str, int]) -> Shown:
    told = tuple(Share(labels=(label,), least=count, most=count) for label, count in counts)
    return Shown(answers=sum(count for _, count in counts), shares=told)


def test_a_scale_is_explained_once() -> None:
    said = in_words(SCALE, shares(("2", 8), ("3", 10), ("4", 8)))
    assert said.count("on a scale from 1 (Not at all) to 5 (Very)") == 1
    assert said.endswith("; fewer than half chose “2”; fewer than half chose “4”.")


def test_a_first_place_is_named_once() -> None:
    said = in_words(RANKING, shares(("A", 15), ("B", 12)))
    assert said.count("gave the first place to") == 1
    assert said.endswith(" to “B”.")


def test_a_statement_in_a_sentence_leaves_its_full_stop() -> None:
    said = in_words(STATEMENTS, Shown(answers=20, shared=(("We know.", "most"),), divisive=("We ask.",)))
    assert said == ("On the question “Where do you stand?”: Most agreed with “We know”.")
    assert in_words(STATEMENTS, Shown(answers=20, divisive=("We ask.",))) == ""


def test_the_question_can_be_left_out_where_it_stands_above() -> None:
    said = in_words(SCALE, shares(("3", 20)))
    assert said.startswith(begins_with("How ready?"))
