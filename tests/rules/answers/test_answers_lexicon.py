"""How a field's topics are written down, and how they are found in an answer."""

import pytest

from convenor.rules.answers import AnswersError, lexicon_of
from convenor.rules.answers.english import ENGLISH
from convenor.rules.answers.words import words

SMALL = """
# A field of two subjects.
Trains: train, night train*, rail?, station master
~ Money: price*, ticket price
"""


def found(text: str, written: str = SMALL) -> dict[str, float]:
    return {topic.label: strength for topic, strength in lexicon_of(written).topics_in(words(text)).items()}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("The TRAINS", {"Trains": 1.0}),
        ("by rail", {"Trains": 0.5}),
        ("night-training", {"Trains": 1.0}),
        ("training", {}),
        ("a station, a master", {}),
        ("station masters", {"Trains": 1.0}),
        ("prices for the train", {"Money": 1.0, "Trains": 1.0}),
        ("train train train", {"Trains": 2.0}),
        ("station", {}),
    ],
)
def test_a_topic_is_known_by_its_cues(text: str, topics: dict[str, float]) -> None:
    assert found(text) == topics


def test_the_longest_cue_wins_and_hides_the_shorter() -> None:
    assert found("due diligence directive", ENGLISH) == {"Regulation and law": 1.0}
    assert set(found("heightened due diligence", ENGLISH)) == {"Conflict and crisis"}


@pytest.mark.parametrize(
    "text",
    ["J’ai besoin d’un réseau", "je n'ai pas un mot", "un lugar común", "minor changes", "in common", "contact us"],
)
def test_words_that_only_look_like_a_topic_touch_none(text: str) -> None:
    assert found(text, ENGLISH) == {}


def test_a_broad_topic_is_marked() -> None:
    assert [(topic.label, topic.broad) for topic in lexicon_of(SMALL).topics] == [("Trains", False), ("Money", True)]


@pytest.mark.parametrize("line", ["no colon", ": cue", "~: cue", "Topic: …", "Topic: ai*"])
def test_a_line_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(AnswersError):
        lexicon_of(line)


def test_no_cue_of_the_field_belongs_to_two_topics() -> None:
    lexicon = lexicon_of(ENGLISH)
    owners: dict[tuple[str, ...], set[str]] = {}
    for cues in lexicon.cues.values():
        for cue in cues:
            owners.setdefault(cue.parts, set()).add(cue.topic.label)

    assert {parts: topics for parts, topics in owners.items() if len(topics) > 1} == {}


def test_every_topic_of_the_field_is_known_by_its_own_cues() -> None:
    lexicon = lexicon_of(ENGLISH)
    unknown = [
        (cue.topic.label, cue.parts)
        for cues in lexicon.cues.values()
        for cue in cues
        if cue.topic not in lexicon.topics_in([part.rstrip("*") for part in cue.parts])
    ]

    assert unknown == []
