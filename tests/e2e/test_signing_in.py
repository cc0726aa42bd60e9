"""Signing in by a code that comes by mail; and who is not known learns nothing from it."""

import re

from playwright.sync_api import Page, expect

from e2e.doing import heading, press, stands_well, told
from e2e.serving import House
from e2e.windows import Windows

OFFICER, NOBODY = "officer@secretariat.example", "nobody@elsewhere.example"


def ask_for_a_code(page: Page, address: str) -> str:
    """Ask for a code from the page that wants one; returns what the page then says."""
    page.get_by_label("Email").fill(address)
    press(page, "Send me a code")
    expect(heading(page)).to_have_text("Enter the code")
    return page.get_by_role("main").inner_text()


def code_in(mail: str) -> str:
    """The code that a mail brings."""
    found = re.search(r"Your code to sign in: (\S+)", mail)
    assert found, mail
    return found[1]


def mails_to(house: House, address: str) -> list[str]:
    """The mails about signing in that went to this address."""
    return [mail for mail in house.mails if f"\nTo: {address}\n" in mail and "code" in mail.lower()]


def test_a_code_leads_to_the_page_that_was_asked_for(house: House, windows: Windows, page: Page) -> None:
    page.goto("/cohorts/cop-2/2023/standing/")
    expect(heading(page)).to_have_text("Sign in")
    stands_well(page)
    ask_for_a_code(page, OFFICER)
    stands_well(page)
    mails = mails_to(house, OFFICER)
    assert len(mails) == 1

    # A wrong code says so, and the right one still works.
    page.get_by_label("Code").fill("WRONG1")
    press(page, "Sign in")
    told(page, "Please mend this first.")
    stands_well(page)
    page.get_by_label("Code").fill(code_in(mails[0]))
    press(page, "Sign in")
    expect(heading(page)).to_have_text("Standing 2023")

    press(page, "Sign out")
    page.goto("/monday/")
    expect(heading(page)).to_have_text("Sign in")


def test_an_unknown_address_learns_nothing(house: House, windows: Windows) -> None:
    known, unknown = windows.open(), windows.open()
    for page in (known, unknown):
        page.goto("/sign-in/")
    assert ask_for_a_code(known, OFFICER) == ask_for_a_code(unknown, NOBODY)
    assert known.url == unknown.url
    assert len(mails_to(house, OFFICER)) == 1
    assert mails_to(house, NOBODY) == []
    unknown.get_by_label("Code").fill("ABC123")
    press(unknown, "Sign in")
    told(unknown, "Please mend this first.")
