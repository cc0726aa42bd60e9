"""The way to one's own breakout, and who hears when something about breakouts changes."""

import pytest
from django.test import Client
from django.urls import reverse
from hour_scene import MEMBERS, START, account_of, begun, make_hour, nominee_of, read, stand_in_account

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.room.breakouts import actions, handlers
from convenor.room.breakouts.models import Breakout, Place, Round
from convenor.room.meetings.actions import stage
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import RemarkKind, RoundState, SessionState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: START)


@pytest.fixture
def session() -> Session:
    return read(begun(make_hour()))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics that changed meanwhile."""
    topics: list[str] = []
    for module in (actions, stage):
        monkeypatch.setattr(module, "changed", topics.append)
    return topics


def planned(officer: Actor, session: Session, *, each: int = 2) -> Round:
    return actions.plan_breakouts(officer, session, dict.fromkeys(MEMBERS, each), ["Severity", "Remedy"], 15)


def own(client: Client, session: Session, organisation: str = "ericsson") -> tuple[str, str]:
    """Where the way to one's own breakout leads, and what stands there."""
    client.force_login(account_of(organisation))
    response = client.get(reverse("breakouts:own", args=[session.pk]))
    return response.headers.get("Location", ""), response.content.decode()


def test_with_one_place_the_way_leads_straight_there(client: Client, officer: Actor, session: Session) -> None:
    row = planned(officer, session)
    first, _ = row.breakouts.all()
    Place.objects.filter(organisation="ericsson").exclude(breakout=first).delete()
    Round.objects.update(state=RoundState.RUNNING, began_at=START)
    assert own(client, session) == (reverse("breakouts:note", args=[first.pk]), "")


def test_the_session_s_page_leads_there_while_they_run(client: Client, officer: Actor, session: Session) -> None:
    row, there = planned(officer, session), reverse("breakouts:own", args=[session.pk])
    client.force_login(account_of("ericsson"))
    address = reverse("meetings:session", args=[session.pk])
    assert there not in client.get(address).content.decode()
    actions.begin_round(officer, row)
    assert there in client.get(address).content.decode()


def test_with_two_places_each_is_offered(client: Client, officer: Actor, session: Session) -> None:
    actions.begin_round(officer, planned(officer, session))
    there, said = own(client, session)
    assert not there
    for breakout in Breakout.objects.all():
        assert reverse("breakouts:note", args=[breakout.pk]) in said
    assert "Severity" in said


def test_before_they_begin_a_member_learns_nothing_of_a_plan(client: Client, officer: Actor, session: Session) -> None:
    planned(officer, session)
    there, said = own(client, session)
    assert not there
    assert "No breakouts now" in said
    assert "Severity" not in said


def test_whoever_has_no_place_stays_in_plenary(client: Client, officer: Actor, session: Session) -> None:
    actions.begin_round(officer, planned(officer, session))
    Place.objects.filter(organisation="ericsson").delete()
    _, said = own(client, session)
    assert "You stay in plenary" in said
    assert "Severity" not in said


def test_a_stand_in_accepts_the_rules_first(client: Client, officer: Actor, session: Session) -> None:
    account = stand_in_account(session, "ericsson")
    actions.begin_round(officer, planned(officer, session))
    client.force_login(account)
    response = client.get(reverse("breakouts:own", args=[session.pk]))
    assert response.headers["Location"] == reverse("meetings:session", args=[session.pk])


def test_an_officer_is_led_to_the_plan(signed_in: Client, session: Session) -> None:
    response = signed_in.get(reverse("breakouts:own", args=[session.pk]))
    assert response.headers["Location"] == reverse("breakouts:plan", args=[session.pk])


def test_officers_hear_of_a_plan_and_members_of_its_beginning_and_end(
    officer: Actor, session: Session, heard: list[str]
) -> None:
    cockpit, floor, screen = (f"{page}:{session.pk}" for page in ("cockpit", "floor", "screen"))
    row = planned(officer, session)
    place = Place.objects.select_related("breakout__round").first()
    assert place is not None
    home = place.breakout
    actions.move_place(officer, place, row.breakouts.exclude(pk=home.pk).get())
    assert set(heard) == {cockpit}
    actions.move_place(officer, Place.objects.get(pk=place.pk), home)
    heard.clear()
    actions.begin_round(officer, row)
    assert set(heard) == {cockpit, floor, screen}
    heard.clear()
    breakout = Breakout.objects.filter(places__organisation="ericsson").first()
    assert breakout is not None
    actions.send_note(nominee_of("ericsson"), breakout, RemarkKind.SOLUTION, "Ask early.")
    assert set(heard) == {cockpit}
    heard.clear()
    actions.end_round(officer, row)
    assert set(heard) == {cockpit, floor, screen}
    heard.clear()
    again = planned(officer, session)
    actions.drop_round(officer, again)
    assert set(heard) == {cockpit}


def test_when_a_session_closes_its_breakouts_are_over_and_forgotten(officer: Actor, session: Session) -> None:
    actions.begin_round(officer, planned(officer, session))
    Session.objects.update(state=SessionState.CLOSED)
    handlers.end_breakouts(str(session.pk))
    assert Round.objects.get().state == RoundState.OVER
    assert not Place.objects.exists()
