"""One small sheet that reads either way, and templates that carry no style or script of their own."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from architecture.reading import SOURCE

SHEETS = sorted(SOURCE.rglob("static/**/*.css"))
LIMIT = 8 * 1024

# What the content policy would refuse, and what a page must not bring along.
REFUSED_IN_TEMPLATES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(?:script|img|link|iframe|source|video|audio)\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PHYSICAL_PROPERTY = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-(?:left|right)"
    r"|border(?:-(?:top|bottom))?-(?:left|right)(?:-[a-z]+)?|left|right|float|clear)\s*:"
)
_PHYSICAL_VALUE = re.compile(r"(?:text-align|justify-\w+|align-\w+)\s*:\s*(?:left|right)\b")
_ADDRESS = re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import", re.IGNORECASE)


def physical_in(css: str) -> list[str]:
    """The properties and values of a sheet that name a side of the screen."""
    text = _COMMENT.sub("", css)
    return [found.group() for pattern in (_PHYSICAL_PROPERTY, _PHYSICAL_VALUE) for found in pattern.finditer(text)]


def templates() -> Iterator[Path]:
    """Every template of a page; an `export.html` is a file that people take away, and stands by itself."""
    found = (path for path in sorted(SOURCE.rglob("templates/**/*")) if path.suffix in {".html", ".svg"})
    return (path for path in found if path.name != "export.html")


def refused_in(template: str) -> list[str]:
    """What a template holds that no page may hold."""
    return [name for name, pattern in REFUSED_IN_TEMPLATES.items() if pattern.search(template)]


def test_there_is_one_stylesheet() -> None:
    assert [path.name for path in SHEETS] == ["convenor.css"]


def test_the_stylesheet_stays_small() -> None:
    assert len(gzip.compress(SHEETS[0].read_bytes(), 9, mtime=0)) <= LIMIT


def test_the_stylesheet_names_no_side_of_the_screen() -> None:
    assert physical_in(SHEETS[0].read_text(encoding="utf-8")) == []


def test_the_stylesheet_fetches_nothing() -> None:
    assert not _ADDRESS.search(_COMMENT.sub("", SHEETS[0].read_text(encoding="utf-8")))


@pytest.mark.parametrize("query", ["prefers-color-scheme:dark", "prefers-reduced-motion", "forced-colors", "print"])
def test_the_stylesheet_minds_how_people_look(query: str) -> None:
    assert re.search(rf"@media[^{{]*{query}", SHEETS[0].read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "css",
    [
        "p{margin-left:1px}",
        "p{padding-right : 1px}",
        "p{border-left:0}",
        "p{border-top-right-radius:1px}",
        "p{color:red;left:0}",
        "p{float:left}",
        "p{text-align:right}",
    ],
)
def test_a_side_of_the_screen_would_be_found(css: str) -> None:
    assert physical_in(css)


def test_a_logical_property_is_no_side_of_the_screen() -> None:
    assert physical_in("p{margin-inline-start:1px;text-align:start;inset-inline-end:0} /* left: no */") == []


def test_no_template_carries_style_or_script() -> None:
    found = {path.name: refused_in(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "template",
    [
        '<p class="a" style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<button type="button" onclick="go()">',
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
    ],
)
def test_style_or_script_in_a_template_would_be_found(template: str) -> None:
    assert refused_in(template)


# A sign between two parts that the language of the page has to choose, and the texts that hold signs of their own.
_SIGN_BETWEEN = re.compile(r"(?:\}\}|%\})(?:</\w+>)*[,;] ")
_ONE_TEXT = re.compile(r"\{% blocktranslate\b.*?\{% endblocktranslate %\}", re.DOTALL)


def signs_between_parts(template: str) -> list[str]:
    """Where a template puts an English comma or semicolon between two parts that are told in another language."""
    left = _ONE_TEXT.sub("%}", template)
    return [left[max(0, found.start() - 40) : found.end()] for found in _SIGN_BETWEEN.finditer(left)]


def test_no_template_puts_an_english_comma_between_two_parts() -> None:
    found = {str(path): signs_between_parts(path.read_text()) for path in sorted(SOURCE.rglob("templates/**/*.html"))}
    assert {path: signs for path, signs in found.items() if signs} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "{{ name }}, {{ year }}",
        "<bdi>{{ name }}</bdi>, ",
        "{% if a %}; {% endif %}",
        "{% blocktranslate %}1, {{ a }}, b{% endblocktranslate %}, {{ b }}",
    ],
)
def test_such_a_comma_would_be_seen(planted: str) -> None:
    assert len(signs_between_parts(planted)) == 1


def test_a_comma_within_one_text_is_the_translator_s() -> None:
    assert signs_between_parts("{% blocktranslate %}{{ a }}, {{ b }}{% endblocktranslate %}{% comma %}{{ c }}") == []


def test_no_template_joins_a_list_with_an_english_sign() -> None:
    joined = re.compile(r"\|join:\"[^\"]*[,;]")
    assert [path.name for path in SOURCE.rglob("templates/**/*.html") if joined.search(path.read_text())] == []
