"""What people do in a window, in their words."""

import time
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Locator, Page, expect

from e2e.walking import faults_on
from e2e.windows import Windows

PATIENCE = 60.0


def press(page: Page | Locator, name: str) -> None:
    """Press the button of this name and wait for what it brings."""
    window = page.page if isinstance(page, Locator) else page
    with window.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def tap(page: Page, name: str, words: str) -> None:
    """Press a button of a page that stays where it is, and wait until it says what was done."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#told")).to_contain_text(words)


def follow(page: Page | Locator, name: str) -> None:
    """Follow the link of this name."""
    window = page.page if isinstance(page, Locator) else page
    with window.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def heading(page: Page) -> Locator:
    """The page's first heading."""
    return page.get_by_role("heading", level=1)


def next_step(page: Page) -> Locator:
    """Where the page says what comes next."""
    return page.locator(".notice", has=page.get_by_text("What to do next", exact=True))


def told(page: Page, words: str) -> None:
    """The page says so, in a place that is seen."""
    expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()


def stands_well(page: Page) -> None:
    """The page as it is now has no barrier and fits, on a desk and on a phone."""
    faults = faults_on(page)
    assert not faults, "\n".join(faults)


def visit_until(page: Page, path: str, arrived: Callable[[], bool]) -> None:
    """Visit a page again and again until the worker has done what is waited for."""
    ends = time.monotonic() + PATIENCE
    page.goto(path)
    while not arrived():
        assert time.monotonic() < ends, f"{path} still says:\n{page.get_by_role('main').inner_text()}"
        page.goto(path)


def let_time_pass(windows: Windows, day: date) -> None:
    """Move the demonstration's day on, as anybody may who looks in."""
    page = windows.open()
    page.goto("/look-in/#day")
    page.get_by_label("Go on to").fill(str(day))
    press(page, "Go on to this day")
    told(page, "It is another day.")


def everything_has_left(officer: Page) -> None:
    """Wait until nothing waits in the outbox."""
    visit_until(officer, "/outbox/", officer.get_by_text("Nothing is waiting to leave.").is_visible)
