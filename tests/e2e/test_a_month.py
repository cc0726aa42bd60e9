"""An officer's month: what is due, the next session, its agenda, the hour itself, and what remains of it."""

import email
from datetime import date

from playwright.sync_api import Page, expect

from e2e.doing import everything_has_left, follow, heading, let_time_pass, next_step, press, stands_well, tap, told
from e2e.serving import House
from e2e.windows import Windows

THE_DAY = date(2023, 3, 14)
REMARK = "Asking affected people early changed two product plans."


def test_an_officers_month(house: House, windows: Windows) -> None:
    session = before_the_session(house, windows.look_in("officer"))
    let_time_pass(windows, THE_DAY)
    the_session(windows, windows.look_in("officer"), session)


def before_the_session(house: House, page: Page) -> str:
    """From Monday to an agenda that has left; returns the session's address."""
    expect(heading(page)).to_have_text("Monday")
    follow(page, "Send the agenda for Q1 Session 3, 14 March 2023.")
    expect(heading(page)).to_have_text("Agenda")

    # Another item, and its minutes taken from the topic: the hour is kept.
    press(page, "Add an item")
    told(page, "Not kept yet")
    page.get_by_label("Title of item 5").fill("One question for each other")
    page.get_by_label("Minutes of item 5").fill("10")
    press(page, "Keep the agenda")
    told(page, "The items take 70 minutes, 10 more than the 60 of the session.")
    stands_well(page)
    page.get_by_label("Minutes of item 3").fill("20")
    press(page, "Keep the agenda")
    told(page, "The agenda is kept.")
    session = page.url.removeprefix(house.address)

    # Nothing is to be opened before its day; sending comes first.
    expect(page.get_by_role("button", name="Open the session")).to_have_count(0)
    follow(next_step(page), "Send the agenda")
    told(page, "24 people")
    press(page, "Send the agenda")
    told(page, "The agenda is on its way to 24 people.")
    everything_has_left(page)
    agendas = [mail for mail in house.mails if "One question for each other" in mail]
    assert len(agendas) == 24
    assert all(len(addressees(mail)) == 1 for mail in agendas)
    page.goto(session)
    expect(next_step(page)).to_contain_text("Nothing to do until the session begins.")
    return session


def addressees(mail: str) -> list[str]:
    """Everybody whom a mail was sent to, or shows."""
    headers = email.message_from_string(mail.lstrip())
    return [name for header in ("To", "Cc", "Bcc") for name in headers.get(header, "").split(",") if name]


def the_session(windows: Windows, page: Page, session: str) -> None:
    """The hour: nothing before the statement, every item, one remark, and the end."""
    page.goto(session)
    press(page, "Open the session")
    told(page, "The session is open. Read the statement first.")
    stands_well(page)

    # Discussion is refused before the statement, with the reason; in the cockpit it is not offered.
    expect(page.get_by_role("button", name="Begin :")).to_have_count(0)
    told(page, "Opens once the statement is read.")
    # The session's page has one way in, and nothing that is done in the cockpit.
    page.goto(session)
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    stands_well(page)
    follow(next_step(page), "Go to the cockpit")
    tap(page, "The statement was read just now", "Discussion is open")

    for item in ("Brief updates: priorities and challenges", "Stakeholder engagement across regions"):
        tap(page, f"Begin “{item}”", f"Begun: {item}")
        expect(page.locator("[aria-current=step]")).to_contain_text(item)
    tap(page, "Redirect : back into scope", "One more steer is counted; what it was about is kept nowhere")
    stands_well(page)

    follow(page, "All notes")
    expect(page.get_by_label("Said under")).to_contain_text("Stakeholder engagement across regions")
    page.get_by_label("What was said").fill(REMARK)
    page.get_by_label("Practice").check()
    press(page, "Seal the note")
    told(page, "The note is sealed.")
    told(page, REMARK)

    page.goto(session)
    follow(next_step(page), "Go to the cockpit")
    tap(page, "Begin “Close: what we heard, what comes next”", "Begun: Close")
    tap(page, "Begin “One question for each other”", "Begun: One question")
    follow(page, "Close the session")
    told(page, "Still missing")
    press(page, "Close the session")
    told(page, "The session is closed.")
    told(page, "Nobody has said yet which members were represented")
    stands_well(page)

    # A nominee sees the session, and nothing of the notes.
    nominee = windows.look_in("nominee")
    nominee.goto(session)
    told(nominee, "Closed")
    assert REMARK not in nominee.content()
    with windows.refusal(403):
        nominee.goto(f"{session}notes/")
    assert REMARK not in nominee.content()
