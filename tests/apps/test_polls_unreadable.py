"""A holding place that is damaged or cannot be made: pages go on, a poll can be ended, and what happened is said."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking_scene import DAY, answer, asked, make_hour, written
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined
from convenor.room.meetings.models import Session
from convenor.room.polls import asking, holding
from convenor.room.polls.actions import polls
from convenor.room.polls.models import Ballot, Poll
from convenor.rules.vocabulary import PollKind, PollState

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings: Settings, tmp_path: Path) -> Iterator[Session]:
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    with clock.standing_at(DAY):
        yield make_hour(tmp_path / "ballots")


def overwritten(path: Path) -> None:
    path.write_bytes(b"not what was written" * 1000)


def emptied(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("DELETE FROM question")
    connection.close()


@pytest.mark.parametrize("harm", [overwritten, emptied])
def test_a_damaged_place_stops_no_page_and_the_poll_is_ended_without_answers(
    signed_in: Client, officer: Actor, session: Session, harm: Callable[[Path], None]
) -> None:
    poll = asked(officer, session, PollKind.ONE)
    answer(poll, [[0]] * 9)
    harm(holding.place_of(asking.folder(), poll.pk))
    assert not asking.has_answered(poll, asking.slip_of(officer, session))
    assert asking.answers_so_far(poll) == "fewer than 5"
    with pytest.raises(Declined, match="cannot be read from the server's disk"):
        polls.reveal_poll(officer, poll)
    page = signed_in.post(reverse("polls:close", args=[poll.pk]), follow=True).content.decode()
    poll.refresh_from_db()
    assert (poll.state, poll.answered, poll.unread) == (PollState.CLOSED, None, True)
    assert not Ballot.objects.exists()
    assert "Its answers could not be read, so nothing of it is kept." in page
    assert "Where they were held was gone" in page
    assert "Fewer than" not in page
    assert "Could not be read" in signed_in.get(reverse("polls:session", args=[session.pk])).content.decode()


def test_a_full_disk_ends_no_poll_and_destroys_no_answer(
    officer: Actor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = asked(officer, session, PollKind.ONE)
    answer(poll, [[0]] * 9)

    def full(_place: holding.Place) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(holding.Place, "close_to_answers", full)
        with pytest.raises(Declined, match="They are safe, and the poll is still open"):
            polls.close_poll(officer, poll)
    assert Poll.objects.get(pk=poll.pk).state == PollState.OPEN
    assert polls.close_poll(officer, poll).answered == 9
    assert not poll.unread


def test_where_no_place_can_be_made_the_poll_is_not_opened(
    settings: Settings, officer: Actor, session: Session, tmp_path: Path
) -> None:
    poll = written(officer, session, PollKind.ONE)
    settings.CONVENOR_BALLOTS = tmp_path / "a-file"
    settings.CONVENOR_BALLOTS.write_text("not a folder")
    with pytest.raises(Declined, match="nothing was asked"):
        polls.open_poll(officer, poll)
    poll.refresh_from_db()
    assert poll.state == PollState.DRAFT
