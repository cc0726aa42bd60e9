"""SQLite for the public connection. PostgreSQL has roles for this; here SQLite asks before every access.

The module is called `base` because Django looks for a database backend under that name.
"""

import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base as sqlite

READABLE = "library_"
HARMLESS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)


def permit(action: int, table: str | None, _column: str | None, _database: str | None, _via: str | None) -> int:
    """Allow reading a table of the library and what every reading needs; whatever else is asked for is denied."""
    if action == sqlite3.SQLITE_READ:
        return sqlite3.SQLITE_OK if (table or "").startswith(READABLE) else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in HARMLESS else sqlite3.SQLITE_DENY


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """A connection that lets nothing through but the library's tables, and nothing in."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.set_authorizer(permit)
        return connection
