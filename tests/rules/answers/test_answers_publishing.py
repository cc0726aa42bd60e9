"""What a grouping may show in public: a cluster of one never, and nothing that can be counted back."""

import pytest

from convenor.rules.answers import Answer, AnswersError, Grouping, Named, Published, Theme, published


def grouping_of(*sizes: int, named: Named = Named.BY_TOPIC) -> tuple[Grouping, tuple[Answer, ...]]:
    """Themes A, B, C … of these sizes."""
    ids = [[f"{letter}{number}" for number in range(size)] for letter, size in zip("ABCDEF", sizes, strict=False)]
    made = tuple(
        Theme(id=str(at), label=f"Theme {own[0][0]}", named=named, answers=tuple(own)) for at, own in enumerate(ids)
    )
    return Grouping(themes=made), tuple(Answer(id=one, text="ticket kiosks") for own in ids for one in own)


def shown(*sizes: int, k: int = 3) -> tuple[dict[str, int], int | None]:
    grouping, answers = grouping_of(*sizes)
    result: Published = published(grouping, answers, k=k)
    return {theme.label[-1]: theme.count for theme in result.themes}, result.others


def test_themes_with_enough_answers_are_shown() -> None:
    assert shown(5, 4, 3) == ({"A": 5, "B": 4, "C": 3}, None)


def test_small_themes_are_folded_into_the_others() -> None:
    assert shown(5, 2, 1) == ({"A": 5}, 3)


def test_a_theme_of_one_takes_the_smallest_theme_with_it() -> None:
    assert shown(6, 4, 1) == ({"A": 6}, 5)


def test_a_theme_of_one_beside_one_theme_leaves_a_number_alone() -> None:
    assert shown(6, 1) == ({}, 7)


def test_a_theme_of_everybody_looks_the_same_as_many_small_ones() -> None:
    assert shown(7) == shown(2, 2, 2, 1) == shown(6, 1) == ({}, 7)


def test_fewer_than_k_answers_show_nothing_at_all() -> None:
    assert shown(1, 1) == ({}, None)
    assert published(*grouping_of(1, 1), k=3).too_few


def test_answers_of_one_organisation_count_once() -> None:
    grouping, _ = grouping_of(4, 3, 3)
    answers = [
        Answer(id=one, text="", unit=one[0] + ("0" if one[0] == "A" else one))
        for t in grouping.themes
        for one in t.answers
    ]
    result = published(grouping, answers, k=3)

    assert {theme.label: theme.count for theme in result.themes} == {"Theme B": 3}
    assert result.others == 4


def test_a_theme_in_which_every_organisation_speaks_is_not_shown() -> None:
    grouping, _ = grouping_of(3, 3)
    answers = [Answer(id=one, text="", unit=one[1:]) for theme in grouping.themes for one in theme.answers]

    assert published(grouping, answers, k=3).themes == ()


def test_a_name_made_of_words_needs_k_answers_that_have_them() -> None:
    names = (("Kiosks", 5), ("Kiosks, trains", 4))
    made = tuple(
        Theme(id=label, label=label, named=Named.BY_WORDS, answers=tuple(f"{label}{at}" for at in range(size)))
        for label, size in names
    )
    answers = [
        Answer(id=one, text="kiosks" if one[-1] in "12" else "kiosks in trains")
        for theme in made
        for one in theme.answers
    ]
    result = published(Grouping(themes=made), answers, k=3)

    assert [theme.label for theme in result.themes] == ["Kiosks", "Without a name yet"]


def test_a_name_that_a_person_chose_is_shown() -> None:
    result = published(*grouping_of(4, 4, named=Named.BY_PERSON), k=3)

    assert [theme.label for theme in result.themes] == ["Theme A", "Theme B"]


def test_a_k_below_three_is_refused() -> None:
    with pytest.raises(AnswersError, match="At least 3"):
        published(*grouping_of(5), k=2)


def test_a_grouping_of_other_answers_is_refused() -> None:
    grouping, answers = grouping_of(5, 4)

    with pytest.raises(AnswersError, match="not of these answers"):
        published(grouping, answers[1:], k=3)
