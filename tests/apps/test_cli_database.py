"""A folder, an address or a database that cannot be used is told in one sentence with what to do; exit status 2."""

from pathlib import Path

import pytest
from commands import behind_our_back, refused

STANDING = ("standing", "--cohort", "cop-2", "--year", "2023")
DEMO = ("demo", "--no-serve")


def something_else(folder: Path) -> Path:
    folder.mkdir()
    with behind_our_back(folder) as file:
        file.execute("CREATE TABLE recipes (name TEXT)")
    return folder


def no_database(folder: Path) -> Path:
    folder.mkdir()
    (folder / "convenor.sqlite3").write_text("This is a letter and no database, however long it may be.\n" * 40)
    return folder


def empty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "convenor.sqlite3").touch()
    return folder


def test_a_folder_without_a_database_is_named_and_stays_as_it_was(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    for command in (STANDING, ("serve",), ("worker",), ("audit", "verify")):
        sentence = refused(*command, "--data", missing)
        assert f"There is no database in {missing}" in sentence
        assert f"'convenor demo --no-serve --data {missing}'" in sentence
    assert not missing.exists()


@pytest.mark.parametrize("command", [STANDING, DEMO, ("migrate",), ("serve",)], ids=lambda words: words[0])
def test_a_database_of_something_else_is_left_alone(command: tuple[str, ...], tmp_path: Path) -> None:
    folder = something_else(tmp_path / "recipes")
    assert "holds something other than Convenor" in refused(*command, "--data", folder)
    with behind_our_back(folder) as file:
        assert [name for (name,) in file.execute("SELECT name FROM sqlite_master")] == ["recipes"]


@pytest.mark.parametrize("command", [STANDING, DEMO], ids=lambda words: words[0])
def test_a_file_that_is_no_database_is_left_alone(command: tuple[str, ...], tmp_path: Path) -> None:
    folder = no_database(tmp_path / "letters")
    before = (folder / "convenor.sqlite3").read_bytes()
    assert "cannot be read" in refused(*command, "--data", folder)
    assert (folder / "convenor.sqlite3").read_bytes() == before


@pytest.mark.parametrize("command", [STANDING, ("serve",), ("worker",)], ids=lambda words: words[0])
def test_an_empty_database_says_what_to_run(command: tuple[str, ...], tmp_path: Path) -> None:
    assert "'convenor migrate'" in refused(*command, "--data", empty(tmp_path / "empty"))


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.touch()
    assert f"The folder {file} cannot be used: " in refused("demo", "--no-serve", "--data", file)
    assert file.read_bytes() == b""


def test_a_folder_that_cannot_be_made_is_named() -> None:
    assert "The folder /proc/nowhere cannot be used: " in refused("demo", "--no-serve", "--data", "/proc/nowhere")


@pytest.mark.parametrize(
    "address", ["mysql://user@host/name", "postgres://", "postgres://u:p@[::1/name", "nonsense", "postgres://h:x/name"]
)
def test_an_address_that_is_none_is_told_by_its_option(address: str) -> None:
    said = "is not an address of PostgreSQL; write postgres://user@host/name."
    assert f"--database {said}" in refused(*STANDING, "--database", address)


def test_an_address_in_the_environment_is_told_by_its_variable() -> None:
    assert "DATABASE_URL is not an address of PostgreSQL" in refused(*STANDING, DATABASE_URL="nonsense")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    sentence = refused(*STANDING, "--database", "postgres://somebody:secret-word@127.0.0.1:1/convenor")
    assert "The database's server does not let us in: " in sentence
    assert "secret-word" not in sentence


def test_a_folder_of_the_option_goes_before_an_address_of_the_environment(tmp_path: Path) -> None:
    sentence = refused(*STANDING, "--data", tmp_path / "mine", DATABASE_URL="postgres://127.0.0.1:1/convenor")
    assert f"There is no database in {tmp_path / 'mine'}" in sentence
