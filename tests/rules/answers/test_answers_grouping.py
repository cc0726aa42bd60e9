"""Grouping of answers: synonyms, languages, scripts and what cannot be grouped."""

from itertools import combinations

import pytest

from convenor.rules.answers import Answer, AnswersError, Grouping, Named, lexicon_of, themes
from convenor.rules.answers.labels import labels
from convenor.rules.answers.reading import read
from convenor.rules.answers.words import words


def of(*texts: str) -> tuple[Answer, ...]:
    return tuple(Answer(id=f"{number:03}", text=text) for number, text in enumerate(texts))


def texts_of(grouping: Grouping, answers: tuple[Answer, ...]) -> set[frozenset[str]]:
    text = {answer.id: answer.text for answer in answers}
    return {frozenset(text[one] for one in theme.answers) for theme in grouping.themes}


def test_synonyms_of_the_field_meet() -> None:
    answers = of("grievance channels", "redress for victims", "Remediation", "HRDD", "mapping risks: a risk assessment")

    assert texts_of(themes(answers), answers) == {
        frozenset({"grievance channels", "redress for victims", "Remediation"}),
        frozenset({"HRDD", "mapping risks: a risk assessment"}),
    }


def test_without_the_lexicon_these_synonyms_would_stay_apart() -> None:
    answers = of("grievance channels", "redress for victims", "Remediation")

    assert len(themes(answers, lexicon=lexicon_of("nothing: zzzz")).themes) == 3


def test_what_no_topic_knows_is_grouped_by_its_words_and_named_by_them() -> None:
    answers = of(
        "ticket kiosks in stations", "a kiosk for tickets", "weather balloons", "balloon in bad weather", "HRDD"
    )
    grouping = themes(answers)

    assert frozenset({"ticket kiosks in stations", "a kiosk for tickets"}) in texts_of(grouping, answers)
    assert frozenset({"weather balloons", "balloon in bad weather"}) in texts_of(grouping, answers)
    kiosks = grouping.theme_of("000")
    assert (kiosks.label, kiosks.named) == ("Kiosk, ticket", Named.BY_WORDS)


def test_words_that_all_subjects_share_do_not_join_them_in_a_large_room() -> None:
    subjects = ("kiosk ticket platform", "balloon weather storm", "lantern harbour ship")
    subjects += ("meadow sheep wool", "violin concert choir", "oven bread flour")
    shared = "monday tuesday spring autumn north south".split()
    pairs = [pair for subject in subjects for pair in combinations(subject.split(), 2)]
    grouping = themes(of(*(f"{one} {other} {word}" for one, other in pairs for word in shared)))

    assert [len(theme.answers) for theme in grouping.themes] == [18] * 6


def test_singular_plural_case_and_accents_make_no_difference() -> None:
    answers = of("Ticket kiosk", "TICKETS KIOSKS", "tíckets kíosk", "HRDD")

    assert {len(theme.answers) for theme in themes(answers).themes} == {3, 1}


def test_an_answer_about_artificial_intelligence_policy_is_about_artificial_intelligence() -> None:
    answers = of("a policy for AI", "machine learning", "our human rights policy", "embedding commitments", "policies")

    assert texts_of(themes(answers), answers) == {
        frozenset({"a policy for AI", "machine learning"}),
        frozenset({"our human rights policy", "embedding commitments", "policies"}),
    }


def test_answers_in_other_scripts_group_among_themselves() -> None:
    answers = of(
        "الوصول إلى سبل الانتصاف",
        "سبل الانتصاف للضحايا",
        "人工智能治理",
        "人工智能与人权",
        "доступ к средствам правовой защиты",
        "средства правовой защиты для пострадавших",
        "access to remedy",
        "grievance procedures",
    )

    assert texts_of(themes(answers), answers) == {
        frozenset(answer.text for answer in answers[at : at + 2]) for at in (0, 2, 4, 6)
    }


def test_answers_in_other_languages_group_among_themselves() -> None:
    french = ("les droits des enfants en ligne", "protéger les enfants en ligne", "enfants et écoles")
    spanish = ("trabajadores de plataformas", "condiciones de los trabajadores", "trabajadores y plataformas")
    answers = of(*french, *spanish, "access to remedy", "grievance procedures", "keeping children safe", "our workers")
    found = texts_of(themes(answers), answers)

    assert frozenset(french) in found
    assert frozenset(spanish) in found


def test_answers_without_a_word_are_kept_apart_from_those_with_one() -> None:
    answers = of("", "…", "🙂", "access to remedy")
    grouping = themes(answers)

    assert sorted(one for theme in grouping.themes for one in theme.answers) == ["000", "001", "002", "003"]
    assert grouping.theme_of("003").answers == ("003",)


def test_no_answers_give_no_themes() -> None:
    assert themes(()).themes == ()


def test_a_topic_of_few_names_no_theme() -> None:
    field = lexicon_of("Trains: train")
    groups = [["kiosk", "kiosk", "train"], ["kiosk train", "train", "ticket"]]
    found = labels([[read(text, field) for text in group] for group in groups])

    assert found == [("Kiosk", Named.BY_WORDS), ("Trains", Named.BY_TOPIC)]


def test_scripts_without_spaces_are_read_in_pairs_of_signs() -> None:
    assert words("用AI治理 网") == ["用", "ai", "治理", "网"]
    assert words("人工智能") == ["人工", "工智", "智能"]


def test_accents_points_and_case_are_folded() -> None:
    assert words("Réclamations ÉTAT") == ["reclamations", "etat"]
    assert words("حُقُوق") == words("حقوق")


def test_signs_that_belong_to_a_letter_do_not_cut_a_word() -> None:
    assert words("मानवाधिकार और तकनीक") == ["मानवाधिकार", "और", "तकनीक"]


def test_a_name_made_of_words_has_no_numbers_and_the_usual_spelling() -> None:
    answers = of("kiosks 2023", "kiosks in 2023", "kiosk, 2023", "HRDD")

    assert themes(answers).theme_of("000").label == "Kiosks"


def test_a_name_made_of_words_keeps_their_accents() -> None:
    answers = of("les stations-métro", "MÉTRO stations", "HRDD")

    assert themes(answers).theme_of("000").label == "Métro, stations"


def test_two_themes_never_have_one_name() -> None:
    answers = of(*("🙂" * length for length in range(1, 9)), *("？" * length for length in range(1, 9)))
    found = [theme.label for theme in themes(answers).themes]

    assert len(set(found)) == len(found)


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(AnswersError, match="same id"):
        themes([Answer(id="1", text="remedy"), Answer(id="1", text="network")])


def test_more_answers_than_can_be_compared_are_refused() -> None:
    with pytest.raises(AnswersError, match="at most 2000"):
        themes([Answer(id=str(number), text="remedy") for number in range(2001)])


def test_a_question_for_what_is_not_there_says_so() -> None:
    grouping = themes(of("remedy"))

    with pytest.raises(AnswersError, match="no theme"):
        grouping.theme("9")
    with pytest.raises(AnswersError, match="no answer"):
        grouping.theme_of("9")
