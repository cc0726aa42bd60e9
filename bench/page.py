"""Anonymous public pages: SQL statements with the demo's library and with ten times as much, weight, requests."""

import gzip
import os
import subprocess
import sys
import tempfile
import uuid
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bench.server import fetch, free_port, served
from bench.table import Measure, tell

TIMES = 10
MOST_STATEMENTS, MOST_KILOBYTES, MOST_REQUESTS = 6, 30, 6


class Page(HTMLParser):
    """What a browser would fetch for a page, and what can be read on it without script."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: set[str] = set()
        self.scripts = 0
        self.words = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag makes a browser fetch."""
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and {"stylesheet", "icon", "manifest", "preload"} & set(given.get("rel", "").split()):
            self.parts.add(given["href"])
        elif tag in ("img", "script", "iframe", "source") and given.get("src"):
            self.parts.add(given["src"])
        self.scripts += tag == "script"
        self._silent += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        """Note where unread text ends."""
        self._silent -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        """Count the words between tags."""
        if not self._silent:
            self.words += len(data.split())


def measure() -> list[Measure]:
    """All rows of the public pages."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as folder:
        make = [sys.executable, "-m", "convenor", "demo", "--no-serve", "--data", folder]
        subprocess.run(make, check=True, stdout=sys.stderr)
        os.environ.update(
            CONVENOR_DATA=folder, CONVENOR_DEMO="1", DJANGO_SETTINGS_MODULE="convenor.settings", DATABASE_URL=""
        )
        import django

        django.setup()
        pages = _pages()
        once = _statements(pages)
        weights = _weights(pages, Path(folder))
        grown = _multiply()
        many = _statements(pages)
    return [*_statement_rows(pages, once, many, grown), *weights]


def _pages() -> dict[str, str]:
    """The public pages by what they are."""
    from django.urls import reverse

    from convenor.public.library.models import Output

    pages = {"home page": reverse("portal:home")}
    newest = Output.objects.filter(withdrawn_on=None).exclude(kind="page").first()
    if newest:
        pages["a note"] = reverse("portal:output", args=[newest.slug])
    pages |= {
        "the pages of the site": reverse("portal:site_pages"),
        "a page of the site": reverse("portal:site_page", args=["rules-of-engagement"]),
        "open webinars": reverse("portal:webinars"),
        "a series": reverse("portal:series", args=["plp"]),
        "registering": reverse("series:register", args=["plp"]),
        "a search": f"{reverse('portal:search')}?q=human+rights",
    }
    pages["feed"] = reverse("portal:feed")
    return pages


def _statements(pages: dict[str, str]) -> list[int]:
    """How many statements each page takes, on all connections together; the first visit is not counted."""
    from django.core.cache import caches
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = []
    for address in pages.values():
        Client(SERVER_NAME="localhost").get(address)
        caches["pages"].clear()
        with CaptureQueriesContext(connections["default"]) as room, CaptureQueriesContext(connections["public"]) as own:
            response = Client(SERVER_NAME="localhost").get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        counts.append(len(room) + len(own))
    return counts


def _multiply() -> int:
    """Copy every output with its corrections until there are ten times as many; returns how many there are."""
    from convenor.public.library.models import Correction, Output

    for output in list(Output.objects.all()):
        corrections = list(Correction.objects.filter(output=output))
        slug = output.slug
        for number in range(1, TIMES):
            output.key = uuid.uuid4()
            output.slug = f"{slug[:110]}-{number}"
            output.save(force_insert=True)
            for correction in corrections:
                Correction.objects.create(output=output, made_on=correction.made_on, text=correction.text)
    return Output.objects.count()


def _statement_rows(pages: dict[str, str], once: list[int], many: list[int], grown: int) -> list[Measure]:
    return [
        Measure(
            what=f"{name}: SQL statements, demo / ten times as much",
            measured=f"{few} / {more}",
            goal=f"at most {MOST_STATEMENTS}, and the same",
            note=f"{grown} outputs in the larger library",
        )
        for name, few, more in zip(pages, once, many, strict=True)
    ]


def _weights(pages: dict[str, str], folder: Path) -> list[Measure]:
    port = free_port()
    command = [sys.executable, "-m", "convenor", "demo", "--port", str(port), "--data", str(folder)]
    with served(command, port, folder, dict(os.environ)):
        return [_weight(port, name, address) for name, address in pages.items() if name != "feed"]


def _weight(port: int, name: str, address: str) -> Measure:
    """Fetch a page and all it names, with nothing cached, as it comes over the wire."""
    _, headers, body = fetch(port, address)
    packed = headers.get("content-encoding") == "gzip"
    page = Page()
    page.feed((gzip.decompress(body) if packed else body).decode())
    total = len(body)
    foreign = {urlsplit(urljoin(address, part)).netloc for part in page.parts} - {""}
    for part in sorted(page.parts):
        total += len(fetch(port, urljoin(address, part))[2])
    note = f"{page.words} words readable without script; {page.scripts} scripts"
    return Measure(
        what=f"{name}: weight with nothing cached",
        measured=f"{total / 1024:.1f} KB in {1 + len(page.parts)} requests",
        goal=f"at most {MOST_KILOBYTES} KB in {MOST_REQUESTS}",
        note=f"{note}; other hosts: {', '.join(sorted(foreign)) or 'none'}",
    )


if __name__ == "__main__":
    tell(measure)
