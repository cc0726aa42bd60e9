"""Polls from their first draft to their last day: what is refused, what is kept, and what a crash leaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.polls import asking, holding
from convenor.room.polls.actions import polls
from convenor.room.polls.actions.polls import Wanted
from convenor.room.polls.burning import burn_answers
from convenor.room.polls.handlers import close_polls
from convenor.room.polls.holding import Cast, Outcome, opened
from convenor.room.polls.models import Answer, Ballot, Poll
from convenor.room.polls.slips import NO_TAG
from convenor.room.statistics.models import Ledger
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind, PollState, Role, SessionState
from making import (
    make_actor,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_session,
    make_statement,
    make_year,
)

pytestmark = pytest.mark.django_db
DAY = date(2023, 3, 14)
ONE = Question(kind=PollKind.ONE, wording="What comes first?", options=("Remedy", "Due diligence", "Conflict"))


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    return tmp_path / "ballots"


@pytest.fixture
def session(folder: Path, today: date) -> Iterator[Session]:
    """An open session of a cohort, with the statement read."""
    with clock.standing_at(DAY):
        row = make_session(make_year(make_cohort()), DAY)
        Session.objects.filter(pk=row.pk).update(state=SessionState.OPEN, opened_at=row.starts_at)
        row.refresh_from_db()
        StatementReading.objects.create(
            session=row, statement=make_statement(), reader_role="officer", read_at=row.starts_at
        )
        yield row


def asked(officer: Actor, session: Session, question: Question = ONE, **wanted: Any) -> Poll:
    poll = polls.write_poll(officer, session, Wanted(question=question, **wanted))
    polls.open_poll(officer, poll)
    poll.refresh_from_db()
    return poll


def answer(poll: Poll, choices: list[str], organisations: int = 7) -> list[Outcome]:
    """Ballots of people who are signed in, spread over so many organisations."""
    book = asking.book_of(poll.session)
    slips = [book.read(book.for_account(at, f"org-{at % organisations}")) for at in range(len(choices))]
    with opened(asking.folder(), poll.pk) as place:
        return place.put([Cast(slip, one) for slip, one in zip(slips, choices, strict=True) if slip])


def shape(poll: Poll) -> tuple[str, int | None, int | None, bool]:
    poll.refresh_from_db()
    return poll.state, poll.answered, poll.organisations, poll.revealed


def test_a_poll_is_written_asked_ended_and_shown(officer: Actor, session: Session, after_commit: Any) -> None:
    poll = asked(officer, session)
    assert asking.answers_so_far(poll) == "fewer than 5"
    answer(poll, ["[0]"] * 8 + ["[1]"] * 5)
    assert asking.answers_so_far(poll) == "13"
    with after_commit():
        polls.close_poll(officer, poll)
    assert shape(poll) == (PollState.CLOSED, 13, 7, False)
    assert sorted(ballot.choices[0] for ballot in poll.ballots.all()) == [0] * 8 + [1] * 5
    assert holding.held(asking.folder()) == []
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    assert poll.revealed
    assert poll.result is not None
    assert poll.result["tables"][0]["cells"] == [
        {"where": {"answer": ["Remedy"]}, "least": 7, "most": 13, "words": "most"}
    ]
    assert poll.result["in_words"] == "On the question “What comes first?”: most chose “Remedy”."


def test_what_the_room_was_shown_is_not_asked_again_in_that_session(officer: Actor, session: Session) -> None:
    """Two results side by side give away who came in between: 7 and 9, then 7 and 10."""
    draft = polls.write_poll(officer, session, Wanted(question=ONE))
    other = polls.write_poll(officer, session, Wanted(question=Question(kind=PollKind.TEXT, wording="What is hard?")))
    shown = asked(officer, session)
    answer(shown, ["[0]"] * 7 + ["[1]"] * 9)
    polls.reveal_poll(officer, shown)
    for refused in (
        lambda: polls.open_poll(officer, draft),
        lambda: polls.write_poll(officer, session, Wanted(question=replace(ONE, wording="what comes first"))),
        lambda: polls.change_poll(officer, other, Wanted(question=replace(ONE, wording="Which is it?"))),
    ):
        with pytest.raises(Declined, match="give away who came or left in between"):
            refused()
    assert shape(draft)[0] == PollState.DRAFT
    assert holding.held(asking.folder()) == [shown.pk]
    assert session.polls.count() == 3


def test_of_two_polls_that_ask_the_same_one_is_shown(officer: Actor, session: Session) -> None:
    first = asked(officer, session)
    answer(first, ["[0]"] * 7 + ["[1]"] * 9)
    polls.close_poll(officer, first)
    second = asked(officer, session)
    answer(second, ["[0]"] * 7 + ["[1]"] * 10)
    polls.reveal_poll(officer, second)
    polls.reveal_poll(officer, second)
    with pytest.raises(Declined, match="give away who came or left in between"):
        polls.reveal_poll(officer, first)
    assert not shape(first)[3]


def test_in_another_session_the_same_is_asked(officer: Actor, session: Session) -> None:
    shown = asked(officer, session)
    answer(shown, ["[0]"] * 7 + ["[1]"] * 9)
    polls.reveal_poll(officer, shown)
    assert session.year is not None
    later = make_session(session.year, DAY + timedelta(days=30))
    assert polls.ask_again(officer, shown, later).wording == ONE.wording


def test_seven_of_one_organisation_are_not_called_fewer_than_five(officer: Actor, session: Session) -> None:
    poll = asked(officer, session)
    answer(poll, ["[0]"] * 7, organisations=1)
    assert asking.answers_so_far(poll) == "7"
    polls.close_poll(officer, poll)
    poll.refresh_from_db()
    assert poll.answered is None
    assert asking.answers_so_far(poll) == ""


def test_thresholds_are_those_of_the_ledger_when_it_opens_and_stay(officer: Actor, session: Session) -> None:
    assert session.year is not None
    Ledger.objects.create(cohort=session.year.cohort, k=7, k_organisations=4, opened_at=session.starts_at)
    poll = asked(officer, session, most_each=3)
    assert (poll.k, poll.k_organisations, poll.most_each) == (7, 4, 3)


def test_a_poll_cannot_be_open_without_its_thresholds(officer: Actor, session: Session) -> None:
    poll = polls.write_poll(officer, session, Wanted(question=ONE))
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(state=PollState.OPEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(revealed=True)


def test_nothing_is_asked_before_the_statement_nor_in_a_session_that_is_not_open(
    officer: Actor, session: Session
) -> None:
    poll = polls.write_poll(officer, session, Wanted(question=ONE))
    StatementReading.objects.all().delete()
    with pytest.raises(Declined, match="statement has not been read"):
        polls.open_poll(officer, poll)
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
    with pytest.raises(Declined, match="closed"):
        polls.open_poll(officer, poll)
    with pytest.raises(Declined, match="closed"):
        polls.write_poll(officer, session, Wanted(question=ONE))
    assert shape(poll)[0] == PollState.DRAFT
    assert holding.held(asking.folder()) == []


def test_what_looks_out_of_scope_wants_a_reason_which_is_kept(officer: Actor, session: Session) -> None:
    prices = Question(kind=PollKind.ONE, wording="What next?", options=("Our prices", "Remedy"))
    with pytest.raises(Declined, match="out of scope"):
        polls.write_poll(officer, session, Wanted(question=prices))
    assert not Poll.objects.exists()
    poll = polls.write_poll(officer, session, Wanted(question=prices, scope_reason="Price of remedy for victims."))
    assert poll.scope_reason == "Price of remedy for victims."
    with pytest.raises(Declined, match="out of scope"):
        polls.change_poll(officer, poll, Wanted(question=prices))


def test_a_poll_that_was_asked_is_not_changed_nor_dropped(officer: Actor, session: Session) -> None:
    poll = asked(officer, session)
    for refused in (polls.drop_poll, polls.open_poll, polls.forget_poll):
        with pytest.raises(Declined):
            refused(officer, poll)
    with pytest.raises(Declined, match="asked already"):
        polls.change_poll(officer, poll, Wanted(question=ONE, most_each=9))
    assert (shape(poll)[0], poll.most_each) == (PollState.OPEN, 2)


def test_a_draft_is_changed_and_dropped(officer: Actor, session: Session) -> None:
    poll = polls.write_poll(officer, session, Wanted(question=ONE))
    other = Question(kind=PollKind.SCALE, wording="How sure?", steps=4, ends=("not", "very"))
    polls.change_poll(officer, poll, Wanted(question=other))
    poll.refresh_from_db()
    assert poll.question == other
    polls.drop_poll(officer, poll)
    assert not Poll.objects.exists()


@pytest.mark.parametrize(("answers", "organisations"), [(4, 4), (8, 2), (0, 1)])
def test_where_too_few_answered_nothing_is_kept(
    officer: Actor, session: Session, after_commit: Any, answers: int, organisations: int
) -> None:
    poll = asked(officer, session, most_each=4)
    answer(poll, ["[0]"] * answers, organisations)
    with pytest.raises(Declined, match="Fewer than 5 people or 3 organisations"):
        polls.reveal_poll(officer, poll)
    assert shape(poll)[0] == PollState.OPEN
    with after_commit():
        polls.close_poll(officer, poll)
    assert shape(poll) == (PollState.CLOSED, None, None, False)
    assert not Ballot.objects.exists()
    assert holding.held(asking.folder()) == []
    with pytest.raises(Declined, match="Fewer than 5 people or 3 organisations"):
        polls.reveal_poll(officer, poll)


def test_showing_ends_a_poll_first(officer: Actor, session: Session) -> None:
    poll = asked(officer, session)
    answer(poll, ["[2]"] * 11)
    polls.reveal_poll(officer, poll)
    assert shape(poll) == (PollState.CLOSED, 11, 7, True)
    book = asking.book_of(session)
    late = book.read(book.for_phone())
    assert late
    with opened(asking.folder(), poll.pk) as place:
        assert place.put([Cast(late, "[0]")]) == [Outcome.LATE]


def test_a_close_that_breaks_off_after_the_barrier_is_done_again_and_once(
    officer: Actor, session: Session, after_commit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = asked(officer, session)
    answer(poll, ["[0]"] * 13)

    def killed(*_given: object, **_named: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("convenor.kernel.audit.record", killed)
        with pytest.raises(RuntimeError):
            polls.close_poll(officer, poll)
    assert shape(poll)[0] == PollState.OPEN
    assert not Ballot.objects.exists()
    with monkeypatch.context() as patched, after_commit():
        # Killed once more, after the commit and before the file was destroyed.
        patched.setattr(polls, "_destroy_later", lambda _poll: None)
        polls.close_poll(officer, poll)
    assert holding.held(asking.folder()) == [poll.pk]
    with after_commit():
        polls.close_poll(officer, poll)
    assert shape(poll) == (PollState.CLOSED, 13, 7, False)
    assert Ballot.objects.count() == 13
    assert holding.held(asking.folder()) == []


def test_what_a_killed_server_left_is_cleared_away_and_open_polls_are_not(officer: Actor, session: Session) -> None:
    over = asked(officer, session)
    polls.close_poll(officer, over)
    going_on = asked(officer, session)
    answer(going_on, ["[0]"])
    holding.begin(asking.folder(), uuid4(), session.pk, ONE)
    assert polls.clear_away() == 2
    assert holding.held(asking.folder()) == [going_on.pk]
    assert asking.answers_so_far(going_on) == "fewer than 5"


def test_a_room_is_asked_one_thing_at_a_time(officer: Actor, session: Session) -> None:
    first = asked(officer, session)
    second = polls.write_poll(officer, session, Wanted(question=ONE))
    with pytest.raises(Declined, match=r"“What comes first\?” is being asked already.*End that poll first"):
        polls.open_poll(officer, second)
    assert shape(second)[0] == PollState.DRAFT
    assert holding.held(asking.folder()) == [first.pk]
    polls.close_poll(officer, first)
    polls.open_poll(officer, second)
    assert shape(second)[0] == PollState.OPEN


def test_a_poll_whose_place_is_gone_ends_empty(officer: Actor, session: Session) -> None:
    poll = asked(officer, session)
    holding.destroy(asking.folder(), poll.pk)
    polls.close_poll(officer, poll)
    assert shape(poll) == (PollState.CLOSED, None, None, False)


def test_open_texts_become_the_answers_of_a_prompt(officer: Actor, session: Session) -> None:
    poll = asked(officer, session, Question(kind=PollKind.TEXT, wording="What is hard?"))
    answer(poll, [f'["Remedy for users in case {at}"]' for at in range(6)])
    polls.close_poll(officer, poll)
    poll.refresh_from_db()
    assert poll.prompt is not None
    assert poll.prompt.wording == "What is hard?"
    assert Answer.objects.filter(prompt=poll.prompt).count() == 6
    assert not Ballot.objects.exists()


def test_of_statements_only_what_may_be_said_is_kept(officer: Actor, session: Session) -> None:
    question = Question(kind=PollKind.STATEMENTS, wording="Do you agree?", options=("Remedy first", "Later"))
    poll = asked(officer, session, question)
    answer(poll, ["[1,-1]"] * 20 + ["[1,1]"] * 4)
    polls.close_poll(officer, poll)
    poll.refresh_from_db()
    assert not Ballot.objects.exists()
    assert poll.result is not None
    assert poll.result["shared"] == [{"text": "Remedy first", "agree": "most"}]


def test_a_session_that_is_over_asks_nothing_more(officer: Actor, session: Session, after_commit: Any) -> None:
    poll, draft = asked(officer, session), polls.write_poll(officer, session, Wanted(question=ONE))
    answer(poll, ["[0]"] * 9)
    with after_commit():
        close_polls(session=str(session.pk))
    assert (shape(poll)[0], shape(draft)[0]) == (PollState.CLOSED, PollState.DRAFT)
    close_polls(session=str(session.pk))
    assert Ballot.objects.count() == 9


def test_ballots_are_destroyed_on_their_day_and_the_result_stays(officer: Actor, session: Session) -> None:
    poll = asked(officer, session)
    answer(poll, ["[0]"] * 13)
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    assert poll.burn_on == DAY + timedelta(days=90)
    assert burn_answers(poll.burn_on - timedelta(days=1)) == 0
    assert burn_answers(poll.burn_on) == 13
    assert not Ballot.objects.exists()
    poll.refresh_from_db()
    assert poll.result is not None
    polls.forget_poll(officer, poll)
    assert not Poll.objects.exists()


def test_the_trail_says_what_was_done_and_neither_what_was_answered_nor_how_many(
    officer: Actor, session: Session
) -> None:
    poll = asked(officer, session)
    answer(poll, ["[0]"] * 13)
    polls.reveal_poll(officer, poll)
    entries = AuditEntry.objects.filter(subject_kind="poll")
    assert {(entry.verb, entry.subject) for entry in entries} == {
        (verb, str(poll.pk)) for verb in ("poll.written", "poll.opened", "poll.closed", "poll.revealed")
    }


def test_only_the_secretariat_asks(officer: Actor, session: Session) -> None:
    assert session.year is not None
    member = make_member(session.year.cohort, make_organisation("ericsson"))
    nominee = actor_of(make_nominee(member))
    poll = asked(officer, session)
    for act in (polls.open_poll, polls.close_poll, polls.reveal_poll, polls.forget_poll, polls.drop_poll):
        with pytest.raises(Refused):
            act(nominee, poll)
    with pytest.raises(Refused):
        polls.write_poll(nominee, session, Wanted(question=ONE))
    assert not asking.polls_visible_to(nominee).exists()
    assert shape(poll)[0] == PollState.OPEN


def test_a_slip_is_of_the_session_and_of_the_organisation_one_sits_for(officer: Actor, session: Session) -> None:
    assert session.year is not None
    member = make_member(session.year.cohort, make_organisation("ericsson"))
    first, second = (actor_of(make_nominee(member, number)) for number in (1, 2))
    book = asking.book_of(session)
    slips = [book.read(asking.slip_of(actor, session)) for actor in (first, first, second, make_actor(Role.CHIEF))]
    assert slips[0] == slips[1] != slips[2]
    assert [slip.organisation if slip else None for slip in slips[1:]].count(NO_TAG) == 1
    assert slips[0]
    assert slips[2]
    assert slips[0].organisation == slips[2].organisation
    poll = asked(officer, session)
    assert not asking.has_answered(poll, asking.slip_of(first, session))
    with opened(asking.folder(), poll.pk) as place:
        assert slips[0]
        place.put([Cast(slips[0], "[0]")])
    assert asking.has_answered(poll, asking.slip_of(first, session))
    assert not asking.has_answered(poll, asking.slip_of(second, session))
    assert not asking.has_answered(poll, "forged")
