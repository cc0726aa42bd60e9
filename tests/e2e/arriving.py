"""How people come in: by a code that is mailed, or by the link in a mail."""

import re
import time
from collections.abc import Iterable

from playwright.sync_api import Page, expect

from e2e.doing import heading, press
from e2e.serving import House
from e2e.windows import Windows

PATIENCE = 20.0
CODE = re.compile(r"Your code to sign in: (\S+)")


def mails_to(house: House, address: str) -> list[str]:
    """All mails that went to this address."""
    return [mail for mail in house.mails if f"\nTo: {address}\n" in mail]


def codes_for(house: House, address: str) -> list[str]:
    """The codes that were mailed to this address."""
    return [found[1] for mail in mails_to(house, address) if (found := CODE.search(mail))]


def code_for(house: House, address: str, *, known: Iterable[str] = ()) -> str:
    """The code that was mailed to this address after those known, once it is there: it is sent beside the page."""
    ends = time.monotonic() + PATIENCE
    while not (codes := set(codes_for(house, address)).difference(known)):
        assert time.monotonic() < ends, "no code arrived"
    (code,) = codes
    return code


def ask_for_a_code(page: Page, address: str) -> str:
    """Ask for a code from the page that wants one; returns what the page then says."""
    page.get_by_label("Email").fill(address)
    press(page, "Send me a code")
    expect(heading(page)).to_have_text("Enter the code")
    return page.get_by_role("main").inner_text()


def signed_in(house: House, windows: Windows, address: str) -> Page:
    """Somebody who signed in with a code that came by mail."""
    page, known = windows.open(), codes_for(house, address)
    page.goto("/sign-in/")
    ask_for_a_code(page, address)
    page.get_by_label("Code").fill(code_for(house, address, known=known))
    press(page, "Sign in")
    return page


def link_for(house: House, address: str, path: str) -> str:
    """The link of this kind that was mailed to this address: its path, as the house here answers to it.

    Links that differ only in what they choose on the page are one.
    """
    one = re.compile(rf"https?://[^/\s]+({path}[^\s\"<>?]+)")
    links = {link for mail in mails_to(house, address) for link in one.findall(mail)}
    (link,) = links
    return link
