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
# The index of words asks this when it is opened, and nothing else: whether others have written (it is answered), and
# for the table of tables as if to declare itself, where it needs no answer but must not be refused. What is ignored
# is not done: a column is not changed, and one that is read is empty.
OPENING_THE_INDEX: dict[tuple[int, str | None, str | None], int] = {
    (sqlite3.SQLITE_PRAGMA, "data_version", None): sqlite3.SQLITE_OK,
    (sqlite3.SQLITE_READ, "sqlite_master", "ROWID"): sqlite3.SQLITE_IGNORE,
    **{
        (sqlite3.SQLITE_UPDATE, "sqlite_master", column): sqlite3.SQLITE_IGNORE
        for column in ("type", "name", "tbl_name", "rootpage", "sql")
    },
}


def permit(action: int, table: str | None, column: str | None, _database: str | None, _via: str | None) -> int:
    """Allow reading a table of the library and what every reading needs; whatever else is asked for is denied."""
    if action == sqlite3.SQLITE_READ and (table or "").startswith(READABLE):
        return sqlite3.SQLITE_OK
    if action in HARMLESS:
        return sqlite3.SQLITE_OK
    return OPENING_THE_INDEX.get((action, table, column), sqlite3.SQLITE_DENY)


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """A connection that lets nothing through but the library's tables, and nothing in."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.set_authorizer(permit)
        return connection
