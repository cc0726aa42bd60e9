"""Running a session: nothing is discussed before the statement."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.actions.running import (
    close_item,
    close_session,
    open_item,
    open_session,
    record_reading,
    record_steer,
)
from convenor.room.meetings.models import AgendaItem, AgendaSending, Session, Statement, StatementReading
from convenor.rules.vocabulary import AgendaItemKind, Role, SessionState
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

pytestmark = pytest.mark.django_db

START = datetime(2023, 3, 14, 15, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the clock show a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture(autouse=True)
def at_the_start(at: Callable[[datetime], None]) -> None:
    at(START)


@pytest.fixture
def session() -> Session:
    row = make_session(make_year(make_cohort()), START.date())
    make_agenda(row)
    AgendaSending.objects.create(session=row, sent_at=START - timedelta(days=4), recipients=2, digest="0" * 64)
    return row


@pytest.fixture
def running(session: Session, officer: Actor) -> Session:
    make_statement()
    open_session(officer, session)
    return session


def item(session: Session, kind: AgendaItemKind) -> AgendaItem:
    return session.items.get(kind=kind)


def test_a_session_opens_once_its_agenda_went_out_before_the_start(session: Session, officer: Actor) -> None:
    open_session(officer, session)
    session.refresh_from_db()
    assert (session.state, session.opened_at) == (SessionState.OPEN, START)
    assert AuditEntry.objects.filter(verb="session.opened", subject=session.pk).exists()


@pytest.mark.parametrize("sent_at", [None, START, START + A_MINUTE])
def test_a_session_whose_agenda_did_not_go_out_in_time_stays_shut(
    session: Session, officer: Actor, sent_at: datetime | None
) -> None:
    AgendaSending.objects.all().delete()
    if sent_at:
        AgendaSending.objects.create(session=session, sent_at=sent_at, recipients=2, digest="0" * 64)
    with pytest.raises(Declined, match="agenda"):
        open_session(officer, session)
    session.refresh_from_db()
    assert (session.state, session.opened_at) == (SessionState.PLANNED, None)


def test_the_first_sending_counts_even_if_a_later_one_came_late(session: Session, officer: Actor) -> None:
    AgendaSending.objects.create(session=session, sent_at=START + A_MINUTE, recipients=2, digest="0" * 64)
    open_session(officer, session)
    session.refresh_from_db()
    assert session.state == SessionState.OPEN


def test_nothing_is_discussed_before_the_statement(running: Session, officer: Actor) -> None:
    for kind in (AgendaItemKind.UPDATES, AgendaItemKind.TOPIC, AgendaItemKind.CLOSE):
        with pytest.raises(Declined, match="statement has not been read"):
            open_item(officer, item(running, kind))
    assert not running.items.exclude(opened_at=None).exists()


def test_the_statement_itself_may_begin(running: Session, officer: Actor) -> None:
    open_item(officer, item(running, AgendaItemKind.STATEMENT))
    assert item(running, AgendaItemKind.STATEMENT).opened_at == START


def test_the_reading_keeps_version_role_and_time_and_opens_discussion(
    running: Session, officer: Actor, at: Callable[[datetime], None]
) -> None:
    at(START + A_MINUTE)
    reading = record_reading(officer, running)
    assert (reading.statement_id, reading.reader_role, reading.read_at) == ("1.2", Role.OFFICER, START + A_MINUTE)
    assert item(running, AgendaItemKind.STATEMENT).closed_at == START + A_MINUTE
    open_item(officer, item(running, AgendaItemKind.TOPIC))
    assert item(running, AgendaItemKind.TOPIC).opened_at == START + A_MINUTE


@pytest.mark.parametrize("role", [Role.NOMINEE, Role.COUNSEL, Role.DONOR_RELATIONS])
def test_only_the_secretariat_records_the_reading(running: Session, role: Role) -> None:
    if role is Role.NOMINEE:
        assert running.year is not None
        member = make_member(running.year.cohort, make_organisation("cisco"))
        actor = actor_of(make_nominee(member))
    else:
        actor = make_actor(role)
    with pytest.raises(Refused):
        record_reading(actor, running)
    with pytest.raises(Refused):
        open_item(actor, item(running, AgendaItemKind.STATEMENT))
    assert not StatementReading.objects.exists()
    assert not running.items.exclude(opened_at=None).exists()


def test_the_statement_is_read_once_and_in_an_open_session_only(session: Session, officer: Actor) -> None:
    make_statement()
    with pytest.raises(Declined, match="not open yet"):
        record_reading(officer, session)
    open_session(officer, session)
    record_reading(officer, session)
    with pytest.raises(Declined, match="recorded already"):
        record_reading(officer, session)
    assert StatementReading.objects.count() == 1


def test_without_a_statement_there_is_nothing_to_read(session: Session, officer: Actor) -> None:
    open_session(officer, session)
    with pytest.raises(Declined, match="no statement yet"):
        record_reading(officer, session)
    assert not StatementReading.objects.exists()


def test_the_latest_approved_version_in_force_is_read(session: Session, officer: Actor) -> None:
    for version, approved, day in [
        ("1.1", True, date(2021, 1, 1)),
        ("1.2", True, date(2022, 1, 1)),
        ("1.3", False, date(2023, 1, 1)),
        ("1.4", True, date(2024, 1, 1)),
    ]:
        Statement.objects.create(
            version=version, text="…", approved_by_counsel=approved, in_force_from=day, in_scope=[], out_of_scope=[]
        )
    open_session(officer, session)
    assert record_reading(officer, session).statement_id == "1.2"


def test_an_item_that_begins_ends_the_one_before(
    running: Session, officer: Actor, at: Callable[[datetime], None]
) -> None:
    record_reading(officer, running)
    open_item(officer, item(running, AgendaItemKind.UPDATES))
    at(START + 20 * A_MINUTE)
    open_item(officer, item(running, AgendaItemKind.TOPIC))
    assert item(running, AgendaItemKind.UPDATES).closed_at == START + 20 * A_MINUTE
    at(START + 50 * A_MINUTE)
    close_item(officer, item(running, AgendaItemKind.TOPIC))
    assert item(running, AgendaItemKind.TOPIC).closed_at == START + 50 * A_MINUTE


def test_an_item_taken_up_again_keeps_its_first_beginning(
    running: Session, officer: Actor, at: Callable[[datetime], None]
) -> None:
    record_reading(officer, running)
    open_item(officer, item(running, AgendaItemKind.UPDATES))
    close_item(officer, item(running, AgendaItemKind.UPDATES))
    at(START + 9 * A_MINUTE)
    open_item(officer, item(running, AgendaItemKind.UPDATES))
    again = item(running, AgendaItemKind.UPDATES)
    assert (again.opened_at, again.closed_at) == (START, None)


def test_an_item_is_not_begun_or_ended_twice(running: Session, officer: Actor) -> None:
    record_reading(officer, running)
    updates = item(running, AgendaItemKind.UPDATES)
    with pytest.raises(Declined, match="not open"):
        close_item(officer, updates)
    open_item(officer, updates)
    with pytest.raises(Declined, match="open already"):
        open_item(officer, updates)
    assert item(running, AgendaItemKind.UPDATES).closed_at is None


def test_a_steer_is_counted_and_only_in_an_open_session(running: Session, officer: Actor) -> None:
    record_steer(officer, running)
    record_steer(officer, running)
    running.refresh_from_db()
    assert running.redirects == 2
    close_session(officer, running, START.date() + timedelta(days=90))
    with pytest.raises(Declined):
        record_steer(officer, running)
    running.refresh_from_db()
    assert running.redirects == 2


def test_closing_ends_what_is_open_and_sets_the_burn_date(running: Session, officer: Actor) -> None:
    record_reading(officer, running)
    open_item(officer, item(running, AgendaItemKind.UPDATES))
    close_session(officer, running, date(2023, 6, 12))
    running.refresh_from_db()
    assert (running.state, running.closed_at, running.burn_on) == (SessionState.CLOSED, START, date(2023, 6, 12))
    assert item(running, AgendaItemKind.UPDATES).closed_at == START


@pytest.mark.parametrize(
    ("burn_on", "reason"),
    [(START.date(), "at once"), (date(2020, 1, 1), "at once"), (START.date() + timedelta(days=366), "365 days")],
)
def test_notes_burn_neither_at_once_nor_never(running: Session, officer: Actor, burn_on: date, reason: str) -> None:
    with pytest.raises(Declined, match=reason):
        close_session(officer, running, burn_on)
    running.refresh_from_db()
    assert (running.state, running.burn_on) == (SessionState.OPEN, None)


def test_a_session_that_never_opened_is_not_closed(session: Session, officer: Actor) -> None:
    with pytest.raises(Declined):
        close_session(officer, session, date(2023, 6, 12))
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED
