"""Sealed notes: what was said, and nothing of who said it or when."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.room.meetings.actions.remarks import burn_remarks, change_remark, delete_remark, record_remark
from convenor.room.meetings.actions.running import close_session
from convenor.room.meetings.models import AttendanceReport, Remark, Session
from convenor.room.meetings.queries import sealed_remarks
from convenor.rules.vocabulary import RemarkKind, Role, SessionState
from making import (
    make_actor,
    make_agenda,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

BURN_ON = date(2023, 6, 12)


@pytest.fixture
def session() -> Session:
    row = make_session(make_year(make_cohort()), date(2023, 3, 14))
    make_agenda(row)
    Session.objects.update(state=SessionState.CLOSED, burn_on=BURN_ON)
    row.refresh_from_db()
    return row


@pytest.fixture(autouse=True)
def in_april(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2023, 4, 1, 9, tzinfo=UTC))


def seal(officer: Actor, session: Session, text: str = "Severity is weighed before likelihood.") -> Remark:
    return record_remark(officer, session, session.items.all()[2], RemarkKind.PRACTICE, text)


def lying() -> list[str]:
    """The texts as their rows lie on disk."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM meetings_remark ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def by_key() -> list[str]:
    return list(Remark.objects.order_by("id").values_list("text", flat=True))


def test_the_order_of_typing_is_gone_when_the_session_closes(session: Session, officer: Actor) -> None:
    Session.objects.update(state=SessionState.OPEN, burn_on=None)
    typed = [f"Note {at}" for at in range(12)]
    keys = {seal(officer, session, text).pk for text in typed}
    item = session.items.all()[2]
    assert lying() == typed
    close_session(officer, session, BURN_ON)
    assert lying() == by_key() != typed
    assert sorted(lying()) == sorted(typed)
    assert {(kept.item, kept.kind) for kept in Remark.objects.all()} == {(item, RemarkKind.PRACTICE)}
    assert not keys & set(Remark.objects.values_list("pk", flat=True))


def test_a_note_that_comes_after_the_close_does_not_lie_at_the_end(session: Session, officer: Actor) -> None:
    typed = [f"Note {at}" for at in range(12)]
    keys = {seal(officer, session, text).pk for text in typed}
    assert lying() == by_key() != typed
    # Whoever has the page of one open can still change it.
    assert keys == set(Remark.objects.values_list("pk", flat=True))


def test_a_remark_keeps_its_words_its_kind_and_its_item(session: Session, officer: Actor) -> None:
    seal(officer, session, "  Severity first. ")
    kept = Remark.objects.get()
    assert (kept.text, kept.kind, kept.item) == ("Severity first.", RemarkKind.PRACTICE, session.items.all()[2])


def test_a_remark_has_no_place_for_a_speaker_an_author_or_a_time(session: Session, officer: Actor) -> None:
    remark = seal(officer, session)
    assert {field.name for field in Remark._meta.get_fields()} == {"id", "session", "item", "kind", "text"}
    # Neither the trail nor the outbox may say who typed which remark, or when.
    assert not AuditEntry.objects.filter(subject__contains=str(remark.pk)).exists()
    assert not AuditEntry.objects.filter(account=officer.account).exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(("text", "reason"), [("  ", "empty"), ("x" * 2001, "2001 characters")])
def test_a_remark_without_words_or_too_long_is_not_kept(
    session: Session, officer: Actor, text: str, reason: str
) -> None:
    with pytest.raises(Declined, match=reason):
        seal(officer, session, text)
    assert not Remark.objects.exists()


def test_an_item_of_another_session_holds_no_remark(session: Session, officer: Actor) -> None:
    assert session.year is not None
    other = make_agenda(make_session(session.year, date(2023, 4, 4)))[0]
    with pytest.raises(Declined, match="another session"):
        record_remark(officer, session, other, RemarkKind.QUESTION, "Who decides?")
    assert not Remark.objects.exists()


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_no_notes_are_taken_of_what_was_not_held(session: Session, officer: Actor, state: SessionState) -> None:
    Session.objects.update(state=state)
    with pytest.raises(Declined):
        seal(officer, session)
    assert not Remark.objects.exists()


def test_after_the_burn_date_no_more_notes_are_taken(
    session: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2023, 6, 12, tzinfo=UTC))
    with pytest.raises(Declined, match="destroyed on 12 June 2023"):
        seal(officer, session)
    assert not Remark.objects.exists()


def test_a_remark_is_changed_and_deleted(session: Session, officer: Actor) -> None:
    remark = seal(officer, session)
    change_remark(officer, remark, None, RemarkKind.CHALLENGE, "Severity and likelihood compete.")
    remark.refresh_from_db()
    assert (remark.text, remark.kind, remark.item) == ("Severity and likelihood compete.", RemarkKind.CHALLENGE, None)
    delete_remark(officer, remark)
    assert not Remark.objects.exists()
    assert AuditEntry.objects.filter(verb="remark.deleted", subject=session.pk).exists()


@pytest.mark.parametrize("role", [Role.NOMINEE, Role.COUNSEL, Role.DONOR_RELATIONS])
def test_nobody_but_the_secretariat_takes_reads_or_changes_notes(session: Session, officer: Actor, role: Role) -> None:
    remark = seal(officer, session)
    assert session.year is not None
    if role is Role.NOMINEE:
        actor = actor_of(make_nominee(make_member(session.year.cohort, make_organisation("cisco"))))
    else:
        actor = make_actor(role)
    for act in (
        lambda: seal(actor, session),
        lambda: change_remark(actor, remark, None, RemarkKind.QUESTION, "changed"),
        lambda: delete_remark(actor, remark),
        lambda: burn_remarks(BURN_ON, actor),
    ):
        with pytest.raises(Refused):
            act()
    assert not sealed_remarks(actor).exists()
    assert [row.text for row in sealed_remarks(officer)] == [remark.text]


def test_on_the_burn_date_the_notes_go_and_the_trail_says_how_many(session: Session, officer: Actor) -> None:
    for number in range(3):
        seal(officer, session, f"Note {number}")
    assert session.year is not None
    later = make_session(session.year, date(2023, 5, 3))
    Session.objects.filter(pk=later.pk).update(state=SessionState.CLOSED, burn_on=date(2023, 8, 1))
    kept = record_remark(officer, later, None, RemarkKind.QUESTION, "Still needed?")
    AttendanceReport.objects.create(session=session, source="table", digest="0" * 64, read_at=clock.now())

    assert burn_remarks(date(2023, 6, 11)) == 0
    assert Remark.objects.count() == 4
    assert burn_remarks(BURN_ON) == 3
    assert list(Remark.objects.all()) == [kept]
    assert not AttendanceReport.objects.exists()
    entry = AuditEntry.objects.get(verb="remarks.burnt")
    assert entry.subject == f"{session.pk} notes: 3"
    assert audit.verify() is None


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_leaves_the_log_of_the_embedded_database_too(session: Session, officer: Actor) -> None:
    first, second = seal(officer, session), seal(officer, session, "Affected people are asked early.")
    for act in (
        lambda: change_remark(officer, first, None, RemarkKind.QUESTION, "Shorter"),
        lambda: delete_remark(officer, first),
        lambda: burn_remarks(BURN_ON),
    ):
        with CaptureQueriesContext(connection) as statements:
            act()
        emptied = [one["sql"] for one in statements if "wal_checkpoint(TRUNCATE)" in one["sql"]]
        assert len(emptied) == (connection.vendor == "sqlite")
    assert not Remark.objects.filter(pk=second.pk).exists()


def test_burning_again_changes_nothing_and_says_nothing(session: Session, officer: Actor) -> None:
    seal(officer, session)
    burn_remarks(BURN_ON)
    assert burn_remarks(BURN_ON) == 0
    assert AuditEntry.objects.filter(verb="remarks.burnt").count() == 1


def test_whoever_keeps_time_burns_what_is_due_today(
    session: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(officer, session)
    assert burn_remarks(clock.today()) == 0
    monkeypatch.setattr(clock, "now", lambda: datetime(2023, 6, 12, 1, tzinfo=UTC))
    assert burn_remarks(clock.today()) == 1


def test_a_note_sealed_twice_by_a_double_click_stands_once(session: Session, officer: Actor) -> None:
    seal(officer, session)
    with pytest.raises(Declined, match="once is enough"):
        seal(officer, session, " Severity is weighed before likelihood. ")
    assert Remark.objects.count() == 1
