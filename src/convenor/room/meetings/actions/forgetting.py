"""What is deleted must be gone from the disk, too."""

from django.db import connection, transaction


def forget_on_disk() -> None:
    """Once the surrounding transaction is committed, leave no trace of what it deleted in the embedded database.

    SQLite overwrites deleted rows (`secure_delete`), but their old pages stay readable in its write-ahead log until
    that is emptied.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_the_log, robust=True)


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
