"""How the engines for numbers stood when they were measured, as the benchmark wrote it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from convenor.rules.wording import said

SHIPPED = Path(__file__).with_name("numbers.json")
# A figure, which is the same in every language; the hyphen of a word such as k-means is no minus.
_FIGURE = re.compile(r"(?<![\w-])-?\d(?:[\d.,]*\d)?")
_HOLDER = re.compile(r"\{\w\}")
_WORD = re.compile(r"[^\W\d_]{2}")


@cache
def measured() -> Mapping[str, Any]:
    """The file that the benchmark wrote."""
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def measured_on() -> date:
    """The day of the measurement."""
    return date.fromisoformat(measured()["measured_on"])


def sections() -> list[tuple[str, list[dict[str, str]]]]:
    """The tables of the benchmark: each title with its rows of what, measured, goal and note."""
    return [
        (_said(title), [{name: _said(text) for name, text in row.items()} for row in rows])
        for title, rows in measured()["sections"].items()
    ]


def forms() -> Iterator[str]:
    """The words of the tables, with a placeholder for each figure, to be translated once for whatever it will be."""
    for title, rows in measured()["sections"].items():
        for text in (title, *(text for row in rows for text in row.values())):
            form, _figures = _apart(text)
            if _WORD.search(_HOLDER.sub("", form)):
                yield form


def _said(text: str) -> str:
    """A text that remembers its form: what is told in another language has the same figures."""
    form, figures = _apart(text)
    return said(form, **figures)


def _apart(text: str) -> tuple[str, dict[str, str]]:
    """The form of a text and its figures, called a, b and so on in the order in which they stand there."""
    figures = dict(zip(ascii_lowercase, _FIGURE.findall(text), strict=False))
    names = iter(figures)
    return _FIGURE.sub(lambda _found: f"{{{next(names)}}}", text), figures
