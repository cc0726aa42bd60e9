"""One remark all the way: from the sealed notes to the public page and the feed, past everybody who must look."""

import re
from datetime import date
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

from e2e.doing import everything_has_left, follow, heading, let_time_pass, press, stands_well, told
from e2e.serving import House
from e2e.windows import Windows

REMARK = "Vodafone weighs severity before likelihood, and that changed a launch."
TITLE = "Weighing severity first"
WRITTEN = """Several members weigh severity before likelihood, and some changed a launch for it.

## What to do

Begin with the people who would be affected.
"""
LAST_DAY, THE_DAY_AFTER = date(2023, 3, 20), date(2023, 3, 21)
ATOM = "{http://www.w3.org/2005/Atom}"


def test_one_remark_all_the_way(house: House, windows: Windows) -> None:
    officer, chief = windows.look_in("officer"), windows.look_in("chief")
    draft = written(officer)
    decided(windows, officer, chief, draft)
    everything_has_left(officer)
    invitations = [mail for mail in house.mails if f"{house.address}/desk/in-view/{draft}" in mail]
    assert len(invitations) == 24
    assert not any(words in mail for mail in house.mails for words in (TITLE, "weighs severity"))
    nobody_outside_knows(windows)
    let_time_pass(windows, THE_DAY_AFTER)
    released(windows, windows.look_in("officer"), draft)


def written(officer: Page) -> str:
    """The officer seals a note, drafts from it, is stopped at a name, and says it in other words."""
    officer.goto("/cohorts/cop-2/2023/")
    follow(officer.get_by_role("row", name=re.compile("14 February")), "Q1 Session 2")
    follow(officer, "Open the sealed notes")
    officer.get_by_label("What was said").fill(REMARK)
    press(officer, "Seal the note")
    told(officer, "It points to somebody:")
    stands_well(officer)

    follow(officer, "Begin a draft from these notes")
    for box in officer.get_by_role("checkbox").all():
        box.uncheck()
    officer.get_by_label(re.compile("Vodafone weighs")).check()
    officer.get_by_label("Title").fill(TITLE)
    press(officer, "Begin the draft")
    expect(officer.get_by_label("Text")).to_have_value(re.compile("Vodafone weighs"))
    stands_well(officer)
    press(officer, "Save and check")

    # A name blocks the way out, in the text and beside it.
    expect(officer.locator("mark.blocked")).to_have_text("Vodafone")
    told(officer, "1 blocks release")
    expect(officer.get_by_role("button", name="Send to a second pair of eyes")).to_be_disabled()
    stands_well(officer)
    follow(officer, "Say it otherwise : Vodafone")
    officer.get_by_label("Text").fill(WRITTEN)
    press(officer, "Save and check")
    told(officer, "The check found nothing that points to somebody.")
    press(officer, "Send to a second pair of eyes")
    told(officer, "Sent.")
    return officer.url.partition("/desk/")[2]


def decided(windows: Windows, officer: Page, chief: Page, draft: str) -> None:
    """Whoever wrote it cannot decide on it; the chief agrees to exactly these words."""
    expect(officer.get_by_role("link", name="Read it and decide")).to_have_count(0)
    follow(chief, "Desk")
    follow(chief, TITLE)
    follow(chief, "Read it and decide")
    told(chief, "Several members weigh severity before likelihood")
    stands_well(chief)
    chief.get_by_label("Last day on which members may object").fill(str(LAST_DAY))
    press(chief, "Agree, and ask the members")
    told(chief, "You agreed to this text.")
    stands_well(chief)

    # Before the last day is over nobody publishes it.
    officer.goto(f"/desk/{draft}")
    expect(officer.get_by_role("button", name="Publish")).to_be_disabled()
    told(officer, "Members may object until 20 March 2023.")


def nobody_outside_knows(windows: Windows) -> None:
    """Members see it, without its way there; the public sees nothing of it."""
    nominee = windows.look_in("nominee")
    follow(nominee, "Notes to look at")
    follow(nominee, TITLE)
    told(nominee, "Several members weigh severity before likelihood")
    for secret in ("Vodafone", "14 February", "Secretariat officer", "Advisor"):
        assert secret not in nominee.get_by_role("main").inner_text()
    reader = windows.open()
    reader.goto("/")
    assert TITLE not in reader.content()
    assert TITLE not in reader.request.get("/feed.atom").text()


def released(windows: Windows, officer: Page, draft: str) -> None:
    """The day after: Monday says so, an officer publishes, and anybody can read it."""
    follow(officer, f"Decide on “{TITLE}”.")
    follow(officer, "Publish")
    stands_well(officer)
    press(officer, "Publish it now")
    told(officer, "Published. Anybody can read it now.")
    stands_well(officer)
    everything_has_left(officer)

    reader = windows.open()
    reader.goto("/")
    follow(reader, TITLE)
    expect(heading(reader)).to_have_text(TITLE)
    for words in ("Several members weigh severity before likelihood", "Global North", "Published on 21 March 2023"):
        told(reader, words)
    page = reader.content()
    for secret in ("Vodafone", "14 February", "Q1 Session", "Advisor", draft.strip("/")):
        assert secret not in page
    assert reader.context.cookies() == []
    stands_well(reader)

    feed = ElementTree.fromstring(reader.request.get("/feed.atom").body())
    newest = next(feed.iter(f"{ATOM}entry"))
    assert newest.findtext(f"{ATOM}title") == TITLE
    assert "Several members weigh severity" in "".join(newest.itertext())
    assert "Vodafone" not in "".join(feed.itertext())
