"""What programs read of the public site: the JSON feed, the map of all addresses, and what a link shows elsewhere."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import LazySettings
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.models import Installation
from convenor.public.library.actions import Copy, shelve, withdraw
from making import make_installation

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 6)
SITE = "https://site.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
HOSTILE = '"><script>alert(1)</script> & "quoted"'


@pytest.fixture(autouse=True)
def on_the_day(settings: LazySettings) -> Iterator[None]:
    settings.CONVENOR_SITE = SITE
    make_installation(demo=True, today=DAY)
    with clock.standing_at(DAY):
        yield


def make_copy(title: str = "Severity & scale", body: str = "Some weigh *severity* first.\n") -> Copy:
    return Copy(
        kind="output_note",
        title=title,
        body=body,
        applies_to="all kinds of technology",
        provenance="From sessions of 2022 <here>.",
        caveats=("It takes no position & names nobody.",),
        sources=(),
    )


def feed() -> dict[str, Any]:
    response = Client().get("/feed.json")
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_the_json_feed_says_what_the_atom_feed_says() -> None:
    output = shelve(make_copy())
    found = feed()
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert (found["title"], found["authors"]) == ("B-Tech", [{"name": "B-Tech"}])
    assert found["home_page_url"] == f"{SITE}/"
    assert found["feed_url"] == f"{SITE}/feed.json"
    (item,) = found["items"]
    assert item["id"] == f"urn:uuid:{output.key}"
    assert item["url"] == f"{SITE}/notes/{output.slug}/"
    assert (item["title"], item["summary"]) == ("Severity & scale", "Some weigh severity first.")
    whole = "<p><em>It takes no position &amp; names nobody.</em></p><p>Some weigh <em>severity</em> first.</p>"
    assert item["content_html"].replace("\n", "") == f"{whole}<p>From sessions of 2022 &lt;here&gt;.</p>"
    for day in (item["date_published"], item["date_modified"]):
        assert re.fullmatch(r"2023-03-06T\d\d:\d\d:\d\d\+00:00", day)


def test_what_was_withdrawn_is_no_item_and_says_why() -> None:
    output = shelve(make_copy())
    withdraw(output.key, because="it was less certain than it sounded")
    found = feed()
    assert found["items"] == []
    (gone,) = found["_withdrawn"]["items"]
    assert gone["id"] == f"urn:uuid:{output.key}"
    assert gone["url"] == f"{SITE}/notes/{output.slug}/"
    assert gone["reason"] == "it was less certain than it sounded"


def test_hostile_words_stay_words() -> None:
    shelve(make_copy(title=HOSTILE, body=HOSTILE))
    (item,) = feed()["items"]
    assert item["title"] == HOSTILE
    assert "<script" not in item["content_html"]
    assert ElementTree.fromstring(Client().get("/sitemap.xml").content).tag == f"{MAP}urlset"
    page = Client().get(item["url"].removeprefix(SITE)).content.decode()
    assert "<script>alert" not in page


def test_the_map_has_every_public_address_and_no_other() -> None:
    kept, gone = shelve(make_copy("Kept")), shelve(make_copy("Gone"))
    withdraw(gone.key, because="it was wrong")
    response = Client().get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    found = [node.text or "" for node in ElementTree.fromstring(response.content).iter(f"{MAP}loc")]
    assert f"{SITE}/notes/{kept.slug}/" in found
    assert f"{SITE}/notes/{gone.slug}/" not in found
    assert f"{SITE}/about/" in found
    for address in found:
        assert Client().get(address.removeprefix(SITE)).status_code == 200
    assert f"Sitemap: {SITE}/sitemap.xml" in Client().get("/robots.txt").content.decode()


def test_a_browser_can_search_here_from_its_own_field() -> None:
    Installation.objects.update(name='B-Tech & "friends" of the community')
    home = Client().get("/fr/").content.decode()
    (link,) = re.findall(r'<link rel="search"[^>]*href="([^"]+)"', home)
    response = Client().get(link)
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    told = {node.tag.removeprefix(OPEN_SEARCH): node for node in ElementTree.fromstring(response.content)}
    assert told["ShortName"].text == 'B-Tech & "frien…'
    assert "B-Tech" in str(told["Description"].text)
    addresses = {node.get("type"): node.get("template") for node in ElementTree.fromstring(response.content)}
    assert addresses["application/opensearchdescription+xml"] == f"{SITE}/opensearch.xml"
    search = str(addresses["text/html"]).replace("{searchTerms}", "severity")
    shelve(make_copy())
    assert "Severity" in Client().get(search.removeprefix(SITE)).content.decode()


def test_a_link_to_an_output_says_elsewhere_what_it_is() -> None:
    output = shelve(make_copy())
    page = Client().get(f"/notes/{output.slug}/").content.decode()
    said = dict(re.findall(r'property="(og:[a-z_]+)" content="([^"]*)"', page))
    assert said == {
        "og:site_name": "B-Tech",
        "og:title": "Severity &amp; scale",
        "og:type": "article",
        "og:url": f"{SITE}/notes/{output.slug}/",
        "og:description": "Some weigh severity first.",
    }
    assert 'property="og:type" content="website"' in Client().get("/about/").content.decode()
