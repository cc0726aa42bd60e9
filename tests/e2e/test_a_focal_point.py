"""A focal point keeps a company's people in order, reads what is held of them, puts it right, and has it erased."""

import json
from datetime import timedelta

from playwright.sync_api import Page, expect

from e2e.arriving import ask_for_a_code, codes_for, signed_in
from e2e.doing import everything_has_left, follow, heading, let_time_pass, press, stands_well, told
from e2e.serving import House
from e2e.test_the_hour import THE_DAY
from e2e.windows import Windows

FOCAL_POINT, ASKED = "focal-point@telefonica.example", "next-lead@telefonica.example"
NAME, BETTER = "Focal point, Telefonica", "Focal point, public policy, Telefonica"


def test_a_focal_point_comes_works_and_is_forgotten(house: House, windows: Windows) -> None:
    nominee = windows.look_in("nominee")
    name_a_focal_point(nominee)
    everything_has_left(windows.look_in("officer"))
    page = signed_in(house, windows, FOCAL_POINT)
    expect(heading(page)).to_have_text("The people of Telefónica")
    for closed in ("/organisation/", "/my-calendar/", "/cohorts/cop-2/members/"):
        with windows.refusal(403):
            page.goto(closed)
    hand_a_seat_over(page)
    holdings_are_read_and_put_right(page)
    nominee.goto("/our-people/")
    told(nominee, BETTER)

    be_erased(page)
    let_time_pass(windows, THE_DAY + timedelta(days=8))
    gone = windows.open()
    known = codes_for(house, FOCAL_POINT)
    gone.goto("/sign-in/")
    ask_for_a_code(gone, FOCAL_POINT)
    nominee = windows.look_in("nominee")
    nominee.goto("/our-people/")
    for words in (NAME, BETTER, FOCAL_POINT):
        expect(nominee.get_by_role("main")).not_to_contain_text(words)
    assert codes_for(house, FOCAL_POINT) == known


def name_a_focal_point(nominee: Page) -> None:
    """A nominee names somebody who keeps the company's people in order."""
    nominee.goto("/our-people/")
    stands_well(nominee)
    follow(nominee, "Name a contact")
    nominee.get_by_label("Person’s name", exact=True).fill(NAME)
    nominee.get_by_label("Mail address").fill(FOCAL_POINT)
    nominee.get_by_role("radio", name="Focal point").check()
    stands_well(nominee)
    press(nominee, "Name this person")
    told(nominee, NAME)


def hand_a_seat_over(page: Page) -> None:
    """The focal point asks somebody for a seat, and takes the question back."""
    page.goto("/our-people/")
    follow(page, "Hand over for seat 1")
    page.get_by_label("Person’s name", exact=True).fill("Next lead, Telefonica")
    page.get_by_label("Mail address").fill(ASKED)
    press(page, "Ask this person")
    told(page, "Please mend this first.")
    page.get_by_label("First day").fill("2023-04-03")
    press(page, "Ask this person")
    told(page, ASKED)
    stands_well(page)
    follow(page, "Take back the nomination of Next lead, Telefonica")
    press(page, "Take it back")
    told(page, "The link in the mail is dead.")


def holdings_are_read_and_put_right(page: Page) -> None:
    """Everything that is held stands on one page and in one file; what is wrong is mended there."""
    page.goto("/account/holdings/")
    told(page, NAME)
    stands_well(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Take it along as a file", exact=True).click()
    held = json.loads(kept.value.path().read_text(encoding="utf-8"))
    assert NAME in json.dumps(held["held"], ensure_ascii=False)
    follow(page, "Put right your name, time zone or function")
    page.get_by_label("Your name").fill(" ")
    press(page, "Keep this")
    told(page, "Please mend this first.")
    stands_well(page)
    page.get_by_label("Your name").fill(BETTER)
    press(page, "Keep this")
    told(page, "Corrected.")


def be_erased(page: Page) -> None:
    """Asked for, taken back, and asked for again."""
    follow(page, "Have yourself erased")
    stands_well(page)
    press(page, "Erase me in a week")
    press(page, "Take it back and stay")
    told(page, "You stay. Nothing was erased.")
    follow(page, "Have yourself erased")
    press(page, "Erase me in a week")
    stands_well(page)
