"""`convenor common-ground`: what it prints, what it writes for nobody else's eyes, and what it refuses."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from convenor.cli import main

HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"
Write = Callable[[str, str], str]
Said = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return to


def room(people: int, statements: int = 8) -> str:
    """Votes of two camps, of which the second is a third: everybody agrees with s0, and they differ on all others."""
    lines = [HEAD]
    for person in range(people):
        for at in range(statements):
            vote = 1 if at == 0 or (person % 3 == 0) == (at % 2 == 0) else -1
            lines.append(f"{person * statements + at},a day,s{at},v{person},{vote}\n")
    return "".join(lines)


def test_it_prints_one_object_with_the_names_of_the_contract(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["common-ground", write("votes.csv", room(13)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["participants"], said["statements"], said["k"]) == (13, 8, 5)
    assert said["common_ground"][0] == {"comment": "s0", "agree": "most", "rank": 1}
    assert said["groups"] is None
    assert said["groups_withheld"] == "13 people are too few for opinion groups that would hold"


def test_it_tells_the_same_in_plain_words(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["common-ground", write("votes.csv", room(60))]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "60 people, 8 statements; nothing is said of fewer than 5.",
        "Common ground, the surest first:",
        "  1. s0: most agree",
        "What divides, the clearest first:",
        *(f"  {rank}. s{at}" for rank, at in enumerate((2, 4, 6, 1, 3, 5, 7), start=1)),
        "Opinion groups (sizes rounded down to a multiple of 5):",
        "  group 1: 40 people or more; set apart by s1, s2, s3, s4, s5",
        "  group 2: 20 people or more; set apart by s1, s2, s3, s4, s5",
    ]


def test_a_room_too_small_to_speak_of_ends_with_1(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["common-ground", write("votes.csv", room(10))]) == 1
    assert "No statements: only 10 took part; from 11 people on" in capsys.readouterr().out


def test_what_was_taken_out_is_not_listed(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    votes = write("votes.csv", room(13))
    comments = write("comments.csv", "comment-id,moderated\ns0,-1\n" + "".join(f"s{at},1\n" for at in range(1, 8)))
    main(["common-ground", votes, "--comments", comments, "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["statements"] == 7
    assert "s0" not in json.dumps(said)


def test_who_is_in_which_group_goes_into_a_file_of_ones_own_and_nowhere_else(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private = Path(write("groups.csv", "an older file"))
    private.chmod(0o644)
    assert main(["common-ground", write("votes.csv", room(60)), "--private-groups", str(private), "--json"]) == 0
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    rows = private.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "voter-id,group"
    assert {row.split(",")[1] for row in rows[1:]} == {"1", "2"}
    assert len({row.split(",")[0] for row in rows[1:]}) == 60
    assert '"v1"' not in capsys.readouterr().out


def test_its_help_says_that_the_file_must_not_be_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["common-ground", "--help"]) == 0
    assert "the file must not be published" in " ".join(capsys.readouterr().out.split())


def test_the_same_votes_give_the_same_bytes(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    votes = write("votes.csv", room(60))
    said = []
    for _ in range(2):
        main(["common-ground", votes, "--json"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["common-ground", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "should not" not in told.err
    return told.err


def test_a_file_that_cannot_be_used_is_named_with_its_row(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    votes = write("votes.csv", HEAD + "1,,17,4,2\n")
    assert f'{votes}: row 2, column vote: "2" is no vote' in refusal(capsys, votes)
    unknown = write("comments.csv", "comment-id\n17\n")
    votes = write("votes.csv", HEAD + "1,,17,4,1\n2,,18,4,1\n")
    assert f'{votes}: row 3, column comment-id: "18"' in refusal(capsys, votes, "--comments", unknown)
    members = write("members.csv", "voter-id,organisation\n4,Nokia\n4,Nokia\n")
    assert f'{members}: row 3, column voter-id: "4" is listed twice' in refusal(capsys, votes, "--members", members)
    members = write("members.csv", "voter-id,organisation\n5,Nokia\n")
    assert f'{members}: voter-id "4" has voted and is not listed' in refusal(capsys, votes, "--members", members)


def test_what_is_no_text_or_no_file_is_refused(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "votes.csv").write_bytes(HEAD.encode() + b"1,,17,\xe9,1\n")
    assert "byte 51 is not UTF-8" in refusal(capsys, str(tmp_path / "votes.csv"))
    assert "row 1: it is empty" in refusal(capsys, write("votes.csv", ""))
    assert "no such file" in refusal(capsys, str(tmp_path / "absent.csv"))
    assert "is a directory" in refusal(capsys, str(tmp_path))
    votes = write("votes.csv", room(13))
    assert "no such file" in refusal(capsys, votes, "--private-groups", str(tmp_path / "absent" / "groups.csv"))
    assert "name a file of its own" in refusal(capsys, votes, "--private-groups", votes)
    assert Path(votes).read_text(encoding="utf-8") == room(13)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--k", "2"], "--k: 2 people are too few to protect anybody; write at least 3."),
        (["--k", "five"], "argument --k: invalid int value: 'five'"),
        (["--k-organisations", "0"], "--k-organisations: 0 organisations protect nobody; write at least 1."),
        (["--seed", "-1"], "--seed: -1 is below 0; write a whole number from 0."),
    ],
)
def test_a_setting_that_protects_nobody_is_refused(
    write: Write, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert sentence in refusal(capsys, write("votes.csv", room(13)), *words)
