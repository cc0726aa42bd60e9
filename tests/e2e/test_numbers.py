"""Numbers and answers in a browser: a list becomes a public table, a poll becomes themes; also on a phone."""

import re

from playwright.sync_api import Page, expect

from e2e.doing import follow, heading, press, stands_well, told
from e2e.windows import Windows

SECRET = "marabou"
COUNTRIES = {"Kenya": 3, "Japan": 6, "Spain": 18, "Peru": 1, "Canada": 12}
MERGED = "Africa, Asia and Latin America"
PHONE = {"viewport": {"width": 360, "height": 740}}


def pasted() -> str:
    """A list as somebody copies it from a spreadsheet."""
    people = [(country, at) for country, number in COUNTRIES.items() for at in range(number)]
    lines = [f"{SECRET}-{at}@{country}-{at}.example\t{country}" for country, at in people]
    return "\n".join(["Email\tCountry", *lines])


def test_a_list_becomes_a_public_table(windows: Windows) -> None:
    officer, chief = windows.look_in("officer"), windows.look_in("chief")
    counted(officer)
    press(officer, "Take it to the desk")
    told(officer, "The draft is begun around the table.")
    told(officer, "18 of 40")
    stands_well(officer)
    press(officer, "Send to a second pair of eyes")
    follow(chief, "Desk")
    follow(chief, "Who registered in spring")
    follow(chief, "Read it and decide")
    told(chief, f"{MERGED} 10 of 40")
    stands_well(chief)
    press(chief, "Agree to this text")
    officer.reload()
    follow(officer, "Publish")
    press(officer, "Publish it now")
    reader = windows.open(**PHONE)
    reader.goto("/")
    follow(reader, "Who registered in spring")
    told(reader, f"{MERGED} 10 of 40")
    expect(reader.locator("body")).not_to_contain_text(SECRET)
    stands_well(reader)
    told_in_the_ledger(officer)


def counted(officer: Page) -> None:
    """The officer pastes a list, says what its columns are, and sees what readers would see."""
    officer.goto("/series/plp/")
    follow(officer, "Statistics")
    stands_well(officer)
    follow(officer, "Make a table from a list")
    officer.get_by_label("What is counted").fill("Who registered in spring")
    press(officer, "Read the list")
    told(officer, "Choose a file or paste the list.")
    stands_well(officer)
    officer.get_by_label("Or paste it").fill(pasted())
    press(officer, "Read the list")
    expect(heading(officer)).to_have_text("What do the columns say?")
    expect(officer.get_by_label("Which column tells people apart?")).to_have_value("Email")
    stands_well(officer)
    officer.get_by_label("Region of the world, from “Country”").check()
    press(officer, "Count")
    told(officer, "As readers would see it")
    told(officer, "10 at most, perhaps none")
    stands_well(officer)


def told_in_the_ledger(officer: Page) -> None:
    """The room's page shows what was published, and that another table has to be made again."""
    officer.goto("/statistics/series/plp/")
    told(officer, "1. Who registered in spring")
    told(officer, "make it again")
    stands_well(officer)


def test_answers_become_themes_without_script_on_a_phone(windows: Windows) -> None:
    officer = windows.look_in("officer", java_script_enabled=False, **PHONE)
    officer.goto("/polls/series/plp/")
    follow(officer, "Load the answers to a question")
    officer.get_by_label("The question").fill("What is hard?")
    officer.get_by_label("The answers").fill(
        "Access to remedy\nGrievance mechanisms that work\nRemedy for users\nLunch"
    )
    press(officer, "Load them")
    expect(heading(officer)).to_have_text("What is hard?")
    expect(officer.get_by_text("too few to show")).to_have_count(2)
    lunch = officer.get_by_label(re.compile("Theme: Lunch"))
    remedy = lunch.locator("option").first.get_attribute("value")
    assert remedy
    lunch.select_option(remedy)
    press(officer, "Keep the changes")
    told(officer, "The themes are changed.")
    expect(officer.get_by_text("too few to show")).to_have_count(1)


def tab_to(page: Page, what: str) -> None:
    """Go on with the Tab key until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", what):
            return
    raise AssertionError(f"the Tab key does not reach {what} on {page.url}")


def test_a_table_is_made_by_the_keyboard_alone(windows: Windows) -> None:
    officer = windows.look_in("officer", **PHONE)
    officer.goto("/statistics/cohorts/cop-1/open/")
    tab_to(officer, "main form .button")
    officer.keyboard.press("Enter")
    told(officer, "The thresholds are set.")
    tab_to(officer, "a[href$='/list/']")
    officer.keyboard.press("Enter")
    expect(heading(officer)).to_have_text("Make a table from a list")
    tab_to(officer, "main form .button")
    officer.keyboard.press("Enter")
    expect(officer.locator(".error-summary")).to_be_focused()
    tab_to(officer, ".error-summary a")
    officer.keyboard.press("Enter")
    expect(officer.get_by_label("What is counted")).to_be_focused()
    officer.keyboard.type("Who came in spring")
    tab_to(officer, "#id_text")
    officer.keyboard.insert_text(pasted())
    tab_to(officer, "main form .button")
    officer.keyboard.press("Enter")
    expect(heading(officer)).to_have_text("What do the columns say?")
    tab_to(officer, "input[name=by]")
    officer.keyboard.press("Space")
    tab_to(officer, "main form .button")
    officer.keyboard.press("Enter")
    expect(heading(officer)).to_have_text("Who came in spring")
    tab_to(officer, "main form .button")
