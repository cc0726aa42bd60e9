"""A phone in a session: joined with the code, asked, answering once; with script, without, and without a network."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from e2e.doing import follow, heading, press, stands_well
from e2e.serving import House, copy, free_port, run_inside, serving
from e2e.windows import PHONE, Windows

MOST_BYTES = 20 * 1024
SENT = "Sent. Nobody can see who answered, we cannot either."
FIRST, SECOND = "What comes first?", "What comes then?"
UNDER_WAY = f"""
from datetime import date
from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.people.models import Account
from convenor.room.cockpit.codes import code_of
from convenor.room.meetings.actions import agenda, running
from convenor.room.meetings.models import Session
from convenor.room.polls.actions import polls
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind

officer = actor_of(Account.objects.get(email="officer@secretariat.example"))
with clock.standing_at(date(2023, 3, 6)):
    session = Session.objects.get(year__cohort="cop-2", starts_at__date=date(2023, 3, 14))
    agenda.send_agenda(officer, session)
    with clock.standing_at(session.starts_at):
        running.open_session(officer, session)
        running.record_reading(officer, session)
        asked = []
        for wording in ({FIRST!r}, {SECOND!r}):
            question = Question(kind=PollKind.ONE, wording=wording, options=("Remedy", "Due diligence", "Conflict"))
            asked.append(polls.write_poll(officer, session, polls.Wanted(question=question)).pk)
print(code_of(session), session.pk, *asked)
"""

COUNT = """
from uuid import UUID
from convenor.room.polls import asking, holding

with holding.opened(asking.folder(), UUID("{poll}")) as place:
    print(place.count())
"""


class Hour:
    """A session that is under way: its code, its key, and two polls that are written and not asked yet."""

    def __init__(self, said: str) -> None:
        self.code, self.session, self.first, self.second = said.split()

    def is_asked(self, officer: Page, poll: str) -> None:
        officer.goto(f"/polls/{poll}/")
        press(officer, "Ask it now")

    def is_over(self, officer: Page, poll: str) -> None:
        officer.goto(f"/polls/{poll}/")
        press(officer, "End it, show nothing yet")


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    return copy(prepared, tmp_path / "demo")


@pytest.fixture
def hour(folder: Path) -> Hour:
    return Hour(run_inside(folder, UNDER_WAY))


@pytest.fixture
def house(folder: Path, hour: Hour) -> Iterator[House]:
    with serving(folder) as served:
        yield served


@pytest.fixture
def officer(windows: Windows) -> Page:
    return windows.look_in("officer")


@pytest.fixture
def roaming(browser: Browser, house: House) -> Iterator[BrowserContext]:
    """A phone that goes out of reach; what its browser says about that is no fault."""
    context = browser.new_context(base_url=house.address, viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


def join(page: Page, hour: Hour) -> None:
    """Type the code as somebody reads it off a screen, and read the statement."""
    page.goto("/join/")
    page.get_by_label("Code").fill(f"{hour.code[:3]} {hour.code[3:].lower()}")
    press(page, "Join")
    press(page, "I have read it")


def said(page: Page) -> Locator:
    return page.locator("#said")


def answers(page: Page) -> Locator:
    return page.get_by_role("button", name="Due diligence")


def test_a_phone_answers_once_and_follows(hour: Hour, officer: Page, phone: Page) -> None:
    join(phone, hour)
    expect(phone.get_by_text("Nothing is asked now.")).to_be_visible()
    stands_well(phone)
    hour.is_asked(officer, hour.first)
    answers(phone).tap()
    expect(said(phone)).to_have_text(SENT)
    expect(answers(phone)).to_be_hidden()
    # A reload and a second tab know it, and go on knowing it once they listen.
    phone.reload()
    expect(said(phone)).to_have_text(SENT)
    tab = phone.context.new_page()
    tab.goto(phone.url)
    expect(said(tab)).to_have_text(SENT)
    hour.is_over(officer, hour.first)
    for page in (phone, tab):
        expect(page.get_by_text("Nothing is asked now.")).to_be_visible()
    hour.is_asked(officer, hour.second)
    for page in (phone, tab):
        expect(page.get_by_role("heading", name=SECOND)).to_be_visible()
        expect(answers(page)).to_be_visible()
        expect(said(page)).to_be_empty()


def test_an_answer_without_script_is_sent_once(hour: Hour, officer: Page, without_script: Page) -> None:
    page = without_script
    hour.is_asked(officer, hour.first)
    join(page, hour)
    tab = page.context.new_page()
    tab.goto(page.url)
    press(page, "Due diligence")
    expect(said(page)).to_have_text(SENT)
    press(tab, "Remedy")
    expect(said(tab)).to_contain_text("counted already, once")
    expect(answers(tab)).to_be_hidden()


def test_a_late_answer_without_script_is_told_so(hour: Hour, officer: Page, without_script: Page) -> None:
    page = without_script
    hour.is_asked(officer, hour.first)
    join(page, hour)
    hour.is_over(officer, hour.first)
    press(page, "Due diligence")
    expect(said(page)).to_contain_text("Your answer was not counted.")
    follow(page, "Load this page again")
    expect(said(page)).to_be_empty()


def test_without_a_network_the_phone_says_so_and_sends_once(hour: Hour, officer: Page, roaming: BrowserContext) -> None:
    phone = roaming.new_page()
    join(phone, hour)
    hour.is_asked(officer, hour.first)
    expect(answers(phone)).to_be_visible()
    taken: list[str] = []
    phone.on("requestfinished", lambda request: taken.append(request.url) if "/ballots/" in request.url else None)
    roaming.set_offline(True)
    answers(phone).tap()
    expect(said(phone)).to_contain_text("No connection. Your answer is kept here")
    answers(phone).tap()
    roaming.set_offline(False)
    expect(said(phone)).to_have_text(SENT)
    assert len(taken) == 1
    phone.reload()
    expect(said(phone)).to_have_text(SENT)


def test_a_server_that_is_killed_while_an_answer_is_on_its_way_goes_on_and_counts_it_once(
    folder: Path, hour: Hour, browser: Browser
) -> None:
    port = free_port()
    with (
        serving(folder, port) as house,
        browser.new_context(base_url=house.address) as desk,
        browser.new_context(base_url=house.address, viewport=PHONE, has_touch=True, is_mobile=True) as pocket,
    ):
        officer, phone = desk.new_page(), pocket.new_page()
        officer.goto("/look-in/")
        officer.locator("#officer").get_by_role("button").click()
        join(phone, hour)
        hour.is_asked(officer, hour.first)
        expect(answers(phone)).to_be_visible()
        # It takes what comes, and does no more.
        house.server.send_signal(signal.SIGSTOP)
        with phone.expect_request(f"**/ballots/{hour.first}/"):
            answers(phone).tap()
        house.server.kill()
        expect(said(phone)).to_contain_text("No connection. Your answer is kept here")
        expect(phone.get_by_text("Not up to date: no connection.")).to_be_visible()
        with serving(folder, port):
            expect(said(phone)).to_have_text(SENT)
            expect(answers(phone)).to_be_hidden()
            assert run_inside(folder, COUNT.format(poll=hour.first)) == "1\n"
            phone.reload()
            expect(said(phone)).to_have_text(SENT)
            hour.is_over(officer, hour.first)
            expect(phone.get_by_text("Nothing is asked now.")).to_be_visible()


def test_a_wrong_code_is_told_and_can_be_typed_again(hour: Hour, windows: Windows, phone: Page) -> None:
    phone.goto("/join/")
    phone.get_by_label("Code").fill("ABCDEF")
    with windows.refusal(404):
        press(phone, "Join")
    expect(phone.get_by_role("alert")).to_contain_text("does not lead to a session now")
    stands_well(phone)
    phone.get_by_label("Code").fill(hour.code)
    press(phone, "Join")
    expect(phone.get_by_role("button", name="I have read it")).to_be_visible()
    stands_well(phone)


def test_the_page_of_a_phone_is_light(hour: Hour, officer: Page, phone: Page, browser: Browser) -> None:
    hour.is_asked(officer, hour.first)
    join(phone, hour)
    fetched: list[Request] = []
    # The same phone, with nothing of the page left in its cache.
    with browser.new_context(storage_state=phone.context.storage_state()) as fresh:
        page = fresh.new_page()
        page.on("requestfinished", lambda request: keep(fetched, request))
        page.goto(phone.url)
        expect(answers(page)).to_be_visible()
        expect(page.get_by_text("One tap sends your answer")).to_be_visible()
        sizes = {request.url: request.sizes() for request in fetched}
    weight = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes.values())
    assert len(sizes) == 3, sizes
    assert weight <= MOST_BYTES, sizes


def keep(fetched: list[Request], request: Request) -> None:
    """Keep what belongs to the page; the stream that it then listens to stays open and has no end."""
    if "/live/" not in request.url:
        fetched.append(request)


def test_the_shared_screen_follows_and_stands_well(hour: Hour, windows: Windows, officer: Page) -> None:
    screen = officer.context.new_page()
    screen.goto(f"/sessions/{hour.session}/screen/")
    expect(heading(screen)).to_have_text("2023 Q1 Session 3")
    hour.is_asked(officer, hour.first)
    expect(screen.get_by_role("heading", name=FIRST)).to_be_visible()
    expect(screen.get_by_text("Answers: fewer than 5")).to_be_visible()
    expect(screen.get_by_role("link", name=f"Join at {windows.address}/join/{hour.code}/")).to_be_visible()
    stands_well(screen)


def test_a_member_answers_on_the_floor_of_the_session(hour: Hour, windows: Windows, officer: Page) -> None:
    hour.is_asked(officer, hour.first)
    member = windows.look_in("nominee", viewport=PHONE)
    member.goto(f"/sessions/{hour.session}/")
    follow(member, "Go to the floor")
    press(member, "I have read it")
    answers(member).click()
    expect(said(member)).to_have_text(SENT)
    stands_well(member)
