"""Breakouts: put together, begun, noted and ended; who sat with whom is known while they last."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import Person
from convenor.room.breakouts import actions
from convenor.room.breakouts.models import Breakout, Place, Round
from convenor.room.breakouts.queries import breakouts_visible_to, groups_of, round_of
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.meetings.models import Remark, Session, Statement, StatementReading
from convenor.rules.vocabulary import RemarkKind, RoundState, SessionState
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

DAY = date(2023, 3, 14)
COMPANIES = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta")
THEMES = ["Severity", "Remedy"]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def year() -> ProgrammeYear:
    return make_year(make_cohort())


@pytest.fixture
def session(year: ProgrammeYear) -> Session:
    for slug in COMPANIES:
        make_member(year.cohort, make_organisation(slug))
    row = make_session(year, DAY)
    make_agenda(row)
    Session.objects.update(state=SessionState.OPEN)
    row.refresh_from_db()
    return row


@pytest.fixture
def officer() -> Actor:
    return make_actor()


@pytest.fixture
def read(session: Session) -> None:
    statement = Statement.objects.create(version="1.0", text="…", in_force_from=date(2020, 1, 1))
    StatementReading.objects.create(session=session, statement=statement, reader_role="officer", read_at=clock.now())


def planned(officer: Actor, session: Session, *, each: int = 1) -> Round:
    return actions.plan_breakouts(officer, session, dict.fromkeys(COMPANIES, each), THEMES, 15)


def nominee_of(session: Session, slug: str) -> Actor:
    assert session.year is not None
    membership = session.year.cohort.memberships.get(organisation=slug)
    return actor_of(make_nominee(membership))


def seats(row: Round) -> list[set[str]]:
    return [set(breakout.places.values_list("organisation_id", flat=True)) for breakout in row.breakouts.all()]


def test_everybody_sits_somewhere_and_nobody_alone_with_one_other(officer: Actor, session: Session) -> None:
    found = seats(planned(officer, session))
    assert set.union(*found) == set(COMPANIES)
    assert all(len(group) >= 3 for group in found)


def test_planned_again_they_are_mixed_anew(officer: Actor, session: Session) -> None:
    found = {tuple(map(frozenset, seats(planned(officer, session)))) for _ in range(5)}
    assert len(found) > 1
    assert Round.objects.count() == 1


def test_two_companies_are_not_sent_out(officer: Actor, session: Session) -> None:
    with pytest.raises(Declined, match="Stay in plenary"):
        actions.plan_breakouts(officer, session, {"alpha": 3, "beta": 3}, THEMES, 15)
    assert not Round.objects.exists()


def test_a_stranger_has_no_place(officer: Actor, session: Session) -> None:
    make_organisation("elsewhere")
    with pytest.raises(Declined, match="not a member"):
        actions.plan_breakouts(officer, session, {**dict.fromkeys(COMPANIES, 1), "elsewhere": 1}, THEMES, 15)


@pytest.mark.usefixtures("read")
def test_moved_by_hand_until_two_would_be_alone_they_do_not_begin(officer: Actor, session: Session) -> None:
    row = planned(officer, session)
    first, second = row.breakouts.all()
    for place in list(first.places.all())[2:]:
        actions.move_place(officer, place, second)
    with pytest.raises(Declined, match="Breakout 1 has people of 2 organisations"):
        actions.begin_round(officer, row)
    row.refresh_from_db()
    assert row.state == RoundState.PLANNED


def test_nobody_breaks_out_before_the_statement(officer: Actor, session: Session) -> None:
    row = planned(officer, session)
    with pytest.raises(Declined, match="statement has not been read"):
        actions.begin_round(officer, row)


@pytest.mark.usefixtures("read")
def test_a_company_sees_its_own_breakout_once_it_has_begun_and_no_other(officer: Actor, session: Session) -> None:
    row, nominee = planned(officer, session), nominee_of(session, "alpha")
    assert round_of(nominee, session) is None
    assert not breakouts_visible_to(nominee).exists()
    actions.begin_round(officer, row)
    own = groups_of(nominee, row)
    assert [any(one.place.organisation_id == "alpha" for one in group.seated) for group in own] == [True]
    assert len(groups_of(officer, row)) == 2


@pytest.mark.usefixtures("read")
def test_a_note_is_sealed_without_who_sent_it(officer: Actor, session: Session) -> None:
    row, nominee = planned(officer, session), nominee_of(session, "alpha")
    actions.begin_round(officer, row)
    entries = AuditEntry.objects.count()
    actions.send_note(nominee, breakouts_visible_to(nominee).get(), RemarkKind.SOLUTION, "Ask early.")
    assert Remark.objects.get().text == "Ask early."
    assert AuditEntry.objects.count() == entries


@pytest.mark.usefixtures("read")
def test_a_note_of_another_breakout_is_not_taken(officer: Actor, session: Session) -> None:
    row, nominee = planned(officer, session), nominee_of(session, "alpha")
    actions.begin_round(officer, row)
    other = row.breakouts.exclude(places__organisation="alpha").get()
    with pytest.raises(Declined, match="Nobody of your organisation"):
        actions.send_note(nominee, other, RemarkKind.SOLUTION, "Ask early.")
    assert not Remark.objects.exists()


@pytest.mark.usefixtures("read")
def test_who_sat_with_whom_is_forgotten_when_they_end(officer: Actor, session: Session) -> None:
    row = planned(officer, session)
    actions.begin_round(officer, row)
    assert Place.objects.exists()
    actions.end_round(officer, row)
    assert not Place.objects.exists()
    assert Breakout.objects.count() == 2


@pytest.mark.usefixtures("read")
def test_of_a_session_that_was_closed_nothing_is_left_but_the_themes(officer: Actor, session: Session) -> None:
    actions.begin_round(officer, planned(officer, session))
    assert actions.forget_places(DAY) == 0
    Session.objects.update(state=SessionState.CLOSED)
    assert actions.forget_places(DAY) == 1
    assert not Place.objects.exists()


def test_only_the_secretariat_puts_breakouts_together(session: Session) -> None:
    with pytest.raises(Refused):
        planned(nominee_of(session, "alpha"), session)
    assert not Round.objects.exists()


@pytest.mark.usefixtures("read")
def test_two_officers_who_end_at_once_are_told(officer: Actor, session: Session) -> None:
    row = planned(officer, session)
    actions.begin_round(officer, row)
    actions.end_round(officer, row)
    with pytest.raises(Declined, match="over"):
        actions.end_round(officer, row)


@pytest.mark.usefixtures("read")
def test_the_page_leads_from_the_plan_to_the_end(client: Client, officer: Actor, session: Session) -> None:
    client.force_login(Person.objects.get(account=officer.account).account)  # type: ignore[arg-type]
    page = reverse("breakouts:plan", args=[session.pk])
    given = {f"of-{slug}": 1 for slug in COMPANIES} | {"themes": "Severity\nRemedy\n", "minutes": 15}
    assert client.post(page, given).status_code == 302
    row = Round.objects.get()
    said = client.get(page).content.decode()
    assert "Begin the breakouts" in said
    assert "1. Severity" in said
    assert f'href="{reverse("cockpit:cockpit", args=[session.pk])}"' in said
    client.post(reverse("breakouts:begin", args=[row.pk]))
    assert "back to plenary" in client.get(page).content.decode()
    client.post(reverse("breakouts:end", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == RoundState.OVER


@pytest.mark.parametrize(
    ("given", "said"), [({"themes": "Only one"}, "Choose two breakouts"), ({"minutes": "500"}, "in the session")]
)
def test_what_cannot_be_is_said_on_the_form(
    client: Client, officer: Actor, session: Session, given: dict[str, str], said: str
) -> None:
    client.force_login(Person.objects.get(account=officer.account).account)  # type: ignore[arg-type]
    whole = {f"of-{slug}": 1 for slug in COMPANIES} | {"themes": "Severity\nRemedy", "minutes": "15"} | given
    assert said in client.post(reverse("breakouts:plan", args=[session.pk]), whole).content.decode()
    assert not Round.objects.exists()


def test_a_place_says_neither_who_nor_in_which_capacity() -> None:
    assert {field.name for field in Place._meta.get_fields()} == {"id", "breakout", "organisation"}
