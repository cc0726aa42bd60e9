"""The library keeps copies that lead nowhere, and what is withdrawn is gone."""

from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction

from convenor.public.library import queries
from convenor.public.library.actions import Copy, correct, shelve, withdraw
from convenor.public.library.models import Output
from convenor.public.library.reading import as_html, first_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

DAY = date(2023, 3, 6)


def make_copy(title: str = "Operationalising severity", **words: object) -> Copy:
    text = {
        "kind": "output_note",
        "title": title,
        "body": "Several members weigh severity first.",
        "applies_to": "all kinds of technology",
        "provenance": "From the community's sessions of the first half of 2022.",
        "caveats": ["It takes no position."],
        "sources": [("A public report", "https://report.example/")],
    }
    return Copy(**{**text, **words})  # type: ignore[arg-type]


def test_a_copy_gets_an_address_of_its_title_and_a_key_of_its_own() -> None:
    output = shelve(make_copy())
    assert (output.slug, output.published_on) == ("operationalising-severity", DAY)
    assert output.sources == [{"title": "A public report", "url": "https://report.example/"}]
    assert list(queries.released()) == [output]
    assert queries.address_of(output.key) == output.slug


def test_an_address_is_given_once() -> None:
    slugs = [shelve(make_copy()).slug for _ in range(3)]
    assert slugs == ["operationalising-severity", "operationalising-severity-2", "operationalising-severity-3"]


@pytest.mark.parametrize(("title", "slug"), [("严重性", "note"), ("…", "note"), ("x" * 300, "x" * 100)])
def test_a_title_without_plain_letters_and_a_long_one_have_an_address_too(title: str, slug: str) -> None:
    assert shelve(make_copy(title[:200])).slug == slug


def test_an_address_stays_taken_when_a_longer_one_begins_with_it() -> None:
    shelve(make_copy("Severity at work"))
    assert shelve(make_copy("Severity")).slug == "severity"
    assert shelve(make_copy("Severity")).slug == "severity-2"


def test_a_correction_changes_the_text_and_says_so_at_the_same_address() -> None:
    output = shelve(make_copy())
    correct(output.key, make_copy(body="Most members weigh severity first."), line="“Several” became “most”.")
    found = queries.at_address(output.slug)
    assert found is not None
    assert found.body == "Most members weigh severity first."
    assert [line.text for line in queries.corrections_of(found)] == ["“Several” became “most”."]
    assert found.published_on == output.published_on


def test_a_withdrawn_output_keeps_its_address_and_the_reason_and_nothing_else() -> None:
    output = shelve(make_copy())
    correct(output.key, make_copy(), line="A comma.")
    withdraw(output.key, because="a member asked for it")
    found = queries.at_address(output.slug)
    assert found is not None
    assert (found.withdrawn_on, found.withdrawn_because) == (DAY, "a member asked for it")
    assert not any([found.title, found.body, found.applies_to, found.provenance, found.caveats, found.sources])
    assert not queries.corrections_of(found).exists()
    assert list(queries.released()) == []
    assert list(queries.withdrawn()) == [found]


@pytest.mark.parametrize(
    "again", [lambda key: withdraw(key, because="twice"), lambda key: correct(key, make_copy(), line="x")]
)
def test_what_is_withdrawn_does_not_come_back(again) -> None:
    output = shelve(make_copy())
    withdraw(output.key, because="a member asked for it")
    with pytest.raises(Output.DoesNotExist):
        again(output.key)
    output.refresh_from_db()
    assert (output.title, output.withdrawn_because) == ("", "a member asked for it")


def test_the_database_refuses_a_withdrawn_output_that_still_has_its_text() -> None:
    output = shelve(make_copy())
    with pytest.raises(IntegrityError), transaction.atomic():
        Output.objects.filter(key=output.key).update(withdrawn_on=DAY, withdrawn_because="a reason")


def test_every_change_is_later_than_the_one_before_even_when_a_demo_s_clock_goes_back() -> None:
    with patch("convenor.kernel.clock.timezone.now", return_value=datetime(2023, 3, 6, 15, tzinfo=UTC)):
        first = shelve(make_copy())
    with patch("convenor.kernel.clock.timezone.now", return_value=datetime(2023, 3, 6, 9, tzinfo=UTC)):
        second = shelve(make_copy())
    assert second.updated_at > first.updated_at
    assert queries.latest_change() == second.updated_at


def test_an_empty_library_has_no_latest_change() -> None:
    assert queries.latest_change() is None


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[go](javascript:alert(1))",
    "[go](JaVaScRiPt:alert(1))",
    "[go](data:text/html;base64,PHNjcmlwdD4=)",
    "[go](vbscript:msgbox)",
    "![pixel](https://tracker.example/pixel.png)",
    "<a href='javascript:alert(1)'>go</a>",
    "<iframe src=https://e.example></iframe>",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "[go](https://e.example 'x\" onmouseover=\"alert(1)')",
    '<https://e.example/"onmouseover=alert(1)>',
    "`<script>`",
    "<form action=https://e.example><button>go</button></form>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<!-- <script>alert(1)</script> -->",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_can_run_or_load(text: str) -> None:
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        seen: list[tuple[str, list[tuple[str, str | None]]]]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append((tag, attrs))

    reader = Reader()
    reader.seen = []
    reader.feed(as_html(text))
    for tag, attributes in reader.seen:
        assert tag in {"p", "a", "code", "pre"}, text
        for name, written in attributes:
            assert name in {"href", "title", "rel"}, text
            if name == "href":
                assert str(written).startswith(("https://", "http://", "mailto:")), text


def test_links_lead_out_without_telling_where_from() -> None:
    assert as_html("[report](https://report.example/)") == (
        '<p><a href="https://report.example/" rel="nofollow noopener">report</a></p>\n'
    )


def test_a_text_s_own_first_heading_stands_below_the_page_s_title() -> None:
    assert as_html("# One\n\n## Two\n") == "<h2>One</h2>\n<h3>Two</h3>\n"
    assert as_html("## Two\n\n### Three\n") == "<h2>Two</h2>\n<h3>Three</h3>\n"


def test_the_first_line_is_the_first_paragraph_s_words() -> None:
    assert first_line("## Heading\n\n- *One* [remark](https://e.example/).\n- Two") == "One remark."
    assert first_line("Line one\nline two.") == "Line one line two."
    assert first_line("word " * 80).endswith("word …")
    assert first_line("## Heading\n") == ""
