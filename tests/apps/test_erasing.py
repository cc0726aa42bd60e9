"""Putting right what is held of oneself, and being erased: what goes, what stays, and what no text may say after it."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.core import mail
from django.test import Client

from convenor.kernel import audit, clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.models import Event
from convenor.people import erasing, former_names
from convenor.people.erasing_letters import mail_asked
from convenor.people.models import Account, Affiliation, ErasureRequest, FormerName, Person
from convenor.room.cohorts.models import Cohort, Nomination, SeatHolding
from convenor.room.cohorts.queries import roster
from convenor.room.invitations.models import Feed, Invitation
from convenor.room.meetings.models import Attendance
from convenor.rules.attribution import Kind, check, parse_roster
from convenor.rules.retention import Record, kept_for
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 6)
DUE = TODAY + timedelta(days=7)
NAME = "Ottoline Brzeczyk"
SAID = f"As {NAME} told us, severity comes first."


@pytest.fixture
def nominee() -> Account:
    """Somebody who sits for a member and has left traces wherever one can."""
    make_installation(demo=True, today=TODAY)
    cohort = make_cohort()
    first, *_others = [make_member(cohort, make_organisation(slug)) for slug in ("ericsson", "nokia", "cisco", "bt")]
    seat = first.seats.get(number=1)
    person = make_person(NAME)
    assert person.account is not None
    SeatHolding.objects.create(seat=seat, person=person, since=date(2022, 1, 1), rules_version="1.0")
    Affiliation.objects.create(person=person, organisation_id="ericsson", function="Head of something")
    session = make_session(make_year(cohort), TODAY + timedelta(days=30))
    Invitation.objects.create(session=session, person=person, uid="1@x", address=person.email)
    Feed.objects.create(person=person, digest="d", made_on=TODAY)
    Nomination.objects.create(
        seat=seat, name=NAME, email=person.email, asked_on=TODAY, nonce="n", state="accepted", ended_on=TODAY
    )
    Attendance.objects.create(
        session=session, organisation_id="ericsson", capacity="nominee", origin="officer", recorded_at=clock.now()
    )
    return person.account


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(account: Account) -> str:
    return unescape(browser(account).get("/account/holdings/").content.decode())


def erase(account: Account) -> None:
    with clock.standing_at(TODAY):
        erasing.ask_to_be_erased(actor_of(account))
    with clock.standing_at(DUE):
        assert erasing.erase_who_asked(DUE) == 1


def is_found(text: str, day: date) -> bool:
    """Whether the check of a text finds the name in it."""
    with clock.standing_at(day):
        found = check(text, parse_roster(roster(Cohort.objects.get(), day=day))).findings
    return any(finding.kind is Kind.PERSON and "ericsson" in finding.members for finding in found)


def test_before_one_decides_the_page_says_what_goes_and_what_stays(nominee: Account) -> None:
    shown = unescape(browser(nominee).get("/account/holdings/erase/").content.decode())
    for words in (
        "The secret address of your own calendar: Goes.",
        "Seats that you hold or held: Ends, and stays without your name.",
        "Compliance records, attendance and what was published stay",
        "sealed for a year",
    ):
        assert words in shown
    assert not ErasureRequest.objects.exists(), "looking asks for nothing"


def test_it_can_be_taken_back_for_a_week(nominee: Account) -> None:
    client = browser(nominee)
    assert client.post("/account/holdings/erase/").status_code == 302
    assert "13 March 2023" in page(nominee)
    assert client.post("/account/holdings/stay/").status_code == 302
    assert not ErasureRequest.objects.exists()
    assert erasing.erase_who_asked(DUE) == 0
    assert Person.objects.filter(name=NAME).exists()


def told(event: Event) -> str:
    """The letter that follows from somebody asking; nothing where it was taken back."""
    mail.outbox.clear()
    mail_asked(**event.ids)
    return "".join(f"{letter.to[0]}\n{letter.body}" for letter in mail.outbox)


def test_whom_it_is_about_is_told_and_can_take_it_back(nominee: Account) -> None:
    with clock.standing_at(TODAY):
        erasing.ask_to_be_erased(actor_of(nominee))
        event = Event.objects.get(name="erasure_asked")
        letter = told(event)
        assert letter.startswith(nominee.email)
        assert "13 March 2023" in letter
        assert "/account/holdings/" in letter
        Account.objects.filter(pk=nominee.pk).update(is_active=False)
        assert "/erase-me/" in told(event), "who cannot sign in has a link"
        erasing.take_back_erasure(actor_of(nominee))
        assert told(event) == ""


def test_nothing_goes_before_the_week_is_over(nominee: Account) -> None:
    with clock.standing_at(TODAY):
        erasing.ask_to_be_erased(actor_of(nominee))
    assert erasing.erase_who_asked(DUE - timedelta(days=1)) == 0
    assert Person.objects.filter(name=NAME).exists()


def test_on_the_day_what_led_to_somebody_is_gone_and_what_counts_still_counts(nominee: Account) -> None:
    client, address = browser(nominee), nominee.email
    holdings, attended = SeatHolding.objects.count(), Attendance.objects.count()
    erase(nominee)
    nominee.refresh_from_db()
    person = Person.objects.get(account=nominee)
    assert (person.name, person.email, person.erased_on) == (erasing.ERASED, "", DUE)
    assert not nominee.is_active
    assert not Account.objects.filter(email=address).exists()
    for model in (Affiliation, Invitation, Feed, Nomination, ErasureRequest):
        assert not model.objects.exists(), model
    assert (SeatHolding.objects.count(), Attendance.objects.count()) == (holdings, attended)
    assert SeatHolding.objects.get(person=person).until == DUE
    assert not SignedIn.objects.exists()
    assert client.get("/account/holdings/").status_code == 302


def test_the_trail_holds_and_names_nobody(nominee: Account) -> None:
    erase(nominee)
    assert audit.verify() is None
    head = audit.head()
    assert head.sequence >= 2
    assert erasing.erase_who_asked(DUE) == 0
    assert audit.head() == head, "a second night changes nothing"


def test_the_name_is_in_no_column_afterwards_and_still_no_text_may_say_it(nominee: Account) -> None:
    assert is_found(SAID, TODAY)
    erase(nominee)
    assert not [row for row in FormerName.objects.values_list("sealed", flat=True) if "Brzeczyk" in row]
    assert FormerName.objects.count() == 1
    assert is_found(SAID, DUE)
    assert is_found(SAID.replace("Brzeczyk", "Brzeczik"), DUE), "nor a misspelt one"


def test_after_a_year_the_sealed_name_is_gone_too(nominee: Account) -> None:
    erase(nominee)
    last = DUE + kept_for(Record.FORMER_NAMES)
    former_names.forget_names(last - timedelta(days=1))
    assert is_found(SAID, last)
    former_names.forget_names(last)
    assert not FormerName.objects.exists()
    assert not is_found(SAID, last)


def test_a_stub_is_no_name_that_texts_are_checked_for(nominee: Account) -> None:
    erase(nominee)
    names = [person["name"] for one in roster(Cohort.objects.get(), day=DUE)["members"] for person in one["people"]]
    assert names == [NAME]


def test_whoever_holds_an_office_hands_over_first() -> None:
    make_installation()
    officer = make_secretariat()
    with pytest.raises(Declined, match="ended first"):
        erasing.ask_to_be_erased(actor_of(officer))
    ErasureRequest.objects.create(account=officer, asked_on=TODAY, due_on=DUE)
    assert erasing.erase_who_asked(DUE) == 0


def test_asking_twice_and_taking_back_nothing_are_declined(nominee: Account) -> None:
    with pytest.raises(Declined, match="nothing to take back"):
        erasing.take_back_erasure(actor_of(nominee))
    erasing.ask_to_be_erased(actor_of(nominee))
    with pytest.raises(Declined, match="already"):
        erasing.ask_to_be_erased(actor_of(nominee))


def test_a_name_put_right_is_shown_and_the_earlier_one_stays_unsayable(nominee: Account) -> None:
    client = browser(nominee)
    sent = {"name": "Ottoline  Bell", "time_zone": "Europe/Stockholm", "function": "Head of more"}
    assert client.post("/account/holdings/correct/", sent).status_code == 302
    person = Person.objects.get(account=nominee)
    assert (person.name, person.time_zone) == ("Ottoline Bell", "Europe/Stockholm")
    assert Affiliation.objects.get().function == "Head of more"
    assert is_found(SAID, TODAY)
    assert is_found(SAID.replace(NAME, "Ottoline Bell"), TODAY)
    assert audit.verify() is None


def test_putting_right_the_function_alone_seals_nothing(nominee: Account) -> None:
    browser(nominee).post("/account/holdings/correct/", {"name": NAME, "time_zone": "UTC", "function": ""})
    assert not FormerName.objects.exists()
    assert browser(nominee).post("/account/holdings/correct/", {"name": " ", "time_zone": "UTC"}).status_code == 200
    assert Person.objects.get(account=nominee).name == NAME


def test_the_secretariat_sees_that_somebody_goes_and_went_and_not_who(nominee: Account) -> None:
    officer = browser(make_secretariat())
    erasing.ask_to_be_erased(actor_of(nominee))
    shown = unescape(officer.get("/retention/").content.decode())
    assert "That somebody asked to be erased" in shown.split("<h2>What went")[0]
    ErasureRequest.objects.update(due_on=TODAY)
    assert erasing.erase_who_asked(TODAY) == 1
    shown = unescape(officer.get("/retention/").content.decode())
    assert "Erased somebody who had asked for it" in shown
    assert "Brzeczyk" not in shown
