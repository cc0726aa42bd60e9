"""What a stand-in accepts first, in which versions; and the statement for whoever comes after it was read."""

from datetime import date, timedelta

import pytest
from hour_scene import START, begun, make_hour, nominee_of, read, stand_in

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY, Actor
from convenor.kernel.gate import Declined, Refused
from convenor.room.meetings import queries
from convenor.room.meetings.actions import ground_rules
from convenor.room.meetings.actions.ground_rules import accept_rules, count_late_reading
from convenor.room.meetings.models import Delegation, Session, Statement
from convenor.room.meetings.queries import rules_to_accept
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import Capacity, SessionState
from making import make_actor

pytestmark = pytest.mark.django_db

EVE = START - timedelta(days=4)


@pytest.fixture(autouse=True)
def on_the_eve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EVE)
    monkeypatch.setattr(clock, "today", EVE.date)


@pytest.fixture
def session() -> Session:
    return make_hour()


def accept(actor: Actor, session: Session) -> None:
    asked = rules_to_accept(actor, session)
    assert asked is not None
    accept_rules(actor, session, seen=asked.seen)


def kept() -> list[tuple[str, str, date | None]]:
    return list(Delegation.objects.values_list("rules_version", "statement_version", "accepted_on"))


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.GUEST])
def test_whoever_stands_in_or_comes_along_accepts_the_rules(session: Session, capacity: Capacity) -> None:
    actor = stand_in(session, "ericsson", capacity)
    accept(actor, session)
    assert kept() == [(VERSION, "1.2", EVE.date())]
    assert rules_to_accept(actor, session) is None


def test_members_and_the_secretariat_are_not_asked(session: Session) -> None:
    for actor in (nominee_of("ericsson"), make_actor(), NOBODY):
        assert rules_to_accept(actor, session) is None


@pytest.mark.parametrize("who", ["a member", "the secretariat", "nobody"])
def test_nobody_else_accepts_them_for_somebody(session: Session, who: str) -> None:
    stand_in(session, "ericsson")
    actor = {"a member": nominee_of("ericsson"), "the secretariat": make_actor(), "nobody": NOBODY}[who]
    with pytest.raises(Refused):
        accept_rules(actor, session, seen=f"{VERSION}/1.2")
    assert kept() == [("", "", None)]


def test_one_stand_in_accepts_for_nobody_but_that_person(session: Session) -> None:
    delegate, guest = stand_in(session, "ericsson"), stand_in(session, "ericsson", Capacity.GUEST)
    accept(delegate, session)
    assert rules_to_accept(guest, session) is not None
    assert sorted(kept(), key=str) == [("", "", None), (VERSION, "1.2", EVE.date())]


def test_a_new_version_of_the_rules_asks_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = stand_in(session, "ericsson")
    accept(actor, session)
    monkeypatch.setattr("convenor.rules.ground_rules.VERSION", "2.0")
    monkeypatch.setattr(queries, "VERSION", "2.0")
    monkeypatch.setattr(ground_rules, "VERSION", "2.0")
    assert rules_to_accept(actor, session) is not None
    accept(actor, session)
    assert kept() == [("2.0", "1.2", EVE.date())]


def newer_statement() -> None:
    row = Statement.objects.get()
    Statement.objects.filter(pk=row.pk).update(approved_by_counsel=True)
    Statement.objects.create(
        version="1.3", text=row.text, in_scope=["a"], out_of_scope=["b"], in_force_from=EVE, approved_by_counsel=True
    )


def test_a_new_version_of_the_statement_asks_again(session: Session) -> None:
    actor = stand_in(session, "ericsson")
    accept(actor, session)
    newer_statement()
    asked = rules_to_accept(actor, session)
    assert asked is not None
    assert asked.statement_version == "1.3"


def test_what_was_read_in_the_room_is_what_counts_there(session: Session) -> None:
    actor = stand_in(session, "ericsson")
    accept(actor, session)
    read(begun(session))
    newer_statement()
    assert rules_to_accept(actor, session) is None


def test_nobody_accepts_what_was_changed_meanwhile(session: Session) -> None:
    actor = stand_in(session, "ericsson")
    asked = rules_to_accept(actor, session)
    assert asked is not None
    newer_statement()
    with pytest.raises(Declined, match="Read them again"):
        accept_rules(actor, session, seen=asked.seen)
    assert kept() == [("", "", None)]


def test_a_second_tap_keeps_the_first_day(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = stand_in(session, "ericsson")
    accept(actor, session)
    monkeypatch.setattr(clock, "today", START.date)
    accept_rules(actor, session, seen=f"{VERSION}/1.2")
    assert kept() == [(VERSION, "1.2", EVE.date())]


def test_who_reads_the_statement_later_is_a_number(session: Session) -> None:
    read(begun(session))
    count_late_reading(session)
    count_late_reading(session)
    session.refresh_from_db()
    assert session.shown_later == 2


def test_before_it_was_read_and_after_the_end_nobody_reads_it_later(session: Session) -> None:
    with pytest.raises(Declined, match="has not been read"):
        count_late_reading(begun(session))
    read(session)
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
    with pytest.raises(Declined):
        count_late_reading(session)
    session.refresh_from_db()
    assert session.shown_later == 0
