"""A page is in one language, says so where it is not the reader's, and turns the way the reader reads (AC-26)."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from making import make_cohort, make_installation, make_secretariat, make_year

pytestmark = pytest.mark.django_db
NOT_YET = "it has not been translated into your language yet"


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
    assert NOT_YET in text
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
