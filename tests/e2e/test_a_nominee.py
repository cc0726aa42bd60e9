"""A nominee: where the own organisation stands, who comes in my place, and what is about to be published."""

import re

from playwright.sync_api import expect

from e2e.conftest import LookIn
from e2e.doing import everything_has_left, follow, heading, press, stands_well, told
from e2e.serving import House
from e2e.windows import PHONE, Windows

OBJECTION = "The sentence about procurement fits our company alone."
ANSWER = "It fits most members, so it stays."


def test_a_nominee_sees_the_own_organisation_alone(windows: Windows) -> None:
    page = windows.look_in("nominee")
    expect(heading(page)).to_have_text("My organisation")
    told(page, "In good standing: every requirement that is due is met.")
    expect(page.locator(".standing")).to_have_count(4)
    for other in ("Vodafone", "Ericsson", "Twitter", "Deutsche"):
        assert other not in page.content()
    for closed in ("/desk/", "/monday/", "/trail/", "/cohorts/cop-2/2023/standing/", "/cohorts/cop-2/members/"):
        with windows.refusal(403):
            page.goto(closed)
        expect(page.get_by_role("main")).not_to_contain_text("Vodafone")
    # Not yours looks like not there.
    with windows.refusal(404):
        page.goto("/cohorts/cop-1/")
    stands_well(page)


def test_a_nominee_names_a_delegate_on_a_phone(house: House, windows: Windows) -> None:
    phone = windows.look_in("nominee", viewport=PHONE, has_touch=True, is_mobile=True)
    follow(phone, "The year's sessions")
    phone.get_by_role("main").get_by_role("link", name=re.compile("Q1 Session 3")).first.click()
    expect(heading(phone)).to_have_text("2023 Q1 Session 3")
    follow(phone, "Name a delegate or a guest")
    phone.get_by_label("Person’s name", exact=True).fill("Delegate One")
    phone.get_by_label("Mail address").fill("not an address")
    press(phone, "Name this person")
    told(phone, "Please mend this first.")
    stands_well(phone)
    phone.get_by_label("Mail address").fill("delegate-one@telefonica.example")
    press(phone, "Name this person")
    told(phone, "Delegate One (delegate)")
    stands_well(phone)

    everything_has_left(windows.look_in("officer"))
    mails = [mail for mail in house.mails if "\nTo: delegate-one@telefonica.example\n" in mail]
    assert len(mails) == 1
    assert "14 March 2023" in mails[0]


def test_a_nominee_objects_without_a_script(look_in_as: LookIn) -> None:
    page = look_in_as("nominee", java_script_enabled=False)
    follow(page, "Notes to look at")
    follow(page, "What the community wants to learn this year")
    told(page, "you may object until 20 March 2023")
    page.get_by_label("What is wrong?").fill(OBJECTION)
    press(page, "Object to this text")
    told(page, "Your objection is kept. The text is not published before it is answered.")
    told(page, "Waits for an answer")

    # The officer's Monday leads to it; only the answer goes back.
    officer = look_in_as("officer", java_script_enabled=False)
    follow(officer, "Answer 1 objection to “What the community wants to learn this year”.")
    told(officer, OBJECTION)
    follow(officer, "Answer it")
    officer.get_by_label("Your answer").fill(ANSWER)
    press(officer, "Send the answer")
    told(officer, ANSWER)
    page.reload()
    told(page, ANSWER)
