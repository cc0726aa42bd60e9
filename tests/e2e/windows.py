"""Browser windows on one server, and a note of everything in them that should not happen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
# What the browser does with a request when somebody moves on before the answer, or when the answer is a file to keep.
GIVEN_UP = "net::ERR_ABORTED"
# How the browser itself reports a status that we note as an answer.
_AN_ANSWER = "Failed to load resource: the server responded with a status of"


class Windows:
    """Opens windows, each for a person of their own. A fault in any of them fails the test that opened it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.faults: list[str] = []
        self._answers: list[tuple[int, str]] = []
        self._open: list[BrowserContext] = []

    def open(self, **options: Any) -> Page:
        """A new window of somebody who has not signed in; `options` are those of Playwright's context."""
        chosen = {"base_url": self.address, "viewport": DESK, "locale": "en-GB", "reduced_motion": "reduce", **options}
        context = self.browser.new_context(**chosen)
        context.set_default_timeout(15_000)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"error on the page: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)
        self._open.append(context)
        return context.new_page()

    def look_in(self, role: str, **options: Any) -> Page:
        """A window in which somebody has looked in as a role, by the page that everybody uses."""
        page = self.open(**options)
        page.goto("/look-in/")
        page.locator(f"#{role}").get_by_role("button").click()
        page.wait_for_url(lambda url: "/look-in/" not in url)
        return page

    @contextmanager
    def refusal(self, status: int) -> Iterator[None]:
        """Exactly one answer in the block has this status."""
        before, self._answers = self._answers, []
        yield
        statuses = [code for code, _ in self._answers]
        self._answers = before
        assert statuses == [status], f"expected one answer {status}, got {statuses}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Close every window; a story that went well so far fails for what went wrong in them."""
        for context in self._open:
            context.close()
        faults = [*self.faults, *(f"{url} answered {status}" for status, url in self._answers)]
        assert kind is not None or not faults, "\n".join(faults)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_AN_ANSWER):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.faults.append(f"asked another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.faults.append(f"{request.url} failed: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._answers.append((response.status, response.url))
