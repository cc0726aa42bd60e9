"""Walking through the product by its links, and what a page may be asked."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import URLResolver, get_resolver, resolve
from playwright.sync_api import Page, ViewportSize

from e2e.windows import DESK, PHONE

MOST_OF_A_KIND = 15
ALIKE = 2
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
# The desk comes last, so that a story goes on there.
SCREENS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = ((PHONE, "dark"), (DESK, "light"))
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Reading(HTMLParser):
    """What a page holds, as it came over the wire: without a browser, without script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.buttons: list[str] = []
        self.parts: set[tuple[str, str]] = set()
        self.tags: defaultdict[str, int] = defaultdict(int)
        self.words: defaultdict[str, str] = defaultdict(str)
        self.inline_styles = 0
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        # What a script reads is no script.
        self.tags[tag] += given.get("type") not in {"application/json", "application/ld+json"}
        self.parts.add((tag, given.get("class", "")))
        self.inline_styles += "style" in given
        # The same page in another language has a walk of its own (test_six_languages).
        if tag == "a" and given.get("href") and "hreflang" not in given:
            self.links.append(given["href"])
        if tag == "form" and given.get("action"):
            self.buttons.append(given["action"])
        # Ballots are taken in before the product's addresses are looked at.
        if tag == "button" and given.get("formaction") and not given["formaction"].startswith("/ballots/"):
            self.buttons.append(given["formaction"])
        if tag in ("h1", "title"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        for tag in self._inside:
            self.words[tag] += data


@dataclass(kw_only=True)
class Walk:
    """What somebody finds who follows every link; `offered` are the names of all addresses of links and of buttons."""

    pages: dict[str, Reading] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    offered: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        """The names of all pages that were found."""
        return {name_of(path) for path in self.pages}

    def few_of_each(self) -> list[str]:
        """For each kind of page, the first few that are made of different parts."""
        makes: defaultdict[str, list[tuple[str, set[tuple[str, str]]]]] = defaultdict(list)
        for path, reading in self.pages.items():
            known = makes[name_of(path)]
            if len(known) < ALIKE and all(reading.parts != parts for _, parts in known):
                known.append((path, reading.parts))
        return [path for known in makes.values() for path, _ in known]


def all_names(resolver: URLResolver | None = None, before: str = "", space: str = "") -> dict[str, str]:
    """Every address of the product, as a pattern, with the name by which it is found."""
    found: dict[str, str] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found |= all_names(entry, pattern, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            # Of several names for one address the first counts, as it does for Django.
            found.setdefault(pattern, f"{space}{entry.name}")
    return found


def name_of(path: str) -> str:
    """The product's name for an address."""
    return resolve(urlsplit(path).path).view_name


def walk_from(page: Page) -> Walk:
    """Follow the links of the own host from where the page stands, in the order of the pages, to many of each kind."""
    walk = Walk()
    waiting = [_below(page.url, page.url), "/"]
    known, of_a_kind = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = page.request.get(path)
        if answer.status != 200:
            walk.faults.append(f"{path} answered {answer.status}")
            continue
        path = _below(answer.url, page.url)
        if path in walk.pages:
            continue
        if "content-disposition" in answer.headers or not answer.headers["content-type"].startswith("text/html"):
            walk.files.append(path)
            continue
        reading = walk.pages[path] = Reading(answer.text())
        walk.offered |= {name_of(_below(urljoin(answer.url, button), page.url)) for button in reading.buttons}
        for onward in [_below(urljoin(answer.url, link), page.url) for link in reading.links]:
            if onward:
                walk.offered.add(name_of(onward))
            if onward and onward not in known and of_a_kind[name_of(onward)] < MOST_OF_A_KIND:
                of_a_kind[name_of(onward)] += 1
                known.add(onward)
                waiting.append(onward)
    return walk


def _below(address: str, host: str) -> str:
    """The path and query of an address on the same host; empty for another host."""
    there = urlsplit(address)
    if there.netloc != urlsplit(host).netloc:
        return ""
    return there.path + (f"?{there.query}" if there.query else "")


def excess_width(page: Page) -> int:
    """By how many pixels the page must be scrolled sideways."""
    return int(page.evaluate(_TOO_WIDE))


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it is shown."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", AXE_OPTIONS)["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {' | '.join(node['html'][:160] for node in violation['nodes'][:3])}"
        for violation in found
    ]


def faults_on(page: Page) -> list[str]:
    """What is wrong with the page as it stands: in light on a desk, in the dark on a phone."""
    faults = []
    for screen, scheme in SCREENS:
        page.set_viewport_size(screen)
        page.emulate_media(color_scheme=scheme)
        shown = f"{page.url} ({screen['width']} pixels, {scheme})"
        faults += [f"{shown}: {barrier}" for barrier in barriers(page)]
        if (excess := excess_width(page)) > 0:
            faults.append(f"{shown}: {excess} pixels too wide")
    return faults
