"""What a person may change in an offered grouping."""

import pytest
from mentimeter import ANSWERS

from convenor.rules.answers import AnswersError, Grouping, Named, merge, move, rename, split, themes

OFFER = themes(ANSWERS)


def id_of(answer: str) -> str:
    return OFFER.theme_of(answer).id


def test_an_answer_moves_to_another_theme() -> None:
    edited = move(OFFER, "10", to=id_of("1"))

    assert edited.theme_of("10").answers == ("1", "10", "4", "9")
    assert edited.theme(id_of("2")).answers == ("2",)


def test_a_theme_left_empty_is_gone() -> None:
    edited = move(OFFER, "8", to=id_of("2"))

    assert len(edited.themes) == len(OFFER.themes) - 1
    assert edited.theme_of("8") == edited.theme_of("2")


def test_moving_an_answer_to_where_it_is_changes_nothing() -> None:
    assert move(OFFER, "8", to=id_of("8")) == OFFER


def test_the_offer_itself_stays_as_it_was() -> None:
    before = themes(ANSWERS)
    merge(OFFER, [id_of("2"), id_of("8")])

    assert before == OFFER


def test_themes_are_joined_into_the_first_under_its_name_or_a_new_one() -> None:
    joined = merge(OFFER, [id_of("8"), id_of("2")])
    named = merge(OFFER, [id_of("8"), id_of("2")], label="Policies, also for AI")

    assert joined.theme_of("8").answers == named.theme_of("8").answers == ("10", "2", "8")
    assert joined.theme_of("8").label == "Human rights policy and embedding"
    assert (named.theme_of("8").label, named.theme_of("8").named) == ("Policies, also for AI", Named.BY_PERSON)


def test_joining_themes_may_take_the_name_of_one_of_them() -> None:
    joined = merge(OFFER, [id_of("8"), id_of("2")], label="Artificial intelligence")

    assert joined.theme_of("2").label == "Artificial intelligence"


def test_a_theme_is_given_a_name_of_ones_own() -> None:
    theme = rename(OFFER, id_of("6"), "  What\tremedy   means ").theme_of("6")

    assert (theme.label, theme.named) == ("What remedy means", Named.BY_PERSON)


def test_a_theme_keeps_its_name_when_it_is_renamed_to_it() -> None:
    assert rename(OFFER, id_of("6"), OFFER.theme_of("6").label).theme_of("6").named is Named.BY_PERSON


def test_answers_are_taken_out_into_a_theme_of_their_own() -> None:
    edited = split(OFFER, id_of("1"), ["9"], label="Small firms")

    assert edited.theme_of("9").label == "Small firms"
    assert edited.theme_of("1").answers == ("1", "4")
    assert len({theme.id for theme in edited.themes}) == len(OFFER.themes) + 1


def test_themes_that_nobody_touched_stay_in_their_places() -> None:
    edited = rename(split(OFFER, id_of("1"), ["9"], label="Small firms"), id_of("6"), "Remedy")

    assert [theme.id for theme in edited.themes][: len(OFFER.themes)] == [theme.id for theme in OFFER.themes]


def split_strange(grouping: Grouping) -> Grouping:
    return split(grouping, id_of("1"), ["2"], label="Other")


def split_all(grouping: Grouping) -> Grouping:
    return split(grouping, id_of("2"), ["2", "10"], label="Other")


def split_none(grouping: Grouping) -> Grouping:
    return split(grouping, id_of("2"), [], label="Other")


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda offer: move(offer, "11", to="1"), "no answer"),
        (lambda offer: move(offer, "1", to="99"), "no theme"),
        (lambda offer: merge(offer, ["1"]), "at least two"),
        (lambda offer: merge(offer, ["1", "1"]), "at least two"),
        (lambda offer: merge(offer, ["1", "99"]), "no theme"),
        (lambda offer: rename(offer, "1", " \n\u200b "), "Give the theme a name"),
        (lambda offer: rename(offer, "1", "x" * 81), "at most 80"),
        (lambda offer: rename(offer, "1", "ARTIFICIAL intelligence"), "already"),
        (split_strange, "not in"),
        (split_all, "leave at least one"),
        (split_none, "Choose some"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(edit: object, why: str) -> None:
    assert callable(edit)
    with pytest.raises(AnswersError, match=why):
        edit(OFFER)
