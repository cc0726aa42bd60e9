"""A released table on a page: the words carry it, the bars repeat them, and a hidden cell says so."""

from django.template import Context, Template

from convenor.kernel.charts import charts_of

FIRST = {
    "tables": [
        {
            "by": ["region"],
            "total": 40,
            "cells": [
                {"where": {"region": ["Europe"]}, "count": 18},
                {"where": {"region": ["North America"]}, "count": 12},
                {"where": {"region": ["Africa", "Asia", "Latin America"]}, "count": 10},
            ],
        }
    ],
    "withheld": [{"by": ["region", "sector"], "reason": "too few in the room"}],
}
BANDS = {
    "tables": [
        {
            "by": ["answer"],
            "total": None,
            "cells": [{"where": {"answer": ["yes"]}, "least": 7, "most": 13, "words": "most"}],
        }
    ]
}
CROSSED = {
    "tables": [
        {
            "by": ["sector", "answer"],
            "total": None,
            "cells": [
                {"where": {"sector": ["devices"], "answer": ["no"]}, "count": 9},
                {"where": {"sector": ["network"], "answer": ["yes"]}, "count": 11},
            ],
        }
    ]
}

NOISY = {
    "tables": [
        {
            "by": ["region"],
            "total": None,
            "cells": [
                {"where": {"region": ["Europe"]}, "least": 12, "most": 24, "words": "about 18"},
                {"where": {"region": ["Africa"]}, "least": 0, "most": 10, "words": "few or none"},
            ],
        }
    ],
    "noise": {"epsilon": 0.5, "most": 1, "within": 6, "total": 55, "total_within": 15},
}


def drawn(release: dict[str, object]) -> str:
    return Template("{% statistics release %}").render(Context({"release": release}))


def test_each_line_says_its_count_and_what_it_is_of() -> None:
    chart = charts_of(FIRST)[0]
    assert (chart.title, chart.total, chart.covers_all) == ("By region", "40", True)
    assert [(line.label, line.said) for line in chart.lines] == [
        ("Europe", "18 of 40"),
        ("North America", "12 of 40"),
        ("Africa, Asia and Latin America", "10 of 40"),
    ]
    assert [line.sure for line in chart.lines] == [45, 30, 25]


def test_a_band_says_its_word_and_its_ends_and_what_is_hidden_is_not_left_out() -> None:
    chart = charts_of(BANDS)[0]
    assert (chart.lines[0].said, chart.lines[0].sure, chart.lines[0].perhaps) == ("most (7 to 13)", 54, 46)
    assert "All else" in drawn(BANDS)
    assert "All else" not in drawn(FIRST)


def test_a_crossed_table_is_a_grid_in_which_empty_cells_speak() -> None:
    grid = charts_of(CROSSED)[0].grid
    assert grid is not None
    assert grid.heads == ("no", "yes")
    assert grid.rows == (("devices", ("9", "too few to show")), ("network", ("too few to show", "11")))


def test_what_was_withheld_is_named() -> None:
    assert "By region and sector: too few to show." in drawn(FIRST)


def test_the_picture_adds_nothing_that_the_words_do_not_say() -> None:
    assert drawn(FIRST).count('aria-hidden="true"') == 3


def test_about_numbers_say_how_far_off_they_are_and_leave_nothing_out() -> None:
    chart = charts_of(NOISY)[0]
    assert (chart.total, chart.covers_all) == ("about 55", True)
    assert [(line.said, line.sure, line.perhaps) for line in chart.lines] == [
        ("about 18 (12 to 24)", 50, 50),
        ("few or none (0 to 10)", 0, 42),
    ]
    assert "about 55 in all" in drawn(NOISY)
    assert "In 19 of 20 cases a number is off by no more than 6 and the total by no more than 15" in drawn(NOISY)
    assert "One person of each organisation is counted." in drawn(NOISY)
    three = {**NOISY, "noise": {**NOISY["noise"], "most": 3}}  # type: ignore[dict-item]
    assert "Of each organisation at most 3 people are counted." in drawn(three)
    assert "All else" not in drawn(NOISY)
    assert "19 of 20" not in drawn(BANDS)
