"""The public site: the same page for everybody, cheap to ask for again, and nothing on it that runs or tracks."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import http_date

from convenor.kernel import clock
from convenor.public.library.actions import Copy, correct, shelve, withdraw
from convenor.public.library.models import Output
from making import make_installation, make_secretariat

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 6)
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"
BODY = "## What we heard\n\nSome companies weigh *severity* first. <script>alert(1)</script>\n\n- One & two\n"
STATEMENTS = 6
SAME_FOR_EVERY_LIBRARY = {"/opensearch.xml", "/about/", "/how-we-check/"}
SITE = "https://site.example"


@pytest.fixture(autouse=True)
def on_the_day(settings: LazySettings) -> Iterator[None]:
    settings.CONVENOR_SITE = SITE
    make_installation(demo=True, today=DAY)
    with clock.standing_at(DAY):
        yield


def make_copy(title: str = "Severity & scale", body: str = BODY) -> Copy:
    return Copy(
        kind="output_note",
        title=title,
        body=body,
        applies_to="all kinds of technology",
        provenance="From the community's sessions of the first half of 2022.",
        caveats=("It takes no position.", "It does not speak for smaller companies."),
        sources=(("A public report", "https://report.example/"),),
    )


def shelve_many(count: int) -> None:
    for number in range(count):
        output = shelve(make_copy(f"Output {number}"))
        for line in ("A comma.", "A full stop."):
            correct(output.key, make_copy(f"Output {number}"), line=line)


def get(address: str, **headers: str) -> HttpResponse:
    response: HttpResponse = Client(headers=headers).get(address)
    return response


def text_of(address: str, status: int = 200) -> str:
    response = get(address)
    assert response.status_code == status
    return unescape(response.content.decode())


def everywhere(output: Output) -> list[str]:
    feeds = ["/feed.atom", "/feed.json", "/sitemap.xml", "/opensearch.xml", "/calendar.ics"]
    return ["/", "/about/", "/how-we-check/", *feeds, "/robots.txt", f"/notes/{output.slug}/"]


# What one reads


def test_an_empty_site_says_what_will_be_here() -> None:
    text = text_of("/")
    assert "Chatham House Rule" in text
    assert "Nothing is published yet" in text


def test_the_home_page_lists_outputs_the_newest_first() -> None:
    with clock.standing_at(DAY - timedelta(days=30)):
        shelve(make_copy("Older"))
    shelve(make_copy("Newer"))
    text = text_of("/")
    assert text.index("Newer") < text.index("Older")
    assert "Output note" in text
    assert "6 March 2023" in text
    assert "Some companies weigh severity first." in text


def test_an_output_page_says_what_it_is_and_is_not_before_its_text() -> None:
    output = shelve(make_copy())
    text = text_of(f"/notes/{output.slug}/")
    order = ["Severity & scale", "It takes no position.", "What we heard", "the first half of 2022", "Published on"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "<em>severity</em>" in text
    assert "all kinds of technology" in text
    assert 'href="https://report.example/" rel="nofollow noopener"' in text
    assert "mailto:secretariat@convenor.example" in text


def test_a_note_without_a_table_says_nothing_of_counting() -> None:
    assert "/how-we-count/" not in text_of(f"/notes/{shelve(make_copy()).slug}/")


def test_corrections_are_listed_with_their_date() -> None:
    output = shelve(make_copy())
    with clock.standing_at(DAY + timedelta(days=1)):
        correct(output.key, make_copy(), line="“Several” became “some”.")
    text = text_of(f"/notes/{output.slug}/")
    assert re.search(r"Corrected on\s+<time[^>]*>7 March 2023</time>: “Several” became “some”\.", text)
    assert "corrected once" in text


def test_a_withdrawn_output_says_when_and_why_and_nothing_else() -> None:
    output = shelve(make_copy())
    withdraw(output.key, because="it was less certain than it sounded")
    text = text_of(f"/notes/{output.slug}/", status=410)
    assert "6 March 2023" in text
    assert "it was less certain than it sounded" in text
    assert "severity" not in text.lower().replace(output.slug, "")
    assert output.slug not in text_of("/")


def test_an_address_that_nobody_gave_is_not_found() -> None:
    assert get("/notes/nothing/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_hold_twenty(number: int) -> None:
    for each in range(41):
        shelve(make_copy(f"Output {each}"))
    text = text_of(f"/?page={number}")
    assert text.count('<article class="output">') == {1: 20, 3: 1}[number]
    assert f"Page {number} of 3" in text


@pytest.mark.parametrize("number", ["0", "99", "x", "-1"])
def test_a_page_that_does_not_exist_shows_one_that_does(number: str) -> None:
    shelve(make_copy())
    assert "Severity & scale" in text_of(f"/?page={number}")


def test_the_site_explains_the_rule_and_how_a_note_is_made() -> None:
    text = text_of("/about/")
    for words in ("Chatham House Rule", "compete", "A second officer", "may object until a date", "not recorded"):
        assert words in text


def test_robots_may_read_what_is_public() -> None:
    response = get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /desk/" in response.content.decode()


def test_nothing_in_a_text_runs_on_a_page() -> None:
    output = shelve(make_copy(title="<script>alert(1)</script>"))
    for address in everywhere(output):
        assert b"<script" not in get(address).content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_site_is_read_and_nothing_else(method: str) -> None:
    output = shelve(make_copy())
    for address in everywhere(output)[:3]:
        assert getattr(Client(), method)(address).status_code == 405
    assert Output.objects.get().title == output.title


# The feed


def feed() -> ElementTree.Element:
    response = get("/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_the_feed_is_atom_and_names_no_author_but_the_programme() -> None:
    output = shelve(make_copy())
    root = feed()
    assert root.tag == f"{ATOM}feed"
    for tag in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{tag}")
    assert [name.text for name in root.iter(f"{ATOM}name")] == ["B-Tech"]
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{output.key}"
    assert entry.findtext(f"{ATOM}title") == "Severity & scale"
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<em>severity</em>" in (content.text or "")
    assert "<script" not in (content.text or "")
    assert "It takes no position." in (content.text or "")
    links = [link.get("href") for link in entry.iter(f"{ATOM}link")]
    assert links == [f"{SITE}/notes/{output.slug}/"]


def test_dates_in_the_feed_are_whole() -> None:
    shelve(make_copy())
    dates = [node.text or "" for node in feed().iter() if node.tag in {f"{ATOM}updated", f"{ATOM}published"}]
    assert len(dates) == 3
    for written in dates:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", written)


def test_an_empty_feed_is_a_feed() -> None:
    assert feed().findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_hostile_titles_and_control_characters_leave_the_feed_whole() -> None:
    shelve(make_copy(title='</title><entry> & "quoted" ]]>', body="]]> & < é \U0001f30d"))
    assert [entry.findtext(f"{ATOM}title") for entry in feed().iter(f"{ATOM}entry")] == [
        '</title><entry> & "quoted" ]]>'
    ]


def test_the_feed_tells_readers_to_drop_what_was_withdrawn() -> None:
    output = shelve(make_copy())
    withdraw(output.key, because="it was less certain than it sounded")
    root = feed()
    assert not list(root.iter(f"{ATOM}entry"))
    gone = root.find(f"{TOMBSTONE}deleted-entry")
    assert gone is not None
    assert gone.get("ref") == f"urn:uuid:{output.key}"
    assert gone.findtext(f"{TOMBSTONE}comment") == "it was less certain than it sounded"


def test_the_feed_holds_the_last_twenty_changes() -> None:
    for number in range(25):
        shelve(make_copy(f"Output {number}"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed().iter(f"{ATOM}entry")]
    assert titles == [f"Output {number}" for number in range(24, 4, -1)]


# Asking again


def test_who_has_the_page_already_hears_that_nothing_changed() -> None:
    output = shelve(make_copy())
    for address in everywhere(output):
        first = get(address)
        assert "public" in first["Cache-Control"]
        if address == "/robots.txt":
            continue
        again = get(address, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        # The day of a change knows nothing of languages, nor of what has begun since.
        assert get(address, if_modified_since=http_date(clock.now().timestamp())).status_code == 200


def test_a_change_is_seen_by_who_asks_again() -> None:
    output = shelve(make_copy())
    before = {address: get(address)["ETag"] for address in everywhere(output) if address != "/robots.txt"}
    correct(output.key, make_copy(), line="A comma.")
    for address, tag in before.items():
        assert get(address, if_none_match=tag).status_code == (304 if address in SAME_FOR_EVERY_LIBRARY else 200)
    withdraw(output.key, because="x")
    assert get(f"/notes/{output.slug}/", if_none_match=before[f"/notes/{output.slug}/"]).status_code == 410


def test_a_renamed_programme_is_seen_by_who_asks_again() -> None:
    tag = get("/about/")["ETag"]
    from convenor.kernel.models import Installation

    Installation.objects.update(name="Another name")
    assert get("/about/", if_none_match=tag).status_code == 200


def test_hearing_that_nothing_changed_is_cheap() -> None:
    shelve_many(3)
    tag = get("/")["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert get("/", if_none_match=tag).status_code == 304
    assert len(asked) <= 2


# The same for everybody


def test_no_page_sets_a_cookie_or_depends_on_one() -> None:
    output = shelve(make_copy())
    for address in everywhere(output):
        response = get(address)
        assert not response.cookies
        assert "Set-Cookie" not in response.headers
        assert "cookie" not in response.get("Vary", "").lower()


def test_somebody_who_is_signed_in_gets_the_same_page() -> None:
    output = shelve(make_copy())
    client = Client()
    client.force_login(make_secretariat())
    for address in everywhere(output):
        answer = client.get(address)
        assert answer.content == get(address).content
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies


# Budgets


def statements_for(address: str) -> int:
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        assert get(address).status_code in {200, 404, 410}
    return len(asked)


@pytest.mark.parametrize("make", [lambda: None, lambda: withdraw(Output.objects.get(slug="output-0").key, because="x")])
def test_a_public_page_asks_at_most_six_questions_and_the_same_with_ten_times_the_outputs(make: object) -> None:
    shelve_many(3)
    make()  # type: ignore[operator]
    addresses = ["/", "/about/", "/feed.atom", "/robots.txt", "/notes/output-0/", "/notes/nothing/"]
    few = {address: statements_for(address) for address in addresses}
    for number in range(30):
        shelve(make_copy(f"More {number}"))
    many = {address: statements_for(address) for address in addresses}
    assert many == few
    assert all(count <= STATEMENTS for count in few.values()), few


def test_a_full_page_with_all_it_loads_stays_under_thirty_kilobytes_and_six_requests() -> None:
    for number in range(25):
        shelve(make_copy(f"Output {number} on operationalising severity", body=BODY + "word " * 600))
    output = Output.objects.first()
    assert output is not None
    for address in ("/", f"/notes/{output.slug}/", "/about/"):
        page = get(address, accept_encoding="gzip")
        assert page["Content-Encoding"] == "gzip"
        text = get(address).content.decode()
        loaded = set(re.findall(r'<(?:link rel="(?:stylesheet|icon)"|img|script)[^>]*(?:href|src)="([^"]+)"', text))
        sizes = [len(page.content)] + [compressed(name) for name in loaded]
        assert 2 <= len(sizes) <= 6
        assert sum(sizes) <= 30_000, (address, sizes)


def compressed(address: str) -> int:
    import gzip

    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str)
    return len(gzip.compress(Path(found).read_bytes()))


def test_the_site_loads_nothing_from_elsewhere() -> None:
    class Reader(HTMLParser):
        loads: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            named = dict(attrs)
            if tag in {"script", "img", "iframe", "form", "link"}:
                self.loads.append(str(named.get("src") or named.get("action") or named.get("href")))

    output = shelve(make_copy(body="![pixel](https://tracker.example/p.png) <img src=https://tracker.example/p.png>"))
    for address in ("/", "/about/", f"/notes/{output.slug}/"):
        reader = Reader()
        reader.loads = []
        reader.feed(get(address).content.decode())
        elsewhere = [each for each in reader.loads if not each.startswith("/")]
        # A canonical link names the page itself, six others name it in each language; they load nothing.
        assert all(each.startswith(f"{SITE}/") for each in elsewhere)


def test_the_addresses_are_the_promised_ones() -> None:
    assert reverse("portal:home") == "/"
    assert reverse("portal:output", args=["x"]) == "/notes/x/"
    assert reverse("portal:feed") == "/feed.atom"
    assert reverse("portal:about") == "/about/"
