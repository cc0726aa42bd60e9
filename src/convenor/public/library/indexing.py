"""The index of the library: written in the transaction that changes a shelf, or made anew from what stands there.

It holds nothing that a shelf does not hold. What goes from a shelf goes from here, too, down to the words that only it
had.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connections, transaction
from django.db.models import F
from django.utils.timezone import localtime

from convenor.public.library.models import OpenSeries, Output, Searchable, Translation, Word
from convenor.public.library.reading import words_across_links
from convenor.rules.searching import folded, vocabulary_of, whole

OUTPUT, SERIES, WEBINAR = "output", "series", "webinar"
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """The tables that the index is made of and made from, as they are now or as they were at a migration."""

    outputs: type[Any] = Output
    series: type[Any] = OpenSeries
    searchable: type[Any] = Searchable
    words: type[Any] = Word
    # There were none when the index was new.
    translations: type[Any] | None = None


NOW = Tables(translations=Translation)


def index_output(output: Output) -> None:
    """Let an output and its translations be found as they are now; one that was withdrawn is found no more."""
    _put(NOW, OUTPUT, output.slug, [] if output.withdrawn_on else list(_of_output(NOW, output)))


def index_series(series: OpenSeries) -> None:
    """Let a series and its webinars be found as they are announced now."""
    _put(NOW, SERIES, series.pk, list(_of_series(NOW, series)))


def forget_series(slug: str) -> None:
    """Let nothing of a series be found any more."""
    _put(NOW, SERIES, slug, [])


@transaction.atomic
def rebuild(tables: Tables = NOW) -> None:
    """Make the index anew, for a library that is older than it or was indexed by other rules."""
    _one_at_a_time(tables)
    tables.searchable._base_manager.all().delete()
    tables.words._base_manager.all().delete()
    counted: Counter[str] = Counter()
    for documents in _in_portions(_of_all(tables)):
        tables.searchable._base_manager.bulk_create(documents)
        counted.update(_words_of(documents))
    tables.words._base_manager.bulk_create(tables.words(word=word, documents=by) for word, by in counted.items())
    _leave_no_trace(tables)


def _of_all(tables: Tables) -> Iterator[Any]:
    for output in tables.outputs._base_manager.filter(withdrawn_on=None).order_by("published_on", "slug"):
        yield from _of_output(tables, output)
    for series in tables.series._base_manager.order_by("announced_on", "pk"):
        yield from _of_series(tables, series)


def _of_output(tables: Tables, output: Any) -> Iterator[Any]:
    place = {"shelf": OUTPUT, "slug": output.slug, "kind": output.kind}
    yield _of_words(tables, output, **place)
    if tables.translations is not None:
        for translation in tables.translations._base_manager.filter(output=output.pk).order_by("language"):
            yield _of_words(tables, translation, **place, language=translation.language)


def _of_words(tables: Tables, copy: Any, **columns: Any) -> Any:
    body, _edges = words_across_links(copy.body)
    text = f"{body}\n{copy.applies_to}"
    return _document(tables, day=copy.published_on, title=copy.title, text=text, **columns)


def _of_series(tables: Tables, series: Any) -> Iterator[Any]:
    place = {"shelf": SERIES, "slug": series.pk}
    text = str(series.year)
    yield _document(tables, **place, kind=SERIES, day=series.announced_on, title=series.name, text=text)
    for webinar in series.webinars.all():
        yield _document(
            tables,
            **place,
            number=webinar.number,
            kind=WEBINAR,
            day=localtime(webinar.starts_at).date(),
            cancelled=webinar.cancelled,
            title=webinar.title,
            text="\n".join([*webinar.themes, *webinar.parts, *_readings_of(webinar)]),
        )


def _readings_of(webinar: Any) -> list[str]:
    # There were none when the index was new.
    return [reading["title"] for reading in getattr(webinar, "readings", ())]


def _document(tables: Tables, *, title: str, text: str, **columns: Any) -> Any:
    title, text = whole(title), whole(text)
    words = {"title_words": folded(title), "text_words": folded(text)}
    return tables.searchable(title=title, text=text, **words, **columns)


@transaction.atomic
def _put(tables: Tables, shelf: str, slug: str, documents: list[Any]) -> None:
    """Put documents in the place of those that stood there."""
    _one_at_a_time(tables)
    before = tables.searchable._base_manager.filter(shelf=shelf, slug=slug)
    change = Counter(_words_of(documents))
    gone = list(before)
    change.subtract(_words_of(gone))
    before.delete()
    tables.searchable._base_manager.bulk_create(documents)
    _count(tables, change)
    if gone:
        _leave_no_trace(tables)


def _words_of(documents: Iterable[Any]) -> Iterator[str]:
    """The words of documents, each once a document."""
    for document in documents:
        yield from vocabulary_of([*document.title_words.split(), *document.text_words.split()])


def _count(tables: Tables, change: Counter[str]) -> None:
    words = tables.words._base_manager
    for by in sorted(set(change.values()) - {0}):
        for some in _in_portions(word for word, times in change.items() if times == by):
            there = words.filter(word__in=some)
            known = set(there.values_list("word", flat=True))
            there.filter(documents__lte=-by).delete()
            there.update(documents=F("documents") + by)
            if by > 0:
                words.bulk_create(tables.words(word=word, documents=by) for word in some if word not in known)


def _in_portions(things: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(things)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _one_at_a_time(tables: Tables) -> None:
    """Wait for whoever changes the index now; two at once would count words wrongly. SQLite has one writer anyway."""
    connection = connections[tables.words._base_manager.db]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE library_word IN SHARE ROW EXCLUSIVE MODE")


def _leave_no_trace(tables: Tables) -> None:
    """Merge SQLite's index, which otherwise keeps the words of what is gone until it grows; readers never see them."""
    connection = connections[tables.words._base_manager.db]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO library_text(library_text) VALUES ('optimize')")
