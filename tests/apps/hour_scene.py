"""What the tests of the hour start from: a session of three members, an officer, nominees, a stand-in."""

from datetime import UTC, date, datetime

from convenor.kernel.actor import Actor, actor_of
from convenor.people.models import Account, Organisation
from convenor.room.meetings.actions.delegates import name_delegate
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.meetings.queries import statement_in_force
from convenor.rules.vocabulary import Capacity, SessionState
from making import (
    make_actor,
    make_agenda,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_session,
    make_statement,
    make_year,
)

START = datetime(2023, 3, 14, 15, tzinfo=UTC)
MEMBERS = ("apple", "cisco", "ericsson")


def make_hour() -> Session:
    """A planned session with its agenda; two members have one nominee, Ericsson has both."""
    cohort = make_cohort()
    for slug in MEMBERS:
        membership = make_member(cohort, make_organisation(slug, name=slug.title()))
        make_nominee(membership)
        if slug == "ericsson":
            make_nominee(membership, 2)
    session = make_session(make_year(cohort), START.date())
    make_agenda(session)
    make_statement()
    session.join_url = "https://meet.example/42"
    session.save()
    return session


def begun(session: Session) -> Session:
    Session.objects.filter(pk=session.pk).update(state=SessionState.OPEN, opened_at=START)
    session.refresh_from_db()
    return session


def read(session: Session) -> Session:
    """The session with the statement read, five minutes ago or so."""
    statement = statement_in_force(date(2023, 3, 14))
    assert statement is not None
    StatementReading.objects.create(session=session, statement=statement, reader_role="officer", read_at=START)
    session.refresh_from_db()
    return session


def account_of(organisation: str, number: int = 1) -> Account:
    return Account.objects.get(email=f"nominee-{number}-{organisation}@people.example")


def nominee_of(organisation: str, number: int = 1) -> Actor:
    return actor_of(account_of(organisation, number))


def stand_in_account(session: Session, organisation: str, capacity: Capacity = Capacity.DELEGATE) -> Account:
    email = f"{capacity}@{organisation}.example"
    name_delegate(
        make_actor(name=f"Officer for {capacity} of {organisation}"),
        session,
        Organisation.objects.get(pk=organisation),
        name=f"{capacity.title()} 1, {organisation.title()}",
        email=email,
        capacity=capacity,
    )
    return Account.objects.get(email=email)


def stand_in(session: Session, organisation: str, capacity: Capacity = Capacity.DELEGATE) -> Actor:
    return actor_of(stand_in_account(session, organisation, capacity))
