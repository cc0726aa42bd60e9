"""A page takes as many statements with many rows as with few, so that it stays quick as a programme grows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.desk.models import Draft, Objection
from convenor.kernel import clock
from convenor.kernel.models import Delivery, Event
from convenor.people.models import Account, Person
from convenor.room.cohorts.models import (
    ContextEvent,
    Decision,
    ExpertOrganisation,
    Membership,
    ProgrammeYear,
    Waiting,
)
from convenor.room.groups.models import GroupSeat, GroupSession, WorkingGroup
from convenor.room.meetings.models import Attendance, Delegation, Remark, Session, Theme
from convenor.room.series.models import Series, Webinar
from convenor.rules.vocabulary import SessionKind, SessionState
from making import (
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_statement,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

FEW, MANY = 1, 10


@pytest.fixture
def year() -> ProgrammeYear:
    make_statement()
    found = make_year(make_cohort(cap=60), 2023)
    ProgrammeYear.objects.update(update_due=date(2023, 11, 30))
    Series.objects.create(slug="series", programme=found.cohort.programme, name="Series", year=2023)
    return found


def grow(year: ProgrammeYear, number: int) -> None:
    """Add one more of everything that there can be many of."""
    organisation = make_organisation(f"member-{number}", region="Europe", sector="gaming", size="large")
    member = make_member(year.cohort, organisation)
    make_nominee(member)
    outside = make_organisation(f"outside-{number}")
    Waiting.objects.create(cohort=year.cohort, organisation=outside, since=date(2023, 1, 2))
    ExpertOrganisation.objects.create(year=year, organisation=outside, may_be_named=True)
    ContextEvent.objects.create(year=year, position=number, text="A law was passed.")
    Decision.objects.create(
        year=year, topic="other", text="So be it.", decided_on=date(2023, 1, 3), recorded_at=clock.now()
    )
    session = _held(year, member, number)
    _invited(year, member, number)
    _at_work(year, member, number)
    _at_the_desk(session, member, number)
    webinar = Session.objects.create(kind=SessionKind.WEBINAR, starts_at=session.starts_at)
    Webinar.objects.create(series_id="series", session=webinar, number=number, title="A session")
    event = Event.objects.create(name="agenda_sent", at=clock.now())
    Delivery.objects.create(event=event, handler="of.nobody", state=Delivery.State.FAILED, changed_at=clock.now())


def _held(year: ProgrammeYear, member: Membership, number: int) -> Session:
    session = make_session(year, date(2023, 1, 5) + timedelta(days=2 * number))
    session.state, session.attendance_recorded_at = SessionState.CLOSED, clock.now()
    session.save()
    Theme.objects.create(session=session, position=1, title="Severity")
    first = Session.objects.filter(year=year).earliest("starts_at")
    for row in (session, first):
        Attendance.objects.get_or_create(
            session=row,
            organisation=member.organisation,
            capacity="nominee",
            defaults={"origin": "officer", "recorded_at": clock.now()},
        )
    item = first.items.create(
        position=number, kind="topic", title="Severity", minutes=2, lead=member.organisation, opened_at=clock.now()
    )
    Remark.objects.create(session=first, item=item, kind="practice", text=f"Something said, {number}.")
    person = make_person(f"Delegate {number}")
    Delegation.objects.create(session=first, organisation=member.organisation, person=person, capacity="delegate")
    first.sendings.create(sent_at=first.starts_at, recipients=number, digest="0" * 64)
    return session


def _invited(year: ProgrammeYear, member: Membership, number: int) -> None:
    """Each new nominee to the first session, and the first nominee to each new one."""
    to_come = make_session(year, date(2023, 6, 5) + timedelta(days=2 * number))
    sitting = Person.objects.filter(holdings__seat__membership__cohort=year.cohort)
    newest = sitting.get(holdings__seat__membership=member)
    first = Session.objects.filter(year=year).earliest("starts_at")
    for session, person in {(first, newest), (to_come, sitting.order_by("holdings").first())}:
        assert person is not None
        session.invitations.create(person=person, uid=f"{session.pk}-{person.pk}", sent="REQUEST", sent_at=clock.now())


def _at_work(year: ProgrammeYear, member: Membership, number: int) -> None:
    group = WorkingGroup.objects.create(
        year=year, topic=f"Topic {number}", state="active", active_since=date(2023, 1, 5)
    )
    first = WorkingGroup.objects.get(topic="Topic 1")
    for row in {group, first}:
        GroupSeat.objects.create(group=row, membership=member, since=date(2023, 1, 5))
    meeting = make_session(year, date(2023, 2, 1), kind=SessionKind.WORKING_GROUP)
    GroupSession.objects.create(group=group, session=meeting)


def _at_the_desk(session: Session, member: Membership, number: int) -> None:
    now = clock.now()
    for state in ("draft", "second_pair", "objections", "withdrawn"):
        draft = Draft.objects.create(
            kind="output_note",
            state=state,
            title=f"Note {number}",
            body="Some companies ask first.",
            cohort=member.cohort,
            session=session,
            begun_at=now,
            changed_at=now,
            objections_until=date(2023, 3, 20),
        )
        Objection.objects.create(draft=draft, organisation=member.organisation, text="Not so.", raised_at=now)


def addresses(year: ProgrammeYear) -> list[str]:
    """The pages on which something is a list."""
    here = [year.cohort_id, year.year]
    session = Session.objects.filter(year=year).earliest("starts_at")
    group = WorkingGroup.objects.get(topic="Topic 1")
    lists = ("monday", "trail", "outbox")
    of_a_session = ("session", "agenda", "send_agenda", "remarks", "attendance", "delegate")
    return [
        *(reverse(f"secretariat:{name}") for name in lists),
        *(reverse(f"cohorts:{name}") for name in ("index", "organisations")),
        *(reverse(f"cohorts:{name}", args=[year.cohort_id]) for name in ("cohort", "members", "gaps", "add_member")),
        *(reverse(f"cohorts:{name}", args=here) for name in ("year", "decisions", "context")),
        reverse("cohorts:organisation", args=["member-1"]),
        *(reverse(f"meetings:{name}", args=[session.pk]) for name in of_a_session),
        *(reverse(f"cockpit:{name}", args=[session.pk]) for name in ("cockpit", "close", "screen")),
        reverse("polls:session", args=[session.pk]),
        reverse("invitations:session", args=[session.pk]),
        *(reverse(f"groups:{name}", args=here) for name in ("index", "year_end")),
        *(reverse(f"groups:{name}", args=[group.pk]) for name in ("group", "take_seat", "link_session")),
        reverse("series:index"),
        reverse("series:series", args=["series"]),
        reverse("standing:year", args=here),
        reverse("standing:member", args=[*here, "member-1"]),
        reverse("reviews:review", args=here),
        reverse("desk:index"),
        reverse("desk:draft", args=[Draft.objects.filter(state="objections").order_by("pk")[0].pk]),
        reverse("desk:begin"),
    ]


def own_addresses(year: ProgrammeYear) -> list[str]:
    """The same for somebody of a member."""
    session = Session.objects.filter(year=year).earliest("starts_at")
    return [
        reverse("standing:mine"),
        reverse("cohorts:cohort", args=[year.cohort_id]),
        reverse("cohorts:year", args=[year.cohort_id, year.year]),
        reverse("groups:index", args=[year.cohort_id, year.year]),
        reverse("meetings:session", args=[session.pk]),
        reverse("invitations:mine"),
        reverse("desk:in_view"),
    ]


def statements(account: Account, found: list[str]) -> dict[str, int]:
    client = Client()
    client.force_login(account)
    counts = {}
    for address in found:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code == 200, address
        counts[address] = len(asked)
    return counts


@pytest.mark.parametrize("who", ["officer", "nominee"])
def test_no_page_asks_more_for_more_rows(year: ProgrammeYear, who: str) -> None:
    for number in range(1, FEW + 1):
        grow(year, number)
    account = make_secretariat() if who == "officer" else Account.objects.get(email="nominee-1-member-1@people.example")
    pages: Callable[[ProgrammeYear], list[str]] = addresses if who == "officer" else own_addresses
    found = pages(year)
    few = statements(account, found)
    for number in range(FEW + 1, MANY + 1):
        grow(year, number)
    many = statements(account, found)
    grown = {address: (few[address], many[address]) for address in found if many[address] > few[address]}
    assert grown == {}
