"""AC-21: conflict breaks out; from one page to invitations, agenda, request to experts and scope statement.

What the ten minutes are made of is counted: pages that an officer sees, fields that an officer has to fill.
"""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from convenor.kernel import audit, clock
from convenor.kernel.actor import actor_of
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.people.models import Account, Affiliation
from convenor.room.cohorts.actions.years import decide_special_meetings
from convenor.room.cohorts.models import ContextEvent, ExpertOrganisation, ProgrammeYear
from convenor.room.meetings.actions.calling import Call, call_session, cancel_session, change_session
from convenor.room.meetings.actions.experts import REQUESTS_KEPT_FOR, forget_requests
from convenor.room.meetings.models import ExpertRequest, Session
from convenor.rules.vocabulary import SessionKind, SessionState
from convenor.wiring import WIRING
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_statement,
    make_year,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 2, 24, 9, tzinfo=UTC)
HERE = "/cohorts/cop/2022/call/urgent/"
MEMBERS = ("ericsson", "telefonica")
# What an officer has to type; everything else is filled in.
TYPED = {
    "happened": "Armed conflict breaks out between two States.",
    "source_url": "https://news.example/conflict",
    "day": "2022-02-28",
    "clock": "15:00",
    "themes": "HRDD in conflict settings",
}


@pytest.fixture(autouse=True)
def the_day_it_happens(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    make_installation()


@pytest.fixture
def year() -> ProgrammeYear:
    cohort = make_cohort()
    for slug in MEMBERS:
        make_nominee(make_member(cohort, make_organisation(slug, name=slug.title())))
    make_statement()
    row = make_year(cohort, 2022)
    gni = make_organisation("gni", name="Global Network Initiative")
    ExpertOrganisation.objects.create(year=row, organisation=gni)
    Affiliation.objects.create(person=make_person("Contact of GNI", account=False), organisation=gni)
    return row


@pytest.fixture
def account() -> Account:
    return make_secretariat()


@pytest.fixture
def officer(year: ProgrammeYear, account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


class Filled(HTMLParser):
    """What the page's form holds before anybody types, and what it insists on."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.required: set[str] = set()
        self.links: list[str] = []
        self._text = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("name", "")
        if tag == "a":
            self.links.append(given.get("href", ""))
        if name and "required" in given:
            self.required.add(name)
        if tag == "input" and given.get("type") not in {"checkbox", "radio", "submit"} and name:
            self.values[name] = given.get("value", "")
        elif tag == "textarea":
            self._text = name
            self.values[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._text] = self.values[self._text].strip()
            self._text = ""

    def handle_data(self, text: str) -> None:
        if self._text:
            self.values[self._text] += text


def filled(client: Client, **more: str) -> dict[str, object]:
    """The form with what is filled in, and what the officer types."""
    page = client.get(HERE).content.decode()
    return {**Filled(page).values, **TYPED, "contacts": ["contact-of-gni@people.example"], **more}


def looked_at(client: Client, sent: dict[str, object]) -> tuple[str, dict[str, object]]:
    """What is shown before it leaves, and the press of the button below it."""
    page = client.post(HERE, sent).content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    return page, {**sent, "seen": seen[0] if seen else "", "go": "1"}


def delivered() -> list[mail.EmailMessage]:
    """Carry out what the events ask for, as the worker does."""
    mail.outbox.clear()
    for event in Event.objects.order_by("at", "pk"):
        for handler in WIRING[event.name]:
            import_string(handler)(**event.ids)
    return mail.outbox


def test_from_what_happened_to_everything_that_leaves_in_three_steps(officer: Client, year: ProgrammeYear) -> None:
    # It is found where sessions are called.
    assert HERE in Filled(officer.get(reverse("meetings:call", args=["cop", 2022])).content.decode()).links

    # One page to fill, five fields of it by hand; one to look at; one button.
    form = Filled(officer.get(HERE).content.decode())
    by_hand = {name for name in form.required if not form.values.get(name)}
    assert by_hand == TYPED.keys()
    steps = 1
    page, press = looked_at(officer, filled(officer))
    steps += 1
    assert not Session.objects.exists()
    assert not Event.objects.exists()
    for said in (
        "Anti-trust statement",
        "HRDD in conflict settings",
        "2 nominees get it by mail, each alone.",
        "1 expert is asked. No member is named",
        "would you brief us on 28 February 2022?",
        "heightened due diligence",
        "has not decided how many special meetings to attend, so this one counts for nobody",
    ):
        assert said in page, said
    answer = officer.post(HERE, press, follow=True)
    steps += 1
    assert "on their way, each mail alone" in answer.content.decode()
    assert steps <= 3

    # The session, its agenda, its scope statement, the event of the year.
    session = Session.objects.get()
    assert (session.kind, session.starts_at) == ("special", datetime(2022, 2, 28, 15, tzinfo=UTC))
    assert [item.kind for item in session.items.all()] == ["statement", "expert_briefing", "questions", "close"]
    assert sum(item.minutes for item in session.items.all()) == session.minutes == 60
    assert "heightened due diligence" in session.purpose
    assert session.purpose in answer.content.decode()
    sending = session.sendings.get()
    assert sending.sent_at < session.starts_at
    event = ContextEvent.objects.get()
    assert (event.text, event.public_fact, event.source_url) == (TYPED["happened"], True, TYPED["source_url"])

    # The mails: each alone, to members the agenda, to the expert a request that names nobody.
    letters = {letter.to[0]: letter for letter in delivered()}
    assert letters.keys() == {
        "nominee-1-ericsson@people.example",
        "nominee-1-telefonica@people.example",
        "contact-of-gni@people.example",
    }
    for letter in letters.values():
        assert (len(letter.to), letter.cc, letter.bcc) == (1, [], [])
        text = str(letter.message()).replace(letter.to[0], "").lower()
        assert not [word for word in (*MEMBERS, "global network", "nominee-", "contact-of") if word in text]
        # So short a name stands in signed links by chance.
        assert not re.search(r"(?<![\w-])gni(?![\w-])", text)
    request = letters["contact-of-gni@people.example"].body
    for said in (TYPED["happened"], TYPED["source_url"], TYPED["themes"], "Monday 28 February 2022, 15:00 UTC"):
        assert said in request
    assert "heightened due diligence" in letters["nominee-1-ericsson@people.example"].body

    # Of the request an address is left, so that the expert can be told if it is off; no relation leads to it.
    asked = ExpertRequest.objects.get()
    assert (asked.address, asked.subject, asked.text) == ("contact-of-gni@people.example", "", "")
    assert session.pk.hex not in asked.about.replace("-", "")
    assert not [entry for entry in AuditEntry.objects.all() if "gni" in entry.subject]
    assert audit.verify() is None


def test_the_group_decides_whether_it_counts(officer: Client, account: Account, year: ProgrammeYear) -> None:
    officer.post(HERE, looked_at(officer, filled(officer))[1])
    assert not Session.objects.get().counts_toward_standing
    decide_special_meetings(
        actor_of(account), year, number=2, delegates_count=True, text="Two of them.", decided_on=date(2022, 2, 1)
    )
    page, press = looked_at(officer, filled(officer, clock="16:00"))
    assert "It counts: the group agreed to attend 2 special meetings this year." in page
    officer.post(HERE, press)
    assert Session.objects.get(starts_at__hour=16).counts_toward_standing


def test_what_was_not_looked_at_does_not_leave(officer: Client, year: ProgrammeYear) -> None:
    _, press = looked_at(officer, filled(officer))
    answer = officer.post(HERE, press | {"themes": "Something else"}).content.decode()
    assert "Something was changed since you looked at it" in answer
    assert not Session.objects.exists()
    assert officer.post(HERE, filled(officer) | {"go": "1"}).status_code == 200
    assert not Session.objects.exists()


def test_pressed_twice_it_is_called_once(officer: Client, year: ProgrammeYear) -> None:
    _, press = looked_at(officer, filled(officer))
    officer.post(HERE, press)
    answer = officer.post(HERE, press).content.decode()
    assert "begins at that very time already" in answer
    assert (Session.objects.count(), ContextEvent.objects.count(), ExpertRequest.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("field", ["happened", "themes", "purpose"])
def test_experts_read_no_name_of_a_member(officer: Client, year: ProgrammeYear, field: str) -> None:
    page, press = looked_at(officer, filled(officer, **{field: "What Ericsson does about conflict."}))
    assert "“Ericsson” points to a member of the cohort" in page
    officer.post(HERE, press)
    assert not Session.objects.exists()
    assert not Delivery.objects.exists()


def test_what_may_be_out_of_scope_wants_a_reason(officer: Client, year: ProgrammeYear) -> None:
    doubted = filled(officer, themes="Human rights risks of advertising-funded business models")
    page, press = looked_at(officer, doubted)
    assert "A second thought:" in page
    assert 'name="scope_reason"' in page
    assert "advertising-funded business models</textarea>" in page
    officer.post(HERE, press)
    assert not Session.objects.exists()
    page, press = looked_at(officer, doubted | {"scope_reason": "It is about people at risk."})
    assert "This goes out" in page
    officer.post(HERE, press)
    (item,) = Session.objects.get().items.filter(kind="expert_briefing")
    assert item.scope_reason == "It is about people at risk."


def test_one_for_later_is_no_urgent_one(officer: Client, year: ProgrammeYear) -> None:
    page, _ = looked_at(officer, filled(officer, day="2022-04-01"))
    assert "begins within 14 days" in page
    assert not Session.objects.exists()


EXPERT = "contact-of-gni@people.example"


def called(officer: Client, **more: str) -> Session:
    """An urgent session whose mails have left."""
    officer.post(HERE, looked_at(officer, filled(officer, **more))[1])
    delivered()
    Event.objects.all().delete()
    return Session.objects.get()


def to_the_expert() -> list[mail.EmailMessage]:
    return [letter for letter in delivered() if letter.to == [EXPERT]]


def test_an_expert_is_told_once_that_the_session_is_off(officer: Client, year: ProgrammeYear) -> None:
    session = called(officer)
    cancel = reverse("meetings:cancel", args=[session.pk])
    assert "Experts who were asked to brief it get a mail" in officer.get(cancel).content.decode()
    officer.post(cancel, {"because": "Ericsson cannot come."})
    (letter,) = to_the_expert()
    assert (letter.to, letter.cc, letter.bcc) == ([EXPERT], [], [])
    assert "28 February 2022, 15:00 UTC. It does not take place." in letter.body
    assert "Ericsson" not in str(letter.message()), "the reason is the members'"
    assert not to_the_expert(), "delivered again, it is not sent again"
    assert not ExpertRequest.objects.exists(), "nothing says any more who was asked"
    officer.post(cancel, {"because": "Pressed twice."})
    assert not to_the_expert()


def test_a_request_that_has_not_left_does_not_leave_a_session_that_is_off(officer: Client, year: ProgrammeYear) -> None:
    officer.post(HERE, looked_at(officer, filled(officer))[1])
    officer.post(reverse("meetings:cancel", args=[Session.objects.get().pk]), {"because": "It is over."})
    assert not to_the_expert()
    assert not ExpertRequest.objects.exists()


def test_an_expert_is_told_a_new_time_and_of_no_other_session(
    officer: Client, account: Account, year: ProgrammeYear
) -> None:
    session = called(officer)
    other = call_session(actor_of(account), year, Call(kind=SessionKind.SPECIAL, starts_at=NOW + timedelta(days=3)))
    cancel_session(actor_of(account), other, "Another session altogether.")
    assert not to_the_expert()
    later = Call(kind=SessionKind.SPECIAL, starts_at=session.starts_at + timedelta(hours=1), themes=("HRDD",))
    change_session(actor_of(account), session, later)
    (letter,) = to_the_expert()
    assert "has another time: Monday 28 February 2022, 16:00 UTC" in letter.body
    assert ExpertRequest.objects.get().text == ""
    cancel_session(actor_of(account), session, "It is over.")
    assert "It does not take place" in to_the_expert()[-1].body


def test_with_a_request_that_has_not_left_the_new_time_goes_along(
    officer: Client, account: Account, year: ProgrammeYear
) -> None:
    officer.post(HERE, looked_at(officer, filled(officer))[1])
    session = Session.objects.get()
    later = Call(kind=SessionKind.SPECIAL, starts_at=session.starts_at + timedelta(hours=1), themes=("HRDD",))
    change_session(actor_of(account), session, later)
    (letter,) = to_the_expert()
    assert "/expert/" in letter.body, "what was asked, with the link"
    assert "has another time: Monday 28 February 2022, 16:00 UTC" in letter.body


def test_once_the_session_is_open_nothing_says_who_was_asked(
    officer: Client, year: ProgrammeYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = called(officer)
    monkeypatch.setattr(clock, "now", lambda: session.starts_at)
    officer.post(reverse("meetings:open", args=[session.pk]))
    assert Session.objects.get().state == SessionState.OPEN
    assert not ExpertRequest.objects.exists()


def test_a_request_that_never_left_is_forgotten(year: ProgrammeYear) -> None:
    ExpertRequest.objects.create(address="a@b.example", subject="s", text="t", asked_on=NOW.date())
    assert forget_requests(NOW.date() + REQUESTS_KEPT_FOR) == 0
    assert forget_requests(NOW.date() + REQUESTS_KEPT_FOR + timedelta(days=1)) == 1
    assert not ExpertRequest.objects.exists()


def test_nominees_call_nothing(officer: Client, year: ProgrammeYear) -> None:
    nominee = Client()
    nominee.force_login(Account.objects.get(email="nominee-1-ericsson@people.example"))
    assert nominee.get(HERE).status_code == 403
    assert nominee.post(HERE, looked_at(officer, filled(officer))[1]).status_code == 403
    assert not Session.objects.exists()
