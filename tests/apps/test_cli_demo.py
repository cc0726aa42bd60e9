"""`convenor demo`, and what `convenor serve` says to its database; `./run` calls the first."""

import socket
import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path

import pytest
from commands import behind_our_back, convenor, copy_of, free_port, python, refused, serving


def rows(folder: Path) -> dict[str, int]:
    """How many rows each table of a database has."""
    with behind_our_back(folder) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_a_second_start_uses_what_is_there(demo: Path) -> None:
    before = rows(demo)
    answer = convenor("demo", "--no-serve", "--data", demo)
    assert (answer.status, answer.complaint) == (0, "")
    assert "Loading" not in answer.said
    assert "Making" not in answer.said
    assert "is ready" in answer.said
    assert rows(demo) == before


def test_the_variable_names_the_folder_as_the_option_does(demo: Path) -> None:
    assert convenor("demo", "--no-serve", CONVENOR_DATA=str(demo)).status == 0


def test_the_folder_is_its_owners_alone(demo: Path) -> None:
    assert demo.stat().st_mode & 0o077 == 0
    assert (demo / "secret-key").stat().st_mode & 0o077 == 0


def test_a_house_that_is_in_use_is_no_place_for_the_demonstration(demo: Path, tmp_path: Path) -> None:
    folder = copy_of(demo, tmp_path / "real")
    with behind_our_back(folder) as file:
        file.execute("UPDATE kernel_installation SET demo = 0, today = NULL")
    before = rows(folder)
    assert "something other than the demonstration" in refused("demo", "--no-serve", "--data", folder)
    assert rows(folder) == before


def test_a_demonstration_is_not_served_as_if_it_were_real(demo: Path) -> None:
    sentence = refused("serve", "--data", demo, "--port", free_port())
    assert "This database is a demonstration" in sentence
    assert "'convenor demo'" in sentence


def test_saying_that_it_is_a_demonstration_does_not_open_one_to_serve(demo: Path) -> None:
    assert "is a demonstration" in refused("serve", "--data", demo, "--port", free_port(), CONVENOR_DEMO="1")


def test_another_web_server_does_not_serve_it_either(demo: Path) -> None:
    for said, status in (("", 1), ("1", 0)):
        answer = python("import convenor.asgi", CONVENOR_DATA=str(demo), CONVENOR_DEMO=said)
        assert answer.status == status
        assert ("This database is a demonstration" in answer.complaint) is bool(status)


@pytest.mark.parametrize("number", [0, 65_536, -1])
@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_number_that_is_no_port_is_told(command: str, number: int, tmp_path: Path) -> None:
    sentence = refused(command, "--port", number, "--data", tmp_path / "none")
    assert f"--port {number} is not a port" in sentence
    assert not (tmp_path / "none").exists()


def test_a_port_that_is_taken_is_told(demo: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"already listens on port {port}" in refused("demo", "--port", port, "--data", demo)


def test_the_demonstration_is_served_with_its_roles_and_stops_when_told(demo: Path) -> None:
    with serving("demo", demo) as served:
        page, head = fetched(f"{served.address}/look-in/")
        assert "Look in as" in page
        assert "default-src 'self'" in head["Content-Security-Policy"]
        assert "server" not in {name.lower() for name in head}
    for role in ("officer", "chief", "nominee", "reader"):
        assert f"{served.address}/look-in/#{role}" in served.said
    assert "Traceback" not in served.said
    assert served.status in {0, 130}


def test_a_real_house_is_served_without_looking_in(tmp_path: Path) -> None:
    assert convenor("migrate", "--data", tmp_path / "house").status == 0
    again = convenor("migrate", "--data", tmp_path / "house")
    assert (again.status, again.said) == (0, "The database is up to date.\n")
    with serving("serve", tmp_path / "house") as served:
        assert "<h1>" in fetched(f"{served.address}/")[0]
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{served.address}/look-in/")
        assert missing.value.code == 404
    assert [line for line in served.said.splitlines() if "Not Found: /look-in/" not in line] == []


def fetched(address: str) -> tuple[str, HTTPMessage]:
    with urllib.request.urlopen(address) as response:
        return response.read().decode(), response.headers
