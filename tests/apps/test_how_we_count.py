"""The page for counsel about numbers: its figures are the benchmark's, and they are those of docs/benchmarks.md."""

import json
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from bench.__main__ import OF_NUMBERS, SECTIONS
from convenor.kernel import language
from convenor.public.portal import numbers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

SHIPPED = json.loads(numbers.SHIPPED.read_text(encoding="utf-8"))
ROWS = [row for rows in SHIPPED["sections"].values() for row in rows]


def page() -> str:
    response = Client().get("/how-we-count/")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_every_measured_row_is_on_the_page() -> None:
    shown = page()
    for row in ROWS:
        assert f"{row['what']}</th>" in shown
        assert f">{row['measured']}</td>" in shown


def test_another_file_makes_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"what": "pigeons", "measured": "1,234 of 4,321", "goal": "", "note": ""}
    monkeypatch.setattr(numbers, "measured", lambda: {**SHIPPED, "sections": {"Birds": [row]}})
    assert "1,234 of 4,321" in page()


def test_another_language_has_the_same_figures_and_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"what": "pigeons of k-means, 2 by 2", "measured": "-0.02 (1,234 of 4,321)", "goal": "0 %", "note": ""}
    monkeypatch.setattr(numbers, "measured", lambda: {**SHIPPED, "sections": {"Birds": [row]}})
    assert list(numbers.forms()) == ["Birds", "pigeons of k-means, {a} by {b}", "{a} ({b} of {c})"]
    told = {"pigeons of k-means, {a} by {b}": "{b} sur {a} pigeons", "{a} ({b} of {c})": "{a} ({b} sur {c})"}
    monkeypatch.setattr(language, "gettext", lambda text: told.get(text, text))
    shown = unescape(Client().get("/fr/how-we-count/").content.decode())
    assert ">2 sur 2 pigeons</th>" in shown
    assert ">-0.02 (1,234 sur 4,321)</td>" in shown
    assert ">0 %</td>" in shown


def test_every_engine_for_numbers_was_measured() -> None:
    assert list(SHIPPED["sections"]) == [SECTIONS[module] for module in OF_NUMBERS]
    assert not [row for row in ROWS if row["measured"] == "not measured"]


def test_the_benchmarks_say_the_same() -> None:
    told = (Path(__file__).resolve().parents[2] / "docs/benchmarks.md").read_text(encoding="utf-8")
    for row in ROWS:
        assert f"| {row['what']} | {row['measured']} | {row['goal']} | {row['note']} |" in told


def test_what_stands_in_the_tables_is_said_in_plain_words() -> None:
    shown = page()
    tables = shown.index("<table")
    for words in ("k is the fewest people that a number may stand for", "“small counts blanked” is a table in which"):
        assert 0 < shown.index(words) < tables
    assert "small counts blanked" in shown[tables:]
    assert "k = 5" in shown[tables:]
    assert "Beside it" not in shown


def test_about_leads_to_the_page_and_it_says_what_it_cannot_do() -> None:
    assert 'href="/how-we-count/"' in Client().get("/about/").content.decode()
    assert "What it cannot do" in page()
