"""What the tests of the floor start from: an open session, phones that have its code, and the way of their answers."""

import asyncio
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from convenor.kernel.actor import Actor
from convenor.room.cockpit.codes import code_of
from convenor.room.meetings.models import Session
from convenor.room.polls import asking, holding
from convenor.room.polls.actions import polls
from convenor.room.polls.actions.polls import Wanted
from convenor.room.polls.intake import Intake
from convenor.room.polls.models import Poll
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind

ONE = Question(kind=PollKind.ONE, wording="What comes first?", options=("Remedy", "Due diligence"))
TWO = Question(kind=PollKind.ONE, wording="What comes then?", options=("Reporting", "Learning"))


def asked(officer: Actor, session: Session, question: Question = ONE) -> Poll:
    """A poll that the session is being asked."""
    poll = polls.write_poll(officer, session, Wanted(question=question))
    polls.open_poll(officer, poll)
    poll.refresh_from_db()
    return poll


def revealed(officer: Actor, session: Session, question: Question = ONE) -> Poll:
    """A poll that fourteen people of as many organisations answered, most of them alike."""
    poll = asked(officer, session, question)
    book = asking.book_of(session)
    slips = [book.read(book.for_account(at, f"company-{at}")) for at in range(14)]
    with holding.opened(asking.folder(), poll.pk) as place:
        place.put([holding.Cast(slip, f"[{int(at > 2)}]") for at, slip in enumerate(slips) if slip])
    polls.close_poll(officer, poll)
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    return poll


@dataclass
class Phone:
    """A phone with a browser of its own, as it came out of the box; `page` is what it shows."""

    session: Session
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    page: str = ""

    @property
    def address(self) -> str:
        return f"/join/{code_of(self.session)}/"

    def open(self, address: str = "") -> "Phone":
        return self._shows(self.client.get(address or self.address))

    def confirm(self) -> "Phone":
        """Press "I have read it"."""
        return self._shows(self.client.post(self.address, {"slip": self.slip}, follow=True))

    def answer(self, intake: Intake, poll: Poll, choice: int = 0, **change: Any) -> int:
        """Answer without script, and go where one is sent; the status of what took the answer."""
        status, location, body = sent(intake, poll, {**self.fields, "choice": choice, **change})
        self.page = html.unescape(body)
        if location:
            self.open(location)
        return status

    def _shows(self, response: HttpResponse) -> "Phone":
        self.page = html.unescape(response.content.decode())
        return self

    @property
    def fields(self) -> dict[str, str]:
        """The hidden fields of the page."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page))

    @property
    def slip(self) -> str:
        return self.fields["slip"]

    @property
    def said(self) -> str:
        """What the page says about an answer."""
        found = re.search(r'<p id="said"[^>]*>(.*?)</p>', self.page)
        assert found, self.page
        return found[1].strip()

    @property
    def can_answer(self) -> bool:
        """Whether a question stands on the page as something to press."""
        found = re.search(r"<div [^>]*data-keep=[^>]*>", self.page)
        return found is not None and "hidden" not in found[0]


def intake_of_tests() -> Intake:
    return Intake(asking.folder(), settings.SECRET_KEY, lambda _session: None)


def sent(intake: Intake, poll: Poll, fields: Mapping[str, Any], *, script: bool = False) -> tuple[int, str, str]:
    """Send a ballot to the application that takes it in: its status, where it leads, what it says."""
    return asyncio.run(_sent(intake, poll, fields, script=script))


def word_of(body: str) -> str:
    """What a program is told in one word."""
    return str(json.loads(body)["said"])


async def _sent(intake: Intake, poll: Poll, fields: Mapping[str, Any], *, script: bool) -> tuple[int, str, str]:
    headers = {"host": "localhost", "content-type": "application/x-www-form-urlencoded"}
    headers |= {"accept": "application/json"} if script else {}
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/ballots/{poll.pk}/",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.9", 5000),
    }
    body = urlencode(fields, doseq=True).encode()
    answered: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        answered.append(message)

    await intake(scope, receive, send)
    start, content = answered
    where = dict(start["headers"]).get(b"location", b"").decode()
    return start["status"], where, content["body"].decode()
