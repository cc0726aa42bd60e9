"""What somebody wrote stays text: on pages, in files, in mails, in spreadsheets, whatever it looks like."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.db import models
from django.http import HttpResponse
from django.template.defaultfilters import safe

from convenor.kernel.actor import actor_of
from convenor.kernel.models import Delivery, Installation
from convenor.public.library.models import Output
from convenor.room.meetings.views import remarks
from convenor.room.reviews.actions import rewrite_section
from convenor.rules.attendance import read_report
from convenor.rules.review import SectionKey
from journeys import canary, happenings, rights, world
from journeys.canary import Mark, Marks
from journeys.world import World, portal_reads_here, savepoint

pytestmark = pytest.mark.django_db

# A text that would run as a script, load something, send one elsewhere, or be a template or a formula.
HOSTILE = (
    "=1+1 <script>alert(1)</script>\"'><img src=x onerror=alert(1)>[a](javascript:alert(1)){{ 7|add:7000 }}{% debug %}"
)
SHORTER = ('"><img src=x onerror=alert(1)>', "<i>{{ 7|add:7000 }}", "<i>x")
ADDRESS = 'https://papers.example/"><script>alert(1)</script>?{{7|add:7000}}'
RUNS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
)
IN_A_HEADER = "Hello\r\nBcc: archive@elsewhere.example\r\n\r\nand more"


def hostile(mark: Mark, column: models.Field[Any, Any]) -> str:
    if isinstance(column, models.EmailField):
        return f'"<b>{mark.number}"@people.example'
    if isinstance(column, models.URLField):
        return ADDRESS
    ways = (f"{HOSTILE} {mark.number}", *(f"{way}{mark.number}" for way in SHORTER))
    return next(way for way in ways if len(way) <= (column.max_length or 10_000))


def with_lines(mark: Mark, column: models.Field[Any, Any]) -> str:
    if isinstance(column, models.EmailField | models.URLField):
        return canary.spelled(mark, column)
    return f"{IN_A_HEADER} {mark.number}"[: column.max_length]


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A week in a house in which everybody writes hostile texts, and some of it was published."""
    with world.built(django_db_blocker.unblock()) as found:
        happenings.in_the_room(found)
        canary.plant(Marks(spell=hostile))
        Output.objects.filter(withdrawn_on=None).update(
            title=HOSTILE,
            body=HOSTILE,
            applies_to=HOSTILE,
            provenance=HOSTILE,
            caveats=[HOSTILE],
            sources=[{"title": HOSTILE, "url": ADDRESS}],
        )
        yield found


class Live(HTMLParser):
    """Whatever on a page would run, load from elsewhere or take one there, or was not written by us."""

    OURS = re.compile(r"^/static/|^#|^/|^mailto:|^\?|^https?://|^$")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_words = given.get("type") in {"application/json", "application/ld+json"}
        if tag == "script" and not is_words and not given.get("src", "").startswith("/static/"):
            self.found.append("a script")
        if tag in {"img", "iframe", "object", "embed", "style", "i", "b", "base"}:
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and not self.OURS.match(value.strip()):
                self.found.append(f"{tag} {name}={value[:40]}")


def live(page: str) -> list[str]:
    """What is live on a page, and what a template made of a text that looks like one."""
    made = ["a template ran"] if "7007" in page or "&#x27;csrf_token&#x27;" in page else []
    return Live(page).found + made


def pages(house: World, who: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that somebody can open, and what each form of it answers when it is sent as it is."""
    client = house.browser(who)
    clicks = rights.clicks_of(house, rights.routes()) if who == "officer" else rights.Clicks()
    for route in rights.routes():
        for whose, address in route.addresses(house).items():
            query = clicks.queries.get(address, "")
            with savepoint(), portal_reads_here():
                yield f"{who}: {address}{query}", client.get(address + query)
            if whose == "own" and address in clicks.bodies and "/sign-out/" not in address:
                with savepoint():
                    yield f"{who}: POST {address}", client.post(address, dict.fromkeys(clicks.bodies[address], HOSTILE))


@pytest.mark.parametrize("who", ["officer", "nominee", "delegate", "nobody"])
def test_nothing_that_somebody_wrote_is_live_on_a_page(who: str, house: World) -> None:
    found, texts = [], 0
    for where, response in pages(house, who):
        assert response.status_code < 500, where
        if response.streaming or not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        found += [f"{where}: {one}" for one in live(page)]
        texts += "&lt;script&gt;alert(1)" in page
    assert found == []
    assert texts > {"officer": 60, "nominee": 8, "delegate": 1, "nobody": 1}[who]


def test_the_feed_stays_whole_and_holds_no_live_text(house: World) -> None:
    feed = house.browser("nobody").get("/feed.atom").content.decode()
    for content in ElementTree.fromstring(feed).iter("{http://www.w3.org/2005/Atom}content"):
        assert live(content.text or "") == []
    assert "alert(1)" in feed


@pytest.mark.parametrize("address", RUNS)
def test_a_source_that_would_run_does_not_leave_the_desk(address: str) -> None:
    with pytest.raises(ValueError, match="an address of the web"):
        replace(world.copy_of_a_note("A note"), sources=(("A public paper", address),))


def test_no_form_takes_an_address_that_would_run(house: World) -> None:
    """Each address on each form is tried; none reaches a column that a page links to."""
    client, tried = house.browser("officer"), 0
    for address, body in rights.clicks_of(house, rights.routes()).bodies.items():
        for name in [name for name, value in body.items() if str(value).startswith(("https://", "http://"))]:
            for runs in RUNS:
                with savepoint():
                    client.post(address, {**body, name: runs})
                    kept = [column for column in links() if runs in column[1]]
                assert kept == [], f"{address} {name}"
                tried += 1
    assert tried >= 3 * len(RUNS)


def links() -> list[tuple[str, str]]:
    """Every address that is kept, with its column."""
    return [
        (name, value)
        for model in canary.own_models()
        for name, column in canary.text_columns(model)
        if isinstance(column, models.URLField)
        for value in model._base_manager.values_list(column.name, flat=True)
    ]


@pytest.mark.parametrize("text", [HOSTILE, *SHORTER])
def test_a_page_that_trusts_what_somebody_wrote_would_be_seen(text: str) -> None:
    assert live(f"<p>{safe(text)}</p>") or text.startswith("{{")
    assert live("<p>7007</p>") == ["a template ran"]
    assert live('<a href="javascript:alert(1)">x</a><p onclick="x">') != []


def test_a_view_that_trusts_a_text_would_be_seen(house: World, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/sessions/{house.own.session.pk}/notes/"
    assert live(house.browser("officer").get(address).content.decode()) == []
    monkeypatch.setattr(remarks, "SECRETARIAT_ONLY", safe(HOSTILE))
    assert "a script" in live(house.browser("officer").get(address).content.decode())


# Files to take along


def exports(house: World) -> dict[str, bytes]:
    """The review in every form."""
    client, base = house.browser("officer"), f"/cohorts/{house.own.cohort.pk}/{house.own.year.year}/review/export."
    answers = {ending: client.get(f"{base}{ending}") for ending in ("md", "html", "docx", "pdf")}
    assert {ending: answer.status_code for ending, answer in answers.items()} == dict.fromkeys(answers, 200)
    return {ending: answer.content for ending, answer in answers.items()}


def test_a_review_of_hostile_texts_is_text_in_every_form(house: World) -> None:
    found = exports(house)
    page = found["html"].decode()
    assert [one for one in live(page) if one != "<style>"] == []
    document = zipfile.ZipFile(io.BytesIO(found["docx"]))
    for name in document.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(document.read(name))
    assert b"alert(1)" in document.read("word/document.xml")
    assert not [
        name for name in document.namelist() if b"javascript:" in document.read(name) and name.endswith(".rels")
    ]
    assert found["pdf"].startswith(b"%PDF")
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b", found["pdf"])


@pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x1f", "\x08", "\ufffe", "\u2028", "\u202e"])
def test_an_odd_character_pasted_into_a_review_breaks_no_file(odd: str, house: World) -> None:
    officer = actor_of(house.people["officer"])
    rewrite_section(officer, house.own.year, SectionKey.OVERVIEW, f"One line{odd}and another.")
    for ending, content in exports(house).items():
        assert content, ending
        assert b"One line" in content or ending in {"docx", "pdf"}, ending


# Mails


@pytest.fixture
def mails(house: World) -> list[Any]:
    """The mails of a week in which every text holds a line that looks like a header."""
    with portal_reads_here():
        canary.plant(Marks(spell=with_lines))
        Installation.objects.update(name="B-Tech")
        mail.outbox.clear()
        world.work()
    return list(mail.outbox)


def smuggled(sent: Any) -> list[str]:
    """What a mail holds besides what a mail of ours has."""
    message = sent.message()
    known = {"content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to", "reply-to", "date"}
    known |= {"message-id", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post"}
    wrong = [name for name in message if name.lower() not in known]
    wrong += [f"{len(sent.recipients())} recipients"] if len(sent.recipients()) != 1 else []
    return wrong + [line for line in (sent.subject, *sent.to) if "\n" in line or "\r" in line]


def test_no_text_becomes_a_header_of_a_mail(mails: list[Any]) -> None:
    assert len(mails) > 50
    assert [found for sent in mails for found in smuggled(sent)] == []


def test_no_text_keeps_a_mail_from_leaving(mails: list[Any]) -> None:
    failed = Delivery.objects.exclude(state=Delivery.State.DONE).exclude(attempts=5)
    assert list(failed.values_list("event__name", "problem")) == []


def test_a_header_that_was_smuggled_in_would_be_seen() -> None:
    sent = mail.EmailMessage("Hello", "…", to=["a@people.example"], headers={"X-Said": "more"})
    assert smuggled(sent) == ["X-Said"]
    assert smuggled(mail.EmailMessage("Hello", "…", to=["a@people.example"], bcc=["b@people.example"]))
    with pytest.raises(mail.BadHeaderError):
        smuggled(mail.EmailMessage(IN_A_HEADER, "…", to=["a@people.example"]))


def test_no_template_in_a_text_runs_in_a_mail(house: World) -> None:
    with portal_reads_here():
        world.work()
    bodies = "".join(sent.body + sent.subject for sent in mail.outbox)
    assert "{{ 7|add:7000 }}" in bodies
    # In a signed link these digits may stand by chance.
    assert "7007" not in re.sub(r"https?://\S+", "", bodies)


# Spreadsheets

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("https://elsewhere.example")')


def live_cells(table: str) -> list[str]:
    """Cells that a spreadsheet would compute."""
    return [
        cell for row in csv.reader(io.StringIO(table)) for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    ]


def test_no_table_that_leaves_holds_a_formula(house: World) -> None:
    """There is no such export yet; the first one is read here."""
    for where, response in pages(house, "officer"):
        kind = response.headers["Content-Type"]
        assert "spreadsheet" not in kind, f"{where}: read its cells here"
        assert "excel" not in kind, f"{where}: read its cells here"
        if kind.startswith("text/csv"):
            assert live_cells(response.content.decode()) == [], where


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_table_would_be_seen(formula: str) -> None:
    table = io.StringIO()
    csv.writer(table).writerow(["Name", formula])
    assert live_cells(table.getvalue()) == [formula]


@pytest.mark.parametrize("formula", [formula for formula in FORMULAS if formula.strip() == formula])
def test_a_name_that_begins_like_a_formula_stays_a_name(formula: str) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["Name", "Email"], [formula, "a@people.example"]])
    (person,) = read_report(table.getvalue().encode(), filename="participants.csv").people
    assert person.name == formula
