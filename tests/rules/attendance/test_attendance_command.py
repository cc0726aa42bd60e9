"""`convenor read-attendance`: one JSON object, one sentence, and the right exit status."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attendance_reports import MEET, TABLE, TEAMS, ZOOM_OLDER, zoom

from convenor.cli import main

AMBIGUOUS = zoom("Nominee One,,03/04/2022 15:00:00,03/04/2022 16:00:00,60,No")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "participants.csv"


def test_the_json_has_the_keys_that_other_tools_read(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(ZOOM_OLDER.encode())
    assert main(["read-attendance", str(report), "--json"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == ""
    assert list(told) == ["source", "topic", "start", "end", "people", "left_out"]
    assert (told["source"], told["start"], told["end"]) == (
        "zoom-meeting",
        "2022-03-14T15:00:00",
        "2022-03-14T16:05:00",
    )
    assert told["people"][0] == {
        "name": "Example Person",
        "shown_as": "Example (she/her)",
        "email": "person@alpha.example",
        "guest": True,
        "joined": "2022-03-14T14:58:10",
        "left": "2022-03-14T16:01:00",
        "minutes": 61,
    }
    assert told["left_out"][-1] == {"row": 12, "reason": "a telephone number without a name"}
    assert "Béta" in out


def test_without_json_a_table_says_who_came_and_who_was_left_out(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_bytes(TEAMS.encode("utf-16"))
    assert main(["read-attendance", str(report)]) == 0
    out = capsys.readouterr().out
    assert "Session 2 (teams)" in out
    assert "Nominee Two (guest)" in out
    assert "row 14: a telephone number without a name" in out
    assert "7946" not in out


def test_unknown_minutes_are_called_unknown(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(TABLE.encode())
    assert main(["read-attendance", str(report)]) == 0
    assert "unknown" in capsys.readouterr().out


def test_an_ambiguous_date_is_refused_and_nothing_is_printed(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(AMBIGUOUS.encode())
    assert main(["read-attendance", str(report), "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"convenor read-attendance: {report}: Row 2: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("day", "joined"), [("2022-04-03", "2022-04-03T15:00:00"), ("2022-03-04", "2022-03-04T15:00:00")]
)
def test_the_sessions_date_decides(day: str, joined: str, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(AMBIGUOUS.encode())
    assert main(["read-attendance", str(report), "--session-date", day, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["people"][0]["joined"] == joined


def test_a_report_of_another_session_is_read_and_needs_a_person(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_bytes(ZOOM_OLDER.encode())
    assert main(["read-attendance", str(report), "--session-date", "2022-05-03", "--json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["start"] == "2022-03-14T15:00:00"
    assert "is of 14 March 2022, and the session was on 3 May 2022" in err


def test_a_transcript_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "session.vtt").write_text("WEBVTT\n", encoding="utf-8")
    assert main(["read-attendance", str(tmp_path / "session.vtt")]) == 1
    assert "never taken in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"PK\x03\x04rest", "Excel workbook"), (b"colour\nred\n", "no row of this file is a header")],
)
def test_input_that_cannot_be_used_gets_one_line(
    content: bytes, sentence: str, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_bytes(content)
    assert main(["read-attendance", str(report), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert sentence in err
    assert str(report) in err


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read-attendance", str(tmp_path / "nothing.csv")]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert main(["read-attendance", str(tmp_path)]) == 2
    assert "this is a folder" in capsys.readouterr().err
    assert main(["read-attendance", "null\0byte.csv"]) == 2
    assert "cannot be opened" in capsys.readouterr().err


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MEET.encode())))
    assert main(["read-attendance", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"] == "meet"


@pytest.mark.parametrize("day", ["14.03.2022", "2022-02-30", "soon", "2022-3-1"])
def test_a_date_that_is_none(day: str, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(TABLE.encode())
    assert main(["read-attendance", str(report), "--session-date", day]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_the_help_lists_every_command_and_explains_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "read-attendance" in capsys.readouterr().out
    assert main(["read-attendance", "--help"]) == 0
    assert "example: convenor read-attendance" in " ".join(capsys.readouterr().out.split())


def test_without_a_command_one_line_points_to_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "--help" in said.err


@pytest.mark.parametrize(
    "words", [["sing"], ["read-attendance"], ["read-attendance", "a", "b"], ["read-attendance", "--x"]]
)
def test_a_wrong_call_gets_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "--help" in err


def test_what_should_not_happen_gets_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(file: str, at_most: int) -> bytes:
        raise RuntimeError(file)

    monkeypatch.setattr("convenor.cli.refusals.content_of", stumble)
    monkeypatch.delenv("CONVENOR_TRACE", raising=False)
    assert main(["read-attendance", "report.csv"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("CONVENOR_TRACE", "1")
    assert main(["read-attendance", "report.csv"]) == 2
    assert "Traceback" in capsys.readouterr().err


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), **variables}
    return subprocess.run([sys.executable, "-m", "convenor", *words], capture_output=True, check=False, env=environment)


def test_the_output_is_utf_8_wherever_it_is_called(report: Path) -> None:
    report.write_bytes(ZOOM_OLDER.encode())
    done = run("read-attendance", str(report), "--json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert "Béta" in done.stdout.decode("utf-8")


def test_a_reader_who_stops_listening_hears_no_complaint(report: Path) -> None:
    report.write_text(zoom(*(f"Nominee {number},,,,5,No" for number in range(20_000))), encoding="utf-8")
    words = [sys.executable, "-m", "convenor", "read-attendance", str(report)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as called:
        assert called.stdout is not None
        assert called.stderr is not None
        called.stdout.readline()
        called.stdout.close()
        assert called.stderr.read() == b""


def test_the_commands_do_not_import_django_before_they_run() -> None:
    code = "import sys; from convenor.cli import main; main(['--help']); sys.exit('django' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment).returncode == 0
    )
