"""The hour: run from one page without a mouse, and without script; two officers see each other's steps."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from e2e.doing import heading, let_time_pass, press, stands_well, tap, told
from e2e.serving import House, run_inside
from e2e.windows import PHONE, Windows

THE_DAY = date(2023, 3, 14)
MOST_STEPS = 160
# The agenda of the day's session left five days ahead, as it would have.
AGENDA_SENT = """
from datetime import date
from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.people.models import Account
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.models import Session
session = Session.objects.get(year__cohort="cop-2", starts_at__date=date(2023, 3, 14))
with clock.standing_at(date(2023, 3, 9)):
    send_agenda(actor_of(Account.objects.get(email="officer@secretariat.example")), session)
print(session.pk)
"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  return (element.labels?.[0]?.innerText || element.innerText).replace(/\\s+/g, " ").trim();
}"""


@pytest.fixture
def cockpit(house: House, windows: Windows) -> str:
    """The address of the cockpit on the session's day."""
    session = run_inside(house.folder, AGENDA_SENT).split()[-1]
    let_time_pass(windows, THE_DAY)
    return f"/sessions/{session}/cockpit/"


def step_to(page: Page, name: str) -> None:
    """Step on by Tab until the focus stands on what is called so."""
    passed = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1] == name:
            return
    raise AssertionError(f"{name!r} is not reached; passed {passed}")


def enter(page: Page, name: str, words: str) -> None:
    """Step to a button, press Enter, and hear what was done, on the same page."""
    step_to(page, name)
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text(words)


def test_an_officer_runs_the_hour_by_tab_and_enter(cockpit: str, windows: Windows) -> None:
    page = windows.look_in("officer")
    page.goto(cockpit)
    enter(page, "Open the session", "The session is open")
    stands_well(page)
    enter(page, "The statement was read just now", "Discussion is open")
    told(page, "Read by the secretariat at")
    enter(page, "Begin : Brief updates: priorities and challenges", "Begun: Brief updates")
    # Tab goes on from there: the focus is not thrown to the top of the page.
    enter(page, "Has spoken : Telefónica", "Done")
    enter(page, "Here : Cisco", "Cisco is checked in")
    enter(page, "Ask it now : When do affected people first hear of a product?", "everybody's page")
    told(page, "One question at a time")
    enter(page, "End it : When do affected people first hear of a product?", "The poll is ended")
    enter(page, "Redirect : back into scope", "One more steer is counted")
    step_to(page, "What was said")
    page.keyboard.type("Asking early changed two plans.")
    step_to(page, "Seal the note")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    told(page, "The note is sealed.")
    stands_well(page)
    page.goto(cockpit)
    enter(page, "Begin : Stakeholder engagement across regions", "Begun: Stakeholder")
    step_to(page, "Close the session")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Close the session")
    stands_well(page)
    step_to(page, "Close the session")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    told(page, "The session is closed.")
    stands_well(page)
    step_to(page, "Begin the draft at the desk")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Begin a draft")


def test_two_officers_see_each_others_steps(cockpit: str, windows: Windows) -> None:
    one, other = windows.look_in("officer"), windows.look_in("chief", viewport=PHONE)
    one.goto(cockpit)
    tap(one, "Open the session", "The session is open")
    other.goto(cockpit)
    note = other.get_by_label("What was said")
    note.fill("Half a sentence that")
    tap(one, "The statement was read just now", "Discussion is open")
    told(other, "Read by the secretariat at")
    tap(one, "Begin : Brief updates: priorities and challenges", "Begun")
    expect(other.locator("[aria-current=step]")).to_contain_text("Brief updates")
    tap(other, "Here : Cisco", "Cisco is checked in")
    told(one, "1 of 13 members are here.")
    tap(one, "Redirect : back into scope", "One more steer")
    expect(other.locator("#reach")).to_contain_text("1 counted")
    # Whatever the colleague does, what is being typed stays.
    expect(note).to_have_value("Half a sentence that")


def test_a_poll_s_own_page_hears_how_it_goes_on(cockpit: str, windows: Windows) -> None:
    one, other = windows.look_in("officer"), windows.look_in("chief", viewport=PHONE)
    one.goto(cockpit)
    tap(one, "Open the session", "The session is open")
    tap(one, "The statement was read just now", "Discussion is open")
    other.goto(cockpit)
    other.get_by_role("link", name="When do affected people first hear of a product?").click()
    told(other, "Not asked yet")
    tap(one, "Ask it now : When do affected people first hear of a product?", "everybody's page")
    told(other, "Being asked")
    stands_well(other)
    press(other, "End it, show nothing yet")
    told(other, "Too few answered")
    told(one, "Too few answered")


def test_the_hour_runs_without_script(cockpit: str, windows: Windows) -> None:
    page = windows.look_in("officer", java_script_enabled=False)
    page.goto(cockpit)
    press(page, "Open the session")
    press(page, "The statement was read just now")
    press(page, "Begin : Brief updates: priorities and challenges")
    assert page.url.partition("#")[0].endswith(cockpit)
    assert "#item-" in page.url
    press(page, "Has spoken : Cisco")
    press(page, "Here : Cisco")
    told(page, "Cisco is checked in.")
    press(page, "Redirect : back into scope")
    press(page, "Ask it now : When do affected people first hear of a product?")
    press(page, "End it and show the result : When do affected people first hear of a product?")
    assert page.url.partition("#")[0].endswith(cockpit)
    told(page, "1 counted")
