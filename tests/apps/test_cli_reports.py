"""`convenor standing`, `convenor review` and `convenor audit verify` over a demonstration, and what they refuse."""

import json
from pathlib import Path

import pytest
from commands import Answer, behind_our_back, convenor, copy_of, refused

STATUSES = {"met", "not_met", "not_due", "not_set"}
STANDINGS = {"good_standing", "needs_conversation", "not_set"}
MAGIC = {
    "md": b"Draft for the room, not for publication.",
    "html": b"<!doctype html>",
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-",
}


def standing(demo: Path, *words: object) -> Answer:
    return convenor("standing", "--data", demo, *words)


# Standing


def test_standing_is_one_object_in_the_agreed_shape(demo: Path) -> None:
    answer = standing(demo, "--cohort", "cop-2", "--year", "2023", "--json")
    assert (answer.status, answer.complaint) == (0, "")
    found = json.loads(answer.said)
    assert (found["cohort"], found["year"], found["as_of"]) == ("cop-2", 2023, "2023-03-06")
    assert len(found["members"]) == 13
    for member in found["members"]:
        assert member["standing"] in STANDINGS
        assert len(member["requirements"]) == 4
        for requirement in member["requirements"]:
            assert requirement["status"] in STATUSES
            assert requirement["because"].strip()
            assert isinstance(requirement["evidence"], list)


def test_standing_can_be_asked_for_another_day(demo: Path) -> None:
    answer = standing(demo, "--cohort", "cop-2", "--year", "2023", "--as-of", "2023-12-31", "--json")
    assert json.loads(answer.said)["as_of"] == "2023-12-31"


def test_standing_in_words_says_that_attendance_is_synthetic(demo: Path) -> None:
    answer = standing(demo, "--cohort", "cop-2", "--year", "2023")
    assert answer.said.startswith("cop-2 2023, as of 2023-03-06")
    assert "(synthetic attendance)" in answer.said


def test_a_year_that_nobody_is_judged_by_is_not_set(demo: Path) -> None:
    found = json.loads(standing(demo, "--cohort", "cop-1", "--year", "2022", "--json").said)
    assert {member["standing"] for member in found["members"]} == {"not_set"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--cohort", "cop-9", "--year", "2023"], 'There is no cohort "cop-9"; there is cop-1 and cop-2.'),
        (["--cohort", "cop-2", "--year", "1999"], 'The cohort "cop-2" has no year 1999; it has 2023.'),
        (["--cohort", "cop-2", "--year", "23"], '--year "23" is not a year'),
        (["--cohort", "cop-2", "--year", "٢٠٢٣"], "is not a year"),
        (["--cohort", "cop-2", "--year", "2023", "--as-of", "31/12/2023"], '--as-of "31/12/2023" is not a day'),
        (["--cohort", "cop-2", "--year", "2023", "--as-of", "2023-02-30"], '--as-of "2023-02-30" is not a day'),
        (["--cohort", "cop-2", "--year", "2023", "--as-of", "20231231"], '--as-of "20231231" is not a day'),
        (["--cohort", "cop-2", "--year", "2023", "--as-of", "2023-W52-7"], '--as-of "2023-W52-7" is not a day'),
        (["--cohort", "cop-2", "--year", "2023", "--as-of", "2022-12-31"], "is before the year 2023 began"),
        (["--year", "2023"], "the following arguments are required: --cohort; see 'convenor standing --help'"),
        (["--cohort", "cop-2"], "the following arguments are required: --year"),
    ],
)
def test_what_standing_cannot_use_is_told(demo: Path, words: list[str], sentence: str) -> None:
    assert sentence in refused("standing", "--data", demo, *words)


# The review


@pytest.mark.parametrize("ending", MAGIC)
def test_the_review_is_written_in_each_form(demo: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"review.{ending}"
    words = ["--cohort", "cop-1", "--year", "2022", "--format", ending, "--output", target]
    answer = convenor("review", "--data", demo, *words)
    assert (answer.status, answer.complaint) == (0, "")
    assert answer.said == f"The review is in {target}.\n"
    assert target.read_bytes().startswith(MAGIC[ending])


def test_a_review_with_open_questions_is_written_and_asks_for_a_person(demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "review.md"
    words = ["--cohort", "cop-2", "--year", "2023", "--format", "md", "--output", target]
    answer = convenor("review", "--data", demo, *words)
    assert answer.status == 1
    assert target.exists()
    assert len(answer.said.splitlines()) == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"--cohort": "cop-9"}, 'There is no cohort "cop-9"'),
        ({"--year": "2020"}, 'The cohort "cop-1" has no year 2020; it has 2021 and 2022.'),
        ({"--year": "twenty"}, '--year "twenty" is not a year'),
        ({"--format": "odt"}, "invalid choice: 'odt' (choose from 'md', 'html', 'docx', 'pdf')"),
        ({"--output": "/nowhere/at/all.md"}, "--output /nowhere/at/all.md cannot be written: name a file in a folder"),
        ({"--output": "/proc/review.md"}, "--output /proc/review.md cannot be written: "),
        ({"--output": "/tmp"}, "--output /tmp cannot be written: name a file"),
    ],
)
def test_what_the_review_cannot_use_is_told_and_nothing_is_written(
    demo: Path, tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    target = tmp_path / "review.md"
    given = {"--cohort": "cop-1", "--year": "2022", "--format": "md", "--output": str(target), **changed}
    words = [word for pair in given.items() for word in pair]
    assert sentence in refused("review", "--data", demo, *words)
    assert not target.exists()


# The trail


def test_a_trail_that_nobody_touched_holds_and_gives_its_head(demo: Path) -> None:
    answer = convenor("audit", "verify", "--data", demo, "--json")
    found = json.loads(answer.said)
    assert (answer.status, found["holds"], found["broken_entry"]) == (0, True, None)
    head = f"{found['entries']}:{found['head']}"
    assert head in convenor("audit", "verify", "--data", demo).said
    assert convenor("audit", "verify", "--data", demo, "--head", head).status == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "session.openee"), ("subject", "x"), ("role", "chieg"), ("at", "2023-01-01 00:00:01")],
)
def test_one_byte_altered_behind_our_back_names_the_entry(demo: Path, tmp_path: Path, column: str, value: str) -> None:
    folder = copy_of(demo, tmp_path / "altered")
    with behind_our_back(folder) as file:
        file.execute(f"UPDATE kernel_auditentry SET {column} = ? WHERE sequence = 17", [value])
    answer = convenor("audit", "verify", "--data", folder)
    assert answer.status == 1
    assert answer.said == "The trail is broken at entry 17: it was altered after it was written.\n"
    found = json.loads(convenor("audit", "verify", "--data", folder, "--json").said)
    assert (found["holds"], found["broken_entry"]) == (False, 17)


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "0023-13-01 00:00:01"), ("at", "no time at all"), ("at", 17), ("verb", b"\xff")],
)
def test_an_entry_that_cannot_be_read_any_more_is_named_as_well(
    demo: Path, tmp_path: Path, column: str, value: object
) -> None:
    folder = copy_of(demo, tmp_path / "unreadable")
    with behind_our_back(folder) as file:
        file.execute(f"UPDATE kernel_auditentry SET {column} = ? WHERE sequence = 17", [value])
    found = convenor("audit", "verify", "--data", folder, "--json")
    assert (found.status, json.loads(found.said)["broken_entry"]) == (1, 17)
    with behind_our_back(folder) as file:
        file.execute("UPDATE kernel_auditentry SET verb = 'x' WHERE sequence = 12")
    answer = convenor("audit", "verify", "--data", folder)
    assert answer.said == "The trail is broken at entry 12: it was altered after it was written.\n"


def test_text_that_is_no_text_names_its_entry(demo: Path, tmp_path: Path) -> None:
    folder = copy_of(demo, tmp_path / "garbled")
    with behind_our_back(folder) as file:
        file.execute("UPDATE kernel_auditentry SET verb = CAST(x'ff' AS TEXT) WHERE sequence = 17")
    answer = convenor("audit", "verify", "--data", folder)
    assert (answer.status, answer.said.split(":")[0]) == (1, "The trail is broken at entry 17")


def test_an_entry_taken_out_is_named(demo: Path, tmp_path: Path) -> None:
    folder = copy_of(demo, tmp_path / "shortened")
    with behind_our_back(folder) as file:
        file.execute("DELETE FROM kernel_auditentry WHERE sequence = 9")
    answer = convenor("audit", "verify", "--data", folder)
    assert (answer.status, answer.said) == (1, "The trail is broken at entry 9: entry 9 is missing.\n")


def test_an_end_cut_off_shows_against_a_head_that_was_kept(demo: Path, tmp_path: Path) -> None:
    found = json.loads(convenor("audit", "verify", "--data", demo, "--json").said)
    folder = copy_of(demo, tmp_path / "cut")
    with behind_our_back(folder) as file:
        file.execute("DELETE FROM kernel_auditentry WHERE sequence > 20")
    assert convenor("audit", "verify", "--data", folder).status == 0
    answer = convenor("audit", "verify", "--data", folder, "--head", f"{found['entries']}:{found['head']}")
    assert answer.status == 1
    assert answer.said.startswith("The trail is broken at entry 21: ")


@pytest.mark.parametrize("head", ["12", "12:abc", "x:" + "0" * 64, ":" + "0" * 64, "²:" + "0" * 64])
def test_a_head_that_is_none_is_told(demo: Path, head: str) -> None:
    assert "is not a head" in refused("audit", "verify", "--data", demo, "--head", head)


def test_what_the_trail_can_be_asked_is_told(demo: Path) -> None:
    assert "invalid choice: 'mend' (choose from 'verify')" in refused("audit", "mend", "--data", demo)
    assert "the following arguments are required: VERB" in refused("audit")


# Whatever else somebody types.


def test_no_command_at_all_is_told_in_one_line() -> None:
    assert refused() == "convenor: name a command; 'convenor --help' lists them."


def test_an_unknown_command_names_the_known_ones() -> None:
    assert "choose from 'demo', 'standing', 'review'" in refused("rank")


@pytest.mark.parametrize("words", [("read-attendance", "\udcff.csv"), ("check", "\udcff.md", "--roster", "\udcff")])
def test_a_name_that_is_no_utf_8_is_told_like_any_other(words: tuple[str, ...]) -> None:
    assert "\\udcff" in refused(*words)


def test_a_fault_of_ours_is_told_without_what_was_in_it(demo: Path, tmp_path: Path) -> None:
    folder = copy_of(demo, tmp_path / "spoilt")
    with behind_our_back(folder) as file:
        file.execute("UPDATE meetings_session SET kind = 'a-secret-kind'")
    answer = convenor("standing", "--data", folder, "--cohort", "cop-2", "--year", "2023")
    assert answer.status == 2
    assert len(answer.complaint.strip().splitlines()) == 1
    assert "a-secret-kind" not in answer.complaint
    assert "CONVENOR_TRACE=1" in answer.complaint
