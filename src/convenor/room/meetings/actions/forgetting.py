"""What is deleted must be gone from the disk, too."""

import logging
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string

# Whoever copies the whole database holds its tables for long, and nobody waits for that; a night later is early enough.
MOST_WAITING = "3s"
# For a role that may not, docs/adr/0005 says what remains.
_BEGIN_ANOTHER_LOG = ("SELECT pg_switch_wal()", "CHECKPOINT")
Act = Callable[[], None]
log = logging.getLogger("convenor.forgetting")


def forget_on_disk() -> None:
    """Once the surrounding transaction is committed, leave no trace of what it deleted in the database's own files.

    SQLite overwrites deleted rows (`secure_delete`), but their old pages stay readable in its write-ahead log until
    that is emptied. PostgreSQL leaves them in their pages, and what it frees it does not overwrite: so the tables that
    `wiring.FORGETS` names are written anew, into files of their own.
    """
    _once_after_the_commit(_empty_the_log if connection.vendor == "sqlite" else _write_anew)


def forget_tonight() -> None:
    """The same for what anybody may ask for: SQLite's log is emptied at once, PostgreSQL's tables are for the night.

    Whoever could have them written anew at will, each under a lock, could hold everybody else up. The night's round
    calls `forget_on_disk` in any case.
    """
    if connection.vendor == "sqlite":
        forget_on_disk()


def forget_in_the_log() -> None:
    """The same at the end of an hour, and in PostgreSQL's write-ahead log, too, as far as our role may."""
    forget_on_disk()
    if connection.vendor == "postgresql":
        _once_after_the_commit(_begin_another_log)


def _once_after_the_commit(act: Act) -> None:
    if not any(waiting is act for _, waiting, *_ in connection.run_on_commit):
        transaction.on_commit(act, robust=True)


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write_anew() -> None:
    tables: tuple[str, ...] = import_string(settings.CONVENOR_FORGETS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [MOST_WAITING])
        try:
            for table in tables:
                try:
                    cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
                except DatabaseError as error:
                    log.warning("%s was not written anew: %s", table, type(error).__name__)
        finally:
            cursor.execute("RESET lock_timeout")


def _begin_another_log() -> None:
    with connection.cursor() as cursor:
        for statement in _BEGIN_ANOTHER_LOG:
            with suppress(DatabaseError):
                cursor.execute(statement)
