"""The page of whoever takes part with a phone and a code: its weight, its requests, and a vote without script."""

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from bench.page import Page
from bench.server import fetch, free_port, served
from bench.table import Measure, tell

if TYPE_CHECKING:
    from convenor.kernel.actor import Actor
    from convenor.room.meetings.models import Session

MOST_KILOBYTES, MOST_REQUESTS = 20, 3


class Fields(HTMLParser):
    """What a browser without script would send: the fields of the form `answer`, and the first button that sends it."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.address = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the fields and the button."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("id") == "answer"
        elif tag == "input" and self._inside:
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "button" and given.get("form") == "answer" and not self.address:
            self.address = given["formaction"]
            self.fields[given["name"]] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        """The fields of a form end with it."""
        self._inside = self._inside and tag != "form"


class Phone:
    """A browser without script that keeps its cookies."""

    def __init__(self, port: int) -> None:
        self._opener = build_opener(HTTPCookieProcessor())
        self._start = f"http://localhost:{port}"

    def get(self, address: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The bytes that came over the wire, and the page; with fields, what a form that is sent leads to."""
        sent = urlencode(fields).encode() if fields else None
        with self._opener.open(Request(self._start + address, sent, {"Accept-Encoding": "gzip"}), timeout=30) as came:
            body = came.read()
            packed = came.headers.get("content-encoding") == "gzip"
        return len(body), (gzip.decompress(body) if packed else body).decode()


def measure() -> list[Measure]:
    """All rows."""
    with tempfile.TemporaryDirectory(prefix="convenor-bench-") as name:
        make = [sys.executable, "-m", "convenor", "demo", "--no-serve", "--data", name]
        subprocess.run(make, check=True, stdout=sys.stderr)
        os.environ.update(
            CONVENOR_DATA=name, CONVENOR_DEMO="1", DJANGO_SETTINGS_MODULE="convenor.settings", DATABASE_URL=""
        )
        import django

        django.setup()
        from convenor.room.cockpit.codes import code_of

        session, port = _opened(), free_port()
        address = f"/join/{code_of(session)}/"
        command = [sys.executable, "-m", "convenor", "demo", "--port", str(port), "--data", name]
        with served(command, port, Path(name), dict(os.environ)):
            phone = Phone(port)
            phone.get(address)
            _ask(session)
            size, text = phone.get(address)
            return [_weight(port, size, text), _vote(phone, text, Path(name))]


def _officer() -> "Actor":
    from convenor.kernel.actor import actor_of
    from convenor.people.models import Account

    return actor_of(Account.objects.get(email="officer@secretariat.example"))


def _opened() -> "Session":
    """The demonstration's next session, opened; its statement is about to be read."""
    from convenor.kernel import clock
    from convenor.kernel.installation import installation
    from convenor.room.meetings.actions.agenda import send_agenda
    from convenor.room.meetings.actions.running import open_session
    from convenor.room.meetings.models import Session
    from convenor.rules.vocabulary import SessionState

    planned = Session.objects.filter(state=SessionState.PLANNED, year__isnull=False, items__isnull=False)
    session = planned.order_by("starts_at").distinct()[0]
    with clock.standing_at(installation().today):
        send_agenda(_officer(), session)
    with clock.standing_at(session.starts_at.date()):
        open_session(_officer(), session)
    return session


def _ask(session: "Session") -> None:
    """Read the statement, and ask something."""
    from convenor.kernel import clock
    from convenor.room.meetings.actions.running import record_reading
    from convenor.room.polls.actions.polls import Wanted, open_poll, write_poll
    from convenor.rules.ballots import Question
    from convenor.rules.vocabulary import PollKind

    options = ("Access to remedy", "Conflict and displacement", "Children's rights", "Human rights defenders")
    question = Question(kind=PollKind.ONE, wording="Which theme should the next quarter begin with?", options=options)
    with clock.standing_at(session.starts_at.date()):
        record_reading(_officer(), session)
        open_poll(_officer(), write_poll(_officer(), session, Wanted(question=question)))


def _weight(port: int, size: int, text: str) -> Measure:
    page = Page()
    page.feed(text)
    # What an address itself holds is asked for nowhere.
    sizes = {part: len(fetch(port, part)[2]) for part in sorted(page.parts) if not part.startswith("data:")}
    parts = ", ".join(f"{Path(part).name} {own / 1024:.1f}" for part, own in sizes.items())
    return Measure(
        what="a participant's page with a question: weight with nothing cached",
        measured=f"{(size + sum(sizes.values())) / 1024:.1f} KB in {1 + len(sizes)} requests",
        goal=f"at most {MOST_KILOBYTES} KB in {MOST_REQUESTS}",
        note=f"page {size / 1024:.1f}, {parts}; besides, the stream of changes",
    )


def _vote(phone: Phone, text: str, folder: Path) -> Measure:
    """Vote as a browser without script does: the form as it stands on the page, nothing else."""
    from convenor.room.polls.intake import COUNTED

    page = Fields()
    page.feed(text)
    _, after = phone.get(page.address, page.fields)
    [held] = (folder / "ballots").glob("*.sqlite3")
    with closing(sqlite3.connect(held)) as place:
        [[kept]] = place.execute("SELECT count(*) FROM ballot").fetchall()
    counted = kept == 1 and f"{COUNTED.title}. {COUNTED.why}" in unescape(after)
    return Measure(
        what="a first vote without script",
        measured="counted, and the page says so" if counted else "not counted",
        goal="counted",
        note="one tap sends a plain form, which leads back to the page",
    )


if __name__ == "__main__":
    tell(measure)
