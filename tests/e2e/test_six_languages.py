"""The public site in six languages, as a browser shows it: narrow and wide, dark and light, turned (AC-26)."""

import re

import pytest

from convenor.kernel.language import IN_ADDRESSES
from e2e.walking import Reading, faults_on
from e2e.windows import PHONE, Windows

# Every kind of page that is said in the reader's own language, as somebody finds it.
PAGES = (
    "/",
    "/about/",
    "/participants/",
    "/how-we-check/",
    "/how-we-count/",
    "/who-may-do-what/",
    "/pages/",
    "/webinars/",
    "/webinars/plp/",
    "/webinars/plp/register/",
    "/newsletter/",
    "/newsletter/subscribe/",
    "/search/",
    "/search/?q=severity",
    "/search/?q=nothing-of-the-kind",
)


@pytest.mark.parametrize("code", IN_ADDRESSES)
def test_every_public_page_stands_in_this_language_without_barriers(windows: Windows, code: str) -> None:
    page = windows.open()
    faults = []
    for path in PAGES:
        page.goto(f"/{code}{path}")
        if page.locator("html").get_attribute("lang") != IN_ADDRESSES[code]:
            faults.append(f"{path} is not in {code}")
        if page.locator("html").get_attribute("dir") != ("rtl" if code == "ar" else "ltr"):
            faults.append(f"{path} runs the wrong way")
        faults += faults_on(page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("code", IN_ADDRESSES)
def test_every_link_of_a_language_leads_on_in_it(windows: Windows, code: str) -> None:
    page = windows.open()
    waiting, known = [f"/{code}/"], {f"/{code}/"}
    while waiting:
        path = waiting.pop()
        answer = page.request.get(path)
        assert answer.status == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for link in Reading(answer.text()).links:
            if re.match(r"/(?!/)", link):
                assert link.startswith(f"/{code}/"), f"{path} leads to {link}"
                onward = link.partition("#")[0]
                if onward not in known and not onward.startswith(f"/{code}/look-in"):
                    known.add(onward)
                    waiting.append(onward)
    assert len(known) > len(PAGES)


def test_somebody_changes_the_language_and_goes_on_in_it(windows: Windows) -> None:
    """By keyboard, without script, on a phone: from English to Arabic and on to the register page."""
    page = windows.open(viewport=PHONE, java_script_enabled=False)
    page.goto("/webinars/plp/")
    page.locator(".languages a[lang=ar]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/webinars/plp/")
    page.locator("main a.button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/webinars/plp/register/")
    assert page.locator("html").get_attribute("dir") == "rtl"
