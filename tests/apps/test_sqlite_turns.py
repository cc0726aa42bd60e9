"""Who waits for a turn to write in the embedded database: asks evenly, gets it, or is told after its patience."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from convenor.kernel.sqlite_turns import base
from convenor.kernel.sqlite_turns.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(tmp_path: Path) -> Any:
    """Two connections to one file, of which the first has its turn."""
    settings = {
        "ENGINE": "convenor.kernel.sqlite_turns",
        "NAME": tmp_path / "file.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 7, "init_command": "PRAGMA journal_mode=WAL;"},
    }
    handlers = [ConnectionHandler({"default": settings}) for _one in range(2)]
    first, second = [handler["default"] for handler in handlers]
    first.cursor().execute("CREATE TABLE kept (number integer)")
    first.cursor().execute("BEGIN IMMEDIATE")
    second.ensure_connection()
    yield first, second
    for one in (first, second):
        one.close()


def patience(connection: DatabaseWrapper) -> int:
    return int(connection.connection.execute("PRAGMA busy_timeout").fetchone()[0])


def begin(connection: DatabaseWrapper) -> None:
    connection._start_transaction_under_autocommit()


def test_whoever_waits_asks_evenly_and_writes_once_the_turn_is_theirs(
    two: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        assert patience(second) == 0
        if len(pauses) == 30:
            first.cursor().execute("COMMIT")

    monkeypatch.setattr(base.time, "sleep", pause)
    begin(second)
    second.cursor().execute("INSERT INTO kept VALUES (1)")
    second.cursor().execute("COMMIT")
    assert pauses == [base.PAUSE] * 30
    assert patience(second) == 7000


def test_after_its_patience_it_is_told_that_the_database_is_busy(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _first, second = two
    hours = iter([0.0, 1.0, 6.9, 7.1])
    monkeypatch.setattr(base.time, "monotonic", lambda: next(hours))
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: None)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    assert next(hours, None) is None
    assert patience(second) == 7000


def test_what_is_wrong_otherwise_is_said_at_once(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _second = two
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: pytest.fail("it waited"))
    with pytest.raises(OperationalError, match="within a transaction"):
        begin(first)
    assert patience(first) == 7000


def test_every_transaction_of_ours_asks_like_that(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Django begins its transactions by the method that is ours, under whatever name it has."""
    first, second = two
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: first.cursor().execute("COMMIT"))
    handler = ConnectionHandler({"default": second.settings_dict})
    monkeypatch.setattr(transaction, "connections", handler)
    with transaction.atomic():
        handler["default"].cursor().execute("INSERT INTO kept VALUES (1)")
    handler["default"].close()
    assert first.cursor().execute("SELECT count(*) FROM kept").fetchone()[0] == 1
