"""Whoever takes everything that is stored once a poll is over learns of no ballot whose it is (Done when, issue 5).

The search is tried on an openly linked row each time: one that finds nothing would prove nothing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from casting import ANSWERS, Traces, files_below, found_in, in_order, story
from django.db import connection

from convenor.room.polls.models import Ballot

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def robbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of an embedded installation in which a poll was answered, and what a thief found in it."""
    folder = tmp_path_factory.mktemp("robbed")
    paths = os.pathsep.join([str(HERE), str(HERE.parent), str(HERE.parents[1] / "src")])
    ran = subprocess.run(
        [sys.executable, str(HERE / "casting.py"), str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return folder, told


def test_a_copy_of_the_embedded_database_and_its_log_links_no_ballot(robbed: tuple[Path, dict[str, Any]]) -> None:
    _folder, told = robbed
    assert {"convenor.sqlite3", "convenor.sqlite3-wal", "secret-key"} <= set(told["files"])
    assert not [name for name in told["files"] if "journal" in name or name.startswith(("0", "ballot"))]
    assert told["kept"] == sorted(ANSWERS)
    assert told["found"] == []
    assert not told["in_order"]


def test_an_openly_linked_row_would_be_found(robbed: tuple[Path, dict[str, Any]]) -> None:
    folder, told = robbed
    assert told["planted"] == ["mark 3 in hex in convenor.sqlite3-wal"]
    # The process has ended, and the log has become part of the file.
    needles = {name: bytes.fromhex(needle) for name, needle in told["needles"].items()}
    assert found_in(files_below(folder), needles) == ["mark 3 in hex in convenor.sqlite3"]


@pytest.fixture
def traces(transactional_db: None, settings: Any, tmp_path: Path) -> Traces:
    """The same story in the database of the tests."""
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    return story()


def everything_stored(folder: Path) -> list[Path]:
    """Every file of the database that this process may read; of one in memory a copy of all its pages."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = folder / "pages"
        copy.write_bytes(connection.connection.serialize())
        return [copy]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_relation_filepath('polls_ballot')")
        table = cursor.fetchone()[0]
        cursor.execute("SHOW data_directory")
        cluster = Path(cursor.fetchone()[0])
        rows = folder / "rows"
        with rows.open("w", encoding="utf-8") as dump:
            for name in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT ctid, xmin, xmax, * FROM "{name}"')
                dump.writelines(f"{row}\n" for row in cursor.fetchall())
    if not os.access(cluster / table, os.R_OK):
        # A server of somebody else: what it lets us read is all its rows.
        return [rows]
    own = (cluster / table).parent
    return [rows, *files_below(own), *files_below(cluster / "pg_wal")]


def lying(poll: str) -> tuple[list[list[int]], set[object]]:
    """The ballots as they lie in the table, and the transactions that wrote them, where the database says so."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        written, place = ("xmin::text", "ctid") if postgres else ("0", "rowid")
        key = poll if postgres else poll.replace("-", "")
        cursor.execute(f"SELECT choices, {written} FROM polls_ballot WHERE poll_id = %s ORDER BY {place}", [key])
        rows = cursor.fetchall()
    return [json.loads(choices) if isinstance(choices, str) else choices for choices, _ in rows], {by for _, by in rows}


def test_no_dump_of_the_database_links_a_ballot(traces: Traces, tmp_path: Path) -> None:
    rows, transactions = lying(traces.poll)
    by_key = [ballot.choices for ballot in Ballot.objects.order_by("pk")]
    assert rows == by_key
    assert not in_order(rows, traces.cast)
    assert len(transactions) == 1
    assert found_in(everything_stored(tmp_path), traces.needles) == []
    assert list((tmp_path / "ballots").iterdir()) == []


def test_the_same_dump_finds_what_is_openly_linked(traces: Traces, tmp_path: Path) -> None:
    Ballot.objects.all().delete()
    for choices in traces.cast:
        Ballot.objects.create(poll_id=traces.poll, choices=choices)
    rows, transactions = lying(traces.poll)
    assert in_order(rows, traces.cast)
    assert len(transactions) == (len(rows) if connection.vendor == "postgresql" else 1)
    Ballot.objects.create(poll_id=traces.poll, choices=[traces.needles["slip 5"].decode()])
    assert any(line.startswith("slip 5 in ") for line in found_in(everything_stored(tmp_path), traces.needles))
