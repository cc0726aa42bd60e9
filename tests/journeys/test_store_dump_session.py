"""Once a session is over, whoever takes the database's files finds nothing of what was destroyed with it.

The same search is tried before the close, where it must find all of it: one that finds nothing would prove nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from casting import found_in
from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import import_string
from test_store_dump import everything_stored

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.people.models import Account
from convenor.room.breakouts.models import Breakout, Place, Round
from convenor.room.meetings.actions import forgetting
from convenor.room.meetings.actions.checking_in import check_in
from convenor.room.meetings.actions.remarks import change_remark, record_remark
from convenor.room.meetings.actions.running import close_session
from convenor.room.meetings.actions.updates import keep_update
from convenor.room.meetings.models import Attendance, Remark, Session, StatementReading
from convenor.rules.updates import UpdateFacts
from convenor.rules.vocabulary import RemarkKind, RoundState, SessionState
from convenor.wiring import FORGETS, WIRING
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

MEMBERS = ("xenon", "krypton", "argon")
STRUCK_OUT, REASON, SAID = "First said otherwise", "Only what a card gave as its reason", "Grievance channels of mines"


@dataclass(frozen=True)
class Hour:
    """A session that is on, its officer, and what nobody may find once it is over."""

    session: Session
    officer: Actor
    needles: dict[str, bytes]

    def ends(self) -> None:
        """Close it, and let the worker do what follows."""
        close_session(self.officer, self.session, date(2023, 6, 1))
        for handler in WIRING["session_closed"]:
            with transaction.atomic():
                import_string(handler)(session=str(self.session.pk))


@pytest.fixture
def hour(transactional_db: None, tmp_path: Path) -> Iterator[Hour]:
    """Three members check in, one sends a card, notes are typed and one is changed, and people sit in a breakout."""
    cohort = make_cohort()
    for slug in MEMBERS:
        make_nominee(make_member(cohort, make_organisation(slug)))
    session = make_session(make_year(cohort), date(2023, 3, 14))
    make_agenda(session)
    with clock.standing_at(session.starts_at):
        Session.objects.filter(pk=session.pk).update(state=SessionState.OPEN, opened_at=session.starts_at)
        StatementReading.objects.create(
            session=session, statement=make_statement(), reader_role="officer", read_at=session.starts_at
        )
        session, officer = Session.objects.get(pk=session.pk), make_actor()
        for slug in MEMBERS:
            check_in(nominee(slug), session, slug)
        card = keep_update(nominee("argon"), session, "argon", UpdateFacts(ask=SAID, scope_reason=REASON))
        notes = [record_remark(officer, session, None, RemarkKind.CHALLENGE, f"Note {number}") for number in range(4)]
        changed = record_remark(officer, session, None, RemarkKind.CHALLENGE, STRUCK_OUT)
        round_ = Round.objects.create(session=session, state=RoundState.RUNNING, minutes=10)
        breakout = Breakout.objects.create(round=round_, number=1)
        for slug in MEMBERS:
            Place.objects.create(breakout=breakout, organisation_id=slug)
        keys = {"a card": card.pk, **{f"note {number}": note.pk for number, note in enumerate(notes)}}
        needles = {name: as_stored(key) for name, key in keys.items()}
        needles |= {"a reason": REASON.encode(), "a first wording": STRUCK_OUT.encode()}
        needles["a place"] = as_stored(breakout.pk) + length_of("krypton") + b"krypton"
        before = found_in(everything_stored(tmp_path), needles)
        assert {line.partition(" in ")[0] for line in before} == set(needles)
        change_remark(officer, changed, None, RemarkKind.CHALLENGE, "Now said so")
        yield Hour(session, officer, needles)


def nominee(slug: str) -> Actor:
    return actor_of(Account.objects.get(email=f"nominee-1-{slug}@people.example"))


def as_stored(key: UUID) -> bytes:
    """A key as it lies in a row: PostgreSQL has a type for it, SQLite has its digits."""
    return key.bytes if connection.vendor == "postgresql" else key.hex.encode()


def length_of(text: str) -> bytes:
    """What PostgreSQL writes before a short text."""
    return bytes([(len(text) + 1) << 1 | 1]) if connection.vendor == "postgresql" else b""


def test_nothing_of_what_a_session_destroys_is_left_in_the_files(hour: Hour, tmp_path: Path) -> None:
    hour.ends()
    assert found_in(everything_stored(tmp_path), hour.needles) == []
    assert sorted(Remark.objects.values_list("text", flat=True)) == sorted(
        [*(f"Note {number}" for number in range(4)), "Now said so", SAID]
    )
    assert Attendance.objects.count() == len(MEMBERS)


def test_every_table_that_is_to_be_written_anew_exists() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert set(FORGETS) <= tables


def left(hour: Hour, folder: Path) -> tuple[set[str], set[str]]:
    """What is found once the session is over, and in which files."""
    hour.ends()
    found = [line.partition(" in ") for line in found_in(everything_stored(folder), hour.needles)]
    return {what for what, _, _ in found}, {file for _, _, file in found}


def test_postgresql_leaves_all_of_it_in_its_files_where_nothing_is_written_anew(
    hour: Hour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_write_anew", lambda: None)
    what, files = left(hour, tmp_path)
    assert what >= ({"a card", "a reason", "note 0"} if connection.vendor == "postgresql" else set())
    assert not any(of_the_log(file) for file in files)


def test_postgresql_leaves_all_of_it_in_its_log_where_no_other_is_begun(
    hour: Hour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_begin_another_log", lambda: None)
    what, files = left(hour, tmp_path)
    assert what == (set(hour.needles) if connection.vendor == "postgresql" else set())
    assert all(of_the_log(file) for file in files)


def of_the_log(name: str) -> bool:
    return re.fullmatch("[0-9A-F]{24}", name) is not None
