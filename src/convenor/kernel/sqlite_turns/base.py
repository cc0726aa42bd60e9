"""SQLite for whoever writes. PostgreSQL has a queue for those that wait; SQLite lets each ask again, ever more rarely.

Its pauses grow to a tenth of a second, so that whoever came late to a busy moment waits longest. Here they do not grow.
The module is called `base` because Django looks for a database backend under that name.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.db.backends.sqlite3 import base as sqlite

PAUSE = 0.002


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """A connection that asks for its turn to write every two milliseconds, as long as its timeout allows."""

    def _start_transaction_under_autocommit(self) -> None:
        ends = time.monotonic() + self._patience
        with self._answered_at_once():
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]  # unknown to Django's stubs
                    return
                except OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > ends:
                        raise
                time.sleep(PAUSE)

    @property
    def _patience(self) -> float:
        """Seconds; sqlite3 waits five where it is told nothing."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    @contextmanager
    def _answered_at_once(self) -> Iterator[None]:
        """Let SQLite say at once that somebody else writes, and be as patient as before afterwards."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(1000 * self._patience)}")


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode == sqlite3.SQLITE_BUSY
