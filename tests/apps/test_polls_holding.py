"""The holding place of an open poll: each slip once, on disk once acknowledged, and nothing left once it is closed."""

import hashlib
import os
import sqlite3
import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from convenor.room.polls import holding
from convenor.room.polls.holding import Cast, NotHeldError, Outcome, Place, opened
from convenor.room.polls.slips import NO_TAG, Slip, slip_book
from convenor.rules.ballots import Ballot, Question
from convenor.rules.vocabulary import PollKind

POLL, SESSION = UUID(int=1), UUID(int=2)
QUESTION = Question(kind=PollKind.ONE, wording="Which comes first?", options=("Remedy", "Due diligence"))


def slip(number: int, organisation: bytes = NO_TAG) -> Slip:
    return Slip(hashlib.md5(str(number).encode()).digest(), organisation)


def cast(number: int, choices: str = "[0]", organisation: bytes = NO_TAG) -> Cast:
    return Cast(slip(number, organisation), choices)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ballots"
    holding.begin(place, POLL, SESSION, QUESTION)
    return place


def test_it_knows_what_is_asked(folder: Path) -> None:
    with opened(folder, POLL) as place:
        assert (place.asked.session, place.asked.question) == (SESSION, QUESTION)
    assert holding.held(folder) == [POLL]


def test_a_ballot_is_counted_once_however_often_its_slip_comes(folder: Path) -> None:
    with opened(folder, POLL) as place:
        assert place.put([cast(1), cast(2, "[1]")]) == [Outcome.COUNTED, Outcome.COUNTED]
        assert place.put([cast(1, "[1]"), cast(3)]) == [Outcome.ALREADY, Outcome.COUNTED]
        assert place.put([cast(4), cast(4, "[1]")]) == [Outcome.COUNTED, Outcome.ALREADY]
        assert place.count() == 4
        assert sorted(ballot.choices for ballot in place.ballots()) == [(0,), (0,), (0,), (1,)]


def test_what_was_counted_is_there_for_whoever_opens_the_file_next(folder: Path) -> None:
    with opened(folder, POLL) as first, opened(folder, POLL) as second:
        first.put([cast(1)])
        assert second.put([cast(1)]) == [Outcome.ALREADY]
        assert second.ballots() == [Ballot((0,))]
        assert second.has_answered(slip(1))
        assert not second.has_answered(slip(2))


def test_organisations_are_counted_without_being_named(folder: Path) -> None:
    with opened(folder, POLL) as place:
        place.put([cast(1, organisation=b"aaaaaaaa"), cast(2, organisation=b"aaaaaaaa"), cast(3), cast(4)])
        place.put([cast(5, organisation=b"bbbbbbbb")])
        assert place.organisations() == ([1, 2], 2)


def test_after_the_close_every_ballot_is_late_and_nothing_changes(folder: Path) -> None:
    with opened(folder, POLL) as closing, opened(folder, POLL) as late:
        closing.put([cast(1)])
        closing.close_to_answers()
        closing.close_to_answers()
        assert late.put([cast(2), cast(1)]) == [Outcome.LATE, Outcome.LATE]
        assert closing.count() == 1


def test_a_refused_batch_leaves_nothing(folder: Path) -> None:
    with opened(folder, POLL) as place:
        with pytest.raises(sqlite3.Error):
            place.put([cast(1), Cast(slip(2), None)])  # type: ignore[arg-type]
        assert place.count() == 0
        assert place.put([cast(1)]) == [Outcome.COUNTED]


def test_the_file_is_its_owners_alone(folder: Path) -> None:
    with opened(folder, POLL) as place:
        place.put([cast(1)])
        modes = {path.name.partition("-journal")[1]: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes == {"": 0o600, "-journal": 0o600}


def test_a_destroyed_place_is_overwritten_before_it_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder, POLL) as place:
        place.put([cast(number) for number in range(100)])
        removed: dict[str, bytes] = {}

        def look_then_unlink(path: Path, missing_ok: bool = False) -> None:
            removed[path.name] = path.read_bytes()
            os.unlink(path)

        monkeypatch.setattr(Path, "unlink", look_then_unlink)
        holding.destroy(folder, POLL)

        assert set(removed) == {f"{POLL}.going", f"{POLL}.sqlite3-journal"}
        assert all(len(left) > 4096 and not any(left) for left in removed.values())
        assert list(folder.iterdir()) == []
        # Another server, which still has it open, writes nothing into what it held.
        assert place.put([cast(1000)]) == [Outcome.LATE]
    holding.destroy(folder, POLL)


def test_nobody_finds_a_place_half_overwritten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes while a place is destroyed is told that the poll is over, and not that the disk is broken."""
    told: list[object] = []
    overwrite = holding._overwrite

    def watched(path: Path) -> bool:
        zero = holding._zero

        def zero_then_come(path: Path, *, settled: bool = False) -> None:
            zero(path, settled=settled)
            with pytest.raises(NotHeldError):
                Place(folder, POLL)
            told.append(early.put([cast(2)]))

        with monkeypatch.context() as patched:
            patched.setattr(holding, "_zero", zero_then_come)
            return overwrite(path)

    with opened(folder, POLL) as early:
        early.put([cast(1)])
        early.close_to_answers()
        monkeypatch.setattr(holding, "_overwrite", watched)
        holding.destroy(folder, POLL)
    assert told == [[Outcome.LATE]] * 2


def test_a_destruction_that_was_interrupted_is_found_and_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path) -> bool:
        if path.suffix == holding.GOING and path.exists():
            raise KeyboardInterrupt
        return False

    with monkeypatch.context() as patched:
        patched.setattr(holding, "_overwrite", killed)
        with pytest.raises(KeyboardInterrupt):
            holding.destroy(folder, POLL)
    assert [path.name for path in folder.glob("*.going")] == [f"{POLL}.going"]
    assert holding.held(folder) == [POLL]
    with pytest.raises(NotHeldError):
        Place(folder, POLL)
    holding.destroy(folder, POLL)
    assert holding.held(folder) == []
    assert list(folder.iterdir()) == []


def test_a_place_that_is_damaged_is_there_and_cannot_be_read(folder: Path) -> None:
    path = holding.place_of(folder, POLL)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE question SET definition = '{}'")
    connection.commit()
    connection.close()
    with pytest.raises(holding.UNREADABLE):
        Place(folder, POLL)
    path.write_bytes(b"x" * 8192)
    with pytest.raises(holding.UNREADABLE):
        Place(folder, POLL)


def test_an_interrupted_opening_is_begun_anew(folder: Path) -> None:
    with opened(folder, POLL) as orphan:
        orphan.put([cast(1)])
        holding.begin(folder, POLL, SESSION, QUESTION)
        assert orphan.put([cast(2)]) == [Outcome.LATE]
    with opened(folder, POLL) as place:
        assert place.count() == 0
        assert place.put([cast(1)]) == [Outcome.COUNTED]


def test_there_is_no_place_for_a_poll_that_is_not_open(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(NotHeldError):
        Place(folder, uuid4())
    with pytest.raises(NotHeldError):
        Place(tmp_path / "nowhere", POLL)
    assert not (tmp_path / "nowhere").exists()


def test_nothing_in_the_file_says_who_when_or_in_which_order(folder: Path) -> None:
    with opened(folder, POLL) as place:
        place.put([cast(number) for number in range(20)])
    connection = sqlite3.connect(holding.place_of(folder, POLL))
    columns = {
        table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'question'")
    }
    marks, ballots = ["mark", "organisation"], ["lot", "choices"]
    assert columns == {
        "spent_lately": marks,
        "spent_before": marks,
        "ballot_lately": ballots,
        "ballot_before": ballots,
    }
    for table in columns:
        with pytest.raises(sqlite3.OperationalError):
            connection.execute(f"SELECT rowid FROM {table}")
    raw = holding.place_of(folder, POLL).read_bytes()
    assert not any(slip(number).identity in raw for number in range(20))
    connection.close()


# Slips.


def test_a_slip_is_read_by_the_book_that_wrote_it_and_by_no_other() -> None:
    book = slip_book("key", SESSION)
    phone = book.for_phone()
    assert book.read(phone) is not None
    assert slip_book("key", POLL).read(phone) is None
    assert slip_book("another key", SESSION).read(phone) is None


def test_somebody_signed_in_has_one_slip_and_a_phone_a_new_one_each_time() -> None:
    book = slip_book("key", SESSION)
    assert book.for_account(7, "ericsson") == book.for_account(7, "ericsson")
    assert book.for_account(7, "ericsson") != book.for_account(8, "ericsson")
    assert book.for_phone() != book.for_phone()


def test_a_slip_says_its_organisation_as_a_tag_alone() -> None:
    book = slip_book("key", SESSION)
    first, second, other, guest = (
        book.read(book.for_account(account, organisation))
        for account, organisation in ((1, "ericsson"), (2, "ericsson"), (3, "nokia"), (4, None))
    )
    assert first
    assert second
    assert other
    assert guest
    assert first.organisation == second.organisation != other.organisation
    assert guest.organisation == NO_TAG


def test_a_slip_with_one_character_changed_is_refused() -> None:
    book = slip_book("key", SESSION)
    written = book.for_phone()
    for at in range(len(written)):
        forged = written[:at] + ("A" if written[at] != "A" else "B") + written[at + 1 :]
        assert book.read(forged) is None or forged[:-1] == written[:-1]
    for text in ("", "x", "é" * 54, "=" * 54, written + "A", written[:-1]):
        assert book.read(text) is None
