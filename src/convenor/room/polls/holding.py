"""The holding place: the ballots of one open poll, in a file of their own, apart from who has answered.

The file has three tables. `question` says what is asked and whether it is still being answered. `spent` has the mark
of each slip that was used, and the tag of its organisation. `ballot` has what was answered, under a key drawn by lot.
A mark and its ballot are written in one transaction, and nothing ties them together: no time, no address, no number.

A mark that is there already means that this slip was counted, so sending it again is safe. What `put` says is counted
has reached the disk: `synchronous=FULL`, and a rollback journal that is reused rather than a write-ahead log, because
a log would keep every transaction, in order, for as long as the poll is open. Once the ballots are in the database the
file and its journal are overwritten and removed. docs/adr/0011 says what somebody with the disk could learn, and when.
"""

import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from convenor.room.polls.slips import NO_TAG, Slip
from convenor.rules.ballots import Ballot, Question, ballot_from_json, question_from_json

FOLDER, ENDING = "ballots", ".sqlite3"
BESIDE = ("", "-journal", "-wal", "-shm")
MARK, LOT, SALT = 16, 16, 32
SECONDS_TO_WAIT = 10.0
_TABLES = """
CREATE TABLE question (session BLOB NOT NULL, definition TEXT NOT NULL, salt BLOB NOT NULL, closed INTEGER NOT NULL);
CREATE TABLE spent (mark TEXT PRIMARY KEY, organisation TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ballot (lot TEXT PRIMARY KEY, choices TEXT NOT NULL) WITHOUT ROWID;
"""
# A batch goes in as one statement: each statement lets go of Python's lock and has to get it back from a busy server.
_KNOWN = "SELECT json_group_array(mark) FROM spent WHERE mark IN (SELECT value FROM json_each(?))"
_SPEND = "INSERT INTO spent SELECT value ->> 0, value ->> 1 FROM json_each(?)"
_CAST = "INSERT INTO ballot SELECT value ->> 0, value ->> 1 FROM json_each(?)"


class Outcome(StrEnum):
    """What became of a ballot: counted now, counted before by the same slip, or too late."""

    COUNTED = "counted"
    ALREADY = "already"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot on its way in, with the slip that allows it."""

    slip: Slip
    choices: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a holding place asks, and of which session."""

    session: UUID
    question: Question


class NotHeldError(LookupError):
    """There is no holding place for this poll: it is not open."""


def begin(folder: Path, poll: UUID, session: UUID, question: Question) -> None:
    """Make the holding place of a poll; one that an interrupted opening left behind is destroyed first.

    It is made under another name and appears whole or not at all.
    """
    destroy(folder, poll)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path, making = place_of(folder, poll), folder / f"{poll}.making"
    _overwrite(making)
    os.close(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = _connected(making)
    try:
        connection.executescript(_TABLES)
        connection.execute(
            "INSERT INTO question VALUES (?, ?, ?, 0)",
            (session.bytes, question.as_json(), secrets.token_bytes(SALT)),
        )
    finally:
        connection.close()
    _overwrite(Path(f"{making}-journal"))
    making.rename(path)
    _settle(folder)


def place_of(folder: Path, poll: UUID) -> Path:
    """The file of a poll."""
    return folder / f"{poll}{ENDING}"


def held(folder: Path) -> list[UUID]:
    """The polls that have a holding place."""
    return [UUID(path.name.removesuffix(ENDING)) for path in sorted(folder.glob(f"*{ENDING}"))]


class Place:
    """An open holding place; one connection, used by one thread at a time, while others may have their own."""

    def __init__(self, folder: Path, poll: UUID) -> None:
        self.path = place_of(folder, poll)
        try:
            self._file = self.path.stat()
            self._connection = _connected(self.path)
            session, definition, self._salt = self._connection.execute(
                "SELECT session, definition, salt FROM question"
            ).fetchone()
        except FileNotFoundError as error:
            raise NotHeldError(str(poll)) from error
        except (sqlite3.DatabaseError, TypeError) as error:
            if self.path.exists():
                raise
            raise NotHeldError(str(poll)) from error
        self.asked = Asked(session=UUID(bytes=session), question=question_from_json(definition))

    def put(self, casts: Sequence[Cast]) -> list[Outcome]:
        """Count these ballots, each slip once; what is said of them holds once this returns.

        Raises sqlite3.Error where the disk does not take them; then none of them is counted.
        """
        if not self._is_the_same():
            return [Outcome.LATE] * len(casts)
        try:
            with self._transaction() as connection:
                if connection.execute("SELECT closed FROM question").fetchone()[0]:
                    return [Outcome.LATE] * len(casts)
                return self._put(connection, casts)
        except sqlite3.DatabaseError:
            # Whoever closed the poll meanwhile has overwritten the file.
            if self._is_the_same():
                raise
            return [Outcome.LATE] * len(casts)

    def _put(self, connection: sqlite3.Connection, casts: Sequence[Cast]) -> list[Outcome]:
        """Marks first, ballots after them, each in their own order, so that their places in the file do not match."""
        marks = [self._mark(cast.slip) for cast in casts]
        known = set(json.loads(connection.execute(_KNOWN, (json.dumps(marks),)).fetchone()[0]))
        spent: dict[str, str] = {}
        ballots: list[tuple[str, str]] = []
        outcomes = [Outcome.ALREADY] * len(casts)
        for at, (mark, cast) in enumerate(zip(marks, casts, strict=True)):
            if mark not in known and mark not in spent:
                spent[mark] = cast.slip.organisation.hex()
                ballots.append((secrets.token_hex(LOT), cast.choices))
                outcomes[at] = Outcome.COUNTED
        connection.execute(_SPEND, (json.dumps(sorted(spent.items())),))
        connection.execute(_CAST, (json.dumps(sorted(ballots)),))
        return outcomes

    def has_answered(self, slip: Slip) -> bool:
        """Whether this slip was used; for whoever holds it, and nobody else."""
        found = self._connection.execute("SELECT 1 FROM spent WHERE mark = ?", (self._mark(slip),))
        return found.fetchone() is not None

    def count(self) -> int:
        """How many answered."""
        return int(self._connection.execute("SELECT count(*) FROM ballot").fetchone()[0])

    def organisations(self) -> tuple[list[int], int]:
        """How many answers each tagged organisation has, and how many have no tag."""
        rows = self._connection.execute("SELECT organisation, count(*) FROM spent GROUP BY organisation").fetchall()
        none = NO_TAG.hex()
        return sorted(number for tag, number in rows if tag != none), sum(n for tag, n in rows if tag == none)

    def close_to_answers(self) -> None:
        """From here on every ballot is too late; safe to call again."""
        with self._transaction() as connection:
            connection.execute("UPDATE question SET closed = 1")

    def ballots(self) -> list[Ballot]:
        """The ballots, by the lots that were drawn when they came in."""
        rows = self._connection.execute("SELECT choices FROM ballot ORDER BY lot").fetchall()
        return [ballot_from_json(choices) for (choices,) in rows]

    def leave(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _mark(self, slip: Slip) -> str:
        """What a slip leaves: without the file's salt, which goes with the file, nobody can tell whose it is."""
        return hmac.digest(self._salt, slip.identity, "sha256")[:MARK].hex()

    def _is_the_same(self) -> bool:
        """Whether the file is still the one that was opened, and not removed, or removed and made anew."""
        try:
            return os.path.samestat(self._file, self.path.stat())
        except FileNotFoundError:
            return False


@contextmanager
def opened(folder: Path, poll: UUID) -> Iterator[Place]:
    """A holding place for as long as the block runs. Raises `NotHeldError` where there is none."""
    place = Place(folder, poll)
    try:
        yield place
    finally:
        place.leave()


def destroy(folder: Path, poll: UUID) -> None:
    """Overwrite a holding place and all beside it, and remove it; safe to call again, or where there is none."""
    path = place_of(folder, poll)
    gone = [_overwrite(Path(f"{path}{ending}")) for ending in reversed(BESIDE)]
    if any(gone):
        _settle(folder)


def _connected(path: Path) -> sqlite3.Connection:
    # Opened for reading and writing only, so that looking for a place never makes an empty one.
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=SECONDS_TO_WAIT, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA journal_mode=PERSIST")
    return connection


def _overwrite(path: Path) -> bool:
    """Put zeros in the place of a file, wait until they are on the disk, and remove it; whether there was one."""
    try:
        descriptor = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return False
    try:
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= os.write(descriptor, bytes(min(left, 1 << 20)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.unlink(missing_ok=True)
    return True


def _settle(folder: Path) -> None:
    """Wait until the disk knows which files are in the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
