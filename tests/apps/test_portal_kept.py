"""A public page is made once as long as nothing changes, and never once more after a change (docs/adr/0024)."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from convenor.kernel import clock
from convenor.kernel.models import Installation
from convenor.public.library.actions import correct, shelve, withdraw
from convenor.public.portal import pages
from journeys.world import copy_of_a_note
from making import make_installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installed() -> None:
    make_installation(demo=True, today=date(2023, 3, 6))


def text(address: str = "/", **headers: str) -> str:
    return Client().get(address, headers=headers).content.decode()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that pages were made from."""
    found: list[str] = []
    render = pages.render_to_string

    def noted(template: str, context: dict[str, Any]) -> str:
        found.append(template)
        return render(template, context)

    monkeypatch.setattr(pages, "render_to_string", noted)
    return found


def test_the_same_page_is_made_once_and_comes_whole(made: list[str]) -> None:
    shelve(copy_of_a_note("A first note"))
    first, again = Client().get("/"), Client().get("/")
    assert made == ["portal/home.html"]
    assert first.content == again.content
    assert first.headers == again.headers


def test_a_change_is_there_at_once(made: list[str]) -> None:
    output = shelve(copy_of_a_note("A first note"))
    assert "A first note" in text()
    correct(output.key, copy_of_a_note("Another title"), line="The title.")
    assert "A first note" not in text()
    withdraw(output.key, because="it was published in error")
    assert "Another title" not in text()
    assert Client().get(f"/notes/{output.slug}/").status_code == 410


def test_each_language_and_each_day_has_its_own() -> None:
    assert 'lang="fr"' in text("/fr/")
    assert 'lang="en-gb"' in text("/en/")
    assert 'lang="ar"' in text("/", **{"Accept-Language": "ar"})
    before = text("/about/")
    Installation.objects.update(name="Another house")
    assert "Another house" in text("/about/")
    assert "Another house" not in before


def test_questions_in_an_address_fill_no_memory(made: list[str]) -> None:
    for number in range(3):
        text(f"/?page={number}")
    assert not caches["pages"]._cache  # type: ignore[attr-defined]
    assert len(made) == 3


def test_what_is_kept_has_an_end() -> None:
    for number in range(250):
        caches["pages"].set(str(number), ("x", "text/html"))
    assert len(caches["pages"]._cache) <= 200  # type: ignore[attr-defined]


def test_a_page_that_is_known_asks_two_questions_fewer() -> None:
    shelve(copy_of_a_note("A first note"))
    with CaptureQueriesContext(connection) as anew:
        text()
    with CaptureQueriesContext(connection) as kept:
        text()
    assert len(kept) < len(anew)


def test_signs_without_a_question_fill_no_memory_either(made: list[str]) -> None:
    for signs in ("&", "&&", "&&&"):
        text(f"/?{signs}")
    assert not caches["pages"]._cache  # type: ignore[attr-defined]


def test_a_demonstration_that_ends_is_none_on_any_page() -> None:
    shown = 'class="demo"' if 'class="demo"' in text("/about/") else "Demonstration"
    assert shown in text("/about/")
    Installation.objects.update(demo=False, today=None)
    assert shown not in text("/about/")


def test_a_day_of_change_alone_answers_nobody_in_another_language() -> None:
    shelve(copy_of_a_note("A first note"))
    first = Client().get("/")
    assert "Last-Modified" not in first
    asked = {"If-Modified-Since": http_date(clock.now().timestamp()), "Accept-Language": "fr"}
    assert 'lang="fr"' in text("/", **asked)
