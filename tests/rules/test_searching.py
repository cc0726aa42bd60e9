"""How words are found again: folded, with a slip of the hand, in scripts without spaces, and never as syntax."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules import snippets
from convenor.rules.searching import (
    LONGEST_QUESTION,
    LONGEST_WORD,
    MOST_WORDS,
    Part,
    Question,
    fold,
    folded,
    lengths_around,
    missing_from,
    pieces_of,
    question_from,
    rank,
    vocabulary_of,
    whole,
    with_nearest_words,
)
from convenor.rules.snippets import marked, snippet


def words_of(text: str) -> list[str]:
    return [term.word for term in question_from(text).terms]


def hits(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts if part.hit]


def joined(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


# Folding


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Größe", "grosse"),
        ("NAÏVE", "naive"),
        ("nai\u0308ve", "naive"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ﬁnance", "finance"),
        ("co\u00adoperation", "cooperation"),
        ("Ελλάς", "ελλασ"),
        ("ёлка", "елка"),
        ("أَثَر", "اثر"),
        ("إدارة", "اداره"),
        ("محـــمد", "محمد"),
        ("می\u200cخواهم", "ميخواهم"),
        ("٢٠٢٣", "2023"),
        ("हिन्दी", "हिन्दी"),
        ("\u202eabc\u202c", "abc"),
        ("x" * 300, "x" * LONGEST_WORD),
    ],
)
def test_words_are_compared_without_what_differs_only_to_the_eye(written: str, found: str) -> None:
    assert folded(whole(written)) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("严重性", "严 重 严重 性 重性"),
        ("AI治理2022", "ai 治 理 治理 2022"),
        ("심각성을", "심 각 심각 성 각성 을 성을"),
        ("ｶﾞが", "ガ が ガが"),
        ("第一。第二", "第 一 第一 第 二 第二"),
    ],
)
def test_scripts_without_spaces_count_by_signs_and_by_pairs_of_them(written: str, found: str) -> None:
    assert folded(whole(written)) == found


@given(st.text())
def test_whatever_is_written_becomes_letters_figures_and_marks_of_words(text: str) -> None:
    for word in folded(text).split(" ") if folded(text) else []:
        assert 0 < len(word) <= LONGEST_WORD * 2
        assert any(map(str.isalnum, word))
        assert all(sign.isalnum() or unicodedata.category(sign)[0] == "M" for sign in word)
        assert not set(word) & set("'\"*:^()&|!<>-+\x00\\")


@given(st.text(max_size=300))
def test_what_was_found_is_where_it_is_said_to_be(text: str) -> None:
    for piece in pieces_of(text):
        assert 0 <= piece.start < piece.end <= len(text)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in folded(text).split():
        assert fold(word) == word


# Questions


def test_the_last_word_may_be_a_beginning_and_no_other() -> None:
    assert [(term.word, term.begins) for term in question_from("Human Right").terms] == [
        ("human", False),
        ("right", True),
    ]
    assert not question_from("严重").terms[-1].begins


def test_a_letter_alone_counts_only_where_nothing_else_is_asked() -> None:
    assert words_of("company's") == ["company"]
    assert words_of("l'entreprise") == ["entreprise"]
    assert words_of("k") == ["k"]
    assert words_of("5 years") == ["5", "years"]


def test_of_a_script_without_spaces_pairs_are_needed_and_one_sign_alone_is_enough() -> None:
    assert words_of("严重性") == ["严重", "重性"]
    assert words_of("严") == ["严"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "…", "\ud800", "()", '"*"', "\u202e", "ـــ"])
def test_what_has_no_word_asks_for_nothing(text: str) -> None:
    assert question_from(text).terms == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a AND b", ["and"]),
        ('"severity" NEAR/2 (scale)', ["severity", "near", "2", "scale"]),
        ("title:x* ^scale -not", ["title", "scale", "not"]),
        ("';DROP TABLE x;--", ["drop", "table"]),
        ("scale\x00\ud800 severity", ["scale", "severity"]),
    ],
)
def test_operators_are_words_or_nothing(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_long_question_is_cut_and_says_so() -> None:
    asked = question_from("severity " * 1_000_000)
    assert asked.cut
    assert len(asked.asked) <= LONGEST_QUESTION
    many = question_from(" ".join(f"{number}x" for number in range(40)))
    assert many.cut
    assert len(many.terms) == MOST_WORDS
    assert not question_from("x" * LONGEST_QUESTION).cut


@given(st.text())
def test_any_question_can_be_read_and_shown_again(text: str) -> None:
    asked = question_from(text)
    asked.asked.encode()
    assert "\x00" not in asked.asked
    assert len(asked.terms) <= MOST_WORDS


# Slips


KNOWN = {"severity": 5, "severe": 2, "scale": 3, "scope": 1, "2023": 1, "companies": 4, "word": 2, "work": 9}


def instead(text: str) -> list[tuple[str, ...]]:
    return [term.instead for term in with_nearest_words(question_from(text), KNOWN).terms]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sevirity", [("severity",)]),
        ("sveerity", [("severity",)]),
        ("sevirty", []),
        ("scael", [("scale",)]),
        ("worf", [("work", "word")]),
        ("wor", []),
        ("wrx", []),
        ("2032", []),
        ("severity", []),
        ("sever", []),
        ("compnies scale", [("companies",)]),
        ("zebra", []),
    ],
)
def test_a_word_that_nothing_has_is_taken_for_the_nearest_one(text: str, found: list[tuple[str, ...]]) -> None:
    assert [words for words in instead(text) if words] == found


def test_of_words_equally_near_the_more_usual_stands_first() -> None:
    assert with_nearest_words(question_from("worx"), {"work": 1, "word": 3, "worm": 2, "wort": 1}).terms[0].instead == (
        "word",
        "worm",
        "work",
    )


def test_the_vocabulary_that_is_asked_for_is_as_narrow_as_the_slips() -> None:
    assert lengths_around(question_from("scael")) == (4, 6)
    assert lengths_around(question_from("to severity scael")) == (4, 10)
    assert lengths_around(question_from("to 2032 严重")) is None


def test_words_that_nothing_has_are_named() -> None:
    asked = with_nearest_words(question_from("zebra sevirity of 严重"), KNOWN)
    assert [term.said for term in missing_from(asked, KNOWN)] == ["zebra", "of"]
    assert missing_from(question_from("seve"), KNOWN) == ()


def test_signs_without_spaces_are_no_words_to_be_mistaken() -> None:
    assert vocabulary_of(folded("严重 severity").split()) == {"severity"}


# The best first


def test_a_title_counts_more_than_any_text() -> None:
    asked = question_from("severity")
    assert rank(asked, "severity", "") > rank(asked, "other", "severity " * 100)


def test_a_whole_word_counts_more_than_a_beginning_and_more_often_more() -> None:
    asked = question_from("sever")
    assert rank(asked, "", "sever other") > rank(asked, "", "severity other")
    assert rank(asked, "", "sever x sever") > rank(asked, "", "sever x other")
    assert rank(asked, "", "sever") > rank(asked, "", "sever " + "x " * 5_000)


def test_another_word_in_its_place_counts_as_it() -> None:
    asked = with_nearest_words(question_from("sevirity"), KNOWN)
    assert rank(asked, "severity", "") == rank(question_from("severity"), "severity", "")


# What is shown of a text

TEXT = whole("Hello world. " * 50 + "Several members weigh severity, first. " + "More text follows. " * 40)


def test_a_snippet_shows_the_words_as_they_are_written_around_the_hit() -> None:
    found = snippet(TEXT, question_from("WEIGH sever"))
    assert hits(found) == ["Several", "weigh", "severity"]
    assert joined(found)[2:-2] in TEXT
    assert joined(found).startswith("… ")
    assert joined(found).endswith(" …")
    assert len(joined(found)) <= snippets.LONGEST + 8


def test_a_snippet_stands_where_most_of_the_words_are() -> None:
    found = snippet(TEXT, question_from("hello members text"))
    assert {"members", "text"} <= set(hits(found))


def test_a_text_that_does_not_say_it_shows_its_beginning() -> None:
    found = snippet(TEXT, question_from("elsewhere"))
    assert hits(found) == []
    assert joined(found).startswith("Hello world.")
    assert snippet("", question_from("x")) == ()


def test_accents_and_marks_are_shown_as_they_are_written() -> None:
    assert hits(snippet("Une étude naïve.", question_from("etude naive"))) == ["étude", "naïve"]
    assert hits(snippet("评估严重性。", question_from("严重性"))) == ["严重性"]


def test_a_title_is_shown_whole() -> None:
    assert marked("Severity & scale", question_from("scale")) == (
        Part(text="Severity & ", hit=False),
        Part(text="scale", hit=True),
    )


@given(st.text(alphabet="ab严重 .\u0301'", max_size=400), st.text(alphabet="ab严重 ", max_size=12))
def test_nothing_is_lost_or_added_between_the_parts(text: str, words: str) -> None:
    asked: Question = question_from(words)
    assert joined(marked(text, asked)) == text
    bare = joined(snippet(text, asked)).removeprefix("… ").removesuffix(" …")
    assert bare in text
