"""Barriers on every page that links lead to: six languages, two widths, two schemes, as each role (WCAG 2.2 AA, axe).

`python -m bench.barriers fr nominee` prints what is found in one language, as one role.
"""

import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import django
from playwright.sync_api import Browser, Page, sync_playwright

from bench.table import Measure, tell
from convenor.kernel.language import IN_ADDRESSES

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from e2e.conftest import FLAGS  # noqa: E402
from e2e.serving import copy, prepare, run_inside, serving  # noqa: E402
from e2e.walking import Walk, barriers, excess_width, name_of, walk_from  # noqa: E402
from e2e.windows import DESK, PHONE, Windows  # noqa: E402

NOBODY = "nobody"
ROLES = (NOBODY, "officer", "chief", "nominee", "counsel", "reader")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCREENS = tuple(itertools.product((PHONE, DESK), SCHEMES))


def measure() -> list[Measure]:
    """One row for each language, as all roles."""
    with demonstration() as (browser, address):
        walks = {role: walked(browser, address, role) for role in ROLES}
        return [row(code, browser, address, walks) for code in IN_ADDRESSES]


def row(code: str, browser: Browser, address: str, walks: dict[str, Walk]) -> Measure:
    """What was found in one language."""
    shown, faults = 0, list[str]()
    for role in ROLES:
        pages = few(walks, role)
        shown += len(pages)
        faults += found(browser, address, role, code, pages)
    print(*faults, sep="\n", file=sys.stderr)
    return Measure(
        what=f"{code}: barriers and pages that scroll sideways",
        measured=f"{len(faults)} on {shown} pages",
        goal="0",
        note=f"as {len(ROLES)} roles; each at {PHONE['width']} and {DESK['width']} pixels, in light and in dark",
    )


@contextmanager
def demonstration() -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of a demonstration in every state that its pages know."""
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="convenor-bench-")))
        stirred = copy(prepare(folder / "prepared"), folder / "demo")
        run_inside(stirred, (TESTS / "e2e" / "stirring.py").read_text(encoding="utf-8"))
        house = kept.enter_context(serving(stirred))
        program = os.environ.get("CONVENOR_CHROMIUM") or "/usr/bin/chromium"
        chromium = kept.enter_context(sync_playwright()).chromium
        yield kept.enter_context(chromium.launch(executable_path=program, args=FLAGS.split())), house.address


def entered(windows: Windows, role: str, locale: str) -> Page:
    """A window of somebody in this role, who reads this language."""
    if role != NOBODY:
        return windows.look_in(role, locale=locale)
    page = windows.open(locale=locale)
    page.goto("/")
    return page


def walked(browser: Browser, address: str, role: str) -> Walk:
    """Everything that this role finds by following links."""
    with Windows(browser, address) as windows:
        return walk_from(entered(windows, role, "en"))


def few(walks: dict[str, Walk], role: str) -> list[str]:
    """Few of each make; of a role's pages no kind that the public sees as well, of the chief's none of an officer's."""
    seen = walks[NOBODY].names if role != NOBODY else set[str]()
    if role == "chief":
        seen |= walks["officer"].names
    return [path for path in walks[role].few_of_each() if name_of(path) not in seen]


def found(browser: Browser, address: str, role: str, code: str, pages: list[str]) -> list[str]:
    """What is wrong with the pages in this language, on each screen and in each scheme."""
    faults = list[str]()
    with Windows(browser, address) as windows:
        page = entered(windows, role, IN_ADDRESSES[code])
        for path in pages:
            page.goto(path)
            for screen, scheme in SCREENS:
                page.set_viewport_size(screen)
                page.emulate_media(color_scheme=scheme)
                where = f"{code} {role} {path} ({screen['width']} pixels, {scheme})"
                faults += [f"{where}: {barrier}" for barrier in barriers(page)]
                faults += [f"{where}: {excess} pixels too wide"] if (excess := excess_width(page)) > 0 else []
    return faults


def main(words: list[str]) -> None:
    """Print what is found in one language as one role, or tell the rows of all."""
    # The names of pages are looked up among the product's addresses.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")
    django.setup()
    if len(words) != 2:
        tell(measure)
    else:
        look(*words)


def look(code: str, role: str) -> None:
    """Print what is found in one language as one role."""
    with demonstration() as (browser, address):
        pages = few({one: walked(browser, address, one) for one in {NOBODY, "officer", role}}, role)
        print(*found(browser, address, role, code, pages), f"{len(pages)} pages", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
