"""The command: what it reads, what it prints and how it ends."""

import io
import json
import sys
from pathlib import Path

import pytest
from attribution_rosters import PUBLIC_FACTS

from convenor.cli import main
from convenor.rules.attribution.findings import UNCHECKED


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(PUBLIC_FACTS), encoding="utf-8")
    return str(path)


def _note(tmp_path: Path, text: str, name: str = "note.md") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def test_a_clear_note_ends_with_0(tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", _note(tmp_path, "Most members met."), "--roster", roster, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "verdict": "clear",
        "k": 5,
        "findings": [],
        "unchecked": list(UNCHECKED),
    }


def test_a_finding_has_every_key_and_ends_with_1(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", _note(tmp_path, "A Swedish firm met.\r\n"), "--roster", roster, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"] == [
        {
            "start": 0,
            "end": 14,
            "text": "A Swedish firm",
            "kind": "description",
            "level": "blocked",
            "members": ["ericsson"],
            "size": 1,
            "reason": "fits 1 of 13 members; at least 5 are needed",
            "suggestion": "A participant",
            "suggestion_size": 13,
        }
    ]


def test_k_and_the_room_are_options(tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    note = _note(tmp_path, "European companies met.")
    assert main(["check", note, "--roster", roster, "--k", "3"]) == 0
    assert main(["check", note, "--roster", roster, "--k", "3", "--present", "cisco,vodafone,meta", "--json"]) == 1
    assert '"vodafone"' in capsys.readouterr().out


def test_the_readable_form_says_where_and_why(tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = _note(tmp_path, "Nothing.", "march.md")
    assert main(["check", _note(tmp_path, "One.\nBy Vodafone."), "--roster", roster, "--earlier", earlier]) == 1
    words = capsys.readouterr().out
    assert "line 2, sign 4: blocked (direct) “Vodafone”" in words
    assert "Not decided by this version: facts about a member that the roster does not hold" in words


def test_standard_input_is_read(
    roster: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Ericsson")))
    assert main(["check", "-", "--roster", roster, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["end"] == 8


def _bad(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.md", b"a\xff\xfe"),
        ("note.md", b"a" * 4_000_001),
        ("note.md", b"a" * 10_000_000),
        ("note.docx", b"no zip"),
        ("note.docx", b"a" * 10_000_000),
    ],
)
def test_a_note_that_cannot_be_used_ends_with_2_and_one_line(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    assert main(["check", _bad(tmp_path, name, content), "--roster", roster]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert name in told.err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"members": []}',
        b'{"members": [{"id": "a", "name": "A1"}, {"id": "a", "name": "B1"}]}',
        b'{"members": [{"id": "a", "name": " "}]}',
        b'{"members": [{"id": "a", "name": "A1", "attributes": {"size": 3}}]}',
        b"[" * 100_000,
        b"a" * 10_000_000,
        json.dumps({**PUBLIC_FACTS, "k": 2}).encode(),
    ],
)
def test_a_roster_that_cannot_be_used_ends_with_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    note = _note(tmp_path, "Words.")
    assert main(["check", note, "--roster", _bad(tmp_path, "bad.json", content), "--json"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "bad.json" in told.err


@pytest.mark.parametrize("option", [["--k", "2"], ["--present", "nobody"], ["--k", "many"]])
def test_an_option_that_cannot_be_used_ends_with_2_and_one_line(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert main(["check", _note(tmp_path, "Words."), "--roster", roster, *option]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert option[0] in told.err


def test_a_missing_file_ends_with_2(tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none.md"), "--roster", roster]) == 2
    assert "none.md" in capsys.readouterr().err


@pytest.mark.parametrize("present", ["", " ", ",", " , ,"])
def test_a_room_of_nobody_ends_with_2_and_one_line(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str], present: str
) -> None:
    assert main(["check", _note(tmp_path, "A firm met."), "--roster", roster, "--present", present]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "--present: it names nobody; give the ids" in told.err
