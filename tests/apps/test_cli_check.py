"""The check reads Word documents; what it finds in plain text is tested with the rules."""

import json
from pathlib import Path

import docx
import pytest
from word_files import telling

from convenor.cli import main

ROSTER = {
    "visibility": "public",
    "members": [{"id": "ericsson", "name": "Ericsson"}, {"id": "verizon", "name": "Verizon"}],
}


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(ROSTER), encoding="utf-8")
    return str(path)


def test_a_word_document_is_read_whole(tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    document.add_paragraph("Plain words.")
    document.add_table(1, 1).cell(0, 0).text = "From Verizon"
    document.sections[0].header.paragraphs[0].text = "Draft for Ericsson"
    path = str(tmp_path / "note.docx")
    document.save(path)
    assert main(["check", path, "--roster", roster, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["text"] for one in told["findings"]] == ["Ericsson", "Verizon"]


def test_what_is_hidden_in_a_word_document_is_checked_too(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.docx"
    path.write_bytes(telling())
    assert main(["check", str(path), "--roster", roster, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "blocked"
    named = {one["part"]: [found["members"] for found in one["findings"]] for one in told["hidden"] if one["findings"]}
    assert {"author", "company", "property", "tracked deletion", "embedded file"} <= set(named)
    assert ["ericsson"] in named["author"]
    for one in told["hidden"]:
        assert all(one["text"][found["start"] : found["end"]] == found["text"] for found in one["findings"])
    assert not any(found["text"].startswith("Nominee") for found in told["findings"])


def test_a_clean_text_in_a_telling_file_is_not_clear(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document()
    document.add_paragraph("Some companies weigh severity.")
    document.core_properties.author = "Ericsson"
    document.save(str(tmp_path / "note.docx"))
    assert main(["check", str(tmp_path / "note.docx"), "--roster", roster]) == 1
    told = capsys.readouterr().out
    assert "Hidden in the file, and sent along with it:\n  author: Ericsson\n    there: blocked (direct)" in told
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(tmp_path / "note.docx"))
    assert main(["check", str(tmp_path / "note.docx"), "--roster", roster, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "clear"


def test_a_file_that_only_says_it_is_a_word_document_ends_with_2_and_one_line(
    tmp_path: Path, roster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.docx"
    path.write_bytes(b"not a zip")
    assert main(["check", str(path), "--roster", roster]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "Traceback" not in told.err


def test_a_roster_with_a_mark_before_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.md").write_text("Ericsson said so.", encoding="utf-8")
    (tmp_path / "roster.json").write_text(json.dumps(ROSTER), encoding="utf-8-sig")
    assert main(["check", str(tmp_path / "note.md"), "--roster", str(tmp_path / "roster.json")]) == 1
    assert "“Ericsson”" in capsys.readouterr().out


def test_a_number_with_too_many_digits_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.md").write_text("Nothing.", encoding="utf-8")
    (tmp_path / "roster.json").write_text('{"k": ' + "9" * 5000 + "}", encoding="utf-8")
    assert main(["check", str(tmp_path / "note.md"), "--roster", str(tmp_path / "roster.json")]) == 2
    told = capsys.readouterr().err
    assert "too many digits" in told
    assert told.count("\n") == 1
