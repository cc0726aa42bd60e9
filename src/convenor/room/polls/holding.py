"""The holding place: the ballots of one open poll, in a file of their own, apart from who has answered.

The file has three tables. `question` says what is asked and whether it is still being answered. `spent` has the mark
of each slip that was used, and the tag of its organisation. `ballot` has what was answered, under a key drawn by lot.
A mark and its ballot are written in one transaction, and nothing ties them together: no time, no address, no number.

SQLite lays what is written onto a page in the order in which it comes, so the n-th mark on one page would belong to the
n-th ballot on another. So each transaction writes what came lately anew, in the order of its keys; `spent` and `ballot`
are views of that and of what a large room has put away before.

A mark that is there already means that this slip was counted, so sending it again is safe. What `put` says is counted
has reached the disk: `synchronous=FULL`, and a rollback journal that is reused and overwritten after each transaction
rather than a write-ahead log, because a log would keep every transaction, in order, for as long as the poll is open.
Once the ballots are in the database the file and its journal are overwritten and removed. docs/adr/0011 says what
somebody with the disk could learn, and when.
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

FOLDER, ENDING, GOING = "ballots", ".sqlite3", ".going"
JOURNAL = "-journal"
BESIDE = (JOURNAL, "-wal", "-shm")
MARK, LOT, SALT = 16, 16, 32
SECONDS_TO_WAIT = 10.0
_TABLES = """
CREATE TABLE question (session BLOB NOT NULL, definition TEXT NOT NULL, salt BLOB NOT NULL, closed INTEGER NOT NULL);
CREATE TABLE spent_lately (mark TEXT PRIMARY KEY, organisation TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE spent_before (mark TEXT PRIMARY KEY, organisation TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ballot_lately (lot TEXT PRIMARY KEY, choices TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ballot_before (lot TEXT PRIMARY KEY, choices TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW spent AS SELECT * FROM spent_lately UNION ALL SELECT * FROM spent_before;
CREATE VIEW ballot AS SELECT * FROM ballot_lately UNION ALL SELECT * FROM ballot_before;
"""
# A batch goes in as one statement: each statement lets go of Python's lock and has to get it back from a busy server.
_STANDING = "SELECT closed, (SELECT count(*) FROM spent_lately) FROM question"
_KNOWN = """
SELECT json_group_array(mark) FROM (
    SELECT mark FROM spent_lately WHERE mark IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT mark FROM spent_before WHERE mark IN (SELECT value FROM json_each(?1))
)
"""
# In memory, and empty between transactions: all that is in a table, with what comes to it, by key. A trigger, so that
# this is one statement too.
_SORTING = """
PRAGMA temp_store=MEMORY;
CREATE TEMP TABLE sorted_spent (mark TEXT PRIMARY KEY, organisation TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE sorted_ballot (lot TEXT PRIMARY KEY, choices TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP VIEW coming AS SELECT '[]' AS marks, '[]' AS ballots;
CREATE TEMP TRIGGER both_anew INSTEAD OF INSERT ON coming BEGIN
    INSERT INTO sorted_spent
        SELECT * FROM spent_lately UNION ALL SELECT value ->> 0, value ->> 1 FROM json_each(NEW.marks);
    INSERT INTO sorted_ballot
        SELECT * FROM ballot_lately UNION ALL SELECT value ->> 0, value ->> 1 FROM json_each(NEW.ballots);
    DELETE FROM spent_lately;
    DELETE FROM ballot_lately;
    INSERT INTO spent_lately SELECT * FROM sorted_spent ORDER BY mark;
    INSERT INTO ballot_lately SELECT * FROM sorted_ballot ORDER BY lot;
    DELETE FROM sorted_spent;
    DELETE FROM sorted_ballot;
END;
"""
_PUT = "INSERT INTO coming VALUES (?, ?)"
# A large room would write all of it anew for each few ballots. So of this many half are put away, marks and ballots
# each by a lot of their own: which are the later ones is then told of no fewer than that half, and not one by one.
MOST_LATELY = 2_000
_PUT_AWAY = tuple(
    statement
    for table, key in (("spent", "mark"), ("ballot", "lot"))
    for statement in (
        f"INSERT INTO sorted_{table} SELECT * FROM {table}_lately ORDER BY random() LIMIT ?",
        f"INSERT INTO {table}_before SELECT * FROM sorted_{table} ORDER BY {key}",
        f"DELETE FROM {table}_lately WHERE {key} IN (SELECT {key} FROM sorted_{table})",
        f"DELETE FROM sorted_{table}",
    )
)
# What a place that is there but cannot be read, or not be written to, raises.
UNREADABLE = (sqlite3.Error, OSError)
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM)


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
    _overwrite(Path(f"{making}{JOURNAL}"))
    making.rename(path)
    _settle(folder)


def passes(error: Exception) -> bool:
    """Whether what cannot be read or written now may be later: the file is locked, the disk or the memory is full."""
    # The upper bits of a code only say more precisely what the lower ones say.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING


def place_of(folder: Path, poll: UUID) -> Path:
    """The file of a poll."""
    return folder / f"{poll}{ENDING}"


def held(folder: Path) -> list[UUID]:
    """The polls that have a holding place, or the rest of one whose destruction was interrupted."""
    return sorted({UUID(path.stem) for ending in (ENDING, GOING) for path in folder.glob(f"*{ending}")})


class Place:
    """An open holding place; one connection, used by one thread at a time, while others may have their own."""

    def __init__(self, folder: Path, poll: UUID) -> None:
        self.path = place_of(folder, poll)
        try:
            self._file = self.path.stat()
            self._connection = _connected(self.path)
        except FileNotFoundError as error:
            raise NotHeldError(str(poll)) from error
        except sqlite3.Error as error:
            raise self._unread(error) from error
        try:
            with _understood():
                self.asked, self._salt = self._what_is_asked()
            self._connection.executescript(_SORTING)
        except sqlite3.Error as error:
            self.leave()
            raise self._unread(error) from error

    def _what_is_asked(self) -> tuple[Asked, bytes]:
        found = self._connection.execute("SELECT session, definition, salt FROM question").fetchone()
        session, definition, salt = found
        return Asked(session=UUID(bytes=session), question=question_from_json(definition)), salt

    def _unread(self, error: sqlite3.Error) -> Exception:
        """Whoever closed the poll meanwhile has taken the file away; otherwise it is there and cannot be read."""
        return error if self.path.exists() else NotHeldError(self.path.stem)

    def put(self, casts: Sequence[Cast]) -> list[Outcome]:
        """Count these ballots, each slip once; what is said of them holds once this returns.

        Raises sqlite3.Error where the disk does not take them; then none of them is counted.
        """
        if not self.is_the_same():
            return [Outcome.LATE] * len(casts)
        try:
            with self._transaction() as connection:
                closed, lately = connection.execute(_STANDING).fetchone()
                if closed:
                    return [Outcome.LATE] * len(casts)
                if lately >= MOST_LATELY:
                    for statement in _PUT_AWAY:
                        connection.execute(statement, (lately // 2,) if "?" in statement else ())
                outcomes = self._put(connection, casts)
        except sqlite3.DatabaseError:
            # Whoever closed the poll meanwhile has overwritten the file.
            if self.is_the_same():
                raise
            return [Outcome.LATE] * len(casts)
        self._forget_before()
        return outcomes

    def _put(self, connection: sqlite3.Connection, casts: Sequence[Cast]) -> list[Outcome]:
        """Both tables anew by key, so that where a mark or a ballot lies does not tell when it came."""
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
        if spent:
            connection.execute(_PUT, (json.dumps(list(spent.items())), json.dumps(ballots)))
        return outcomes

    def _forget_before(self) -> None:
        """Overwrite the journal, which has how the pages were before: beside them it tells what came last.

        What was put is on the disk already, so that nothing that fails here may say otherwise.
        """
        with suppress(*UNREADABLE):
            # Nobody else writes a journal meanwhile.
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                if self.is_the_same():
                    _zero(Path(f"{self.path}{JOURNAL}"))
            finally:
                self._connection.execute("ROLLBACK")

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
        with _understood():
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

    def is_the_same(self) -> bool:
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
    """Overwrite a holding place and all beside it, and remove it; safe to call again, or where there is none.

    It loses its name first, so that nobody finds it half overwritten and takes it for damaged.
    """
    path, going = place_of(folder, poll), folder / f"{poll}{GOING}"
    gone = [_overwrite(going)]
    with suppress(FileNotFoundError):
        path.rename(going)
    gone += [_overwrite(Path(f"{path}{ending}")) for ending in BESIDE]
    gone.append(_overwrite(going))
    if any(gone):
        _settle(folder)


@contextmanager
def _understood() -> Iterator[None]:
    """What is in a file that is damaged need not be what we wrote; that is an error of the file like any other."""
    try:
        yield
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise sqlite3.DatabaseError("this is not what was written") from error


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
        _zero(path, settled=True)
    except FileNotFoundError:
        return False
    path.unlink(missing_ok=True)
    return True


def _zero(path: Path, *, settled: bool = False) -> None:
    """Put zeros in the place of a file; `settled` waits until they are on the disk."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= os.write(descriptor, bytes(min(left, 1 << 20)))
        if settled:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settle(folder: Path) -> None:
    """Wait until the disk knows which files are in the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
