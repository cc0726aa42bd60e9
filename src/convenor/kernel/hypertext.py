"""A plain text as a simple page for a mail program: the same words, links that can be pressed, and nothing fetched."""

import re
from html import escape

# What ends a sentence does not belong to an address in it.
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
{paragraphs}
</body>
</html>
"""


def as_page(title: str, text: str, language: str) -> str:
    """The whole page; each paragraph finds its own direction."""
    return _PAGE.format(language=escape(language), title=escape(title), paragraphs=as_paragraphs(text))


def as_paragraphs(text: str) -> str:
    """The paragraphs of a text, escaped, with the addresses in them as links."""
    found = (paragraph for paragraph in re.split(r"\n{2,}", text.strip()) if paragraph)
    return "\n".join(f'<p dir="auto">{_lines(paragraph)}</p>' for paragraph in found)


def _lines(paragraph: str) -> str:
    return "<br>\n".join(_linked(line) for line in paragraph.split("\n"))


def _linked(line: str) -> str:
    made, end = [], 0
    for found in _ADDRESS.finditer(line):
        address = escape(found.group())
        made += [escape(line[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*made, escape(line[end:])])
