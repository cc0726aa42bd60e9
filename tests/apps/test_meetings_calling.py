"""Calling a session, changing, moving and cancelling it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.actions.calling import Call, call_session, cancel_session, change_session
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import agenda_digest
from convenor.rules.vocabulary import AgendaItemKind, Mode, SessionKind, SessionState
from making import (
    make_actor,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

CALL = Call(
    kind=SessionKind.REGULAR,
    starts_at=datetime(2023, 3, 14, 15, tzinfo=UTC),
    themes=("Operationalising severity", "Remedy"),
    join_url="https://meet.example/1",
)


@pytest.fixture
def year() -> ProgrammeYear:
    return make_year(make_cohort(), 2023)


def test_a_session_is_called_with_its_themes_and_an_agenda_that_fits(year: ProgrammeYear) -> None:
    session = call_session(make_actor(), year, CALL)
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED
    assert (session.minutes, session.mode, session.join_url) == (60, Mode.VIRTUAL, "https://meet.example/1")
    assert [theme.title for theme in session.themes.all()] == ["Operationalising severity", "Remedy"]
    kinds = [item.kind for item in session.items.all()]
    assert kinds[:2] == [AgendaItemKind.STATEMENT, AgendaItemKind.UPDATES]
    assert sum(item.minutes for item in session.items.all()) == 60
    assert AuditEntry.objects.filter(verb="session.called", subject=session.pk).exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"minutes": 10}, "15 to 480 minutes"),
        ({"minutes": 481}, "15 to 480 minutes"),
        ({"starts_at": datetime(2024, 1, 1, tzinfo=UTC)}, "outside the programme year"),
        ({"starts_at": datetime(2022, 12, 31, 23, 59, tzinfo=UTC)}, "outside the programme year"),
    ],
)
def test_a_call_that_cannot_be_is_declined_and_nothing_is_kept(
    year: ProgrammeYear, change: dict[str, object], reason: str
) -> None:
    with pytest.raises(Declined, match=reason):
        call_session(make_actor(), year, replace(CALL, **change))  # type: ignore[arg-type]
    assert not Session.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_nominee_calls_no_session(year: ProgrammeYear) -> None:
    nominee = actor_of(make_nominee(make_member(year.cohort, make_organisation("cisco"))))
    with pytest.raises(Refused):
        call_session(nominee, year, CALL)
    assert not Session.objects.exists()


def test_a_planned_session_is_changed_and_its_agenda_stays(year: ProgrammeYear) -> None:
    officer = make_actor()
    session = call_session(officer, year, CALL)
    items = list(session.items.values_list("pk", flat=True))
    change_session(officer, session, replace(CALL, mode=Mode.HYBRID, place="Geneva", themes=("Remedy",)))
    session.refresh_from_db()
    assert (session.mode, session.place) == (Mode.HYBRID, "Geneva")
    assert [theme.title for theme in session.themes.all()] == ["Remedy"]
    assert list(session.items.values_list("pk", flat=True)) == items
    assert list(Event.objects.values_list("name", flat=True)) == ["session_changed"]


def test_a_session_that_a_colleague_moved_is_not_moved_back_unseen(year: ProgrammeYear) -> None:
    officer = make_actor()
    session = call_session(officer, year, CALL)
    seen = agenda_digest(session)
    later = replace(CALL, starts_at=datetime(2023, 3, 16, 15, tzinfo=UTC))
    change_session(officer, session, later, seen=seen)
    with pytest.raises(Declined, match="changed since you opened this page"):
        change_session(officer, session, replace(CALL, themes=("Remedy",)), seen=seen)
    session.refresh_from_db()
    assert session.starts_at == later.starts_at
    change_session(officer, session, CALL, seen=agenda_digest(session))


def test_the_page_of_a_stale_change_says_so_once_and_then_obeys(year: ProgrammeYear) -> None:
    make_installation()
    session = call_session(make_actor(), year, CALL)
    browser = Client()
    browser.force_login(make_secretariat(name="Colleague"), backend=settings.AUTHENTICATION_BACKENDS[0])
    page = f"/sessions/{session.pk}/change/"
    opened = browser.get(page).context
    change_session(make_actor(name="Other"), session, replace(CALL, place="Room 1"))
    sent = {
        **{name: value for name, value in opened["form"].initial.items() if value},
        "zone": "UTC",
        "clock": "16:00",
        "seen": opened["seen"],
    }
    told = browser.post(page, sent)
    assert "changed since you opened this page" in told.content.decode()
    assert browser.post(page, {**sent, "seen": told.context["seen"]}).status_code == 302
    session.refresh_from_db()
    assert (session.starts_at.hour, session.place) == (16, "")


def test_moving_a_session_tells_only_those_who_have_its_agenda(year: ProgrammeYear, today: date) -> None:
    make_nominee(make_member(year.cohort, make_organisation("cisco")))
    officer = make_actor()
    session = call_session(officer, year, CALL)
    with clock.standing_at(today):
        change_session(officer, session, replace(CALL, starts_at=datetime(2023, 3, 15, 15, tzinfo=UTC)))
        assert not Event.objects.filter(name="session_moved").exists()
        send_agenda(officer, session)
        change_session(officer, session, replace(CALL, place="Room 1", starts_at=datetime(2023, 3, 15, 15, tzinfo=UTC)))
        assert not Event.objects.filter(name="session_moved").exists()
        change_session(officer, session, replace(CALL, starts_at=datetime(2023, 3, 16, 15, tzinfo=UTC)))
    assert Event.objects.filter(name="session_moved").count() == 1


@pytest.mark.parametrize("state", [SessionState.OPEN, SessionState.CLOSED, SessionState.CANCELLED])
def test_what_has_begun_or_ended_is_not_changed_or_cancelled(year: ProgrammeYear, state: SessionState) -> None:
    officer = make_actor()
    session = make_session(year, date(2023, 3, 14))
    Session.objects.update(state=state)
    with pytest.raises(Declined):
        change_session(officer, session, CALL)
    with pytest.raises(Declined):
        cancel_session(officer, session, "The speaker is ill.")
    session.refresh_from_db()
    assert (session.state, session.cancelled_because, session.join_url) == (state, "", "")


def test_a_cancelled_session_stays_in_the_calendar_with_its_reason(year: ProgrammeYear, today: date) -> None:
    make_nominee(make_member(year.cohort, make_organisation("cisco")))
    officer = make_actor()
    session = call_session(officer, year, CALL)
    with clock.standing_at(today):
        send_agenda(officer, session)
        cancel_session(officer, session, " Nobody could come. ")
    session.refresh_from_db()
    assert (session.state, session.cancelled_because) == (SessionState.CANCELLED, "Nobody could come.")
    assert Event.objects.filter(name="session_cancelled").count() == 1


def test_cancelling_needs_a_reason_and_the_secretariat(year: ProgrammeYear) -> None:
    session = make_session(year, date(2023, 3, 14))
    nominee = actor_of(make_nominee(make_member(year.cohort, make_organisation("cisco"))))
    with pytest.raises(Declined, match="why"):
        cancel_session(make_actor(), session, "  ")
    with pytest.raises(Refused):
        cancel_session(nominee, session, "Because")
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


def test_pressed_twice_a_session_is_called_once(year: ProgrammeYear) -> None:
    officer = make_actor()
    first = call_session(officer, year, CALL)
    with pytest.raises(Declined, match="begins at that very time already"):
        call_session(officer, year, CALL)
    assert Session.objects.count() == 1
    cancel_session(officer, first, "The date was wrong.")
    call_session(officer, year, CALL)
    for _group in range(2):
        call_session(officer, year, replace(CALL, kind=SessionKind.WORKING_GROUP))
    assert Session.objects.count() == 4, "what was cancelled is in nobody's way, and groups may meet side by side"
