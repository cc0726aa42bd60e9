"""Finding what was released, through the public connection: the database's index says what, the rules say how well.

The order is made by rules and not by a database, so that the same library answers alike on both.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from convenor.public.library import queries
from convenor.public.library.models import Searchable, Word
from convenor.public.library.translating import is_whole
from convenor.rules.searching import (
    Part,
    Question,
    Term,
    lengths_around,
    missing_from,
    question_from,
    rank,
    with_nearest_words,
)
from convenor.rules.snippets import marked, snippet

# Only folded words stand in a question to the database: letters, figures and marks of scripts, each in quotes.
_IN_SQLITE = "SELECT rowid FROM library_text WHERE library_text MATCH %s"
_IN_POSTGRESQL = "SELECT id FROM library_searchable WHERE found @@ %s::tsquery"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was found: the keys of documents, best first, for the question as it was understood in the end.

    `missing` are words that are in no document and like none that is.
    """

    question: Question
    keys: Sequence[int]
    missing: Sequence[Term] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A document with its title and a stretch of its text, cut where they say what was looked for."""

    document: Searchable
    title: Sequence[Part]
    text: Sequence[Part]


def is_empty() -> bool:
    """Whether there is nothing to be found yet."""
    return not _documents().exists()


def answer(text: str) -> Answer:
    """Find what somebody looks for; a word that is in no document is taken for the nearest ones that are."""
    question = question_from(text)
    keys = _best_first(question)
    if keys or not question.terms:
        return Answer(question=question, keys=keys)
    # With all of its words known, nothing would be gained by others.
    known = _words_like(question)
    meant = with_nearest_words(question, known)
    keys = _best_first(meant) if meant != question else []
    return Answer(question=meant, keys=keys, missing=missing_from(meant, known))


def shown(question: Question, keys: Sequence[int]) -> list[Found]:
    """Documents as a list of them shows them, in the order of their keys."""
    rows = _documents().defer("title_words", "text_words").in_bulk(list(keys))
    return [
        Found(document=rows[key], title=marked(rows[key].title, question), text=snippet(rows[key].text, question))
        for key in keys
        if key in rows
    ]


def _documents() -> "QuerySet[Searchable]":
    return Searchable.objects.using("public")


def _best_first(question: Question) -> list[int]:
    if not question.terms:
        return []
    rows = _documents().filter(pk__in=_matching(question.terms)).order_by()
    columns = rows.values_list("pk", "day", "title_words", "text_words", "slug", "language").iterator()
    ranked = [((rank(question, title, text), day, pk), (slug, into)) for pk, day, title, text, slug, into in columns]
    hidden = _not_whole({copy for _at, copy in ranked if copy[1]})
    return [pk for _rank, _day, pk in sorted((at for at, copy in ranked if copy not in hidden), reverse=True)]


def _not_whole(translations: Collection[tuple[str, str | None]]) -> set[tuple[str, str | None]]:
    """Those of translations, each a slug and a language, that readers do not get; the catalogues of today say which."""
    if not translations:
        return set()
    rows = queries.released().filter(slug__in={slug for slug, _into in translations})
    caveats = dict(rows.values_list("slug", "caveats"))
    return {(slug, into) for slug, into in translations if not is_whole(into or "", caveats.get(slug, ()))}


def _matching(terms: Iterable[Term]) -> RawSQL:
    if connections["public"].vendor == "postgresql":
        return RawSQL(_IN_POSTGRESQL, [" & ".join(_either(term, "'{}'", "'{}':*", " | ") for term in terms)])
    return RawSQL(_IN_SQLITE, [" AND ".join(_either(term, '"{}"', '"{}"*', " OR ") for term in terms)])


def _either(term: Term, whole: str, beginning: str, between: str) -> str:
    ways = [(beginning if term.begins else whole).format(word) for word in term.words]
    return f"({between.join(ways)})"


def _words_like(question: Question) -> dict[str, int]:
    """The words of the library that one of these is or may be meant for, each with its number of documents."""
    words = Word.objects.using("public").annotate(letters=Length("word"))
    wanted = Q(word__in=[term.word for term in question.terms])
    for term in question.terms:
        wanted |= Q(word__startswith=term.word) if term.begins else Q()
    around = lengths_around(question)
    if around:
        wanted |= Q(letters__range=around)
    return dict(words.filter(wanted).values_list("word", "documents"))
