"""An invented year of the second cohort, so that every screen has something to show. Its attendance is synthetic."""

from datetime import UTC, date, datetime, time, timedelta

from convenor.demo.facts import facts
from convenor.demo.people import Secretariat
from convenor.demo.reference import in_the_morning
from convenor.kernel import clock
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts.actions import members, nominations, years
from convenor.room.cohorts.actions.counsel import name_counsel
from convenor.room.cohorts.actions.seats import Nominee
from convenor.room.cohorts.models import Cohort, Membership, ProgrammeYear
from convenor.room.groups.models import GroupSeat, GroupSession, WorkingGroup
from convenor.room.meetings.actions import agenda, attendance, calling, remarks, running
from convenor.room.meetings.actions.calling import Call
from convenor.room.meetings.models import Attendance, Session
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import (
    AgendaItemKind,
    Capacity,
    GroupState,
    Mode,
    Origin,
    RemarkKind,
    SessionKind,
)

BEGINS = date(2023, 1, 1)
# The one member whose seats are empty: it is public that its whole team had to leave in November 2022.
WITHOUT_NOMINEES = "twitter"
BY_DELEGATE = {date(2023, 2, 14): {"telefonica", "cisco"}}
GROUPS = {"generative AI": date(2023, 2, 21), "regulation": date(2023, 2, 28), "stakeholder engagement": None}
SECOND_TUESDAYS = [
    date(2023, month, day)
    for month, day in zip(range(1, 13), (10, 14, 14, 11, 9, 13, 11, 8, 12, 10, 14, 12), strict=True)
]
THEMES = {
    date(2023, 1, 10): ("Plans of the year",),
    date(2023, 2, 14): ("Operationalising severity",),
    date(2023, 3, 14): ("Stakeholder engagement across regions",),
    date(2023, 4, 11): ("Generative AI: first questions",),
}
GROUPS_BEGIN = date(2023, 2, 1)
BURN_AFTER = timedelta(days=90)


def load(secretariat: Secretariat) -> None:
    """Members, seats, twelve months of sessions, two of them held, and working groups."""
    officer = secretariat.officer
    cohort = Cohort.objects.get(slug="cop-2")
    with clock.standing_at(in_the_morning(BEGINS)):
        year = years.open_year(
            officer,
            cohort,
            starts=BEGINS,
            requirements="cop-2.0",
            focus="severity, stakeholder engagement and the first questions of generative AI",
        )
        _seat_everybody(secretariat, cohort)
        sessions = _call_the_year(secretariat, year)
    january, february = SECOND_TUESDAYS[:2]
    hold(secretariat, sessions[january])
    with clock.standing_at(in_the_morning(january + timedelta(days=1))):
        years.agree_calendar(
            officer,
            year,
            text="The group agreed twelve monthly meetings, one special meeting in April and a gathering in December.",
            decided_on=january,
        )
    with clock.standing_at(in_the_morning(GROUPS_BEGIN)):
        nominations.look_after_nominations(GROUPS_BEGIN)
        meetings = _form_groups(secretariat, year)
        company = Organisation.objects.get(slug="telefonica")
        name_counsel(officer, company, name="Counsel, Telefónica", email="counsel@telefonica.example")
    for session in (sessions[february], *meetings):
        hold(secretariat, session)
    _take_notes(secretariat, sessions[february])


def _seat_everybody(secretariat: Secretariat, cohort: Cohort) -> None:

    organisations = [Organisation.objects.get(slug=row["slug"]) for row in facts()["organisations"]]
    names = names_of((row.slug for row in organisations), BEGINS)
    for organisation in organisations:
        membership = members.add_member(secretariat.officer, cohort, organisation, since=BEGINS)
        if organisation.slug == WITHOUT_NOMINEES:
            continue
        for seat in membership.seats.all():
            name = f"Nominee {seat.number}, {names[organisation.slug]}"
            email = f"nominee-{seat.number}@{organisation.slug}.example"
            asked = nominations.nominate(secretariat.officer, seat, Nominee(name=name, email=email))
            nominations.accept(asked, seen=VERSION)


def _call_the_year(secretariat: Secretariat, year: ProgrammeYear) -> dict[date, Session]:
    called = {day: _call(secretariat, year, day, SessionKind.REGULAR) for day in SECOND_TUESDAYS}
    _call(secretariat, year, date(2023, 4, 25), SessionKind.SPECIAL)
    gathering = _call(secretariat, year, date(2023, 12, 5), SessionKind.GATHERING)
    years.set_update_due(secretariat.officer, year, day=gathering.starts_at.date() - timedelta(days=14))
    return called


def _call(secretariat: Secretariat, year: ProgrammeYear, day: date, kind: SessionKind) -> Session:
    gathering = kind is SessionKind.GATHERING
    call = Call(
        kind=kind,
        starts_at=datetime.combine(day, time(15), tzinfo=UTC),
        minutes=240 if gathering else 60,
        mode=Mode.IN_PERSON if gathering else Mode.VIRTUAL,
        themes=THEMES.get(day, ()),
        join_url="" if gathering else "https://video.example/cop",
    )
    session = calling.call_session(secretariat.officer, year, call)
    Session.objects.filter(pk=session.pk).update(synthetic=True)
    return session


def hold(secretariat: Secretariat, session: Session) -> None:
    """Run a session as an officer would: agenda, statement, items, attendance, close."""
    officer, day = secretariat.officer, session.starts_at.date()
    with clock.standing_at(in_the_morning(day - timedelta(days=5))):
        agenda.send_agenda(officer, session)
    moment = session.starts_at
    with clock.standing_at(moment):
        running.open_session(officer, session)
    with clock.standing_at(moment + timedelta(minutes=1)):
        running.record_reading(officer, session)
    for item in session.items.order_by("position"):
        if item.kind != AgendaItemKind.STATEMENT:
            with clock.standing_at(moment):
                running.open_item(officer, item)
        moment += timedelta(minutes=item.minutes)
    with clock.standing_at(session.starts_at + timedelta(minutes=session.minutes)):
        if session.kind != SessionKind.WORKING_GROUP:
            attendance.record_attendance(officer, session, _represented(session))
            Attendance.objects.filter(session=session).update(origin=Origin.SYNTHETIC)
        running.close_session(officer, session, day + BURN_AFTER)


def _represented(session: Session) -> dict[str, Capacity | None]:
    delegates = BY_DELEGATE.get(session.starts_at.date(), set())
    assert session.year is not None
    slugs = Membership.objects.filter(cohort=session.year.cohort_id).values_list("organisation_id", flat=True)
    return {
        slug: None if slug == WITHOUT_NOMINEES else Capacity.DELEGATE if slug in delegates else Capacity.NOMINEE
        for slug in slugs
    }


def _form_groups(secretariat: Secretariat, year: ProgrammeYear) -> list[Session]:
    """The six topics, three of them at work; the sessions that these have called."""
    called = []
    members_in_order = list(Membership.objects.filter(cohort=year.cohort_id).exclude(organisation=WITHOUT_NOMINEES))
    for topic in facts()["working_group_topics"]:
        group = WorkingGroup.objects.create(year=year, topic=topic)
        if topic not in GROUPS:
            continue
        group.state, group.active_since = GroupState.ACTIVE, GROUPS_BEGIN
        group.save()
        place = list(GROUPS).index(topic)
        GroupSeat.objects.bulk_create(
            GroupSeat(group=group, membership=membership, since=group.active_since)
            for membership in members_in_order[place::3]
        )
        met = GROUPS[topic]
        if met:
            session = _call(secretariat, year, met, SessionKind.WORKING_GROUP)
            GroupSession.objects.create(group=group, session=session)
            called.append(session)
    return called


def _take_notes(secretariat: Secretariat, session: Session) -> None:
    topic = session.items.filter(kind=AgendaItemKind.TOPIC).first()
    for row in facts()["remarks"]:
        remarks.record_remark(secretariat.officer, session, topic, RemarkKind(row["kind"]), row["text"])
