"""A webinar of an open series, from its plan to what is published of it: opened, asked by code, closed, released."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from convenor.desk.models import Draft
from convenor.kernel.actor import actor_of
from convenor.kernel.models import Event
from convenor.people.models import Account
from convenor.room.cockpit.codes import code_of
from convenor.room.meetings.models import Attendance, Session
from convenor.room.meetings.record import compliance_facts
from convenor.room.polls import asking
from convenor.room.polls.intake import Intake
from convenor.room.polls.models import Poll
from convenor.room.series.models import Series
from convenor.room.statistics.actions import open_ledger
from convenor.rules.compliance import parts_of
from convenor.rules.compliance.words import in_lines
from convenor.rules.vocabulary import PollState, Role, SessionState
from journeys.test_ac_17_live import sent
from journeys.test_one_remark_all_the_way import MEMBERS, Visitor, it_is, words
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_organisation,
    make_secretariat,
    make_statement,
)

pytestmark = pytest.mark.django_db

PLANNED, HELD = date(2023, 3, 1), date(2023, 3, 15)
QUESTION = "What would help you most?"
ANSWERS = ("Examples", "Templates", "A helpdesk")
WRITTEN = (
    "## What we heard\n\nMany came to learn from examples of others.\n\n"
    "## What to do\n\nBegin with those who are affected.\n"
)


@pytest.fixture
def series(settings: Settings, tmp_path: Path) -> Series:
    settings.CONVENOR_BALLOTS = tmp_path / "ballots"
    make_installation(demo=True, today=PLANNED)
    make_statement()
    # Words are checked against everybody, for who takes part in an open series is secret.
    cohort = make_cohort()
    for slug in MEMBERS:
        make_member(cohort, make_organisation(slug, region="Europe", size="large"))
    return Series.objects.create(slug="plp", programme=cohort.programme, name="Peer Learning Platform", year=2023)


@pytest.fixture
def account() -> Account:
    return make_secretariat()


@pytest.fixture
def officer(account: Account) -> Visitor:
    return Visitor(account)


@pytest.fixture
def session(series: Series, officer: Visitor) -> Session:
    """A webinar as an officer plans it."""
    address = reverse("series:plan_webinar", args=[series.pk])
    given = {"title": "Access to remedy", "day": str(HELD), "at": "14:00", "minutes": "60", "themes": "Remedy"}
    officer.fills_in(address, **given, parts="")
    return Session.objects.get()


def fixed(officer: Visitor, session: Session) -> str:
    return officer.fills_in(reverse("meetings:send_agenda", args=[session.pk]))


def phone(code: str) -> Client:
    """A phone that joined with the code, and whose owner has read the statement on it."""
    client, address = Client(), reverse("cockpit:joined", args=[code])
    assert client.get(address).status_code == 200
    client.post(address, {"slip": slip_in(client)})
    return client


def test_without_a_fixed_agenda_it_stays_shut(session: Session, officer: Visitor) -> None:
    it_is(HELD)
    page = officer.sends(reverse("meetings:open", args=[session.pk]), {})
    assert "The agenda has not been fixed. Fix it first" in page
    assert Session.objects.get().state == SessionState.PLANNED
    assert "Fix the agenda" in officer.reads(reverse("meetings:session", args=[session.pk]))


def test_a_webinar_that_is_called_off_mails_nobody_but_who_registered(session: Session, officer: Visitor) -> None:
    fixed(officer, session)
    cancel = reverse("meetings:cancel", args=[session.pk])
    assert "Whoever registered for it gets a mail, each alone" in officer.reads(cancel)
    officer.fills_in(cancel, because="Too few speakers.")
    assert Session.objects.get().state == SessionState.CANCELLED
    assert [event.name for event in Event.objects.all()] == ["webinar_changed"]


def test_a_webinar_from_its_plan_to_what_is_published_of_it(
    session: Session, officer: Visitor, account: Account, series: Series
) -> None:
    # Its agenda is fixed as it stands; nobody gets a mail, for nobody is known who takes part.
    assert "Nobody gets a mail" in officer.reads(reverse("meetings:send_agenda", args=[session.pk]))
    assert "The agenda is fixed." in fixed(officer, session)
    assert session.sendings.get().recipients == 0
    assert not Event.objects.exists()
    assert "This very agenda was fixed on" in fixed(officer, session)

    # On its day it is opened, and nothing is asked before the statement.
    it_is(HELD)
    assert "Read the statement first." in officer.sends(reverse("meetings:open", args=[session.pk]), {})
    assert Session.objects.get().state == SessionState.OPEN
    given = {"wording": QUESTION, "options": "\n".join(ANSWERS), "most_each": "1"}
    officer.sends(reverse("polls:write", args=[session.pk]) + "?kind=one", given)
    poll = Poll.objects.get()
    assert "The statement has not been read yet" in officer.sends(reverse("polls:open", args=[poll.pk]), {})
    officer.sends(reverse("meetings:read_statement", args=[session.pk]), {})
    topic = session.items.exclude(kind="statement").first()
    assert topic is not None
    officer.sends(reverse("meetings:open_item", args=[session.pk, topic.pk]), {})
    officer.sends(reverse("polls:open", args=[poll.pk]), {})
    assert Poll.objects.get().state == PollState.OPEN

    # Phones join with the code, without an account, and each answers once.
    intake = Intake(asking.folder(), settings.SECRET_KEY, lambda _session: None)
    told = []
    try:
        for at in range(20):
            client = phone(code_of(session))
            told.append(sent(intake, poll, slip_in(client), "", choice=str(0 if at < 14 else 1)))
        told.append(sent(intake, poll, slip_in(client), "", choice="2"))
    finally:
        intake.counter.stop()
    assert told == ["counted"] * 20 + ["already"]

    # The room sees the result; then the session is closed, and its record says what it was held with.
    open_ledger(actor_of(account), series, k=5, k_organisations=3)
    officer.sends(reverse("polls:reveal", args=[poll.pk]), {})
    assert "ost chose “Examples”" in words(client.get(reverse("cockpit:joined", args=[code_of(session)])))
    officer.fills_in(reverse("cockpit:close", args=[session.pk]), burn_on="2023-06-01")
    row = Session.objects.get()
    assert row.state == SessionState.CLOSED
    assert not Attendance.objects.exists()
    lines = list(in_lines(parts_of(compliance_facts(row))))
    assert [line for line in lines if line.startswith("Agenda fixed 2023-03-01")]
    assert "Held as last fixed: yes" in lines
    assert "Read before any discussion: yes" in lines

    # Its result goes into the summary note, which two people let out.
    assert "The result is in the note" in officer.sends(reverse("desk:take_result", args=[poll.pk]), {})
    draft = Draft.objects.get()
    assert (draft.kind, draft.series) == ("summary_note", series)
    said = draft.body.rsplit("\n\n", 1)[1]
    write = reverse("desk:write", args=[draft.pk])
    officer.fills_in(
        write,
        title="What helps",
        body=f"{WRITTEN}\n{said}\n",
        applies_to="",
        provenance=draft.provenance,
        word_budget=600,
    )
    desk = reverse("desk:draft", args=[draft.pk])
    chief = Visitor(make_secretariat(Role.CHIEF))
    assert "Sent." in officer.presses(desk, reverse("desk:send", args=[draft.pk]))
    chief.fills_in(reverse("desk:decide", args=[draft.pk]))
    release = officer.fills_in(reverse("desk:release", args=[draft.pk]))
    assert "Published. Anybody can read it now." in release
    page = Visitor().reads("/notes/what-helps/")
    assert "“Examples”" in page
    assert str(session.pk) not in page


def slip_in(client: Client) -> str:
    """The slip that a phone's browser keeps."""
    return next(str(cookie.value) for name, cookie in client.cookies.items() if "slip" in name)
