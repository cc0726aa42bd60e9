"""What one copy of an open poll's folder tells: not when a ballot came, nor beside which mark it was written."""

import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from convenor.room.polls import holding
from convenor.room.polls.holding import Cast, Outcome, opened
from convenor.room.polls.slips import slip_book
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind

POLL, SESSION = UUID(int=1), UUID(int=2)
BOOK = slip_book("a key for tests", SESSION)
QUESTION = Question(kind=PollKind.ONE, wording="Which comes first?", options=("Remedy", "Due diligence"))
A_LEAF = 10
KEY = re.compile(rb"[0-9a-f]{32}")


def cast(account: int) -> Cast:
    slip = BOOK.read(BOOK.for_account(account))
    assert slip is not None
    return Cast(slip, f"[{account % 2}]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    holding.begin(tmp_path, POLL, SESSION, QUESTION)
    return tmp_path


def one_after_another(folder: Path, people: Sequence[int], at_once: int = 1) -> None:
    with opened(folder, POLL) as place:
        for first in range(0, len(people), at_once):
            some = [cast(account) for account in people[first : first + at_once]]
            assert place.put(some) == [Outcome.COUNTED] * len(some)


def as_they_lie(path: Path) -> Iterator[list[bytes]]:
    """The keys on each leaf of the file, in the order in which they were laid there: from the end of the page."""
    raw = path.read_bytes()
    size = struct.unpack(">H", raw[16:18])[0]
    for page in (raw[at : at + size] for at in range(size, len(raw), size)):
        if page[0] == A_LEAF:
            count = struct.unpack(">H", page[3:5])[0]
            places = struct.unpack(f">{count}H", page[8 : 8 + 2 * count])
            found = (KEY.search(page, at) for at in sorted(places, reverse=True))
            yield [key[0] for key in found if key]


def test_where_a_ballot_lies_on_its_page_does_not_tell_when_it_came(folder: Path) -> None:
    one_after_another(folder, range(40))
    leaves = [keys for keys in as_they_lie(holding.place_of(folder, POLL)) if keys]
    assert [len(keys) for keys in leaves] == [40, 40]
    assert all(keys == sorted(keys) for keys in leaves)


def test_the_same_ballots_make_the_same_file_in_whichever_order_they_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also over many pages, and to the byte: then nothing in the file can be of an order."""
    coming = list(range(300))
    made: list[bytes] = []
    for order in (coming, coming[::-1], coming[::2] + coming[1::2]):
        lots = iter([hashlib.md5(str(account).encode()).hexdigest() for account in order])
        with monkeypatch.context() as patched:
            patched.setattr(holding.secrets, "token_hex", lambda _size, lots=lots: next(lots))
            patched.setattr(holding.secrets, "token_bytes", bytes)
            holding.begin(tmp_path, POLL, SESSION, QUESTION)
            one_after_another(tmp_path, order, at_once=20)
        made.append(holding.place_of(tmp_path, POLL).read_bytes())
    assert len(made[0]) > 40_000
    assert made[0] == made[1] == made[2]


def test_nothing_of_an_earlier_order_is_left_between_the_rows(folder: Path) -> None:
    one_after_another(folder, range(40))
    raw = holding.place_of(folder, POLL).read_bytes()
    with opened(folder, POLL) as place:
        assert len(KEY.findall(raw)) == 2 * place.count() == 80


def test_the_journal_does_not_hold_how_the_tables_were_before_the_last_ballot(folder: Path) -> None:
    one_after_another(folder, range(40))
    journal = Path(f"{holding.place_of(folder, POLL)}-journal").read_bytes()
    assert len(journal) > 4096
    assert not any(journal)


def test_what_was_counted_stays_counted_where_the_journal_cannot_be_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise OSError

    with opened(folder, POLL) as place:
        with monkeypatch.context() as patched:
            patched.setattr(holding, "_zero", broken)
            assert place.put([cast(1)]) == [Outcome.COUNTED]
        assert place.put([cast(1), cast(2)]) == [Outcome.ALREADY, Outcome.COUNTED]


def test_a_transaction_that_was_cut_off_is_taken_back_by_whoever_comes_next(folder: Path) -> None:
    """The journal of one who writes is left alone, so that a crash loses nothing that was acknowledged."""
    one_after_another(folder, range(40))
    path = holding.place_of(folder, POLL)
    with opened(folder, POLL) as writing:
        # All pages go to the file before the commit, as they do when a transaction is large.
        writing._connection.executescript("PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN IMMEDIATE;")
        writing._put(writing._connection, [cast(account) for account in range(100, 600)])
        cut_off = folder / "copy"
        cut_off.mkdir()
        for name in (path.name, f"{path.name}-journal"):
            (cut_off / name).write_bytes((folder / name).read_bytes())
        writing._connection.execute("ROLLBACK")
    with opened(cut_off, POLL) as place:
        assert place.count() == 40
        assert place.put([cast(0), cast(700)]) == [Outcome.ALREADY, Outcome.COUNTED]


def test_of_a_large_room_half_is_put_away_by_lot_and_nothing_is_lost_or_counted_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "MOST_LATELY", 40)
    one_after_another(folder, range(300), at_once=20)
    with opened(folder, POLL) as place:
        assert place.put([cast(account) for account in range(300)]) == [Outcome.ALREADY] * 300
        assert place.has_answered(cast(0).slip)
        assert place.count() == len(place.ballots()) == 300
        assert place.organisations() == ([], 300)
        assert sorted(ballot.choices for ballot in place.ballots()) == [(0,)] * 150 + [(1,)] * 150
        lately = place._connection.execute("SELECT mark FROM spent_lately").fetchall()
        # Never so few that they are known as the last ones; and those that were last are not all among them.
        assert len(lately) >= 20
        assert {mark for (mark,) in lately} != {
            place._mark(cast(account).slip) for account in range(300)[-len(lately) :]
        }
