"""Phones without script: plain forms, a jar of cookies, and nothing else."""

from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener


class _Form(HTMLParser):
    """What a page would send: the hidden fields of all its forms, and its buttons by their words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.buttons: dict[str, tuple[str, str, str]] = {}
        self._button: tuple[str, str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given.get("value", "")
        if tag == "button":
            self._button = given.get("formaction", ""), given.get("name", ""), given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "button":
            self._button = None

    def handle_data(self, words: str) -> None:
        if self._button and words.strip():
            self.buttons.setdefault(words.strip(), self._button)


class PlainPhone:
    """Somebody's phone that has the code of a session; `page` is what it shows, `before` what it showed before."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.where = ""
        self.page = ""
        self.before = ""
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def join(self, code: str) -> None:
        """Type the code."""
        self._ask(f"/join/?{urlencode({'code': code})}")

    def reload(self) -> None:
        """Load the page again."""
        self._ask(self.where)

    def press(self, button: str, **typed: str) -> None:
        """Press the button of these words, with what was typed."""
        form = _Form(self.page)
        assert button in form.buttons, f"{button!r} is not on the page; there are {sorted(form.buttons)}"
        action, name, value = form.buttons[button]
        sent = form.hidden | typed | ({name: value} if name else {})
        self._ask(action or self.where, urlencode(sent).encode())

    def press_what_was(self, button: str) -> None:
        """Go back to the page before, and press its button."""
        self.page = self.before
        self.press(button)

    def _ask(self, path: str, body: bytes | None = None) -> None:
        try:
            with self._opener.open(Request(self.address + path, body)) as answer:
                self._see(answer.url, answer.read())
        except HTTPError as refusal:
            self._see(refusal.url, refusal.read())

    def _see(self, url: str, content: bytes) -> None:
        self.before = self.page
        self.where, self.page = url.removeprefix(self.address), content.decode()
