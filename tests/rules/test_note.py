"""What a note is made of: its length, its sections, its provenance."""

from datetime import date

import pytest

from convenor.rules.note import SECTIONS, WORD_BUDGETS, empty_sections, names_a_day, outline, provenance, tidy, words_in
from convenor.rules.vocabulary import DraftKind

YEAR_2022 = [date(2022, 2, 28), date(2022, 3, 14), date(2022, 5, 3), date(2022, 5, 17), date(2022, 6, 21)]


def test_signs_are_not_words() -> None:
    assert words_in("## What we heard\n\n- One remark – and another.\n") == 7


def test_every_kind_of_draft_has_a_budget_and_a_shape() -> None:
    assert set(WORD_BUDGETS) == set(SECTIONS) == set(DraftKind)


def test_an_outline_holds_the_remarks_as_a_list_and_a_part_on_what_to_do() -> None:
    body = outline(DraftKind.OUTPUT_NOTE, ["Severity comes\nfirst.", "Who decides?"])
    assert body.startswith("## What we heard\n\n- Severity comes first.\n- Who decides?\n\n## What to do\n")


def test_a_heading_without_text_is_named() -> None:
    assert empty_sections(outline(DraftKind.OUTPUT_NOTE, ["One."])) == ("What to do", "Open questions")


def test_a_heading_over_sections_with_text_is_not_empty() -> None:
    assert empty_sections("# All\n\n## Part\n\nText.\n\n## Next\n\nMore.") == ()


def test_a_heading_followed_by_a_deeper_empty_one_is_named_with_it() -> None:
    assert set(empty_sections("# All\n\n## Part\n")) == {"All", "Part"}


def test_an_empty_heading_is_named_even_when_it_stands_between_full_ones() -> None:
    assert empty_sections("## A\n\nText.\n\n## B\n\n## C\n\nText.") == ("B",)


def test_provenance_names_a_half_year_that_holds_several_sessions() -> None:
    assert provenance(date(2022, 3, 14), YEAR_2022) == "From the community's sessions of the first half of 2022."


def test_provenance_widens_until_it_points_to_no_session() -> None:
    held = [*YEAR_2022, date(2022, 9, 12)]
    assert provenance(date(2022, 9, 12), held) == "From the community's sessions of 2022."
    assert provenance(date(2022, 9, 12), [date(2022, 9, 12)]) == "From the community's sessions."


@pytest.mark.parametrize("held", [YEAR_2022, [*YEAR_2022, date(2022, 9, 12)], [date(2022, 9, 12)]])
def test_provenance_never_names_a_day(held: list[date]) -> None:
    assert all(names_a_day(provenance(day, held)) is None for day in held)


@pytest.mark.parametrize(
    "text",
    [
        *("the session of 14 March 2022", "on March 14th", "14.3.2022", "of 2022-03-14", "the 3rd of May", "on 3/5/22"),
        *("De la session du 27 février 2023", "du 1er mars", "De la sesión del 27 de febrero de 2023"),
        *("С встречи 27 февраля 2023 года", "من جلسة ٢٧ فبراير ٢٠٢٣", "من جلسة 27 شباط", "来自2023年2月27日的会议"),
    ],
)
def test_a_day_is_found_however_it_is_written(text: str) -> None:
    assert names_a_day(text)


@pytest.mark.parametrize(
    "text", ["the first half of 2022", "March 2022", "the marches of 1968", "13 companies", "Des sessions de mars 2023"]
)
def test_months_years_and_numbers_are_general_words(text: str) -> None:
    assert names_a_day(text) is None


def test_what_no_format_carries_is_taken_out() -> None:
    assert tidy(" a\x0bb\x00\r\nc\ufffe ") == "ab\nc"


def test_letters_of_every_script_stay() -> None:
    assert tidy("\u202eenofadoV\u202c") == "enofadoV\u202c"
    assert tidy("Öffentlich – 公開 – عام – \u200c👍") == "Öffentlich – 公開 – عام – \u200c👍"
