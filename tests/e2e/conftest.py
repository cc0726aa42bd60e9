"""A real server, a real browser, and people who look in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from e2e.serving import House, copy, prepare, serving
from e2e.windows import PHONE, Windows

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
LookIn = Callable[..., Page]
# How long a thing may take to appear before its absence is a fault; nothing waits this long when all is well.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories; every window in it is a person of its own."""
    program = os.environ.get("CONVENOR_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        yield started
        started.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, made once and never served: stories take copies."""
    return prepare(tmp_path_factory.mktemp("prepared") / "demo")


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    """A demonstration of the story's own, which it may change as it likes."""
    with serving(copy(prepared, tmp_path / "demo")) as served:
        yield served


@pytest.fixture
def windows(browser: Browser, house: House) -> Iterator[Windows]:
    """Windows on the house; whatever went wrong in them fails the test at its end."""
    with Windows(browser, house.address) as opened:
        yield opened


@pytest.fixture
def look_in_as(windows: Windows) -> LookIn:
    """`look_in_as("officer")`: a window of somebody in that role."""
    return windows.look_in


@pytest.fixture
def page(windows: Windows) -> Page:
    """A desk's window of somebody who has not signed in."""
    return windows.open()


@pytest.fixture
def phone(windows: Windows) -> Page:
    """A phone's window of somebody who has not signed in."""
    return windows.open(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def without_script(windows: Windows) -> Page:
    """A window that runs no script at all."""
    return windows.open(java_script_enabled=False)
