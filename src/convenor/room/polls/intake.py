"""`POST /ballots/POLL/`: one ballot comes in, on a raw ASGI path in front of Django, with or without script.

The form has `slip`, the fields that `rules.ballots` reads, and `back`, the page to return to. Nothing about a ballot is
logged, and nothing of the request but the form is looked at: no address, no cookie, no account. Every refusal takes
the same steps: whether the poll exists, whether the slip is ours and whether the answer can be read is found out in
each case, and only then decided.
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

from convenor.kernel.live import raw
from convenor.room.polls.counting import MOST_WAITING, Counter, CrowdedError, Noticed, NotKeptError
from convenor.room.polls.holding import Cast, NotHeldError, Outcome, opened
from convenor.room.polls.slips import SlipBook, slip_book
from convenor.rules.ballots import Ballot, BallotError, Question, read_ballot
from convenor.rules.vocabulary import PollKind

ADDRESS = "/ballots/"
MOST_BYTES, MOST_FIELDS = 64 * 1024, 200
FORM = b"application/x-www-form-urlencoded"
_POLL = re.compile(r"/ballots/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/")
# The pages that a ballot is sent from; whatever else a form names is not gone to.
_BACK = re.compile(r"/(?:join/[A-Za-z0-9-]{1,20}|sessions/[0-9a-f-]{36}/floor)/")
log = logging.getLogger("convenor.ballots")


@dataclass(frozen=True, slots=True)
class Reply:
    """What whoever sent a ballot is told: a word for programs, a status, what happened and what to do."""

    word: str
    status: int
    title: str
    why: str
    then: str


COUNTED = Reply("counted", 200, "Sent", "Nobody can see who answered, we cannot either.", "")
ALREADY = Reply(
    "already", 200, "Your answer was counted already, once", "Each phone, and each account, answers once.", ""
)
LATE = Reply(
    "late",
    409,
    "This question is not open",
    "It was closed, or it is not asked here. Your answer was not counted.",
    "Look at the page of the session for what is asked now.",
)
FORGED = Reply(
    "forged",
    403,
    "This answer cannot be counted",
    "What came with it is not of this session, or was changed on the way. Your answer was not counted.",
    "Open the page of the session again and answer there.",
)
CROWDED = Reply(
    "crowded",
    503,
    "Too many answers came at once",
    "Your answer was not counted.",
    "Go back in a moment and send it again; it is counted once, however often you send it.",
)
NOT_KEPT = Reply(
    "not_kept",
    503,
    "Your answer could not be kept",
    "Something is wrong with the server's disk. Your answer was not counted.",
    "Tell the secretariat, and send it again; it is counted once, however often you send it.",
)
TOO_LARGE = Reply(
    "too_large", 413, "That is too much", "An answer is never that long. It was not counted.", "Go back and shorten it."
)
NOT_A_FORM = Reply(
    "not_a_form",
    415,
    "This is not an answer",
    "Answers come from the form on the page of a session.",
    "Open that page and answer there.",
)
ASK_BY_POST = Reply(
    "post",
    405,
    "There is nothing to read here",
    "Answers are sent to this address; nothing can be looked at.",
    "Open the page of the session.",
)
ELSEWHERE = Reply("elsewhere", 400, "This is not an address of ours", "Nothing was counted.", "Open the page again.")


def unclear(reason: str) -> Reply:
    """An answer that its question does not allow, and why."""
    return Reply("unclear", 422, "This answer cannot be counted as it is", reason, "Go back and send it again.")


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
            said = found if isinstance(found, Reply) else await self._taken(scope["path"], fields)
        except Exception as error:  # whatever it is, its words might hold what somebody wrote
            log.error("a ballot could not be taken in: %s", type(error).__name__)
            said = NOT_KEPT
        await _reply(scope, send, said, fields)

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
        return None, unclear(str(error))


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
        return unclear("There are characters in it that cannot be read.")


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


async def _reply(scope: raw.Scope, send: raw.Send, said: Reply, fields: Mapping[str, Sequence[str]]) -> None:
    """Tell a program in JSON, and a person on the page that the form came from, or on a page of its own."""
    back = (fields.get("back") or ("",))[0]
    back = back if _BACK.fullmatch(back) else ""
    if b"application/json" in _header(scope, b"accept"):
        start, body = _told(said)
    else:
        start, body = _shown(said, back)
    await send(start)
    await send({"type": "http.response.body", "body": body})


@lru_cache(maxsize=64)
def _told(said: Reply) -> tuple[raw.Message, bytes]:
    """What a program is told."""
    words = {"said": said.word, "title": said.title, "why": said.why, "then": said.then}
    body = json.dumps(words).encode()
    return _start(said, said.status, b"application/json", body, []), body


def _shown(said: Reply, back: str) -> tuple[raw.Message, bytes]:
    """What a person sees."""
    more: raw.Headers = []
    if back and said.status in (200, LATE.status):
        kind, status, body = b"text/plain", 303, b""
        more.append((b"location", f"{back}?said={said.word}".encode()))
    else:
        kind, status, body = b"text/html", said.status, _page(said, back)
        more += [(b"content-security-policy", _ONLY_OURS), (b"x-frame-options", b"DENY")]
    return _start(said, status, kind, body, more), body


def _start(said: Reply, status: int, kind: bytes, body: bytes, more: raw.Headers) -> raw.Message:
    headers = [*raw.ALWAYS, (b"referrer-policy", b"same-origin"), *more]
    headers += [(b"content-type", kind + b"; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    if said.status == CROWDED.status:
        headers.append((b"retry-after", b"2"))
    if said is ASK_BY_POST:
        headers.append((b"allow", b"POST"))
    return {"type": "http.response.start", "status": status, "headers": headers}


_ONLY_OURS = b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"


@lru_cache(maxsize=64)
def _page(said: Reply, back: str) -> bytes:
    return render_to_string("polls/ballot_said.html", {"said": said, "back": back}).encode()
