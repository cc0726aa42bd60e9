"""What the room read of words and statements goes among the sealed notes: the sentence, and no number."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking_scene import DAY, asked, make_hour, over
from django.test import Client
from pytest_django import Settings

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, Refused
from convenor.people.models import Account
from convenor.room.meetings.models import Remark, Session
from convenor.room.polls.actions import polls
from convenor.room.polls.actions.noting import note_result
from convenor.room.polls.actions.showing import show_said
from convenor.room.polls.models import Poll
from convenor.rules.vocabulary import PollKind, RemarkKind
from making import make_member, make_nominee, make_organisation

pytestmark = pytest.mark.django_db

WORDS = [["trust", "courage"]] * 12
AGREED = [[1, 1, 1]] * 12


@pytest.fixture
def session(settings: Settings, tmp_path: Path, officer: Actor) -> Iterator[Session]:
    settings.CONVENOR_BALLOTS = tmp_path
    with clock.standing_at(DAY):
        yield make_hour(tmp_path)


def shown(officer: Actor, session: Session, kind: PollKind, choices: list[Any]) -> Poll:
    poll = over(officer, session, kind, choices)
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    return poll


@pytest.mark.parametrize(
    ("kind", "choices", "said"),
    [(PollKind.CLOUD, WORDS, "wrote “courage”"), (PollKind.STATEMENTS, AGREED, "agreed with")],
)
def test_the_sentence_that_the_room_read_is_sealed(
    officer: Actor, session: Session, kind: PollKind, choices: list[Any], said: str
) -> None:
    remark = note_result(officer, shown(officer, session, kind, choices))
    assert remark.kind == RemarkKind.PRIORITY
    assert said in remark.text
    assert not re.search(r"\d", remark.text)


def test_what_was_held_back_from_the_room_is_in_no_note(officer: Actor, session: Session) -> None:
    poll = shown(officer, session, PollKind.CLOUD, WORDS)
    show_said(officer, poll, ["courage"], shown=False)
    assert "courage" not in note_result(officer, poll).text


def test_what_the_room_was_not_shown_is_in_no_note(officer: Actor, session: Session) -> None:
    poll = over(officer, session, PollKind.CLOUD, WORDS)
    with pytest.raises(Declined, match="shown nothing"):
        note_result(officer, poll)
    assert not Remark.objects.exists()


def test_a_second_press_adds_nothing(officer: Actor, session: Session) -> None:
    poll = shown(officer, session, PollKind.CLOUD, WORDS)
    note_result(officer, poll)
    with pytest.raises(Declined, match="once is enough"):
        note_result(officer, poll)
    assert Remark.objects.count() == 1


def test_what_is_counted_goes_another_way(officer: Actor, session: Session) -> None:
    poll = shown(officer, session, PollKind.ONE, [[0]] * 9 + [[1]] * 4)
    with pytest.raises(Declined, match="as a table"):
        note_result(officer, poll)


def test_nobody_else_puts_it_there(officer: Actor, session: Session) -> None:
    poll = shown(officer, session, PollKind.CLOUD, WORDS)
    nominee = make_nominee(make_member(session.year.cohort, make_organisation("nokia")))  # type: ignore[union-attr]
    with pytest.raises(Refused):
        note_result(Actor(account=str(nominee.pk)), poll)


def test_one_click_does_it(officer: Actor, session: Session, client: Client) -> None:
    poll = shown(officer, session, PollKind.CLOUD, WORDS)
    client.force_login(Account.objects.get(pk=officer.account))
    page = client.get(f"/polls/{poll.pk}/").content.decode()
    assert f'formaction="/polls/{poll.pk}/note/"' in page
    answered = client.post(f"/polls/{poll.pk}/note/", follow=True).content.decode()
    assert "It stands among the sealed notes." in answered
    assert Remark.objects.count() == 1


def test_a_poll_that_was_only_asked_has_no_such_button(officer: Actor, session: Session, client: Client) -> None:
    poll = asked(officer, session, PollKind.CLOUD)
    client.force_login(Account.objects.get(pk=officer.account))
    assert "/note/" not in client.get(f"/polls/{poll.pk}/").content.decode()
