"""The suite reports what happened: a stage that ran nothing, or skipped something, has failed."""

import os
from pathlib import Path

import pytest

from tools import suite
from tools.suite import Outcome, Stage, chosen, report_on, run


def stage_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Outcome:
    """The outcome of a stage whose one file holds the text."""
    folder = tmp_path / "tests" / "tried"
    folder.mkdir(parents=True)
    (folder / "test_tried.py").write_text(text, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    # The tried stage is no Django project.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider")
    return run(Stage(name="tried", tests="tests/tried", alone=True), tmp_path, "")


def test_a_stage_counts_what_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = stage_of(tmp_path, monkeypatch, "def test_one(): pass\ndef test_two(): pass\n")
    assert (outcome.passed, outcome.failed, outcome.trouble) == (2, 0, "")


def test_a_stage_counts_what_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = stage_of(tmp_path, monkeypatch, "def test_one(): pass\ndef test_two(): assert False\n")
    assert (outcome.passed, outcome.failed) == (1, 1)


def test_a_stage_that_skips_a_test_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "import pytest\ndef test_one(): pass\ndef test_two(): pytest.skip('no browser')\n"
    outcome = stage_of(tmp_path, monkeypatch, text)
    assert (outcome.passed, outcome.failed, outcome.trouble) == (1, 1, "1 tests were skipped")


def test_a_stage_without_a_test_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = stage_of(tmp_path, monkeypatch, "")
    assert (outcome.passed, outcome.failed) == (0, 1)


def test_a_stage_that_cannot_be_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = stage_of(tmp_path, monkeypatch, "import nothing_of_this_name\n")
    assert outcome.passed == 0
    assert outcome.failed == 1


def test_a_stage_that_is_missing_fails_by_name(tmp_path: Path) -> None:
    outcome = run(Stage(name="absent", tests="tests/absent"), tmp_path, "")
    assert (outcome.failed, outcome.trouble) == (1, "tests/absent does not exist")


def test_a_stage_that_does_not_end_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "STAGE_SECONDS", 0)
    outcome = run(Stage(name="endless", command=("-c", "import threading; threading.Event().wait()")), tmp_path, "")
    assert outcome.failed == 1
    assert outcome.trouble.startswith("did not end")


def test_the_closing_line_adds_the_stages_up() -> None:
    text = report_on([Outcome(name="one", passed=3), Outcome(name="two", passed=1, failed=2, trouble="two broke")])
    assert text.splitlines()[-1] == "convenor: 4 passed, 2 failed"
    assert "two broke" in text


def test_an_unknown_stage_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no stage named nonsense; the stages are: check, apps"):
        chosen(["nonsense"])


def test_without_words_every_stage_is_chosen() -> None:
    assert chosen([]) == list(suite.STAGES)


def test_a_group_stands_for_both_databases() -> None:
    assert [stage.postgresql for stage in chosen(["apps"])] == [False, True]


def test_the_stages_keep_their_hands_off_the_operators_database(tmp_path: Path) -> None:
    code = "import os, sys; sys.exit(not os.environ['CONVENOR_DATA'].startswith(sys.argv[1]))"
    outcome = run(
        Stage(name="looking", command=("-c", code, str(tmp_path))), tmp_path, os.environ.get("DATABASE_URL", "")
    )
    assert outcome.failed == 0
