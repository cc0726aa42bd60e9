"""Writing at the desk: what points to somebody stands beside the text, and nothing that was typed is lost."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, Route, expect

from e2e.doing import follow, heading, press, stands_well, told
from e2e.serving import House
from e2e.test_by_keyboard import every_stop
from e2e.windows import DESK, PHONE, Windows

SETTLED = "Several members weigh severity before likelihood."
NAMED = "Vodafone weighs severity first."
OF_A_PARTY = "Telefónica weighs severity first."
DESCRIBED = "The Spain-based operator weighs severity first."
AUTHOR = "Nominee 1, Quetzal Networks"
CHECK = "**/check/"


def the_editor(window: Page) -> Page:
    """The editor of the demonstration's draft, with a text in which nothing is to settle."""
    window.goto("/desk/")
    follow(window, "Operationalising severity")
    follow(window, "Write")
    window.get_by_label("Text").fill(SETTLED)
    press(window, "Save and check")
    follow(window, "Write")
    return window


def to_settle(page: Page, words: str) -> None:
    expect(page.locator("#summary")).to_have_text(words)


def selected(page: Page) -> str:
    return str(
        page.evaluate(
            "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) }"
        )
    )


def test_findings_stand_beside_the_text_while_one_writes(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer"))
    to_settle(page, "Nothing to settle")
    text = page.get_by_label("Text")
    text.press("Control+End")
    page.keyboard.type(f"\n\n😀 {DESCRIBED} {NAMED}")
    to_settle(page, "2 things to settle")
    beside = page.get_by_role("complementary")
    expect(beside).to_contain_text("It fits: Telefónica.")
    expect(page.locator(".marks mark.blocked")).to_have_text(["The Spain-based operator", "Vodafone"])
    stands_well(page)

    # A finding leads to its words, also after others were typed before them.
    text.press("Control+Home")
    page.keyboard.type("Early on. ")
    beside.get_by_role("link", name="Show it in the text : Vodafone").click()
    assert selected(page) == "Vodafone"

    # The suggestion is taken as if typed, so that the browser can undo it.
    before = text.input_value()
    beside.get_by_role("button", name=re.compile("^Use it instead of The Spain-based operator")).click()
    to_settle(page, "1 thing to settle")
    assert "Spain-based" not in text.input_value()
    text.press("Control+z")
    assert text.input_value() == before
    to_settle(page, "2 things to settle")

    # A source is for the words as they stand now, so these are saved first.
    with page.expect_navigation():
        beside.get_by_role("button", name="Save, then cite a public source for Vodafone").click()
    expect(heading(page)).to_have_text("Cite a public source")
    told(page, "The Spain-based operator weighs severity first. Vodafone")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_editor_is_worked_by_keyboard(windows: Windows, screen: dict[str, int]) -> None:
    page = windows.look_in("officer", viewport=screen)
    page.goto("/desk/")
    follow(page, "Operationalising severity")
    follow(page, "Write")
    to_settle(page, "2 things to settle")
    every_stop(page)


def test_a_reason_is_given_for_words_that_may_stay_and_the_second_pair_reads_it(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer"))
    page.get_by_label("Text").fill(f"{SETTLED} We heard how a business model shapes it.")
    to_settle(page, "1 thing to settle")
    press(page, "Save, then keep it with a reason : business model")
    page.get_by_label("Why may these words stay?").fill("It is about rights, not prices.")
    press(page, "Keep these words")
    press(page, "Send to a second pair of eyes")
    chief = windows.look_in("chief")
    chief.goto(page.url)
    follow(chief, "Read it and decide")
    told(chief, "It is about rights, not prices. (Officer, ")


def test_whom_a_sentence_names_is_asked_on_a_phone_and_it_is_settled(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer"))
    page.get_by_label("Text").fill(OF_A_PARTY)
    to_settle(page, "1 thing to settle")
    press(page, "Save, then ask whom it is about : Telefónica")
    told(page, "One organisation is asked, and it has to agree: Telefónica.")
    stands_well(page)
    press(page, "Ask them")
    told(page, "Asked; 1 answer is still to come.")
    stands_well(page)

    phone = windows.look_in("nominee", viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    follow(phone, "A question waits for your organisation's answer")
    follow(phone, "Words that point to you: may they be published?")
    told(phone, OF_A_PARTY)
    every_stop(phone)
    press(phone, "You may publish this")
    told(phone, "You agreed")

    page.reload()
    told(page, "The one organisation that it fits agreed. (Telefónica)")
    press(page, "Send to a second pair of eyes")


def test_without_a_script_saving_shows_the_same(without_script: Page) -> None:
    without_script.goto("/look-in/")
    without_script.locator("#officer").get_by_role("button").click()
    page = the_editor(without_script)
    page.get_by_label("Text").fill(DESCRIBED)
    press(page, "Save and check")
    follow(page, "Write")
    to_settle(page, "1 thing to settle")
    press(page, "Use it instead of The Spain-based operator")
    to_settle(page, "Nothing to settle")
    expect(page.get_by_label("Text")).not_to_have_value(re.compile("Spain"))


def test_the_later_of_two_answers_wins(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer"))
    held: list[Route] = []
    page.route(CHECK, lambda route: held.append(route) if not held else route.continue_())
    text = page.get_by_label("Text")
    with page.expect_request(CHECK):
        text.fill(NAMED)
    expect(page.get_by_text("Checking …")).to_be_visible()
    text.fill(f"{NAMED} {DESCRIBED}")
    to_settle(page, "2 things to settle")
    expect(page.get_by_text("Checked while you write.")).to_be_visible()
    held[0].fulfill(content_type="text/html", body='<div data-summary="9 things to settle"></div>')
    expect(page.get_by_label("Title")).to_be_visible()
    to_settle(page, "2 things to settle")


def test_when_the_server_is_away_writing_goes_on_and_nothing_is_lost(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer"))
    page.route(CHECK, lambda route: route.abort("aborted"))
    page.get_by_label("Text").fill(NAMED)
    told(page, "The check cannot be reached now. Go on writing")
    stands_well(page)
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_label("Text")).to_have_value(NAMED)
    page.unroute(CHECK)
    press(page, "Save and check")
    told(page, "The text is kept.")


def test_when_the_session_ended_the_words_stay_until_one_is_back(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer"))
    other = page.context.new_page()
    other.goto("/monday/")
    press(other, "Sign out")
    page.get_by_label("Text").fill(NAMED)
    told(page, "You are signed out. Your words are still here.")
    stands_well(page)
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_label("Text")).to_have_value(NAMED)
    other.goto("/look-in/")
    other.locator("#officer").get_by_role("button").click()
    expect(heading(other)).to_have_text("Monday")
    # A new session has a new token; the one that was refused is answered with a status that we expect here.
    with windows.refusal(403):
        press(page, "Save and check")
    told(page, "The text is kept.")
    expect(page.locator("mark.blocked")).to_have_text("Vodafone")


def test_two_officers_at_once_lose_nothing(windows: Windows) -> None:
    page, colleague = the_editor(windows.look_in("officer")), windows.look_in("chief")
    colleague.goto(page.url)
    colleague.get_by_label("Text").fill("What the colleague wrote.")
    press(colleague, "Save and check")
    page.get_by_label("Text").fill("What I wrote.")
    told(page, "A colleague saved this draft meanwhile")
    press(page, "Save and check")
    expect(page.get_by_label("Text")).to_have_value("What I wrote.")
    page.get_by_text("What is saved now", exact=True).click()
    told(page, "What the colleague wrote.")
    stands_well(page)
    press(page, "Save my words in its place")
    told(page, "What I wrote.")


def test_on_a_phone_a_long_note_keeps_its_findings_under_it(windows: Windows) -> None:
    page = the_editor(windows.look_in("officer", viewport=PHONE, has_touch=True, is_mobile=True))
    page.get_by_label("Text").fill(f"{NAMED} {'We heard much more of this kind. ' * 9}\n\n" * 60)
    to_settle(page, "60 things to settle")
    text, beside = page.get_by_label("Text").bounding_box(), page.get_by_role("complementary").bounding_box()
    assert text is not None
    assert beside is not None
    assert beside["y"] > text["y"] + text["height"]
    page.get_by_role("link", name="Show it in the text : Vodafone").nth(40).click()
    expect(page.get_by_label("Text")).to_be_focused()
    assert page.get_by_label("Text").evaluate("field => field.scrollTop") > 0


def test_a_draft_begins_from_a_word_file_without_what_it_hides(house: House, windows: Windows, tmp_path: Path) -> None:
    file = tmp_path / "note.docx"
    document = Document()
    document.add_heading("Weighing severity", 0)
    document.add_paragraph(SETTLED)
    document.core_properties.author = AUTHOR
    document.save(str(file))
    page = windows.look_in("officer")
    page.goto("/desk/begin/")
    follow(page, "Begin from a Word file")
    page.get_by_label("Word file").set_input_files({"name": "note.docx", "mimeType": "", "buffer": b"not a zip"})
    press(page, "Read the file")
    told(page, "it is not a Word document")
    stands_well(page)
    page.get_by_label("Word file").set_input_files(file)
    press(page, "Read the file")
    told(page, AUTHOR)
    expect(page.get_by_label("Title")).to_have_value("Weighing severity")
    stands_well(page)
    press(page, "Begin the draft")
    expect(page.get_by_label("Text")).to_have_value(SETTLED)
    assert AUTHOR not in page.content()
    kept = b"".join(path.read_bytes() for path in house.folder.rglob("*") if path.is_file())
    assert SETTLED.encode() in kept
    assert AUTHOR.encode() not in kept
