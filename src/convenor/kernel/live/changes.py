"""Saying that something changed: heard in every process once it is true, and not before."""

from collections.abc import Callable

from django.db import connection, transaction

CHANNEL = "convenor_live"
# Said in a topic's place: somebody lost an account's rights.
SOMEBODY_LEFT = "*"

Ear = Callable[[str], None]

# Who listens in this process: the hub of a web server, nobody in a command.
_ears: set[Ear] = set()


def changed(topic: str) -> None:
    """Say that what a topic ("KIND:ID") shows is different; whoever listens gets a new snapshot after the commit.

    Call it in the transaction that makes the change, from any thread but not from an event loop. On PostgreSQL it
    reaches every process; an embedded database has one. Saying it often costs little: changes that follow each other
    closely become one snapshot.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # In a transaction PostgreSQL keeps it until the commit, and forgets it on a rollback.
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
    elif connection.in_atomic_block:
        transaction.on_commit(lambda: _tell(topic))
    else:
        _tell(topic)


def somebody_left() -> None:
    """Say that somebody may see less than a moment ago: pages that only accounts follow fetch themselves anew."""
    changed(SOMEBODY_LEFT)


def hear(ear: Ear) -> None:
    """Tell this ear, on whatever thread, what changes in this process."""
    _ears.add(ear)


def hear_no_more(ear: Ear) -> None:
    """Tell it no more."""
    _ears.discard(ear)


def _tell(topic: str) -> None:
    for ear in tuple(_ears):
        ear(topic)
