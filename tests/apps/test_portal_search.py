"""Searching the public site: what is released is found, what is not is not, and nothing typed is more than words."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convenor.kernel import clock
from convenor.public.library import finding
from convenor.public.library.actions import Copy, WebinarCopy, announce, correct, shelve, take_down, withdraw
from convenor.public.library.indexing import rebuild
from convenor.public.library.models import OpenSeries, Output, Searchable, Word
from journeys.overhearing import log_lines
from making import make_installation

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 6)
STATEMENTS = 6
HOSTILE = [
    '"',
    '"severity',
    "severity AND",
    "AND OR NOT NEAR",
    "NEAR(severity scale, 2)",
    "severity*",
    "*",
    "^severity",
    "title_words:severity",
    "-severity",
    "severity)",
    "(((((",
    "' & | ! <-> :*",
    "severity:* & !scale",
    "\\",
    "\x00",
    "severity\x00scale",
    "\u202eseverity\u202c",
    "'; DROP TABLE library_output; --",
    "%' OR 1=1",
    "<script>alert(1)</script>",
    "{{ 7 }} %(x)s %s",
    "𝔰𝔢𝔳𝔢𝔯𝔦𝔱𝔶 ﷺ ½ ①",
    "x" * 1_000_000,
    "a b " * 100_000,
    "\u0301" * 5_000,
]


@pytest.fixture(autouse=True)
def on_the_day(settings: LazySettings) -> Iterator[None]:
    settings.CONVENOR_SITE = "https://site.example"
    make_installation(demo=True, today=DAY)
    with clock.standing_at(DAY):
        yield


def make_copy(title: str = "Severity & scale", body: str = "Some weigh *severity* first.", **words: str) -> Copy:
    texts = {"applies_to": "all kinds of technology", "provenance": "From sessions of the spring.", **words}
    return Copy(
        kind="output_note", title=title, body=body, caveats=("It takes no position on widgets.",), sources=(), **texts
    )


def make_series(title: str = "Remedy in practice", *, cancelled: bool = False) -> OpenSeries:
    webinar = WebinarCopy(
        number=1,
        title=title,
        themes=["access to remedy"],
        parts=["opening", "grievance mechanisms"],
        starts_at=datetime(2023, 5, 10, 14, tzinfo=UTC),
        time_known=True,
        minutes=60,
        subject_to_change=True,
        cancelled=cancelled,
    )
    return announce("plp", name="Peer Learning Platform", year=2023, webinars=[webinar])


def get(words: str, **headers: str) -> HttpResponse:
    response: HttpResponse = Client(headers=headers).get("/search/", {"q": words})
    return response


def page_of(words: str) -> str:
    response = get(words)
    assert response.status_code == 200
    return unescape(response.content.decode())


def titles(words: str) -> list[str]:
    found = re.findall(r"<h3[^>]*>(.*?)</h3>", get(words).content.decode(), flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", title)).strip() for title in found]


# What is found


def test_an_output_is_found_by_its_title_its_text_and_what_it_applies_to() -> None:
    output = shelve(make_copy())
    for words in ("scale", "weigh", "technology", "SEVÉRITY", "severity first", "sev"):
        assert titles(words) == ["Severity & scale"], words
    page = page_of("weigh")
    assert f'href="/notes/{output.slug}/"' in page
    assert "Output note" in page
    assert "6 March 2023" in page
    assert "Some <mark>weigh</mark> severity first." in page


def test_what_is_no_part_of_the_text_is_not_found() -> None:
    shelve(make_copy(body="See [the report](https://hidden.example/address)."))
    for words in ("widgets", "spring", "hidden", "https"):
        assert titles(words) == []
    assert titles("report") == ["Severity & scale"]


def test_series_and_webinars_are_found_by_names_titles_themes_and_parts() -> None:
    make_series()
    assert titles("peer platform 2023") == ["Peer Learning Platform"]
    for words in ("practice", "access", "grievance mechanisms"):
        assert titles(words) == ["Remedy in practice"], words
    assert "10 May 2023" in page_of("grievance")
    assert 'href="/webinars/plp/"' in page_of("grievance")
    make_series(cancelled=True)
    assert "cancelled" in page_of("grievance")


def test_text_without_spaces_is_found_by_any_part_of_it() -> None:
    shelve(make_copy("关于严重性", "公司首先评估严重性。"))
    shelve(make_copy("أثر", "تقييم الأَثَر أوّلاً"))
    assert titles("评估严重") == ["关于严重性"]
    assert titles("严评") == []
    assert titles("الاثر") == ["أثر"]
    assert "<mark>评估严重</mark>性" in page_of("评估严重")


def test_every_word_has_to_be_there() -> None:
    shelve(make_copy("One", "severity alone"))
    shelve(make_copy("Two", "severity and scale"))
    assert titles("scale severity") == ["Two"]


def test_the_best_stands_first_on_either_database() -> None:
    with clock.standing_at(DAY - timedelta(days=9)):
        shelve(make_copy("Older words", "Remedy once."))
    shelve(make_copy("In its text once", "Some remedy here."))
    shelve(make_copy("In its text often", "Remedy, remedy, remedy and no more of it."))
    shelve(make_copy("Remedy as the title", "Something else."))
    shelve(make_copy("A beginning", "What remedying means."))
    shelve(make_copy("Remédy as the title, later", "Something else."))
    assert titles("remedy") == [
        "Remédy as the title, later",
        "Remedy as the title",
        "In its text often",
        "Older words",
        "In its text once",
        "A beginning",
    ]


def test_a_slip_is_forgiven_and_said() -> None:
    shelve(make_copy())
    assert titles("sevirity") == ["Severity & scale"]
    page = page_of("sevirity")
    assert "Nothing has the word “sevirity”; shown is what has “severity”." in page
    in_chinese = get("sevirity", accept_language="zh-CN").content.decode()
    assert "没有内容含有“sevirity”一词；以下所列内容含有“severity”。" in in_chinese
    assert "Some weigh <mark>severity</mark> first." in page
    assert "Nothing has the word" not in page_of("severity")


def test_a_word_of_the_library_is_never_taken_for_another() -> None:
    shelve(make_copy("Scale", "scale"))
    shelve(make_copy("Scape", "scape"))
    assert titles("scape") == ["Scape"]


def test_pages_hold_twenty_and_keep_the_question() -> None:
    for number in range(41):
        shelve(make_copy(f"Output {number}", "remedy & more"))
    first = Client().get("/search/", {"q": "remedy mo"}).content.decode()
    assert first.count('<article class="output">') == 20
    assert "41 found" in first
    assert "Page 1 of 3" in first
    assert 'href="?q=remedy+mo&amp;page=2"' in first
    last = Client().get("/search/?q=remedy+mo&page=3").content.decode()
    assert last.count('<article class="output">') == 1
    for number in ("0", "99", "x", "-1"):
        assert "remedy" in Client().get(f"/search/?q=remedy&page={number}").content.decode()


# What is not


def test_a_withdrawn_text_is_found_no_more_and_nothing_of_it_is_kept() -> None:
    output = shelve(make_copy("Severity & scale", "Some weigh quokkas first."))
    shelve(make_copy("Another", "Some weigh severity."))
    withdraw(output.key, because="it was about quokkas and numbats")
    assert titles("weigh") == ["Another"]
    for words in ("quokkas", "numbats", "scale"):
        assert titles(words) == []
    assert "quokkas" not in str([list(model.objects.values()) for model in (Searchable, Word)])
    assert Word.objects.get(word="severity").documents == 1


def test_a_correction_changes_what_is_found() -> None:
    output = shelve(make_copy(body="Some weigh quokkas first."))
    correct(output.key, make_copy(body="Some weigh severity first."), line="A word on numbats.")
    assert titles("quokkas") == titles("numbats") == []
    assert titles("severity") == ["Severity & scale"]


def test_a_series_that_was_taken_down_or_changed_is_not_found_as_it_was() -> None:
    make_series("Quokkas")
    make_series("Numbats")
    assert titles("quokkas") == []
    assert titles("numbats") == ["Numbats"]
    take_down("plp")
    assert titles("numbats") == titles("platform") == []
    assert not Word.objects.exists()


def test_the_index_changes_with_the_shelf_or_not_at_all() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        shelve(make_copy(body="quokkas"))
        raise RuntimeError
    output = shelve(make_copy())
    before = contents()
    for change in (
        lambda: correct(output.key, make_copy(body="quokkas"), line="x" * 100_000),
        lambda: withdraw(output.key, because=""),
    ):
        with pytest.raises((IntegrityError, Exception)), transaction.atomic():
            change()
            raise RuntimeError
        assert contents() == before
    assert titles("quokkas") == []


def contents() -> tuple[list[dict[str, object]], dict[str, int]]:
    rows = [{key: kept for key, kept in row.items() if key != "id"} for row in Searchable.objects.values()]
    return rows, dict(Word.objects.values_list("word", "documents"))


def test_what_stands_in_the_library_is_indexed_anew() -> None:
    for number in range(3):
        shelve(make_copy(f"Output {number}", "severity and scale"))
    gone = shelve(make_copy("Gone", "quokkas"))
    make_series()
    correct(Output.objects.get(slug="output-1").key, make_copy("Output 1", "remedy"), line="A word.")
    withdraw(gone.key, because="x")
    rows, words = contents()
    Searchable.objects.all().delete()
    Word.objects.update(documents=99)
    assert titles("severity") == []
    rebuild()
    again, counted = contents()
    assert sorted(map(str, again)) == sorted(map(str, rows))
    assert counted == words
    assert len(titles("severity")) == 2


# Whatever is typed


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:20]))
def test_whatever_is_typed_is_words_and_nothing_else(words: str) -> None:
    shelve(make_copy())
    response = get(words)
    assert response.status_code == 200
    assert b"<script" not in response.content
    assert Output.objects.count() == 1


@pytest.mark.parametrize("query", ["q=%ED%A0%80", "q=%FF%FE", "q=%00", "q", "q=&q=severity", "q[]=x", "%F0%9F"])
def test_addresses_that_nobody_types_are_answered(query: str) -> None:
    shelve(make_copy())
    assert Client().get(f"/search/?{query}").status_code == 200


def test_a_lone_surrogate_reaches_no_database() -> None:
    shelve(make_copy())
    assert finding.answer("sever\ud800ity").keys
    assert finding.answer("\udfff").keys == []


@pytest.mark.parametrize("words", ["severity AND nothing-like-it", "NOT severity", "severity OR wombats"])
def test_operators_are_looked_for_as_words(words: str) -> None:
    shelve(make_copy())
    assert titles(words) == []


def test_a_long_question_is_cut_and_the_page_says_so() -> None:
    shelve(make_copy())
    page = page_of("severity " * 60)
    assert "Your question was too long" in page
    assert "Severity & scale" in re.sub("</?mark>", "", page)
    assert "too long" not in page_of("severity")


# What the page says


def test_before_a_question_the_page_says_what_can_be_searched() -> None:
    shelve(make_copy())
    response = Client().get("/search/")
    text = response.content.decode()
    assert "What you look for is not kept" in text
    assert "noindex" not in text
    assert 'href="/"' in text
    assert 'href="/webinars/"' in text


def test_nothing_found_says_what_was_looked_for_and_what_to_try() -> None:
    shelve(make_copy())
    page = page_of("severity wombats")
    assert "We looked for “severity wombats”" in page
    assert "Nothing has the word “wombats”" in page
    assert 'href="?q=severity"' in page
    assert "Try fewer words" in page
    assert "There is no word in it" in page_of("!!!")


def test_an_empty_library_says_so() -> None:
    assert "Nothing is published yet" in page_of("severity")
    assert "Nothing is published yet" in page_of("")
    withdraw(shelve(make_copy()).key, because="x")
    assert "Nothing is published yet" in page_of("severity")


def test_results_are_not_for_search_engines() -> None:
    shelve(make_copy())
    for words in ("severity", "wombats"):
        assert '<meta name="robots" content="noindex">' in page_of(words)


def test_every_public_page_has_one_field_with_a_label() -> None:
    output = shelve(make_copy())
    for address in ("/", "/about/", f"/notes/{output.slug}/", "/search/", "/search/?q=severity", "/how-we-check/"):
        text = Client().get(address).content.decode()
        assert text.count('name="q"') == text.count('<label class="unseen" for="q"') + text.count('<label for="q"') == 1
        assert 'action="/search/"' in text


# As the other pages


def test_the_answer_is_the_same_for_everybody_and_kept_by_whoever_has_it() -> None:
    output = shelve(make_copy())
    first = get("severity")
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    with CaptureQueriesContext(connection) as asked:
        assert get("severity", if_none_match=first["ETag"]).status_code == 304
    assert len(asked) <= 2
    assert get("scale", if_none_match=first["ETag"]).status_code == 200
    correct(output.key, make_copy(), line="A comma.")
    assert get("severity", if_none_match=first["ETag"]).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_and_nothing_else(method: str) -> None:
    assert getattr(Client(), method)("/search/").status_code == 405


@pytest.mark.parametrize("words", ["", "severity", "sevirity", "wombats", "severity zebra", "sevirity wombats"])
def test_a_question_takes_at_most_six_statements_however_much_there_is(words: str) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            get(words)
        return len(asked)

    shelve(make_copy())
    few = statements()
    for number in range(30):
        shelve(make_copy(f"Severity {number}"))
    make_series()
    assert statements() == few <= STATEMENTS


def test_a_full_page_stays_under_thirty_kilobytes() -> None:
    for number in range(25):
        shelve(make_copy(f"Output {number} on operationalising severity", "severity of " + "words " * 600))
    response = get("severity", accept_encoding="gzip")
    assert len(response.content) <= 20_000
    assert len(get("severity").content) <= 30_000


def test_no_log_line_holds_what_was_looked_for() -> None:
    shelve(make_copy())
    with log_lines() as lines:
        for words in ("severity quokkas", "severity\x00quokkas", "quokkas" * 100_000):
            get(words)
        Client().post(f"/search/?q={quote('quokkas')}")
        Client().get("/search/?q=quokkas", headers={"host": "elsewhere.example"})
    assert "elsewhere.example" in lines.getvalue() or "Method Not Allowed" in lines.getvalue()
    assert "quokkas" not in lines.getvalue()


def test_results_are_text_and_mark_nothing_else() -> None:
    shelve(make_copy("<b>severity</b>", "`<img src=x>` & severity <script>"))
    text = get("severity").content.decode()
    assert "<b>" not in text
    assert "<img" not in text
    assert "<script" not in text
    assert "&lt;b&gt;<mark>severity</mark>" in text


# Kept in the databases


# On the other database there is nothing to see: PostgreSQL writes no words of its own.
if connection.vendor == "sqlite":

    def test_on_disk_nothing_is_left_of_the_words_of_a_text_that_is_gone() -> None:
        output = shelve(make_copy(body="Some weigh quokkas first."))
        shelve(make_copy("Another", "Some weigh severity."))

        def blocks() -> bytes:
            with connection.cursor() as cursor:
                cursor.execute("SELECT block FROM library_text_data")
                return b"".join(bytes(row[0]) for row in cursor.fetchall())

        assert b"quokkas" in blocks()
        withdraw(output.key, because="x")
        assert b"quokkas" not in blocks()


# On the other database there is nothing to see: SQLite has one writer anyway.
if connection.vendor == "postgresql":

    def test_who_changes_the_index_waits_for_whoever_does() -> None:
        """Two who counted the same word at once would count it once; the lock comes before anything is read."""
        with CaptureQueriesContext(connection) as asked:
            output = shelve(make_copy())
            withdraw(output.key, because="x")
        said = [one["sql"] for one in asked]
        locks = [at for at, sql in enumerate(said) if sql.startswith("LOCK TABLE library_word")]
        touched = [at for at, sql in enumerate(said) if "library_searchable" in sql or 'library_word"' in sql]
        assert len(locks) == 2
        assert locks[0] < touched[0]


@pytest.mark.django_db(transaction=True)
def test_a_library_that_is_older_than_the_index_is_found_after_migrating() -> None:
    call_command("migrate", "library", "0004", verbosity=0)
    before = MigrationExecutor(connection).loader.project_state([("library", "0004_series")]).apps
    old_outputs, old_series = (before.get_model("library", name).objects for name in ("Output", "OpenSeries"))
    try:
        old_outputs.create(
            slug="old", kind="output_note", title="Of old", body="quokkas", published_on=DAY, updated_at=clock.now()
        )
        old_outputs.create(
            slug="gone",
            kind="output_note",
            published_on=DAY,
            updated_at=clock.now(),
            withdrawn_on=DAY,
            withdrawn_because="x",
        )
        series = old_series.create(slug="plp", name="Platform", year=2023, announced_on=DAY, updated_at=clock.now())
        series.webinars.create(number=1, title="Numbats", themes=["x"], parts=[], starts_at=clock.now(), minutes=60)
    finally:
        call_command("migrate", "library", verbosity=0)
    assert titles("quokkas") == ["Of old"]
    assert titles("numbats") == ["Numbats"]
    assert Searchable.objects.count() == 3


def test_the_index_holds_columns_of_the_library_alone() -> None:
    for model in (apps.get_model("library", "Searchable"), apps.get_model("library", "Word")):
        assert not any(field.is_relation for field in model._meta.get_fields())


def test_sqlite_here_has_the_index_that_is_needed() -> None:
    found = sqlite3.connect(":memory:").execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
    assert found == (1,)


@pytest.mark.parametrize("language", ["fr", "ar", "zh"])
def test_an_address_that_begins_with_a_language_is_searched_as_well(language: str) -> None:
    output = shelve(make_copy())
    text = Client().get(f"/{language}/search/?q=severity").content.decode()
    assert f'href="/{language}/notes/{output.slug}/"' in text
    assert f'action="/{language}/search/"' in text
