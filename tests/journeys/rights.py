"""The rights matrix: every route of the URL configuration, what each role may expect of it, and what it then answers.

Nothing is listed by hand but how an address's parameters are filled: a route with a parameter of a new kind is
reported by name. What is expected follows from the capability that the view declares and from `rules.policy`.
"""

import hashlib
import html
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from convenor.kernel.actor import NOBODY, actor_of
from convenor.kernel.gate import OPEN, OWN_ACCOUNT
from convenor.rules.policy import may
from journeys.world import ONE_STEP, Things, World, portal_reads_here, savepoint

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# Addresses that mix one's own with another's are asked for in the two ways that a browser knows.
BY_BROWSERS = frozenset({"GET", "POST"})
UNMIXED = frozenset({"own", "other", "missing"})
NO_UUID = UUID("00000000-0000-4000-8000-00000000dead")
NO_NUMBER = 987_654
# What leads to an announced session belongs to nobody: whoever may offer to speak may at any of them.
ANNOUNCED = frozenset({"series:offer"})

# What stands before a parameter in the address, and its name -> the value, and the value of what does not exist.
PARAMETERS: dict[tuple[str, str], tuple[str, object]] = {
    ("cohorts", "slug"): ("cohort.pk", "nowhere"),
    ("slug", "year"): ("year.year", 1999),
    ("participants", "slug"): ("cohort.pk", "nowhere"),
    ("members", "organisation"): ("organisation.pk", "nobody"),
    ("waiting", "organisation"): ("waiter.pk", "nobody"),
    ("experts", "organisation"): ("expert.pk", "nobody"),
    ("advisors", "organisation"): ("expert.pk", "nobody"),
    ("address", "token"): ("address_link", "no-such-link"),
    ("our-consents", "organisation"): ("organisation.pk", "nobody"),
    ("organisation", "pk"): ("consent.pk", NO_NUMBER),
    ("standing", "organisation"): ("organisation.pk", "nobody"),
    ("year-end", "organisation"): ("organisation.pk", "nobody"),
    ("seats", "number"): ("=1", 9),
    ("context", "position"): ("position", 999),
    ("organisations", "slug"): ("organisation.pk", "nobody"),
    ("names", "pk"): ("name.pk", NO_NUMBER),
    ("attributes", "pk"): ("attribute.pk", NO_NUMBER),
    ("consents", "pk"): ("consent.pk", NO_NUMBER),
    ("nominations", "nomination"): ("nomination.pk", NO_UUID),
    ("nominations", "token"): ("token", "nonsense"),
    ("office", "appointment"): ("appointment.pk", NO_NUMBER),
    ("leave", "person"): ("contact.person_id", NO_UUID),
    ("confirm", "token"): ("newsletter_question", "no-such-link"),
    ("end", "token"): ("newsletter_end", "no-such-link"),
    ("end-at-once", "token"): ("newsletter_end", "no-such-link"),
    ("people", "person"): ("contact.person_id", NO_UUID),
    ("contacts", "contact"): ("contact.pk", NO_NUMBER),
    ("sessions", "pk"): ("session.pk", NO_UUID),
    ("passkeys", "pk"): ("passkey.pk", NO_NUMBER),
    ("with", "provider_id"): ("=un", "nowhere"),
    ("join", "code"): ("code", "NOCODE"),
    ("mail", "token"): ("way_out", "no-such-link"),
    ("letters", "key"): ("=agenda", "no-such-letter"),
    ("expert", "token"): ("expert_link", "no-such-link"),
    ("questions", "question"): ("question.pk", NO_UUID),
    ("stand-in", "token"): ("brief", "no-such-link"),
    ("erase-me", "token"): ("leaver", "no-such-link"),
    ("answer", "token"): ("invitation_token", "no-such-link"),
    ("calendar", "secret"): ("calendar", "no-such-address"),
    ("items", "item"): ("item.pk", NO_UUID),
    ("notes", "note"): ("remark.pk", NO_UUID),
    ("updates", "update"): ("update.pk", NO_UUID),
    ("updates", "organisation"): ("organisation.pk", "nobody"),
    ("check-in", "organisation"): ("organisation.pk", "nobody"),
    ("attendance-reports", "pk"): ("report.pk", NO_UUID),
    ("packs", "slug"): ("cohort.pk", "nowhere"),
    ("year", "organisation"): ("organisation.pk", "nobody"),
    ("counsel", "pk"): ("counsel.pk", NO_NUMBER),
    ("delegate", "delegation"): ("delegation.pk", NO_NUMBER),
    ("statements", "version"): ("=1.0", "9.9"),
    ("in", "slug"): ("cohort.pk", "nowhere"),
    ("slug", "organisation"): ("organisation.pk", "nobody"),
    ("postings", "pk"): ("posting.pk", NO_UUID),
    ("answers", "posting"): ("peer_posting.pk", NO_UUID),
    ("introductions", "pk"): ("introduction.pk", NO_UUID),
    ("own-answers", "pk"): ("own_answer.pk", NO_UUID),
    ("to-decide", "pk"): ("posting.pk", NO_UUID),
    ("of", "organisation"): ("organisation.pk", "nobody"),
    ("actions", "pk"): ("action.pk", NO_UUID),
    ("take-home", "slug"): ("cohort.pk", "nowhere"),
    ("groups", "pk"): ("group.pk", NO_UUID),
    ("rounds", "pk"): ("round.pk", NO_UUID),
    ("places", "place"): ("place.pk", NO_NUMBER),
    ("breakouts", "pk"): ("breakout.pk", NO_UUID),
    ("seats", "seat"): ("group_seat.pk", NO_NUMBER),
    ("sessions", "session"): ("group_session.pk", NO_UUID),
    ("series", "slug"): ("series.pk", "nowhere"),
    ("webinars", "slug"): ("series.pk", "nowhere"),
    ("speaking", "slug"): ("series.pk", "nowhere"),
    ("offers", "pk"): ("offer.pk", NO_UUID),
    ("registration", "token"): ("registration_token", "no-such-link"),
    ("statistics", "kind"): ("=cohorts", "series"),
    ("polls", "kind"): ("=cohorts", "series"),
    ("kind", "slug"): ("cohort.pk", "nowhere"),
    ("statistics", "pk"): ("table.pk", NO_UUID),
    ("table", "pk"): ("table.pk", NO_UUID),
    ("polls", "pk"): ("poll.pk", NO_UUID),
    ("poll", "pk"): ("poll.pk", NO_UUID),
    ("prompts", "pk"): ("prompt.pk", NO_UUID),
    ("opinions", "pk"): ("opinion.pk", NO_UUID),
    ("slug", "number"): ("number", 99),
    ("sections", "key"): ("=overview", "nothing"),
    ("export.", "form"): ("=md", "exe"),
    ("desk", "key"): ("draft.pk", NO_UUID),
    ("in-view", "key"): ("draft.pk", NO_UUID),
    ("asked", "key"): ("waiver.pk", NO_UUID),
    ("objections", "key"): ("objection.pk", NO_UUID),
    ("outbox", "delivery"): ("delivery.pk", NO_NUMBER),
    ("notes", "slug"): ("output", "no-such-note"),
    ("outputs", "slug"): ("output", "no-such-note"),
    ("pages", "slug"): ("site_page", "no-such-page"),
}
_PARAMETER = re.compile(r"([^/<>]*)/?<(?:\w+:)?(\w+)>")
_REFUSAL = re.compile(r"refused: [a-z_]+ may not [a-z_.]+")
SECOND_STEP = "/account/"
_CHANGING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
_OWN_TO_EACH_ANSWER = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


class NoFixtureError(LookupError):
    """A route has a parameter for which nobody said what fills it."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """One entry of the URL configuration."""

    name: str
    pattern: str
    capability: str

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What stands before each parameter, and its name."""
        found: list[tuple[str, str]] = []
        for before, name in _PARAMETER.findall(self.pattern):
            found.append((before or (found[-1][1] if found else ""), name))
        return found

    def address(self, chosen: Iterable[object]) -> str:
        """The address with these values for its parameters, in their order."""
        return reverse(
            self.name, kwargs={name: value for (_, name), value in zip(self.parameters, chosen, strict=True)}
        )

    def addresses(self, world: World) -> dict[str, str]:
        """By whose it is: one's own, another's, one that is not there, and what mixes one's own with another's."""
        own, other, missing = self._values(world.own), self._values(world.other), self._missing()
        variants = {"own": own, "other": other, "missing": missing, "own, of a peer": self._values(world.peer)}
        if len(own) > 1:
            variants |= {
                "own, then other": [*own[:-1], other[-1]],
                "own, then missing": [*own[:-1], missing[-1]],
                "other, then own": [*other[:-1], own[-1]],
            }
        found: dict[str, str] = {}
        for whose, chosen in variants.items():
            address = self.address(chosen)
            if address not in found.values():
                found[whose] = address
        return found

    def _values(self, things: Things) -> list[object]:
        return [_reached(things, self._fixture(key)[0]) for key in self.parameters]

    def _missing(self) -> list[object]:
        return [self._fixture(key)[1] for key in self.parameters]

    def _fixture(self, key: tuple[str, str]) -> tuple[str, object]:
        if key not in PARAMETERS:
            raise NoFixtureError(f"{self.name}: nothing fills <{key[1]}> after {key[0]!r}; say it in rights.PARAMETERS")
        return PARAMETERS[key]


def _reached(things: Things, path: str) -> object:
    if path.startswith("="):
        return path[1:]
    value: Any = things
    for step in path.split("."):
        value = getattr(value, step)
    return value


def routes() -> list[Route]:
    """Every route, once for each name."""
    return list(_routes(get_resolver(), "", ""))


def _routes(resolver: URLResolver, space: str, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space, pattern)
        elif isinstance(entry, URLPattern):
            capability = getattr(entry.callback, "capability", "")
            yield Route(name=space + str(entry.name), pattern=pattern, capability=capability)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody got: the status, where it leads, and the page without what differs from answer to answer."""

    status: int
    location: str
    page: bytes
    wrote: tuple[str, ...]
    noted: tuple[str, ...] = ()

    @property
    def outside(self) -> tuple[int, bytes]:
        """What may not tell another's thing from one that is not there."""
        return self.status, self.page


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of the matrix, and what the policy calls for in it."""

    who: str
    method: str
    route: Route
    whose: str
    address: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.who}: {self.method} {self.route.name} ({self.whose}) {self.address}"

    @property
    def hidden(self) -> bool:
        """Whether this person may not learn that there is anything."""
        return self.wanted in {"refused", "not there"}


def asked(client: Client, method: str, address: str, body: dict[str, Any] | None = None) -> Answer:
    """Ask, and note what was written meanwhile; all of it is undone, also in the browser."""
    cookies = client.cookies.copy()
    with savepoint(), writes() as wrote, notes() as noted:
        response: HttpResponse = client.generic(method, address) if body is None else client.post(address, body)
    client.cookies = cookies
    content = b"" if response.streaming else response.content
    return Answer(
        status=response.status_code,
        location=response.headers.get("Location", ""),
        page=_OWN_TO_EACH_ANSWER.sub(b"", content),
        wrote=tuple(wrote),
        noted=tuple(noted),
    )


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement that changes a table meanwhile, but for the sessions of browsers."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _CHANGING.match(sql) and "django_session" not in sql:
            found.append(" ".join(sql.split()[:4]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


@contextmanager
def notes() -> Iterator[list[str]]:
    """What the log of refusals gets meanwhile, with words in place of the role and the capability."""
    found: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(_REFUSAL.sub("refused: ROLE may not CAPABILITY", record.getMessage()))

    log, noting = logging.getLogger("convenor.gate"), Noting()
    log.addHandler(noting)
    try:
        yield found
    finally:
        log.removeHandler(noting)


def digest_of_tables() -> str:
    """A digest of all rows of all tables but the browsers' sessions."""
    digest = hashlib.sha256()
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
        if model._meta.label != "sessions.Session":
            rows = model._base_manager.order_by("pk").values_list()
            digest.update(repr((model._meta.label, list(rows))).encode())
    return digest.hexdigest()


def expected(world: World, who: str, route: Route, whose: str) -> str:
    """What the declared capability and the policy call for: open, sign in, refused, there, or not there."""
    if route.capability == OPEN:
        return "open"
    actor = actor_of(world.people[who], proved=who != ONE_STEP) if who in world.people else NOBODY
    if not actor.signed_in:
        return "sign in"
    if route.capability == OWN_ACCOUNT:
        # What has a key belongs, in this world, to somebody who is none of these.
        return "not there" if route.parameters else "own account"
    if not may(actor.grants, route.capability).allowed:
        return "second step" if may(actor.held_back, route.capability).allowed else "refused"
    everybodys = actor.in_secretariat or route.name in ANNOUNCED
    if whose == "own" or (everybodys and whose in {"other", "own, of a peer"}):
        return "there"
    return "not there"


# Everybody of whom the matrix is asked: members with their guests in one file of tests, all others in another.
OF_MEMBERS = ("nominee", "other nominee", "focal point", "delegate", "guest", "counsel")
OF_THE_HOUSE = (
    "nobody",
    "officer",
    "chief",
    "donor relations",
    "officer without a second step",
    "no role",
    "switched off",
)


def faults_of(house: World, who: str, clicks: "Clicks", chosen: Iterable[Route]) -> list[str]:
    """What a role finds that is not as the policy says; also whether anything was changed by looking."""
    seen = house.from_the_other_side() if who == "other nominee" else house
    client, before = house.browser(who), digest_of_tables()
    found = faults(seen, who, client, chosen, clicks)
    return found if digest_of_tables() == before else [*found, "the tables are not as they were"]


def faults(world: World, who: str, client: Client, chosen: Iterable[Route], clicks: "Clicks") -> list[str]:
    """Every cell of this role's part of the matrix that is not as the policy says."""
    found: list[str] = []
    for route in chosen:
        addresses = route.addresses(world)
        wanted = {whose: expected(world, who, route, whose) for whose in addresses}
        # Whoever it is sends what the officer's browser would send.
        query, body = clicks.queries.get(addresses["own"], ""), clicks.bodies.get(addresses["own"], {})
        for method in METHODS:
            answers: dict[Cell, Answer] = {}
            for whose, address in addresses.items():
                cell = Cell(who=who, method=method, route=route, whose=whose, address=address, wanted=wanted[whose])
                if whose in UNMIXED or (method in BY_BROWSERS and "there" in cell.wanted):
                    answers[cell] = asked(client, method, address + query, body if method == "POST" else None)
            found += [f"{cell} {fault}" for cell, answer in answers.items() for fault in _faults_of(cell, answer)]
            found += [f"{cell} {fault}" for cell, fault in _told_apart(answers)]
    return found


def _faults_of(cell: Cell, answer: Answer) -> Iterator[str]:
    wanted, status = cell.wanted, answer.status
    if status >= 500:
        yield f"failed with {status}"
    if answer.wrote and (cell.method != "POST" or wanted in {"sign in", "second step", "refused", "not there"}):
        yield f"wrote although it should not: {answer.wrote}"
    if wanted == "sign in" and not (status == 302 and answer.location.startswith("/sign-in/?next=")):
        yield f"did not ask to sign in: {status} {answer.location}"
    if wanted == "second step" and not (status == 302 and answer.location.startswith(SECOND_STEP)):
        yield f"did not ask for the second step: {status} {answer.location}"
    if wanted == "refused" and answer.noted != ("refused: ROLE may not CAPABILITY",):
        yield f"was noted otherwise than by role and capability: {answer.noted}"
    if wanted == "refused" and status != 403:
        yield f"was not refused: {status} {answer.location}"
    if wanted == "not there" and status not in {404, 405}:
        yield f"is there, or says more than that it is not: {status} {answer.location}"
    if cell.method in {"PUT", "DELETE"} and wanted in {"there", "not there"} and status != 405:
        yield f"answers what no browser sends: {status}"
    if wanted == "there" and status in {401, 403, 404}:
        yield f"is not there: {status}"


def _told_apart(answers: dict[Cell, Answer]) -> Iterator[tuple[Cell, str]]:
    """Another's thing and one that is not there give the same status and the same page."""
    missing = next((answer for cell, answer in answers.items() if cell.whose == "missing"), None)
    for cell, answer in answers.items():
        if missing is not None and cell.hidden and answer.outside != missing.outside:
            yield cell, f"can be told from one that is missing: {answer.status}, not {missing.status}"


class Forms(HTMLParser):
    """The forms of a page, as a browser that fills in what is asked would send them."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[tuple[str, str, dict[str, Any]]] = []
        self._form: dict[str, Any] | None = None
        self._select = self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = {}
            action = given.get("action") or self.address
            self.found.append((given.get("method", "get").lower(), action.split("?")[0], self._form))
        elif tag == "button" and given.get("formaction"):
            # It sends the form that it names, which holds nothing of its own.
            body = {given["name"]: given.get("value", "")} if given.get("name") else {}
            self.found.append(("post", given["formaction"].split("?")[0], body))
        elif self._form is None:
            return
        elif tag == "input":
            self._fill(self._form, given)
        elif tag == "select" and given.get("name"):
            self._select = given["name"]
        elif tag == "option" and self._select and given.get("value"):
            if "selected" in given or self._select not in self._form:
                self._form[self._select] = given["value"]
        elif tag == "textarea" and given.get("name"):
            self._text = given["name"]
            self._form[self._text] = ""
        elif tag == "button" and given.get("name") and given["name"] not in {"order"}:
            self._form.setdefault(given["name"], given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._form is not None and self._text:
            self._form[self._text] = self._form[self._text].strip() or "Something that somebody would write."
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._text:
            self._form[self._text] += data

    @staticmethod
    def _fill(form: dict[str, Any], given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if not name or name == "csrfmiddlewaretoken" or kind in {"submit", "file"}:
            return
        if kind in {"radio", "checkbox"}:
            if "checked" in given or name not in form:
                form[name] = given.get("value", "on")
            return
        usual = {"date": "2023-03-20", "datetime-local": "2023-03-20T15:00", "time": "15:00", "number": "3"}
        usual |= {"email": "somebody@people.example", "url": "https://papers.example/three"}
        form[name] = given.get("value") or usual.get(kind, "Something written")


@dataclass(frozen=True, kw_only=True)
class Clicks:
    """What an officer's browser would send to each address: the body of its form, the query of a link to it."""

    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)


def clicks_of(world: World, chosen: Iterable[Route]) -> Clicks:
    """What there is to click on all pages that an officer sees."""
    client, clicks = world.browser("officer"), Clicks()
    addresses = [route.addresses(world)["own"] for route in chosen]
    for address in addresses:
        _gather(client, address, clicks)
    for address in addresses:
        if address in clicks.queries:
            _gather(client, address + clicks.queries[address], clicks)
    return clicks


def _gather(client: Client, address: str, clicks: Clicks) -> None:
    with savepoint(), portal_reads_here():
        response = client.get(address)
    if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
        return
    page = response.content.decode()
    for method, action, body in Forms(page, address).found:
        if method == "post":
            clicks.bodies.setdefault(action, body)
    for link in re.findall(r'href="([^"]+)"', page):
        target, query, rest = html.unescape(link).partition("?")
        clicks.queries.setdefault(target, query + rest) if query else None
