"""Two people far apart register for an open series on their phones, and are introduced once both want it."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from e2e.arriving import link_for, mails_to
from e2e.doing import everything_has_left, follow, heading, let_time_pass, press, stands_well, told
from e2e.serving import House, run_inside
from e2e.windows import PHONE, Windows

ONE, OTHER = "counsel@small-firm.example", "policy@start-up.example"
WORDS = {ONE: "Counsel of a small firm", OTHER: "Somebody who writes a first policy"}
TOPIC = "A first human rights policy"
TODAY = "from convenor.kernel.models import Installation\nprint(Installation.objects.get().today)"


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without"])
def test_two_who_want_to_talk_about_the_same_are_introduced(house: House, windows: Windows, *, script: bool) -> None:
    officer = windows.look_in("officer")
    pages = {
        address: windows.open(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=script)
        for address in (ONE, OTHER)
    }
    for address, phone in pages.items():
        register(phone, address)
        everything_has_left(officer)
        phone.goto(link_for(house, address, "/registration/"))
        press(phone, "Yes, confirm")
        told(phone, "Confirmed.")
        look_for_somebody(phone, address, axe=script)

    let_time_pass(windows, tomorrow(house))
    everything_has_left(officer)
    for address, phone in pages.items():
        assert not any(WORDS[other] in mail for mail in mails_to(house, address) for other in pages if other != address)
        phone.reload()
        told(phone, "Somebody else who registered also wants to talk about this:")
        if script:
            stands_well(phone)
        press(phone, "Yes, introduce us")
    told(pages[OTHER], "You both said yes.")
    everything_has_left(officer)
    for address, other in ((ONE, OTHER), (OTHER, ONE)):
        (introduced,) = [mail for mail in mails_to(house, address) if "You are introduced" in mail]
        assert WORDS[other] in introduced
        assert other in introduced
    pages[ONE].reload()
    told(pages[ONE], "You were introduced to somebody")
    press(pages[ONE], "Leave, and erase it now")
    expect(heading(pages[ONE])).to_have_text("You have left")


def register(phone: Page, address: str) -> None:
    """Somebody finds the series and registers for its next session."""
    phone.goto("/webinars/")
    follow(phone.get_by_role("list").filter(has_text="Peer Learning Platform"), "Peer Learning Platform 2023")
    follow(phone.get_by_role("main"), "Register")
    phone.get_by_role("group", name="Sessions").get_by_role("checkbox").first.check()
    phone.get_by_label("Mail address").fill(address)
    phone.get_by_label("Your clock").select_option("Africa/Lagos")
    phone.get_by_label("I keep to these rules").check()
    press(phone, "Register")
    expect(heading(phone)).to_have_text("Look into your mail")


def look_for_somebody(phone: Page, address: str, *, axe: bool) -> None:
    """The same page tells what is missing, and keeps what was typed."""
    part = phone.locator("form", has=phone.get_by_role("button", name="Look for somebody"))
    part.get_by_label("How the other person should know you").fill(WORDS[address])
    press(phone, "Look for somebody")
    told(phone, "Choose what you want to talk about.")
    if axe:
        stands_well(phone)
    expect(part.get_by_label("How the other person should know you")).to_have_value(WORDS[address])
    part.get_by_label(TOPIC).check()
    press(phone, "Look for somebody")
    told(phone, "Kept. You are mailed once there is somebody.")
    told(phone, "Somebody is looked for every night.")


def tomorrow(house: House) -> date:
    """The day after the demonstration's."""
    today = date.fromisoformat(run_inside(house.folder, TODAY).split()[-1])
    return date.fromordinal(today.toordinal() + 1)
