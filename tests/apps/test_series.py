"""Open series: six sessions in order, moved one by one, and nothing about who takes part (AC-16)."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.language import told
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.models import AgendaItem, Session
from convenor.room.meetings.queries import label_of
from convenor.room.series import actions, queries
from convenor.room.series.models import Series, Webinar
from convenor.room.series.urls import urlpatterns
from convenor.rules.vocabulary import SessionKind, SessionState
from making import make_cohort, make_member, make_nominee, make_organisation, make_secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

WEDNESDAYS = [(2, 8), (3, 15), (5, 10), (7, 12), (9, 13), (11, 8)]


@pytest.fixture
def series() -> Series:
    programme = Programme.objects.create(slug="b-tech", name="B-Tech")
    return Series.objects.create(slug="plp", programme=programme, name="Peer Learning Platform", year=2023)


def at(month: int, day: int) -> datetime:
    return datetime(2023, month, day, 14, tzinfo=UTC)


def planned(officer: Actor, series: Series, month: int = 7, day: int = 12, **more: object) -> Webinar:
    plan = actions.Plan(title=f"Session of {month}", starts_at=at(month, day), **more)  # type: ignore[arg-type]
    return actions.plan_webinar(officer, series, plan)


def test_a_series_of_six_stands_in_its_order_and_is_subject_to_change(officer: Actor, series: Series) -> None:
    for month, day in WEDNESDAYS:
        planned(officer, series, month, day)
    rows = queries.webinars_of(series, clock.today())
    assert [row.webinar.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [(row.on.month, row.on.day) for row in rows] == WEDNESDAYS
    assert all(row.webinar.subject_to_change for row in rows)
    assert all(row.on.isoweekday() == 3 for row in rows)


def test_a_session_is_called_in_the_reader_s_language_and_in_english_where_it_is_kept(
    officer: Actor, series: Series
) -> None:
    label = label_of(planned(officer, series).session)
    assert [label.short, label.full] == ["Peer Learning Platform, session 1", "Peer Learning Platform, session 1, 2023"]
    with override("zh-hans"):
        assert told(label.full) == "Peer Learning Platform，第 1 次会议，2023 年"


def test_a_planned_session_has_its_themes_and_parts_and_counts_for_nobodys_standing(
    officer: Actor, series: Series
) -> None:
    webinar = planned(officer, series, themes=("HRDD", "end use"), parts=("Part one", "Part two", "Part three"))
    row = queries.row_of(webinar, clock.today())
    assert row.themes == ("HRDD", "end use")
    assert [part for part in row.parts if part.startswith("Part")] == ["Part one", "Part two", "Part three"]
    assert sum(AgendaItem.objects.values_list("minutes", flat=True)) == 60
    session = Session.objects.get()
    assert (session.kind, session.year, session.counts_toward_standing) == (SessionKind.WEBINAR, None, False)


def test_a_session_moves_alone_and_nobody_in_a_cohort_hears_of_it(officer: Actor, series: Series) -> None:
    make_nominee(make_member(make_cohort(), make_organisation("apple")))
    other, moved = planned(officer, series, 5, 10), planned(officer, series, 7, 12, themes=("regulation",))
    actions.move_webinar(officer, moved, starts_at=at(7, 19))
    assert list(Session.objects.order_by("starts_at").values_list("starts_at", flat=True)) == [at(5, 10), at(7, 19)]
    assert queries.row_of(Webinar.objects.get(pk=moved.pk), clock.today()).themes == ("regulation",)
    assert queries.note_due(Webinar.objects.get(pk=moved.pk)) == date(2023, 8, 2)
    assert queries.note_due(other) == date(2023, 5, 24)
    assert [(event.name, event.ids) for event in Event.objects.all()] == [
        ("webinar_changed", {"session": str(moved.session_id)})
    ]


def test_a_session_that_was_held_does_not_move(officer: Actor, series: Series) -> None:
    webinar = planned(officer, series)
    Session.objects.update(state=SessionState.CLOSED)
    with pytest.raises(Declined):
        actions.move_webinar(officer, webinar, starts_at=at(7, 19))
    assert Session.objects.get().starts_at == at(7, 12)


def test_a_summary_note_is_due_after_the_set_days(officer: Actor, series: Series) -> None:
    webinar = planned(officer, series, 2, 8)
    assert queries.note_due(webinar) == date(2023, 2, 22)
    assert not queries.row_of(webinar, date(2023, 2, 8)).note_is_due
    assert queries.row_of(webinar, date(2023, 2, 9)).note_is_due


def test_a_title_changes_and_a_date_is_settled(officer: Actor, series: Series) -> None:
    webinar = planned(officer, series)
    actions.change_webinar(officer, webinar, title="Access to remedy", subject_to_change=False)
    webinar.refresh_from_db()
    assert (webinar.title, webinar.subject_to_change) == ("Access to remedy", False)


def test_a_series_is_planned_once_under_its_name(officer: Actor, series: Series) -> None:
    again = actions.plan_series(officer, series.programme, name="Peer Learning 2024", year=2024, note_due_days=21)
    assert (again.pk, again.note_due_days) == ("peer-learning-2024", 21)
    with pytest.raises(Declined, match="of this name"):
        actions.plan_series(officer, series.programme, name="Peer learning 2024", year=2025)
    with pytest.raises(Declined, match="Latin letters"):
        actions.plan_series(officer, series.programme, name="—", year=2025)
    assert Series.objects.count() == 2


@pytest.mark.parametrize("minutes", [5, 500])
def test_a_session_has_a_length_that_people_can_bear(officer: Actor, series: Series, minutes: int) -> None:
    with pytest.raises(Declined, match="minutes"):
        planned(officer, series, minutes=minutes)
    assert not Session.objects.exists()
    assert not Webinar.objects.exists()


def test_a_nominee_changes_nothing(officer: Actor, series: Series) -> None:
    nominee = actor_of(make_nominee(make_member(make_cohort(), make_organisation("apple"))))
    webinar = planned(officer, series)
    trail = AuditEntry.objects.count()
    for attempt in (
        lambda: actions.plan_series(nominee, series.programme, name="Mine", year=2023),
        lambda: planned(nominee, series),
        lambda: actions.move_webinar(nominee, webinar, starts_at=at(7, 19)),
        lambda: actions.change_webinar(nominee, webinar, title="Mine", subject_to_change=False),
    ):
        with pytest.raises(Refused):
            attempt()
    webinar.refresh_from_db()
    assert (Series.objects.count(), Session.objects.count(), webinar.subject_to_change) == (1, 1, True)
    assert Session.objects.get().starts_at == at(7, 12)
    assert AuditEntry.objects.count() == trail


def test_nothing_in_the_app_could_name_a_participant() -> None:
    """The rows of the plan; whoever registers is sealed, in rows of their own (test_series_registering)."""
    names = {field.name for model in (Series, Webinar) for field in model._meta.fields}
    planned = {"id", "series", "session", "number", "title", "subject_to_change", "registered", "tabled", "readings"}
    written = {"slug", "programme", "name", "year", "note_due_days", "scope_reason", "topics", "topics_reason"}
    assert names == {*planned, *written, "asked", "introduced", "speaker_lost_on"}


# The pages


def browser(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_each_page_is_the_secretariats(officer: Actor, series: Series) -> None:
    planned(officer, series)
    nominee = make_nominee(make_member(make_cohort(), make_organisation("apple")))
    arguments: dict[str, list[object]] = {
        "index": [],
        "plan": [],
        "series": ["plp"],
        "plan_webinar": ["plp"],
        "topics": ["plp"],
        "move": ["plp", 1],
        "change": ["plp", 1],
        "readings": ["plp", 1],
    }
    open_pages = {"register", "registered", "registration"}
    speaking = {"speaking", "offer", "take_back_offer", "choose_offer", "decline_offer", "without_speaker"}
    assert {pattern.name for pattern in urlpatterns} == set(arguments) | open_pages | speaking
    chief = browser(make_secretariat(name="Another"))
    for name, given in arguments.items():
        url = reverse(f"series:{name}", args=given)
        assert chief.get(url).status_code == 200, name
        assert browser(nominee).get(url).status_code == 403, name
        assert browser(nominee).post(url, {"title": "x"}).status_code == 403, name
        assert browser(None).get(url).status_code == 302, name
    assert chief.get("/series/nothing/").status_code == 404


def test_a_series_is_planned_by_clicking(series: Series) -> None:
    client = browser(make_secretariat())
    client.post("/plan-a-series/", {"programme": "b-tech", "name": "Autumn", "year": "2023", "note_due_days": "10"})
    assert "Autumn 2023" in text(client.get("/series/"))
    assert "No session yet" in text(client.get("/series/autumn/"))
    sent = {"title": "Remedy", "day": "2023-09-13", "at": "14:00", "minutes": "60", "parts": "One\nTwo\n"}
    client.post("/series/autumn/plan/", sent)
    page = text(client.get("/series/autumn/"))
    for word in ("1. ", "Remedy", "13 September 2023", "subject to change", "23 September 2023", "<li>Two</li>"):
        assert word in page, word
    client.post("/series/autumn/1/move/", {"day": "2023-09-20", "at": "14:00"})
    client.post("/series/autumn/1/change/", {"title": "Access to remedy"})
    page = text(client.get("/series/autumn/"))
    assert "20 September 2023" in page
    assert "Access to remedy" in page
    assert "subject to change" not in page
    odd = client.post("/series/autumn/1/move/", {"day": "2023-09-20", "at": "two o'clock"})
    assert "hours and minutes" in text(odd)


def test_an_empty_list_says_what_will_be_here() -> None:
    assert "No series yet" in text(browser(make_secretariat()).get("/series/"))


def test_a_series_takes_the_same_statements_with_ten_times_the_sessions(officer: Actor, series: Series) -> None:
    client = browser(make_secretariat(name="Another"))

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/series/plp/")
        return len(caught)

    planned(officer, series)
    few = statements()
    for day in range(1, 11):
        planned(officer, series, 5, day)
    assert statements() == few


# What is announced tells nobody who takes part.


@pytest.fixture
def crowded(series: Series) -> Series:
    cohort = make_cohort()
    member = make_member(cohort, make_organisation("vellum", name="Vellum Telecom"))
    make_member(cohort, make_organisation("osprey", name="Osprey"))
    make_nominee(member)
    return series


@pytest.mark.parametrize(
    "plan",
    [
        actions.Plan(title="Vellum Telecom on severity", starts_at=at(2, 8)),
        actions.Plan(title="Severity", starts_at=at(2, 8), themes=("What V\u0435llum Telecom learned",)),
        actions.Plan(title="Severity", starts_at=at(2, 8), parts=("Questions to the people of Vellum Telecom",)),
    ],
)
def test_a_session_is_not_planned_in_words_that_point_to_somebody(
    officer: Actor, crowded: Series, plan: actions.Plan
) -> None:
    with pytest.raises(Declined, match="may not tell who takes part, and these words do"):
        actions.plan_webinar(officer, crowded, plan)
    assert not Session.objects.exists()
    assert not AuditEntry.objects.exists()


def test_neither_is_a_series_named_so_nor_a_session_renamed(officer: Actor, crowded: Series) -> None:
    with pytest.raises(Declined, match="these words do: “Vellum Telecom” and “vellum-telecom”"):
        actions.plan_series(officer, crowded.programme, name="Learning with Vellum Telecom", year=2024)
    webinar = actions.plan_webinar(officer, crowded, actions.Plan(title="Severity", starts_at=at(2, 8)))
    with pytest.raises(Declined):
        actions.change_webinar(officer, webinar, title="Severity at Vellum Telecom", subject_to_change=True)
    assert Webinar.objects.get().title == "Severity"
    assert Series.objects.get() == crowded
