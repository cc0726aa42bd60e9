"""Programme years, the decisions taken in them, and what surrounded them."""

from datetime import UTC, date, datetime

import pytest

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import NamingConsent
from convenor.people.queries import names_of
from convenor.room.cohorts import calendar, queries
from convenor.room.cohorts.actions import cohorts, context, years
from convenor.room.cohorts.due import next_steps
from convenor.room.cohorts.models import Cohort, ContextEvent, Decision, ExpertOrganisation, ProgrammeYear
from convenor.room.meetings.models import Attendance, Session
from convenor.rules.vocabulary import CalendarState, SessionKind, SessionState
from making import make_cohort, make_member, make_nominee, make_organisation, make_session, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def year() -> ProgrammeYear:
    return make_year(make_cohort())


def test_a_year_has_twelve_months(officer: Actor) -> None:
    year = years.open_year(officer, make_cohort(), starts=date(2023, 7, 1), requirements="cop-2.0", focus="Remedy")
    assert (year.year, year.ends, year.requirement_set) == (2023, date(2024, 6, 30), "cop-2.0")
    assert (year.focus, year.calendar) == ("Remedy", CalendarState.DRAFT)


@pytest.mark.parametrize("starts", [date(2023, 6, 1), date(2022, 7, 1), date(2023, 1, 1)])
def test_two_years_of_a_cohort_share_no_month(officer: Actor, year: ProgrammeYear, starts: date) -> None:
    with pytest.raises(Declined, match="covers some of these months"):
        years.open_year(officer, year.cohort, starts=starts)
    assert ProgrammeYear.objects.count() == 1


def test_a_year_begins_on_the_first_of_a_month(officer: Actor) -> None:
    with pytest.raises(Declined, match="first day of a month"):
        years.open_year(officer, make_cohort(), starts=date(2023, 1, 2))
    assert not ProgrammeYear.objects.exists()


@pytest.mark.parametrize(("requirements", "why"), [("cop-2.0", "earlier year"), ("cop-9", "not known")])
def test_no_year_is_judged_by_requirements_of_another_time(officer: Actor, requirements: str, why: str) -> None:
    with pytest.raises(Declined, match=why):
        years.open_year(officer, make_cohort(), starts=date(2022, 1, 1), requirements=requirements)
    assert not ProgrammeYear.objects.exists()


def test_the_focus_and_the_day_for_updates_can_be_set(officer: Actor, year: ProgrammeYear) -> None:
    years.set_focus(officer, year, focus=" Due diligence and end use ")
    years.set_update_due(officer, year, day=date(2023, 11, 30))
    year.refresh_from_db()
    assert (year.focus, year.update_due) == ("Due diligence and end use", date(2023, 11, 30))
    years.set_update_due(officer, year, day=None)
    with pytest.raises(Declined, match="before the year"):
        years.set_update_due(officer, year, day=date(2022, 11, 30))
    year.refresh_from_db()
    assert year.update_due is None


def test_a_calendar_is_agreed_and_then_amended_and_both_decisions_stay(
    officer: Actor, year: ProgrammeYear, today: date
) -> None:
    years.agree_calendar(officer, year, text="Every second Tuesday.", decided_on=date(2023, 1, 20))
    assert ProgrammeYear.objects.get().calendar == CalendarState.AGREED
    later = years.agree_calendar(officer, year, text="Every second Wednesday.", decided_on=today)
    assert ProgrammeYear.objects.get().calendar == CalendarState.AMENDED
    assert queries.calendar_decision(year) == later
    assert [row.text for row in queries.decisions_of(year)] == ["Every second Wednesday.", "Every second Tuesday."]


def test_special_meetings_keep_the_number_and_whether_delegates_count(
    officer: Actor, year: ProgrammeYear, today: date
) -> None:
    years.decide_special_meetings(officer, year, number=3, delegates_count=True, text="", decided_on=date(2023, 2, 1))
    years.decide_special_meetings(officer, year, number=2, delegates_count=False, text="", decided_on=today)
    found = queries.special_meetings_decision(year)
    assert found is not None
    assert (found.number, found.delegates_count) == (2, False)
    assert Decision.objects.count() == 2


def test_pressed_twice_a_decision_is_recorded_once(officer: Actor, year: ProgrammeYear, today: date) -> None:
    years.agree_calendar(officer, year, text="Every second Tuesday.", decided_on=today)
    with pytest.raises(Declined, match="recorded last"):
        years.agree_calendar(officer, year, text="Every second Tuesday. ", decided_on=today)
    year.refresh_from_db()
    assert (year.calendar, year.decisions.count()) == (CalendarState.AGREED, 1)
    for number in (3, 2, 3):
        years.decide_special_meetings(officer, year, number=number, delegates_count=True, text="", decided_on=today)
    with pytest.raises(Declined, match="recorded last"):
        years.decide_special_meetings(officer, year, number=3, delegates_count=True, text="", decided_on=today)


def test_pressed_twice_an_event_is_noted_once(officer: Actor, year: ProgrammeYear) -> None:
    context.note_context_event(officer, year, text="A war began.", public_fact=False)
    with pytest.raises(Declined, match="noted already"):
        context.note_context_event(officer, year, text="A war began.", public_fact=True)
    assert year.context_events.count() == 1


def test_a_decision_is_not_recorded_before_it_is_taken(officer: Actor, year: ProgrammeYear) -> None:
    ahead = date(2023, 3, 7)
    with pytest.raises(Declined, match="lies ahead"):
        years.agree_calendar(officer, year, text="Later.", decided_on=ahead)
    with pytest.raises(Declined, match="lies ahead"):
        years.decide_special_meetings(officer, year, number=1, delegates_count=True, text="", decided_on=ahead)
    assert not Decision.objects.exists()
    assert ProgrammeYear.objects.get().calendar == CalendarState.DRAFT


def test_a_decision_of_its_own_kind_is_not_recorded_as_another(
    officer: Actor, year: ProgrammeYear, today: date
) -> None:
    gathering = Decision.Topic.GATHERING
    years.record_decision(officer, year, topic=gathering, text="Geneva, 5 December.", decided_on=today)
    with pytest.raises(Declined, match="page of its own"):
        years.record_decision(officer, year, topic=Decision.Topic.CALENDAR, text="No.", decided_on=today)
    assert Decision.objects.get().topic == gathering


def test_an_event_is_noted_gets_its_source_and_is_dropped(officer: Actor, year: ProgrammeYear) -> None:
    inside = context.note_context_event(officer, year, text="Little time.", public_fact=False)
    bare = context.note_context_event(officer, year, text="A war began.", public_fact=True)
    context.change_context_event(
        officer, bare, text="A war began.", public_fact=True, source_url="https://news.example/war"
    )
    assert ContextEvent.objects.get(pk=bare.pk).source_url == "https://news.example/war"
    assert [event.position for event in year.context_events.all()] == [1, 2]
    context.drop_context_event(officer, inside)
    assert ContextEvent.objects.get() == bare


def named(year: ProgrammeYear) -> list[str]:
    return sorted(year.experts.filter(may_be_named=True).values_list("organisation_id", flat=True))


def test_an_expert_organisation_is_named_only_if_it_agreed(officer: Actor, year: ProgrammeYear) -> None:
    gni, ihrb = make_organisation("gni", name="GNI"), make_organisation("ihrb", name="IHRB")
    context.add_expert_organisation(officer, year, gni, consent_text="1.0")
    silent = context.add_expert_organisation(officer, year, ihrb)
    assert named(year) == ["gni"]
    context.let_expert_be_named(officer, silent, consent_text="1.0")
    assert named(year) == ["gni", "ihrb"]
    context.withdraw_naming(officer, NamingConsent.objects.get(organisation=gni))
    assert named(year) == ["ihrb"]
    with pytest.raises(Declined, match="on this year's list"):
        context.add_expert_organisation(officer, year, ihrb)
    context.drop_expert_organisation(officer, silent)
    assert ExpertOrganisation.objects.get().organisation == gni


def test_a_nominee_changes_nothing(year: ProgrammeYear, today: date) -> None:
    nominee = actor_of(make_nominee(make_member(year.cohort, make_organisation("apple"))))
    event = ContextEvent.objects.create(year=year, position=1, text="A war began.")
    expert = ExpertOrganisation.objects.create(year=year, organisation=make_organisation("gni"))
    set_up = cohorts.SetUp(name="Another")
    for attempt in (
        lambda: years.open_year(nominee, year.cohort, starts=date(2024, 1, 1)),
        lambda: years.set_focus(nominee, year, focus="Mine"),
        lambda: years.set_update_due(nominee, year, day=today),
        lambda: years.agree_calendar(nominee, year, text="Mine", decided_on=today),
        lambda: years.decide_special_meetings(nominee, year, number=0, delegates_count=True, text="", decided_on=today),
        lambda: years.record_decision(nominee, year, topic="other", text="Mine", decided_on=today),
        lambda: context.note_context_event(nominee, year, text="Mine", public_fact=True),
        lambda: context.change_context_event(nominee, event, text="Mine", public_fact=True),
        lambda: context.drop_context_event(nominee, event),
        lambda: context.add_expert_organisation(nominee, year, expert.organisation),
        lambda: context.let_expert_be_named(nominee, expert, consent_text="1.0"),
        lambda: context.drop_expert_organisation(nominee, expert),
        lambda: cohorts.start_cohort(nominee, set_up),
        lambda: cohorts.change_cohort(nominee, year.cohort, set_up),
    ):
        with pytest.raises(Refused):
            attempt()
    after = ProgrammeYear.objects.get()
    assert (after.focus, after.update_due, after.calendar) == ("", None, CalendarState.DRAFT)
    assert not Decision.objects.exists()
    assert not AuditEntry.objects.exists()
    assert (Cohort.objects.get().name, ContextEvent.objects.get().text) == ("Community of Practice", "A war began.")
    assert ExpertOrganisation.objects.get().may_be_named is False


def test_a_cohort_is_started_with_its_programme_and_changed(officer: Actor) -> None:
    cohort = cohorts.start_cohort(officer, cohorts.SetUp(name="Practice 3.0", cap=20, band_low=15, band_high=20))
    assert (cohort.pk, cohort.programme_id) == ("practice-30", "programme")
    make_member(cohort, make_organisation("apple"))
    make_member(cohort, make_organisation("cisco"))
    with pytest.raises(Declined, match="2 seats are taken"):
        cohorts.change_cohort(officer, cohort, cohorts.SetUp(name="Practice 3.0", cap=1))
    cohorts.change_cohort(officer, cohort, cohorts.SetUp(name="Practice 3.1", cap=2, target_regions=("Africa",)))
    cohort.refresh_from_db()
    assert (cohort.name, cohort.cap, cohort.target_regions) == ("Practice 3.1", 2, ["Africa"])
    with pytest.raises(Declined, match="of this name"):
        cohorts.start_cohort(officer, cohorts.SetUp(name="Practice 3.0"))


@pytest.mark.parametrize(
    "set_up",
    [
        cohorts.SetUp(name="New", band_low=15),
        cohorts.SetUp(name="New", band_low=20, band_high=15),
        cohorts.SetUp(name="New", cap=18, band_low=15, band_high=20),
        cohorts.SetUp(name="—"),
    ],
)
def test_a_cohort_that_cannot_be_is_not_started(officer: Actor, set_up: cohorts.SetUp) -> None:
    with pytest.raises(Declined):
        cohorts.start_cohort(officer, set_up)
    assert not Cohort.objects.exists()


def test_a_year_that_runs_is_told_in_the_names_of_today(year: ProgrammeYear, today: date) -> None:
    gni = make_organisation("gni", name="Today")
    gni.names.update(until=date(2023, 7, 24))
    gni.names.create(kind="name", text="Later", since=date(2023, 7, 24))
    assert names_of(["gni"], queries.naming_day(year)) == {"gni": "Today"}
    with clock.standing_at(date(2025, 1, 1)):
        gni.names.filter(text="Later").update(until=date(2024, 6, 1))
        gni.names.create(kind="name", text="Much later", since=date(2024, 6, 1))
        assert names_of(["gni"], queries.naming_day(year)) == {"gni": "Later"}


def closed(year: ProgrammeYear, day: date, kind: SessionKind = SessionKind.REGULAR) -> Session:
    session = make_session(year, day, kind=kind)
    session.state = SessionState.CLOSED
    session.save()
    return session


def test_a_monthly_cohort_has_its_gaps_named_and_another_has_not(year: ProgrammeYear, today: date) -> None:
    closed(year, date(2023, 1, 10))
    found = calendar.calendar_of(year, today)
    assert [gap.month.month for gap in found.gaps if gap.past] == [2]
    assert found.months[1]["gap"] == "No regular meeting was held"
    year.cohort.monthly = False
    assert calendar.calendar_of(year, today).gaps == ()


def test_a_slip_in_a_printed_label_is_noted_and_kept(year: ProgrammeYear, today: date) -> None:
    closed(year, date(2023, 2, 28))
    session = closed(year, date(2023, 3, 1))
    Session.objects.filter(pk=session.pk).update(label_printed="COP Q2 Session 2", from_source=True)
    found = calendar.calendar_of(year, today)
    assert [(row.printed, row.label.short) for row in found.sessions][1] == ("COP Q2 Session 2", "Q1 Session 2")
    assert len(found.anomalies) == 1
    assert found.sessions[1].not_in_the_source
    Attendance.objects.create(
        session=session,
        organisation=make_organisation("apple"),
        capacity="nominee",
        origin="synthetic",
        recorded_at=datetime(2023, 3, 1, tzinfo=UTC),
    )
    assert not calendar.calendar_of(year, today).sessions[1].not_in_the_source


def test_a_cancelled_session_stays_in_the_calendar_and_fills_no_month(year: ProgrammeYear, today: date) -> None:
    session = make_session(year, date(2023, 5, 9))
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    found = calendar.calendar_of(year, today)
    assert 5 in {month.month for month in found.without}
    assert found.months[4]["dots"][0]["cancelled"]


def test_the_calendar_takes_the_same_statements_with_ten_times_the_sessions(
    year: ProgrammeYear, today: date, django_assert_num_queries: object
) -> None:
    for month in range(1, 13):
        for day in range(1, 11):
            make_session(year, date(2023, month, day))
    with django_assert_num_queries(2):  # type: ignore[operator]
        calendar.calendar_of(year, today)


def test_the_next_steps_go_away_when_they_are_done(officer: Actor, today: date) -> None:
    cohort = make_cohort()
    assert [step["title"] for step in next_steps(cohort, today)] == ["Open the first programme year"]
    year = years.open_year(officer, cohort, starts=date(2023, 1, 1), requirements="cop-2.0")
    titles = [step["title"] for step in next_steps(cohort, today)]
    assert titles == [
        "Agree the calendar of 2023 with the group",
        "Record how many special meetings the group agreed on",
    ]
    years.agree_calendar(officer, year, text="Agreed.", decided_on=today)
    years.decide_special_meetings(officer, year, number=0, delegates_count=True, text="", decided_on=today)
    assert next_steps(cohort, today) == []
    assert [step["title"] for step in next_steps(cohort, date(2024, 1, 5))] == ["Open the next programme year"]
    assert next_steps(cohort, date(2025, 1, 5)) == []
