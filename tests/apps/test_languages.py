"""A page is in one language, says so where it is not the reader's, and turns the way the reader reads (AC-26)."""

import html
import re
from datetime import date
from functools import cache

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override

from convenor.public.library.actions import Copy, shelve
from making import make_cohort, make_installation, make_secretariat, make_year
from tools import catalogues

pytestmark = pytest.mark.django_db
NOT_YET = "This page is in English; it has not been translated into your language yet."


@pytest.fixture
def officer() -> Client:
    make_installation(demo=True, today=date(2023, 3, 6))
    make_year(make_cohort())
    browser = Client()
    browser.force_login(make_secretariat(), backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


@pytest.mark.parametrize(
    ("preferred", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("es-MX,es;q=0.9", "ltr"), ("zh-CN", "ltr")]
)
def test_what_is_not_translated_is_english_throughout_and_says_so(
    officer: Client, preferred: str, direction: str
) -> None:
    page = officer.post("/cohorts/cop/2023/call/", {"kind": ""}, headers={"accept-language": preferred})
    text = page.content.decode()
    assert re.search(f'<html lang="en-gb" dir="{direction}">', text)
    assert "Choose one." in text
    assert "6 March 2023" in text
    with override("zh-hans" if preferred == "zh-CN" else preferred.split(",", maxsplit=1)[0]):
        assert gettext(NOT_YET) in text
    assert (page["Content-Language"], "Accept-Language" in page["Vary"]) == ("en-gb", True)


@pytest.mark.parametrize("preferred", ["en-GB", "en-US", "de", ""])
def test_whoever_reads_english_or_no_language_of_ours_is_told_nothing(officer: Client, preferred: str) -> None:
    text = officer.get("/monday/", headers={"accept-language": preferred}).content.decode()
    assert '<html lang="en-gb" dir="ltr">' in text
    assert NOT_YET not in text


def test_a_page_for_anybody_is_kept_for_each_language_apart(officer: Client) -> None:
    page = Client().get("/", headers={"accept-language": "ar"})
    assert 'dir="rtl"' in page.content.decode()
    assert "Accept-Language" in page["Vary"]


# Six languages on the public site


ADDRESSES = ["/", "/about/", "/how-we-check/", "/who-may-do-what/", "/webinars/"]
FIRST_WORDS = {"ar": "ar", "zh": "zh-hans", "en": "en-gb", "fr": "fr", "ru": "ru", "es": "es"}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("code", FIRST_WORDS)
def test_a_public_page_is_whole_in_each_language(officer: Client, code: str, address: str) -> None:
    page = Client().get(f"/{code}{address}")
    text, tag = page.content.decode(), FIRST_WORDS[code]
    assert f'<html lang="{tag}" dir="{"rtl" if code == "ar" else "ltr"}">' in text
    assert page["Content-Language"] == tag
    assert NOT_YET not in text
    with override(tag):
        assert gettext("No recording, no tracking.") in text
    # Every link keeps the language, but those that lead to another one.
    links = re.findall(r'<a [^>]*href="(/[^"]*)"(?![^>]*hreflang)', text)
    assert links
    assert all(link.startswith(f"/{code}/") for link in links if not link.startswith("/static/")), links


def test_the_languages_stand_in_the_order_of_the_united_nations_each_by_its_own_name(officer: Client) -> None:
    text = Client().get("/fr/about/?page=2").content.decode()
    offered = re.findall(
        r'<a href="([^"]+)" lang="([^"]+)" hreflang="[^"]+" dir="(...)"( aria-current="true")?>([^<]+)', text
    )
    assert [name for *_rest, name in offered] == ["العربيّة", "中文", "English", "Français", "Русский", "Español"]
    assert [address for address, *_rest in offered][:2] == ["/ar/about/?page=2", "/zh/about/?page=2"]
    assert [tag for _address, tag, _direction, current, _name in offered if current] == ["fr"]
    assert [direction for _address, _tag, direction, *_rest in offered] == ["rtl", *["ltr"] * 5]


@pytest.mark.parametrize("address", ["/de/about/", "/frx/about/", "/fr/fr/about/", "/FR/about/"])
def test_what_is_no_language_is_no_address(officer: Client, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_language_alone_leads_to_the_first_page(officer: Client) -> None:
    assert Client().get("/fr").status_code == 200
    assert 'lang="fr"' in Client().get("/fr/").content.decode()


def test_an_address_says_more_than_a_browser_s_preference(officer: Client) -> None:
    page = Client().get("/es/about/", headers={"accept-language": "ru"})
    assert page["Content-Language"] == "es"


def test_a_cookie_changes_nothing_that_others_may_keep(officer: Client) -> None:
    browser = Client()
    browser.cookies["django_language"] = "ar"
    assert browser.get("/about/", headers={"accept-language": "en"})["Content-Language"] == "en-gb"


def test_one_page_s_language_does_not_reach_the_next(officer: Client) -> None:
    Client().get("/ar/about/")
    text = Client().get("/about/").content.decode()
    assert 'href="/about/"' in text
    assert '<html lang="en-gb" dir="ltr">' in text


def test_what_is_not_translated_is_marked_as_english_in_a_list(officer: Client) -> None:
    shelve(Copy(kind="output_note", title="Ours", body="One.", applies_to="", provenance="", caveats=(), sources=()))
    assert 'lang="en" dir="ltr">Ours</a>' in Client().get("/ar/").content.decode()
    assert 'lang="en"' not in Client().get("/en/").content.decode().split("<main", 1)[1]


def test_a_signed_in_page_under_a_language_says_that_it_is_english(officer: Client) -> None:
    text = officer.get("/fr/monday/").content.decode()
    assert '<html lang="en-gb"' in text
    with override("fr"):
        assert gettext(NOT_YET) in text


# The catalogues


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_text_of_the_interface_is_translated(language: str) -> None:
    assert catalogues.missing(language) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_translation_loses_a_placeholder_or_a_tag(language: str) -> None:
    assert catalogues.broken(language) == []


def test_a_missing_and_a_broken_translation_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    emptied, spoilt = catalogues.catalogue("fr"), catalogues.catalogue("fr")
    text = "Skip to the main content"
    emptied[text].string = ""
    monkeypatch.setattr(catalogues, "catalogue", lambda _language: emptied)
    assert [said for _place, said in catalogues.missing("fr")] == [text]
    held = "Register for %(name)s"
    spoilt.add(held, "Inscription")
    monkeypatch.setattr(catalogues, "catalogue", lambda _language: spoilt)
    assert catalogues.broken("fr") == [f"{held!r}: [] for ['%(name)s']"]


# What has no word of ours to translate: placeholders stand for something else each time.
HELD = re.compile(r"%|\{|<")


@pytest.mark.parametrize("address", [*ADDRESSES, "/search/?q=words", "/newsletter/", "/newsletter/subscribe/"])
@pytest.mark.parametrize("code", [code for code in FIRST_WORDS if code != "en"])
def test_no_sentence_of_ours_stays_english_on_a_page_in_another_language(
    officer: Client, code: str, address: str
) -> None:
    text = Client().get(f"/{code}{address}").content.decode()
    # Each language is offered by its own name.
    text = re.sub(r'<script.*?</script>|<nav class="nav languages".*?</nav>', "", text, flags=re.S)
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    mixed = [
        said
        for said in english()
        if f" {said} " in f" {plain} " and (len(said.split()) > 2 or (said[0].isupper() and len(said) > 6))
    ]
    with override(FIRST_WORDS[code]):
        assert [said for said in mixed if said not in gettext(said)] == []


@cache
def english() -> list[str]:
    """The texts of the interface that are said as they stand."""
    ids = [message.id for message in catalogues.collected() if isinstance(message.id, str)]
    return [" ".join(text.split()) for text in ids if text and not HELD.search(text)]
