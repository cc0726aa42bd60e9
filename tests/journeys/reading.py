"""What a person would read on a page: its words, without the marks."""

import html
import re

from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """The text of a page's main part, on one line."""
    text = response.content.decode()
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", main.group(0) if main else text)
    return " ".join(html.unescape(plain).split())


def whole(response: HttpResponse) -> str:
    """Everything that a page sends, with its marks and its attributes."""
    return html.unescape(response.content.decode())
