"""A page is in one language, says so where it is not the reader's, and turns the way the reader reads (AC-26)."""

import html
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from convenor.kernel.language import dated
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


PREFERRED = pytest.mark.parametrize(
    ("preferred", "language", "direction"),
    [("ar", "ar", "rtl"), ("fr", "fr", "ltr"), ("es-MX,es;q=0.9", "es", "ltr"), ("zh-CN", "zh-hans", "ltr")],
)


@PREFERRED
def test_what_is_not_translated_is_english_throughout_and_says_so(
    officer: Client, preferred: str, language: str, direction: str
) -> None:
    shelve(Copy(kind="output_note", title="Ours", body="One.", applies_to="", provenance="", caveats=(), sources=()))
    page = Client().get("/notes/ours/", headers={"accept-language": preferred})
    text = page.content.decode()
    assert re.search(f'<html lang="en-gb" dir="{direction}">', text)
    assert "No recording, no tracking." in text
    assert "6 March 2023" in text
    with override(language):
        assert gettext(NOT_YET) in text
    assert (page["Content-Language"], "Accept-Language" in page["Vary"]) == ("en-gb", True)


@PREFERRED
def test_a_page_of_the_secretariat_is_in_the_reader_s_language_with_its_dates_and_mistakes(
    officer: Client, preferred: str, language: str, direction: str
) -> None:
    page = officer.post("/cohorts/cop/2023/call/", {"kind": ""}, headers={"accept-language": preferred})
    text = html.unescape(page.content.decode())
    assert re.search(f'<html lang="{language}" dir="{direction}">', text)
    with override(language):
        assert gettext("Choose one.") in text
        assert dated(date(2023, 3, 6)) in text
        assert gettext(NOT_YET) not in text
    assert (page["Content-Language"], "Accept-Language" in page["Vary"]) == (language, True)


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


@pytest.mark.parametrize("code", FIRST_WORDS)
def test_a_form_that_is_too_old_is_answered_in_the_reader_s_language(officer: Client, code: str) -> None:
    page = Client(enforce_csrf_checks=True).post(f"/{code}/sign-in/", {"email": "somebody@people.example"})
    assert (page.status_code, page["Content-Language"]) == (403, FIRST_WORDS[code])
    with override(FIRST_WORDS[code]):
        assert gettext("Please send the form again") in html.unescape(page.content.decode())


def test_the_way_out_of_a_page_that_is_not_there_keeps_the_language(officer: Client) -> None:
    assert '<a class="button" href="/fr/">' in Client().get("/fr/nowhere/").content.decode()


OFFERED = re.compile(r'<a href="([^"]+)" lang="[^"]+" hreflang=')


def offered(page: Any) -> list[str]:
    """Where a page leads to in each language."""
    return OFFERED.findall(page.content.decode())


def in_each(address: str) -> list[str]:
    return [f"/{code}{address}" for code in FIRST_WORDS]


@pytest.mark.parametrize("code", FIRST_WORDS)
def test_in_each_language_one_place_alone_is_where_one_is(officer: Client, code: str) -> None:
    text = officer.get(f"/{code}/monday/").content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', text) == [f"/{code}/monday/"]
    assert f'<a href="/{code}/">' in text, "the library is a place of the header, too"


def test_a_page_of_the_secretariat_leads_to_itself_in_each_language(officer: Client) -> None:
    assert offered(officer.get("/monday/?page=2")) == in_each("/monday/?page=2")
    for address in in_each("/monday/"):
        assert officer.get(address).status_code == 200


def test_a_refused_form_leads_to_its_page_in_each_language_and_a_button_nowhere(officer: Client) -> None:
    form = "/register-an-organisation/"
    assert offered(officer.post(form, {})) == in_each(form)
    # What only takes what is sent has no page in any language.
    pressed = officer.post("/my-calendar/address/")
    assert (pressed.status_code, offered(pressed)) == (403, [])


@pytest.mark.parametrize("address", [*ADDRESSES, "/newsletter/subscribe/"])
def test_a_page_for_anybody_offers_its_languages_once(officer: Client, address: str) -> None:
    assert offered(Client().get(address)) == in_each(address)


def test_whoever_signs_in_may_choose_a_language_first(officer: Client) -> None:
    assert offered(Client().get("/sign-in/")) == in_each("/sign-in/")


# The catalogues


@pytest.mark.parametrize(
    ("people", "told"), [(10, "10 أشخاص"), (11, "11 شخصًا"), (24, "24 شخصًا"), (99, "99 شخصًا"), (100, "100 شخص")]
)
def test_arabic_counts_in_its_own_forms(people: int, told: str) -> None:
    with override("ar"):
        assert ngettext("%(people)s person", "%(people)s people", people) % {"people": people} == told


def test_a_catalogue_that_is_made_anew_counts_like_the_one_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {language: catalogues.catalogue(language).plural_forms for language in catalogues.LANGUAGES}
    monkeypatch.setattr(catalogues, "LOCALE", Path("nowhere"))
    assert {language: catalogues.catalogue(language).plural_forms for language in catalogues.LANGUAGES} == kept


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


def glued(template: str) -> list[str]:
    """Where a template ends a sentence with an English full stop, or puts a date behind a piece of one.

    Other languages end and order a sentence otherwise, so it is one text with a place for the date. A full stop after
    a number is a title's.
    """
    outside = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}|\{\{ [\w.]*(number|position) \}\}\.", "%}", template)
    return re.findall(r"[%}]\}\.(?=\s|<|$).{0,40}|\{% translate [^%]*[^:]['\"] %\} \{% (?:day|moment) .*?\}", outside)


def test_no_template_glues_a_sentence_together() -> None:
    found = {path.name: glued(path.read_text(encoding="utf-8")) for path in catalogues.SOURCE.rglob("*.html")}
    assert {name: pieces for name, pieces in found.items() if pieces} == {}


@pytest.mark.parametrize(
    ("template", "seen"),
    [
        ('<p>{% translate "Done on" %} {% day done_on %}</p>', 1),
        ("<p>{% blocktranslate %}Read by {{ name }}{% endblocktranslate %}.</p>", 1),
        ("<p>{{ kind }}. {{ words }}</p>", 1),
        ("<p>{% blocktranslate %}Read by {{ name }}. Seal it.{% endblocktranslate %}</p>", 0),
        ("<h2>{{ one.number }}. {{ one.title }}</h2>", 0),
        ('<p>{% translate "agreed:" %} {% moment then %}</p>', 0),
    ],
)
def test_a_glued_sentence_would_be_seen(template: str, seen: int) -> None:
    assert len(glued(template)) == seen


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
