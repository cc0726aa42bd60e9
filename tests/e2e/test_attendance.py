"""A meeting tool's report: read, said who is who, settled, forgotten; and what follows for a company's standing."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import LookIn
from e2e.doing import follow, press, stands_well, told
from e2e.serving import House

TOPIC = "Topic,ID,Duration (minutes),Start time,End time,Participants"
MEETING = 'Session 2,812 3456 7890,65,"Feb 14, 2023 03:00:00 PM","Feb 14, 2023 04:05:00 PM",5'
HEADS = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room"
PASSER_BY, CALLER = "Quokka Passerby", "+44 20 7946 0958"
PEOPLE = [
    ("Nominee 1 - Apple", "nominee-1@apple.example"),
    ("Nominee 2, Cisco", ""),
    ("Second Floor", "second.floor@twitter.com"),
    (PASSER_BY, "quokka@elsewhere.example"),
    (CALLER, ""),
]


def test_a_report_is_settled_and_standing_follows(house: House, look_in_as: LookIn) -> None:
    page = look_in_as("officer")
    page.goto("/cohorts/cop-2/2023/standing/twitter/")
    told(page, "Represented at 0 of 2 regular meetings")

    page.goto("/cohorts/cop-2/2023/")
    follow(page.get_by_role("row", name=re.compile("14 February")), "Q1 Session 2")
    follow(page, "Record attendance")
    upload(page, "", "report.csv")
    told(page, "empty")
    stands_well(page)
    upload(page, report("01/10/2023"), "report.csv")
    told(page, "10 January 2023")
    upload(page, report("02/14/2023"), "participants.csv")
    who_is_who(page)

    # What is left of the report: that a company was represented.
    told(page, "13 of 13 members were represented.")
    told(page, "Settled, names gone")
    page.goto("/cohorts/cop-2/2023/standing/twitter/")
    told(page, "Represented at 1 of 2 regular meetings")
    for file in house.folder.glob("convenor.sqlite3*"):
        assert PASSER_BY.encode() not in file.read_bytes(), f"the name is still in {file.name}"


def who_is_who(page: Page) -> None:
    """Addresses are sure, names are proposed, and nobody is decided by leaving a question open."""
    told(page, "4 people wait for you to say who they are.")
    assert CALLER not in page.content()
    stands_well(page)
    press(page, "Confirm the one who is sure")
    told(page, "1 person is confirmed.")
    expect(page.get_by_role("button", name="Record attendance and wipe the names")).to_have_count(0)
    choose(page, "Nominee 2, Cisco", "Nominee 2, Cisco (nominee of Cisco)")
    choose(page, "Second Floor", "Delegate of Twitter")
    press(page, "Keep what I chose")
    told(page, "1 person waits for you to say who it is.")
    choose(page, PASSER_BY, "Not one of ours: keep nothing")
    press(page, "Keep what I chose")
    told(page, "Everybody is decided")
    stands_well(page)
    press(page, "Record attendance and wipe the names")
    told(page, "The names and addresses of the report are gone.")


def report(day: str) -> str:
    """A participants report as Zoom gives it, for a meeting on this day."""
    rows = [f'"{name}",{email},{day} 02:58:10 PM,{day} 04:01:00 PM,63,Yes,No' for name, email in PEOPLE]
    return "\n".join([TOPIC, MEETING, "", HEADS, *rows, ""])


def upload(page: Page, content: str, name: str) -> None:
    """Choose a file and send it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode("utf-8-sig") if content else b""}
    page.get_by_label("Attendance report from Zoom, Teams or Meet").set_input_files(file)
    press(page, "Read the report")


def choose(page: Page, name: str, answer: str) -> None:
    """Say who somebody in the report is."""
    page.get_by_label(f"Who is {name}").select_option(label=answer)
