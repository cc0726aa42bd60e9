"""A page that follows an hour: what the script does with what it is sent, and with what is sent from it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

SCRIPT = Path(__file__).parents[2] / "src/convenor/kernel/static/convenor/live.js"
LOST, BACK, OVER, KEPT = "Not up to date.", "Up to date again.", "Open for long.", "Not sent yet."
PAGE = f"""<!doctype html><title>The hour</title>
<main><form id="reply" method="post" data-again data-tell="told" data-lost="{KEPT}">
<input type="hidden" name="slip" value="a slip"></form><p id="told" role="status" tabindex="-1"></p>
{{place}}
<div role="status" data-live-state data-lost="{LOST}" data-back="{BACK}" data-over="{OVER}"></div>
<div role="status" data-live-said></div></main>
<script src="/live.js" defer></script>"""
PLACE = '<div data-live="/live/?t={number}"><p>At first</p></div>'
QUESTION = """<p data-say>{said}</p>
<section><h2>Question</h2><div data-keep="{keep}">
<label>Why <input id="why" name="why" form="reply"></label>
<button form="reply" formaction="/ballots/{keep}/" name="choice" value="1">Remedy</button></div></section>
<p>{after}</p>"""
# The page's streams, and how many messages have reached it, whatever it does with them.
COUNTING = """
window.heard = 0;
window.streams = [];
window.EventSource = class extends EventSource {
  constructor(address) {
    super(address);
    streams.push(this);
    this.addEventListener("message", () => heard++);
  }
};"""
HANG_UP = None


class Room:
    """The server of the page, which has another token each time.

    `refusing`: whoever listens from now on is refused; `gone`: nobody may see what is followed; `failing`: so many
    answers fail. `pages` were loaded by the browser; `anew` were fetched by the page, which had listened to these.
    """

    def __init__(self) -> None:
        self.words: SimpleQueue[str | None] = SimpleQueue()
        self.refusing = False
        self.too_old = ""
        self.gone = False
        self.failing = self.breaking = 0
        self.pages = 0
        self.anew: list[str] = []
        self.asked: list[str] = []
        self.answers: list[tuple[str, dict[str, list[str]]]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.address = ""

    def say(self, fragment: str) -> None:
        lines = "".join(f"data: {line}\n" for line in fragment.split("\n"))
        self.words.put(f"{lines}\n")

    def say_raw(self, event: str) -> None:
        """An event of its own kind, with which a stream ends."""
        self.words.put(f"event: {event}\ndata:\n\n")
        self.hang_up()

    def hang_up(self) -> None:
        self.words.put(HANG_UP)

    def get(self, request: BaseHTTPRequestHandler) -> None:
        if request.path == "/live.js":
            _send(request, "text/javascript", SCRIPT.read_text(encoding="utf-8"))
        elif request.path == "/":
            if listened := request.headers["live"]:
                self.anew.append(listened)
            else:
                self.pages += 1
            place = "" if self.gone else PLACE.format(number=self.pages + len(self.anew))
            _send(request, "text/html", PAGE.format(place=place))
        elif not request.path.startswith("/live/"):
            request.send_error(404)
        elif self.refusing or request.path == self.too_old:
            request.send_error(403)
        else:
            self._stream(request)

    def post(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["content-length"])).decode()
        self.answers.append((request.path, parse_qs(body)))
        self.may_answer.wait()
        if self.breaking:
            # What was sent has arrived, and nobody hears of it.
            self.breaking -= 1
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        if self.failing:
            self.failing -= 1
            # As a hotel's network answers, and as a proxy does whose server is just starting.
            _send(request, "text/html", "<p>Welcome</p>", status=200 if self.failing else 502)
        else:
            told = {"said": "counted", "title": "Your answer is counted", "why": "Once.", "then": ""}
            _send(request, "application/json", json.dumps(told))

    def _stream(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.end_headers()
        request.wfile.write(b"retry: 20\n\n")
        while (words := self.words.get()) is not HANG_UP:
            request.wfile.write(words.encode())


def _send(request: BaseHTTPRequestHandler, kind: str, text: str, status: int = 200) -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.end_headers()
    request.wfile.write(text.encode())


@contextmanager
def served(room: Room) -> Iterator[None]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            room.get(self)

        def do_POST(self) -> None:
            room.post(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    room.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        room.may_answer.set()
        room.hang_up()
        server.shutdown()


@pytest.fixture
def room() -> Iterator[Room]:
    opened = Room()
    with served(opened):
        yield opened


@pytest.fixture
def page(browser: Browser, room: Room) -> Iterator[Page]:
    with browser.new_context() as context:
        opened = context.new_page()
        opened.add_init_script(COUNTING)
        opened.goto(room.address)
        yield opened


def ask(room: Room, keep: str = "7", said: str = "One", after: str = "Two minutes") -> None:
    room.say(QUESTION.format(keep=keep, said=said, after=after))


def test_each_snapshot_takes_the_place_of_the_one_before(page: Page, room: Room) -> None:
    room.say("<p>Four have answered</p>\n<table><tr><td>Two minutes</td></tr></table>")
    expect(page.get_by_role("cell")).to_have_text("Two minutes")
    room.say("<p>Five have answered</p>")
    expect(page.locator("[data-live]")).to_have_text("Five have answered")


def test_what_somebody_is_writing_stays_while_the_question_is_the_same(page: Page, room: Room) -> None:
    ask(room)
    page.get_by_label("Why").press_sequentially("Half a sent")
    ask(room, said="Two", after="One minute")
    expect(page.get_by_text("One minute")).to_be_visible()
    page.keyboard.type("ence")
    expect(page.get_by_label("Why")).to_have_value("Half a sentence")
    ask(room, keep="8", after="No minute")
    expect(page.get_by_text("No minute")).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value("")


def test_the_focus_and_what_was_opened_stay(page: Page, room: Room) -> None:
    details = "<details><summary>Why</summary><p>{}</p></details><button formaction='/next/'>{}</button>"
    room.say(details.format("Because", "Next"))
    page.get_by_text("Why").click()
    page.get_by_role("button").focus()
    room.say("<p>New</p>" + details.format("So", "Next item"))
    expect(page.get_by_role("button", name="Next item")).to_be_focused()
    expect(page.get_by_text("So", exact=True)).to_be_visible()
    room.say("<p>New</p>" + details.format("So", "Another").replace("/next/", "/end/"))
    expect(page.get_by_role("button", name="Another")).not_to_be_focused()


def test_nothing_changes_under_a_finger(page: Page, room: Room) -> None:
    room.say("<button formaction='/next/'>Next</button>")
    expect(page.get_by_role("button")).to_be_visible()
    page.evaluate("() => { document.querySelector('button').onclick = () => { document.title = 'Pressed'; }; }")
    page.get_by_role("button").hover()
    page.mouse.down()
    room.say("<button formaction='/end/'>End</button>")
    page.wait_for_function("heard === 2")
    expect(page.get_by_role("button")).to_have_text("Next")
    page.mouse.up()
    expect(page).to_have_title("Pressed")
    expect(page.get_by_role("button")).to_have_text("End")


def test_only_what_is_meant_for_it_is_said_aloud(page: Page, room: Room) -> None:
    aloud = page.locator("[data-live-said]")
    room.say("<p>Three minutes</p><p data-say>A question is open</p>")
    expect(aloud).to_have_text("A question is open")
    room.say("<p>Two minutes</p><p data-say>The question is closed</p>")
    expect(aloud).to_have_text("The question is closed")


def test_a_lost_connection_is_said_and_so_is_its_return(page: Page, room: Room) -> None:
    room.say("<p>Before</p>")
    expect(page.get_by_text("Before")).to_be_visible()
    page.evaluate(
        """() => {
            const state = document.querySelector("[data-live-state]");
            window.told = [];
            new MutationObserver(() => told.push(state.textContent)).observe(state, { childList: true });
        }"""
    )
    room.hang_up()
    room.say("<p>After</p>")
    expect(page.get_by_text("After")).to_be_visible()
    assert page.evaluate("told") == [LOST, BACK]


def test_a_page_whose_time_is_over_finds_another_token_in_itself_and_goes_on(page: Page, room: Room) -> None:
    ask(room)
    page.get_by_label("Why").press_sequentially("Half a sent")
    room.say_raw("anew")
    ask(room, after="One minute")
    expect(page.get_by_text("One minute")).to_be_visible()
    page.keyboard.type("ence")
    expect(page.get_by_label("Why")).to_have_value("Half a sentence")
    room.say_raw("anew")
    ask(room, after="No minute")
    expect(page.get_by_text("No minute")).to_be_visible()
    assert room.asked == [f"/live/?t={number}" for number in (1, 2, 3)]
    assert room.anew == room.asked[:2]
    assert room.pages == 1
    expect(page.locator("[data-live-state]")).to_be_empty()


def test_a_page_that_slept_through_the_end_of_its_time_finds_another_token(page: Page, room: Room) -> None:
    room.say("<p>Before</p>")
    expect(page.get_by_text("Before")).to_be_visible()
    room.too_old = room.asked[0]
    room.hang_up()
    room.say("<p>After</p>")
    expect(page.get_by_text("After")).to_be_visible()
    assert (room.asked, room.pages) == (["/live/?t=1", "/live/?t=2"], 1)


def test_a_page_that_is_refused_with_another_token_too_asks_no_more(page: Page, room: Room) -> None:
    room.say("<p>Before</p>")
    expect(page.get_by_text("Before")).to_be_visible()
    room.refusing = True
    room.hang_up()
    expect(page.get_by_text(OVER)).to_be_visible()
    assert (len(room.anew), room.pages) == (1, 1)


@pytest.mark.parametrize("how", ["anew", None])
def test_a_page_that_its_reader_may_not_see_any_more_is_loaded_again_once(
    page: Page, room: Room, how: str | None
) -> None:
    room.say("<p>Confidential</p>")
    expect(page.get_by_text("Confidential")).to_be_visible()
    room.gone = room.refusing = True
    with page.expect_navigation():
        room.say_raw(how) if how else room.hang_up()
    expect(page.get_by_text("Confidential")).to_have_count(0)
    assert (len(room.anew), room.pages) == (1, 2)


def test_no_page_is_loaded_again_under_somebody_who_writes(page: Page, room: Room) -> None:
    ask(room)
    page.get_by_label("Why").fill("Kept")
    room.gone = room.refusing = True
    room.hang_up()
    expect(page.get_by_text(OVER)).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value("Kept")
    assert room.pages == 1


def test_after_the_last_snapshot_a_page_follows_no_longer(page: Page, room: Room) -> None:
    room.say("<p>Thank you</p>")
    room.say_raw("last")
    expect(page.get_by_text("Thank you")).to_be_visible()
    page.wait_for_function("streams.every((one) => one.readyState === EventSource.CLOSED)")
    expect(page.locator("[data-live-state]")).to_be_empty()
    assert (room.asked, room.anew, room.pages) == (["/live/?t=1"], [], 1)


def test_a_page_that_the_browser_puts_aside_lets_go_and_follows_again_when_it_is_back(page: Page, room: Room) -> None:
    ask(room)
    expect(page.get_by_text("Two minutes")).to_be_visible()
    aside, back = (
        f"dispatchEvent(new PageTransitionEvent('{name}', {{ persisted: true }}))" for name in ("pagehide", "pageshow")
    )
    states = "streams.map((one) => one.readyState === EventSource.CLOSED)"
    assert page.evaluate(f"{aside}, {states}") == [True]
    room.hang_up()
    assert page.evaluate(f"{back}, {states}") == [True, False]
    room.say("<p>Here again</p>")
    expect(page.get_by_text("Here again")).to_be_visible()


def test_an_answer_is_sent_until_it_has_arrived_and_is_not_asked_for_again(page: Page, room: Room) -> None:
    ask(room)
    room.failing = 2
    page.get_by_label("Why").fill("Because")
    page.get_by_role("button").click()
    expect(page.locator("#told")).to_have_text(KEPT)
    expect(page.locator("#told")).to_have_text("Your answer is counted. Once.")
    sent = ("/ballots/7/", {"slip": ["a slip"], "why": ["Because"], "choice": ["1"]})
    assert room.answers == [sent] * 3
    expect(page.locator("#told")).to_be_focused()
    ask(room, after="One minute")
    expect(page.get_by_text("One minute")).to_be_visible()
    expect(page.get_by_role("button")).to_be_hidden()
    ask(room, keep="8", after="No minute")
    expect(page.get_by_role("button")).to_be_visible()
    expect(page.locator("#told")).to_be_empty()


def test_an_answer_whose_receipt_is_lost_on_the_way_is_sent_again_until_it_is_told(page: Page, room: Room) -> None:
    ask(room)
    room.breaking = 2
    page.get_by_role("button").click()
    expect(page.locator("#told")).to_have_text(KEPT)
    expect(page.locator("#told")).to_have_text("Your answer is counted. Once.")
    assert len(room.answers) == 3
    assert all(answer == room.answers[0] for answer in room.answers), "by the same slip, so that it is counted once"


def test_without_network_the_phone_says_so_and_a_second_tap_sends_nothing_more(page: Page, room: Room) -> None:
    ask(room)
    expect(page.get_by_role("button")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button").click()
    expect(page.locator("#told")).to_have_text(KEPT)
    page.get_by_role("button").click()
    page.context.set_offline(False)
    expect(page.locator("#told")).to_have_text("Your answer is counted. Once.")
    assert len(room.answers) == 1
