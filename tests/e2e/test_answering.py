"""Who comes: invited by mail, answered by a link or by a calendar, and read by the officer in numbers."""

import re
import subprocess
from datetime import UTC, datetime
from email import message_from_string

from playwright.sync_api import Page, expect

from e2e.arriving import link_for, signed_in
from e2e.doing import everything_has_left, follow, heading, press, stands_well, told
from e2e.serving import COMMAND, House, run_inside, surroundings
from e2e.windows import PHONE, Windows

SESSION = """
from datetime import date
from convenor.room.meetings.models import Session
print(Session.objects.get(year__cohort="cop-2", starts_at__date=date(2023, 3, 14)).pk)
"""
UID_OF = """
from convenor.room.invitations.models import Invitation
print(Invitation.objects.get(person__email="{address}").uid)
"""
ONE, OTHER, INSTEAD = "nominee-1@ericsson.example", "nominee-1@cisco.example", "colleague@ericsson.example"
STAND_IN = "Somebody stands in for me"
BY_CALENDAR = """\
From: {who}
To: secretariat@convenor.example
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:{uid}
DTSTAMP:{at:%Y%m%dT%H%M%SZ}
SEQUENCE:0
ATTENDEE;PARTSTAT={says}:mailto:{who}
END:VEVENT
END:VCALENDAR
"""


def test_invitations_are_sent_and_answered(house: House, windows: Windows) -> None:
    session = f"/sessions/{inside(house, SESSION)}/"
    officer = windows.look_in("officer")
    invite(officer, session)
    everything_has_left(officer)

    answer_by_link(windows, link_for(house, ONE, "/answer/"))
    everything_has_left(officer)
    stands_in = windows.open(viewport=PHONE, has_touch=True, is_mobile=True)
    stands_in.goto(link_for(house, INSTEAD, "/stand-in/"))
    expect(heading(stands_in)).to_have_text("You stand in")

    assert by_calendar(house, OTHER, "TENTATIVE") == 0
    numbers_are(officer, session, {"Perhaps": "1", "Somebody stands in": "1", "Come": "0"})
    nominee = signed_in(house, windows, OTHER)
    nominee.goto("/my-calendar/")
    told(nominee, "Your answer: Perhaps")
    # What comes from somebody else's address moves nothing, and the officer learns that a mail needs a person.
    assert by_calendar(house, OTHER, "DECLINED", sender="somebody@elsewhere.example") == 1
    numbers_are(officer, session, {"Perhaps": "1", "Do not come": "0"})
    told(officer, "Mails need a person")
    stands_well(officer)
    press(officer, "I looked at them")
    expect(officer.get_by_role("main")).not_to_contain_text("Mails need a person")
    subscribe(windows, nominee)


def invite(officer: Page, session: str) -> None:
    """The officer sees that nobody is invited, and invites."""
    officer.goto(session)
    follow(officer, "Send the invitations")
    told(officer, "Nobody is invited yet")
    stands_well(officer)
    press(officer, "Send the invitations")
    told(officer, "each alone")


def answer_by_link(windows: Windows, link: str) -> None:
    """One tap without an account; another tap changes it; then somebody else is sent, on the same page."""
    plain = windows.open(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    plain.goto(f"{link}?say=accepted")
    press(plain, "I come")
    told(plain, "I come")
    phone = windows.open(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(link)
    expect(heading(phone)).to_have_text("Do you come?")
    told(phone, "I come")
    stands_well(phone)
    press(phone, "I do not come")
    told(phone, "I do not come")
    follow(phone, STAND_IN)
    phone.get_by_label("Person’s name", exact=True).fill("Colleague, Ericsson")
    phone.get_by_label("Mail address").fill("nobody")
    press(phone, "Name this delegate")
    told(phone, "Please mend this first.")
    stands_well(phone)
    phone.get_by_label("Mail address").fill(INSTEAD)
    press(phone, "Name this delegate")
    told(phone, STAND_IN)
    with windows.refusal(404):
        phone.goto(f"{link[:-2]}x/")
    expect(heading(phone)).to_have_text("This link has ended")
    stands_well(phone)


def subscribe(windows: Windows, nominee: Page) -> None:
    """A secret address shows the sessions to a calendar program, until it is ended."""
    stands_well(nominee)
    press(nominee, "Make a secret address")
    address = re.sub(r"^https?://[^/]+", "", nominee.locator("code").inner_text())
    stands_well(nominee)
    held = nominee.request.get(address).text()
    assert "BEGIN:VEVENT" in held
    assert "ATTENDEE" not in held
    press(nominee, "End this address")
    assert nominee.request.get(address).status == 404


def numbers_are(officer: Page, session: str, expected: dict[str, str]) -> None:
    """The officer reads how many gave which answer."""
    officer.goto(f"{session}invitations/")
    for title, number in expected.items():
        line = officer.locator("dl.summary div", has=officer.get_by_text(title, exact=True))
        expect(line.locator("dd")).to_have_text(number)


def by_calendar(house: House, who: str, says: str, *, sender: str = "") -> int:
    """A calendar program answers by mail, and the mail server hands it over; the command's exit status."""
    uid = inside(house, UID_OF.format(address=who))
    mail = message_from_string(BY_CALENDAR.format(who=who, uid=uid, says=says, at=datetime.now(UTC)))
    if sender:
        mail.replace_header("From", sender)
    command = [*COMMAND, "receive-mail"]
    done = subprocess.run(command, input=mail.as_bytes(), env=surroundings(house.folder), check=False, timeout=60)
    return done.returncode


def inside(house: House, code: str) -> str:
    """What a line of code prints in the product, over the house's own database."""
    return run_inside(house.folder, code).split()[-1]
