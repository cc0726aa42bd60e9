"""The command around the tables: what it reads, what it refuses, and how it ends."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from convenor.cli import main

SESSION = {"Africa": 3, "Asia": 6, "Europe": 18, "Latin America": 1, "North America": 12}


def written(path: Path, counts: Mapping[str, int]) -> str:
    people = [(region, at) for region, many in counts.items() for at in range(many)]
    lines = [f"{region[:2]}{at},firm {region} {at},{region}" for region, at in people]
    path.write_text("\n".join(["person,organisation,region", *lines, ""]), encoding="utf-8")
    return str(path)


@pytest.fixture
def rows(tmp_path: Path) -> str:
    return written(tmp_path / "rows.csv", SESSION)


@pytest.fixture
def release(tmp_path: Path, rows: str, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["tabulate", rows, "--by", "region", "--room", "spring", "--json"]) == 0
    path = tmp_path / "release.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def test_a_table_is_one_object(release: Path) -> None:
    told = json.loads(release.read_text(encoding="utf-8"))
    assert [table["total"] for table in told["tables"]] == [40]
    assert [cell["count"] for cell in told["tables"][0]["cells"]] == [10, 18, 12]
    assert (told["k"], told["k_organisations"], told["by"], told["withheld"]) == (5, 3, ["region"], [])


def test_a_table_can_be_read(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tabulate", rows, "--by", "region"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("By region, 40 people:\n  Africa, Asia, Latin America: 10\n  Europe: 18\n")


def test_what_is_withheld_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tabulate", written(tmp_path / "few.csv", {"Africa": 4}), "--by", "region"]) == 1
    assert capsys.readouterr().out.startswith("By region: too few to show.\n")


def test_a_release_is_checked_against_the_one_before(
    tmp_path: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = written(tmp_path / "more.csv", {**SESSION, "Africa": 4})
    assert main(["tabulate", more, "--by", "region", "--after", str(release), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(cell["least"], cell["most"]) for cell in told["tables"][0]["cells"]] == [(5, 15), (13, 23), (7, 17)]
    assert told["room"] == "spring"
    assert told["after"] == [json.loads(release.read_text(encoding="utf-8"))["digest"]]


def test_values_of_one_group_are_merged_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = tmp_path / "groups.json"
    south, north = ("Africa", "Asia", "Latin America"), ("Europe", "North America")
    told = {"region": dict.fromkeys(south, "South") | dict.fromkeys(north, "North")}
    groups.write_text(json.dumps(told), encoding="utf-8")
    people = written(
        tmp_path / "rows.csv", {"Africa": 6, "Asia": 9, "Europe": 3, "Latin America": 9, "North America": 20}
    )
    assert main(["tabulate", people, "--by", "region", "--hierarchy", str(groups)]) == 0
    assert "  Europe, North America: 23\n" in capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a refusal prints, and nothing else."""
    assert main(["tabulate", *arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    return told.err


def test_a_release_that_was_altered_is_refused(rows: str, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release.write_text(release.read_text(encoding="utf-8").replace("18", "19"), encoding="utf-8")
    assert "altered after it was published" in refused(capsys, rows, "--by", "region", "--after", str(release))


def test_a_release_of_another_room_is_refused(rows: str, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [rows, "--by", "region", "--after", str(release), "--room", "autumn"]
    assert "release 1 belongs to another room" in refused(capsys, *arguments)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"person,organisation,region\n", "there are no rows"),
        (b"person,organisation,region\nq,o,\xff\n", "byte 32 is not UTF-8"),
        (b"person,organisation,region\nq,o,x\nr,o\n", "line 3 has 2 fields and the header 3"),
        (b'person,organisation,region\nq,o,"x\ny"\nr,o\n', "line 4 has 2 fields"),
        (b'person,organisation,region\nq,o,x\nr,o,"x\ns,o,y\n', "from line 3 on it is not CSV"),
        (b'person,organisation,region\nq,o,"x\nr,o,"y"\n', "from line 2 on it is not CSV"),
        (b"person,person,region\nq,o,x\n", 'names the column "person" twice'),
        (b"person,organisation,country\nq,o,x\n", 'there is no column "region"'),
        (b"person,organisation,region\nq,o,x\nq,o,y\n", 'row 2: the person "q" is in row 1 already'),
        (b"person,organisation,region\nq,o,\n", 'row 1: "region" is empty'),
    ],
)
def test_rows_that_cannot_be_used_are_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    told = refused(capsys, str(path), "--by", "region")
    assert said in told
    assert str(path) in told


def test_other_input_that_cannot_be_used_is_refused(
    tmp_path: Path, rows: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--k: 2 is too small" in refused(capsys, rows, "--by", "region", "--k", "2")
    assert 'by "person" would name' in refused(capsys, rows, "--by", "person")
    assert "is not JSON" in refused(capsys, rows, "--by", "region", "--after", rows)
    assert "no such file" in refused(capsys, str(tmp_path / "none.csv"), "--by", "region")
    groups = tmp_path / "groups.json"
    groups.write_text("[]", encoding="utf-8")
    assert "write for each column" in refused(capsys, rows, "--by", "region", "--hierarchy", str(groups))


def test_too_many_rows_are_refused_and_as_many_as_may_be_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    most = written(tmp_path / "most.csv", {"Africa": 40_000, "Europe": 60_000})
    assert main(["tabulate", most, "--by", "region"]) == 0
    assert "  Africa: 40000\n" in capsys.readouterr().out
    more = written(tmp_path / "more.csv", {"Africa": 40_001, "Europe": 60_000})
    assert "more than 100,000 rows" in refused(capsys, more, "--by", "region")


def test_the_object_alone_is_on_standard_output(rows: str) -> None:
    command = [sys.executable, "-m", "convenor", "tabulate", rows, "--by", "region", "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["by"] == ["region"]


def test_a_column_told_with_noise_before_is_refused(
    tmp_path: Path, rows: str, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(release.read_text(encoding="utf-8"))
    told["noise"] = {"epsilon": 0.5, "most": 1, "within": 6, "total": 40, "total_within": 15}
    del told["digest"]
    noisy = tmp_path / "noisy.json"
    noisy.write_text(json.dumps(told), encoding="utf-8")
    assert main(["tabulate", rows, "--by", "region", "--after", str(noisy), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "“region” was published in “about” numbers" in said.err
