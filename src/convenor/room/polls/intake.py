"""`POST /ballots/POLL/`: one ballot comes in, on a raw ASGI path in front of Django, with or without script.

The form has `slip`, the fields that `rules.ballots` reads, and `back`, the page to return to. Nothing about a ballot is
logged, and nothing of the request but the form is looked at: no address, no cookie, no account; in which language its
reader reads, the address of the page to return to says. Every refusal takes the same steps: whether the poll exists,
whether the slip is ours and whether the answer can be read is found out in each case, and only then decided.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs
from uuid import UUID

from django.template.loader import render_to_string

from convenor.kernel.language import IN_ADDRESSES, in_language_of, taken_off, told
from convenor.kernel.live import raw
from convenor.room.polls.counting import MOST_WAITING, Counter, CrowdedError, Noticed, NotKeptError
from convenor.room.polls.holding import Cast, NotHeldError, Outcome, opened
from convenor.room.polls.slips import SlipBook, slip_book
from convenor.rules.ballots import Ballot, BallotError, Question, read_ballot
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import said

ADDRESS = "/ballots/"
MOST_BYTES, MOST_FIELDS = 64 * 1024, 200
FORM = b"application/x-www-form-urlencoded"
_POLL = re.compile(r"/ballots/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")
# The pages that a ballot is sent from; whatever else a form names is not gone to.
_BACK = re.compile(rf"(?:/(?:{'|'.join(IN_ADDRESSES)}))?/(?:join/[A-Za-z0-9-]{{1,20}}|sessions/[0-9a-f-]{{36}}/floor)/")
log = logging.getLogger("convenor.ballots")


@dataclass(frozen=True, slots=True)
class Reply:
    """What whoever sent a ballot is told: a word for programs, a status, what happened and what to do."""

    word: str
    status: int
    title: str
    why: str
    then: str


COUNTED = Reply("counted", 200, said("Sent"), said("Nobody can see who answered, we cannot either."), "")
ALREADY = Reply(
    "already",
    200,
    said("Your answer was counted already, once"),
    said("Each phone, and each account, answers once."),
    "",
)
LATE = Reply(
    "late",
    409,
    said("This question is not open"),
    said("It was closed, or it is not asked here. Your answer was not counted."),
    said("Look at the page of the session for what is asked now."),
)
FORGED = Reply(
    "forged",
    403,
    said("This answer cannot be counted"),
    said("What came with it is not of the session, or was changed on the way. Your answer was not counted."),
    said("Open the page of the session again and answer there."),
)
CROWDED = Reply(
    "crowded",
    503,
    said("Too many answers came at once"),
    said("Your answer was not counted."),
    said("Go back in a moment and send it again; it is counted once, however often you send it."),
)
NOT_KEPT = Reply(
    "not_kept",
    503,
    said("Your answer could not be kept"),
    said("Something is wrong with the server's disk. Your answer was not counted."),
    said("Tell the secretariat, and send it again; it is counted once, however often you send it."),
)
TOO_LARGE = Reply(
    "too_large",
    413,
    said("That is too much"),
    said("An answer is never that long. It was not counted."),
    said("Go back and shorten it."),
)
NOT_A_FORM = Reply(
    "not_a_form",
    415,
    said("This is not an answer"),
    said("Answers come from the form on the page of a session."),
    said("Open that page and answer there."),
)
ASK_BY_POST = Reply(
    "post",
    405,
    said("There is nothing to read here"),
    said("Answers are sent to this address; nothing can be looked at."),
    said("Open the page of the session."),
)
ELSEWHERE = Reply(
    "elsewhere", 400, said("This is not an address of ours"), said("Nothing was counted."), said("Open the page again.")
)


def unclear(reason: str) -> Reply:
    """An answer that its question does not allow, and why."""
    return Reply(
        "unclear", 422, said("This answer cannot be counted as it is"), reason, said("Go back and send it again.")
    )


class Intake:
    """The raw ASGI application of ballots; one a process, with its way to the disk."""

    def __init__(self, folder: Path, secret_key: str, noticed: Noticed, most_waiting: int = MOST_WAITING) -> None:
        self.counter = Counter(folder, noticed, most_waiting)
        self._folder = folder
        self._secret_key = secret_key
        self._open: dict[str, _Open] = {}
        nothing = Question(kind=PollKind.ONE, wording="", options=("", ""))
        self._nothing = _Open(UUID(int=0), nothing, slip_book(secret_key, UUID(int=0)))

    async def __call__(self, scope: raw.Scope, receive: raw.Receive, send: raw.Send) -> None:
        """Answer one request below `ADDRESS`."""
        fields: Mapping[str, Sequence[str]] = {}
        try:
            found = await _fields(scope, receive)
            if found is None:
                return
            fields = found if isinstance(found, dict) else {}
            reply = found if isinstance(found, Reply) else await self._taken(scope["path"], fields)
        except Exception as error:  # whatever it is, its words might hold what somebody wrote
            log.error("a ballot could not be taken in: %s", type(error).__name__)
            reply = NOT_KEPT
        await _reply(scope, send, reply, fields)

    async def _taken(self, path: str, fields: Mapping[str, Sequence[str]]) -> Reply:
        place = self._place(path)
        judged = judge(place or self._nothing, fields)
        if place is None:
            return LATE
        if isinstance(judged, Reply):
            return judged
        try:
            outcome = await self.counter.count(place.poll, judged)
        except CrowdedError:
            return CROWDED
        except NotKeptError as error:
            log.error("the disk did not take ballots: %s", error)
            return NOT_KEPT
        if outcome is Outcome.LATE:
            self._open.pop(path, None)
            return LATE
        return COUNTED if outcome is Outcome.COUNTED else ALREADY

    def _place(self, path: str) -> "_Open | None":
        """What is asked at an address; read once from its holding place, so that no database is asked."""
        known = self._open.get(path)
        if known is None and (match := _POLL.fullmatch(path)):
            poll = UUID(match[1])
            try:
                with opened(self._folder, poll) as place:
                    asked = place.asked
            except NotHeldError:
                return None
            known = self._open[path] = _Open(poll, asked.question, slip_book(self._secret_key, asked.session))
        return known


@dataclass(frozen=True, slots=True)
class _Open:
    poll: UUID
    question: Question
    book: SlipBook


def judge(place: _Open, fields: Mapping[str, Sequence[str]]) -> Cast | Reply:
    """The ballot in a form, or why there is none; the same is computed whatever the answer will be."""
    slip = place.book.read((fields.get("slip") or ("",))[0])
    ballot, unread = _ballot(place.question, fields)
    if slip is None:
        return FORGED
    return unread if ballot is None else Cast(slip, ballot.as_json())


def _ballot(question: Question, fields: Mapping[str, Sequence[str]]) -> tuple[Ballot | None, Reply]:
    try:
        return read_ballot(question, fields), COUNTED
    except BallotError as error:
        return None, unclear(error.args[0])


async def _fields(scope: raw.Scope, receive: raw.Receive) -> dict[str, list[str]] | Reply | None:
    """The fields of the form, or why it is none; nothing where whoever sent it has gone."""
    if scope["method"] != "POST":
        return ASK_BY_POST
    if not raw.is_for_us(scope):
        return ELSEWHERE
    if _header(scope, b"content-type").partition(b";")[0].strip().lower() != FORM:
        return NOT_A_FORM
    body = await _body(receive)
    if not isinstance(body, bytes):
        return body
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return unclear(said("There are characters in it that cannot be read."))


async def _body(receive: raw.Receive) -> bytes | Reply | None:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            return TOO_LARGE
        if not message.get("more_body"):
            return body


def _header(scope: raw.Scope, wanted: bytes) -> bytes:
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value)
    return b""


async def _reply(scope: raw.Scope, send: raw.Send, reply: Reply, fields: Mapping[str, Sequence[str]]) -> None:
    """Tell a program in JSON, and a person on the page that the form came from, or on a page of its own."""
    back = (fields.get("back") or ("",))[0]
    back = back if _BACK.fullmatch(back) else ""
    if b"application/json" in _header(scope, b"accept"):
        start, body = _in_json(reply, taken_off(back)[0])
    else:
        start, body = _shown(reply, back)
    await send(start)
    await send({"type": "http.response.body", "body": body})


@lru_cache(maxsize=256)
def _in_json(reply: Reply, code: str) -> tuple[raw.Message, bytes]:
    """What a program is told, in the language of this code."""
    with in_language_of(code):
        words = {"said": reply.word, "title": told(reply.title), "why": told(reply.why), "then": told(reply.then)}
    body = json.dumps(words).encode()
    return _start(reply, reply.status, b"application/json", body, []), body


def _shown(reply: Reply, back: str) -> tuple[raw.Message, bytes]:
    """What a person sees."""
    more: raw.Headers = []
    if back and reply.status in (200, LATE.status):
        kind, status, body = b"text/plain", 303, b""
        more.append((b"location", f"{back}?said={reply.word}".encode()))
    else:
        kind, status, body = b"text/html", reply.status, _page(reply, back)
        more += [(b"content-security-policy", _ONLY_OURS), (b"x-frame-options", b"DENY")]
    return _start(reply, status, kind, body, more), body


def _start(reply: Reply, status: int, kind: bytes, body: bytes, more: raw.Headers) -> raw.Message:
    headers = [*raw.ALWAYS, (b"referrer-policy", b"same-origin"), *more]
    headers += [(b"content-type", kind + b"; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    if reply.status == CROWDED.status:
        headers.append((b"retry-after", b"2"))
    if reply is ASK_BY_POST:
        headers.append((b"allow", b"POST"))
    return {"type": "http.response.start", "status": status, "headers": headers}


_ONLY_OURS = b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"


@lru_cache(maxsize=256)
def _page(reply: Reply, back: str) -> bytes:
    with in_language_of(taken_off(back)[0]):
        return render_to_string("polls/ballot_said.html", {"said": reply, "back": back}).encode()
