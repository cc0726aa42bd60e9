"""Three scripts of our own: small, asking nobody but us, in files that the content policy lets in."""

import gzip
import re
from pathlib import Path

import pytest

from architecture.reading import SOURCE

SCRIPTS = sorted(SOURCE.rglob("static/**/*.js"))
# In bytes as they travel; what follows an hour is read on phones, and counts with what a page includes for it.
LIMITS = {"writing.js": 4 * 1024, "live.js": 2700, "passkeys.js": 1536}
INCLUDED = {"live.js": SOURCE / "kernel/templates/patterns/live.html"}
REFUSED = {
    "another host": re.compile(r"https?:|[\"'`]//"),
    "words turned into code": re.compile(r"\beval\b|\bFunction\(|setTimeout\([\"'`]|\bimport\b"),
    "words turned into markup": re.compile(r"innerHTML\s*=|insertAdjacentHTML|document\.write"),
    "something kept in the browser": re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie"),
    "something told to others": re.compile(r"sendBeacon|WebSocket|postMessage|console\."),
}


def refused_in(script: str) -> list[str]:
    return [name for name, pattern in REFUSED.items() if pattern.search(script)]


def test_there_are_three_scripts() -> None:
    assert {path.name for path in SCRIPTS} == set(LIMITS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_stays_small(script: Path) -> None:
    included = INCLUDED.get(script.name)
    parts = [script, *([included] if included else [])]
    assert sum(len(gzip.compress(part.read_bytes(), 9, mtime=0)) for part in parts) <= LIMITS[script.name]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_asks_nobody_else_and_keeps_nothing(script: Path) -> None:
    assert refused_in(script.read_text(encoding="utf-8")) == []


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


# What search engines read (schema.org) is data in the same element; a browser runs nothing of it.
SCRIPT = re.compile(r'<script(?! type="application/ld\+json">)')


def templates_with_scripts() -> list[str]:
    found: list[Path] = sorted(SOURCE.rglob("templates/**/*.html"))
    return [path.name for path in found if SCRIPT.search(path.read_text(encoding="utf-8"))]


def test_only_the_editor_passkeys_and_what_follows_an_hour_have_a_script() -> None:
    assert sorted(templates_with_scripts()) == ["live.html", "passkey_form.html", "write.html"]
