"""AC-26: six languages in the order of the United Nations; Arabic runs from the right; what is English says so."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from journeys.conftest import SignIn
from journeys.reading import whole, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

NOT_YET = "This page is in English; it has not been translated into your language yet."
NAMES = ["العربيّة", "中文", "English", "Français", "Русский", "Español"]


def test_the_switcher_offers_each_language_by_its_own_name_in_order() -> None:
    page = whole(Client().get("/"))
    offered = re.search(r'<nav class="nav languages".*?</nav>', page, re.DOTALL)
    assert offered is not None
    assert re.findall(r">([^<>\n]+)</a>", offered[0]) == NAMES


def test_somebody_reads_on_in_arabic_from_page_to_page() -> None:
    browser, address = Client(), "/ar/"
    for onward in ("/ar/webinars/", "/ar/webinars/plp/", "/ar/webinars/plp/register/"):
        page = whole(browser.get(address))
        assert '<html lang="ar" dir="rtl">' in page
        assert f'href="{onward}"' in page
        address = onward
    assert '<html lang="ar" dir="rtl">' in whole(browser.get(address))
    assert set(browser.cookies) <= {"csrftoken"}, "a form proves where it comes from; nothing keeps the language"


@pytest.mark.parametrize("code", ["ar", "fr", "ru", "es"])
def test_a_note_that_nobody_translated_leads_to_the_english_one_in_the_reader_s_language(code: str) -> None:
    home = whole(Client().get(f"/{code}/"))
    found = re.search(rf'href="(/{code}/notes/[^"]+)" lang="en" dir="ltr"', home)
    assert found is not None
    answer = Client().get(found[1])
    assert answer["Content-Language"] == code
    assert "What this is, and what it is not" not in words(answer)
    english = re.search(r'<a href="(/en/notes/[^"]+)" lang="en" hreflang="en" dir="ltr">English</a>', whole(answer))
    assert english is not None
    note = Client().get(english[1])
    assert note["Content-Language"] == "en-gb"
    assert "What this is, and what it is not" in words(note)


def test_a_signed_in_page_is_in_the_language_of_its_reader(sign_in: SignIn) -> None:
    answer = sign_in("officer").get("/fr/monday/")
    assert answer["Content-Language"] == "fr"
    with override("fr"):
        assert gettext(NOT_YET) not in whole(answer)
