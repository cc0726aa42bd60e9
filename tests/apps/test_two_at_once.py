"""Two people look at the same page and both act: the second is told so, and nothing is done twice or written over.

What the second holds is the row as it was on the page; what counts is the row as it is now.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django import forms
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from convenor.kernel import clock, daily
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.kernel.pages import attempt
from convenor.people import actions as people
from convenor.people.models import NamingConsent, Organisation
from convenor.room.cohorts.actions import context, years
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import ProgrammeYear, Seat
from convenor.room.meetings.actions import delegates, remarks, reports
from convenor.room.meetings.models import AttendanceReport, Delegation, Remark, Session
from convenor.rules.vocabulary import Capacity, RemarkKind, SessionState
from convenor.secretariat.actions import try_again
from making import make_cohort, make_member, make_organisation, make_session, make_year, seat_somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

NOMINEE = Nominee(name="Nominee 1, Ericsson", email="nominee-1@ericsson.example")


@pytest.fixture
def ericsson() -> Organisation:
    return make_organisation("ericsson")


@pytest.fixture
def year(ericsson: Organisation) -> ProgrammeYear:
    cohort = make_cohort()
    make_member(cohort, ericsson)
    return make_year(cohort, 2023)


@pytest.fixture
def session(year: ProgrammeYear) -> Session:
    row = make_session(year, date(2023, 2, 14))
    row.state = SessionState.CLOSED
    row.save()
    return row


@pytest.fixture
def report(session: Session) -> AttendanceReport:
    return AttendanceReport.objects.create(session=session, source="zoom", digest="0" * 64, read_at=clock.now())


def trail() -> list[str]:
    return list(AuditEntry.objects.values_list("verb", flat=True))


def test_a_delivery_is_started_again_once(officer: Actor) -> None:
    event = Event.objects.create(name="agenda_sent", at=clock.now())
    Delivery.objects.create(event=event, handler="of.nobody", state=Delivery.State.FAILED, changed_at=clock.now())
    seen, seen_by_another = Delivery.objects.get(), Delivery.objects.get()
    try_again(officer, seen)
    Delivery.objects.update(state=Delivery.State.DONE)
    with pytest.raises(Declined, match="before you"):
        try_again(officer, seen_by_another)
    assert Delivery.objects.get().state == Delivery.State.DONE
    assert DBTaskResult.objects.count() == 1
    assert trail() == ["delivery.retried"]


def test_two_chains_of_daily_rounds_become_one(settings: Any) -> None:
    settings.CONVENOR_DAILY = f"{__name__}.NO_CHORES"
    daily.daily_round.call()
    daily.daily_round.call()
    assert DBTaskResult.objects.filter(status="READY").count() == 1


NO_CHORES: tuple[str, ...] = ()


def test_a_calendar_that_two_officers_agree_is_agreed_and_then_amended(officer: Actor, year: ProgrammeYear) -> None:
    seen, seen_by_another = ProgrammeYear.objects.get(), ProgrammeYear.objects.get()
    for row, text in ((seen, "As drafted."), (seen_by_another, "As drafted, but for May.")):
        years.agree_calendar(officer, row, text=text, decided_on=clock.today())
    assert ProgrammeYear.objects.get().calendar == "amended"


def test_a_consent_that_was_withdrawn_keeps_its_day(officer: Actor, ericsson: Organisation, today: date) -> None:
    people.record_naming_consent(
        officer, ericsson, purpose=NamingConsent.Purpose.EXPERT_FOR_THE_YEAR, text_version="1.0", given_on=today
    )
    seen, seen_by_another = NamingConsent.objects.get(), NamingConsent.objects.get()
    people.withdraw_naming_consent(officer, seen)
    with clock.standing_at(date(2023, 3, 7)), pytest.raises(Declined):
        people.withdraw_naming_consent(officer, seen_by_another)
    assert NamingConsent.objects.get().withdrawn_on == today


def test_a_note_that_is_destroyed_is_neither_changed_nor_destroyed_again(officer: Actor, session: Session) -> None:
    remarks.record_remark(officer, session, None, RemarkKind.PRACTICE, "Something said.")
    seen, seen_by_another = Remark.objects.get(), Remark.objects.get()
    remarks.delete_remark(officer, seen)
    with pytest.raises(Declined):
        remarks.change_remark(officer, seen_by_another, None, RemarkKind.PRACTICE, "Something else.")
    with pytest.raises(Declined):
        remarks.delete_remark(officer, seen_by_another)
    assert not Remark.objects.exists()
    assert trail() == ["remark.deleted"]


def test_a_stand_in_is_taken_back_once(officer: Actor, year: ProgrammeYear, ericsson: Organisation) -> None:
    session = make_session(year, date(2023, 4, 18))
    delegates.name_delegate(
        officer, session, ericsson, name="Delegate 1", email="d-1@ericsson.example", capacity=Capacity.DELEGATE
    )
    seen, seen_by_another = Delegation.objects.get(), Delegation.objects.get()
    delegates.withdraw_delegate(officer, seen)
    with pytest.raises(Declined):
        delegates.withdraw_delegate(officer, seen_by_another)
    assert trail() == ["delegate.named", "delegate.withdrawn"]


def test_a_report_of_a_session_that_was_cancelled_credits_nobody(
    officer: Actor, session: Session, report: AttendanceReport
) -> None:
    Session.objects.update(state=SessionState.CANCELLED)
    with pytest.raises(Declined):
        reports.settle_report(officer, report)
    assert AttendanceReport.objects.get().settled_at is None


def test_what_a_constraint_holds_is_said_on_the_form() -> None:
    class Sent(forms.Form):
        pass

    def collide() -> None:
        raise IntegrityError("the words of a person")

    form = Sent({})
    assert not attempt(form, collide)
    assert "at the same moment" in str(form.errors)
    assert "the words of a person" not in str(form.errors)


ACTS: dict[str, Callable[[Actor], object]] = {
    "cohorts_programmeyear": lambda officer: context.note_context_event(
        officer, ProgrammeYear.objects.get(), text="A bill was tabled.", public_fact=True
    ),
    "cohorts_membership": lambda officer: seat_somebody(officer, Seat.objects.get(number=1), NOMINEE),
    "people_person": lambda officer: seat_somebody(officer, Seat.objects.get(number=1), NOMINEE),
    "people_organisation": lambda officer: people.rename_organisation(
        officer, Organisation.objects.get(), name="Ericsson Group", on=clock.today()
    ),
    "meetings_session": lambda officer: reports.settle_report(officer, AttendanceReport.objects.get()),
}


@pytest.mark.parametrize("table", ACTS)
@pytest.mark.usefixtures("report")
def test_the_second_waits_for_the_first(table: str, officer: Actor) -> None:
    """On PostgreSQL the row is held; SQLite has one writer at a time, and Django asks it for no row."""
    with CaptureQueriesContext(connection) as asked:
        ACTS[table](officer)
    holding = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"] and f'FROM "{table}"' in query["sql"]]
    assert bool(holding) == connection.features.has_select_for_update
