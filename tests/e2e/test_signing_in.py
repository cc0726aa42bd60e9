"""Signing in by a code that comes by mail; and who is not known learns nothing from it."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from e2e.arriving import ask_for_a_code, code_for, codes_for
from e2e.doing import follow, heading, press, stands_well, told
from e2e.serving import House
from e2e.windows import Windows

OFFICER, NOBODY = "officer@secretariat.example", "nobody@elsewhere.example"
NOMINEE = "nominee-1@telefonica.example"


def passkeys_of(page: Page) -> str:
    """Give the browser a place for passkeys, whose owner always confirms."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    place: str = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return place


def test_an_officer_adds_a_passkey_and_signs_in_with_it_alone(house: House, windows: Windows, page: Page) -> None:
    passkeys_of(page)
    page.goto("/monday/")
    ask_for_a_code(page, OFFICER)
    page.get_by_label("Code").fill(code_for(house, OFFICER))
    press(page, "Sign in")
    # A mailed code alone opens nothing that a role of the secretariat reaches.
    expect(heading(page)).to_have_text("Your account")
    told(page, "One more step before you begin.")
    stands_well(page)
    follow(page, "Add a passkey")
    stands_well(page)
    page.get_by_label("Name").fill("The laptop")
    press(page, "Add the passkey")
    expect(heading(page)).to_have_text("Recovery codes")
    stands_well(page)
    follow(page, "I have kept them, go on")
    expect(heading(page)).to_have_text("Monday")

    press(page, "Sign out")
    page.goto("/trail/")
    press(page, "Use a passkey")
    expect(heading(page)).to_have_text("The trail")

    # The only one stays, because the role needs it.
    page.goto("/account/")
    follow(page, "Remove The laptop")
    expect(heading(page)).to_have_text("Confirm that it is you")
    stands_well(page)
    press(page, "Confirm with a passkey")
    press(page, "Remove it")
    told(page, "This is your only second step")


def app_code(key: str) -> str:
    """What the app shows now: the middle one of those that are taken, so that it holds when its time runs out."""
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(key, counters[len(counters) // 2]))


def test_without_script_an_app_does(house: House, windows: Windows) -> None:
    page = windows.open(java_script_enabled=False)
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    ask_for_a_code(page, OFFICER)
    first = code_for(house, OFFICER)
    page.get_by_label("Code").fill(first)
    press(page, "Sign in")
    follow(page, "Add an app’s codes")
    key = page.get_by_role("main").locator("code").inner_text()
    page.get_by_label("Authenticator code").fill(app_code(key))
    press(page, "Add it")
    expect(heading(page)).to_have_text("Recovery codes")
    recovery = page.get_by_role("main").locator("code").first.inner_text()

    press(page, "Sign out")
    page.goto("/monday/")
    ask_for_a_code(page, OFFICER)
    page.get_by_label("Code").fill(code_for(house, OFFICER, known=[first]))
    press(page, "Sign in")
    expect(heading(page)).to_have_text("The second step")
    page.get_by_label("Code").fill(recovery)
    press(page, "Confirm with a code")
    expect(heading(page)).to_have_text("Monday")


def test_a_code_leads_to_the_page_that_was_asked_for(house: House, windows: Windows, page: Page) -> None:
    page.goto("/organisation/")
    expect(heading(page)).to_have_text("Sign in")
    stands_well(page)
    ask_for_a_code(page, NOMINEE)
    stands_well(page)
    code = code_for(house, NOMINEE)
    assert len(codes_for(house, NOMINEE)) == 1

    # A wrong code says so, and the right one still works.
    page.get_by_label("Code").fill("WRONG1")
    press(page, "Sign in")
    told(page, "Please mend this first.")
    stands_well(page)
    page.get_by_label("Code").fill(code)
    press(page, "Sign in")
    expect(heading(page)).to_have_text("My organisation")

    press(page, "Sign out")
    page.goto("/monday/")
    expect(heading(page)).to_have_text("Sign in")


def test_an_unknown_address_learns_nothing(house: House, windows: Windows) -> None:
    known, unknown = windows.open(), windows.open()
    for page in (known, unknown):
        page.goto("/sign-in/")
    assert ask_for_a_code(known, OFFICER) == ask_for_a_code(unknown, NOBODY)
    assert known.url == unknown.url
    code_for(house, OFFICER)
    assert len(codes_for(house, OFFICER)) == 1
    assert codes_for(house, NOBODY) == []
    unknown.get_by_label("Code").fill("ABC123")
    press(unknown, "Sign in")
    told(unknown, "Please mend this first.")
