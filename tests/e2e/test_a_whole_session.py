"""One hour with everybody in it: an officer, three companies, a delegate, and thirty phones that nobody knows."""

import pytest
from playwright.sync_api import Page, expect

from e2e.arriving import signed_in
from e2e.doing import everything_has_left, follow, heading, let_time_pass, press, stands_well, tap, told
from e2e.phones import PlainPhone
from e2e.serving import House, run_inside
from e2e.test_the_hour import AGENDA_SENT, THE_DAY
from e2e.windows import PHONE, Windows

QUESTION = "When do affected people first hear of a product?"
BEFORE, ONCE, AFTER = "Before the design is final", "Once the design is final", "After the launch"
CLOUD = "In one word: what do you take with you from this session?"
DELEGATE = "delegate-of-the-day@telefonica.example"
PLAIN_PHONES = 28
COUNTED, NOT_OPEN = "Sent. Nobody can see who answered", "This question is not open"


@pytest.fixture
def session(house: House) -> str:
    """The address of the session of the day, whose agenda has left."""
    return f"/sessions/{run_inside(house.folder, AGENDA_SENT).split()[-1]}/"


def test_a_whole_session(house: House, windows: Windows, session: str) -> None:
    telefonica = windows.look_in("nominee")
    name_a_delegate(telefonica, session)
    everything_has_left(windows.look_in("officer"))
    let_time_pass(windows, THE_DAY)
    # On another day everybody looks in anew.
    officer, screen, telefonica = (windows.look_in(role) for role in ("officer", "officer", "nominee"))
    others = [signed_in(house, windows, f"nominee-1@{slug}.example") for slug in ("cisco", "ericsson")]
    companies = [telefonica, *others]
    delegate = the_delegate_accepts_the_rules(house, windows, session)

    officer.goto(f"{session}cockpit/")
    screen.goto(f"{session}screen/")
    told(screen, "The session begins soon.")
    tap(officer, "Open the session", "The session is open")
    told(screen, "The statement is read first.")
    code = officer.locator(".code").first.inner_text()
    early = a_phone(windows)
    early.goto("/join/")
    early.get_by_label("Code").fill(f"{code[:3]} {code[3:]}".lower())
    press(early, "Join")
    told(early, "Nothing is discussed before.")
    tap(officer, "The statement was read just now", "Discussion is open")
    told(early, "Nothing is asked now.")

    floors = [*companies, delegate]
    late = a_phone(windows)
    for page in companies:
        page.goto(session)
        press(page, "We are here")
    for page, address in [*((page, f"{session}floor/") for page in floors), (late, f"/join/{code}/")]:
        page.goto(address)
        press(page, "I have read it")
    told(officer, "3 of 13 members are here.")
    phones = [joined_late(house, code) for _ in range(PLAIN_PHONES)]
    tap(officer, "Begin : Brief updates: priorities and challenges", "Begun")
    told(late, "Brief updates: priorities and challenges")

    ask_and_show(officer, screen, [early, late, *floors], phones)
    in_one_word(officer, screen, [early, late], phones)
    in_small_groups(officer, screen, companies[1])
    the_end(officer, session)
    for page in (screen, early, delegate):
        told(page, "The session is over.")
    expect(screen.get_by_text(code)).to_be_hidden()
    expect(screen.locator(".qr")).to_be_hidden()
    phones[0].reload()
    assert "does not lead to a session now" in phones[0].page


def a_phone(windows: Windows) -> Page:
    """A phone with script, of somebody whom nobody knows."""
    return windows.open(viewport=PHONE, has_touch=True, is_mobile=True)


def name_a_delegate(page: Page, session: str) -> None:
    """A nominee names somebody who comes along."""
    page.goto(f"{session}delegate/")
    page.get_by_label("Person’s name", exact=True).fill("Delegate of the day")
    page.get_by_label("Mail address").fill(DELEGATE)
    press(page, "Name this person")
    told(page, "Delegate of the day")


def the_delegate_accepts_the_rules(house: House, windows: Windows, session: str) -> Page:
    """The agenda and the floor are there once the rules are accepted, and not before."""
    page = signed_in(house, windows, DELEGATE)
    for address in (f"{session}floor/", session):
        page.goto(address)
        expect(page.get_by_role("button", name="I accept the rules and the statement")).to_be_visible()
        expect(page.get_by_text("Brief updates: priorities and challenges")).to_have_count(0)
    press(page, "I accept the rules and the statement")
    told(page, "Brief updates: priorities and challenges")
    return page


def joined_late(house: House, code: str) -> PlainPhone:
    """A phone without script that comes after the statement was read."""
    phone = PlainPhone(house.address)
    phone.join(code)
    phone.press("I have read it")
    assert "Nothing is asked now." in phone.page
    return phone


def ask_and_show(officer: Page, screen: Page, pages: list[Page], phones: list[PlainPhone]) -> None:
    """Each answers once; nobody sees how before the officer shows it, and afterwards no answer is taken."""
    tap(officer, f"Ask it now : {QUESTION}", "everybody's page")
    expect(screen.locator(".count")).to_contain_text("fewer than")
    for at, page in enumerate(pages):
        page.get_by_role("button", name=(BEFORE, ONCE)[at % 2]).click()
        expect(page.locator("#said")).to_contain_text(COUNTED)
    for at, phone in enumerate(phones):
        phone.reload()
        phone.press((BEFORE, ONCE, AFTER)[at % 3])
        assert COUNTED in phone.page
    everybody = len(pages) + len(phones)
    expect(screen.locator(".count")).to_contain_text(str(everybody))
    stands_well(screen)
    told(officer, str(everybody))
    assert BEFORE not in officer.locator("#polls").inner_text()

    tap(officer, f"End it and show the result : {QUESTION}", "The room sees the result")
    for page in (*pages, screen):
        told(page, AFTER)
    for page in (pages[0], pages[-1], screen):
        stands_well(page)
    # A page that was loaded before the end still has the buttons.
    phones[0].press_what_was(BEFORE)
    assert NOT_OPEN in phones[0].page
    phones[1].reload()
    assert AFTER in phones[1].page


def in_one_word(officer: Page, screen: Page, pages: list[Page], phones: list[PlainPhone]) -> None:
    """Words that enough write are shown; one that a single person wrote is not."""
    tap(officer, f"Ask it now : {CLOUD}", "everybody's page")
    for page in pages:
        page.get_by_label("Word 1").fill("listening")
        page.get_by_role("button", name="Send my answer").click()
        expect(page.locator("#said")).to_contain_text(COUNTED)
    for at, phone in enumerate(phones):
        phone.reload()
        phone.press("Send my answer", word="listening" if at else "zeppelins")
    tap(officer, f"End it and show the result : {CLOUD}", "The room sees the result")
    told(screen, "listening")
    for page in (screen, *pages):
        expect(page.get_by_text("zeppelins")).to_have_count(0)


def in_small_groups(officer: Page, screen: Page, company: Page) -> None:
    """Breakouts begin and end, and whoever is in one finds it."""
    for name in ("Apple", "Google", "Vodafone"):
        tap(officer, f"Here : {name}", f"{name} is checked in")
    follow(officer, "Put breakouts together")
    officer.get_by_label("One line for each breakout").fill("Ask early\nAsk all")
    press(officer, "Put them together")
    press(officer, "Begin the breakouts")
    told(screen, "Ask all")
    told(company, "Ask all")
    follow(company, "Find your breakout")
    company.get_by_label("What your breakout brings back").fill("Ask before a design is final.")
    press(company, "Seal the note")
    told(company, "Sealed.")
    press(officer, "End them: back to plenary")


def the_end(officer: Page, session: str) -> None:
    """What is missing is said, the hour is closed, and the draft begins."""
    officer.goto(f"{session}cockpit/")
    tap(officer, "Redirect : back into scope", "One more steer is counted")
    follow(officer, "Close the session")
    expect(heading(officer)).to_have_text("Close the session")
    stands_well(officer)
    press(officer, "Close the session")
    told(officer, "The session is closed.")
    follow(officer, "Begin the draft at the desk")
    expect(heading(officer)).to_have_text("Begin a draft")
