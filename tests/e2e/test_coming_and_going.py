"""Somebody is asked to take a seat, takes it, sends a delegate who attends, and leaves: without one spreadsheet."""

import pytest
from playwright.sync_api import Page, expect

from e2e.arriving import link_for, mails_to, signed_in
from e2e.doing import everything_has_left, follow, heading, let_time_pass, press, stands_well, tap, told
from e2e.serving import House, run_inside
from e2e.test_a_whole_session import AGENDA_SENT, THE_DAY
from e2e.windows import PHONE, Windows

PEOPLE = "/cohorts/cop-2/members/twitter/people/"
NEW, DELEGATE, HOME = "new-lead@twitter.example", "stand-in@twitter.example", "lead@home.example"


@pytest.fixture
def session(house: House) -> str:
    """The address of the session of the day, whose agenda has left."""
    return f"/sessions/{run_inside(house.folder, AGENDA_SENT).split()[-1]}/"


def test_a_seat_is_offered_taken_lent_and_left(house: House, windows: Windows, session: str) -> None:
    officer = windows.look_in("officer")
    nominate(officer)
    everything_has_left(officer)
    accept(windows, link_for(house, NEW, "/nominations/"))
    nominee = signed_in(house, windows, NEW)
    expect(heading(nominee)).to_have_text("My organisation")
    name_a_delegate(nominee, session)
    everything_has_left(officer)

    let_time_pass(windows, THE_DAY)
    officer = windows.look_in("officer")
    delegate = windows.open(viewport=PHONE, has_touch=True, is_mobile=True)
    stand_in(windows, delegate, link_for(house, DELEGATE, "/stand-in/"), session)
    officer.goto(f"{session}cockpit/")
    tap(officer, "Open the session", "The session is open")
    delegate.goto(session)
    press(delegate, "We are here")
    told(officer, "1 of 13 members are here.")

    leave(house, windows)
    officer.goto(PEOPLE)
    told(officer, "Vacant")
    everything_has_left(officer)
    assert len(mails_to(house, HOME)) == 1


def nominate(officer: Page) -> None:
    """The secretariat asks somebody for a vacant seat of a member whose team has left."""
    officer.goto(PEOPLE)
    told(officer, "Vacant")
    stands_well(officer)
    follow(officer.locator("dl"), "Nominate somebody for seat 1")
    officer.get_by_label("Person’s name", exact=True).fill("New lead, Twitter")
    officer.get_by_label("Mail address").fill("nobody")
    press(officer, "Ask this person")
    told(officer, "Please mend this first.")
    stands_well(officer)
    officer.get_by_label("Mail address").fill(NEW)
    press(officer, "Ask this person")
    told(officer, "New lead, Twitter")


def accept(windows: Windows, link: str) -> None:
    """The person who was asked reads what it asks for, and takes it with one tap; the link is used up then."""
    phone = windows.open(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(link)
    told(phone, "has two seats")
    stands_well(phone)
    press(phone, "I take the seat and accept the ground rules")
    told(phone, NEW)
    stands_well(phone)
    with windows.refusal(404):
        phone.goto(link)
    stands_well(phone)


def name_a_delegate(nominee: Page, session: str) -> None:
    """The nominee cannot come and says who does."""
    nominee.goto(f"{session}delegate/")
    nominee.get_by_label("Person’s name", exact=True).fill("Stand-in, Twitter")
    nominee.get_by_label("Mail address").fill(DELEGATE)
    press(nominee, "Name this person")
    told(nominee, "Stand-in, Twitter")


def stand_in(windows: Windows, delegate: Page, link: str, session: str) -> None:
    """A minute's reading and one tap, without an account to make; then the session's page and nothing else."""
    delegate.goto(link)
    expect(heading(delegate)).to_have_text("You stand in")
    expect(delegate.get_by_text("Brief updates: priorities and challenges")).to_have_count(0)
    stands_well(delegate)
    press(delegate, "I accept the rules and the statement")
    told(delegate, "Accepted. Here are the agenda and the way in.")
    assert session in delegate.url
    stands_well(delegate)
    with windows.refusal(403):
        delegate.goto("/our-people/")


def leave(house: House, windows: Windows) -> None:
    """Whoever leaves says so, and chooses where the own material goes; the next click is that of a stranger."""
    nominee, other = (signed_in(house, windows, NEW) for _ in range(2))
    nominee.goto(PEOPLE)
    follow(nominee, "Leaves : New lead, Twitter")
    stands_well(nominee)
    nominee.get_by_label("Mail address").fill(HOME)
    press(nominee, "I leave; end my access now")
    told(nominee, "Your access has ended")
    stands_well(nominee)
    follow(nominee, "this page")
    stands_well(nominee)
    press(nominee, "Erase me in a week")
    told(nominee, "It is done in a week.")
    press(nominee, "Take it back")
    told(nominee, "Taken back.")
    for page in (nominee, other):
        page.goto("/organisation/")
        expect(heading(page)).to_have_text("Sign in")
