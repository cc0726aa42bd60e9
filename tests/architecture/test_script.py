"""One script of our own: small, asking nobody but us, in files that the content policy lets in."""

import gzip
import re
from pathlib import Path

import pytest

from architecture.reading import SOURCE

SCRIPTS = sorted(SOURCE.rglob("static/**/*.js"))
LIMIT = 4 * 1024
REFUSED = {
    "another host": re.compile(r"https?:|[\"'`]//"),
    "words turned into code": re.compile(r"\beval\b|\bFunction\(|setTimeout\([\"'`]|\bimport\b"),
    "words turned into markup": re.compile(r"innerHTML\s*=|insertAdjacentHTML|document\.write"),
    "something kept in the browser": re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie"),
    "something told to others": re.compile(r"sendBeacon|WebSocket|postMessage|console\."),
}


def refused_in(script: str) -> list[str]:
    return [name for name, pattern in REFUSED.items() if pattern.search(script)]


def test_there_is_one_script() -> None:
    assert [path.name for path in SCRIPTS] == ["writing.js"]


def test_the_script_stays_small() -> None:
    assert len(gzip.compress(SCRIPTS[0].read_bytes(), 9, mtime=0)) <= LIMIT


def test_the_script_asks_nobody_else_and_keeps_nothing() -> None:
    assert refused_in(SCRIPTS[0].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "script",
    [
        'fetch("https://elsewhere.example")',
        'eval("1")',
        "box.innerHTML = words",
        'localStorage.setItem("draft", words)',
        "console.log(words)",
    ],
)
def test_what_a_script_may_not_do_would_be_seen(script: str) -> None:
    assert refused_in(script)


def templates_with_scripts() -> list[str]:
    found: list[Path] = sorted(SOURCE.rglob("templates/**/*.html"))
    return [path.name for path in found if "<script" in path.read_text(encoding="utf-8")]


def test_only_the_editor_has_a_script() -> None:
    assert templates_with_scripts() == ["write.html"]
