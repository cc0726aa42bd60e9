"""What the tests of polls' pages start from: an open session of seven companies, a poll, and answers by slips."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from convenor.kernel.actor import Actor
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.polls import asking
from convenor.room.polls.actions import polls
from convenor.room.polls.actions.polls import Wanted
from convenor.room.polls.holding import Cast, Outcome, opened
from convenor.room.polls.models import Poll
from convenor.rules.ballots import Ballot, Question
from convenor.rules.vocabulary import PollKind, SessionState
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_organisation,
    make_session,
    make_statement,
    make_year,
)

DAY = date(2023, 3, 14)
COMPANIES = ("apple", "cisco", "ericsson", "google", "microsoft", "telefonica", "vodafone")
OPTIONS = ("Remedy", "Due diligence", "Conflict")
QUESTIONS = {
    PollKind.ONE: Question(kind=PollKind.ONE, wording="What comes first?", options=OPTIONS),
    PollKind.SEVERAL: Question(kind=PollKind.SEVERAL, wording="What do you do?", options=OPTIONS, most=2),
    PollKind.RANKING: Question(kind=PollKind.RANKING, wording="In which order?", options=OPTIONS, most=2),
    PollKind.SCALE: Question(kind=PollKind.SCALE, wording="How ready?", ends=("Not at all", "Very")),
    PollKind.TEXT: Question(kind=PollKind.TEXT, wording="What is hard?"),
    PollKind.CLOUD: Question(kind=PollKind.CLOUD, wording="One word?", most=2),
    PollKind.STATEMENTS: Question(kind=PollKind.STATEMENTS, wording="Where do you stand?", options=OPTIONS),
}


def make_hour(folder: Path) -> Session:
    """An open session of a cohort of seven, with the statement read; the clock of requests stands on its day."""
    settings.CONVENOR_BALLOTS = folder / "ballots"
    make_installation(demo=True, today=DAY)
    cohort = make_cohort()
    for slug in COMPANIES:
        make_member(cohort, make_organisation(slug, name=slug.title()))
    row = make_session(make_year(cohort), DAY)
    Session.objects.filter(pk=row.pk).update(state=SessionState.OPEN, opened_at=row.starts_at)
    row.refresh_from_db()
    StatementReading.objects.create(
        session=row, statement=make_statement(), reader_role="officer", read_at=row.starts_at
    )
    return row


def written(officer: Actor, session: Session, kind: PollKind = PollKind.ONE, **wanted: Any) -> Poll:
    return polls.write_poll(officer, session, Wanted(question=QUESTIONS[kind], **wanted))


def asked(officer: Actor, session: Session, kind: PollKind = PollKind.ONE, **wanted: Any) -> Poll:
    poll = written(officer, session, kind, **wanted)
    polls.open_poll(officer, poll)
    poll.refresh_from_db()
    return poll


def answer(poll: Poll, choices: list[Any]) -> list[Outcome]:
    """Answers of people who are signed in, two from each company."""
    book = asking.book_of(poll.session)
    slips = [book.read(book.for_account(at, COMPANIES[at % len(COMPANIES)])) for at in range(len(choices))]
    with opened(asking.folder(), poll.pk) as place:
        return place.put(
            [Cast(slip, Ballot(tuple(one)).as_json()) for slip, one in zip(slips, choices, strict=True) if slip]
        )


def over(officer: Actor, session: Session, kind: PollKind, choices: list[Any], **wanted: Any) -> Poll:
    """A poll that was asked, answered and ended."""
    poll = asked(officer, session, kind, **wanted)
    answer(poll, choices)
    polls.close_poll(officer, poll)
    poll.refresh_from_db()
    return poll
